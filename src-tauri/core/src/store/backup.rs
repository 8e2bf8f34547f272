//! A copy of the cache in one file, and the way back.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, Transaction, backup::Backup};

use super::{
    Database, Error, Result,
    db::{connect, make_private_file, quick_check, sibling, stamp},
    kept,
    migrations::{self, SCHEMA_VERSION},
    settings,
};

/// Why a file cannot take the place of the cache.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// It is no copy of a cache, or a damaged one.
    #[error("{} is no backup of Billfold, or it is damaged: {detail}", path.display())]
    NoBackup {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// It belongs to another portal.
    #[error("{} is a backup of {url}, another portal", path.display())]
    OtherPortal {
        /// The file.
        path: PathBuf,
        /// The portal it is of.
        url: String,
    },
    /// The cache, or the file as the cache it is.
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<rusqlite::Error> for RestoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Database {
    /// Writes a copy of the whole cache, as it is at one moment, to an empty file. Others may go on reading and writing.
    ///
    /// # Errors
    /// When the cache cannot be read or the file not be written; the file is then of no use.
    pub fn back_up(&self, to: &Path) -> Result<()> {
        // Not the backup API: it begins anew whenever another program writes, and a sync writes all the time.
        let copied = copy(&connect(self.path())?, to);
        copied.map_err(|error| Error::from(error).about(to))
    }

    /// Puts a copy into the place of all that is held, in one step: after a kill it is either all there or not at all.
    /// What is held now is kept beside it, and its journal of changes goes along: that is nothing the portal could give
    /// again. Gives where it is kept.
    ///
    /// Nobody may sync or change anything meanwhile; that is up to the caller, as is using the database anew afterwards.
    ///
    /// # Errors
    /// [`RestoreError`]; everything is as it was then.
    pub fn restore(&self, from: &Path, portal_url: &str, now: Timestamp) -> std::result::Result<PathBuf, RestoreError> {
        let source = check(from, portal_url)?;
        let kept = sibling(self.path(), &format!("before-restore-{}", stamp(now)));
        make_private_file(&kept)?;
        self.back_up(&kept)?;
        let coming = sibling(self.path(), "restoring");
        let placed = self.place(&source, &coming, &kept);
        remove_with_log(&coming);
        placed.map(|()| kept).map_err(|error| match error {
            RestoreError::Store(error) => RestoreError::Store(error.about(self.path())),
            error => error,
        })
    }

    /// Makes the coming state whole in a file of its own before the cache becomes it.
    fn place(&self, source: &Connection, coming: &Path, before: &Path) -> std::result::Result<(), RestoreError> {
        make_private_file(coming)?;
        copy(source, coming)?;
        let mut new = connect(coming)?;
        migrations::migrate(&mut new)?;
        add_journal(&new, before)?;
        kept::start_anew(&new, self.read(kept::newest)?)?;
        let mut held = self.writer();
        let backup = Backup::new(&new, &mut held)?;
        backup.run_to_completion(i32::MAX, std::time::Duration::ZERO, None)?;
        Ok(())
    }
}

/// Adds the journal of changes of another cache of the same portal. A line both have is taken from there, where it is as new
/// or newer. Where both numbered different changes alike, those from there get numbers behind the ones that are here.
fn add_journal(to: &Connection, from: &Path) -> rusqlite::Result<()> {
    to.execute("ATTACH ?1 AS held", [from.to_string_lossy()])?;
    let offset: i64 = to.query_row(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM main.write_journal here JOIN held.write_journal there USING (id)
                                  WHERE here.prepared_at <> there.prepared_at OR here.write <> there.write)
                     THEN (SELECT MAX(id) FROM main.write_journal) ELSE 0 END",
        [],
        |row| row.get(0),
    )?;
    let all = to.prepare("SELECT * FROM held.write_journal")?;
    let columns: Vec<&str> = all.column_names();
    let values: Vec<String> = columns.iter().map(|column| moved(column)).collect();
    let (columns, values) = (columns.join(", "), values.join(", "));
    let sql = format!("INSERT OR REPLACE INTO main.write_journal ({columns}) SELECT {values} FROM held.write_journal");
    to.execute(&sql, [offset])?;
    drop(all);
    to.execute("DETACH held", []).map(drop)
}

/// A column of a line whose number moves on by `?1`. Runs are others here.
fn moved(column: &str) -> String {
    match column {
        "id" | "follows" => format!("{column} + ?1"),
        // The invoice is itself a draft then, told by the number of its line.
        "invoice_id" => "CASE WHEN invoice_id < 0 THEN invoice_id - ?1 ELSE invoice_id END".to_owned(),
        "run" => "NULL".to_owned(),
        column => column.to_owned(),
    }
}

/// Copies what a connection sees into an empty file, as pages of the size this version works with.
fn copy(from: &Connection, to: &Path) -> rusqlite::Result<()> {
    from.execute("VACUUM INTO ?1", [to.to_string_lossy()]).map(drop)
}

/// The file, opened to be read, when it can take the place of the cache of this portal.
fn check(path: &Path, portal_url: &str) -> std::result::Result<Connection, RestoreError> {
    let wrong = |detail: String| RestoreError::NoBackup { path: path.to_owned(), detail };
    let mut source = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| wrong(error.to_string()))?;
    let found: i64 =
        source.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(|error| wrong(error.to_string()))?;
    if found > SCHEMA_VERSION {
        return Err(Error::FromTheFuture { path: path.to_owned(), found, known: SCHEMA_VERSION }.into());
    }
    quick_check(&source).map_err(|error| wrong(error.to_string()))?;
    let url = source
        .transaction()
        .map_err(Error::from)
        .and_then(|tx| portal_of(&tx))
        .map_err(|error| wrong(error.to_string()))?;
    match url {
        Some(url) if url == portal_url => Ok(source),
        Some(url) => Err(RestoreError::OtherPortal { path: path.to_owned(), url }),
        None => Err(wrong("it does not say which portal it is of".to_owned())),
    }
}

fn portal_of(tx: &Transaction<'_>) -> Result<Option<String>> {
    settings::get(tx, settings::PORTAL_URL)
}

fn remove_with_log(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        // What cannot be removed is in nobody's way.
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}
