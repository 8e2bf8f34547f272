//! The XML form. Elements, their order and the two kinds of empty element are the real serializer's.

use std::fmt::{Display, Write};

use jiff::tz::Offset;

use super::text::push_escaped;
use super::{iso, long};
use crate::portal::{Account, Address, Card, Invoice, LineItem, Page, Payment, Portal, Text, money};

/// A document being written.
#[derive(Default)]
struct Xml(String);

impl Xml {
    fn document(capacity: usize) -> Xml {
        let mut xml = Xml(String::with_capacity(capacity));
        xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        xml
    }

    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// `<name>text</name>`, also for empty text.
    fn text(&mut self, name: &str, text: &str) {
        self.open(name);
        push_escaped(&mut self.0, text);
        self.close(name);
    }

    /// As [`Xml::text`]; nil is `<name/>`.
    fn optional(&mut self, name: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(name, text),
            None => self.nil(name),
        }
    }

    /// A number or another value that needs no escaping.
    fn value(&mut self, name: &str, value: impl Display) {
        self.open(name);
        // Writing to a String cannot fail.
        let _ = write!(self.0, "{value}");
        self.close(name);
    }

    fn optional_value(&mut self, name: &str, value: Option<impl Display>) {
        match value {
            Some(value) => self.value(name, value),
            None => self.nil(name),
        }
    }

    /// Dates are text to the serializer: absent is empty, not nil.
    fn date(&mut self, name: &str, value: Option<impl Display>) {
        match value {
            Some(value) => self.value(name, value),
            None => self.text(name, ""),
        }
    }

    fn open(&mut self, name: &str) {
        self.raw("<");
        self.raw(name);
        self.raw(">");
    }

    fn close(&mut self, name: &str) {
        self.raw("</");
        self.raw(name);
        self.raw(">");
    }

    fn nil(&mut self, name: &str) {
        self.raw("<");
        self.raw(name);
        self.raw("/>");
    }
}

/// `<invoice>`.
pub(crate) fn invoice(portal: &Portal, invoice: &Invoice) -> String {
    let mut xml = Xml::document(4096);
    add_invoice(&mut xml, portal, invoice);
    xml.0
}

/// `<invoices>` with its `<pagination>`.
pub(crate) fn invoices(portal: &Portal, page: &Page<'_, Invoice>) -> String {
    let mut xml = Xml::document(256 + page.items.len() * 2560);
    let _ = write!(
        xml.0,
        "<invoices version=\"1.0\"><pagination total_pages=\"{}\" current_page=\"{}\" per_page=\"{}\" total_entries=\"{}\"/>",
        page.total_pages(),
        page.request.page,
        page.request.per_page,
        page.total_entries
    );
    page.items.iter().for_each(|invoice| add_invoice(&mut xml, portal, invoice));
    xml.raw("</invoices>");
    xml.0
}

fn add_invoice(xml: &mut Xml, portal: &Portal, invoice: &Invoice) {
    let totals = invoice.totals();
    xml.raw("<invoice version=\"1.0\">");
    xml.value("id", invoice.id);
    xml.text("friendly_id", &invoice.friendly_id);
    xml.text("creation_type", invoice.creation_type.as_str());
    xml.text("state", invoice.state.as_str());
    xml.date("paid_at", invoice.paid_at.map(|time| long(time, offset(portal))));
    xml.date("due_on", invoice.due_on);
    xml.date("issued_on", invoice.issued_on);
    xml.optional("currency", portal.currency(invoice).map(|currency| &**currency));
    xml.text("cost", &money::text(totals.cost));
    // The rate is left out when it is nil and also when it is 0.
    if let Some(rate) = invoice.vat_rate.filter(|rate| !rate.is_zero()) {
        xml.text("vat_rate", &money::text(rate));
        xml.text("vat_amount", &money::text(totals.vat));
    }
    xml.text("cost_without_vat", &money::text(totals.net));
    xml.open("period");
    xml.value("from", invoice.period.first_day());
    xml.value("to", invoice.period.last_day());
    xml.close("period");
    let tenant = portal.tenant();
    add_party(xml, "provider", tenant.id, &tenant.org_name, portal.provider_address(invoice));
    add_buyer(xml, portal, invoice);
    add_items(xml, "line-items", &invoice.line_items);
    xml.value("payment_transactions_count", invoice.payments.len());
    xml.raw("</invoice>");
}

fn add_buyer(xml: &mut Xml, portal: &Portal, invoice: &Invoice) {
    if let Some((account, address)) = portal.buyer(invoice) {
        return add_party(xml, "buyer", account.id, &account.org_name, address);
    }
    xml.open("buyer");
    xml.value("id", invoice.account_id);
    xml.text("status", "deleted");
    xml.close("buyer");
}

fn add_party(xml: &mut Xml, name: &str, id: u64, org_name: &str, address: &Address) {
    xml.open(name);
    xml.value("id", id);
    xml.text("org_name", org_name);
    xml.text("address", &address.lines());
    xml.optional("city", address.city.as_deref());
    xml.optional("state", address.state.as_deref());
    xml.optional("country", address.country.as_deref());
    xml.optional("phone", address.phone.as_deref());
    xml.optional("zip", address.zip.as_deref());
    xml.close(name);
}

/// `<line_items>`.
pub(crate) fn line_items(items: &[LineItem]) -> String {
    let mut xml = Xml::document(256 + items.len() * 400);
    add_items(&mut xml, "line_items", items);
    xml.0
}

/// `<line-item>`.
pub(crate) fn line_item(item: &LineItem) -> String {
    let mut xml = Xml::document(512);
    add_item(&mut xml, item);
    xml.0
}

fn add_items(xml: &mut Xml, root: &str, items: &[LineItem]) {
    if items.is_empty() {
        return xml.nil(root);
    }
    xml.open(root);
    items.iter().for_each(|item| add_item(xml, item));
    xml.close(root);
}

fn add_item(xml: &mut Xml, item: &LineItem) {
    xml.open("line-item");
    xml.value("id", item.id);
    xml.optional("name", item.name.as_deref());
    xml.optional("description", item.description.as_deref());
    xml.optional_value("quantity", item.quantity);
    xml.text("type", item.kind.as_str());
    xml.optional_value("metric_id", item.metric_id);
    xml.optional_value("plan_id", item.plan_id);
    xml.optional_value("contract_id", item.contract_id);
    xml.optional("contract_type", item.contract_kind.map(|kind| kind.as_str()));
    xml.text("cost", &money::text(item.cost));
    xml.close("line-item");
}

/// `<payment_transactions>`.
pub(crate) fn payments(portal: &Portal, invoice: &Invoice) -> String {
    let mut xml = Xml::document(256 + invoice.payments.len() * 700);
    if invoice.payments.is_empty() {
        xml.nil("payment_transactions");
        return xml.0;
    }
    xml.open("payment_transactions");
    invoice.payments.iter().for_each(|payment| add_payment(&mut xml, portal, invoice, payment));
    xml.close("payment_transactions");
    xml.0
}

fn add_payment(xml: &mut Xml, portal: &Portal, invoice: &Invoice, payment: &Payment) {
    let created_at = iso(payment.created_at, offset(portal));
    xml.open("payment_transaction");
    xml.value("id", payment.id);
    xml.text("created_at", &created_at);
    xml.text("updated_at", &created_at);
    xml.value("invoice_id", invoice.id);
    xml.value("account_id", invoice.account_id);
    xml.optional("reference", payment.reference.as_deref());
    xml.value("success", payment.success);
    xml.text("amount", &money::text(payment.amount));
    xml.text("currency", &payment.currency);
    xml.text("action", &payment.action);
    xml.optional("message", payment.message.as_deref());
    add_gateway_response(xml, &payment.gateway_response);
    xml.value("test", payment.test);
    xml.close("payment_transaction");
}

fn add_gateway_response(xml: &mut Xml, details: &[(Text, String)]) {
    if details.is_empty() {
        return xml.nil("gateway_response");
    }
    xml.open("gateway_response");
    details.iter().for_each(|(name, value)| xml.text(name, value));
    xml.close("gateway_response");
}

/// `<account>` of a customer.
pub(crate) fn account(portal: &Portal, account: &Account) -> String {
    let mut xml = Xml::document(768);
    add_account(&mut xml, portal, account);
    xml.0
}

/// `<accounts>`; a list of more than one page carries its pagination as attributes.
pub(crate) fn accounts(portal: &Portal, page: &Page<'_, Account>) -> String {
    let mut xml = Xml::document(256 + page.items.len() * 640);
    xml.raw("<accounts");
    if page.total_pages() > 1 {
        let _ = write!(
            xml.0,
            " per_page=\"{}\" total_entries=\"{}\" total_pages=\"{}\" current_page=\"{}\"",
            page.request.per_page,
            page.total_entries,
            page.total_pages(),
            page.request.page
        );
    }
    xml.raw(">");
    page.items.iter().for_each(|account| add_account(&mut xml, portal, account));
    xml.raw("</accounts>");
    xml.0
}

fn add_account(xml: &mut Xml, portal: &Portal, account: &Account) {
    xml.open("account");
    xml.value("id", account.id);
    xml.text("created_at", &iso(account.created_at, offset(portal)));
    xml.text("updated_at", &iso(account.updated_at, offset(portal)));
    xml.text("state", "approved");
    xml.text("org_name", &account.org_name);
    add_set(xml, "vat_code", account.vat_code.as_ref());
    if let Some(rate) = account.vat_rate {
        xml.text("vat_rate", &money::text(rate));
    }
    add_set(xml, "fiscal_code", account.fiscal_code.as_ref());
    add_set(xml, "po_number", account.po_number.as_ref());
    xml.text("extra_fields", "");
    xml.value("monthly_billing_enabled", true);
    xml.value("monthly_charging_enabled", true);
    xml.value("credit_card_stored", account.card != Card::Missing);
    xml.text("plans", "");
    xml.text("users", "");
    xml.close("account");
}

/// `<account>` of the provider.
pub(crate) fn provider(portal: &Portal) -> String {
    let tenant = portal.tenant();
    let created_at = iso(tenant.created_at, offset(portal));
    let mut xml = Xml::document(512);
    xml.open("account");
    xml.value("id", tenant.id);
    xml.text("created_at", &created_at);
    xml.text("updated_at", &created_at);
    xml.text("state", "approved");
    xml.text("admin_domain", &tenant.admin_domain);
    xml.text("org_name", &tenant.org_name);
    add_set(&mut xml, "fiscal_code", tenant.fiscal_code.as_ref());
    add_set(&mut xml, "vat_code", tenant.vat_code.as_ref());
    xml.text("extra_fields", "");
    xml.close("account");
    xml.0
}

/// Fields of an account appear only when they are set.
fn add_set(xml: &mut Xml, name: &str, value: Option<&Text>) {
    if let Some(value) = value {
        xml.text(name, value);
    }
}

/// `<error>`, for refusals before any resource was looked at.
pub(crate) fn error(message: &str) -> String {
    let mut xml = Xml::document(128);
    xml.text("error", message);
    xml.0
}

/// `<errors>`, for what a resource does not accept.
pub(crate) fn errors(messages: &[&str]) -> String {
    let mut xml = Xml::document(256);
    xml.open("errors");
    messages.iter().for_each(|message| xml.text("error", message));
    xml.close("errors");
    xml.0
}

fn offset(portal: &Portal) -> Offset {
    portal.switches.offset.unwrap_or(Offset::UTC)
}
