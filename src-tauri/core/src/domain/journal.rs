use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Difference, Write};

/// What became of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WriteStatus {
    /// Prepared; it is sent on a person's word.
    Draft,
    /// Written down and about to be sent, or sent: the program ended before it knew more.
    Sending,
    /// It happened.
    Done,
    /// It did not happen.
    NotDone,
    /// The server said no.
    Refused,
    /// The answer was lost, and reading did not tell whether it happened.
    Unknown,
    /// A draft that was thrown away.
    Discarded,
}

impl WriteStatus {
    /// All of them.
    pub const ALL: [WriteStatus; 7] =
        [Self::Draft, Self::Sending, Self::Done, Self::NotDone, Self::Refused, Self::Unknown, Self::Discarded];

    /// Its word, in JSON and in the cache.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sending => "sending",
            Self::Done => "done",
            Self::NotDone => "not_done",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Discarded => "discarded",
        }
    }

    /// Whether it still has to be found out what became of it.
    pub fn is_unsettled(self) -> bool {
        matches!(self, Self::Sending | Self::Unknown)
    }
}

/// A line of the journal: what somebody changed or wants to change, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct JournalEntry {
    /// Its number; later ones are larger.
    #[ts(type = "number")]
    pub id: i64,
    /// What.
    pub write: Write,
    /// The invoice; absent for one that is not made yet.
    #[ts(type = "number | null")]
    pub invoice_id: Option<i64>,
    /// The number people see, as it is held now.
    pub friendly_id: Option<String>,
    /// The customer's name, as it is held now.
    pub buyer_name: Option<String>,
    /// Currency of the invoice as the person saw it.
    pub currency: Option<String>,
    /// Total of the invoice as the person saw it.
    #[ts(type = "string | null")]
    pub cost: Option<Decimal>,
    /// What became of it.
    pub status: WriteStatus,
    /// Who: the name the system has for them.
    pub person: String,
    /// When it was asked for.
    #[ts(type = "string")]
    pub prepared_at: Timestamp,
    /// When it was sent; absent when it never was.
    #[ts(type = "string | null")]
    pub sent_at: Option<Timestamp>,
    /// When its status was last found out.
    #[ts(type = "string | null")]
    pub settled_at: Option<Timestamp>,
    /// HTTP status of the server's answer; absent when none came.
    pub answer_status: Option<u16>,
    /// The server's own words, where it sent any.
    pub answer: Option<String>,
    /// What became of it, in a sentence, with what to do.
    pub outcome: Option<String>,
    /// What reading showed to be different afterwards.
    pub differences: Vec<Difference>,
    /// The run under which that was kept, as in [`Change::run`](super::Change::run); absent while it was not read.
    #[ts(type = "number | null")]
    pub run: Option<i64>,
}
