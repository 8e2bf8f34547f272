use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{Invoice, PaymentTransaction};

/// One field of an invoice that is not as it was, as a sync saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Change {
    /// The invoice.
    #[ts(type = "number")]
    pub invoice_id: i64,
    /// The number people see, as it is now.
    pub friendly_id: Option<String>,
    /// Which field, by its name in the invoice's JSON: `state`, `buyer.org_name`, `line_items[81].cost`. The number in
    /// brackets is the id of the line item or payment.
    pub field: String,
    /// What stood there; null when there was nothing, as for a new line item.
    #[ts(type = "unknown")]
    pub before: Value,
    /// What stands there now; null when nothing does.
    #[ts(type = "unknown")]
    pub after: Value,
    /// The run that saw it.
    #[ts(type = "number")]
    pub run: i64,
    /// When it was seen. When it happened is not known: the server does not say.
    #[ts(type = "string")]
    pub seen_at: Timestamp,
}

/// A field that differs between two states of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Difference {
    /// As in [`Change::field`].
    pub field: String,
    /// The value before; null for none.
    #[ts(type = "unknown")]
    pub before: Value,
    /// The value after; null for none.
    #[ts(type = "unknown")]
    pub after: Value,
}

/// What differs between two states of an invoice, its payments left out: they are read apart.
pub fn differences(before: &Invoice, after: &Invoice) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", &without_payments(before), &without_payments(after), &mut found);
    found
}

/// What differs between two lists of payments.
pub fn payment_differences(before: &[PaymentTransaction], after: &[PaymentTransaction]) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("payment_transactions", &json(before), &json(after), &mut found);
    found
}

fn without_payments(invoice: &Invoice) -> Value {
    let mut value = json(invoice);
    if let Some(fields) = value.as_object_mut() {
        fields.remove("payment_transactions");
    }
    value
}

fn json(value: &(impl Serialize + ?Sized)) -> Value {
    // Maps with text keys and plain values: there is nothing in it that could fail.
    serde_json::to_value(value).unwrap_or_default()
}

fn compare(path: &str, before: &Value, after: &Value, found: &mut Vec<Difference>) {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            let keys = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)));
            for key in keys {
                let part = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                let of = |fields: &serde_json::Map<String, Value>| fields.get(key).cloned().unwrap_or_default();
                compare(&part, &of(old), &of(new), found);
            }
        }
        (Value::Array(old), Value::Array(new)) => compare_lists(path, old, new, found),
        _ if before == after || is_same_amount(path, before, after) => {}
        _ => found.push(Difference { field: path.to_owned(), before: before.clone(), after: after.clone() }),
    }
}

/// Line items and payments are known by their ids; what has none is known by its place.
fn compare_lists(path: &str, old: &[Value], new: &[Value], found: &mut Vec<Difference>) {
    let keyed = |list: &[Value]| -> Vec<(String, Value)> {
        let id = |(at, value): (usize, &Value)| match value.get("id") {
            Some(id) => (id.to_string(), value.clone()),
            None => (format!("at {at}"), value.clone()),
        };
        list.iter().enumerate().map(id).collect()
    };
    let (old, new) = (keyed(old), keyed(new));
    let find = |list: &[(String, Value)], id: &str| list.iter().find(|(other, _)| other == id).map(|(_, v)| v.clone());
    for (id, before) in &old {
        compare(&format!("{path}[{id}]"), before, &find(&new, id).unwrap_or_default(), found);
    }
    for (id, after) in new.iter().filter(|(id, _)| find(&old, id).is_none()) {
        compare(&format!("{path}[{id}]"), &Value::Null, after, found);
    }
    let order = |list: &[(String, Value)]| list.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    let (mut before, mut after) = (order(&old), order(&new));
    before.retain(|id| after.contains(id));
    after.retain(|id| before.contains(id));
    if before != after {
        found.push(Difference { field: format!("{path}.order"), before: json(&before), after: json(&after) });
    }
}

/// `200.0` and `200.00` are the same amount, written differently.
fn is_same_amount(path: &str, before: &Value, after: &Value) -> bool {
    const AMOUNTS: [&str; 5] = ["cost", "vat_rate", "vat_amount", "cost_without_vat", "amount"];
    let name = path.rsplit('.').next().unwrap_or(path);
    let amount = |value: &Value| value.as_str().and_then(|text| text.parse::<rust_decimal::Decimal>().ok());
    AMOUNTS.contains(&name) && amount(before).is_some() && amount(before) == amount(after)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn invoice(change: impl FnOnce(&mut Value)) -> Invoice {
        let mut value = json!({
            "id": 7, "friendly_id": "2026-09-00000001", "creation_type": "manual", "state": "open",
            "period": { "from": "2026-09-01", "to": "2026-09-30" }, "issued_on": null, "due_on": null, "paid_at": null,
            "created_at": null, "updated_at": null, "currency": "EUR", "cost": "12.00", "vat_rate": null,
            "vat_amount": null, "cost_without_vat": "12.0", "provider": {}, "buyer": { "org_name": "Hull" },
            "line_items": [{ "id": 1, "name": "Plan", "cost": "10.0" }, { "id": 2, "name": "Hits", "cost": "2.0" }],
            "payment_transactions_count": 0
        });
        change(&mut value);
        serde_json::from_value(value).unwrap()
    }

    fn found(change: impl FnOnce(&mut Value)) -> Vec<(String, Value, Value)> {
        differences(&invoice(|_| {}), &invoice(change)).into_iter().map(|d| (d.field, d.before, d.after)).collect()
    }

    #[test]
    fn names_fields_as_the_json_does() {
        assert_eq!(found(|i| i["state"] = json!("paid")), [("state".into(), json!("open"), json!("paid"))]);
        let renamed = found(|i| i["buyer"]["org_name"] = json!("Bow"));
        assert_eq!(renamed, [("buyer.org_name".into(), json!("Hull"), json!("Bow"))]);
        let cost = found(|i| i["line_items"][1]["cost"] = json!("3.0"));
        assert_eq!(cost, [("line_items[2].cost".into(), json!("2.0"), json!("3.0"))]);
    }

    #[test]
    fn an_amount_written_differently_is_no_change() {
        assert_eq!(found(|i| i["cost"] = json!("12.0")), []);
        assert_ne!(found(|i| i["friendly_id"] = json!("2026-09-1.0")), []);
    }

    #[test]
    fn a_swapped_line_item_is_one_gone_and_one_come() {
        let swapped = found(|i| i["line_items"][1]["id"] = json!(3));
        let fields: Vec<_> = swapped.iter().map(|(field, ..)| field.as_str()).collect();
        assert_eq!(fields, ["line_items[2]", "line_items[3]"]);
        assert_eq!((&swapped[0].2, &swapped[1].1), (&Value::Null, &Value::Null));
        assert_eq!(swapped[1].2["name"], "Hits");
    }

    #[test]
    fn another_order_is_a_change_of_the_order_only() {
        let turned = found(|i| i["line_items"].as_array_mut().unwrap().reverse());
        assert_eq!(turned, [("line_items.order".into(), json!(["1", "2"]), json!(["2", "1"]))]);
    }
}
