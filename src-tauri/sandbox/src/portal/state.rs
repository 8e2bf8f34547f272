//! The states of an invoice and the moves between them.

use std::fmt;

/// Where an invoice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Still collecting line items.
    Open,
    /// Closed for billing, waiting to be issued.
    Finalized,
    /// Issued, waiting for the money.
    Pending,
    /// A charge did not go through.
    Unpaid,
    /// Every charge was declined.
    Failed,
    /// Paid. Final.
    Paid,
    /// Given up. Final.
    Cancelled,
}

impl State {
    /// All states, in the order an invoice usually sees them.
    pub const ALL: [State; 7] =
        [State::Open, State::Finalized, State::Pending, State::Unpaid, State::Failed, State::Paid, State::Cancelled];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Finalized => "finalized",
            State::Pending => "pending",
            State::Unpaid => "unpaid",
            State::Failed => "failed",
            State::Paid => "paid",
            State::Cancelled => "cancelled",
        }
    }

    /// The state of that name; `cancel` is accepted for `cancelled`.
    pub fn parse(word: &str) -> Option<State> {
        let word = canonical(word);
        State::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether the server moves an invoice from here to `target`.
    pub fn can_become(self, target: State) -> bool {
        use State::{Cancelled, Failed, Finalized, Open, Paid, Pending, Unpaid};
        match target {
            Open => false,
            Finalized => self == Open,
            Pending => matches!(self, Open | Finalized),
            Unpaid => self == Pending,
            Failed => self == Unpaid,
            Paid => self.is_chargeable(),
            Cancelled => !matches!(self, Paid | Cancelled),
        }
    }

    /// Whether line items may change and nothing is frozen yet.
    pub fn is_editable(self) -> bool {
        matches!(self, State::Open | State::Finalized)
    }

    /// Whether it can still become another.
    pub fn is_live(self) -> bool {
        !matches!(self, State::Paid | State::Cancelled)
    }

    /// Whether a card may be charged for it.
    pub fn is_chargeable(self) -> bool {
        matches!(self, State::Pending | State::Unpaid | State::Failed)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The server's own word for a state a caller asked for.
pub(crate) fn canonical(word: &str) -> &str {
    if word == "cancel" { "cancelled" } else { word }
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
        ];
        for (from, targets) in allowed {
            for to in State::ALL {
                assert_eq!(from.can_become(to), targets.contains(&to), "{from} -> {to}");
            }
        }
    }

    #[test]
    fn words_read_back_and_cancel_has_two_spellings() {
        for state in State::ALL {
            assert_eq!(State::parse(state.as_str()), Some(state));
        }
        assert_eq!(State::parse("cancel"), Some(Cancelled));
        assert_eq!(State::parse("Paid"), None);
    }
}
