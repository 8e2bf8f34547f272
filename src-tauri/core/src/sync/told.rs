use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::{
    domain::State,
    threescale::{convert, wire},
};

/// What the server's index told about an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) state: Option<State>,
    pub(super) currency: Option<String>,
    pub(super) cost: Option<Decimal>,
    pub(super) updated_at: Option<Timestamp>,
}

impl From<&wire::IndexEntry> for Told {
    fn from(entry: &wire::IndexEntry) -> Self {
        Self {
            state: entry.state.clone().map(State::from),
            currency: entry.currency.clone(),
            cost: entry.cost.as_deref().and_then(|raw| convert::json_decimal(raw.get())),
            updated_at: entry.updated_at.as_deref().and_then(convert::instant),
        }
    }
}

/// What a run was told last about every invoice whose index it read: some 60 bytes each, and what the cache is
/// compared with at the end without asking for everything once more.
#[derive(Default)]
pub(super) struct Heard(Mutex<BTreeMap<i64, Told>>);

impl Heard {
    pub(super) fn add(&self, entry: &wire::IndexEntry) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(entry.id, Told::from(entry));
    }

    pub(super) fn forget(&self, id: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    /// Takes everything, when it is about as many invoices as that.
    pub(super) fn take_all_of(&self, count: u64) -> Option<BTreeMap<i64, Told>> {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (heard.len() as u64 == count).then(|| std::mem::take(&mut *heard))
    }
}
