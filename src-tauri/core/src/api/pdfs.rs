//! Printing invoices.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Bytes, Error, ErrorCode, blocking, connections::database, types::*};
use crate::{
    app::App,
    domain::Invoice,
    export::{NamePattern, Names, PatternError},
    files,
    pdf::{self, Rendered},
    printing::{self, Job, Printed, Printing, Selection, Targets, missing_for_print},
    store::{Database, invoices},
    sync::stop_signal,
};

/// The PDF of one invoice, made from the cache.
///
/// # Errors
/// [`ErrorCode::NotFound`] when the invoice is not held; else when the cache or the logo fails.
pub async fn invoice_pdf(app: &Arc<App>, request: PdfRequest) -> Result<Bytes, Error> {
    Ok(Bytes(render_one(app, &request).await?.1.bytes))
}

/// Asks where to save the PDF and writes it; `None` when dismissed.
///
/// # Errors
/// As [`invoice_pdf`], and when the file cannot be written.
pub async fn save_pdf(app: &Arc<App>, request: PdfRequest) -> Result<Option<SavedFile>, Error> {
    let (invoice, rendered) = render_one(app, &request).await?;
    let app = Arc::clone(app);
    blocking(move || {
        let suggested = Names::new(NamePattern::default()).next(&invoice);
        let Some(path) = app.ask_save_path(&suggested) else { return Ok(None) };
        files::replace(&path, &rendered.bytes)?;
        app.note_written(&path);
        let missing_characters = rendered.missing.iter().map(char::to_string).collect();
        Ok(Some(SavedFile { missing_characters, ..SavedFile::at(&path) }))
    })
    .await
}

async fn render_one(app: &Arc<App>, request: &PdfRequest) -> Result<(Invoice, Rendered), Error> {
    let (id, layout) = (request.id, request.layout);
    let found = super::invoices::read(app, &request.connection, move |tx| {
        let Some(held) = invoices::get(tx, id)? else { return Ok(None) };
        let context = Printing::read(tx)?.context(tx, &held.invoice)?;
        Ok(Some((held.invoice, context)))
    });
    let (invoice, context) = found
        .await?
        .ok_or_else(|| Error::new(ErrorCode::NotFound, format!("there is no invoice {id} in the cache")))?;
    blocking(move || {
        let rendered = pdf::invoice_pdf(&invoice, &context, layout)?;
        Ok((invoice, rendered))
    })
    .await
}

/// What that PDF has to do without.
///
/// # Errors
/// As [`invoice_pdf`].
pub async fn pdf_notes(app: &Arc<App>, request: PdfRequest) -> Result<PdfNotes, Error> {
    let (_, rendered) = render_one(app, &request).await?;
    let printed_without = super::invoices::read(app, &request.connection, missing_for_print).await?;
    Ok(PdfNotes { missing_characters: rendered.missing.iter().map(char::to_string).collect(), printed_without })
}

/// How many names are shown of a pattern.
const EXAMPLES: usize = 3;

/// How the files of a selection would be named.
///
/// # Errors
/// When there is no such connection, or its cache fails. A pattern that cannot be used is no error but what is told.
pub async fn file_names(app: &Arc<App>, request: FileNamesRequest) -> Result<FileNames, Error> {
    let pattern: Result<NamePattern, PatternError> = request.name_pattern.parse();
    let pattern = match pattern {
        Ok(pattern) => pattern,
        Err(error) => return Ok(FileNames { examples: Vec::new(), problem: Some(error.to_string()) }),
    };
    let (selection, today) = (selection(request.ids, request.filter), app.clock.today());
    let examples = super::invoices::read(app, &request.connection, move |tx| {
        let first: Vec<i64> = match selection {
            Selection::Ids(ids) => ids.into_iter().take(EXAMPLES).collect(),
            Selection::Filter(filter) => {
                let newest_first = Sort { column: SortColumn::Number, descending: true };
                let rows = invoices::list(tx, &filter, newest_first, (0, EXAMPLES as u32), today)?;
                rows.into_iter().map(|row| row.id).collect()
            }
        };
        let mut names = Names::new(pattern);
        let named = first.into_iter().map(|id| Ok(invoices::get(tx, id)?.map(|held| names.next(&held.invoice))));
        named.filter_map(Result::transpose).collect()
    });
    Ok(FileNames { examples: examples.await?, problem: None })
}

pub(super) fn selection(ids: Option<Vec<i64>>, filter: InvoiceFilter) -> Selection {
    ids.map_or_else(|| Selection::Filter(Box::new(filter)), Selection::Ids)
}

/// Asks where to put the PDFs of a selection and writes them; `None` when dismissed.
///
/// # Errors
/// As [`print_many`]; [`ErrorCode::Busy`] while another selection of the connection is printed.
pub async fn print_pdfs(
    app: &Arc<App>,
    request: PrintRequest,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Option<PrintResult>, Error> {
    let names: NamePattern = request.name_pattern.parse().map_err(|error| Error::from(error).field("name_pattern"))?;
    let (app_, target) = (Arc::clone(app), request.target);
    let Some(path) = blocking(move || Ok(ask_for_target(&app_, target))).await? else { return Ok(None) };
    let targets = match target {
        PrintTarget::Folder => Targets { folder: Some(path.clone()), ..Targets::default() },
        PrintTarget::Zip => Targets { zip: Some(path.clone()), ..Targets::default() },
        PrintTarget::Merged => Targets { merged: Some(path.clone()), ..Targets::default() },
    };
    let job = Job { selection: selection(request.ids, request.filter), layout: request.layout, targets, names };
    let printed = print_many(app, &request.connection, job, progress).await?;
    match target {
        PrintTarget::Folder => app.note_written_folder(&path),
        PrintTarget::Zip | PrintTarget::Merged => app.note_written(&path),
    }
    let printed_without = super::invoices::read(app, &request.connection, missing_for_print).await?;
    Ok(Some(result(printed, target, &path, printed_without)))
}

fn ask_for_target(app: &App, target: PrintTarget) -> Option<PathBuf> {
    match target {
        PrintTarget::Folder => app.ask_folder("Save PDFs in"),
        PrintTarget::Zip => app.ask_save_path("Invoices.zip"),
        PrintTarget::Merged => app.ask_save_path("Invoices.pdf"),
    }
}

pub(super) fn result(printed: Printed, target: PrintTarget, path: &Path, printed_without: Vec<String>) -> PrintResult {
    let is_folder = target == PrintTarget::Folder;
    let missing = printed.written.iter().filter(|pdf| !pdf.missing_characters.is_empty());
    let missing = missing.map(|pdf| MissingCharacters {
        id: pdf.id,
        friendly_id: pdf.friendly_id.clone(),
        characters: pdf.missing_characters.iter().map(char::to_string).collect(),
    });
    PrintResult {
        printed: printed.written.len() as u64,
        unchanged: printed.unchanged,
        left: printed.left,
        file_name: (!is_folder).then(|| shown(path.file_name())),
        folder: shown(if is_folder { Some(path.as_os_str()) } else { path.parent().map(Path::as_os_str) }),
        missing_characters: missing.collect(),
        printed_without,
    }
}

pub(super) fn shown(part: Option<&OsStr>) -> String {
    part.unwrap_or_default().to_string_lossy().into_owned()
}

/// Stops printing; what was written stays. False when nothing is printed.
///
/// # Errors
/// None.
pub async fn stop_printing(app: &Arc<App>, request: ConnectionRequest) -> Result<bool, Error> {
    Ok(app.stop_print(&request.connection))
}

/// Prints many invoices. A file that already holds the same bytes is left alone; none is ever half written.
///
/// # Errors
/// At the first invoice that cannot be printed or written; files of single invoices written before it stay.
pub async fn print_many(
    app: &Arc<App>,
    connection: &str,
    job: Job,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Printed, Error> {
    let (_, database) = database(app, connection)?;
    let (stop, stopped) = stop_signal();
    let busy = || Error::new(ErrorCode::Busy, "other invoices are being printed").retryable();
    let _running = app.begin_print(connection, stop).ok_or_else(busy)?;
    let today = app.clock.today();
    let told = move |done, total| {
        progress(SyncProgress { phase: SyncPhase::Printing, done, total: Some(total), waiting: None });
    };
    blocking(move || print_now(&database, &job, today, &|| *stopped.borrow(), &told)).await
}

fn print_now(
    database: &Database,
    job: &Job,
    today: jiff::civil::Date,
    stopped: &(dyn Fn() -> bool + Sync),
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Printed, Error> {
    let printed = database.read(|tx| match printing::print(tx, job, today, stopped, progress) {
        // The database has to see its own errors, to know a damaged file.
        Err(printing::Error::Store(error)) => Err(error),
        other => Ok(other),
    });
    Ok(printed??)
}
