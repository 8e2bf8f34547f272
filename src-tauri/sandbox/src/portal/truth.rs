//! What a complete, correct copy of the invoices must say.

use jiff::tz::Offset;
use serde_json::{Map, Value, json};

use super::{Address, Invoice, LineItem, Payment, Portal, Text, money};

impl Portal {
    /// Every invoice, ascending by id, in the JSON form `billfold export --format json` has: money as decimal text,
    /// absent parts null, the customer's parts null after its deletion.
    pub fn truth_json(&self) -> Value {
        Value::Array(self.invoices.iter().map(|invoice| self.truth_of(invoice)).collect())
    }

    /// [`Portal::truth_json`] as text, made one invoice at a time: large portals have no room for it all as values.
    pub(crate) fn truth_text(&self) -> String {
        let mut out = String::from("[");
        for (index, invoice) in self.invoices.iter().enumerate() {
            out.push_str(if index == 0 { "\n" } else { ",\n" });
            out.push_str(&self.truth_of(invoice).to_string());
        }
        out.push_str("\n]\n");
        out
    }

    /// One invoice in the form of [`Portal::truth_json`].
    pub fn truth_of(&self, invoice: &Invoice) -> Value {
        let totals = invoice.totals();
        json!({
            "id": invoice.id,
            "friendly_id": invoice.friendly_id,
            "creation_type": invoice.creation_type.as_str(),
            "state": invoice.state.as_str(),
            "period": {"from": invoice.period.first_day().to_string(), "to": invoice.period.last_day().to_string()},
            "issued_on": invoice.issued_on.map(|day| day.to_string()),
            "due_on": invoice.due_on.map(|day| day.to_string()),
            "paid_at": invoice.paid_at.map(utc),
            "created_at": utc(invoice.created_at),
            "updated_at": utc(invoice.updated_at),
            "currency": self.currency(invoice).map(|currency| currency.to_string()),
            "cost": money::text(totals.cost),
            "vat_rate": invoice.vat_rate.map(money::text),
            "vat_amount": invoice.vat_rate.map(|_| money::text(totals.vat)),
            "cost_without_vat": money::text(totals.net),
            "provider": self.provider_truth(invoice),
            "buyer": self.buyer_truth(invoice),
            "line_items": invoice.line_items.iter().map(item_truth).collect::<Vec<_>>(),
            "payment_transactions_count": invoice.payments.len(),
            "payment_transactions": invoice.payments.iter().map(payment_truth).collect::<Vec<_>>(),
        })
    }

    fn provider_truth(&self, invoice: &Invoice) -> Value {
        let mut party = Map::new();
        party.insert("id".to_owned(), self.tenant.id.into());
        party.insert("org_name".to_owned(), present(&self.tenant.org_name));
        add_address(&mut party, Some(self.provider_address(invoice)));
        Value::Object(party)
    }

    fn buyer_truth(&self, invoice: &Invoice) -> Value {
        let buyer = self.buyer(invoice);
        let mut party = Map::new();
        party.insert("id".to_owned(), invoice.account_id.into());
        party.insert("org_name".to_owned(), buyer.map_or(Value::Null, |(account, _)| present(&account.org_name)));
        party.insert("status".to_owned(), if buyer.is_none() { "deleted".into() } else { Value::Null });
        add_address(&mut party, buyer.map(|(_, address)| address));
        Value::Object(party)
    }
}

fn add_address(party: &mut Map<String, Value>, address: Option<&Address>) {
    let lines = address.map(Address::lines).unwrap_or_default();
    party.insert("address".to_owned(), present(&lines));
    let mut add = |name: &str, part: Option<&Option<Text>>| {
        party.insert(name.to_owned(), part.and_then(Option::as_ref).map_or(Value::Null, |text| present(text)));
    };
    add("city", address.map(|address| &address.city));
    add("state", address.map(|address| &address.state));
    add("country", address.map(|address| &address.country));
    add("phone", address.map(|address| &address.phone));
    add("zip", address.map(|address| &address.zip));
}

fn item_truth(item: &LineItem) -> Value {
    json!({
        "id": item.id,
        "name": item.name.as_deref().map(present),
        "description": item.description.as_deref().map(present),
        "quantity": item.quantity,
        "type": present(item.kind.as_str()),
        "metric_id": item.metric_id,
        "plan_id": item.plan_id,
        "contract_id": item.contract_id,
        "contract_type": item.contract_kind.map(|kind| kind.as_str()),
        "cost": money::text(item.cost),
    })
}

fn payment_truth(payment: &Payment) -> Value {
    let details: Map<String, Value> =
        payment.gateway_response.iter().map(|(name, value)| (name.to_string(), value.as_str().into())).collect();
    json!({
        "id": payment.id,
        "created_at": utc(payment.created_at),
        "reference": payment.reference,
        "success": payment.success,
        "amount": money::text(payment.amount),
        "currency": &*payment.currency,
        "action": &*payment.action,
        "message": payment.message.as_deref(),
        "test": payment.test,
        "gateway_response": details,
    })
}

/// Empty text counts as absent.
fn present(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

fn utc(time: jiff::Timestamp) -> String {
    crate::wire::iso(time, Offset::UTC)
}
