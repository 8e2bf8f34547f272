//! What reading an invoice again tells about a write whose answer was lost, or proves about one that was answered.

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
            match (has_period && has_number, is_as_before) {
                (true, _) => Traces::Happened,
                (false, true) => Traces::None,
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
            match after.line_items.iter().any(|item| item.id == *line_item_id) {
                true => Traces::None,
                false => Traces::Happened,
            }
        }
    }
}

fn of_state(to: &State, before: &State, after: &State) -> Traces {
    if after == to {
        return Traces::Happened;
    }
    if after == before {
        return Traces::None;
    }
    // It moved on. Where every way leads through the state that was asked for, it was there.
    match before.can_reach(after, to) {
        false => Traces::Happened,
        true => Traces::Hidden(format!("somebody else moved it to {after}")),
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
