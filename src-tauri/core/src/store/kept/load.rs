//! From rows to columns.

use rusqlite::{Row, Transaction, types::ValueRef};

use super::{
    super::{Result, text_ids},
    touched,
};
use crate::{
    domain::SortColumn,
    index::{Entry, Index, Unfit},
};

/// So many invoices are read again while somebody waits; for more the index is loaded anew in the background.
const MOST_AT_ONCE: i64 = 100_000;

/// Whether a value fitted.
type Fits = std::result::Result<(), Unfit>;

/// An index and the state of the file it is of.
pub(super) struct Loaded {
    index: Index,
    /// The newest line of the log in that state.
    seq: i64,
}

/// How bringing an index up to date ended.
pub(super) enum CaughtUp {
    Yes,
    /// It is too far behind.
    Reload,
    /// Something does not fit into it.
    Unfit,
}

impl Loaded {
    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// Whether it is of the state that a transaction reads.
    pub(super) fn is_current(&self, tx: &Transaction<'_>) -> Result<bool> {
        Ok(touched::newest(tx)? == self.seq)
    }

    /// Brings it to the state that a transaction reads, which must not be an earlier one. After anything but `Yes` it
    /// must not be used any more.
    pub(super) fn catch_up(&mut self, tx: &Transaction<'_>) -> Result<CaughtUp> {
        let newest = touched::newest(tx)?;
        if newest == self.seq {
            return Ok(CaughtUp::Yes);
        }
        if newest < self.seq {
            // Another file in its place.
            return Ok(CaughtUp::Reload);
        }
        let Some(ranges) = touched::since(tx, self.seq, MOST_AT_ONCE)? else { return Ok(CaughtUp::Reload) };
        let ids: Vec<i64> = ranges.iter().flat_map(|(first, last)| *first..=*last).collect();
        self.index.remove(&ids);
        if add_texts(&mut self.index, tx, &|| false)?.is_err() || add_rows(&mut self.index, tx, &ranges)?.is_err() {
            return Ok(CaughtUp::Unfit);
        }
        self.index.settle();
        self.seq = newest;
        Ok(CaughtUp::Yes)
    }
}

/// Reads everything. `None` when something does not fit, or it was stopped.
pub(super) fn load(tx: &Transaction<'_>, stopped: &dyn Fn() -> bool) -> Result<Option<Loaded>> {
    let seq = touched::newest(tx)?;
    let mut index = Index::default();
    if add_texts(&mut index, tx, stopped)?.is_err() {
        return Ok(None);
    }
    let mut statement = tx.prepare(&format!("{SELECT} ORDER BY id"))?;
    let mut rows = statement.query([])?;
    let mut texts = Vec::new();
    while let Some(row) = rows.next()? {
        if index.len().is_multiple_of(1024) && stopped() || add_row(&mut index, row, &mut texts)?.is_err() {
            return Ok(None);
        }
    }
    index.settle();
    for column in [SortColumn::Number, SortColumn::Id] {
        index.prepare(column);
    }
    Ok(Some(Loaded { index, seq }))
}

const SELECT: &str = "SELECT id, state, currency, cost_cents, period_from, issued_on, due_on, paid_at, created_at,
        buyer_account_id, buyer_folded, friendly_id, CAST(cost_without_vat AS REAL), CAST(vat_rate AS REAL),
        CAST(vat_amount AS REAL), creation_type, payment_transactions_count, text_ids, payment_text_ids
    FROM invoices";

/// The texts that came since the last one it has: none ever changes.
fn add_texts(index: &mut Index, tx: &Transaction<'_>, stopped: &dyn Fn() -> bool) -> Result<Fits> {
    let mut statement = tx.prepare_cached("SELECT id, folded FROM texts WHERE id >= ?1 ORDER BY id")?;
    let mut rows = statement.query([index.next_text()])?;
    while let Some(row) = rows.next()? {
        let folded = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        if index.next_text() % 1024 == 0 && stopped() || index.add_text(row.get(0)?, folded).is_err() {
            return Ok(Err(Unfit));
        }
    }
    Ok(Ok(()))
}

fn add_rows(index: &mut Index, tx: &Transaction<'_>, ranges: &[(i64, i64)]) -> Result<Fits> {
    let mut statement = tx.prepare_cached(&format!("{SELECT} WHERE id BETWEEN ?1 AND ?2 ORDER BY id"))?;
    let mut texts = Vec::new();
    for range in ranges {
        let mut rows = statement.query(*range)?;
        while let Some(row) = rows.next()? {
            if add_row(index, row, &mut texts)?.is_err() {
                return Ok(Err(Unfit));
            }
        }
    }
    Ok(Ok(()))
}

fn add_row(index: &mut Index, row: &Row<'_>, texts: &mut Vec<i64>) -> Result<Fits> {
    texts.clear();
    for column in [17, 18] {
        if let ValueRef::Blob(packed) = row.get_ref(column)? {
            texts.extend(text_ids::unpack(packed));
        }
    }
    let entry = Entry {
        id: row.get(0)?,
        state: text(row, 1)?,
        currency: optional(row, 2)?,
        cents: row.get(3)?,
        period_from: text(row, 4)?,
        issued_on: optional(row, 5)?,
        due_on: optional(row, 6)?,
        paid_at: optional(row, 7)?,
        created_at: optional(row, 8)?,
        account: row.get(9)?,
        name: text(row, 10)?,
        number: optional(row, 11)?,
        net: row.get(12)?,
        vat_rate: row.get(13)?,
        vat: row.get(14)?,
        creation_type: optional(row, 15)?,
        payments: row.get(16)?,
        texts,
    };
    Ok(index.add(&entry))
}

fn text<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a str> {
    Ok(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)
}

fn optional<'a>(row: &'a Row<'_>, column: usize) -> Result<Option<&'a str>> {
    Ok(row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)?)
}
