//! The log of what changed. Updates and deletions are noted by triggers. Additions are noted by whoever ends a
//! transaction, from what SQLite tells the connection, so that no writer can forget it.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, Transaction, hooks::Action};

use super::super::Result;

/// How many lines of the log stay after a sync: a window that was not looked at for longer loads anew.
const KEPT_LINES: i64 = 100_000;

/// Ids of invoices added in the transaction that is open.
#[derive(Clone, Default)]
pub(in crate::store) struct Added(Arc<Mutex<Vec<i64>>>);

impl Added {
    /// Listens to a connection.
    pub(in crate::store) fn listen(connection: &Connection) -> Result<Self> {
        let added = Self::default();
        let ids = Arc::clone(&added.0);
        connection.update_hook(Some(move |action, _: &str, table: &str, id| {
            if action == Action::SQLITE_INSERT && table == "invoices" {
                ids.lock().unwrap_or_else(PoisonError::into_inner).push(id);
            }
        }))?;
        Ok(added)
    }

    /// What was heard since the last time.
    pub(in crate::store) fn take(&self) -> Vec<i64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Notes added invoices, those side by side in one line.
pub(in crate::store) fn note_added(tx: &Transaction<'_>, mut ids: Vec<i64>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    ids.sort_unstable();
    let mut insert = tx.prepare_cached("INSERT INTO touched (first, last) VALUES (?1, ?2)")?;
    for run in ids.chunk_by(|a, b| b.abs_diff(*a) <= 1) {
        insert.execute([run[0], run[run.len() - 1]])?;
    }
    Ok(())
}

/// The number of the newest line.
pub(in crate::store) fn newest(tx: &Transaction<'_>) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(seq), 0) FROM touched";
    Ok(tx.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// The invoices noted after a line, as ranges that do not overlap; `None` when lines are missing or it is many.
pub(super) fn since(tx: &Transaction<'_>, seq: i64, most: i64) -> Result<Option<Vec<(i64, i64)>>> {
    let mut statement = tx.prepare_cached("SELECT seq, first, last FROM touched WHERE seq > ?1 ORDER BY seq")?;
    let mut rows = statement.query([seq])?;
    let mut noted: Vec<(i64, i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(0)? != seq + noted.len() as i64 + 1 || noted.len() as i64 >= most {
            return Ok(None);
        }
        noted.push((row.get(1)?, row.get(2)?));
    }
    noted.sort_unstable();
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for (first, last) in noted {
        match ranges.last_mut() {
            Some(range) if first <= range.1.saturating_add(1) => range.1 = range.1.max(last),
            _ => ranges.push((first, last)),
        }
    }
    let width = ranges.iter().fold(0_u64, |sum, (first, last)| sum.saturating_add(last.abs_diff(*first) + 1));
    Ok((width <= most as u64).then_some(ranges))
}

/// Shortens the log. Its newest line always stays.
pub(in crate::store) fn prune(tx: &Transaction<'_>) -> Result<()> {
    tx.execute("DELETE FROM touched WHERE seq <= (SELECT MAX(seq) FROM touched) - ?1", [KEPT_LINES])?;
    Ok(())
}

/// For a file that takes the place of another one whose newest line is given: a line so far behind the lines of both that
/// what was held of either is seen to be of another past, also by programs that have the file open.
pub(in crate::store) fn start_anew(file: &Connection, newest: i64) -> rusqlite::Result<()> {
    /// More than is written before the files change places, if anything is.
    const FAR: i64 = 1_000_000;
    let sql = "INSERT INTO touched (seq, first, last)
               SELECT MAX(?1, COALESCE(MAX(seq), 0)) + ?2, 0, 0 FROM touched";
    file.execute(sql, [newest, FAR]).map(drop)
}
