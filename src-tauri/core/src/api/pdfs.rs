//! Printing invoices.

use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::Transaction;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Bytes, Error, ErrorCode, blocking, connections::database, types::*};
use crate::{
    app::{App, Printing},
    domain::{Invoice, InvoiceFilter},
    export::{NamePattern, Names, ZipWriter},
    files::{self, FileError},
    pdf::{self, PrintContext, Rendered},
    store::{self, invoices},
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
        let Some(path) = app.host.save_path(&suggested) else { return Ok(None) };
        files::replace(&path, &rendered.bytes)?;
        let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        Ok(Some(SavedFile {
            file_name: text(path.file_name()),
            folder: text(path.parent().map(Path::as_os_str)),
            missing_characters: rendered.missing.iter().map(char::to_string).collect(),
        }))
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
pub async fn pdf_notes(app: &Arc<App>, request: PdfRequest) -> Result<PdfNotes, Error> {
    let (_, rendered) = render_one(app, &request).await?;
    let missing_characters = rendered.missing.iter().map(char::to_string).collect();
    Ok(PdfNotes { missing_characters, printed_without: Vec::new() })
}

/// How the files of a selection would be named.
pub async fn file_names(_: &Arc<App>, _: FileNamesRequest) -> Result<FileNames, Error> {
    Err(Error::new(ErrorCode::Failed, "not there yet"))
}

/// Asks where to put the PDFs of a selection and writes them; `None` when dismissed.
pub async fn print_pdfs(
    _: &Arc<App>,
    _: PrintRequest,
    _: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Option<PrintResult>, Error> {
    Err(Error::new(ErrorCode::Failed, "not there yet"))
}

/// Stops printing; what was written stays. False when nothing is printed.
pub async fn stop_printing(_: &Arc<App>, _: ConnectionRequest) -> Result<bool, Error> {
    Err(Error::new(ErrorCode::Failed, "not there yet"))
}

/// Which invoices to print.
#[derive(Clone, Debug)]
pub enum Selection {
    /// These ids.
    Ids(Vec<i64>),
    /// All a filter finds.
    Filter(Box<InvoiceFilter>),
}

/// Where printed invoices go; any of them, at least one.
pub struct Targets {
    /// A file each, in this folder, which is made when it is missing.
    pub folder: Option<PathBuf>,
    /// One PDF with all of them and an outline.
    pub merged: Option<PathBuf>,
    /// A ZIP of single files.
    pub zip: Option<PathBuf>,
    /// How single files are named.
    pub names: NamePattern,
}

/// A PDF that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrittenPdf {
    /// The invoice.
    pub id: i64,
    /// The file it is in.
    pub path: PathBuf,
    /// SHA-256 of the invoice's own PDF, in hexadecimal.
    pub sha256: String,
    /// Characters no embedded font has; they are printed as an empty box.
    #[serde(skip)]
    pub missing_characters: Vec<char>,
}

/// Prints many invoices. A file that already holds the same bytes is left alone; none is ever half written.
///
/// # Errors
/// At the first file that cannot be written; those before it stay.
pub async fn print_many(
    app: &Arc<App>,
    connection: &str,
    selection: Selection,
    targets: Targets,
) -> Result<Vec<WrittenPdf>, Error> {
    let (_, database) = database(app, connection)?;
    let today = app.clock.today();
    blocking(move || {
        if let Some(folder) = &targets.folder {
            fs::create_dir_all(folder).map_err(FileError::while_doing(folder, "made"))?;
        }
        database.read(|tx| {
            let printed = Printer::new(tx, targets).and_then(|mut printer| {
                each(tx, selection, today, |invoice| printer.print(tx, &invoice))?;
                printer.finish().map_err(Failure::from)
            });
            match printed {
                // The database has to see its own errors, to know a damaged file.
                Err(Failure::Store(error)) => Err(error),
                Err(Failure::Other(error)) => Ok(Err(error)),
                Ok(written) => Ok(Ok(written)),
            }
        })?
    })
    .await
}

/// Why printing stopped: the cache, or anything else.
enum Failure {
    Store(store::Error),
    Other(Error),
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::Other(error.into())
    }
}

impl From<pdf::Error> for Failure {
    fn from(error: pdf::Error) -> Self {
        Self::Other(error.into())
    }
}

fn each(
    tx: &Transaction<'_>,
    selection: Selection,
    today: jiff::civil::Date,
    mut print: impl FnMut(Invoice) -> Result<(), Failure>,
) -> Result<(), Failure> {
    match selection {
        Selection::Filter(filter) => invoices::all(tx, &filter, today, |held| print(held.invoice)),
        Selection::Ids(ids) => ids.into_iter().try_for_each(|id| match invoices::get(tx, id)? {
            Some(held) => print(held.invoice),
            None => Err(Error::new(ErrorCode::NotFound, format!("there is no invoice {id} in the cache")).into()),
        }),
    }
}

/// Prints invoices one after the other into all targets.
struct Printer {
    printing: Printing,
    folder: Option<PathBuf>,
    names: Names,
    merged: Option<(PathBuf, Vec<pdf::Part>)>,
    zip: Option<Zip>,
    written: Vec<WrittenPdf>,
}

/// A ZIP on its way to its place.
struct Zip {
    path: PathBuf,
    temporary: tempfile::NamedTempFile,
    writer: ZipWriter<BufWriter<File>>,
}

impl Printer {
    fn new(tx: &Transaction<'_>, targets: Targets) -> Result<Self, Failure> {
        Ok(Self {
            printing: Printing::read(tx)?,
            folder: targets.folder,
            names: Names::new(targets.names),
            merged: targets.merged.map(|path| (path, Vec::new())),
            zip: targets.zip.map(Zip::create).transpose()?,
            written: Vec::new(),
        })
    }

    fn print(&mut self, tx: &Transaction<'_>, invoice: &Invoice) -> Result<(), Failure> {
        let context: PrintContext = self.printing.context(tx, invoice)?;
        let part = pdf::Part::new(invoice, &context, pdf::Layout::Server);
        let rendered = part.render()?;
        let name = self.names.next(invoice);
        let mut path = None;
        if let Some(folder) = &self.folder {
            let file = folder.join(&name);
            files::replace(&file, &rendered.bytes)?;
            path = Some(file);
        }
        if let Some(zip) = &mut self.zip {
            zip.writer.add(&name, &rendered.bytes).map_err(FileError::while_doing(&zip.path, "written"))?;
            path = path.or_else(|| Some(zip.path.clone()));
        }
        if let Some((file, parts)) = &mut self.merged {
            parts.push(part);
            path = path.or_else(|| Some(file.clone()));
        }
        self.written.push(WrittenPdf {
            id: invoice.id,
            path: path.unwrap_or_default(),
            sha256: Sha256::digest(&rendered.bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
            missing_characters: rendered.missing,
        });
        Ok(())
    }

    fn finish(self) -> Result<Vec<WrittenPdf>, Error> {
        if let Some((path, parts)) = &self.merged
            && !parts.is_empty()
        {
            files::replace(path, &pdf::merge(parts)?.bytes)?;
        }
        if let Some(zip) = self.zip {
            zip.finish()?;
        }
        Ok(self.written)
    }
}

impl Zip {
    fn create(path: PathBuf) -> Result<Self, Error> {
        let error = |source| FileError::while_doing(&path, "written")(source);
        let temporary = files::temporary_beside(&path).map_err(error)?;
        let file = temporary.as_file().try_clone().map_err(error)?;
        Ok(Self { writer: ZipWriter::new(BufWriter::new(file)), temporary, path })
    }

    fn finish(self) -> Result<(), Error> {
        let error = |source| FileError::while_doing(&self.path, "written")(source);
        self.writer.finish().map_err(error)?;
        self.temporary.persist(&self.path).map_err(|failed| error(failed.error))?;
        Ok(())
    }
}
