//! From the server's text to the domain's types.
//!
//! What an invoice cannot be without (id, state, period, cost) must be understood, or the answer is an
//! error. Anything else that cannot be understood is left out of the typed value and kept word for
//! word as an [`OddValue`]: an unreadable date must neither stop a sync nor be lost.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Map, Value, value::RawValue};

use super::{wire, xml::Text};
use crate::domain;

/// A value of the server kept as it came, because it was not understood or is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OddValue {
    /// Where it stood, for example `line_items[2].quantity`.
    pub path: String,
    /// What stood there.
    pub value: Value,
    /// Why it is here.
    pub reason: OddReason,
}

/// Why a value is kept aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OddReason {
    /// It is not of the form it should have.
    NotUnderstood,
    /// This version does not know the element.
    Unknown,
    /// It was understood and stored in another form, for example in UTC.
    Normalized,
}

/// A value an invoice cannot be without.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{subject} {id}: {field} is {}", value.as_deref().map_or("missing".to_owned(), |v| format!("`{v}`, which cannot be understood")))]
pub struct ConvertError {
    /// `invoice` or `payment`.
    pub subject: &'static str,
    /// Its id as the server wrote it.
    pub id: String,
    /// Which value.
    pub field: &'static str,
    /// What stood there.
    pub value: Option<String>,
}

/// An invoice as read, with what was kept aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted<T> {
    /// The typed value.
    pub value: T,
    /// What was kept aside.
    pub odd: Vec<OddValue>,
}

/// What the XML says about an invoice. `created_at`, `updated_at` and the difference between no VAT and
/// VAT at 0 % stay unknown until [`complete`] adds the JSON.
pub fn invoice(xml: &wire::Invoice<'_>) -> Result<Converted<domain::Invoice>, ConvertError> {
    let mut odd = Odd::default();
    let id_text = xml.id.as_deref().unwrap_or("without an id");
    let need = |field, text: &Text<'_>| ConvertError {
        subject: "invoice",
        id: id_text.to_owned(),
        field,
        value: text.as_deref().map(str::to_owned),
    };
    let must = |field, text: &Text<'_>| text.as_deref().ok_or_else(|| need(field, text)).map(str::to_owned);
    let must_date = |field, text: &Text<'_>| must(field, text)?.parse::<Date>().map_err(|_| need(field, text));
    let must_money = |field, text: &Text<'_>| decimal(&must(field, text)?).ok_or_else(|| need(field, text));

    let value = domain::Invoice {
        id: must("id", &xml.id)?.parse().map_err(|_| need("id", &xml.id))?,
        friendly_id: owned(&xml.friendly_id),
        creation_type: owned(&xml.creation_type),
        state: must("state", &xml.state)?.into(),
        period: domain::Period {
            from: must_date("period from", &xml.period_from)?,
            to: must_date("period to", &xml.period_to)?,
        },
        issued_on: odd.read("issued_on", &xml.issued_on, |t| t.parse().ok()),
        due_on: odd.read("due_on", &xml.due_on, |t| t.parse().ok()),
        paid_at: odd.time("paid_at", &xml.paid_at),
        created_at: None,
        updated_at: None,
        currency: owned(&xml.currency),
        cost: must_money("cost", &xml.cost)?,
        vat_rate: odd.read("vat_rate", &xml.vat_rate, decimal),
        vat_amount: odd.read("vat_amount", &xml.vat_amount, decimal),
        cost_without_vat: odd.read("cost_without_vat", &xml.cost_without_vat, decimal),
        provider: party(&xml.provider, "provider", &mut odd),
        buyer: domain::Buyer { status: owned(&xml.buyer.status), party: party(&xml.buyer, "buyer", &mut odd) },
        line_items: line_items(&xml.line_items, &mut odd).map_err(|value| need_line(id_text, value))?,
        payment_transactions_count: match &xml.payment_transactions_count {
            None => 0,
            text => must("payment_transactions_count", text)?
                .parse()
                .map_err(|_| need("payment_transactions_count", text))?,
        },
        payment_transactions: None,
    };
    odd.unknown("", &xml.unknown);
    Ok(Converted { value, odd: odd.0 })
}

/// Adds what only the JSON says. The XML leaves `vat_rate` out when it is nil and when it is 0; the JSON
/// tells which. Gives false when the two do not speak of the same moment: the invoice changed in between
/// and is to be read again. A line item swapped for one of the same cost leaves no trace here.
pub fn complete(read: &mut Converted<domain::Invoice>, index: &wire::IndexEntry) -> bool {
    let mut odd = Odd(std::mem::take(&mut read.odd));
    let invoice = &mut read.value;
    invoice.created_at = odd.time("created_at", &borrowed(&index.created_at));
    invoice.updated_at = odd.time("updated_at", &borrowed(&index.updated_at));
    read.odd = odd.0;

    let number = |raw: &Option<Box<RawValue>>| raw.as_deref().and_then(|raw| json_decimal(raw.get()));
    let rate = number(&index.vat_rate);
    let same_rate = invoice.vat_rate.is_some_and(|rate| !rate.is_zero()) == rate.is_some_and(|rate| !rate.is_zero());
    if invoice.vat_rate.is_none() && rate.is_some() {
        invoice.vat_rate = rate;
        invoice.vat_amount = Some(number(&index.vat_amount).unwrap_or(Decimal::ZERO));
    }
    let same_cost = number(&index.cost).is_none_or(|cost| is_same_amount(cost, invoice.cost));
    let same_state = index.state.as_deref().is_none_or(|state| state == invoice.state.as_str());
    same_rate && same_cost && same_state
}

/// Whether a number of the JSON means an amount of the XML. The JSON writes floats, which hold some 15
/// digits, so a very large total is not the same to the last cent.
pub fn is_same_amount(float: Decimal, amount: Decimal) -> bool {
    let Some(difference) = float.checked_sub(amount) else { return false };
    difference.abs() <= amount.abs() * Decimal::new(1, 13)
}

/// The line items of an invoice, read on their own.
pub fn line_items_only(items: &[wire::LineItem<'_>]) -> Result<Vec<domain::LineItem>, ConvertError> {
    line_items(items, &mut Odd::default()).map_err(|value| need_line("of the line items", value))
}

/// A payment.
pub fn payment(xml: &wire::PaymentTransaction<'_>) -> Result<Converted<domain::PaymentTransaction>, ConvertError> {
    let mut odd = Odd::default();
    let id = xml.id.as_deref().unwrap_or_default();
    let value = domain::PaymentTransaction {
        id: id.parse().map_err(|_| ConvertError {
            subject: "payment",
            id: id.to_owned(),
            field: "id",
            value: owned(&xml.id),
        })?,
        created_at: odd.time("created_at", &xml.created_at),
        reference: owned(&xml.reference),
        success: odd.read("success", &xml.success, |t| t.parse().ok()),
        amount: odd.read("amount", &xml.amount, decimal),
        currency: owned(&xml.currency),
        action: owned(&xml.action),
        message: owned(&xml.message),
        test: odd.read("test", &xml.test, |t| t.parse().ok()),
        gateway_response: xml.gateway_response.clone(),
    };
    odd.unknown("", &xml.unknown);
    Ok(Converted { value, odd: odd.0 })
}

/// What the accounts API says of a customer or of the issuer. An account without a readable id is left out.
pub fn account(xml: &wire::Account<'_>) -> Option<domain::Account> {
    Some(domain::Account {
        id: xml.id.as_deref()?.parse().ok()?,
        org_name: owned(&xml.org_name),
        fiscal_code: owned(&xml.fiscal_code),
        vat_code: owned(&xml.vat_code),
        vat_rate: owned(&xml.vat_rate),
        po_number: owned(&xml.po_number),
        created_at: xml.created_at.as_deref().and_then(instant),
    })
}

/// Decimal text, plain or with an exponent; nothing else is taken as an amount.
pub fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    Decimal::from_str_exact(text).ok().or_else(|| Decimal::from_scientific(text).ok())
}

/// `2024-04-03 12:00:00 UTC`, `2024-04-03 14:00:00 +0200` or ISO 8601, as an instant.
pub fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let with_offset = match text.strip_suffix(" UTC") {
        Some(utc) => Cow::Owned(format!("{utc} +0000")),
        None => Cow::Borrowed(text),
    };
    Timestamp::strptime("%Y-%m-%d %H:%M:%S%.f %z", with_offset.as_ref()).ok()
}

/// A JSON number (or number in quotes) as a decimal, digit by digit; null is `None`.
pub fn json_decimal(raw: &str) -> Option<Decimal> {
    decimal(raw.trim_matches('"'))
}

fn need_line(invoice: &str, value: Option<String>) -> ConvertError {
    ConvertError { subject: "invoice", id: invoice.to_owned(), field: "the id of a line item", value }
}

fn line_items(items: &[wire::LineItem<'_>], odd: &mut Odd) -> Result<Vec<domain::LineItem>, Option<String>> {
    items.iter().enumerate().map(|(at, item)| line_item(item, at, odd)).collect()
}

fn line_item(item: &wire::LineItem<'_>, at: usize, odd: &mut Odd) -> Result<domain::LineItem, Option<String>> {
    let path = |field: &str| format!("line_items[{at}].{field}");
    odd.unknown(&format!("line_items[{at}]."), &item.unknown);
    Ok(domain::LineItem {
        id: item.id.as_deref().and_then(|id| id.parse().ok()).ok_or_else(|| owned(&item.id))?,
        name: owned(&item.name),
        description: owned(&item.description),
        quantity: odd.read_at(|| path("quantity"), &item.quantity, whole_number),
        kind: owned(&item.kind).map(domain::LineItemType::from),
        metric_id: odd.read_at(|| path("metric_id"), &item.metric_id, |t| t.parse().ok()),
        plan_id: odd.read_at(|| path("plan_id"), &item.plan_id, |t| t.parse().ok()),
        contract_id: odd.read_at(|| path("contract_id"), &item.contract_id, |t| t.parse().ok()),
        contract_type: owned(&item.contract_type),
        cost: odd.read_at(|| path("cost"), &item.cost, decimal),
    })
}

/// `12` or `12.0`; the server's column is an integer.
fn whole_number(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| {
        let number = decimal(text)?;
        number.is_integer().then(|| i64::try_from(number).ok())?
    })
}

fn party(xml: &wire::Party<'_>, path: &str, odd: &mut Odd) -> domain::Party {
    domain::Party {
        id: odd.read_at(|| format!("{path}.id"), &xml.id, |t| t.parse().ok()),
        org_name: owned(&xml.org_name),
        address: owned(&xml.address),
        city: owned(&xml.city),
        state: owned(&xml.state),
        country: owned(&xml.country),
        phone: owned(&xml.phone),
        zip: owned(&xml.zip),
    }
}

fn owned(text: &Text<'_>) -> Option<String> {
    text.as_deref().map(str::to_owned)
}

fn borrowed(text: &Option<String>) -> Text<'_> {
    text.as_deref().map(Cow::Borrowed)
}

/// Collects what is kept aside.
#[derive(Default)]
struct Odd(Vec<OddValue>);

impl Odd {
    fn read<T>(&mut self, path: &str, text: &Text<'_>, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.read_at(|| path.to_owned(), text, parse)
    }

    fn read_at<T>(
        &mut self,
        path: impl FnOnce() -> String,
        text: &Text<'_>,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = text.as_deref()?;
        let value = parse(text);
        if value.is_none() {
            self.keep(path(), text, OddReason::NotUnderstood);
        }
        value
    }

    fn time(&mut self, path: &str, text: &Text<'_>) -> Option<Timestamp> {
        let instant = self.read(path, text, instant)?;
        // The usual UTC forms carry nothing that the instant does not; an offset does.
        let raw = text.as_deref().unwrap_or_default();
        if !raw.ends_with(" UTC") && !raw.ends_with('Z') {
            self.keep(path.to_owned(), raw, OddReason::Normalized);
        }
        Some(instant)
    }

    fn keep(&mut self, path: String, text: &str, reason: OddReason) {
        self.0.push(OddValue { path, value: text.into(), reason });
    }

    fn unknown(&mut self, prefix: &str, elements: &Map<String, Value>) {
        for (name, value) in elements {
            self.0.push(OddValue { path: format!("{prefix}{name}"), value: value.clone(), reason: OddReason::Unknown });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(name: &str) -> String {
        std::fs::read_to_string(format!("{}/../../tests/fixtures/wire/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    fn read(xml: &str, json: Option<&str>) -> Converted<domain::Invoice> {
        let mut read = invoice(&wire::invoice(xml).unwrap()).unwrap();
        if let Some(json) = json {
            complete(&mut read, &wire::index_entry(json).unwrap());
        }
        read
    }

    #[test]
    fn reads_the_servers_examples() {
        let paid = read(&fixture("invoice-paid.xml"), Some(&fixture("invoice-paid.json")));
        assert!(paid.odd.is_empty(), "{:?}", paid.odd);
        insta::assert_json_snapshot!("invoice-paid", paid.value);
        let open = read(&fixture("invoice-open.xml"), None);
        insta::assert_json_snapshot!("invoice-open", open.value);
        let deleted = read(&fixture("invoice-deleted-buyer.xml"), None).value;
        assert!(deleted.buyer.is_deleted());
        assert_eq!(deleted.buyer.party.id, Some(100));
        assert_eq!(deleted.line_items.len(), 5);
        assert_eq!(deleted.line_items[2].name.as_deref(), Some("Überziehung & Mehrverbrauch"));
    }

    #[test]
    fn every_page_agrees_with_its_own_arithmetic() {
        for page in ["invoices-page-1.xml", "invoices-page-3.xml", "invoices-month.xml"] {
            let text = fixture(page);
            for xml in wire::invoices(&text).unwrap().invoices {
                let invoice = invoice(&xml).unwrap().value;
                let totals = invoice.totals().unwrap();
                assert_eq!((totals.cost, Some(totals.net)), (invoice.cost, invoice.cost_without_vat), "{}", invoice.id);
            }
        }
    }

    #[test]
    fn a_cut_page_is_an_error_wherever_it_is_cut() {
        for (page, step) in [("invoices-month.xml", 1), ("invoices-page-1.xml", 211)] {
            let page = fixture(page);
            for end in (0..page.len()).step_by(step).filter(|at| page.is_char_boundary(*at)) {
                assert!(wire::invoices(&page[..end]).is_err(), "cut at {end} was taken as a page");
            }
        }
    }

    #[test]
    fn vat_nil_and_zero_are_told_apart_by_the_json() {
        let xml = fixture("invoice-paid.xml");
        let json = fixture("invoice-paid.json");
        assert_eq!(read(&xml, Some(&json)).value.vat_rate, None);
        let zero = json.replace("\"vat_rate\": null", "\"vat_rate\": 0.0");
        let invoice = read(&xml, Some(&zero)).value;
        assert_eq!(invoice.vat_rate.map(|r| r.to_string()).as_deref(), Some("0.0"));
        assert_eq!(invoice.vat_amount.map(|r| r.to_string()).as_deref(), Some("0.0"));
    }

    #[test]
    fn xml_and_json_of_different_moments_are_noticed() {
        let (xml, json) = (fixture("invoice-paid.xml"), fixture("invoice-paid.json"));
        let agree = |json: &str| {
            complete(&mut invoice(&wire::invoice(&xml).unwrap()).unwrap(), &wire::index_entry(json).unwrap())
        };
        assert!(agree(&json));
        assert!(!agree(&json.replace("\"paid\"", "\"unpaid\"")));
        assert!(!agree(&json.replace("\"cost\": 798070.1", "\"cost\": 798070.2")));
        let huge = xml.replacen("<cost>798070.1<", "<cost>1234567890123456789.01<", 1);
        let float = wire::index_entry(&json.replace("\"cost\": 798070.1", "\"cost\": 1.2345678901234568e+18")).unwrap();
        assert!(complete(&mut invoice(&wire::invoice(&huge).unwrap()).unwrap(), &float));
        assert!(!agree(&json.replace("\"vat_rate\": null", "\"vat_rate\": 21.0")));
    }

    #[test]
    fn text_is_kept_to_the_letter() {
        let xml = fixture("invoice-paid.xml").replace(
            "<name>Crédito de cortesía</name>",
            "<name>  a &amp;&lt;b&gt; &#x2603; <![CDATA[<&>]]>\r\nc  </name><odd><x>1</x></odd>",
        );
        let read = read(&xml, None);
        assert_eq!(read.value.line_items[0].name.as_deref(), Some("  a &<b> ☃ <&>\nc  "));
        assert_eq!(read.odd[0].path, "line_items[0].odd");
    }

    #[test]
    fn what_is_not_understood_is_kept_and_does_not_stop() {
        let xml = fixture("invoice-paid.xml").replace("<due_on>2023-12-03<", "<due_on>soon<");
        let read = read(&xml, None);
        assert_eq!(read.value.due_on, None);
        assert_eq!(read.odd[0].value, Value::from("soon"));
    }

    #[test]
    fn an_amount_that_is_not_understood_stops() {
        let xml = fixture("invoice-paid.xml").replacen("<cost>798070.1<", "<cost>much<", 1);
        let error = invoice(&wire::invoice(&xml).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "invoice 1001: cost is `much`, which cannot be understood");
    }

    #[test]
    fn times_with_and_without_a_zone_are_the_same_instant() {
        let utc: Timestamp = "2024-04-03T12:00:00Z".parse().unwrap();
        for text in ["2024-04-03 12:00:00 UTC", "2024-04-03 14:00:00 +0200", "2024-04-03T12:00:00Z"] {
            assert_eq!(instant(text), Some(utc), "{text}");
        }
        assert_eq!(instant("2024-04-03"), None);
    }

    #[test]
    fn entities_that_expand_are_refused() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><invoices><invoice><id>&a;</id></invoice></invoices>";
        assert!(wire::invoices(bomb).is_err());
        assert!(wire::invoices("<invoices><invoice><id>&a;</id></invoice></invoices>").is_err());
    }

    #[test]
    fn payments_keep_the_gateways_words() {
        let xml = fixture("payment_transactions.xml").replace(
            "<error_code>000</error_code>",
            "<error_code>000</error_code><error_code>001</error_code><nested><a>1</a><b/></nested>",
        );
        let payments = wire::payment_transactions(&xml).unwrap();
        let payment = payment(&payments[0]).unwrap();
        insta::assert_json_snapshot!("payment", payment.value);
        assert_eq!(
            payment.odd.iter().map(|o| o.path.as_str()).collect::<Vec<_>>(),
            ["updated_at", "invoice_id", "account_id"]
        );
        assert!(wire::payment_transactions(&fixture("payment_transactions-empty.xml")).unwrap().is_empty());
    }

    #[test]
    fn error_bodies_give_the_servers_words() {
        assert_eq!(wire::errors(&fixture("error-403-token.xml")).unwrap(), ["Access denied"]);
        assert_eq!(wire::errors(&fixture("error-422-transition.xml")).unwrap(), ["Cannot transition to pending"]);
    }
}
