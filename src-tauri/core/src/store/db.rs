use std::{
    fs::{self, File, OpenOptions},
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use fs4::fs_std::FileExt;
use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::{
    Error, Result,
    kept::{Added, Kept, note_added},
    migrations,
    migrations::SCHEMA_VERSION,
};
use crate::files;

/// How long a statement waits for another process that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The cache file of one connection: one writer, readers beside it.
///
/// Every call may block on the disk, so async code goes through a blocking thread.
pub struct Database {
    path: PathBuf,
    writer: Mutex<Connection>,
    /// What the open transaction of the writer added.
    added: Added,
    readers: Mutex<Vec<Connection>>,
    kept: Kept,
    /// The file was found damaged and set aside: this value still holds it, and must not be used again.
    broken: AtomicBool,
    /// Held as long as the file is in use here; tells an unclean end from another process at work.
    _in_use: File,
}

impl Database {
    /// Opens the file, makes it when there is none, and brings its schema up to date after a backup copy.
    ///
    /// # Errors
    /// [`Error::FromTheFuture`] before anything is written; [`Error::Damaged`] after the file was set aside.
    pub fn open(path: &Path, now: Timestamp) -> Result<Self> {
        let folder = path.parent().unwrap_or(Path::new("."));
        files::make_private_folder(folder).map_err(|error| Error::io(folder)(error.source))?;
        match Self::open_existing(path, now) {
            Err(error) if error.is_damage() => Err(set_aside(path, now)?),
            Err(error) => Err(error.about(path)),
            Ok(database) => Ok(database),
        }
    }

    fn open_existing(path: &Path, now: Timestamp) -> Result<Self> {
        let (in_use, alone) = mark_in_use(path)?;
        let unclean = alone && wal_of(path).metadata().is_ok_and(|wal| wal.len() > 0);
        let found = schema_version(path)?;
        if found > SCHEMA_VERSION {
            return Err(Error::FromTheFuture { path: path.to_owned(), found, known: SCHEMA_VERSION });
        }
        make_private_file(path)?;
        let mut writer = connect(path)?;
        // A page of invoices touches many pages of the file, and the next one most of them again: they stay at
        // hand, and go from the log to the file together. The log is cut back to its usual size after that.
        writer.pragma_update(None, "cache_size", -48_000)?;
        writer.pragma_update(None, "wal_autocheckpoint", 12_000)?;
        writer.pragma_update(None, "journal_size_limit", 8 << 20)?;
        if unclean {
            quick_check(&writer)?;
        }
        if found > 0 && found < SCHEMA_VERSION {
            backup_before_migration(&writer, path, found, now)?;
        }
        migrations::migrate(&mut writer)?;
        if found == 0 {
            take_over_journal(&writer, path);
        }
        Ok(Self {
            path: path.to_owned(),
            added: Added::listen(&writer)?,
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            kept: Kept::off(path),
            broken: AtomicBool::new(false),
            _in_use: in_use,
        })
    }

    /// Reads from a file without opening it for good: nothing is made, brought up to date or set aside.
    /// `None` when that is not possible, for whatever reason; opening it tells the reason.
    pub fn peek<T>(path: &Path, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Option<T> {
        let mut connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
        connection.busy_timeout(BUSY_TIMEOUT).ok()?;
        let transaction = connection.transaction().ok()?;
        work(&transaction).ok()
    }

    /// From now on an index of the invoices is kept in memory, for a face that asks again and again. It is loaded when
    /// it is first asked for.
    pub fn keep_index(&self) {
        self.kept.want();
    }

    pub(super) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// Damaged caches that were set aside beside this one, oldest first.
    pub fn set_aside_files(&self) -> Vec<PathBuf> {
        set_aside_files(&self.path)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Size on disk in bytes, the write-ahead log included.
    pub fn size(&self) -> u64 {
        [self.path.clone(), wal_of(&self.path)]
            .iter()
            .filter_map(|file| file.metadata().ok())
            .map(|metadata| metadata.len())
            .sum()
    }

    /// Reads one consistent state, however many statements it takes.
    pub fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut connection = match lock(&self.readers).pop() {
            Some(connection) => connection,
            None => connect(&self.path).map_err(|error| error.about(&self.path))?,
        };
        let result = (|| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
            let value = work(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })();
        if result.is_ok() {
            lock(&self.readers).push(connection);
        }
        result.map_err(|error| self.explain(error))
    }

    /// Writes in one immediate transaction: all of it or, on an error, nothing.
    pub fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut connection = lock(&self.writer);
        let result = (|| self.all_or_nothing(&mut connection, work))();
        result.map_err(|error| self.explain(error))
    }

    /// As [`Self::write`], and on the disk before it returns: what is about to be sent must be known even after a
    /// power cut.
    pub fn write_durably<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut connection = lock(&self.writer);
        let result = (|| {
            connection.pragma_update(None, "synchronous", "FULL")?;
            self.all_or_nothing(&mut connection, work)
        })();
        let usual = connection.pragma_update(None, "synchronous", "NORMAL");
        result.and_then(|value| usual.map(|()| value).map_err(Error::from)).map_err(|error| self.explain(error))
    }

    /// The one that writes, waited for.
    pub(super) fn writer(&self) -> MutexGuard<'_, Connection> {
        lock(&self.writer)
    }

    fn all_or_nothing<T>(
        &self,
        connection: &mut Connection,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Left of a transaction that was rolled back.
        self.added.take();
        let value = work(&transaction)?;
        note_added(&transaction, self.added.take())?;
        transaction.commit()?;
        Ok(value)
    }

    /// A damaged page shows only when it is read: the file is then set aside like one that does not open.
    fn explain(&self, error: Error) -> Error {
        if !error.is_damage() {
            return error.about(&self.path);
        }
        self.broken.store(true, Ordering::Release);
        self.kept.stop();
        set_aside(&self.path, Timestamp::now()).unwrap_or_else(|failed| failed)
    }

    /// Whether the file was found damaged since it was opened; open it anew to begin a new cache.
    pub fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Acquire)
    }
}

/// Marks the file as in use by this process, and says whether no other one uses it.
fn mark_in_use(path: &Path) -> Result<(File, bool)> {
    let lock_path = path.with_extension("in-use");
    let io = Error::io(&lock_path);
    let lock = || -> std::io::Result<(File, bool)> {
        let file = File::options().create(true).append(true).open(&lock_path)?;
        let alone = FileExt::try_lock_exclusive(&file)?;
        FileExt::unlock(&file)?;
        FileExt::lock_shared(&file)?;
        Ok((file, alone))
    };
    lock().map_err(io)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panicking thread left behind is a rolled-back transaction, which is a good state.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn connect(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // For new files: rows of invoices are wide, and a page that holds more of them is split less often.
    connection.pragma_update(None, "page_size", 8192)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // With a write-ahead log this survives a killed process; a power cut may lose the last
    // transactions, which the next sync reads again, but never leaves a broken file.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -16_000)?;
    connection.set_prepared_statement_cache_capacity(64);
    super::text_ids::register(&connection)?;
    Ok(connection)
}

/// The schema of a file, read without writing to it; 0 for a new or empty file.
fn schema_version(path: &Path) -> Result<i64> {
    match path.metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(Error::io(path)(error)),
        Ok(metadata) if metadata.is_dir() => {
            return Err(Error::io(path)(std::io::Error::other("it is a folder")));
        }
        Ok(metadata) if metadata.len() == 0 => return Ok(0),
        Ok(_) => {}
    }
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if version == 0 && tables > 0 {
        return Err(Error::io(path)(std::io::Error::other("it is a database of another program")));
    }
    Ok(version)
}

pub(super) fn quick_check(connection: &Connection) -> Result<()> {
    let answer: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if answer == "ok" {
        return Ok(());
    }
    Err(Error::Sqlite(rusqlite::Error::SqliteFailure(
        rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT),
        Some(answer),
    )))
}

fn backup_before_migration(connection: &Connection, path: &Path, schema: i64, now: Timestamp) -> Result<()> {
    let copy = sibling(path, &format!("before-schema-{}-{}", schema + 1, stamp(now)));
    make_private_file(&copy)?;
    connection.backup("main", &copy, None)?;
    Ok(())
}

/// Renames a damaged file and its log, so that nothing is deleted and a new cache can be made.
fn set_aside(path: &Path, now: Timestamp) -> Result<Error> {
    let kept_as = sibling(path, &format!("damaged-{}", stamp(now)));
    for suffix in ["", "-wal", "-shm"] {
        let from = with_suffix(path, suffix);
        if from.exists() {
            fs::rename(&from, with_suffix(&kept_as, suffix)).map_err(Error::io(&from))?;
        }
    }
    Ok(Error::Damaged { path: path.to_owned(), kept_as })
}

/// `cache.sqlite` becomes `cache.damaged-….sqlite`, with a number when that is taken.
pub(super) fn sibling(path: &Path, tag: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = |number: u32| match number {
        1 => format!("{stem}.{tag}.sqlite"),
        number => format!("{stem}.{tag}-{number}.sqlite"),
    };
    (1..).map(|number| path.with_file_name(name(number))).find(|path| !path.exists()).unwrap_or_else(|| path.into())
}

fn set_aside_files(path: &Path) -> Vec<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let prefix = format!("{stem}.damaged-");
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    let mut files: Vec<PathBuf> = entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(&prefix) && name.ends_with(".sqlite")
    });
    files.sort();
    files
}

/// The journal of changes is nothing the portal could give again. A new cache takes it over from the one that was set
/// aside, as far as that can still be read; where it cannot, that file is kept.
fn take_over_journal(writer: &Connection, path: &Path) {
    let Some(damaged) = set_aside_files(path).pop() else { return };
    match copy_journal(&damaged, writer) {
        Ok(lines) => tracing::info!(lines, "the journal of changes was taken over from the damaged cache"),
        Err(error) => tracing::warn!(%error, "the rest of the journal of changes stays in the damaged cache"),
    }
}

/// Line by line, so that those before a damaged page are not lost with it. Runs have other numbers in the new cache.
pub(super) fn copy_journal(from: &Path, to: &Connection) -> rusqlite::Result<usize> {
    let from = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let all = from.prepare("SELECT * FROM write_journal")?;
    let columns: Vec<&str> = all.column_names().into_iter().filter(|column| *column != "run").collect();
    let (names, places) = (columns.join(", "), vec!["?"; columns.len()].join(", "));
    let mut select = from.prepare(&format!("SELECT {names} FROM write_journal ORDER BY id"))?;
    let mut insert = to.prepare(&format!("INSERT OR IGNORE INTO write_journal ({names}) VALUES ({places})"))?;
    let mut rows = select.query([])?;
    let mut lines = 0;
    while let Some(row) = rows.next()? {
        let values = (0..columns.len()).map(|column| row.get::<_, rusqlite::types::Value>(column));
        lines += insert.execute(rusqlite::params_from_iter(values.collect::<rusqlite::Result<Vec<_>>>()?))?;
    }
    Ok(lines)
}

pub(super) fn stamp(now: Timestamp) -> String {
    now.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn wal_of(path: &Path) -> PathBuf {
    with_suffix(path, "-wal")
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Only the person may look into it.
pub(super) fn make_private_file(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(Error::io(path))
}
