//! What was changed, and finding out what became of it.

use std::{path::Path, sync::Arc};

use super::{
    super::{Error, ErrorCode, blocking, invoices::read, types::*},
    Office,
};
use crate::{
    app::{App, Entry},
    export, files,
    store::{self, Database},
    writes,
};

/// The most lines one request gives.
const MOST_LINES: u32 = 1_000;

/// What was changed, is prepared or not settled, the newest first.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn journal(app: &Arc<App>, request: JournalRequest) -> Result<Vec<JournalEntry>, Error> {
    let JournalRequest { connection, invoice_id, statuses, offset, limit } = request;
    let which = store::journal::Which { invoice: invoice_id, statuses, offset, limit: limit.min(MOST_LINES) };
    read(app, &connection, move |tx| store::journal::list(tx, &which)).await
}

/// Reads again what became of changes that are not settled, and gives their lines.
///
/// # Errors
/// When the portal cannot be read.
pub async fn settle_writes(app: &Arc<App>, request: ConnectionRequest) -> Result<Vec<JournalEntry>, Error> {
    Ok(Office::open_to_read(app, &request.connection).await?.desk().settle().await?)
}

/// As [`settle_writes`], at the start of a sync: only where there is something to settle, and never in the way of it.
pub(in crate::api) async fn settle_before_sync(app: &Arc<App>, connection: &Entry, database: &Arc<Database>) {
    let database_ = Arc::clone(database);
    let any = blocking(move || Ok(!database_.read(store::journal::open)?.is_empty())).await;
    if !matches!(any, Ok(true)) {
        return;
    }
    let settled = match Office::open_to_read(app, &connection.name).await {
        Ok(office) => office.desk().settle().await.map(drop).map_err(Error::from),
        Err(error) => Err(error),
    };
    if let Err(error) = settled {
        // A portal that cannot be read is told by the sync itself.
        tracing::info!(%error, "changes stay unsettled");
    }
}

/// Notes what a person found out about a change that reading could not settle.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it is settled already.
pub async fn decide_write(app: &Arc<App>, request: DecideRequest) -> Result<JournalEntry, Error> {
    let office = Office::open_to_read(app, &request.connection).await?;
    match office.desk().decide(request.id, request.happened).await {
        Err(writes::Error::NoSuchDraft(id)) => {
            Err(Error::new(ErrorCode::NotFound, format!("there is nothing to settle about change {id}")))
        }
        decided => Ok(decided?),
    }
}

/// Asks where to save the journal as CSV and writes it; `None` when dismissed.
///
/// # Errors
/// When the file cannot be written; else as [`journal()`].
pub async fn save_journal(app: &Arc<App>, request: ConnectionRequest) -> Result<Option<SavedFile>, Error> {
    let (app_, connection) = (Arc::clone(app), request.connection);
    let path = blocking(move || Ok(app_.ask_save_path("billfold-changes.csv"))).await?;
    let Some(path) = path else { return Ok(None) };
    export_journal(app, &connection, &path).await?;
    app.note_written(&path);
    Ok(Some(SavedFile::at(&path)))
}

/// Writes the whole journal as CSV, oldest first; gives the number of its lines.
///
/// # Errors
/// As [`save_journal`].
pub async fn export_journal(app: &Arc<App>, connection: &str, path: &Path) -> Result<usize, Error> {
    let all = store::journal::Which { limit: u32::MAX, ..Default::default() };
    let mut entries = read(app, connection, move |tx| store::journal::list(tx, &all)).await?;
    entries.reverse();
    let path = path.to_owned();
    blocking(move || {
        files::replace_written(&path, |out| export::write_journal(out, &entries))?;
        Ok(entries.len())
    })
    .await
}
