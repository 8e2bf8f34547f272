use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Invoice, LineItem, LineItemType, Month, State};

/// A write of the Billing API, as a person asks for it. Each is one request to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Write {
    /// Makes an empty invoice.
    CreateInvoice {
        /// The customer's account.
        #[ts(type = "number")]
        account_id: i64,
        /// The month it is for.
        #[ts(type = "string")]
        period: Month,
    },
    /// Gives an invoice another period or number; what is absent stays.
    UpdateInvoice {
        /// The invoice.
        #[ts(type = "number")]
        invoice_id: i64,
        /// The month it is to be for.
        #[ts(type = "string | null")]
        period: Option<Month>,
        /// The number it is to have.
        friendly_id: Option<String>,
        /// The person said in words that an issued invoice is meant. The server would not ask.
        #[serde(default)]
        although_issued: bool,
    },
    /// Moves an invoice to another state.
    ChangeState {
        /// The invoice.
        #[ts(type = "number")]
        invoice_id: i64,
        /// Where to.
        #[ts(type = "string")]
        state: State,
    },
    /// Charges the customer's card on file.
    Charge {
        /// The invoice.
        #[ts(type = "number")]
        invoice_id: i64,
    },
    /// Adds a line item.
    AddLineItem {
        /// The invoice.
        #[ts(type = "number")]
        invoice_id: i64,
        /// The line.
        line_item: NewLineItem,
    },
    /// Removes a line item.
    RemoveLineItem {
        /// The invoice.
        #[ts(type = "number")]
        invoice_id: i64,
        /// The line.
        #[ts(type = "number")]
        line_item_id: i64,
    },
}

impl Write {
    /// The invoice it changes; none for one that is to be made.
    pub fn invoice_id(&self) -> Option<i64> {
        match self {
            Self::CreateInvoice { .. } => None,
            Self::UpdateInvoice { invoice_id, .. }
            | Self::ChangeState { invoice_id, .. }
            | Self::Charge { invoice_id }
            | Self::AddLineItem { invoice_id, .. }
            | Self::RemoveLineItem { invoice_id, .. } => Some(*invoice_id),
        }
    }

    /// The same for another invoice: for one that has its id only now.
    pub fn for_invoice(&self, id: i64) -> Self {
        let mut write = self.clone();
        match &mut write {
            Self::CreateInvoice { .. } => {}
            Self::UpdateInvoice { invoice_id, .. }
            | Self::ChangeState { invoice_id, .. }
            | Self::Charge { invoice_id }
            | Self::AddLineItem { invoice_id, .. }
            | Self::RemoveLineItem { invoice_id, .. } => *invoice_id = id,
        }
        write
    }

    /// What it does, in a few words: `issue`, `add “Late fee” for 5.0`.
    pub fn words(&self) -> String {
        match self {
            Self::CreateInvoice { account_id, period } => {
                format!("create an invoice of {period} for account {account_id}")
            }
            Self::UpdateInvoice { period, friendly_id, .. } => {
                let period = period.map(|period| format!("period {period}"));
                let number = friendly_id.as_ref().map(|number| format!("number {number}"));
                let parts: Vec<String> = [period, number].into_iter().flatten().collect();
                format!("set {}", parts.join(" and "))
            }
            Self::ChangeState { state, .. } => match state {
                State::Finalized => "finalize".to_owned(),
                State::Pending => "issue".to_owned(),
                State::Paid => "mark as paid".to_owned(),
                State::Cancelled => "cancel".to_owned(),
                state => format!("mark as {state}"),
            },
            Self::Charge { .. } => "charge the card on file".to_owned(),
            Self::AddLineItem { line_item, .. } => {
                format!("add “{}” for {}", line_item.name, super::plain(line_item.cost))
            }
            Self::RemoveLineItem { line_item_id, .. } => format!("remove line item {line_item_id}"),
        }
    }

    /// What is so once it happened: `The invoice is issued`, `“Late fee” was added`.
    pub fn done_words(&self) -> String {
        match self {
            Self::CreateInvoice { period, .. } => format!("The invoice of {period} was made"),
            Self::UpdateInvoice { period, friendly_id, .. } => match (period, friendly_id) {
                (Some(period), Some(number)) => format!("The invoice is of {period} and has the number {number}"),
                (Some(period), None) => format!("The invoice is of {period}"),
                (None, Some(number)) => format!("The invoice has the number {number}"),
                (None, None) => "The invoice is as it was".to_owned(),
            },
            Self::ChangeState { state, .. } => match state {
                State::Pending => "The invoice is issued".to_owned(),
                state => format!("The invoice is {state}"),
            },
            Self::Charge { .. } => "The card was charged".to_owned(),
            Self::AddLineItem { line_item, .. } => format!("“{}” was added", line_item.name),
            Self::RemoveLineItem { line_item_id, .. } => format!("Line item {line_item_id} was removed"),
        }
    }

    /// Whether it should be asked about once more: it takes money, ends the invoice or takes something away.
    pub fn is_destructive(&self) -> bool {
        match self {
            Self::Charge { .. } | Self::RemoveLineItem { .. } => true,
            Self::ChangeState { state, .. } => matches!(state, State::Cancelled | State::Paid),
            Self::UpdateInvoice { although_issued, .. } => *although_issued,
            Self::CreateInvoice { .. } | Self::AddLineItem { .. } => false,
        }
    }
}

/// A line item to be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewLineItem {
    /// What is charged for.
    pub name: String,
    /// More words.
    #[serde(default)]
    pub description: Option<String>,
    /// How many units; `cost` is for all of them together.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub quantity: Option<i64>,
    /// What the line costs, without VAT, up to four decimals.
    #[ts(type = "string")]
    pub cost: Decimal,
    /// The kind of cost; absent for a line added by hand.
    #[serde(default, rename = "type")]
    #[ts(type = "string | null")]
    pub kind: Option<LineItemType>,
    /// The metric of a variable cost.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub metric_id: Option<i64>,
    /// The application or service subscription.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub contract_id: Option<i64>,
    /// The plan.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub plan_id: Option<i64>,
}

impl NewLineItem {
    /// Whether a line of the server is what this one became. The server may add the plan of a contract, and XML has one
    /// kind of line end.
    pub fn is_like(&self, item: &LineItem) -> bool {
        let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
        let text = |text: Option<&str>| text.map(lines).filter(|text| !text.is_empty());
        let given = |wanted: Option<i64>, held: Option<i64>| wanted.is_none() || wanted == held;
        text(Some(&self.name)) == text(item.name.as_deref())
            && text(self.description.as_deref()) == text(item.description.as_deref())
            && item.cost == Some(self.cost)
            && given(self.quantity, item.quantity)
            && self.kind == item.kind
            && given(self.metric_id, item.metric_id)
            && given(self.contract_id, item.contract_id)
            && given(self.plan_id, item.plan_id)
    }
}

/// What a write does beyond what its name says. A person is told before it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Lines can still be added and removed, but the invoice waits to be issued.
    ClosesForReview,
    /// Addresses, VAT rate and currency are frozen, and no line can change any more.
    Freezes,
    /// It is due in two days.
    DueInTwoDays,
    /// The server makes the PDF that the customer gets.
    MakesPdf,
    /// The customer gets a message.
    TellsCustomer,
    /// The card on file is charged with the total.
    ChargesCard,
    /// The total is zero or less: the server cancels the invoice instead of charging.
    CancelsInsteadOfCharging,
    /// There is no way back.
    CannotBeUndone,
    /// The invoice is owed still, and is counted as not paid.
    CountsAsUnpaid,
    /// Number or period change on papers that the customer holds already.
    DiffersFromWhatWasSent,
    /// The total of the invoice changes.
    ChangesTotal,
    /// An invoice made by hand is finalized and issued by the billing run like any other.
    JoinsBillingRun,
    /// Where billing runs by itself, it issues a finalized invoice about two days later.
    IssuedByItself,
    /// The server counts on from the new number.
    NumbersCountOn,
}

impl Effect {
    /// In a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::ClosesForReview => "It waits for review; line items can still be added and removed.",
            Self::Freezes => "Addresses, VAT rate and currency are frozen, and line items can no longer change.",
            Self::DueInTwoDays => "It is due in two days.",
            Self::MakesPdf => "The portal makes the PDF.",
            Self::TellsCustomer => "The portal sends the customer a message.",
            Self::ChargesCard => "The card on file is charged.",
            Self::CancelsInsteadOfCharging => {
                "The total is zero or less: the portal cancels the invoice instead of charging the card."
            }
            Self::CannotBeUndone => "This cannot be undone.",
            Self::CountsAsUnpaid => "The customer still owes it.",
            Self::DiffersFromWhatWasSent => "The customer may hold a PDF with the old number or period.",
            Self::ChangesTotal => "The total changes.",
            Self::JoinsBillingRun => {
                "Where billing runs by itself, it finalizes and issues this invoice like any other."
            }
            Self::IssuedByItself => "Where billing runs by itself, it issues this invoice about two days later.",
            Self::NumbersCountOn => "Later invoices count on from the new number.",
        }
    }
}

/// What a write would do to an invoice as it stands.
pub fn effects(write: &Write, invoice: Option<&Invoice>) -> Vec<Effect> {
    use Effect::{
        CancelsInsteadOfCharging, CannotBeUndone, ChangesTotal, ChargesCard, ClosesForReview, CountsAsUnpaid,
        DiffersFromWhatWasSent, DueInTwoDays, Freezes, IssuedByItself, JoinsBillingRun, MakesPdf, NumbersCountOn,
        TellsCustomer,
    };
    match write {
        Write::CreateInvoice { .. } => vec![JoinsBillingRun],
        Write::UpdateInvoice { friendly_id, .. } => {
            let counts_on = friendly_id.as_ref().map(|_| NumbersCountOn);
            let differs = invoice.is_some_and(|i| i.issued_on.is_some()).then_some(DiffersFromWhatWasSent);
            [counts_on, differs].into_iter().flatten().collect()
        }
        Write::ChangeState { state, .. } => match state {
            State::Finalized => vec![ClosesForReview, IssuedByItself, CannotBeUndone],
            State::Pending => vec![Freezes, DueInTwoDays, MakesPdf, CannotBeUndone],
            State::Unpaid | State::Failed => vec![CountsAsUnpaid, CannotBeUndone],
            State::Paid => vec![TellsCustomer, CannotBeUndone],
            State::Cancelled => vec![CannotBeUndone],
            State::Open | State::Other(_) => Vec::new(),
        },
        Write::Charge { .. } if invoice.is_some_and(|i| i.cost <= Decimal::ZERO) => {
            vec![CancelsInsteadOfCharging, CannotBeUndone]
        }
        Write::Charge { .. } => vec![ChargesCard, TellsCustomer, CannotBeUndone],
        Write::AddLineItem { .. } => vec![ChangesTotal],
        Write::RemoveLineItem { .. } => vec![ChangesTotal, CannotBeUndone],
    }
}
