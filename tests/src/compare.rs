use std::collections::BTreeMap;

use billfold_sandbox::Sandbox;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::Cli;

/// Fields that hold money or a rate: compared as numbers, since `21` and `21.0` are the same amount.
const DECIMALS: [&str; 5] = ["cost", "vat_rate", "vat_amount", "cost_without_vat", "amount"];

/// Invoices by id, every amount in its shortest form.
pub fn normalized(invoices: &Value) -> BTreeMap<i64, Value> {
    let list = invoices.as_array().expect("an array of invoices");
    let by_id: BTreeMap<i64, Value> =
        list.iter().map(|invoice| (invoice["id"].as_i64().expect("an id"), shortened(None, invoice))).collect();
    assert_eq!(by_id.len(), list.len(), "an invoice is there twice");
    by_id
}

fn shortened(key: Option<&str>, value: &Value) -> Value {
    match value {
        Value::Array(values) => values.iter().map(|value| shortened(key, value)).collect(),
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), shortened(Some(key), value))).collect(),
        Value::String(text) if key.is_some_and(|key| DECIMALS.contains(&key)) => {
            let amount: Decimal = text.parse().unwrap_or_else(|_| panic!("`{text}` is no amount"));
            amount.normalize().to_string().into()
        }
        other => other.clone(),
    }
}

/// Every difference between what is held and the truth, in words; empty when there is none.
pub fn differences(held: &Value, truth: &Value) -> Vec<String> {
    let (held, truth) = (normalized(held), normalized(truth));
    let mut found = Vec::new();
    for id in held.keys().filter(|id| !truth.contains_key(id)) {
        found.push(format!("{id} is held and not at the server"));
    }
    for (id, expected) in &truth {
        match held.get(id) {
            None => found.push(format!("{id} is at the server and not held")),
            Some(held) => compare(&format!("{id}"), held, expected, &mut found),
        }
    }
    found
}

/// As [`differences`], but what invoices of deleted customers say of them is left out: until the next check the
/// deletion may not have been seen, and after it the last known name stays.
pub fn differences_but_for_deleted(held: &Value, truth: &Value) -> Vec<String> {
    let deleted = |invoice: &Value| invoice["buyer"]["status"] == "deleted";
    let ids: Vec<String> = truth
        .as_array()
        .expect("an array of invoices")
        .iter()
        .filter(|invoice| deleted(invoice))
        .map(|invoice| format!("{}.buyer.", invoice["id"]))
        .collect();
    let mut found = differences(held, truth);
    found.retain(|difference| !ids.iter().any(|id| difference.starts_with(id)));
    found
}

/// Everything held is what the portal has.
#[track_caller]
pub fn assert_equal(cli: &Cli, portal: &Sandbox) {
    let truth = portal.with_portal(|p| p.truth_json());
    assert_none(&differences(&cli.exported(), &truth));
}

/// As [`assert_equal`], but for what [`differences_but_for_deleted`] leaves out.
#[track_caller]
pub fn assert_equal_but_for_deleted(cli: &Cli, portal: &Sandbox) {
    let truth = portal.with_portal(|p| p.truth_json());
    assert_none(&differences_but_for_deleted(&cli.exported(), &truth));
}

#[track_caller]
fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "{} differences, the first: {:#?}", found.len(), &found[..found.len().min(10)]);
}

fn compare(path: &str, held: &Value, expected: &Value, found: &mut Vec<String>) {
    match (held, expected) {
        (Value::Object(held), Value::Object(expected)) => {
            let keys: std::collections::BTreeSet<_> = held.keys().chain(expected.keys()).collect();
            for key in keys {
                let absent = Value::String("(absent)".into());
                let (held, expected) = (held.get(key).unwrap_or(&absent), expected.get(key).unwrap_or(&absent));
                compare(&format!("{path}.{key}"), held, expected, found);
            }
        }
        (Value::Array(held), Value::Array(expected)) if held.len() == expected.len() => {
            for (at, (held, expected)) in held.iter().zip(expected).enumerate() {
                compare(&format!("{path}[{at}]"), held, expected, found);
            }
        }
        (held, expected) if held != expected => found.push(format!("{path}: held {held}, server {expected}")),
        _ => {}
    }
}
