//! The journal of writes: what people changed or want to change, and what became of it.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params, params_from_iter, types::Value};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Error, Result, sync_runs::time};
use crate::domain::{Difference, Invoice, JournalEntry, Write, WriteStatus};

/// What the server had right before a write was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// The invoice, its payments included.
    Invoice(Box<Invoice>),
    /// For one that is to be made: the ids of the customer's invoices of the month.
    Customer {
        /// The ids.
        invoice_ids: Vec<i64>,
    },
}

/// A line of the journal with what only the program needs.
#[derive(Clone, Debug)]
pub struct Line {
    /// What is shown.
    pub entry: JournalEntry,
    /// The invoice as the person saw it.
    pub seen: Option<Invoice>,
    /// What the server had right before it was sent.
    pub before: Option<Before>,
    /// The invoice could not be read after it.
    pub unread: bool,
    /// The line that has to have happened before it is sent.
    pub follows: Option<i64>,
}

/// What somebody wants to change.
pub struct Asked<'a> {
    /// What.
    pub write: &'a Write,
    /// The invoice as they saw it.
    pub seen: Option<&'a Invoice>,
    /// Who.
    pub person: &'a str,
    /// The line that has to have happened before.
    pub follows: Option<i64>,
}

/// What became of a write.
pub struct Settled<'a> {
    /// In a word.
    pub status: WriteStatus,
    /// In a sentence.
    pub outcome: &'a str,
    /// The invoice, where it is known only now.
    pub invoice_id: Option<i64>,
    /// What reading showed to be different.
    pub differences: &'a [Difference],
    /// The run under which that is kept.
    pub run: Option<i64>,
    /// The invoice could not be read.
    pub unread: bool,
}

/// Writes down a draft and gives its number.
pub fn add_draft(tx: &Transaction<'_>, asked: &Asked<'_>, now: Timestamp) -> Result<i64> {
    add(tx, asked, WriteStatus::Draft, None, now)
}

/// Writes down what is about to be sent and gives its number.
pub fn add_sending(tx: &Transaction<'_>, asked: &Asked<'_>, before: &Before, now: Timestamp) -> Result<i64> {
    add(tx, asked, WriteStatus::Sending, Some(before), now)
}

fn add(
    tx: &Transaction<'_>,
    asked: &Asked<'_>,
    status: WriteStatus,
    before: Option<&Before>,
    now: Timestamp,
) -> Result<i64> {
    let sent_at = before.map(|_| now.to_string());
    tx.prepare_cached(
        "INSERT INTO write_journal (write, invoice_id, status, person, prepared_at, sent_at, seen, before, follows)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        json(asked.write)?,
        asked.write.invoice_id(),
        status.as_str(),
        asked.person,
        now.to_string(),
        sent_at,
        asked.seen.map(json).transpose()?,
        before.map(json).transpose()?,
        asked.follows,
    ])?;
    Ok(tx.last_insert_rowid())
}

/// A draft is about to be sent; false when it is none any more.
pub fn set_sending(tx: &Transaction<'_>, id: i64, before: &Before, now: Timestamp) -> Result<bool> {
    let set = tx
        .prepare_cached(
            "UPDATE write_journal SET status = 'sending', sent_at = ?2, before = ?3 WHERE id = ?1 AND status = 'draft'",
        )?
        .execute(params![id, now.to_string(), json(before)?])?;
    Ok(set > 0)
}

/// Keeps the server's answer.
pub fn set_answer(tx: &Transaction<'_>, id: i64, status: Option<u16>, words: Option<&str>) -> Result<()> {
    tx.prepare_cached("UPDATE write_journal SET answer_status = ?2, answer = ?3 WHERE id = ?1")?
        .execute(params![id, status, words])?;
    Ok(())
}

/// Keeps what became of a write.
pub fn settle(tx: &Transaction<'_>, id: i64, settled: &Settled<'_>, now: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "UPDATE write_journal SET status = ?2, outcome = ?3, invoice_id = COALESCE(?4, invoice_id), differences = ?5,
             unread = ?6, settled_at = ?7, run = ?8
         WHERE id = ?1",
    )?
    .execute(params![
        id,
        settled.status.as_str(),
        settled.outcome,
        settled.invoice_id,
        json(settled.differences)?,
        settled.unread,
        now.to_string(),
        settled.run,
    ])?;
    Ok(())
}

/// Throws a draft away, and those that could only be sent after it; false when it is none any more.
pub fn discard(tx: &Transaction<'_>, id: i64, now: Timestamp) -> Result<bool> {
    let discarded = tx
        .prepare_cached(
            "UPDATE write_journal SET status = 'discarded', settled_at = ?2 WHERE id = ?1 AND status = 'draft'",
        )?
        .execute(params![id, now.to_string()])?;
    discard_what_follows(tx, id, "What it was to follow was thrown away.", now)?;
    Ok(discarded > 0)
}

/// Throws away the drafts that could only be sent after a line that did not happen: the rest of an edit, and what was
/// prepared for an invoice that was not made.
pub fn discard_what_follows(tx: &Transaction<'_>, id: i64, why: &str, now: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "UPDATE write_journal SET status = 'discarded', settled_at = ?2, outcome = ?3
         WHERE status = 'draft' AND (follows = ?1 OR invoice_id = -?1)",
    )?
    .execute(params![id, now.to_string(), why])?;
    Ok(())
}

/// Sets what a draft goes by from now on, and what it is about where that is known only now.
pub fn rebase(tx: &Transaction<'_>, id: i64, write: &Write, seen: &Invoice) -> Result<()> {
    tx.prepare_cached(
        "UPDATE write_journal SET write = ?2, invoice_id = ?3, seen = ?4 WHERE id = ?1 AND status = 'draft'",
    )?
    .execute(params![id, json(write)?, write.invoice_id(), json(seen)?])?;
    Ok(())
}

/// One line.
pub fn get(tx: &Transaction<'_>, id: i64) -> Result<Option<Line>> {
    let mut statement = tx.prepare_cached(&format!("{SELECT} WHERE journal.id = ?1"))?;
    let line = statement.query_row([id], |row| Ok(line(row))).optional()?;
    line.transpose()
}

/// Lines that are to be looked at again: not settled, or settled without reading the invoice; oldest first.
pub fn open(tx: &Transaction<'_>) -> Result<Vec<Line>> {
    lines(tx, "journal.status IN ('sending', 'unknown') OR journal.unread", Vec::new())
}

/// The drafts of an invoice, oldest first.
pub fn drafts_of(tx: &Transaction<'_>, invoice: i64) -> Result<Vec<Line>> {
    lines(tx, "journal.status = 'draft' AND journal.invoice_id = ?1", vec![invoice.into()])
}

/// Whether a charge of an invoice happened, as far as the journal knows; a person may have said so of one that left no
/// payment.
pub fn was_charged(tx: &Transaction<'_>, invoice: i64) -> Result<bool> {
    let mut charged = tx.prepare_cached(
        "SELECT 1 FROM write_journal
         WHERE invoice_id = ?1 AND status = 'done' AND json_extract(write, '$.action') = 'charge'",
    )?;
    Ok(charged.exists([invoice])?)
}

/// Whether it is not known what became of a change of an invoice.
pub fn is_unsettled(tx: &Transaction<'_>, invoice: i64) -> Result<bool> {
    let mut unsettled =
        tx.prepare_cached("SELECT 1 FROM write_journal WHERE invoice_id = ?1 AND status IN ('sending', 'unknown')")?;
    Ok(unsettled.exists([invoice])?)
}

/// What waits about an invoice: drafts, and what is not settled or not read after it was; oldest first.
pub fn waiting_of(tx: &Transaction<'_>, invoice: i64) -> Result<Vec<JournalEntry>> {
    let condition = "journal.invoice_id = ?1 AND (journal.status IN ('draft', 'sending', 'unknown') OR journal.unread)";
    Ok(lines(tx, condition, vec![invoice.into()])?.into_iter().map(|line| line.entry).collect())
}

fn lines(tx: &Transaction<'_>, condition: &str, parameters: Vec<Value>) -> Result<Vec<Line>> {
    let mut statement = tx.prepare_cached(&format!("{SELECT} WHERE {condition} ORDER BY journal.id"))?;
    let mut rows = statement.query(params_from_iter(parameters))?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(line(row)?);
    }
    Ok(lines)
}

/// Which lines.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// Only those of this invoice.
    pub invoice: Option<i64>,
    /// Only in these states; in all when empty.
    pub statuses: Vec<WriteStatus>,
    /// How many to skip.
    pub offset: u32,
    /// How many to give at most.
    pub limit: u32,
}

/// Lines as they are shown, the newest first.
pub fn list(tx: &Transaction<'_>, which: &Which) -> Result<Vec<JournalEntry>> {
    let mut parameters: Vec<Value> =
        vec![which.invoice.map_or(Value::Null, Value::Integer), which.limit.into(), which.offset.into()];
    let statuses: Vec<String> = which
        .statuses
        .iter()
        .map(|status| {
            parameters.push(Value::Text(status.as_str().to_owned()));
            format!("?{}", parameters.len())
        })
        .collect();
    let in_states = match statuses.is_empty() {
        true => String::new(),
        false => format!("AND journal.status IN ({})", statuses.join(", ")),
    };
    let sql = format!(
        "{SELECT} WHERE (?1 IS NULL OR journal.invoice_id = ?1) {in_states} ORDER BY journal.id DESC LIMIT ?2 OFFSET ?3"
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(parameters))?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(entry(row)?);
    }
    Ok(entries)
}

/// How many drafts wait, and how many writes are not settled.
pub fn counts(tx: &Transaction<'_>) -> Result<(u64, u64)> {
    let counts = tx
        .prepare_cached(
            "SELECT COUNT(*) FILTER (WHERE status = 'draft'), COUNT(*) FILTER (WHERE status IN ('sending', 'unknown'))
             FROM write_journal WHERE status IN ('draft', 'sending', 'unknown')",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts)
}

const SELECT: &str = "SELECT journal.id, journal.write, journal.invoice_id, journal.status, journal.person,
    journal.prepared_at, journal.sent_at, journal.settled_at, journal.answer_status, journal.answer, journal.outcome,
    journal.differences, invoices.friendly_id, parties.org_name, json_extract(journal.seen, '$.currency'),
    json_extract(journal.seen, '$.cost'), journal.seen, journal.before, journal.unread, journal.run,
    journal.follows
    FROM write_journal journal
    LEFT JOIN invoices ON invoices.id = journal.invoice_id
    LEFT JOIN parties ON parties.id = invoices.buyer";

fn entry(row: &Row<'_>) -> Result<JournalEntry> {
    let status: String = row.get(3)?;
    let when = |column: usize| -> Result<Option<Timestamp>> {
        let text: Option<String> = row.get(column)?;
        Ok(text.map(|_| time(row, column)).transpose()?)
    };
    let cost: Option<String> = row.get(15)?;
    Ok(JournalEntry {
        id: row.get(0)?,
        write: parsed(row, 1)?.ok_or_else(|| Error::Value("a line of the journal without a write".to_owned()))?,
        invoice_id: row.get(2)?,
        friendly_id: row.get(12)?,
        buyer_name: row.get(13)?,
        currency: row.get(14)?,
        cost: cost.map(|text| text.parse().map_err(|_| Error::Value(text))).transpose()?,
        status: WriteStatus::ALL
            .into_iter()
            .find(|known| known.as_str() == status)
            .ok_or_else(|| Error::Value(format!("`{status}` is no status of a write")))?,
        person: row.get(4)?,
        prepared_at: time(row, 5)?,
        sent_at: when(6)?,
        settled_at: when(7)?,
        answer_status: row.get(8)?,
        answer: row.get(9)?,
        outcome: row.get(10)?,
        differences: parsed(row, 11)?.unwrap_or_default(),
        run: row.get(19)?,
    })
}

fn line(row: &Row<'_>) -> Result<Line> {
    Ok(Line {
        entry: entry(row)?,
        seen: parsed(row, 16)?,
        before: parsed(row, 17)?,
        unread: row.get(18)?,
        follows: row.get(20)?,
    })
}

fn json<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Value(error.to_string()))
}

fn parsed<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| serde_json::from_str(&text).map_err(|error| Error::Value(error.to_string()))).transpose()
}
