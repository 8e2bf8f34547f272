//! Runs of a sync: what they read, where they stand, how they ended.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Result, kept};
use crate::domain::{SyncKind, SyncOutcome, SyncPhase, SyncProgress, SyncRun};

/// Where a sweep stands that reads all pages, from the end of the list to its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The size of a page.
    pub per_page: u64,
    /// The page to read next; 0 when all are read.
    pub next_page: u64,
    /// How many invoices the server had when the sweep began.
    pub total_entries: u64,
}

impl Cursor {
    /// How many invoices, from the start of the list, were not read yet.
    pub fn unread(&self) -> u64 {
        self.next_page.saturating_mul(self.per_page).min(self.total_entries)
    }
}

/// A sweep that was begun and did not read every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSweep {
    /// The first of the runs that go on from each other: rows read since it belong to this sweep.
    pub root: i64,
    /// Why it runs.
    pub kind: SyncKind,
    /// Where it stands.
    pub cursor: Cursor,
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

/// Opens a run.
pub fn open(tx: &Transaction<'_>, kind: SyncKind, now: Timestamp, continues: Option<&OpenSweep>) -> Result<i64> {
    let cursor = continues.map(|sweep| sweep.cursor);
    tx.execute(
        "INSERT INTO sync_runs (kind, started_at, alive_at, continues, per_page, next_page, total_entries)
         VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6)",
        params![
            kind_text(kind),
            now.to_string(),
            continues.map(|sweep| sweep.root),
            cursor.map(|cursor| cursor.per_page),
            cursor.map(|cursor| cursor.next_page),
            cursor.map(|cursor| cursor.total_entries),
        ],
    )?;
    Ok(tx.last_insert_rowid())
}

/// Opens and closes a run that stands for one reading around a write. Whatever a sync read before it and writes after
/// it is older: rows carry their run, and an older one never replaces a newer one.
pub fn around_write(tx: &Transaction<'_>, now: Timestamp) -> Result<i64> {
    tx.prepare_cached(
        "INSERT INTO sync_runs (kind, started_at, alive_at, finished_at, outcome) VALUES (?1, ?2, ?2, ?2, 'done')",
    )?
    .execute(params![AROUND_WRITE, now.to_string()])?;
    Ok(tx.last_insert_rowid())
}

/// The kind of those runs, which are no syncs.
const AROUND_WRITE: &str = "write";

/// Moves the cursor.
pub fn set_cursor(tx: &Transaction<'_>, run: i64, cursor: Cursor) -> Result<()> {
    tx.prepare_cached("UPDATE sync_runs SET per_page = ?2, next_page = ?3, total_entries = ?4 WHERE id = ?1")?
        .execute(params![run, cursor.per_page, cursor.next_page, cursor.total_entries])?;
    Ok(())
}

/// Adds to the counts of a run, and says that it is alive and at what.
pub fn count(tx: &Transaction<'_>, run: i64, counts: Counts, at: &SyncProgress, now: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "UPDATE sync_runs SET added = added + ?2, changed = changed + ?3, unchanged = unchanged + ?4, alive_at = ?5,
             phase = ?6, phase_done = ?7, phase_total = ?8
         WHERE id = ?1",
    )?
    .execute(params![
        run,
        counts.added,
        counts.changed,
        counts.unchanged,
        now.to_string(),
        phase_text(at.phase),
        at.done,
        at.total
    ])?;
    Ok(())
}

/// Counts invoices whose payments were read.
pub fn count_payments(tx: &Transaction<'_>, run: i64, invoices: u64) -> Result<()> {
    tx.prepare_cached("UPDATE sync_runs SET payments_read = payments_read + ?2 WHERE id = ?1")?
        .execute(params![run, invoices])?;
    Ok(())
}

/// Notes that everything that could have changed by `fresh_at` was read, and how many the server had.
pub fn set_fresh(tx: &Transaction<'_>, run: i64, fresh_at: Timestamp, server_total: u64) -> Result<()> {
    tx.execute(
        "UPDATE sync_runs SET fresh_at = ?2, server_total = ?3 WHERE id = ?1",
        params![run, fresh_at.to_string(), server_total],
    )?;
    Ok(())
}

/// Notes that every page was read, and how many invoices are held that were on none.
pub fn set_swept(tx: &Transaction<'_>, run: i64, missing: u64, now: Timestamp) -> Result<()> {
    tx.execute(
        "UPDATE sync_runs SET swept_at = ?2, missing = ?3 WHERE id = ?1",
        params![run, now.to_string(), missing],
    )?;
    Ok(())
}

/// What a delta became when it found that it does not hold what the server has.
pub fn set_kind(tx: &Transaction<'_>, run: i64, kind: SyncKind) -> Result<()> {
    tx.execute("UPDATE sync_runs SET kind = ?2 WHERE id = ?1", params![run, kind_text(kind)])?;
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
    kept::prune(tx)
}

/// The newest sweep, when it did not read every page and a cursor says where it stands.
pub fn open_sweep(tx: &Transaction<'_>) -> Result<Option<OpenSweep>> {
    let sweep = tx
        .query_row(
            "SELECT COALESCE(continues, id), kind, per_page, next_page, total_entries, swept_at IS NOT NULL
             FROM sync_runs WHERE kind NOT IN ('delta', 'write') ORDER BY id DESC LIMIT 1",
            [],
            |row| {
                let cursor = match (row.get(2)?, row.get(3)?, row.get(4)?) {
                    (Some(per_page), Some(next_page), Some(total_entries)) => {
                        Some(Cursor { per_page, next_page, total_entries })
                    }
                    _ => None,
                };
                let (root, kind, swept): (i64, String, bool) = (row.get(0)?, row.get(1)?, row.get(5)?);
                Ok(cursor.filter(|_| !swept).map(|cursor| OpenSweep { root, kind: kind_from(&kind), cursor }))
            },
        )
        .optional()?;
    Ok(sweep.flatten())
}

/// When the newest sweep that read every page began.
pub fn last_check(tx: &Transaction<'_>) -> Result<Option<Timestamp>> {
    let began = tx
        .query_row(
            "SELECT COALESCE(root.started_at, run.started_at)
             FROM sync_runs run LEFT JOIN sync_runs root ON root.id = run.continues
             WHERE run.swept_at IS NOT NULL ORDER BY run.id DESC LIMIT 1",
            [],
            |row| time(row, 0),
        )
        .optional()?;
    Ok(began)
}

/// The newest runs first.
pub fn list(tx: &Transaction<'_>, limit: u32) -> Result<Vec<SyncRun>> {
    let mut statement = tx.prepare_cached(&format!("{SELECT} WHERE kind <> ?2 ORDER BY id DESC LIMIT ?1"))?;
    let runs = statement.query_map(params![limit, AROUND_WRITE], run_from_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(runs)
}

/// One run.
pub fn get(tx: &Transaction<'_>, id: i64) -> Result<SyncRun> {
    Ok(tx.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id], run_from_row)?)
}

/// How old the invoices are, and how many the server had then. The age is the moment at which the newest
/// run began to read what can change; `None` until every invoice was read once.
pub fn freshness(tx: &Transaction<'_>) -> Result<Option<(Timestamp, Option<u64>)>> {
    let fresh = tx
        .query_row(
            "SELECT fresh_at, server_total FROM sync_runs WHERE fresh_at IS NOT NULL ORDER BY id DESC LIMIT 1",
            [],
            |row| Ok((time(row, 0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(fresh)
}

const SELECT: &str = "SELECT id, kind, started_at, finished_at, outcome, added, changed, unchanged, missing,
    payments_read, requests, bytes, phase, phase_done, phase_total, error FROM sync_runs";

fn run_from_row(row: &Row<'_>) -> rusqlite::Result<SyncRun> {
    let finished: Option<String> = row.get(3)?;
    let (kind, outcome): (String, String) = (row.get(1)?, row.get(4)?);
    let phase: Option<String> = row.get(12)?;
    Ok(SyncRun {
        id: row.get(0)?,
        kind: kind_from(&kind),
        started_at: time(row, 2)?,
        finished_at: finished.map(|_| time(row, 3)).transpose()?,
        outcome: outcome_from(&outcome),
        added: row.get(5)?,
        changed: row.get(6)?,
        unchanged: row.get(7)?,
        missing: row.get(8)?,
        payments_read: row.get(9)?,
        requests: row.get(10)?,
        bytes: row.get(11)?,
        phase: phase.as_deref().and_then(phase_from),
        phase_done: row.get(13)?,
        phase_total: row.get(14)?,
        error: row.get(15)?,
    })
}

pub(super) fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    let text: String = row.get(column)?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn kind_text(kind: SyncKind) -> &'static str {
    match kind {
        SyncKind::First => "first",
        SyncKind::Delta => "delta",
        SyncKind::Check => "check",
        SyncKind::Full => "full",
    }
}

fn kind_from(text: &str) -> SyncKind {
    match text {
        "first" => SyncKind::First,
        "delta" => SyncKind::Delta,
        "full" => SyncKind::Full,
        _ => SyncKind::Check,
    }
}

const PHASES: [(SyncPhase, &str); 7] = [
    (SyncPhase::Starting, "starting"),
    (SyncPhase::Live, "live"),
    (SyncPhase::Invoices, "invoices"),
    (SyncPhase::Accounts, "accounts"),
    (SyncPhase::Payments, "payments"),
    (SyncPhase::Verifying, "verifying"),
    (SyncPhase::Writing, "writing"),
];

fn phase_text(phase: SyncPhase) -> &'static str {
    PHASES.iter().find(|(one, _)| *one == phase).map_or("starting", |(_, text)| text)
}

fn phase_from(text: &str) -> Option<SyncPhase> {
    PHASES.iter().find(|(_, word)| *word == text).map(|(phase, _)| *phase)
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
