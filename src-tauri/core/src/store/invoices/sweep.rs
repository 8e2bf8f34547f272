//! What a sync asks about the rows it wrote.

use rusqlite::{Transaction, params};

use super::super::Result;

/// The condition for an invoice that can still change, as the index on it is written.
const LIVE: &str = "state NOT IN ('paid', 'cancelled')";

/// After a complete sweep: marks what is held and was not read since the run `root` began. Nothing is
/// deleted, since an invoice that vanished is exactly what somebody will ask about.
pub fn mark_missing(tx: &Transaction<'_>, root: i64, run: i64) -> Result<u64> {
    tx.execute("UPDATE invoices SET missing_run = ?2 WHERE read_run < ?1 AND missing_run IS NULL", params![root, run])?;
    let missing = tx.query_row("SELECT COUNT(*) FROM invoices WHERE missing_run IS NOT NULL", [], |row| row.get(0))?;
    Ok(missing)
}

/// Marks one invoice that the server says it does not have.
pub fn mark_one_missing(tx: &Transaction<'_>, id: i64, run: i64) -> Result<()> {
    tx.prepare_cached("UPDATE invoices SET missing_run = ?2 WHERE id = ?1 AND missing_run IS NULL")?
        .execute(params![id, run])?;
    Ok(())
}

/// How many invoices are held that the server is not known to lack: what its count is compared with.
pub fn count_present(tx: &Transaction<'_>) -> Result<u64> {
    Ok(tx.query_row("SELECT COUNT(*) FROM invoices WHERE missing_run IS NULL", [], |row| row.get(0))?)
}

/// Invoices that could still change when they were last read, and that `run` has not read: with their
/// place in the server's list, from 0, which is their place among all that is held.
pub fn left_live(tx: &Transaction<'_>, run: i64) -> Result<Vec<(i64, u64)>> {
    let unread = format!("SELECT id FROM invoices WHERE {LIVE} AND read_run < ?1 AND missing_run IS NULL");
    let any: bool = tx.prepare_cached(&format!("SELECT EXISTS ({unread})"))?.query_row([run], |row| row.get(0))?;
    if !any {
        return Ok(Vec::new());
    }
    let mut statement = tx.prepare_cached(&format!(
        "SELECT id, place FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM invoices
                                WHERE missing_run IS NULL)
         WHERE id IN ({unread}) ORDER BY id DESC"
    ))?;
    let left = statement.query_map([run], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(left)
}

/// The words of states, besides those the Billing API documents, in which invoices are held.
pub fn unknown_states(tx: &Transaction<'_>) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached(
        "SELECT DISTINCT state FROM invoices
         WHERE state NOT IN ('open', 'finalized', 'pending', 'unpaid', 'failed', 'paid', 'cancelled')",
    )?;
    let states = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(states)
}

/// How many invoices hold a value that could not be understood.
pub fn odd_values(tx: &Transaction<'_>) -> Result<u64> {
    let count =
        tx.query_row("SELECT COUNT(*) FROM invoices WHERE odd_values LIKE '%\"not_understood\"%'", [], |row| {
            row.get(0)
        })?;
    Ok(count)
}
