//! The words of the readable layout: the same invoice, said for people.
//!
//! Nothing is made up: what was not read says so, and what is absent stays absent. There is no clock here, so nothing
//! is ever called overdue.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use rust_decimal::Decimal;
use serde::Serialize;

use super::{Field, Labels, given, label, net_and_vat, present};
use crate::domain::{
    Invoice, LineItem, Party, PaymentTransaction, Period, State, group_thousands, plain, round2, round4,
};

/// Stands where a date, a name or an amount is absent.
const ABSENT: &str = "–";

/// What the readable layout says beyond headings, VAT-zero text, footnote and logo, which both layouts share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Readable {
    /// `Invoice`.
    pub title: String,
    /// The number people see, on one line.
    pub number: String,
    /// What must not be overlooked, on every page: a draft, paid, cancelled.
    pub mark: Option<String>,
    /// What else is to be said about where the invoice stands.
    pub standing: Option<String>,
    /// Billing period, issue date, due date.
    pub facts: Vec<Field>,
    /// What is owed, and in which sense.
    pub amount: Field,
    /// Who issues it.
    pub issuer: PartyWords,
    /// Who owes it.
    pub buyer: PartyWords,
    /// What is charged for.
    pub line_items: ItemWords,
    /// From the sum of the line items to what is owed; the last one is the total.
    pub totals: Vec<TotalWords>,
    /// Attempts to pay; absent where there were none.
    pub payments: Option<PaymentWords>,
}

/// A party as on an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyWords {
    /// Its name, a dash where it has none.
    pub name: String,
    /// Address and country.
    pub address: Vec<String>,
    /// Codes with their names, and the purchase order.
    pub codes: Vec<Field>,
}

/// The table of line items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemWords {
    /// The header row: name, quantity, cost.
    pub columns: [String; 3],
    /// A row per line item.
    pub rows: Vec<ItemRow>,
    /// Stands in the table when there are no rows.
    pub none: String,
}

/// A line item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemRow {
    /// What is charged for.
    pub name: String,
    /// More words, or none.
    pub description: String,
    /// How many, with thousands grouped.
    pub quantity: String,
    /// What they cost together: as many decimals as the other rows, so that the points stand below each other.
    pub cost: String,
}

/// A sum below the line items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TotalWords {
    /// Which.
    pub label: String,
    /// Currency and cents.
    pub amount: String,
    /// The sum before it was rounded to cents, where the two differ.
    pub exactly: Option<String>,
}

/// The table of payments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaymentWords {
    /// The heading.
    pub heading: String,
    /// The header row: date, what, result, amount.
    pub columns: [String; 4],
    /// A row per attempt.
    pub rows: Vec<PaymentRow>,
    /// How many more the server counts than were read from it.
    pub unread: Option<String>,
}

/// An attempt to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaymentRow {
    /// When.
    pub date: String,
    /// `Purchase`, `Capture` and so on.
    pub what: String,
    /// Reference, the gateway's words, whether it was a test.
    pub details: String,
    /// Whether the gateway accepted it.
    pub result: String,
    /// How much.
    pub amount: String,
}

impl Readable {
    /// Puts an invoice into words; the codes of its parties are those the server's layout prints.
    pub(super) fn build(invoice: &Invoice, labels: &Labels, [issuer, buyer]: [Vec<Field>; 2]) -> Self {
        Self {
            title: "Invoice".to_owned(),
            number: on_one_line(&invoice.number()),
            mark: mark(invoice),
            standing: standing(&invoice.state),
            facts: facts(invoice),
            amount: Field::new(amount_label(invoice), money(invoice.currency.as_ref(), invoice.cost)),
            issuer: party(&invoice.provider, issuer),
            buyer: party(&invoice.buyer.party, buyer),
            line_items: items(invoice),
            totals: totals(invoice, labels),
            payments: payments(invoice),
        }
    }
}

/// The server's `paid_at` without its time, as the server keeps it.
fn mark(invoice: &Invoice) -> Option<String> {
    match invoice.state {
        State::Open | State::Finalized => Some("DRAFT – not issued".to_owned()),
        State::Paid => Some(invoice.paid_at.map_or_else(|| "PAID".to_owned(), |at| format!("PAID on {}", day_of(at)))),
        State::Cancelled => Some("CANCELLED".to_owned()),
        State::Pending | State::Unpaid | State::Failed | State::Other(_) => None,
    }
}

fn standing(state: &State) -> Option<String> {
    match state {
        State::Open => Some("Line items may still be added or changed before it is issued.".to_owned()),
        State::Finalized => Some("Closed for review; amounts may still change before it is issued.".to_owned()),
        State::Unpaid => Some("Not paid: at least one attempt to charge it failed.".to_owned()),
        State::Failed => Some("Not paid: the attempts to charge it failed.".to_owned()),
        State::Other(word) => Some(format!("State on the server: {}", on_one_line(word))),
        State::Pending | State::Paid | State::Cancelled => None,
    }
}

fn facts(invoice: &Invoice) -> Vec<Field> {
    let issued_on = match invoice.issued_on {
        Some(day) => date(day),
        None if invoice.state.is_editable() => "Not issued yet".to_owned(),
        None => ABSENT.to_owned(),
    };
    vec![
        Field::new("Billing period", period(invoice.period)),
        Field::new("Issued on", issued_on),
        Field::new("Due on", invoice.due_on.map_or_else(|| ABSENT.to_owned(), date)),
    ]
}

/// Only what was issued and neither paid nor cancelled is due. A sum below zero is money the customer gets.
fn amount_label(invoice: &Invoice) -> &'static str {
    match (&invoice.state, invoice.cost < Decimal::ZERO) {
        (State::Open | State::Finalized | State::Paid | State::Cancelled, _) => "Total",
        (_, true) => "Amount due (credit)",
        (_, false) => "Amount due",
    }
}

/// `3 October 2026`.
fn date(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// The day of a moment, in UTC as the server keeps it.
fn day_of(time: Timestamp) -> String {
    date(time.to_zoned(TimeZone::UTC).date())
}

/// `1 – 30 September 2026`, `1 September – 31 October 2026`: what both days share is said once.
fn period(Period { from, to }: Period) -> String {
    let begin = match (from.year() == to.year(), from.month() == to.month()) {
        _ if from == to => return date(to),
        (true, true) => from.strftime("%-d"),
        (true, false) => from.strftime("%-d %B"),
        (false, _) => from.strftime("%-d %B %Y"),
    };
    format!("{begin} – {}", date(to))
}

/// `EUR 1,234.50` with a no-break space, `1,234.50` without a currency.
fn money(currency: Option<&String>, amount: Decimal) -> String {
    with_currency(currency, group_thousands(amount))
}

fn with_currency(currency: Option<&String>, amount: String) -> String {
    match currency.map(|currency| on_one_line(currency)).filter(|currency| !currency.is_empty()) {
        Some(currency) => format!("{currency}\u{A0}{amount}"),
        None => amount,
    }
}

/// An amount with thousands grouped and at least so many decimals; none is dropped.
fn grouped(amount: Decimal, decimals: u32) -> String {
    let amount = amount.normalize();
    let digits = format!("{:.*}", decimals.max(amount.scale()) as usize, amount.abs());
    let whole = group_thousands(amount.abs().trunc());
    let whole = whole.strip_suffix(".00").unwrap_or(&whole);
    let sign = if amount < Decimal::ZERO { "-" } else { "" };
    match digits.split_once('.') {
        Some((_, fraction)) => format!("{sign}{whole}.{fraction}"),
        None => format!("{sign}{whole}"),
    }
}

fn party(party: &Party, codes: Vec<Field>) -> PartyWords {
    let [city, state, zip, country] = [&party.city, &party.state, &party.zip, &party.country].map(present);
    let region = [state, zip].into_iter().flatten().collect::<Vec<&str>>().join(" ");
    let town: Vec<&str> = city.into_iter().chain(Some(region.as_str()).filter(|region| !region.is_empty())).collect();
    let street = given(&party.address).unwrap_or_default().lines();
    let address = street.map(str::to_owned).chain([town.join(", "), country.unwrap_or_default().to_owned()]);
    PartyWords {
        name: present(&party.org_name).unwrap_or(ABSENT).to_owned(),
        address: address.filter(|line| !line.trim().is_empty()).collect(),
        codes,
    }
}

fn items(invoice: &Invoice) -> ItemWords {
    let costs = invoice.line_items.iter().filter_map(|item| item.cost);
    let decimals = costs.map(|cost| round4(cost).normalize().scale()).fold(2, u32::max);
    let currency = present(&invoice.currency).map(|currency| format!(" ({})", on_one_line(currency)));
    let cost = format!("Cost{}", currency.unwrap_or_default());
    ItemWords {
        columns: ["Name".to_owned(), "Quantity".to_owned(), cost],
        rows: invoice.line_items.iter().map(|line| item(line, decimals)).collect(),
        none: "No line items".to_owned(),
    }
}

fn item(item: &LineItem, decimals: u32) -> ItemRow {
    ItemRow {
        name: present(&item.name).unwrap_or_default().to_owned(),
        description: present(&item.description).unwrap_or_default().to_owned(),
        quantity: item.quantity.map(|quantity| grouped(quantity.into(), 0)).unwrap_or_default(),
        cost: item.cost.map(|cost| grouped(round4(cost), decimals)).unwrap_or_default(),
    }
}

/// Without a rate the customer has no VAT, and nothing is said about it.
fn totals(invoice: &Invoice, labels: &Labels) -> Vec<TotalWords> {
    let currency = invoice.currency.as_ref();
    let (net, vat) = net_and_vat(invoice);
    let sum = |label: String, amount: Decimal| TotalWords {
        label,
        amount: money(currency, amount),
        exactly: (amount != round2(amount)).then(|| format!("rounded from {}", grouped(amount, 2))),
    };
    let total = sum("Total".to_owned(), invoice.cost);
    let Some(rate) = invoice.vat_rate else {
        return vec![TotalWords { exactly: sum(String::new(), net).exactly, ..total }];
    };
    let rate = plain(rate);
    let vat_label = format!("{} {}%", label(&labels.vat_rate, "Vat rate"), rate.strip_suffix(".0").unwrap_or(&rate));
    vec![sum("Subtotal".to_owned(), net), sum(vat_label, vat), total]
}

fn payments(invoice: &Invoice) -> Option<PaymentWords> {
    let rows: Vec<PaymentRow> = invoice.payment_transactions.iter().flatten().map(payment).collect();
    let read = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let unread = invoice.payment_transactions_count.saturating_sub(read);
    if rows.is_empty() && unread <= 0 {
        return None;
    }
    Some(PaymentWords {
        heading: "Payments".to_owned(),
        columns: ["Date", "What", "Result", "Amount"].map(str::to_owned),
        unread: (unread > 0).then(|| not_read(unread, read)),
        rows,
    })
}

fn not_read(unread: i64, read: i64) -> String {
    let more = if read > 0 { " more" } else { "" };
    let payments = if unread == 1 { "payment" } else { "payments" };
    format!("{unread}{more} {payments}, not read from the server")
}

fn payment(payment: &PaymentTransaction) -> PaymentRow {
    let amount = payment.amount.map(|amount| with_currency(payment.currency.as_ref(), grouped(amount, 2)));
    let reference = present(&payment.reference).map(|reference| format!("Reference {}", on_one_line(reference)));
    let message = present(&payment.message).map(on_one_line);
    let test = (payment.test == Some(true)).then(|| "In the gateway's test mode".to_owned());
    let details: Vec<String> = [reference, message, test].into_iter().flatten().collect();
    PaymentRow {
        date: payment.created_at.map_or_else(|| ABSENT.to_owned(), day_of),
        what: present(&payment.action).map_or_else(|| "Payment".to_owned(), capitalized),
        details: details.join("\n"),
        result: result(payment.success).to_owned(),
        amount: amount.unwrap_or_else(|| ABSENT.to_owned()),
    }
}

fn result(success: Option<bool>) -> &'static str {
    match success {
        Some(true) => "Succeeded",
        Some(false) => "Failed",
        None => "Not known",
    }
}

fn capitalized(word: &str) -> String {
    let word = on_one_line(word);
    let mut rest = word.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// White space of any kind becomes single spaces.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}
