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
    /// At the top of every page but the first: the invoice and the customer.
    pub running: String,
    /// At the foot of every page: the invoice and its issuer.
    pub foot: String,
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
            running: invoice_and(invoice, &invoice.buyer.party),
            foot: invoice_and(invoice, &invoice.provider),
        }
    }
}

/// `Invoice 2026-09-00000001 – Planet Express`.
fn invoice_and(invoice: &Invoice, party: &Party) -> String {
    let invoice = format!("Invoice {}", on_one_line(&invoice.number()));
    match present(&party.org_name) {
        Some(name) => format!("{invoice} – {}", on_one_line(name)),
        None => invoice,
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

/// `1 – 30 September 2026`, `1 September – 31 October 2026`: what both days share is said once. Between two months it
/// breaks only after the dash.
fn period(Period { from, to }: Period) -> String {
    if from == to {
        return date(to);
    }
    if (from.year(), from.month()) == (to.year(), to.month()) {
        return format!("{} – {}", from.day(), date(to));
    }
    let begin = from.strftime(if from.year() == to.year() { "%-d %B" } else { "%-d %B %Y" });
    let [begin, end] = [begin.to_string(), date(to)].map(|day| day.replace(' ', "\u{A0}"));
    format!("{begin}\u{A0}– {end}")
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pdf::{InvoiceDocument, PrintContext, tests::support::the_case};

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// The words of the plain invoice after a change.
    fn words(change: impl FnOnce(&mut Invoice)) -> Readable {
        let mut case = the_case("plain");
        change(&mut case.invoice);
        InvoiceDocument::build(&case.invoice, &case.context).readable
    }

    fn in_state(state: State) -> Readable {
        words(|invoice| invoice.state = state)
    }

    fn attempt(success: Option<bool>) -> PaymentTransaction {
        PaymentTransaction {
            id: 7,
            created_at: "2026-10-03T23:59:59Z".parse().ok(),
            reference: Some("ch_1".to_owned()),
            success,
            amount: Some(dec("1243.5")),
            currency: Some("EUR".to_owned()),
            action: Some("purchase".to_owned()),
            message: Some("Approved\n by  the bank".to_owned()),
            test: Some(true),
            gateway_response: serde_json::Map::new(),
        }
    }

    #[test]
    fn a_whole_document() {
        let mut case = the_case("tax-codes");
        case.invoice.state = State::Unpaid;
        case.invoice.line_items[0].description = Some("1 to 30 September".to_owned());
        case.invoice.payment_transactions_count = 2;
        case.invoice.payment_transactions = Some(vec![attempt(Some(false))]);
        insta::assert_json_snapshot!("document", InvoiceDocument::build(&case.invoice, &case.context));
    }

    #[test]
    fn every_state_has_its_mark_and_words() {
        let said = |state: State| {
            let words = in_state(state);
            (words.mark.unwrap_or_default(), words.standing.unwrap_or_default(), words.amount.label)
        };
        let mark = |state: State| said(state).0;
        assert_eq!(mark(State::Open), "DRAFT – not issued");
        assert_eq!(mark(State::Finalized), "DRAFT – not issued");
        assert_eq!(said(State::Pending), (String::new(), String::new(), "Amount due".to_owned()));
        assert_eq!(said(State::Cancelled), ("CANCELLED".to_owned(), String::new(), "Total".to_owned()));
        assert_eq!(said(State::Paid), ("PAID".to_owned(), String::new(), "Total".to_owned()), "no date is made up");
        assert_eq!(said(State::Unpaid).1, "Not paid: at least one attempt to charge it failed.");
        assert_eq!(said(State::Failed).1, "Not paid: the attempts to charge it failed.");
        assert_eq!(said(State::Other("on\nhold".to_owned())).1, "State on the server: on hold");
        for state in [State::Unpaid, State::Failed, State::Other("frozen".to_owned())] {
            assert_eq!(mark(state), "");
        }
    }

    #[test]
    fn paid_says_when() {
        let words = words(|invoice| {
            invoice.state = State::Paid;
            invoice.paid_at = "2026-10-03T23:59:59Z".parse().ok();
        });
        assert_eq!(words.mark.unwrap(), "PAID on 3 October 2026");
    }

    #[test]
    fn dates_are_said_or_said_to_be_absent() {
        let issued = |state: State, day: Option<Date>| {
            let words = words(|invoice| (invoice.state, invoice.issued_on, invoice.due_on) = (state, day, None));
            assert_eq!((words.facts[2].label.as_str(), words.facts[2].value.as_str()), ("Due on", "–"));
            words.facts[1].value.clone()
        };
        assert_eq!(issued(State::Pending, Some(day("2026-01-03"))), "3 January 2026");
        assert_eq!(issued(State::Pending, None), "–");
        assert_eq!(issued(State::Open, None), "Not issued yet");
    }

    #[test]
    fn a_period_says_once_what_its_days_share() {
        let said = |from: &str, to: &str| period(Period { from: day(from), to: day(to) }).replace('\u{A0}', " ");
        assert_eq!(said("2026-09-01", "2026-09-30"), "1 – 30 September 2026");
        assert_eq!(said("2026-09-01", "2026-10-31"), "1 September – 31 October 2026");
        assert_eq!(said("2026-09-01", "2027-09-30"), "1 September 2026 – 30 September 2027");
        assert_eq!(said("2026-09-07", "2026-09-07"), "7 September 2026");
    }

    #[test]
    fn costs_have_equally_many_decimals_and_lose_none() {
        let costs = |costs: &[&str]| {
            let words = words(|invoice| {
                let item = |cost: &&str| LineItem { cost: cost.parse().ok(), ..LineItem::default() };
                invoice.line_items = costs.iter().map(item).collect();
            });
            words.line_items.rows.into_iter().map(|row| row.cost).collect::<Vec<String>>()
        };
        assert_eq!(costs(&["200", "-1234567.5"]), ["200.00", "-1,234,567.50"]);
        assert_eq!(costs(&["200", "0.00005", "-123456789012.3456"]), ["200.0000", "0.0001", "-123,456,789,012.3456"]);
        assert_eq!(costs(&["-0.00001", "-0.004", ""]), ["0.000", "-0.004", ""]);
    }

    #[test]
    fn totals_are_those_of_the_server() {
        let said = |rate: &str| {
            let words = words(|invoice| {
                invoice.vat_rate = rate.parse().ok();
                invoice.cost = invoice.totals().unwrap().cost;
            });
            let said = words.totals.into_iter().map(|sum| format!("{}: {} {:?}", sum.label, sum.amount, sum.exactly));
            said.map(|said| said.replace('\u{A0}', " ")).collect::<Vec<String>>()
        };
        let net = r#"EUR 201.23 Some("rounded from 201.2345")"#;
        let vat = r#"Vat rate 21%: EUR 42.26 Some("rounded from 42.259245")"#;
        assert_eq!(said("21.0"), [format!("Subtotal: {net}"), vat.to_owned(), "Total: EUR 243.49 None".to_owned()]);
        assert_eq!(said(""), [format!("Total: {net}")]);
        assert_eq!(said("0")[1..], ["Vat rate 0%: EUR 0.00 None", "Total: EUR 201.23 None"]);
        assert!(said("10.5")[1].starts_with("Vat rate 10.5%: EUR 21.13 "));
    }

    #[test]
    fn a_refund_is_a_credit_with_its_minus_before_the_number() {
        let words = words(|invoice| invoice.cost = dec("-1234.5"));
        assert_eq!(
            (words.amount.label.as_str(), words.amount.value.as_str()),
            ("Amount due (credit)", "EUR\u{A0}-1,234.50")
        );
        assert_eq!(money(None, dec("-1234.5")), "-1,234.50");
        assert_eq!(money(Some(&" ".to_owned()), dec("-0.001")), "0.00");
    }

    #[test]
    fn payments_that_were_not_read_are_counted_only() {
        let said = |count: i64, read: Option<usize>| {
            let payments = words(|invoice| {
                invoice.payment_transactions_count = count;
                invoice.payment_transactions = read.map(|read| vec![attempt(None); read]);
            });
            payments.payments.map(|words| (words.rows.len(), words.unread.unwrap_or_default()))
        };
        assert_eq!(said(0, None), None);
        assert_eq!(said(0, Some(0)), None);
        assert_eq!(said(2, None), Some((0, "2 payments, not read from the server".to_owned())));
        assert_eq!(said(1, None), Some((0, "1 payment, not read from the server".to_owned())));
        assert_eq!(said(3, Some(2)), Some((2, "1 more payment, not read from the server".to_owned())));
        assert_eq!(said(1, Some(2)), Some((2, String::new())));
    }

    #[test]
    fn a_payment_says_what_is_known_of_it() {
        let row = payment(&attempt(Some(true)));
        assert_eq!([row.date.as_str(), &row.what, &row.result], ["3 October 2026", "Purchase", "Succeeded"]);
        assert_eq!(row.details, "Reference ch_1\nApproved by the bank\nIn the gateway's test mode");
        assert_eq!(row.amount, "EUR\u{A0}1,243.50");
        let unknown = PaymentTransaction {
            created_at: None,
            reference: None,
            amount: None,
            action: None,
            message: None,
            test: None,
            ..attempt(None)
        };
        let row = payment(&unknown);
        assert_eq!([row.date.as_str(), &row.what, &row.result], ["–", "Payment", "Not known"]);
        assert_eq!([row.details.as_str(), &row.amount], ["", "–"]);
        assert_eq!(result(Some(false)), "Failed");
    }

    #[test]
    fn nothing_known_leaves_nothing_dangling() {
        let mut case = the_case("plain");
        (case.invoice.provider, case.invoice.buyer.party) = (Party::default(), Party::default());
        let words = InvoiceDocument::build(&case.invoice, &PrintContext::default()).readable;
        assert_eq!((words.buyer.name.as_str(), words.buyer.address.len(), words.buyer.codes.len()), ("–", 0, 0));
        assert_eq!(words.foot, "Invoice 2026-09-00000001");
        let party = |city: Option<&str>, zip: Option<&str>| {
            let [city, zip] = [city, zip].map(|text| text.map(str::to_owned));
            party(&Party { city, zip, ..Party::default() }, Vec::new()).address
        };
        assert_eq!(party(Some("Madrid"), Some("28046")), ["Madrid, 28046"]);
        assert_eq!(party(Some("Madrid"), Some(" ")), ["Madrid"]);
        assert_eq!(party(None, Some("28046")), ["28046"]);
    }

    proptest! {
        #[test]
        fn grouping_keeps_every_digit(units in any::<i64>(), scale in 0..6_u32, decimals in 0..5_u32) {
            let amount = Decimal::new(units, scale);
            let text = grouped(amount, decimals);
            prop_assert_eq!(text.replace(',', "").parse::<Decimal>().unwrap(), amount);
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            prop_assert!(fraction.len() >= decimals as usize && fraction.bytes().all(|byte| byte.is_ascii_digit()));
            let groups: Vec<&str> = whole.trim_start_matches('-').split(',').collect();
            prop_assert!((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3), "{}", text);
        }
    }
}
