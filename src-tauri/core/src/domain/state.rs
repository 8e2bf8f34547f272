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

    /// Whether the server moves an invoice from here to `target`. From or to a state we do not know: nobody can say,
    /// so it is not offered.
    pub fn can_become(&self, target: &Self) -> bool {
        match target {
            Self::Finalized => *self == Self::Open,
            Self::Pending => self.is_editable(),
            Self::Unpaid => *self == Self::Pending,
            Self::Failed => *self == Self::Unpaid,
            Self::Paid => self.is_chargeable(),
            Self::Cancelled => self.is_editable() || self.is_chargeable(),
            Self::Open | Self::Other(_) => false,
        }
    }

    /// Whether there is a way from here to `target` that does not lead through `avoiding`.
    pub fn can_reach(&self, target: &Self, avoiding: &Self) -> bool {
        let steps = Self::ALL.into_iter().filter(|next| self.can_become(next) && next != avoiding);
        steps.into_iter().any(|next| next == *target || next.can_reach(target, avoiding))
    }

    /// Whether line items may change and nothing is frozen yet.
    pub fn is_editable(&self) -> bool {
        matches!(self, Self::Open | Self::Finalized)
    }

    /// Whether it was issued, so that number and period are on papers others hold.
    pub fn is_issued(&self) -> bool {
        matches!(self, Self::Pending | Self::Unpaid | Self::Failed | Self::Paid)
    }

    /// Whether a card may be charged for it: it is owed.
    pub fn is_chargeable(&self) -> bool {
        matches!(self, Self::Pending | Self::Unpaid | Self::Failed)
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

#[cfg(test)]
mod tests {
    use super::State::{self, Cancelled, Failed, Finalized, Open, Paid, Pending, Unpaid};

    #[test]
    fn every_pair_of_states_is_settled() {
        let allowed = [
            (Open, vec![Finalized, Pending, Cancelled]),
            (Finalized, vec![Pending, Cancelled]),
            (Pending, vec![Unpaid, Paid, Cancelled]),
            (Unpaid, vec![Failed, Paid, Cancelled]),
            (Failed, vec![Paid, Cancelled]),
            (Paid, vec![]),
            (Cancelled, vec![]),
            (State::Other("frozen".into()), vec![]),
        ];
        for (from, targets) in allowed {
            for to in State::ALL {
                assert_eq!(from.can_become(&to), targets.contains(&to), "{from} -> {to}");
            }
        }
    }

    #[test]
    fn some_ways_lead_through_a_state_and_some_past_it() {
        assert!(!Open.can_reach(&Paid, &Pending), "nothing is paid that was not issued");
        assert!(Open.can_reach(&Paid, &Finalized) && Open.can_reach(&Cancelled, &Pending));
        assert!(!Pending.can_reach(&Failed, &Unpaid) && Pending.can_reach(&Paid, &Unpaid));
    }
}
