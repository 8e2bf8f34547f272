//! What reading an invoice again tells about a write whose answer was lost, or proves about one that was answered.

use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use super::{Invoice, PaymentTransaction, State, Write};

/// What a write left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Traces {
    /// What it does is there.
    Happened,
    /// Nothing of it is there.
    None,
    /// A charge was tried and no money came, with the words of the gateway.
    Declined(Option<String>),
    /// A charge cancelled the invoice, since its total is zero or less.
    CancelledInstead,
    /// Something else happened that hides whether it did, in words.
    Hidden(String),
}

/// Compares an invoice, payments included, as it was right before the write was sent with what is there now. Not for
/// [`Write::CreateInvoice`], whose traces are in a list; see [`created`].
pub fn traces(write: &Write, before: &Invoice, after: &Invoice) -> Traces {
    match write {
        Write::CreateInvoice { .. } => Traces::Hidden("a new invoice shows in a list".to_owned()),
        Write::UpdateInvoice { period, friendly_id, .. } => {
            let has_period = period.is_none_or(|period| after.period.month() == period);
            let has_number = friendly_id.is_none() || after.friendly_id == *friendly_id;
            let is_as_before = (after.period, &after.friendly_id) == (before.period, &before.friendly_id);
            match (is_as_before, has_period && has_number) {
                (true, _) => Traces::None,
                (false, true) => Traces::Happened,
                (false, false) => Traces::Hidden("somebody else changed its period or number too".to_owned()),
            }
        }
        Write::ChangeState { state, .. } => of_state(state, &before.state, &after.state),
        Write::Charge { .. } => of_charge(before, after),
        Write::AddLineItem { line_item, .. } => {
            let is_new = |id: i64| before.line_items.iter().all(|item| item.id != id);
            match after.line_items.iter().any(|item| is_new(item.id) && line_item.is_like(item)) {
                true => Traces::Happened,
                false => Traces::None,
            }
        }
        Write::RemoveLineItem { line_item_id, .. } => {
            let has = |invoice: &Invoice| invoice.line_items.iter().any(|item| item.id == *line_item_id);
            match has(before) && !has(after) {
                true => Traces::Happened,
                false => Traces::None,
            }
        }
    }
}

fn of_state(to: &State, before: &State, after: &State) -> Traces {
    if after == before {
        return Traces::None;
    }
    if after == to {
        return Traces::Happened;
    }
    // It moved on. Where every way leads through the state that was asked for, it was there.
    let leads_on = before.can_reach(to, after) && to.can_reach(after, before);
    match leads_on && !before.can_reach(after, to) {
        true => Traces::Happened,
        false => Traces::Hidden(format!("somebody else moved it to {after}")),
    }
}

fn of_charge(before: &Invoice, after: &Invoice) -> Traces {
    let new: Vec<&PaymentTransaction> = new_payments(before, after).collect();
    if new.iter().any(|payment| payment.success == Some(true)) {
        return Traces::Happened;
    }
    if let Some(declined) = new.last() {
        return Traces::Declined(declined.message.clone());
    }
    match &after.state {
        state if *state == before.state => Traces::None,
        State::Cancelled if before.cost <= Decimal::ZERO => Traces::CancelledInstead,
        state => Traces::Hidden(format!("it became {state} without a new payment")),
    }
}

/// Of a charge that nobody heard of for longer than any server works on one: a payment that came later may be somebody
/// else's.
pub fn late_traces(found: Traces, before: &Invoice, after: &Invoice, sent_at: Timestamp) -> Traces {
    let until = sent_at.checked_add(CLOCKS_AND_WORK).unwrap_or(sent_at);
    let is_late = |payment: &PaymentTransaction| payment.created_at.is_none_or(|at| at > until);
    match found {
        Traces::Happened | Traces::Declined(_) if new_payments(before, after).all(is_late) => {
            Traces::Hidden("the only new payment came later, and may be another one".to_owned())
        }
        found => found,
    }
}

/// How long a server may be at a charge, and how far its clock may be from ours.
const CLOCKS_AND_WORK: SignedDuration = SignedDuration::from_mins(5);

fn new_payments<'a>(before: &'a Invoice, after: &'a Invoice) -> impl Iterator<Item = &'a PaymentTransaction> {
    let held = before.payment_transactions.as_deref().unwrap_or_default();
    let now = after.payment_transactions.as_deref().unwrap_or_default();
    now.iter().filter(|payment| held.iter().all(|old| old.id != payment.id))
}

/// What a list of the customer's invoices of the month tells about a creation: those that were not there before.
pub fn created(before: &[i64], after: &[i64]) -> Result<Option<i64>, Vec<i64>> {
    let new: Vec<i64> = after.iter().copied().filter(|id| !before.contains(id)).collect();
    match new.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        _ => Err(new),
    }
}

/// Whether a write alone explains that a field differs. What it does not explain, somebody else changed meanwhile.
pub fn explains(write: &Write, field: &str) -> bool {
    const MONEY: [&str; 3] = ["cost", "vat_amount", "cost_without_vat"];
    const ISSUE: [&str; 4] = ["issued_on", "due_on", "currency", "vat_rate"];
    let part_of = |prefix: &str| field.starts_with(prefix);
    if field == "updated_at" {
        return true;
    }
    match write {
        Write::CreateInvoice { .. } => true,
        Write::UpdateInvoice { .. } => field == "friendly_id" || part_of("period."),
        Write::ChangeState { state: State::Pending, .. } => {
            field == "state"
                || ISSUE.contains(&field)
                || MONEY.contains(&field)
                || part_of("buyer.")
                || part_of("provider.")
        }
        Write::ChangeState { .. } => matches!(field, "state" | "paid_at" | "currency"),
        Write::Charge { .. } => matches!(field, "state" | "paid_at" | "payment_transactions_count"),
        Write::AddLineItem { .. } => part_of("line_items[") || MONEY.contains(&field),
        Write::RemoveLineItem { line_item_id, .. } => {
            part_of(&format!("line_items[{line_item_id}]")) || MONEY.contains(&field)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn invoice(change: impl FnOnce(&mut Value)) -> Invoice {
        let mut value = json!({
            "id": 7, "friendly_id": "2026-09-00000001", "creation_type": "manual", "state": "pending",
            "period": { "from": "2026-09-01", "to": "2026-09-30" }, "issued_on": null, "due_on": null, "paid_at": null,
            "created_at": null, "updated_at": null, "currency": "EUR", "cost": "12.00", "vat_rate": null,
            "vat_amount": null, "cost_without_vat": "12.0", "provider": {}, "buyer": { "org_name": "Hull" },
            "line_items": [{ "id": 1, "name": "Fee", "cost": "2.0" }, { "id": 2, "name": "Plan", "cost": "10.0" }],
            "payment_transactions_count": 1,
            "payment_transactions": [{ "id": 5, "success": false, "gateway_response": {} }]
        });
        change(&mut value);
        serde_json::from_value(value).unwrap()
    }

    fn found(write: Value, change: impl FnOnce(&mut Value)) -> Traces {
        traces(&serde_json::from_value(write).unwrap(), &invoice(|_| {}), &invoice(change))
    }

    #[test]
    fn a_state_that_was_passed_was_reached() {
        let to = |state: &str| json!({ "action": "change_state", "invoice_id": 7, "state": state });
        assert_eq!(found(to("paid"), |_| {}), Traces::None);
        assert_eq!(found(to("paid"), |i| i["state"] = json!("paid")), Traces::Happened);
        // Nothing fails that was not unpaid before; paid it may be either way.
        assert_eq!(found(to("pending"), |_| {}), Traces::None, "it was there before");
        assert_eq!(found(to("unpaid"), |i| i["state"] = json!("failed")), Traces::Happened);
        assert!(
            matches!(found(to("paid"), |i| i["state"] = json!("frozen")), Traces::Hidden(_)),
            "nobody knows that one"
        );
        assert!(matches!(found(to("unpaid"), |i| i["state"] = json!("paid")), Traces::Hidden(_)));
        assert!(matches!(found(to("paid"), |i| i["state"] = json!("cancelled")), Traces::Hidden(_)));
    }

    #[test]
    fn a_charge_shows_by_its_payment() {
        let charge = || json!({ "action": "charge", "invoice_id": 7 });
        let add = |success: bool| {
            move |i: &mut Value| {
                let payment =
                    json!({ "id": 6, "success": success, "message": "Do not honour", "gateway_response": {} });
                i["payment_transactions"].as_array_mut().unwrap().push(payment);
            }
        };
        assert_eq!(found(charge(), |_| {}), Traces::None, "the payment that failed before is none of ours");
        assert_eq!(found(charge(), add(true)), Traces::Happened);
        assert_eq!(found(charge(), add(false)), Traces::Declined(Some("Do not honour".into())));
        assert!(matches!(found(charge(), |i| i["state"] = json!("paid")), Traces::Hidden(_)), "paid without a payment");
        assert!(matches!(found(charge(), |i| i["state"] = json!("cancelled")), Traces::Hidden(_)));
        let free = |change: fn(&mut Value)| {
            invoice(|i| {
                i["cost"] = json!("0.0");
                change(i);
            })
        };
        let write = serde_json::from_value(charge()).unwrap();
        let after = free(|i| i["state"] = json!("cancelled"));
        assert_eq!(traces(&write, &free(|_| {}), &after), Traces::CancelledInstead);
    }

    #[test]
    fn a_new_line_is_one_that_was_not_there() {
        let add = || json!({ "action": "add_line_item", "invoice_id": 7, "line_item": { "name": "Fee", "cost": "2" } });
        let line = |id: i64, cost: &str| json!({ "id": id, "name": "Fee", "cost": cost });
        let push = |line: Value| move |i: &mut Value| i["line_items"].as_array_mut().unwrap().push(line);
        assert_eq!(found(add(), |_| {}), Traces::None, "one like it was there before");
        assert_eq!(found(add(), push(line(3, "2.00"))), Traces::Happened);
        let typed =
            json!({ "action": "add_line_item", "invoice_id": 7, "line_item": { "name": "a\r\nb", "cost": "2" } });
        assert_eq!(found(typed, push(json!({ "id": 3, "name": "a\nb", "cost": "2.0" }))), Traces::Happened);
        assert_eq!(found(add(), push(line(3, "3.0"))), Traces::None, "somebody else's");
        let gone = json!({ "action": "remove_line_item", "invoice_id": 7, "line_item_id": 99 });
        assert_eq!(found(gone, |_| {}), Traces::None, "it was never there");
        let remove = || json!({ "action": "remove_line_item", "invoice_id": 7, "line_item_id": 1 });
        assert_eq!(found(remove(), |_| {}), Traces::None);
        assert_eq!(found(remove(), |i| drop(i["line_items"].as_array_mut().unwrap().remove(0))), Traces::Happened);
    }

    #[test]
    fn a_creation_shows_by_an_invoice_that_was_not_there() {
        assert_eq!(created(&[1, 2], &[1, 2]), Ok(None));
        assert_eq!(created(&[1, 2], &[1, 2, 3]), Ok(Some(3)));
        assert_eq!(created(&[1, 2], &[1, 2, 3, 4]), Err(vec![3, 4]));
    }
}
