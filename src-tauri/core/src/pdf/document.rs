//! What an invoice says in print: every word, amount and date, before anything has a place.

mod readable;

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::Serialize;

use super::logo::Logo;
use crate::domain::{Buyer, Invoice, LineItem, Party, group_thousands, plain, round2, round4};

pub use readable::{ItemRow, ItemWords, PartyWords, PaymentRow, PaymentWords, Readable, TotalWords};

/// Names of the two fields a provider can rename, from the portal's fields definitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// Of a party's VAT code.
    pub vat_code: String,
    /// Of the VAT rate, in the totals.
    pub vat_rate: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self { vat_code: "VAT Code".to_owned(), vat_rate: "Vat rate".to_owned() }
    }
}

/// What the printed invoice says beyond the invoice's own data.
///
/// The codes and the purchase order number come from the accounts and provider API, the labels from
/// the fields definitions; footnote, VAT-zero text and logo are in no API and are set by a person.
/// Empty text counts as absent, and so do blank codes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrintContext {
    /// Fiscal code of the provider.
    pub issuer_fiscal_code: Option<String>,
    /// VAT code of the provider.
    pub issuer_vat_code: Option<String>,
    /// Fiscal code of the customer.
    pub buyer_fiscal_code: Option<String>,
    /// VAT code of the customer.
    pub buyer_vat_code: Option<String>,
    /// Purchase order number of the customer.
    pub buyer_po_number: Option<String>,
    /// Names of fields.
    pub labels: Labels,
    /// The last words on the invoice.
    pub footnote: Option<String>,
    /// What is said below the line items where the VAT rate is zero.
    pub vat_zero_text: Option<String>,
    /// At the top left.
    pub logo: Option<Logo>,
}

/// A name and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The name.
    pub label: String,
    /// What it is.
    pub value: String,
}

impl Field {
    fn new(label: &str, value: impl Into<String>) -> Self {
        Self { label: label.to_owned(), value: value.into() }
    }
}

/// A heading with fields below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// One row each.
    pub fields: Vec<Field>,
}

/// The table of line items: name, quantity, cost, charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineItems {
    /// The heading.
    pub heading: String,
    /// The header row.
    pub columns: [String; 4],
    /// A row per line item.
    pub rows: Vec<[String; 4]>,
    /// The rows below them.
    pub totals: Vec<[String; 4]>,
}

/// What the file says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Metadata {
    /// `Invoice {number}`.
    pub title: String,
    /// The provider's name.
    pub author: Option<String>,
    /// The invoice's own date: created, else issued, else the first day of its period.
    pub created: Timestamp,
    /// When the invoice last changed, else as created.
    pub modified: Timestamp,
}

/// Every word of a printed invoice.
///
/// Serializes for snapshots; the logo is left out.
#[derive(Clone, Debug, Serialize)]
pub struct InvoiceDocument {
    /// `Invoice for September, 2026`.
    pub title: String,
    /// Number, dates and period.
    pub details: Section,
    /// Above the issuer.
    pub issuer_heading: String,
    /// Who issues it.
    pub issuer: Vec<Field>,
    /// Above the buyer.
    pub buyer_heading: String,
    /// Who owes it.
    pub buyer: Vec<Field>,
    /// What is charged for.
    pub line_items: LineItems,
    /// Said where the VAT rate is zero.
    pub vat_zero_text: Option<String>,
    /// `AMOUNT DUE: EUR 243.49`, with a no-break space after the currency.
    pub amount_due: String,
    /// The last words.
    pub footnote: Option<String>,
    /// At the top left.
    #[serde(skip)]
    pub logo: Option<Logo>,
    /// What the file says about itself.
    pub metadata: Metadata,
    /// What only the readable layout says, or says otherwise.
    pub readable: Readable,
}

impl InvoiceDocument {
    /// Puts an invoice into words.
    ///
    /// The words, their order and the rounding are those of the server's invoice report.
    pub fn build(invoice: &Invoice, context: &PrintContext) -> Self {
        let zero_rated = invoice.vat_rate.is_some_and(|rate| rate.is_zero());
        let codes = [issuer_codes(context), buyer_codes(context)];
        Self {
            title: format!("Invoice for {}", invoice.period.month().in_words()),
            details: details(invoice),
            issuer_heading: "Issued by".to_owned(),
            issuer: issuer(&invoice.provider, context),
            buyer_heading: "For".to_owned(),
            buyer: buyer(&invoice.buyer, context),
            line_items: line_items(invoice, &context.labels),
            vat_zero_text: given(&context.vat_zero_text).filter(|_| zero_rated).map(str::to_owned),
            amount_due: amount_due(invoice),
            footnote: given(&context.footnote).map(str::to_owned),
            logo: context.logo.clone(),
            metadata: metadata(invoice),
            readable: Readable::build(invoice, &context.labels, codes),
        }
    }
}

fn details(invoice: &Invoice) -> Section {
    Section {
        heading: "Details".to_owned(),
        fields: vec![
            Field::new("Invoice ID", invoice.number()),
            Field::new("Issued on", date(invoice.issued_on)),
            Field::new("Billing period start", date(Some(invoice.period.from))),
            Field::new("Billing period end", date(Some(invoice.period.to))),
            Field::new("Due on", date(invoice.due_on)),
        ],
    }
}

/// ` 3 October, 2026`: the day is padded with a space, which counts where widths are measured.
fn date(day: Option<Date>) -> String {
    day.map_or_else(|| "-".to_owned(), |day| day.strftime("%e %B, %Y").to_string())
}

fn issuer(party: &Party, context: &PrintContext) -> Vec<Field> {
    party_fields(party, issuer_codes(context))
}

fn buyer(buyer: &Buyer, context: &PrintContext) -> Vec<Field> {
    party_fields(&buyer.party, buyer_codes(context))
}

fn party_fields(party: &Party, codes: Vec<Field>) -> Vec<Field> {
    let fields = [
        Field::new("Name", given(&party.org_name).unwrap_or_default()),
        Field::new("Address", address(party)),
        Field::new("Country", given(&party.country).unwrap_or_default()),
    ];
    fields.into_iter().chain(codes).collect()
}

fn issuer_codes(context: &PrintContext) -> Vec<Field> {
    codes(&context.issuer_fiscal_code, &context.issuer_vat_code, &None, &context.labels)
}

fn buyer_codes(context: &PrintContext) -> Vec<Field> {
    codes(&context.buyer_fiscal_code, &context.buyer_vat_code, &context.buyer_po_number, &context.labels)
}

fn codes(
    fiscal_code: &Option<String>,
    vat_code: &Option<String>,
    po_number: &Option<String>,
    labels: &Labels,
) -> Vec<Field> {
    let vat_label = label(&labels.vat_code, "VAT Code");
    let codes = [("Fiscal code", fiscal_code), (vat_label, vat_code), ("PO num", po_number)];
    codes.into_iter().filter_map(|(label, value)| Some(Field::new(label, present(value)?))).collect()
}

/// Both address lines on one, then `city, state zip`.
///
/// The server joins a city to an empty state and zip all the same, which leaves `City, `; without a
/// city the line is `state zip`.
fn address(party: &Party) -> String {
    let street = one_line(given(&party.address).unwrap_or_default());
    let region: Vec<&str> = [given(&party.state), given(&party.zip)].into_iter().flatten().collect();
    let region = region.join(" ");
    match given(&party.city) {
        Some(city) => format!("{street}\n{city}, {region}"),
        None => format!("{street}\n{region}"),
    }
}

/// Both lines of an address on one. The API puts a line feed between them; a line break that somebody typed into one of
/// them comes with a carriage return and stays, as on the server's page.
fn one_line(address: &str) -> String {
    let lines: Vec<String> = address.split("\r\n").map(|part| part.replace('\n', " ")).collect();
    lines.join("\r\n")
}

fn line_items(invoice: &Invoice, labels: &Labels) -> LineItems {
    LineItems {
        heading: "Line items".to_owned(),
        columns: ["Name", "Quantity", "Cost", "Charged"].map(str::to_owned),
        rows: invoice.line_items.iter().map(line_item).collect(),
        totals: totals(invoice, labels),
    }
}

fn line_item(item: &LineItem) -> [String; 4] {
    let quantity = item.quantity.map(|quantity| quantity.to_string());
    let cost = item.cost.map(|cost| plain(round4(cost)));
    [item.name.clone().unwrap_or_default(), quantity.unwrap_or_default(), cost.unwrap_or_default(), String::new()]
}

fn totals(invoice: &Invoice, labels: &Labels) -> Vec<[String; 4]> {
    let row = |name: String, cost: String, charged: String| [name, String::new(), cost, charged];
    let (net, vat) = net_and_vat(invoice);
    let below_zero = net < Decimal::ZERO;
    let Some(rate) = invoice.vat_rate else {
        return vec![row("Total cost".to_owned(), plain(net), signed(invoice.cost, below_zero))];
    };
    let label = label(&labels.vat_rate, "Vat rate");
    let included = format!("Total cost ({label} {}% included)", plain(rate));
    vec![
        row(format!("Total cost (without {label})"), plain(net), signed(round2(net), below_zero)),
        row(format!("Total {label} Amount"), signed(vat, below_zero), signed(round2(vat), below_zero)),
        row(included, String::new(), signed(invoice.cost, below_zero)),
    ]
}

/// An amount that follows from a sum below zero. Ruby's decimals keep the sign of a zero that comes
/// from rounding a refund or from VAT of 0 % on it: `-0.0`.
fn signed(amount: Decimal, sum_is_below_zero: bool) -> String {
    let sign = if amount.is_zero() && sum_is_below_zero { "-" } else { "" };
    format!("{sign}{}", plain(amount))
}

/// From the line items, as the server does when it prints. Where they cannot be added up, or none
/// were read, what the server said the sums are.
fn net_and_vat(invoice: &Invoice) -> (Decimal, Decimal) {
    let said = (invoice.cost_without_vat, invoice.vat_amount.unwrap_or_default());
    match (invoice.totals(), said) {
        (Some(totals), _) if !invoice.line_items.is_empty() => (totals.net, totals.vat),
        (_, (Some(net), vat)) => (net, vat),
        (Some(totals), _) => (totals.net, totals.vat),
        (None, (None, vat)) => (invoice.cost - vat, vat),
    }
}

/// The currency is absent on an invoice cancelled before it was issued; its space stays.
fn amount_due(invoice: &Invoice) -> String {
    format!("AMOUNT DUE: {}\u{A0}{}", given(&invoice.currency).unwrap_or_default(), group_thousands(invoice.cost))
}

fn metadata(invoice: &Invoice) -> Metadata {
    let day = invoice.issued_on.unwrap_or(invoice.period.from);
    let midnight = day.to_zoned(jiff::tz::TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp());
    let created = invoice.created_at.unwrap_or(midnight);
    Metadata {
        title: format!("Invoice {}", invoice.number()),
        author: given(&invoice.provider.org_name).map(str::to_owned),
        created,
        modified: invoice.updated_at.unwrap_or(created),
    }
}

/// Text that is not empty.
fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

/// Text that is not blank: the server leaves out codes of mere white space.
fn present(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

fn label<'a>(label: &'a str, default: &'a str) -> &'a str {
    if label.trim().is_empty() { default } else { label }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::tests::support::the_case;

    fn values(fields: &[Field]) -> Vec<(&str, &str)> {
        fields.iter().map(|field| (field.label.as_str(), field.value.as_str())).collect()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn the_plain_invoice_in_words() {
        let case = the_case("plain");
        let document = InvoiceDocument::build(&case.invoice, &case.context);
        assert_eq!(document.title, "Invoice for September, 2026");
        assert_eq!(values(&document.details.fields)[1], ("Issued on", " 1 October, 2026"));
        assert_eq!(document.line_items.rows[1], ["Hits", "12345", "1.2345", ""]);
        assert_eq!(
            document.line_items.totals,
            [
                ["Total cost (without Vat rate)", "", "201.2345", "201.23"],
                ["Total Vat rate Amount", "", "42.259245", "42.26"],
                ["Total cost (Vat rate 21.0% included)", "", "", "243.49"],
            ]
        );
        assert_eq!(document.amount_due, "AMOUNT DUE: EUR\u{A0}243.49");
        assert_eq!(document.vat_zero_text, None);
        assert_eq!(document.metadata.created, "2026-09-01T00:10:00Z".parse().unwrap());
    }

    #[test]
    fn dates_are_padded_or_a_dash() {
        assert_eq!(date(Some(jiff::civil::date(2026, 9, 30))), "30 September, 2026");
        assert_eq!(date(Some(jiff::civil::date(2026, 1, 3))), " 3 January, 2026");
        assert_eq!(date(None), "-");
    }

    #[test]
    fn no_rate_and_a_rate_of_zero_differ() {
        let mut case = the_case("plain");
        case.invoice.vat_rate = None;
        let without = InvoiceDocument::build(&case.invoice, &case.context);
        assert_eq!(without.line_items.totals.len(), 1);
        assert_eq!(without.line_items.totals[0][0], "Total cost");
        assert_eq!(without.vat_zero_text, None);
        case.invoice.vat_rate = Some(Decimal::ZERO);
        let zero = InvoiceDocument::build(&case.invoice, &case.context);
        assert_eq!(zero.line_items.totals[2][0], "Total cost (Vat rate 0.0% included)");
        assert!(zero.vat_zero_text.is_some());
    }

    #[test]
    fn labels_and_rates_print_as_the_provider_named_them() {
        let mut case = the_case("tax-codes");
        case.context.labels = Labels { vat_code: "ABN".to_owned(), vat_rate: "GST".to_owned() };
        case.invoice.vat_rate = Some("10.5".parse().unwrap());
        let document = InvoiceDocument::build(&case.invoice, &case.context);
        assert_eq!(document.line_items.totals[2][0], "Total cost (GST 10.5% included)");
        assert_eq!(
            values(&document.buyer)[3..],
            [("Fiscal code", "F-1234567"), ("ABN", "US998877"), ("PO num", "PO-2026-114")]
        );
        assert_eq!(values(&document.issuer).len(), 5, "an issuer has no purchase order");
    }

    #[test]
    fn blank_codes_are_left_out() {
        let mut case = the_case("tax-codes");
        case.context.buyer_vat_code = some("  ");
        case.context.buyer_fiscal_code = some("");
        let document = InvoiceDocument::build(&case.invoice, &case.context);
        assert_eq!(values(&document.buyer)[3..], [("PO num", "PO-2026-114")]);
    }

    #[test]
    fn addresses_join_what_is_there() {
        let party = |address: Option<&str>, city: Option<&str>, state: Option<&str>, zip: Option<&str>| Party {
            address: address.map(str::to_owned),
            city: city.map(str::to_owned),
            state: state.map(str::to_owned),
            zip: zip.map(str::to_owned),
            ..Party::default()
        };
        let text = |address, city, state, zip| super::address(&party(address, city, state, zip));
        assert_eq!(text(Some("A 1\nB"), Some("Madrid"), Some("M"), Some("28046")), "A 1 B\nMadrid, M 28046");
        assert_eq!(text(Some("A 1"), Some("Madrid"), None, Some("28046")), "A 1\nMadrid, 28046");
        assert_eq!(text(None, None, Some("M"), Some("28046")), "\nM 28046");
        assert_eq!(text(Some("A 1"), Some("Madrid"), None, None), "A 1\nMadrid, ");
        assert_eq!(text(Some("A 1"), None, None, Some("")), "A 1\n");
    }

    #[test]
    fn a_deleted_buyer_prints_what_is_known() {
        let mut case = the_case("plain");
        case.invoice.buyer = Buyer { status: some("deleted"), party: Party::default() };
        let document = InvoiceDocument::build(&case.invoice, &case.context);
        assert_eq!(values(&document.buyer), [("Name", ""), ("Address", "\n"), ("Country", "")]);
    }

    #[test]
    fn a_refund_has_its_minus_before_the_number() {
        let mut case = the_case("plain");
        case.invoice.cost = "-1234.5".parse().unwrap();
        assert_eq!(amount_due(&case.invoice), "AMOUNT DUE: EUR\u{A0}-1,234.50");
        case.invoice.currency = None;
        assert_eq!(amount_due(&case.invoice), "AMOUNT DUE: \u{A0}-1,234.50");
    }

    #[test]
    fn line_costs_are_rounded_to_four_decimals() {
        let item = LineItem { cost: Some("0.00005".parse().unwrap()), ..LineItem::default() };
        assert_eq!(line_item(&item), ["", "", "0.0001", ""]);
        assert_eq!(line_item(&LineItem::default()), ["", "", "", ""]);
    }

    #[test]
    fn a_refund_rounded_away_keeps_its_minus() {
        let mut case = the_case("plain");
        let mut charged = |cost: &str, rate: &str| {
            case.invoice.line_items.truncate(1);
            case.invoice.line_items[0].cost = Some(cost.parse().unwrap());
            case.invoice.vat_rate = rate.parse().ok();
            case.invoice.cost = case.invoice.totals().unwrap().cost;
            let totals = InvoiceDocument::build(&case.invoice, &case.context).line_items.totals;
            totals.iter().map(|row| row[2..].join(" ")).collect::<Vec<String>>()
        };
        assert_eq!(charged("-0.004", "21"), ["-0.004 -0.0", "-0.00084 -0.0", " -0.0"]);
        assert_eq!(charged("-5", "0"), ["-5.0 -5.0", "-0.0 -0.0", " -5.0"]);
        assert_eq!(charged("-0.004", ""), ["-0.004 -0.0"]);
        assert_eq!(charged("0", "21"), ["0.0 0.0", "0.0 0.0", " 0.0"]);
        assert_eq!(charged("0.004", "21"), ["0.004 0.0", "0.00084 0.0", " 0.0"]);
    }

    #[test]
    fn without_line_items_the_servers_sums_are_printed() {
        let mut case = the_case("plain");
        case.invoice.line_items.clear();
        assert_eq!(net_and_vat(&case.invoice), ("201.2345".parse().unwrap(), "42.259245".parse().unwrap()));
    }

    #[test]
    fn a_line_break_inside_an_address_line_stays() {
        let address = |text: &str| address(&Party { address: some(text), city: some("Madrid"), ..Party::default() });
        assert_eq!(address("1 Main St\nFloor 3"), "1 Main St Floor 3\nMadrid, ");
        assert_eq!(address("1 Main St\r\nBuilding 2\nFloor 3"), "1 Main St\r\nBuilding 2 Floor 3\nMadrid, ");
    }

    #[test]
    fn blank_words_are_words_and_blank_codes_are_none() {
        let mut case = the_case("zero-vat");
        case.context.footnote = some(" ");
        case.context.vat_zero_text = some(" ");
        case.context.buyer_vat_code = some(" ");
        let document = InvoiceDocument::build(&case.invoice, &case.context);
        assert_eq!((document.footnote.as_deref(), document.vat_zero_text.as_deref()), (Some(" "), Some(" ")));
        assert!(document.buyer.iter().all(|field| field.label != "VAT Code"));
        case.context.footnote = some("");
        assert_eq!(InvoiceDocument::build(&case.invoice, &case.context).footnote, None);
    }
}
