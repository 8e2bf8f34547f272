//! What travels about changes: asking what a write would do, sending, preparing, and what became of it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::{
    AmountFormat, CurrencyTotal, Difference, Effect, Invoice, InvoiceFilter, JournalEntry, NewLineItem, State, Write,
    WriteStatus,
};

/// An action that is possible on an invoice as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Offer {
    /// What to send.
    pub write: Write,
    /// What it does beyond its name.
    pub effects: Vec<Effect>,
    /// Whether to ask once more: it takes money or ends the invoice.
    pub destructive: bool,
}

/// A customer to make an invoice for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Customer {
    /// The account's id.
    #[ts(type = "number")]
    pub id: i64,
    /// The name.
    pub org_name: Option<String>,
}

/// Which customers.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CustomersRequest {
    /// The connection's name.
    pub connection: String,
    /// Part of the name, without accents and case, or the id; all when empty.
    pub query: String,
    /// How many to give at most.
    pub limit: u32,
}

/// A text to be read as an amount.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AmountRequest {
    /// As typed.
    pub text: String,
    /// How the person writes amounts.
    pub format: AmountFormat,
}

/// How a text was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AmountRead {
    /// The amount as plain decimal text; absent when the text is none.
    #[ts(type = "string | null")]
    pub amount: Option<Decimal>,
    /// Why it is none, in words.
    pub problem: Option<String>,
}

/// Writes for one invoice, sent one after the other; the first that does not happen ends it.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct WriteRequest {
    /// The connection's name.
    pub connection: String,
    /// What to change. Editing a line item is two: remove the old one and add the new one.
    pub writes: Vec<Write>,
    /// The invoice as the person saw it when they decided; null for a new one. When the server has another one by
    /// now, nothing is sent.
    pub seen: Option<Invoice>,
}

/// What a write would do, asked before anything is sent and without the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WriteCheck {
    /// Why it cannot be done, in words; absent when it can.
    pub problem: Option<String>,
    /// The input that is wrong.
    pub field: Option<String>,
    /// What it does beyond its name.
    pub effects: Vec<Effect>,
    /// What deserves a look, in words: a number that is used already, a customer that was deleted.
    pub warnings: Vec<String>,
    /// Whether to ask once more.
    pub destructive: bool,
}

/// What became of what was asked for, as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WriteOutcome {
    /// All of it happened.
    Done,
    /// Nothing of it happened.
    NotDone,
    /// The server said no.
    Refused,
    /// The invoice is not as it was seen: nothing was sent.
    Conflict,
    /// The portal could not be reached: nothing was sent.
    Offline,
    /// It could not be learned whether it happened.
    Unknown,
    /// A part of it happened; see the entries.
    Partly,
}

/// What became of writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WriteResult {
    /// As a whole.
    pub outcome: WriteOutcome,
    /// The invoice; absent when none was made.
    #[ts(type = "number | null")]
    pub invoice_id: Option<i64>,
    /// What happened, to what, and what to do, in words.
    pub message: String,
    /// A line of the journal for each write, in order.
    pub entries: Vec<JournalEntry>,
    /// For a conflict: what was seen (`before`) against what the server has now (`after`), field by field.
    pub conflict: Vec<Difference>,
}

/// Which lines of the journal, the newest first.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct JournalRequest {
    /// The connection's name.
    pub connection: String,
    /// Only those of this invoice.
    #[ts(type = "number | null")]
    pub invoice_id: Option<i64>,
    /// Only these; all when empty.
    pub statuses: Vec<WriteStatus>,
    /// How many to skip.
    pub offset: u32,
    /// How many to give at most.
    pub limit: u32,
}

/// Some lines of the journal.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct EntriesRequest {
    /// The connection's name.
    pub connection: String,
    /// Their numbers.
    #[ts(type = "Array<number>")]
    pub ids: Vec<i64>,
}

/// What a person found out about a write whose outcome is unknown.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DecideRequest {
    /// The connection's name.
    pub connection: String,
    /// The line of the journal.
    #[ts(type = "number")]
    pub id: i64,
    /// Whether it happened.
    pub happened: bool,
}

/// A prepared change against what the server has now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DraftCheck {
    /// The draft.
    pub entry: JournalEntry,
    /// What was seen when it was prepared (`before`) against what the server has now (`after`); empty when they agree.
    pub conflict: Vec<Difference>,
    /// Why it cannot be sent as the invoice stands now, in words.
    pub problem: Option<String>,
}

/// The same action for several invoices.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum BulkAction {
    /// Moves each to a state.
    ChangeState {
        /// Where to.
        #[ts(type = "string")]
        state: State,
    },
    /// Charges each.
    Charge,
    /// Adds the same line item to each.
    AddLineItem {
        /// The line.
        line_item: NewLineItem,
    },
}

impl BulkAction {
    /// The write for one of the invoices.
    pub fn of(&self, invoice_id: i64) -> Write {
        match self {
            Self::ChangeState { state } => Write::ChangeState { invoice_id, state: state.clone() },
            Self::Charge => Write::Charge { invoice_id },
            Self::AddLineItem { line_item } => Write::AddLineItem { invoice_id, line_item: line_item.clone() },
        }
    }
}

/// Which invoices an action is for, and what the action is.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BulkPreviewRequest {
    /// The connection's name.
    pub connection: String,
    /// What to do.
    pub action: BulkAction,
    /// These invoices; null for all that `filter` finds.
    #[ts(type = "Array<number> | null")]
    pub ids: Option<Vec<i64>>,
    /// Which, where no ids are given.
    pub filter: InvoiceFilter,
}

/// What an action would do to a selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BulkPreview {
    /// Every invoice of the selection, in the order they would be changed.
    pub rows: Vec<BulkRow>,
    /// For how many it is possible, and what those add up to per currency.
    pub possible: Vec<CurrencyTotal>,
    /// What it does to each beyond its name.
    pub effects: Vec<Effect>,
    /// Whether the totals have to be typed before it starts: money is taken.
    pub totals_to_type: bool,
}

/// An invoice of a selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BulkRow {
    /// The server's id.
    #[ts(type = "number")]
    pub id: i64,
    /// The number people see.
    pub friendly_id: Option<String>,
    /// The customer's name.
    pub buyer_name: Option<String>,
    /// Where it stands.
    #[ts(type = "string")]
    pub state: State,
    /// ISO code.
    pub currency: Option<String>,
    /// The total.
    #[ts(type = "string")]
    pub cost: Decimal,
    /// Why the action is not possible, in words; absent when it is.
    pub problem: Option<String>,
    /// Stands for the invoice as it is shown here. An invoice that changed since is not touched.
    pub version: String,
}

/// The action for those invoices of a preview for which it was possible.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BulkRequest {
    /// The connection's name.
    pub connection: String,
    /// What to do.
    pub action: BulkAction,
    /// The invoices, as the preview showed them.
    pub rows: Vec<BulkTarget>,
    /// What was typed as total of each currency; only where the preview asks for it.
    pub typed_totals: Vec<TypedTotal>,
    /// How the person writes amounts.
    pub format: AmountFormat,
}

/// An invoice as a preview showed it.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BulkTarget {
    /// The server's id.
    #[ts(type = "number")]
    pub id: i64,
    /// As in [`BulkRow::version`].
    pub version: String,
}

/// A total as a person typed it.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TypedTotal {
    /// ISO code; null for invoices without one.
    pub currency: Option<String>,
    /// As typed.
    pub text: String,
}

/// What became of an action for several invoices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BulkResult {
    /// One for each invoice that was got to, in order.
    pub results: Vec<BulkRowResult>,
    /// Invoices that were not got to, because a person stopped it or the portal could not be reached.
    #[ts(type = "number")]
    pub left: u64,
    /// Why it ended before all were done, in words.
    pub ended_early: Option<String>,
}

/// What became of an action for one invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BulkRowResult {
    /// The invoice.
    #[ts(type = "number")]
    pub invoice_id: i64,
    /// The number people see.
    pub friendly_id: Option<String>,
    /// The customer's name.
    pub buyer_name: Option<String>,
    /// What became of it.
    pub outcome: WriteOutcome,
    /// In words.
    pub message: String,
}
