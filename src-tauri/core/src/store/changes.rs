//! The ledger: every change a sync saw, field by field. Rows are only ever added.

use jiff::Timestamp;
use rusqlite::{Row, Transaction, params};
use serde_json::Value;

use super::{Error, Result, sync_runs::time};
use crate::domain::{Change, Difference, State};

/// Adds what `run` saw of an invoice at `now`.
pub(super) fn add(tx: &Transaction<'_>, invoice: i64, run: i64, now: &str, differences: &[Difference]) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO changes (invoice_id, run, seen_at, field, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for difference in differences {
        insert.execute(params![
            invoice,
            run,
            now,
            difference.field,
            text(&difference.before),
            text(&difference.after)
        ])?;
    }
    Ok(())
}

/// What changed on an invoice, the newest first.
pub fn of_invoice(tx: &Transaction<'_>, invoice: i64) -> Result<Vec<Change>> {
    let mut statement = tx.prepare_cached(&format!("{SELECT} WHERE invoice_id = ?1 ORDER BY changes.id DESC"))?;
    let rows = statement.query([invoice])?;
    collect(rows)
}

/// What changed since a moment, in the order it was seen.
pub fn since(tx: &Transaction<'_>, since: Timestamp) -> Result<Vec<Change>> {
    let mut statement = tx.prepare_cached(&format!("{SELECT} WHERE seen_at >= ?1 ORDER BY changes.id"))?;
    let rows = statement.query([comparable(since)])?;
    collect(rows)
}

/// Invoices that `run` saw come into a state, or come as new ones in it, and that are still in it, the newest first: their
/// number and customer.
pub fn came_into(tx: &Transaction<'_>, run: i64, state: &State) -> Result<Vec<(Option<String>, Option<String>)>> {
    let mut statement = tx.prepare_cached(
        "SELECT DISTINCT invoices.id, friendly_id, org_name
         FROM changes JOIN invoices ON invoices.id = invoice_id JOIN parties ON parties.id = buyer
         WHERE run = ?1 AND field = 'state' AND after = ?2 AND invoices.state = ?3 ORDER BY invoices.id DESC",
    )?;
    let json = Value::String(state.to_string()).to_string();
    let rows = statement.query_map(params![run, json, state.as_str()], |row| Ok((row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Moments as text that sorts like the moments do.
pub(super) fn comparable(moment: Timestamp) -> String {
    format!("{moment:.6}")
}

const SELECT: &str = "SELECT invoice_id, friendly_id, field, before, after, run, seen_at
    FROM changes JOIN invoices ON invoices.id = invoice_id";

fn collect(mut rows: rusqlite::Rows<'_>) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(Change {
            invoice_id: row.get(0)?,
            friendly_id: row.get(1)?,
            field: row.get(2)?,
            before: value(row, 3)?,
            after: value(row, 4)?,
            run: row.get(5)?,
            seen_at: time(row, 6)?,
        });
    }
    Ok(changes)
}

fn text(value: &Value) -> Option<String> {
    (!value.is_null()).then(|| value.to_string())
}

fn value(row: &Row<'_>, column: usize) -> Result<Value> {
    let text: Option<String> = row.get(column)?;
    let parsed = text.map(|text| serde_json::from_str(&text)).transpose();
    parsed.map(Option::unwrap_or_default).map_err(|error| Error::Value(error.to_string()))
}
