//! Bringing the cache up to date.

use std::{num::NonZeroU32, sync::Arc};

use super::{
    Error, ErrorCode, blocking,
    connections::{database, entry, revive_sample, summary},
    invoices::read,
    types::*,
    writing::{changes_off, settle_before_sync},
};
use crate::{
    app::{App, Entry},
    printing::missing_for_print,
    store::{Database, changes, invoices, journal, payments, settings, sync_runs, verifications},
    sync::{self, Reporter, stop_signal},
    threescale::Client,
};

/// Brings the cache up to date; ends when the sync ends.
///
/// # Errors
/// [`ErrorCode::Partial`] when it ended early after something was kept; [`ErrorCode::Busy`] while another
/// one runs; [`ErrorCode::TokenNeeded`] without a token; else why it ended before anything was read.
pub async fn sync(
    app: &Arc<App>,
    request: SyncRequest,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<SyncRun, Error> {
    let (stop, stopped) = stop_signal();
    let busy = || Error::from(sync::Error::Busy);
    let _running = app.begin_sync(&request.connection, stop).ok_or_else(busy)?;
    let Session { entry, database, client, reporter, _lock } = begin(app, &request.connection, progress).await?;
    settle_before_sync(app, &entry, &database).await;
    let mut total = None;
    loop {
        // Only the first of several was asked to read everything.
        let full = request.full && total.is_none();
        let (run, result) = sync::run(&client, &database, app.clock(), full, &reporter, stopped.clone()).await;
        let Some(run) = run else {
            return Err(result.err().map_or_else(|| Error::new(ErrorCode::Failed, "no sync was begun"), Error::from));
        };
        if let Err(sync::Error::Store(crate::store::Error::Damaged { .. })) = &result {
            app.close_database(&entry);
        }
        let kept = read(app, &entry.name, move |tx| sync_runs::get(tx, run)).await;
        match result {
            Err(error) => return Err(ended_early(error.into(), kept.ok())),
            Ok(ended) => {
                let run = together(total, kept?);
                if ended == sync::Ended::Complete {
                    return Ok(run);
                }
                total = Some(run);
            }
        }
    }
}

/// What several runs did one after the other, told as the last of them.
fn together(before: Option<SyncRun>, run: SyncRun) -> SyncRun {
    let Some(before) = before else { return run };
    SyncRun {
        kind: before.kind,
        started_at: before.started_at,
        added: before.added + run.added,
        changed: before.changed + run.changed,
        payments_read: before.payments_read + run.payments_read,
        requests: before.requests + run.requests,
        bytes: before.bytes + run.bytes,
        ..run
    }
}

/// What talking to a portal and writing to its cache takes.
struct Session {
    entry: Entry,
    database: Arc<Database>,
    client: Client,
    reporter: Arc<Reporter>,
    _lock: sync::Lock,
}

async fn begin(
    app: &Arc<App>,
    connection: &str,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Session, Error> {
    let entry = revive_sample(app, entry(app, connection)?).await?;
    let database = {
        let (app, entry) = (Arc::clone(app), entry.clone());
        blocking(move || Ok(app.database(&entry)?)).await?
    };
    let lock = sync::Lock::take(&app.folder(&entry))?;
    let limit = read(app, &entry.name, |tx| settings::get(tx, settings::SYNC)).await?.unwrap_or_default();
    let reporter = Arc::new(Reporter::new(progress));
    let waiting = Arc::clone(&reporter);
    let client = app.client(&entry, |options| {
        options.on_wait = Some(Arc::new(move |reason| waiting.waiting(reason)));
        options.requests_per_minute = NonZeroU32::new(limit.requests_per_minute);
    })?;
    let client = client.ok_or_else(|| token_needed(&entry.name))?;
    Ok(Session { entry, database, client, reporter, _lock: lock })
}

/// Compares everything held with the server and keeps the numbers. What does not agree is in the answer.
///
/// # Errors
/// As [`sync()`], but never [`ErrorCode::Partial`].
pub async fn verify(
    app: &Arc<App>,
    request: ConnectionRequest,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Verification, Error> {
    let session = begin(app, &request.connection, progress).await?;
    Ok(sync::verify(&session.client, &session.database, app.clock(), &session.reporter).await?)
}

/// What syncs saw change since a moment, field by field, in the order it was seen.
///
/// # Errors
/// As [`status`].
pub async fn changes(app: &Arc<App>, request: ChangesRequest) -> Result<Vec<Change>, Error> {
    read(app, &request.connection, move |tx| changes::since(tx, request.since)).await
}

/// What syncs saw change on one invoice, the newest first.
///
/// # Errors
/// As [`status`].
pub async fn invoice_changes(app: &Arc<App>, request: InvoiceRequest) -> Result<Vec<Change>, Error> {
    read(app, &request.connection, move |tx| changes::of_invoice(tx, request.id)).await
}

/// How a connection is kept up to date.
///
/// # Errors
/// As [`status`].
pub async fn sync_settings(app: &Arc<App>, request: ConnectionRequest) -> Result<SyncSettings, Error> {
    Ok(read(app, &request.connection, |tx| settings::get(tx, settings::SYNC)).await?.unwrap_or_default())
}

/// Sets how a connection is kept up to date, from the next sync on.
///
/// # Errors
/// As [`status`].
pub async fn set_sync_settings(app: &Arc<App>, request: SyncSettingsRequest) -> Result<SyncSettings, Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let (_, database) = database(&app, &request.connection)?;
        database.write(|tx| settings::set(tx, settings::SYNC, Some(&request.settings)))?;
        Ok(request.settings)
    })
    .await
}

/// An error after something was kept is not the same as one before.
fn ended_early(error: Error, run: Option<SyncRun>) -> Error {
    let kept = run.as_ref().map_or(0, |run| run.added + run.changed + run.unchanged + run.payments_read);
    // The run says at what it ended, the error alone does not.
    let message = run.and_then(|run| run.error).unwrap_or(error.message);
    let error = Error { message, ..error };
    if kept == 0 || matches!(error.code, ErrorCode::Stopped | ErrorCode::CacheDamaged) {
        return error;
    }
    let message = format!("the sync ended early: {}", error.message);
    let hint = "What was read before is kept, and the next sync goes on from there.";
    Error { code: ErrorCode::Partial, message, hint: Some(hint.to_owned()), ..error }
}

pub(super) fn token_needed(connection: &str) -> Error {
    Error::new(ErrorCode::TokenNeeded, format!("there is no token at hand for {connection}")).hint(
        "Set BILLFOLD_TOKEN or use --token-stdin; where the system has a keychain, `billfold connect` keeps it there.",
    )
}

/// Stops a running sync; what was read is kept. False when none runs here.
///
/// # Errors
/// Never.
pub async fn stop_sync(app: &Arc<App>, request: ConnectionRequest) -> Result<bool, Error> {
    Ok(app.stop_sync(&request.connection))
}

/// What is held and how old it is.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn status(app: &Arc<App>, request: ConnectionRequest) -> Result<Status, Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let (entry, database) = database(&app, &request.connection)?;
        let connection = summary(&app, &entry);
        let size = database.size();
        let syncing = app.is_syncing(&entry.name) || sync::Lock::is_taken(&app.folder(&entry));
        let status = database.read(|tx| {
            let fresh = sync_runs::freshness(tx)?;
            let last_run = sync_runs::list(tx, 1)?.into_iter().next();
            let (drafts, unsettled) = journal::counts(tx)?;
            Ok(Status {
                connection,
                invoices: invoices::count(tx)?,
                server_invoices: fresh.and_then(|(_, total)| total),
                synced_at: fresh.map(|(at, _)| at),
                checked_at: sync_runs::last_check(tx)?,
                verification: verifications::last(tx)?,
                settings: settings::get(tx, settings::SYNC)?.unwrap_or_default(),
                syncing: syncing && last_run.as_ref().is_some_and(|run| run.outcome == SyncOutcome::Unfinished),
                last_run,
                payments_waiting: payments::count_waiting(tx)?,
                drafts,
                unsettled,
                changes_off: changes_off(&app, &entry, tx)?,
                odd_values: invoices::odd_values(tx)?,
                printed_without: missing_for_print(tx)?,
                kept_aside: database.set_aside_files().iter().map(|file| file.display().to_string()).collect(),
                data_file: database.path().display().to_string(),
                data_bytes: size,
            })
        })?;
        Ok(status)
    })
    .await
}

/// How many runs are shown.
const RUNS: u32 = 100;

/// The newest runs first.
///
/// # Errors
/// As [`status`].
pub async fn sync_runs(app: &Arc<App>, request: ConnectionRequest) -> Result<Vec<SyncRun>, Error> {
    read(app, &request.connection, |tx| sync_runs::list(tx, RUNS)).await
}
