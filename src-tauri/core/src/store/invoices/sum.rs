//! Adding up exactly, and what is added up by.

use std::ops::AddAssign;

use jiff::civil::Date;
use rusqlite::Transaction;
use rust_decimal::Decimal;

use super::{
    super::{Error, Result},
    list::totals,
};
use crate::domain::{CustomerKey, Figure, InvoiceFilter, State};

/// A count and a sum of cents.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) count: u64,
    cents: i128,
    /// One of the totals does not fit into its column of cents.
    beyond: bool,
}

impl Sum {
    /// Adds one invoice by its column of cents.
    pub(super) fn add(&mut self, cents: i64) {
        *self += Self { count: 1, cents: cents.into(), beyond: cents.unsigned_abs() == i64::MAX.unsigned_abs() };
    }

    /// What was added up by the database in two parts, see [`totals`].
    pub(super) fn of_parts(count: u64, cents: i128, largest: i64) -> Self {
        Self { count, cents, beyond: largest == i64::MAX }
    }

    /// By its number, to sort by.
    pub(super) fn cents(&self) -> i128 {
        self.cents
    }

    /// The figure, found again by a filter that has a currency.
    pub(super) fn figure(&self, tx: &Transaction<'_>, filter: InvoiceFilter, today: Date) -> Result<Figure> {
        let amount = match self.beyond {
            false => Decimal::from_i128_with_scale(self.cents, 2),
            true => exact(tx, &filter, today)?,
        };
        Ok(Figure { count: self.count, amount, filter })
    }
}

/// From the texts, where a total does not fit into cents.
fn exact(tx: &Transaction<'_>, filter: &InvoiceFilter, today: Date) -> Result<Decimal> {
    let totals = totals(tx, filter, today)?.totals;
    let sum = totals.iter().try_fold(Decimal::ZERO, |sum, total| sum.checked_add(total.cost));
    sum.ok_or_else(|| Error::Value("a total is out of range".to_owned()))
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.count += other.count;
        self.cents += other.cents;
        self.beyond |= other.beyond;
    }
}

/// The states of all that is not cancelled, unknown ones among them.
pub(super) fn not_cancelled(unknown: impl IntoIterator<Item = State>) -> Vec<State> {
    State::ALL.into_iter().filter(|state| *state != State::Cancelled).chain(unknown).collect()
}

/// Issued, not paid and not cancelled.
pub(super) fn outstanding() -> Vec<State> {
    vec![State::Pending, State::Unpaid, State::Failed]
}

/// How a filter names the currency of a column; a column without one is found by the empty text.
pub(super) fn named(currency: Option<&str>) -> Option<String> {
    Some(currency.unwrap_or_default().to_owned())
}

/// What customers are told apart by: the account, or the folded name on invoices without one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Customer {
    Account(i64),
    Named(String),
}

impl Customer {
    /// Of the columns `buyer_account_id` and `buyer_folded`.
    pub(super) fn of(account: Option<i64>, folded: &str) -> Self {
        account.map_or_else(|| Self::Named(folded.to_owned()), Self::Account)
    }

    /// The account id.
    pub(super) fn id(&self) -> Option<i64> {
        match self {
            Self::Account(id) => Some(*id),
            Self::Named(_) => None,
        }
    }

    /// As a filter has it. A name is given as invoices write it: folding it gives the same again.
    pub(super) fn key(&self, name: Option<&str>) -> CustomerKey {
        match self {
            Self::Account(id) => CustomerKey { id: Some(*id), name: None },
            Self::Named(_) => CustomerKey { id: None, name: Some(name.unwrap_or_default().to_owned()) },
        }
    }

    /// The same invoices, of this customer only.
    pub(super) fn only(&self, name: Option<&str>, filter: InvoiceFilter) -> InvoiceFilter {
        match self {
            Self::Account(id) => InvoiceFilter { buyer_id: Some(*id), ..filter },
            Self::Named(_) => InvoiceFilter { customers: Some(vec![self.key(name)]), ..filter },
        }
    }
}
