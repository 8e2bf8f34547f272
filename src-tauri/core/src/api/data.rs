//! What lies on this computer, and what the system does with it.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Error, ErrorCode, blocking,
    connections::{database, entry, summary},
    invoices::{not_held, read},
    pdfs::{print_many, result, selection},
    types::*,
};
use crate::{
    app::App,
    domain::State,
    export::{NamePattern, Names},
    files::{self, FileError},
    printing::{Job, Targets, missing_for_print},
    store::{RestoreError, changes, invoices, sync_runs},
    sync,
    writes::WriteLock,
};

/// Asks where to save a copy of the cache and writes it, as it is at one moment; `None` when dismissed.
///
/// # Errors
/// When the file cannot be written, in which case what was there stays; else when the cache fails.
pub async fn back_up(app: &Arc<App>, request: ConnectionRequest) -> Result<Option<SavedFile>, Error> {
    let app_ = Arc::clone(app);
    let suggested = format!("billfold-{}-{}.sqlite", file_name_of(&request.connection), app.clock.today());
    let Some(path) = blocking(move || Ok(app_.ask_save_path(&suggested))).await? else { return Ok(None) };
    back_up_to(app, &request.connection, &path).await?;
    app.note_written(&path);
    Ok(Some(SavedFile::at(&path)))
}

/// Writes a copy of the cache to a file; whole, or what was there stays.
///
/// # Errors
/// As [`back_up`].
pub async fn back_up_to(app: &Arc<App>, connection: &str, path: &Path) -> Result<(), Error> {
    let (app, connection, path) = (Arc::clone(app), connection.to_owned(), path.to_owned());
    blocking(move || write_copy(&app, &connection, &path)).await
}

fn write_copy(app: &App, connection: &str, path: &Path) -> Result<(), Error> {
    let (_, database) = database(app, connection)?;
    let beside = files::private_temporary_beside(path).map_err(FileError::while_doing(path, "written"))?;
    database.back_up(beside.path())?;
    beside.as_file().sync_all().map_err(FileError::while_doing(path, "written"))?;
    files::persist(beside, path).map_err(|error| FileError::while_doing(path, "written")(error.source))?;
    Ok(())
}

fn file_name_of(connection: &str) -> String {
    connection.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect()
}

/// Asks for a copy made by [`back_up`] and puts it in the place of the cache, which is kept beside it; `None` when dismissed.
///
/// # Errors
/// [`ErrorCode::Busy`] while a sync or a change runs; [`ErrorCode::InvalidInput`] for a file that is no backup of this
/// portal. Everything is as it was then.
pub async fn restore(app: &Arc<App>, request: ConnectionRequest) -> Result<Option<Restored>, Error> {
    let app_ = Arc::clone(app);
    let Some(path) = blocking(move || Ok(app_.host.open_path("Restore from a backup"))).await? else { return Ok(None) };
    restore_from(app, &request.connection, &path).await.map(Some)
}

/// Puts a copy in the place of the cache.
///
/// # Errors
/// As [`restore`].
pub async fn restore_from(app: &Arc<App>, connection: &str, path: &Path) -> Result<Restored, Error> {
    let (app, connection, path) = (Arc::clone(app), connection.to_owned(), path.to_owned());
    blocking(move || read_copy(&app, &connection, &path)).await
}

fn read_copy(app: &App, connection: &str, path: &Path) -> Result<Restored, Error> {
    let (entry, database) = database(app, connection)?;
    let folder = app.folder(&entry);
    let _syncing = sync::Lock::take(&folder)?;
    let _changing = WriteLock::take(&folder)?;
    let kept = database.restore(path, &entry.url, app.clock.now())?;
    app.close_database(&entry);
    let restored = app.database(&entry)?.read(|tx| {
        let synced_at = sync_runs::freshness(tx)?.map(|(at, _)| at);
        Ok(Restored { invoices: invoices::count(tx)?, synced_at, kept_as: Some(kept.display().to_string()) })
    })?;
    Ok(restored)
}

impl From<RestoreError> for Error {
    fn from(error: RestoreError) -> Self {
        let message = error.to_string();
        match error {
            RestoreError::Store(error) => error.into(),
            RestoreError::NoBackup { .. } => Self::new(ErrorCode::InvalidInput, message)
                .hint("Choose a file that “Back up” made. Nothing was changed."),
            RestoreError::OtherPortal { .. } => Self::new(ErrorCode::InvalidInput, message)
                .hint("Connect to that portal and restore it there. Nothing was changed."),
        }
    }
}

/// Removes the token of a connection from this computer; its cache stays readable.
///
/// # Errors
/// [`ErrorCode::Busy`] while a sync or a change runs; when the keychain refuses.
pub async fn forget_token(app: &Arc<App>, request: ConnectionRequest) -> Result<Connection, Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let entry = entry(&app, &request.connection)?;
        let folder = app.folder(&entry);
        let _syncing = sync::Lock::take(&folder)?;
        let _changing = WriteLock::take(&folder)?;
        app.secrets.delete(&entry.name)?;
        Ok(summary(&app, &entry))
    })
    .await
}

/// Shows the folder of a connection's cache.
///
/// # Errors
/// When the system cannot.
pub async fn show_data_folder(app: &Arc<App>, request: ConnectionRequest) -> Result<(), Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let (_, database) = database(&app, &request.connection)?;
        app.host.show_path(database.path()).map_err(|words| system_cannot("show the folder", words))
    })
    .await
}

/// Shows the folder of the program's log.
///
/// # Errors
/// When the system cannot.
pub async fn show_log_folder(app: &Arc<App>, _: Nothing) -> Result<(), Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let folder = app.log_folder();
        files::make_private_folder(&folder)?;
        app.host.show_path(&folder).map_err(|words| system_cannot("show the folder", words))
    })
    .await
}

fn system_cannot(what: &str, words: String) -> Error {
    Error::new(ErrorCode::Failed, format!("the system could not {what}: {words}"))
}

/// Shows a file the program wrote since it was started in its folder.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a file it did not write, or that is gone; when the system cannot.
pub async fn show_written(app: &Arc<App>, request: WrittenRequest) -> Result<(), Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let path = written(&app, &request)?;
        app.host.show_path(&path).map_err(|words| system_cannot("show the folder", words))
    })
    .await
}

/// Opens a file the program wrote since it was started with the system's program for it.
///
/// # Errors
/// As [`show_written`].
pub async fn open_written(app: &Arc<App>, request: WrittenRequest) -> Result<(), Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let path = written(&app, &request)?;
        app.host.open_file(&path).map_err(|words| system_cannot("open the file", words))
    })
    .await
}

fn written(app: &App, request: &WrittenRequest) -> Result<PathBuf, Error> {
    let folder = PathBuf::from(&request.folder);
    let path = request.file_name.as_ref().map_or_else(|| folder.clone(), |name| folder.join(name));
    if !app.was_written(&path) {
        return Err(Error::new(ErrorCode::NotFound, format!("{} was not written by this window", path.display())));
    }
    if !path.exists() {
        return Err(Error::new(ErrorCode::NotFound, format!("{} is not there any more", path.display()))
            .hint("It was moved or deleted. Save it again."));
    }
    Ok(path)
}

/// Makes one PDF of a selection and opens it with the system's program, to be printed there. The file is a passing one.
///
/// # Errors
/// As [`print_many`]; when the system has no program for it.
pub async fn open_pdf(
    app: &Arc<App>,
    request: OpenPdfRequest,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<PrintResult, Error> {
    let path = passing_file(app, &request).await?;
    let job = Job {
        selection: selection(request.ids, request.filter),
        layout: request.layout,
        targets: Targets { merged: Some(path.clone()), ..Targets::default() },
        names: NamePattern::default(),
    };
    let printed = print_many(app, &request.connection, job, progress).await?;
    let stopped = printed.left > 0;
    let printed_without = read(app, &request.connection, missing_for_print).await?;
    let result = result(printed, PrintTarget::Merged, &path, printed_without);
    if !stopped {
        let app = Arc::clone(app);
        blocking(move || app.host.open_file(&path).map_err(|words| system_cannot("open the PDF", words))).await?;
    }
    Ok(result)
}

/// Where a PDF lies that is only to be looked at: in the program's own folder, for nobody else to read. Those of the time
/// before are removed, since nobody would ever find them there.
async fn passing_file(app: &Arc<App>, request: &OpenPdfRequest) -> Result<PathBuf, Error> {
    let only = request.ids.as_deref().filter(|ids| ids.len() == 1).map(|ids| ids[0]);
    let name = match only {
        None => "Invoices.pdf".to_owned(),
        Some(id) => {
            let held = read(app, &request.connection, move |tx| invoices::get(tx, id)).await?;
            let held = held.ok_or_else(|| not_held(&id.to_string()))?;
            Names::new(NamePattern::default()).next(&held.invoice)
        }
    };
    let app = Arc::clone(app);
    blocking(move || {
        let folder = app.passing_folder();
        if app.first_passing() {
            match fs::remove_dir_all(&folder) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(FileError::while_doing(&folder, "emptied")(error).into());
                }
                _ => {}
            }
        }
        files::make_private_folder(&folder)?;
        Ok(folder.join(Path::new(&name).file_name().unwrap_or(OsStr::new("Invoices.pdf"))))
    })
    .await
}

/// Opens an invoice in a window of its own, or shows the one it has.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it is not held; when the system cannot.
pub async fn open_invoice_window(app: &Arc<App>, request: InvoiceRequest) -> Result<(), Error> {
    let id = request.id;
    let held = read(app, &request.connection, move |tx| invoices::get(tx, id)).await?;
    held.ok_or_else(|| not_held(&id.to_string()))?;
    let app = Arc::clone(app);
    blocking(move || {
        let opened = app.host.open_invoice(&request.connection, id);
        opened.map_err(|words| system_cannot("open a window", words))
    })
    .await
}

/// So many invoices are named in a notification.
const EXAMPLES: usize = 3;

/// What a sync saw that a person wants to know of. Nothing for the one that filled the cache.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn sync_news(app: &Arc<App>, request: SyncNewsRequest) -> Result<SyncNews, Error> {
    let run = request.run;
    read(app, &request.connection, move |tx| {
        let unpaid = changes::came_into(tx, run, &State::Unpaid)?;
        let failed = changes::came_into(tx, run, &State::Failed)?;
        let named = failed.iter().chain(&unpaid).map(|(number, customer)| {
            let parts = [number.as_deref(), customer.as_deref()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        });
        Ok(SyncNews {
            examples: named.take(EXAMPLES).collect(),
            unpaid: unpaid.len() as u64,
            failed: failed.len() as u64,
        })
    })
    .await
}

/// Shows a notification of the system, where the person wants them.
///
/// # Errors
/// When the system cannot.
pub async fn notify(app: &Arc<App>, request: NotifyRequest) -> Result<(), Error> {
    let app = Arc::clone(app);
    blocking(move || {
        if !app.preferences.get().notifications {
            return Ok(());
        }
        app.host.notify(&request.title, &request.body).map_err(|words| system_cannot("show a notification", words))
    })
    .await
}

/// Sets the native menus.
///
/// # Errors
/// When the system cannot.
pub async fn set_menus(app: &Arc<App>, menus: Menus) -> Result<(), Error> {
    let app = Arc::clone(app);
    blocking(move || app.host.set_menus(&menus).map_err(|words| system_cannot("set the menus", words))).await
}
