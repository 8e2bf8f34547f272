use rusqlite::{Transaction, params};

use super::super::Result;

/// After a complete sweep: marks what is held and was not read since the run `root` began. Nothing is
/// deleted, since an invoice that vanished is exactly what somebody will ask about.
pub fn mark_missing(tx: &Transaction<'_>, root: i64, run: i64) -> Result<u64> {
    tx.execute("UPDATE invoices SET missing_run = ?2 WHERE read_run < ?1 AND missing_run IS NULL", params![root, run])?;
    let missing = tx.query_row("SELECT COUNT(*) FROM invoices WHERE missing_run IS NOT NULL", [], |row| row.get(0))?;
    Ok(missing)
}

/// How many invoices hold a value that could not be understood.
pub fn odd_values(tx: &Transaction<'_>) -> Result<u64> {
    let count =
        tx.query_row("SELECT COUNT(*) FROM invoices WHERE odd_values LIKE '%\"not_understood\"%'", [], |row| {
            row.get(0)
        })?;
    Ok(count)
}
