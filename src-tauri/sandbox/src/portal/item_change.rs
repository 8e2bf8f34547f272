//! Changes of line items. None of them moves the `updated_at` of the invoice.

use super::{Contract, Invoice, LineItem, LineItemKind, NewLineItem, Portal, Refusal, Text, money};

/// Longest text the server's columns take, in characters.
const LONGEST_TEXT: usize = 255;

impl Portal {
    /// Adds a line item and gives its id.
    ///
    /// # Errors
    /// When there is no such invoice, contract, plan or metric, when the invoice is neither open nor finalized, and
    /// when the server does not accept the type or the length of a text.
    pub fn add_line_item(&mut self, invoice_id: u64, item: NewLineItem) -> Result<u64, Refusal> {
        let invoice = self.invoice(invoice_id).ok_or(Refusal::NotFound)?;
        let contract = self.contract_of(invoice, &item)?;
        if item.metric_id.is_some_and(|id| !self.tenant.metric_ids.contains(&id)) {
            return Err(Refusal::NotFound);
        }
        if !invoice.state.is_editable() {
            return Err(Refusal::invalid("base", "Invalid invoice state"));
        }
        let kind = accepted_kind(&item)?;
        let id = self.last_line_item_id + 1;
        self.last_line_item_id = id;
        let item = LineItem {
            id,
            name: item.name.map(Text::from),
            description: item.description.map(Text::from),
            quantity: item.quantity,
            kind,
            metric_id: item.metric_id,
            plan_id: item.plan_id.or(contract.map(|contract| contract.plan_id)),
            contract_id: contract.map(|contract| contract.id),
            contract_kind: contract.map(|contract| contract.kind),
            cost: money::round(item.cost, 4),
        };
        self.invoice_mut(invoice_id).ok_or(Refusal::NotFound)?.line_items.push(item);
        Ok(id)
    }

    /// Removes a line item.
    ///
    /// # Errors
    /// When there is no such invoice or line item, and when the invoice is neither open nor finalized.
    pub fn remove_line_item(&mut self, invoice_id: u64, item_id: u64) -> Result<(), Refusal> {
        let invoice = self.invoice_mut(invoice_id).ok_or(Refusal::NotFound)?;
        let position = invoice.line_items.iter().position(|item| item.id == item_id).ok_or(Refusal::NotFound)?;
        if !invoice.state.is_editable() {
            return Err(Refusal::NotEditable);
        }
        invoice.line_items.remove(position);
        Ok(())
    }

    /// Replaces a line item by another of the same cost, so that neither total nor count move, and gives its id.
    ///
    /// # Errors
    /// As [`Portal::remove_line_item`].
    pub fn swap_line_item(&mut self, invoice_id: u64, item_id: u64, name: &str) -> Result<u64, Refusal> {
        let invoice = self.invoice(invoice_id).ok_or(Refusal::NotFound)?;
        let cost = invoice.line_items.iter().find(|item| item.id == item_id).ok_or(Refusal::NotFound)?.cost;
        self.remove_line_item(invoice_id, item_id)?;
        self.add_line_item(invoice_id, NewLineItem::by_hand(name, cost))
    }

    /// The contract a new line item names; contract and plan have to be the customer's own.
    fn contract_of(&self, invoice: &Invoice, item: &NewLineItem) -> Result<Option<Contract>, Refusal> {
        if item.contract_id.is_none() && item.plan_id.is_none() {
            return Ok(None);
        }
        let contracts = &self.account(invoice.account_id).ok_or(Refusal::NotFound)?.contracts;
        if item.plan_id.is_some_and(|id| contracts.iter().all(|contract| contract.plan_id != id)) {
            return Err(Refusal::NotFound);
        }
        match item.contract_id {
            Some(id) => contracts.iter().find(|contract| contract.id == id).copied().map(Some).ok_or(Refusal::NotFound),
            None => Ok(None),
        }
    }
}

fn accepted_kind(item: &NewLineItem) -> Result<LineItemKind, Refusal> {
    let long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_TEXT);
    for (field, text) in [("name", &item.name), ("description", &item.description)] {
        if long(text) {
            return Err(Refusal::invalid(field, format!("is too long (maximum is {LONGEST_TEXT} characters)")));
        }
    }
    match item.kind.as_str() {
        kind if kind.trim().is_empty() => Ok(LineItemKind::ByHand),
        "LineItem::PlanCost" => Ok(LineItemKind::PlanCost),
        "LineItem::VariableCost" => Ok(LineItemKind::VariableCost),
        _ => Err(Refusal::invalid("type", "is not included in the list")),
    }
}
