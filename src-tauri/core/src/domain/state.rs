use std::{convert::Infallible, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Where an invoice stands, in the server's own words.
///
/// The order is the order of an invoice's life; see [`State::is_live`] for what can still change.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum State {
    /// Collecting line items.
    Open,
    /// Closed for the month, to be reviewed before it is issued.
    Finalized,
    /// Issued: addresses, VAT and currency are frozen, the customer owes it.
    Pending,
    /// Charging failed at least once.
    Unpaid,
    /// Charging failed for good.
    Failed,
    /// Paid; terminal.
    Paid,
    /// Cancelled; terminal.
    Cancelled,
    /// A state this version does not know. Kept as the server wrote it.
    Other(String),
}

impl State {
    /// The seven states of the Billing API, in the order of an invoice's life.
    pub const ALL: [State; 7] =
        [Self::Open, Self::Finalized, Self::Pending, Self::Unpaid, Self::Failed, Self::Paid, Self::Cancelled];

    /// The server's word for this state.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Finalized => "finalized",
            Self::Pending => "pending",
            Self::Unpaid => "unpaid",
            Self::Failed => "failed",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
            Self::Other(word) => word,
        }
    }

    /// Whether the server can still change an invoice in this state. `paid` and `cancelled` are
    /// terminal; a state we do not know is taken as live, so it is read again.
    pub fn is_live(&self) -> bool {
        !matches!(self, Self::Paid | Self::Cancelled)
    }
}

impl From<String> for State {
    fn from(word: String) -> Self {
        match Self::ALL.into_iter().find(|state| state.as_str() == word) {
            Some(state) => state,
            None => Self::Other(word),
        }
    }
}

impl From<State> for String {
    fn from(state: State) -> Self {
        state.as_str().to_owned()
    }
}

impl FromStr for State {
    type Err = Infallible;

    fn from_str(word: &str) -> Result<Self, Infallible> {
        Ok(word.to_owned().into())
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
