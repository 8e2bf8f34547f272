//! Finding and showing invoices.

use std::{path::Path, sync::Arc};

use rusqlite::Transaction;

use super::{
    Error, ErrorCode, blocking,
    connections::{database, entry},
    types::*,
    writing::{changes_off, offers, range},
};
use crate::{
    app::App,
    domain::{Invoice, InvoiceFilter},
    export, files,
    printing::missing_for_print,
    store::{self, Database, invoices, journal, kept},
};

/// The most rows one request gives.
pub(super) const MOST_ROWS: u32 = 1_000;

/// A part of the list of invoices.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn list_invoices(app: &Arc<App>, request: ListRequest) -> Result<Vec<InvoiceRow>, Error> {
    let today = app.clock.today();
    let page = (request.offset, request.limit.min(MOST_ROWS));
    listing(app, &request.connection.clone(), move |database| {
        kept::list(database, &request.filter, request.sort, page, today)
    })
    .await
}

/// Count and totals per currency of everything a filter finds.
///
/// # Errors
/// As [`list_invoices`].
pub async fn total_invoices(app: &Arc<App>, request: TotalsRequest) -> Result<ListTotals, Error> {
    let today = app.clock.today();
    listing(app, &request.connection.clone(), move |database| kept::totals(database, &request.filter, today)).await
}

/// The counts of the sidebar.
///
/// # Errors
/// As [`list_invoices`].
pub async fn view_counts(app: &Arc<App>, request: ConnectionRequest) -> Result<ViewCounts, Error> {
    let today = app.clock.today();
    listing(app, &request.connection, move |database| kept::view_counts(database, today)).await
}

/// The months that have invoices, newest first.
///
/// # Errors
/// As [`list_invoices`].
pub async fn months(app: &Arc<App>, request: ConnectionRequest) -> Result<Vec<MonthCount>, Error> {
    listing(app, &request.connection, kept::months).await
}

/// One invoice.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it is not held; else as [`list_invoices`].
pub async fn invoice(app: &Arc<App>, request: InvoiceRequest) -> Result<InvoiceDetail, Error> {
    let (app_, today, id) = (Arc::clone(app), app.clock.today(), request.id);
    let entry = entry(app, &request.connection)?;
    let detail = read(app, &request.connection, move |tx| {
        let Some(held) = invoices::get(tx, id)? else { return Ok(None) };
        let (changes_off, waiting) = (changes_off(&app_, &entry, tx)?, journal::waiting_of(tx, id)?);
        let unsettled = waiting.iter().any(|line| line.status.is_unsettled());
        let can_change = changes_off.is_none() && !held.missing && !unsettled;
        let mut offers = if can_change { offers(&held.invoice, range(tx, today)?) } else { Vec::new() };
        if journal::was_charged(tx, id)? {
            offers.retain(|offer| !matches!(offer.write, Write::Charge { .. }));
        }
        Ok(Some(InvoiceDetail {
            overdue: held.invoice.is_overdue(today),
            lines_can_change: can_change && held.invoice.state.is_editable(),
            read_at: held.read_at,
            missing: held.missing,
            printed_without: missing_for_print(tx)?,
            offers,
            changes_off,
            waiting,
            invoice: held.invoice,
        }))
    });
    detail.await?.ok_or_else(|| not_held(&id.to_string()))
}

/// The ids that ids and numbers mean.
///
/// # Errors
/// [`ErrorCode::NotFound`] for one that is not held; [`ErrorCode::InvalidInput`] for a number that
/// several invoices carry.
pub async fn find(app: &Arc<App>, connection: &str, texts: Vec<String>) -> Result<Vec<i64>, Error> {
    let found = read(app, connection, move |tx| {
        texts.into_iter().map(|text| Ok((invoices::find(tx, &text)?, text))).collect::<store::Result<Vec<_>>>()
    });
    let one = |(ids, text): (Vec<i64>, String)| match ids.as_slice() {
        [] => Err(not_held(&text)),
        [id] => Ok(*id),
        several => {
            let ids: Vec<_> = several.iter().map(i64::to_string).collect();
            Err(Error::new(ErrorCode::InvalidInput, format!("{} invoices carry the number {text}", several.len()))
                .hint(format!("Say which by its id: {}", ids.join(", "))))
        }
    };
    let mut ids = found.await?.into_iter().map(one).collect::<Result<Vec<_>, _>>()?;
    // Named twice is meant once.
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(*id));
    Ok(ids)
}

/// Every invoice a filter finds, whole, newest first.
///
/// # Errors
/// As [`list_invoices`].
pub async fn whole_invoices(app: &Arc<App>, connection: &str, filter: InvoiceFilter) -> Result<Vec<Invoice>, Error> {
    let today = app.clock.today();
    read(app, connection, move |tx| {
        let mut found = Vec::new();
        invoices::all(tx, &filter, today, |held| -> store::Result<()> {
            found.push(held.invoice);
            Ok(())
        })?;
        Ok(found)
    })
    .await
}

/// Writes every invoice a filter finds as a JSON array, with items and payments; gives their number.
///
/// # Errors
/// When the file cannot be written, in which case what was there stays; else as [`list_invoices`].
pub async fn export_json(app: &Arc<App>, connection: &str, filter: InvoiceFilter, path: &Path) -> Result<u64, Error> {
    let (_, database) = database(app, connection)?;
    let (path, today) = (path.to_owned(), app.clock.today());
    blocking(move || {
        let mut count = 0;
        let mut failure = None;
        files::replace_written(&path, |out| {
            let mut array = export::write_json(out)?;
            let written = database.read(|tx| {
                invoices::all(tx, &filter, today, |held| {
                    count += 1;
                    array.add(&held.invoice).map_err(|source| store::Error::Io { path: path.clone(), source })
                })
            });
            if let Err(error) = written {
                failure = Some(error);
                return Err(std::io::Error::other("reading the cache failed"));
            }
            array.finish()
        })
        .map_err(|error| failure.map_or_else(|| error.into(), Error::from))?;
        Ok(count)
    })
    .await
}

pub(super) fn not_held(what: &str) -> Error {
    Error::new(ErrorCode::NotFound, format!("there is no invoice {what} in the cache"))
        .hint("If it is new at the portal, sync first.")
}

/// Reads one consistent state of a connection's cache, off the async threads.
pub(super) async fn read<T: Send + 'static>(
    app: &Arc<App>,
    connection: &str,
    work: impl FnOnce(&Transaction<'_>) -> store::Result<T> + Send + 'static,
) -> Result<T, Error> {
    listing(app, connection, move |database| database.read(work)).await
}

/// The same by whatever reads one consistent state.
async fn listing<T: Send + 'static>(
    app: &Arc<App>,
    connection: &str,
    work: impl FnOnce(&Database) -> store::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let (app, connection) = (Arc::clone(app), connection.to_owned());
    blocking(move || {
        let (entry, database) = database(&app, &connection)?;
        work(&database).map_err(|error| {
            if matches!(error, store::Error::Damaged { .. }) {
                app.close_database(&entry);
            }
            error.into()
        })
    })
    .await
}
