//! Tables of invoices and figures: files for a spreadsheet, and text to paste.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{Timestamp, civil::Date};
use rusqlite::Transaction;

use super::{
    Error, ErrorCode, blocking,
    connections::{database, entry},
    figures,
    pdfs::selection,
    types::*,
};
use crate::{
    app::App,
    domain::{CustomerRow, CustomerSort, Sort, SyncPhase, SyncProgress},
    export::{
        CsvWriter, FigureRows, InvoiceColumns, InvoiceTable, PasteWriter, Sheet, TableWriter, XlsxWriter,
        customers_table, earnings_table, receivables_table,
    },
    files::{self, FileError},
    printing::Selection,
    store::{
        self, Database,
        invoices::{self, With},
    },
    sync::stop_signal,
};

/// The most invoices that are copied: text goes through memory several times on its way to the clipboard.
const MOST_COPIED: u64 = 100_000;

/// Progress is told so many times at most, since each time costs more than a row.
const TIMES_TOLD: u64 = 200;

/// Rows of customers that are read at once.
const CUSTOMERS_AT_ONCE: u32 = 1_000;

/// Invoices and line items in a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Invoices.
    pub invoices: u64,
    /// Line items.
    pub line_items: u64,
}

/// Asks where to save a table of invoices and writes it; `None` when dismissed.
///
/// # Errors
/// As [`write_invoices`].
pub async fn export_invoices(
    app: &Arc<App>,
    request: ExportRequest,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Option<ExportResult>, Error> {
    entry(app, &request.connection)?;
    let Some(path) = ask(app, "invoices", app.clock.today(), request.format).await? else { return Ok(None) };
    let Exported { invoices, line_items } = write_invoices(app, request, &path, progress).await?;
    app.note_written(&path);
    Ok(Some(ExportResult { file: SavedFile::at(&path), invoices, line_items }))
}

/// Writes a table of invoices to a file. Rows go from the cache to the file one by one: memory does not grow with them.
///
/// # Errors
/// [`ErrorCode::Stopped`] when a person stopped it, [`ErrorCode::Busy`] while another table of the connection is written,
/// [`ErrorCode::NotFound`] for an id that is not held; when the file cannot be written; else when the cache fails. In all
/// of these nothing is written, and a file that was there stays as it was.
pub async fn write_invoices(
    app: &Arc<App>,
    request: ExportRequest,
    path: &Path,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Exported, Error> {
    let (_, database) = database(app, &request.connection)?;
    let (stop, stopped) = stop_signal();
    let busy = || Error::new(ErrorCode::Busy, "another table is being written").retryable();
    let _running = app.begin_export(&request.connection, stop).ok_or_else(busy)?;
    let (path, today, now) = (path.to_owned(), app.clock.today(), app.clock.now());
    blocking(move || {
        let told = move |done, total| {
            progress(SyncProgress { phase: SyncPhase::Exporting, done, total: Some(total), waiting: None });
        };
        let (format, columns, with_items) = (request.format, columns(request.columns), request.line_items);
        let tables = match format {
            TableFormat::Csv => vec![InvoiceTable::one(columns, with_items)],
            TableFormat::Xlsx => InvoiceTable::several(columns, with_items),
        };
        let wanted = Wanted { selection: selection(request.ids, request.filter), sort: request.sort, today };
        let export = Export { wanted, tables, with_items, stopped: &|| *stopped.borrow(), told: &told };
        export.write(&database, format, now, &path)
    })
    .await
}

fn columns(columns: ExportColumns) -> InvoiceColumns {
    match columns {
        ExportColumns::Full => InvoiceColumns::Full,
        ExportColumns::Portal => InvoiceColumns::Portal,
    }
}

/// Stops writing a table; no file is left. False when none is written.
///
/// # Errors
/// None.
pub async fn stop_export(app: &Arc<App>, request: ConnectionRequest) -> Result<bool, Error> {
    Ok(app.stop_export(&request.connection))
}

/// Which invoices, and in which order.
struct Wanted {
    selection: Selection,
    sort: Sort,
    today: Date,
}

impl Wanted {
    fn count(&self, tx: &Transaction<'_>) -> Result<u64, Failure> {
        match &self.selection {
            Selection::Filter(filter) => Ok(invoices::totals(tx, filter, self.today)?.count),
            Selection::Ids(ids) => match invoices::first_absent(tx, ids)? {
                Some(id) => Err(Failure::NotFound(id)),
                None => Ok(ids.iter().collect::<std::collections::HashSet<_>>().len() as u64),
            },
        }
    }

    fn each(
        &self,
        tx: &Transaction<'_>,
        with: With,
        each: impl FnMut(invoices::Held) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        match &self.selection {
            Selection::Filter(filter) => invoices::all_sorted(tx, filter, self.sort, with, self.today, each),
            Selection::Ids(ids) => invoices::all_of(tx, ids, self.sort, with, each),
        }
    }
}

/// Why a table was not written to its end.
enum Failure {
    Store(store::Error),
    Io(io::Error),
    NotFound(i64),
    Stopped,
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Failure {
    fn about(self, path: &Path) -> Error {
        match self {
            Self::Store(error) => error.into(),
            Self::Io(error) => FileError::while_doing(path, "written")(error).into(),
            Self::NotFound(id) => Error::new(ErrorCode::NotFound, format!("there is no invoice {id} in the cache")),
            Self::Stopped => Error::new(ErrorCode::Stopped, "the export was stopped; nothing was written"),
        }
    }
}

/// A table of invoices on its way to a file.
struct Export<'a> {
    wanted: Wanted,
    tables: Vec<InvoiceTable>,
    with_items: bool,
    stopped: &'a (dyn Fn() -> bool + Sync),
    told: &'a dyn Fn(u64, u64),
}

impl Export<'_> {
    fn write(&self, database: &Database, format: TableFormat, now: Timestamp, path: &Path) -> Result<Exported, Error> {
        let mut result = Ok(Exported::default());
        let sheets: Vec<Sheet> = self.tables.iter().map(InvoiceTable::sheet).collect();
        let written = files::replace_written(path, |out| {
            let out = Stoppable { out, stopped: self.stopped };
            let filled = match format {
                TableFormat::Csv => self.fill_csv(database, &sheets, out),
                TableFormat::Xlsx => self.fill_xlsx(database, sheets, now, &folder_of(path), out),
            };
            // A stop reaches the writer as an error of its own.
            result = if (self.stopped)() { Err(Failure::Stopped) } else { filled };
            match &result {
                Ok(_) => Ok(()),
                Err(_) => Err(io::Error::other("it was not written to its end")),
            }
        });
        let exported = result.map_err(|failure| failure.about(path))?;
        written?;
        Ok(exported)
    }

    fn fill_csv(&self, database: &Database, sheets: &[Sheet], out: impl io::Write) -> Result<Exported, Failure> {
        let mut csv = CsvWriter::table(out, &sheets[0])?;
        let exported = self.fill(database, &mut csv)?;
        csv.finish()?;
        Ok(exported)
    }

    fn fill_xlsx(
        &self,
        database: &Database,
        sheets: Vec<Sheet>,
        now: Timestamp,
        folder: &Path,
        out: impl io::Write + Send,
    ) -> Result<Exported, Failure> {
        let mut book = XlsxWriter::new(sheets, now, folder)?;
        let exported = self.fill(database, &mut book)?;
        book.finish(out)?;
        Ok(exported)
    }

    fn fill(&self, database: &Database, writer: &mut dyn TableWriter) -> Result<Exported, Failure> {
        let filled = database.read(|tx| match self.fill_from(tx, writer) {
            // The database has to see its own errors, to know a damaged file.
            Err(Failure::Store(error)) => Err(error),
            other => Ok(other),
        });
        filled?
    }

    fn fill_from(&self, tx: &Transaction<'_>, writer: &mut dyn TableWriter) -> Result<Exported, Failure> {
        let total = self.wanted.count(tx)?;
        let step = total.div_ceil(TIMES_TOLD).max(1);
        let mut exported = Exported::default();
        (self.told)(0, total);
        let with = if self.with_items { With::Items } else { With::Nothing };
        self.wanted.each(tx, with, |held| {
            if (self.stopped)() {
                return Err(Failure::Stopped);
            }
            for (position, table) in self.tables.iter().enumerate() {
                table.rows(&held.invoice, |row| writer.row(position, row))?;
            }
            exported.invoices += 1;
            exported.line_items += held.invoice.line_items.len() as u64;
            if exported.invoices.is_multiple_of(step) || exported.invoices == total {
                (self.told)(exported.invoices, total);
            }
            Ok(())
        })?;
        Ok(exported)
    }
}

/// Lets a stop end what takes long without a row: putting a workbook together.
struct Stoppable<'a, W> {
    out: W,
    stopped: &'a (dyn Fn() -> bool + Sync),
}

impl<W: io::Write> io::Write for Stoppable<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match (self.stopped)() {
            true => Err(io::Error::other("stopped")),
            false => self.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Where a workbook keeps what is not put together yet: where the file will be, which has room for it, too. A device has
/// none.
fn folder_of(path: &Path) -> PathBuf {
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let is_device = std::fs::metadata(&target).is_ok_and(|old| !old.is_file() && !old.is_dir());
    match target.parent() {
        _ if is_device => std::env::temp_dir(),
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A table of invoices as text with tabs, with the columns of the list, to be pasted into a spreadsheet.
///
/// # Errors
/// [`ErrorCode::InvalidInput`] for more than a clipboard should hold; [`ErrorCode::NotFound`] for an id that is not held;
/// else when the cache fails.
pub async fn copy_invoices(app: &Arc<App>, request: CopyRequest) -> Result<String, Error> {
    let (_, database) = database(app, &request.connection)?;
    let today = app.clock.today();
    let wanted = Wanted { selection: selection(request.ids, request.filter), sort: request.sort, today };
    blocking(move || {
        let copied = database.read(|tx| match copy(tx, &wanted) {
            Err(Failure::Store(error)) => Err(error),
            other => Ok(other),
        });
        let too_many = |count: u64| {
            Error::new(ErrorCode::InvalidInput, format!("{count} invoices are too many to copy"))
                .hint(format!("Copy {MOST_COPIED} at most, or export them to a file."))
        };
        copied?.map_err(|failure| failure.about(Path::new("the clipboard")))?.map_err(too_many)
    })
    .await
}

/// The text, or how many invoices it would be where they are too many.
fn copy(tx: &Transaction<'_>, wanted: &Wanted) -> Result<Result<String, u64>, Failure> {
    let count = wanted.count(tx)?;
    if count > MOST_COPIED {
        return Ok(Err(count));
    }
    let table = InvoiceTable::one(InvoiceColumns::List, false);
    let mut paste = PasteWriter::table(&table.sheet());
    wanted.each(tx, With::Nothing, |held| Ok(table.rows(&held.invoice, |row| paste.row(0, row))?))?;
    Ok(Ok(paste.finish()))
}

/// Asks where to save a table of figures and writes it; `None` when dismissed.
///
/// # Errors
/// When the file cannot be written, in which case what was there stays; else as [`figures::earnings`],
/// [`figures::receivables`] and [`figures::customer_list`].
pub async fn export_figures(app: &Arc<App>, request: FigureExportRequest) -> Result<Option<SavedFile>, Error> {
    let FigureExportRequest { connection, table, format } = request;
    let today = app.clock.today();
    match table {
        FigureTable::Earnings { from, to } => {
            let earnings = figures::earnings(app, EarningsRequest { connection, from, to }).await?;
            save_figures(app, ("earnings", today), format, move |write| write(earnings_table(&earnings))).await
        }
        FigureTable::Receivables { as_of } => {
            let receivables = figures::receivables_of(app, &connection, as_of, usize::MAX).await?;
            let of = ("receivables", receivables.as_of);
            save_figures(app, of, format, move |write| write(receivables_table(&receivables))).await
        }
        FigureTable::Customers { query, sort } => {
            let customers = all_customers(app, connection, query, sort).await?;
            save_figures(app, ("customers", today), format, move |write| write(customers_table(&customers, today)))
                .await
        }
    }
}

async fn all_customers(
    app: &Arc<App>,
    connection: String,
    query: Option<String>,
    sort: CustomerSort,
) -> Result<Vec<CustomerRow>, Error> {
    let mut rows: Vec<CustomerRow> = Vec::new();
    loop {
        let request = CustomerListRequest {
            connection: connection.clone(),
            query: query.clone(),
            sort,
            offset: rows.len() as u32,
            limit: CUSTOMERS_AT_ONCE,
        };
        let page = figures::customer_list(app, request).await?;
        let is_last = page.rows.is_empty() || (rows.len() + page.rows.len()) as u64 >= page.count;
        rows.extend(page.rows);
        if is_last {
            return Ok(rows);
        }
    }
}

/// Hands a table with its rows to whoever writes it.
type Handed<'a> = &'a mut dyn FnMut(FigureRows<'_>) -> io::Result<()>;

async fn save_figures(
    app: &Arc<App>,
    (name, as_of): (&'static str, Date),
    format: TableFormat,
    hand: impl FnOnce(Handed<'_>) -> io::Result<()> + Send + 'static,
) -> Result<Option<SavedFile>, Error> {
    let Some(path) = ask(app, name, as_of, format).await? else { return Ok(None) };
    let (app, now) = (Arc::clone(app), app.clock.now());
    blocking(move || {
        files::replace_written(&path, |out| {
            hand(&mut |figures| match format {
                TableFormat::Csv => {
                    let mut csv = CsvWriter::table(&mut *out, &figures.sheet)?;
                    figures.rows.iter().try_for_each(|row| TableWriter::row(&mut csv, 0, row))?;
                    csv.finish()
                }
                TableFormat::Xlsx => {
                    let mut book = XlsxWriter::new(vec![figures.sheet], now, &folder_of(&path))?;
                    figures.rows.iter().try_for_each(|row| book.row(0, row))?;
                    book.finish(&mut *out)
                }
            })
        })?;
        app.note_written(&path);
        Ok(Some(SavedFile::at(&path)))
    })
    .await
}

/// Asks where to save a table.
async fn ask(app: &Arc<App>, name: &str, day: Date, format: TableFormat) -> Result<Option<PathBuf>, Error> {
    let extension = match format {
        TableFormat::Csv => "csv",
        TableFormat::Xlsx => "xlsx",
    };
    let (app, suggested) = (Arc::clone(app), format!("{name}-{day}.{extension}"));
    blocking(move || Ok(app.ask_save_path(&suggested))).await
}
