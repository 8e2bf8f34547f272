use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// What a sync is at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncProgress {
    /// Which part.
    pub phase: SyncPhase,
    /// How many are done.
    #[ts(type = "number")]
    pub done: u64,
    /// Of how many; absent while unknown.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
    /// What it is waiting for, when the server asked to wait or a request is tried again.
    pub waiting: Option<String>,
}

/// The parts of a sync.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncPhase {
    /// Finding out what there is.
    Starting,
    /// Invoices that can still change, and new ones.
    Live,
    /// Every page of the list.
    Invoices,
    /// Customers' codes and the issuer.
    Accounts,
    /// Payments.
    Payments,
    /// Comparing the cache with the server.
    Verifying,
    /// Sending changes, one invoice after the other.
    Writing,
    /// Making PDFs.
    Printing,
    /// Writing a table.
    Exporting,
}

impl SyncPhase {
    /// What a run in it was reading, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Starting => "the start",
            Self::Live => "invoices that can still change",
            Self::Invoices => "invoices",
            Self::Accounts => "customers",
            Self::Payments => "payments",
            Self::Verifying => "the comparison with the server",
            Self::Writing => "what was changed",
            Self::Printing => "PDFs",
            Self::Exporting => "a table",
        }
    }
}

/// Why a run reads what it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncKind {
    /// Nothing was held: everything is read for the first time.
    First,
    /// What is new, what can still change, and what no longer can.
    Delta,
    /// A delta, then every page, since also old invoices can be edited.
    Check,
    /// A check that a person asked for: payments are read again too.
    Full,
}

/// One run of a sync, finished or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncRun {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Why it read what it read.
    pub kind: SyncKind,
    /// When it began.
    #[ts(type = "string")]
    pub started_at: Timestamp,
    /// When it ended; absent while it runs or when it was killed.
    #[ts(type = "string | null")]
    pub finished_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: SyncOutcome,
    /// Invoices not held before.
    #[ts(type = "number")]
    pub added: u64,
    /// Invoices that differ from what was held.
    #[ts(type = "number")]
    pub changed: u64,
    /// Invoices that are as they were.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// Invoices held here that the server no longer lists.
    #[ts(type = "number")]
    pub missing: u64,
    /// Invoices whose payments were read.
    #[ts(type = "number")]
    pub payments_read: u64,
    /// Requests sent, repeats included.
    #[ts(type = "number")]
    pub requests: u64,
    /// Bytes of the answers, after decompression.
    #[ts(type = "number")]
    pub bytes: u64,
    /// What it was at when it was last heard of.
    pub phase: Option<SyncPhase>,
    /// How many of that phase were done.
    #[ts(type = "number | null")]
    pub phase_done: Option<u64>,
    /// Of how many.
    #[ts(type = "number | null")]
    pub phase_total: Option<u64>,
    /// Why it ended early, in words.
    pub error: Option<String>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncOutcome {
    /// Running now, or killed.
    Unfinished,
    /// Everything was read.
    Done,
    /// A person stopped it.
    Stopped,
    /// The portal could not be reached.
    Offline,
    /// Any other error ended it.
    Failed,
}
