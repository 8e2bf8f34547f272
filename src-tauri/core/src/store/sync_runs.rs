//! Runs of a sync: what they read, where they stand, how they ended.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::Result;
use crate::domain::{SyncOutcome, SyncRun};

/// Where a run that reads all pages stands. Pages go from the last to the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The size of a page.
    pub per_page: u64,
    /// The page to read next; 0 when all are read.
    pub next_page: u64,
    /// How many invoices the server had when the run began.
    pub total_entries: u64,
}

/// A run that did not end and can be gone on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenRun {
    /// The run.
    pub id: i64,
    /// The first of the runs that go on from each other: rows read since it are current.
    pub root: i64,
    /// Whether it reads payments again that did not change.
    pub full: bool,
    /// When its root began.
    pub started_at: Timestamp,
    /// Where it stands; absent when it read nothing yet.
    pub cursor: Option<Cursor>,
}

/// What a page or a payment adds to the counts of its run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not held before.
    pub added: u64,
    /// Different from what was held.
    pub changed: u64,
    /// As held.
    pub unchanged: u64,
}

/// The kind of a run that reads everything again.
const FULL: &str = "full";

/// Opens a run.
pub fn open(tx: &Transaction<'_>, full: bool, now: Timestamp, continues: Option<&OpenRun>) -> Result<i64> {
    let kind = if full { FULL } else { "sync" };
    tx.execute(
        "INSERT INTO sync_runs (kind, started_at, alive_at, continues, per_page, next_page, total_entries)
         VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6)",
        params![
            kind,
            now.to_string(),
            continues.map(|run| run.root),
            continues.and_then(|run| run.cursor).map(|cursor| cursor.per_page),
            continues.and_then(|run| run.cursor).map(|cursor| cursor.next_page),
            continues.and_then(|run| run.cursor).map(|cursor| cursor.total_entries),
        ],
    )?;
    Ok(tx.last_insert_rowid())
}

/// Moves the cursor.
pub fn set_cursor(tx: &Transaction<'_>, run: i64, cursor: Cursor) -> Result<()> {
    tx.prepare_cached("UPDATE sync_runs SET per_page = ?2, next_page = ?3, total_entries = ?4 WHERE id = ?1")?
        .execute(params![run, cursor.per_page, cursor.next_page, cursor.total_entries])?;
    Ok(())
}

/// Adds to the counts of a run.
pub fn count(tx: &Transaction<'_>, run: i64, counts: Counts, now: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "UPDATE sync_runs SET added = added + ?2, changed = changed + ?3, unchanged = unchanged + ?4, alive_at = ?5
         WHERE id = ?1",
    )?
    .execute(params![run, counts.added, counts.changed, counts.unchanged, now.to_string()])?;
    Ok(())
}

/// Counts an invoice whose payments were read.
pub fn count_payments(tx: &Transaction<'_>, run: i64, invoices: u64, now: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE sync_runs SET payments_read = payments_read + ?2, alive_at = ?3 WHERE id = ?1")?
        .execute(params![run, invoices, now.to_string()])?;
    Ok(())
}

/// Closes a run.
pub fn close(
    tx: &Transaction<'_>,
    run: i64,
    outcome: SyncOutcome,
    error: Option<&str>,
    (requests, bytes): (u64, u64),
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "UPDATE sync_runs SET outcome = ?2, error = ?3, requests = ?4, bytes = ?5, finished_at = ?6, alive_at = ?6
         WHERE id = ?1",
        params![run, outcome_text(outcome), error, requests, bytes, now.to_string()],
    )?;
    Ok(())
}

/// Notes how many invoices are held that the complete sweep did not find.
pub fn set_missing(tx: &Transaction<'_>, run: i64, missing: u64) -> Result<()> {
    tx.execute("UPDATE sync_runs SET missing = ?2 WHERE id = ?1", params![run, missing])?;
    Ok(())
}

/// The newest run, when it did not reach its end.
pub fn open_run(tx: &Transaction<'_>) -> Result<Option<OpenRun>> {
    let run = tx
        .query_row(
            "SELECT run.id, COALESCE(root.id, run.id), COALESCE(root.started_at, run.started_at), run.per_page,
                    run.next_page, run.total_entries, run.outcome, run.kind
             FROM sync_runs run LEFT JOIN sync_runs root ON root.id = run.continues
             ORDER BY run.id DESC LIMIT 1",
            [],
            |row| {
                let cursor = match (row.get(3)?, row.get(4)?, row.get(5)?) {
                    (Some(per_page), Some(next_page), Some(total_entries)) => {
                        Some(Cursor { per_page, next_page, total_entries })
                    }
                    _ => None,
                };
                let full = row.get::<_, String>(7)? == FULL;
                let run = OpenRun { id: row.get(0)?, root: row.get(1)?, full, started_at: time(row, 2)?, cursor };
                Ok((run, row.get::<_, String>(6)?))
            },
        )
        .optional()?;
    Ok(run.filter(|(_, outcome)| outcome != outcome_text(SyncOutcome::Done)).map(|(run, _)| run))
}

/// The newest runs first.
pub fn list(tx: &Transaction<'_>, limit: u32) -> Result<Vec<SyncRun>> {
    let mut statement = tx.prepare_cached(&format!("{SELECT} ORDER BY id DESC LIMIT ?1"))?;
    let runs = statement.query_map([limit], run_from_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(runs)
}

/// One run.
pub fn get(tx: &Transaction<'_>, id: i64) -> Result<SyncRun> {
    Ok(tx.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id], run_from_row)?)
}

/// How old the data is after the newest complete run, and how many invoices the server had then. The
/// age is that of the first page read: for a run that went on from another, when that one began.
pub fn last_done(tx: &Transaction<'_>) -> Result<Option<(Timestamp, Option<u64>)>> {
    let done = tx
        .query_row(
            "SELECT COALESCE(root.started_at, run.started_at), run.total_entries
             FROM sync_runs run LEFT JOIN sync_runs root ON root.id = run.continues
             WHERE run.outcome = 'done' ORDER BY run.id DESC LIMIT 1",
            [],
            |row| Ok((time(row, 0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(done)
}

const SELECT: &str = "SELECT id, kind, started_at, finished_at, outcome, added, changed, unchanged, missing,
    payments_read, requests, bytes, error FROM sync_runs";

fn run_from_row(row: &Row<'_>) -> rusqlite::Result<SyncRun> {
    let finished: Option<String> = row.get(3)?;
    Ok(SyncRun {
        id: row.get(0)?,
        kind: row.get(1)?,
        started_at: time(row, 2)?,
        finished_at: finished.and_then(|text| text.parse().ok()),
        outcome: outcome_from(&row.get::<_, String>(4)?),
        added: row.get(5)?,
        changed: row.get(6)?,
        unchanged: row.get(7)?,
        missing: row.get(8)?,
        payments_read: row.get(9)?,
        requests: row.get(10)?,
        bytes: row.get(11)?,
        error: row.get(12)?,
    })
}

pub(super) fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    let text: String = row.get(column)?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn outcome_text(outcome: SyncOutcome) -> &'static str {
    match outcome {
        SyncOutcome::Unfinished => "unfinished",
        SyncOutcome::Done => "done",
        SyncOutcome::Stopped => "stopped",
        SyncOutcome::Offline => "offline",
        SyncOutcome::Failed => "failed",
    }
}

fn outcome_from(text: &str) -> SyncOutcome {
    match text {
        "done" => SyncOutcome::Done,
        "stopped" => SyncOutcome::Stopped,
        "offline" => SyncOutcome::Offline,
        "failed" => SyncOutcome::Failed,
        _ => SyncOutcome::Unfinished,
    }
}
