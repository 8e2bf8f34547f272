//! The JSON form of invoices, line items and payments. Amounts are numbers here, as the server writes them.

use jiff::tz::Offset;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Value, json};

use super::iso;
use crate::portal::{Invoice, LineItem, Page, Payment, Portal, Refusal, money};

/// `{"invoice": …}`, as structures: an index of 500 is asked for very often, and a tree of values takes longer to
/// make than all the rest of the answer.
#[derive(Serialize)]
pub(crate) struct InvoiceDocument<'a> {
    invoice: InvoiceBody<'a>,
}

#[derive(Serialize)]
struct InvoiceBody<'a> {
    id: u64,
    friendly_id: &'a str,
    created_at: String,
    updated_at: String,
    state: &'a str,
    paid_at: Option<String>,
    due_on: Option<String>,
    issued_on: Option<String>,
    currency: Option<&'a str>,
    cost: f64,
    vat_rate: Option<f64>,
    vat_amount: f64,
    cost_without_vat: f64,
    period: Period,
    creation_type: &'a str,
    links: [Link; 4],
}

#[derive(Serialize)]
struct Period {
    begin: String,
    end: String,
}

#[derive(Serialize)]
struct Link {
    rel: &'static str,
    href: String,
}

#[derive(Serialize)]
pub(crate) struct InvoicesDocument<'a> {
    invoices: Vec<InvoiceDocument<'a>>,
    metadata: Value,
}

/// `{"invoice": …}`; `base` is where the server thinks it lives.
pub(crate) fn invoice<'a>(portal: &'a Portal, invoice: &'a Invoice, base: &str) -> InvoiceDocument<'a> {
    let totals = invoice.totals();
    let id = invoice.id;
    let time = |time| iso(time, offset(portal));
    let link = |rel, href| Link { rel, href };
    InvoiceDocument {
        invoice: InvoiceBody {
            id,
            friendly_id: &invoice.friendly_id,
            created_at: time(invoice.created_at),
            updated_at: time(invoice.updated_at),
            state: invoice.state.as_str(),
            paid_at: invoice.paid_at.map(time),
            due_on: invoice.due_on.map(|day| day.to_string()),
            issued_on: invoice.issued_on.map(|day| day.to_string()),
            currency: portal.currency(invoice).map(|currency| &**currency),
            cost: number(totals.cost),
            vat_rate: invoice.vat_rate.map(number),
            vat_amount: vat_number(totals.net, totals.vat),
            cost_without_vat: number(totals.net),
            period: Period {
                begin: invoice.period.first_day().to_string(),
                end: invoice.period.last_day().to_string(),
            },
            creation_type: invoice.creation_type.as_str(),
            links: [
                link("account", format!("{base}/admin/api/accounts/{}", invoice.account_id)),
                link("self", format!("{base}/api/invoices/{id}")),
                link("payment_transactions", format!("{base}/api/invoices/{id}/payment_transactions")),
                link("line_items", format!("{base}/api/invoices/{id}/line_items")),
            ],
        },
    }
}

/// `{"invoices": […], "metadata": …}`.
pub(crate) fn invoices<'a>(portal: &'a Portal, page: &Page<'a, Invoice>, base: &str) -> InvoicesDocument<'a> {
    let invoices = page.items.iter().map(|item| invoice(portal, item, base)).collect();
    InvoicesDocument { invoices, metadata: metadata(page) }
}

/// The pagination of a list.
pub(super) fn metadata<T>(page: &Page<'_, T>) -> Value {
    json!({
        "per_page": page.request.per_page,
        "total_entries": page.total_entries,
        "total_pages": page.total_pages(),
        "current_page": page.request.page,
    })
}

/// `{"line_item": …}`.
pub(crate) fn line_item(portal: &Portal, invoice: &Invoice, item: &LineItem, base: &str) -> Value {
    let time = iso(invoice.created_at, offset(portal));
    json!({"line_item": {
        "id": item.id,
        "name": item.name.as_deref(),
        "description": item.description.as_deref(),
        "quantity": item.quantity,
        "cost": number(item.cost),
        "metric_id": item.metric_id,
        "type": item.kind.as_str(),
        "contract_id": item.contract_id,
        "contract_type": item.contract_kind.map(|kind| kind.as_str()),
        "plan_id": item.plan_id,
        "created_at": time,
        "updated_at": time,
        "links": [link("invoice", format!("{base}/api/accounts/{}/invoices/{}", invoice.account_id, invoice.id))],
    }})
}

/// `{"line_items": […]}`.
pub(crate) fn line_items(portal: &Portal, invoice: &Invoice, base: &str) -> Value {
    let items: Vec<Value> = invoice.line_items.iter().map(|item| line_item(portal, invoice, item, base)).collect();
    json!({"line_items": items})
}

/// `{"payment_transactions": […]}`. Gateway details are in the XML form only.
pub(crate) fn payments(portal: &Portal, invoice: &Invoice, base: &str) -> Value {
    let items: Vec<Value> = invoice.payments.iter().map(|item| payment(portal, invoice, item, base)).collect();
    json!({"payment_transactions": items})
}

fn payment(portal: &Portal, invoice: &Invoice, payment: &Payment, base: &str) -> Value {
    let time = iso(payment.created_at, offset(portal));
    json!({"payment_transaction": {
        "id": payment.id,
        "created_at": time,
        "updated_at": time,
        "reference": payment.reference,
        "success": payment.success,
        "amount": number(payment.amount),
        "currency": &*payment.currency,
        "action": &*payment.action,
        "message": payment.message.as_deref(),
        "test": payment.test,
        "links": [
            link("invoice", format!("{base}/api/invoices/{}", invoice.id)),
            link("account", format!("{base}/admin/api/accounts/{}", invoice.account_id)),
        ],
    }})
}

/// `{"error": …}`.
pub(crate) fn error(message: &str) -> Value {
    json!({"error": message})
}

/// `{"errors": {"field": ["message"]}}`.
pub(crate) fn errors(refusal: &Refusal) -> Value {
    let (field, message) = match refusal {
        Refusal::Invalid { field, message } => (*field, message.clone()),
        other => ("base", other.to_string()),
    };
    json!({"errors": {field: [message]}})
}

pub(super) fn link(rel: &str, href: String) -> Value {
    json!({"rel": rel, "href": href})
}

pub(super) fn offset(portal: &Portal) -> Offset {
    portal.switches.offset.unwrap_or(Offset::UTC)
}

/// Only here do amounts become floats: the server's own JSON does the same.
pub(super) fn number(amount: Decimal) -> f64 {
    money::text(amount).parse().unwrap_or_default()
}

/// The server multiplies 0 by a negative net and keeps the sign.
fn vat_number(net: Decimal, vat: Decimal) -> f64 {
    if vat.is_zero() && net < Decimal::ZERO { -0.0 } else { number(vat) }
}
