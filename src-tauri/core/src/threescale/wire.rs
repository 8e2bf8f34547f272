//! What the server writes, field by field and as text: no meaning yet. See `convert` for that.

use std::{borrow::Cow, collections::HashSet};

use quick_xml::events::BytesStart;
use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

use super::{
    ContentError,
    xml::{Text, XmlError, XmlReader, element_name, insert},
};

/// A page of the list of invoices.
pub struct Invoices<'a> {
    /// `<pagination>`; absent when the server left it out.
    pub pagination: Option<Pagination>,
    /// In the server's order.
    pub invoices: Vec<Invoice<'a>>,
}

/// Where a page stands in its list, from the attributes of `<pagination>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// How many pages there are.
    pub total_pages: u64,
    /// This page, from 1.
    pub current_page: u64,
    /// How many a page holds: what the server took, not what was asked for.
    pub per_page: u64,
    /// How many there are on all pages.
    pub total_entries: u64,
}

/// `<invoice>`.
#[derive(Default)]
#[allow(missing_docs)]
pub struct Invoice<'a> {
    pub id: Text<'a>,
    pub friendly_id: Text<'a>,
    pub creation_type: Text<'a>,
    pub state: Text<'a>,
    pub paid_at: Text<'a>,
    pub due_on: Text<'a>,
    pub issued_on: Text<'a>,
    pub currency: Text<'a>,
    pub cost: Text<'a>,
    pub vat_rate: Text<'a>,
    pub vat_amount: Text<'a>,
    pub cost_without_vat: Text<'a>,
    pub period_from: Text<'a>,
    pub period_to: Text<'a>,
    pub provider: Party<'a>,
    pub buyer: Party<'a>,
    pub line_items: Vec<LineItem<'a>>,
    pub payment_transactions_count: Text<'a>,
    /// Elements this version does not know, by their path.
    pub unknown: Map<String, Value>,
    /// The element's own text, from `<invoice` to `</invoice>` without the first tag.
    pub source: &'a str,
}

/// `<provider>` or `<buyer>`.
#[derive(Default)]
#[allow(missing_docs)]
pub struct Party<'a> {
    pub id: Text<'a>,
    pub status: Text<'a>,
    pub org_name: Text<'a>,
    pub address: Text<'a>,
    pub city: Text<'a>,
    pub state: Text<'a>,
    pub country: Text<'a>,
    pub phone: Text<'a>,
    pub zip: Text<'a>,
}

/// `<line-item>`.
#[derive(Default)]
#[allow(missing_docs)]
pub struct LineItem<'a> {
    pub id: Text<'a>,
    pub name: Text<'a>,
    pub description: Text<'a>,
    pub quantity: Text<'a>,
    pub kind: Text<'a>,
    pub metric_id: Text<'a>,
    pub plan_id: Text<'a>,
    pub contract_id: Text<'a>,
    pub contract_type: Text<'a>,
    pub cost: Text<'a>,
    pub unknown: Map<String, Value>,
}

/// `<payment_transaction>`.
#[derive(Default)]
#[allow(missing_docs)]
pub struct PaymentTransaction<'a> {
    pub id: Text<'a>,
    pub created_at: Text<'a>,
    pub reference: Text<'a>,
    pub success: Text<'a>,
    pub amount: Text<'a>,
    pub currency: Text<'a>,
    pub action: Text<'a>,
    pub message: Text<'a>,
    pub test: Text<'a>,
    pub gateway_response: Map<String, Value>,
    /// `updated_at`, `invoice_id`, `account_id` and whatever this version does not know.
    pub unknown: Map<String, Value>,
}

/// `<account>`.
#[derive(Default)]
#[allow(missing_docs)]
pub struct Account<'a> {
    pub id: Text<'a>,
    pub org_name: Text<'a>,
    pub fiscal_code: Text<'a>,
    pub vat_code: Text<'a>,
    pub vat_rate: Text<'a>,
    pub po_number: Text<'a>,
    pub created_at: Text<'a>,
}

/// An invoice in the JSON index: only what the XML does not say, and what shows whether both speak
/// of the same moment.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)]
pub struct IndexEntry {
    pub id: i64,
    pub state: Option<String>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
    pub currency: Option<String>,
    #[serde(default)]
    pub cost: Option<Box<RawValue>>,
    /// Null for a customer without VAT, `0.0` for one at 0 %.
    #[serde(default)]
    pub vat_rate: Option<Box<RawValue>>,
    #[serde(default)]
    pub vat_amount: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct IndexPage {
    invoices: Vec<IndexItem>,
    metadata: Option<Metadata>,
}

/// The pagination of an index, where the server gives one.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Metadata {
    per_page: u64,
    total_entries: u64,
    current_page: u64,
}

#[derive(Deserialize)]
struct IndexItem {
    invoice: IndexEntry,
}

#[derive(Deserialize)]
struct FieldsDefinitions {
    fields_definitions: Vec<FieldsDefinitionItem>,
}

#[derive(Deserialize)]
struct FieldsDefinitionItem {
    fields_definition: FieldsDefinition,
}

/// A label of a field, from the fields definitions.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)]
pub struct FieldsDefinition {
    pub target: Option<String>,
    pub name: Option<String>,
    pub label: Option<String>,
}

/// Reads `GET /api/invoices.xml`.
pub fn invoices(source: &str) -> Result<Invoices<'_>, XmlError> {
    let mut xml = XmlReader::new(source);
    expect_root(&mut xml, "invoices")?;
    let mut page = Invoices { pagination: None, invoices: Vec::with_capacity(500) };
    while let Some(element) = xml.child()? {
        match element.name().as_ref() {
            "pagination" => {
                page.pagination = Some(pagination(&element)?);
                xml.value()?;
            }
            "invoice" => page.invoices.push(invoice_body(&mut xml)?),
            other => return Err(unexpected(other, "invoices")),
        }
    }
    xml.finish()?;
    Ok(page)
}

/// A page must hold as many invoices as it says, each once, or something was lost on the way. It may hold one
/// more: the server counts and lists one after the other.
pub fn check_whole(page: &Invoices<'_>) -> Result<Pagination, ContentError> {
    let pagination = page.pagination.ok_or_else(|| ContentError::List("the list has no <pagination>".into()))?;
    let before = pagination.current_page.saturating_sub(1).saturating_mul(pagination.per_page);
    let expected = pagination.total_entries.saturating_sub(before).min(pagination.per_page);
    let held = page.invoices.len() as u64;
    if held < expected || held > pagination.per_page {
        return Err(ContentError::List(format!("the page should hold {expected} invoices and holds {held}")));
    }
    let ids: HashSet<_> = page.invoices.iter().map(|invoice| invoice.id.as_deref()).collect();
    if ids.len() < page.invoices.len() {
        return Err(ContentError::List("an invoice is on the page twice".into()));
    }
    Ok(pagination)
}

/// Reads `GET /api/invoices/{id}.xml`.
pub fn invoice(source: &str) -> Result<Invoice<'_>, XmlError> {
    let mut xml = XmlReader::new(source);
    expect_root(&mut xml, "invoice")?;
    let invoice = invoice_body(&mut xml)?;
    xml.finish()?;
    Ok(invoice)
}

/// Reads `GET /api/invoices/{id}/line_items.xml`.
pub fn line_items(source: &str) -> Result<Vec<LineItem<'_>>, XmlError> {
    let mut xml = XmlReader::new(source);
    expect_root(&mut xml, "line_items")?;
    let items = items_of(&mut xml)?;
    xml.finish()?;
    Ok(items)
}

/// Reads the answer to `POST /api/invoices/{id}/line_items.xml`.
pub fn line_item(source: &str) -> Result<LineItem<'_>, XmlError> {
    let mut xml = XmlReader::new(source);
    expect_root(&mut xml, "line-item")?;
    let item = item_body(&mut xml)?;
    xml.finish()?;
    Ok(item)
}

/// Reads `GET /api/invoices/{id}/payment_transactions.xml`.
pub fn payment_transactions(source: &str) -> Result<Vec<PaymentTransaction<'_>>, XmlError> {
    let mut xml = XmlReader::new(source);
    expect_root(&mut xml, "payment_transactions")?;
    let mut payments = Vec::new();
    while let Some(element) = xml.child()? {
        match element.name().as_ref() {
            "payment_transaction" | "payment-transaction" => payments.push(payment_body(&mut xml)?),
            other => return Err(unexpected(other, "payment_transactions")),
        }
    }
    xml.finish()?;
    Ok(payments)
}

/// Reads `GET /admin/api/accounts.xml`.
pub fn accounts(source: &str) -> Result<Vec<Account<'_>>, XmlError> {
    let mut xml = XmlReader::new(source);
    expect_root(&mut xml, "accounts")?;
    let mut accounts = Vec::new();
    while let Some(element) = xml.child()? {
        match element.name().as_ref() {
            "account" => accounts.push(account_body(&mut xml)?),
            _ => drop(xml.value()?),
        }
    }
    xml.finish()?;
    Ok(accounts)
}

/// Reads `GET /admin/api/provider.xml` and `GET /admin/api/accounts/{id}.xml`.
pub fn account(source: &str) -> Result<Account<'_>, XmlError> {
    let mut xml = XmlReader::new(source);
    expect_root(&mut xml, "account")?;
    let account = account_body(&mut xml)?;
    xml.finish()?;
    Ok(account)
}

/// Reads the messages of an error body, `<error>` or `<errors><error>…`.
pub fn errors(source: &str) -> Result<Vec<String>, XmlError> {
    let mut xml = XmlReader::new(source);
    let root = xml.root()?;
    match root.name().as_ref() {
        "error" => Ok(xml.text()?.into_iter().map(Cow::into_owned).collect()),
        "errors" => {
            let mut messages = Vec::new();
            while xml.child()?.is_some() {
                messages.extend(xml.text()?.map(Cow::into_owned));
            }
            Ok(messages)
        }
        other => Err(unexpected(other, "the answer")),
    }
}

/// Reads `GET /api/invoices.json`.
pub fn index(source: &str) -> Result<Vec<IndexEntry>, ContentError> {
    let page = serde_json::from_str::<IndexPage>(source)?;
    let held = page.invoices.len() as u64;
    if let Some(of) = page.metadata {
        let before = of.current_page.saturating_sub(1).saturating_mul(of.per_page);
        let expected = of.total_entries.saturating_sub(before).min(of.per_page);
        if held < expected {
            return Err(ContentError::List(format!("the index should hold {expected} invoices and holds {held}")));
        }
    }
    Ok(page.invoices.into_iter().map(|item| item.invoice).collect())
}

/// Reads `GET /api/invoices/{id}.json`.
pub fn index_entry(source: &str) -> Result<IndexEntry, serde_json::Error> {
    Ok(serde_json::from_str::<IndexItem>(source)?.invoice)
}

/// Reads `GET /admin/api/fields_definitions.json`.
pub fn fields_definitions(source: &str) -> Result<Vec<FieldsDefinition>, serde_json::Error> {
    let list = serde_json::from_str::<FieldsDefinitions>(source)?.fields_definitions;
    Ok(list.into_iter().map(|item| item.fields_definition).collect())
}

fn expect_root(xml: &mut XmlReader<'_>, name: &str) -> Result<(), XmlError> {
    let root = xml.root()?;
    if root.name().as_ref() == name {
        return Ok(());
    }
    Err(XmlError::Malformed(format!("the answer is <{}> instead of <{name}>", element_name(&root))))
}

fn unexpected(name: &str, within: &str) -> XmlError {
    XmlError::Malformed(format!("<{name}> does not belong into <{within}>"))
}

fn pagination(element: &BytesStart<'_>) -> Result<Pagination, XmlError> {
    let number = |name: &str| -> Result<u64, XmlError> {
        let broken = || XmlError::Malformed(format!("the attribute `{name}` of <pagination> is not a number"));
        let attribute = element.try_get_attribute(name).ok().flatten().ok_or_else(broken)?;
        attribute.value.parse().map_err(|_| broken())
    };
    Ok(Pagination {
        total_pages: number("total_pages")?,
        current_page: number("current_page")?,
        per_page: number("per_page")?,
        total_entries: number("total_entries")?,
    })
}

fn invoice_body<'a>(xml: &mut XmlReader<'a>) -> Result<Invoice<'a>, XmlError> {
    let start = xml.position();
    let mut invoice = Invoice::default();
    while let Some(element) = xml.child()? {
        match element.name().as_ref() {
            "id" => invoice.id = xml.text()?,
            "friendly_id" => invoice.friendly_id = xml.text()?,
            "creation_type" => invoice.creation_type = xml.text()?,
            "state" => invoice.state = xml.text()?,
            "paid_at" => invoice.paid_at = xml.text()?,
            "due_on" => invoice.due_on = xml.text()?,
            "issued_on" => invoice.issued_on = xml.text()?,
            "currency" => invoice.currency = xml.text()?,
            "cost" => invoice.cost = xml.text()?,
            "vat_rate" => invoice.vat_rate = xml.text()?,
            "vat_amount" => invoice.vat_amount = xml.text()?,
            "cost_without_vat" => invoice.cost_without_vat = xml.text()?,
            "period" => period(xml, &mut invoice)?,
            "provider" => invoice.provider = party(xml, "provider", &mut invoice.unknown)?,
            "buyer" => invoice.buyer = party(xml, "buyer", &mut invoice.unknown)?,
            "line-items" | "line_items" => invoice.line_items = items_of(xml)?,
            "payment_transactions_count" => invoice.payment_transactions_count = xml.text()?,
            other => {
                let value = xml.value()?;
                insert(&mut invoice.unknown, other.to_owned(), value);
            }
        }
    }
    invoice.source = xml.slice(start);
    Ok(invoice)
}

fn period<'a>(xml: &mut XmlReader<'a>, invoice: &mut Invoice<'a>) -> Result<(), XmlError> {
    while let Some(element) = xml.child()? {
        match element.name().as_ref() {
            "from" => invoice.period_from = xml.text()?,
            "to" => invoice.period_to = xml.text()?,
            other => {
                let value = xml.value()?;
                insert(&mut invoice.unknown, format!("period.{other}"), value);
            }
        }
    }
    Ok(())
}

fn party<'a>(xml: &mut XmlReader<'a>, path: &str, unknown: &mut Map<String, Value>) -> Result<Party<'a>, XmlError> {
    let mut party = Party::default();
    while let Some(element) = xml.child()? {
        match element.name().as_ref() {
            "id" => party.id = xml.text()?,
            "status" => party.status = xml.text()?,
            "org_name" => party.org_name = xml.text()?,
            "address" => party.address = xml.text()?,
            "city" => party.city = xml.text()?,
            "state" => party.state = xml.text()?,
            "country" => party.country = xml.text()?,
            "phone" => party.phone = xml.text()?,
            "zip" => party.zip = xml.text()?,
            other => {
                let value = xml.value()?;
                insert(unknown, format!("{path}.{other}"), value);
            }
        }
    }
    Ok(party)
}

fn items_of<'a>(xml: &mut XmlReader<'a>) -> Result<Vec<LineItem<'a>>, XmlError> {
    let mut items = Vec::new();
    while let Some(element) = xml.child()? {
        match element.name().as_ref() {
            "line-item" | "line_item" => items.push(item_body(xml)?),
            other => return Err(unexpected(other, "line-items")),
        }
    }
    Ok(items)
}

fn item_body<'a>(xml: &mut XmlReader<'a>) -> Result<LineItem<'a>, XmlError> {
    let mut item = LineItem::default();
    while let Some(element) = xml.child()? {
        match element.name().as_ref() {
            "id" => item.id = xml.text()?,
            "name" => item.name = xml.text()?,
            "description" => item.description = xml.text()?,
            "quantity" => item.quantity = xml.text()?,
            "type" => item.kind = xml.text()?,
            "metric_id" => item.metric_id = xml.text()?,
            "plan_id" => item.plan_id = xml.text()?,
            "contract_id" => item.contract_id = xml.text()?,
            "contract_type" => item.contract_type = xml.text()?,
            "cost" => item.cost = xml.text()?,
            other => {
                let value = xml.value()?;
                insert(&mut item.unknown, other.to_owned(), value);
            }
        }
    }
    Ok(item)
}

fn payment_body<'a>(xml: &mut XmlReader<'a>) -> Result<PaymentTransaction<'a>, XmlError> {
    let mut payment = PaymentTransaction::default();
    while let Some(element) = xml.child()? {
        match element.name().as_ref() {
            "id" => payment.id = xml.text()?,
            "created_at" => payment.created_at = xml.text()?,
            "reference" => payment.reference = xml.text()?,
            "success" => payment.success = xml.text()?,
            "amount" => payment.amount = xml.text()?,
            "currency" => payment.currency = xml.text()?,
            "action" => payment.action = xml.text()?,
            "message" => payment.message = xml.text()?,
            "test" => payment.test = xml.text()?,
            "gateway_response" => payment.gateway_response = gateway_response(xml)?,
            other => {
                let value = xml.value()?;
                insert(&mut payment.unknown, other.to_owned(), value);
            }
        }
    }
    Ok(payment)
}

fn gateway_response(xml: &mut XmlReader<'_>) -> Result<Map<String, Value>, XmlError> {
    Ok(match xml.value()? {
        Value::Object(children) => children,
        Value::Null => Map::new(),
        text => Map::from_iter([("#text".to_owned(), text)]),
    })
}

fn account_body<'a>(xml: &mut XmlReader<'a>) -> Result<Account<'a>, XmlError> {
    let mut account = Account::default();
    while let Some(element) = xml.child()? {
        match element.name().as_ref() {
            "id" => account.id = xml.text()?,
            "org_name" => account.org_name = xml.text()?,
            "fiscal_code" => account.fiscal_code = xml.text()?,
            "vat_code" => account.vat_code = xml.text()?,
            "vat_rate" => account.vat_rate = xml.text()?,
            "po_number" => account.po_number = xml.text()?,
            "created_at" => account.created_at = xml.text()?,
            // Plans, users and extra fields are not ours.
            _ => drop(xml.value()?),
        }
    }
    Ok(account)
}
