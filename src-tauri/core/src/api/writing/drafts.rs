//! Changes that are prepared and wait for a person's word.

use std::{collections::HashSet, sync::Arc};

use rusqlite::Transaction;

use super::{
    super::{Error, ErrorCode, blocking, connections::entry, types::*},
    Office,
    possible::{changes_off, range, switched_off},
    require_seen,
    result::{at, could_not, nothing_sent, told},
};
use crate::{
    app::{self, App},
    domain::permitted,
    store::{self, invoices, journal},
    writes,
};

/// Prepares writes without sending them.
///
/// # Errors
/// When one of them could never be sent as the invoice stands; charging is never prepared.
pub async fn prepare_write(app: &Arc<App>, request: WriteRequest) -> Result<Vec<JournalEntry>, Error> {
    require_seen(&request.writes, request.seen.as_ref())?;
    if request.writes.iter().any(|write| matches!(write, Write::Charge { .. })) {
        return Err(Error::new(ErrorCode::InvalidInput, "charging cannot be prepared")
            .hint("A card is charged only while you look at what the portal says."));
    }
    let connection = entry(app, &request.connection)?;
    let (app, today) = (Arc::clone(app), app.clock.today());
    blocking(move || {
        let database = app.database(&connection)?;
        let WriteRequest { writes, seen, .. } = request;
        let (off, checked, stray) = database.read(|tx| {
            let range = range(tx, today)?;
            let checked = writes.iter().try_for_each(|write| permitted::check(write, seen.as_ref(), range));
            Ok((changes_off(&app, &connection, tx)?, checked, stray(tx, &writes)?))
        })?;
        if let Some(off) = off {
            return Err(switched_off(off));
        }
        checked?;
        if let Some(draft) = stray {
            let words = format!("draft {draft} makes no invoice");
            return Err(Error::new(ErrorCode::NotFound, words).hint("`billfold drafts` lists those that do."));
        }
        let (person, now) = (app::person(), app.clock.now());
        let prepared = database.write_durably(|tx| {
            let mut entries: Vec<JournalEntry> = Vec::new();
            for write in &writes {
                let follows = entries.last().map(|entry| entry.id);
                let asked = journal::Asked { write, seen: seen.as_ref(), person: &person, follows };
                let id = journal::add_draft(tx, &asked, now)?;
                entries.extend(journal::get(tx, id)?.map(|line| line.entry));
            }
            Ok(entries)
        })?;
        Ok(prepared)
    })
    .await
}

/// The number of a draft that a write takes for one that makes an invoice, and that is none.
fn stray(tx: &Transaction<'_>, writes: &[Write]) -> store::Result<Option<i64>> {
    for draft in writes.iter().filter_map(Write::invoice_id).filter(|id| *id < 0).map(i64::saturating_neg) {
        let makes_one = journal::get(tx, draft)?.is_some_and(|line| {
            line.entry.status == WriteStatus::Draft && matches!(line.entry.write, Write::CreateInvoice { .. })
        });
        if !makes_one {
            return Ok(Some(draft));
        }
    }
    Ok(None)
}

/// Compares prepared changes with what the server has now; nothing is sent.
///
/// # Errors
/// When the portal cannot be read, or one of them is no draft any more.
pub async fn check_drafts(app: &Arc<App>, request: EntriesRequest) -> Result<Vec<DraftCheck>, Error> {
    let office = Office::open(app, &request.connection).await?;
    let mut checks = Vec::new();
    for id in request.ids {
        checks.push(office.check(id).await?);
    }
    Ok(checks)
}

/// Sends prepared changes in the order they were made, one result for each. A conflict leaves the draft as it is.
///
/// # Errors
/// When one of them is no draft any more, or nothing can be changed through the connection.
pub async fn send_drafts(
    app: &Arc<App>,
    request: EntriesRequest,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Vec<WriteResult>, Error> {
    let office = Office::open(app, &request.connection).await?;
    let mut ids = request.ids;
    ids.sort_unstable();
    ids.dedup();
    let mut results: Vec<WriteResult> = Vec::new();
    // What was prepared later may rest on what was prepared before: a line that was not added, and then the issue.
    let mut held_up = HashSet::new();
    for (done, id) in ids.iter().enumerate() {
        progress(at(done, ids.len()));
        let line = match office.draft(*id).await {
            Ok(line) => line,
            // It was sent or thrown away meanwhile; what was sent before is still told.
            Err(error) => {
                results.push(could_not(None, &error));
                continue;
            }
        };
        if line.entry.invoice_id.is_some_and(|invoice| held_up.contains(&invoice)) {
            let message =
                "Nothing was sent: what was prepared before it for the same invoice did not happen.".to_owned();
            let (outcome, invoice_id) = (WriteOutcome::NotDone, line.entry.invoice_id);
            results.push(WriteResult { outcome, invoice_id, message, entries: vec![line.entry], conflict: Vec::new() });
            continue;
        }
        let about = line.entry.invoice_id.unwrap_or(-line.entry.id);
        let sent = match office.desk().send_draft(*id).await {
            Ok(entry) => told(vec![entry]),
            Err(error) => nothing_sent(line.entry.invoice_id, error)
                .unwrap_or_else(|error| could_not(line.entry.invoice_id, &error)),
        };
        let goes_on = sent.outcome != WriteOutcome::Offline;
        if sent.outcome != WriteOutcome::Done {
            held_up.insert(about);
        }
        results.push(WriteResult {
            entries: if sent.entries.is_empty() { vec![line.entry] } else { sent.entries },
            ..sent
        });
        if !goes_on {
            break;
        }
    }
    progress(at(results.len(), ids.len()));
    Ok(results)
}

/// Goes by what is held now instead of what was seen when the changes were prepared.
///
/// # Errors
/// When one of them is no draft any more, or its invoice is not held.
pub async fn accept_drafts(app: &Arc<App>, request: EntriesRequest) -> Result<Vec<JournalEntry>, Error> {
    on_drafts(app, request, |tx, line| {
        let Some(id) = line.entry.invoice_id else { return Ok(()) };
        let held = invoices::get(tx, id)?;
        held.map_or(Ok(()), |held| journal::rebase(tx, line.entry.id, &line.entry.write, &held.invoice))
    })
    .await
}

/// Throws prepared changes away; the journal keeps that.
///
/// # Errors
/// When one of them is no draft any more.
pub async fn discard_drafts(app: &Arc<App>, request: EntriesRequest) -> Result<Vec<JournalEntry>, Error> {
    let now = app.clock.now();
    on_drafts(app, request, move |tx, line| journal::discard(tx, line.entry.id, now).map(drop)).await
}

/// Does something to drafts, to all of them or none.
async fn on_drafts(
    app: &Arc<App>,
    request: EntriesRequest,
    work: impl Fn(&Transaction<'_>, &journal::Line) -> store::Result<()> + Send + 'static,
) -> Result<Vec<JournalEntry>, Error> {
    let connection = entry(app, &request.connection)?;
    let app = Arc::clone(app);
    blocking(move || {
        let database = app.database(&connection)?;
        let entries = database.write_durably(|tx| {
            let mut lines = Vec::new();
            for id in &request.ids {
                let line = journal::get(tx, *id)?.filter(|line| line.entry.status == WriteStatus::Draft);
                let Some(line) = line else { return Ok(Err(*id)) };
                lines.push(line);
            }
            let mut entries = Vec::new();
            for line in &lines {
                work(tx, line)?;
                entries.extend(journal::get(tx, line.entry.id)?.map(|line| line.entry));
            }
            Ok(Ok(entries))
        })?;
        entries.map_err(|id| writes::Error::NoSuchDraft(id).into())
    })
    .await
}
