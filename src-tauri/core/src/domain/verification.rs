use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::State;

/// The cache's numbers against the server's, at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Verification {
    /// When it ended.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// Whether everything agrees.
    pub ok: bool,
    /// Invoices held.
    #[ts(type = "number")]
    pub held: u64,
    /// Invoices the server counts (`total_entries`).
    #[ts(type = "number")]
    pub server: u64,
    /// Invoices whose id, state, currency, cost and time of change are the server's and whose cost is what their lines add up to.
    #[ts(type = "number")]
    pub verified: u64,
    /// Per state and currency.
    pub sums: Vec<VerifiedSum>,
    /// Invoices whose cost was computed again from their lines by the server's arithmetic.
    #[ts(type = "number")]
    pub recomputed: u64,
    /// What does not agree, the first [`Verification::MOST_FINDINGS`] of it.
    pub findings: Vec<Finding>,
    /// How much does not agree in all.
    #[ts(type = "number")]
    pub findings_count: u64,
}

impl Verification {
    /// How many findings are kept; all are counted.
    pub const MOST_FINDINGS: usize = 100;
}

/// Count and sum of one state and currency, here and at the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VerifiedSum {
    /// The state.
    #[ts(type = "string")]
    pub state: State,
    /// ISO code; absent for invoices cancelled before they were issued.
    pub currency: Option<String>,
    /// Invoices held in it.
    #[ts(type = "number")]
    pub held_count: u64,
    /// Their total.
    #[ts(type = "string")]
    pub held_cost: Decimal,
    /// Invoices the server lists in it.
    #[ts(type = "number")]
    pub server_count: u64,
    /// Their total.
    #[ts(type = "string")]
    pub server_cost: Decimal,
}

impl VerifiedSum {
    /// Whether both sides agree.
    pub fn agrees(&self) -> bool {
        self.held_count == self.server_count && self.held_cost == self.server_cost
    }
}

/// Something that does not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// The invoice.
    #[ts(type = "number")]
    pub id: i64,
    /// What is wrong with it.
    pub kind: FindingKind,
    /// What is held; absent when it is not.
    pub held: Option<String>,
    /// What the server says, or what the lines add up to; absent when it has no such invoice.
    pub server: Option<String>,
}

/// The ways in which an invoice may not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Held here, and the server has no such invoice.
    OnlyHeld,
    /// The server has it, and it is not held.
    OnlyAtServer,
    /// Another state.
    State,
    /// Another cost.
    Cost,
    /// Another currency.
    Currency,
    /// Another time of the last change: something of it may be old here.
    UpdatedAt,
    /// The cost is not what the lines add up to.
    Arithmetic,
}
