use std::{
    cmp::Ordering,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::Index;
use crate::domain::SortColumn;

/// Every column a list can be sorted by.
pub const SORT_COLUMNS: [SortColumn; 17] = [
    SortColumn::Number,
    SortColumn::Customer,
    SortColumn::Period,
    SortColumn::Issued,
    SortColumn::Due,
    SortColumn::State,
    SortColumn::Total,
    SortColumn::Id,
    SortColumn::CustomerId,
    SortColumn::Paid,
    SortColumn::Created,
    SortColumn::Currency,
    SortColumn::CostWithoutVat,
    SortColumn::VatRate,
    SortColumn::VatAmount,
    SortColumn::CreationType,
    SortColumn::Payments,
];

/// The slots by one column, ties by id; dead ones stay in it. Slots that came after it was built are put in when it is
/// next asked for.
#[derive(Default)]
pub(super) struct Order {
    slots: Arc<Vec<u32>>,
}

impl Order {
    /// Gives slots their new numbers; one without is left out. As new numbers keep the order of the old ones, it still
    /// has the first so many slots and lacks the rest.
    pub(super) fn renumber(&mut self, new: &[Option<u32>]) {
        self.slots = Arc::new(self.slots.iter().filter_map(|slot| new[*slot as usize]).collect());
    }

    pub(super) fn size(&self) -> usize {
        self.slots.capacity() * 4
    }
}

pub(super) fn lock(order: &Mutex<Order>) -> MutexGuard<'_, Order> {
    // An order is replaced as a whole, so that a panic leaves the one before.
    order.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Numbers of a column that order as its values do, absent ones first.
enum Keys<'a> {
    Of(Box<dyn Fn(u32) -> u64 + 'a>),
    /// The first sixteen characters; what comes behind them decides between equal ones.
    Numbers,
}

impl Index {
    /// All slots by a column, ascending; ties by id.
    pub(super) fn order(&self, column: SortColumn) -> Arc<Vec<u32>> {
        let mut order = lock(&self.orders[column as usize]);
        let (have, all) = (order.slots.len(), self.id.len());
        if have < all {
            let keys = self.keys(column);
            let more = match &keys {
                Keys::Of(key) => self.sorted(have, column, key),
                Keys::Numbers => self.sorted(have, column, |slot| self.number_key(slot)),
            };
            order.slots = if have == 0 {
                Arc::new(more)
            } else {
                let compare = |a: u32, b: u32| {
                    let by_key = match &keys {
                        Keys::Of(key) => key(a).cmp(&key(b)),
                        Keys::Numbers => Ordering::Equal,
                    };
                    by_key.then_with(|| self.compare_texts(column, a, b)).then_with(|| self.compare_ids(a, b))
                };
                Arc::new(merged(&order.slots, &more, compare))
            };
        }
        Arc::clone(&order.slots)
    }

    /// Makes the order by a column now, so that nobody waits for it.
    pub fn prepare(&self, column: SortColumn) {
        self.order(column);
    }

    /// The slots from one on by a column.
    fn sorted<K: Ord>(&self, from: usize, column: SortColumn, key: impl Fn(u32) -> K) -> Vec<u32> {
        let mut keyed: Vec<(K, u32)> = (from as u32..self.id.len() as u32).map(|slot| (key(slot), slot)).collect();
        // Invoices mostly come by id: then this finds nothing to do, and sorting by key alone keeps it for ties.
        keyed.sort_by(|a, b| self.compare_ids(a.1, b.1));
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        for same in keyed.chunk_by_mut(|a, b| a.0 == b.0) {
            if same.len() > 1 && self.has_texts(column) {
                same.sort_by(|a, b| self.compare_texts(column, a.1, b.1));
            }
        }
        keyed.into_iter().map(|(_, slot)| slot).collect()
    }

    fn compare_ids(&self, a: u32, b: u32) -> Ordering {
        self.id[a as usize].cmp(&self.id[b as usize]).then(a.cmp(&b))
    }

    /// Whether equal keys of a column do not mean equal values.
    fn has_texts(&self, column: SortColumn) -> bool {
        match column {
            SortColumn::Number => true,
            SortColumn::Paid => !self.paid_texts.is_empty(),
            SortColumn::Created => !self.created_texts.is_empty(),
            _ => false,
        }
    }

    fn compare_texts(&self, column: SortColumn, a: u32, b: u32) -> Ordering {
        match column {
            SortColumn::Number => self.numbers.get(a).cmp(&self.numbers.get(b)),
            // Where keys are equal both have a part of a second or neither has.
            SortColumn::Paid => self.paid_texts.get(&a).cmp(&self.paid_texts.get(&b)),
            SortColumn::Created => self.created_texts.get(&a).cmp(&self.created_texts.get(&b)),
            _ => Ordering::Equal,
        }
    }

    fn number_key(&self, slot: u32) -> u128 {
        let number = self.numbers.texts.get(slot);
        let mut start = [0; 16];
        let length = number.len().min(16);
        start[..length].copy_from_slice(&number[..length]);
        u128::from_be_bytes(start)
    }

    fn keys(&self, column: SortColumn) -> Keys<'_> {
        fn ranked<'a>(ranks: Vec<u32>, codes: &'a [u32]) -> Box<dyn Fn(u32) -> u64 + 'a> {
            Box::new(move |slot| ranks[codes[slot as usize] as usize].into())
        }
        fn short_ranked<'a>(ranks: Vec<u32>, codes: &'a [u16]) -> Box<dyn Fn(u32) -> u64 + 'a> {
            Box::new(move |slot| ranks[codes[slot as usize] as usize].into())
        }
        let by_day = |days: &[i32], slot: u32| signed(days[slot as usize].into());
        Keys::Of(match column {
            SortColumn::Number => return Keys::Numbers,
            SortColumn::Customer => ranked(self.names.ranks(), &self.name),
            SortColumn::Period => Box::new(move |slot| by_day(&self.period, slot)),
            SortColumn::Issued => Box::new(move |slot| by_day(&self.issued, slot)),
            SortColumn::Due => Box::new(move |slot| by_day(&self.due, slot)),
            SortColumn::State => short_ranked(self.state_ranks(), &self.state),
            SortColumn::Total => Box::new(|slot| signed(self.cents[slot as usize])),
            SortColumn::Id => Box::new(|slot| signed(self.id[slot as usize])),
            SortColumn::CustomerId => ranked(self.accounts.ranks(), &self.account),
            SortColumn::Paid => Box::new(|slot| signed(self.paid[slot as usize])),
            SortColumn::Created => Box::new(|slot| signed(self.created[slot as usize])),
            SortColumn::Currency => short_ranked(self.currencies.ranks(), &self.currency),
            SortColumn::CostWithoutVat => Box::new(|slot| self.net[slot as usize]),
            SortColumn::VatRate => ranked(self.vat_rates.ranks(), &self.vat_rate),
            SortColumn::VatAmount => Box::new(|slot| self.vat[slot as usize]),
            SortColumn::CreationType => short_ranked(self.creations.ranks(), &self.creation),
            SortColumn::Payments => Box::new(|slot| signed(self.payments[slot as usize].into())),
        })
    }

    /// States by where they stand in an invoice's life, unknown ones behind all.
    fn state_ranks(&self) -> Vec<u32> {
        let life = ["open", "finalized", "pending", "unpaid", "failed", "paid", "cancelled"];
        let rank = |state: &str| life.iter().position(|known| *known == state).unwrap_or(life.len()) as u32;
        (0..)
            .map_while(|code| match (code, self.states.value(code)) {
                (0, _) => Some(0),
                (_, state) => state.map(|state| rank(state)),
            })
            .collect()
    }
}

/// A signed number as one without a sign that orders alike.
fn signed(value: i64) -> u64 {
    value as u64 ^ 1 << 63
}

/// Few sorted slots put into many, which are copied in long pieces.
fn merged(many: &[u32], few: &[u32], compare: impl Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut all = Vec::with_capacity(many.len() + few.len() + many.len() / 64);
    let mut from = 0;
    for slot in few {
        let to = from + many[from..].partition_point(|other| compare(*other, *slot) == Ordering::Less);
        all.extend_from_slice(&many[from..to]);
        all.push(*slot);
        from = to;
    }
    all.extend_from_slice(&many[from..]);
    all
}
