use std::path::{Path, PathBuf};

/// What can go wrong with the cache.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder or file cannot be used.
    #[error("{} cannot be used: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A newer version of the program wrote it. Nothing was changed.
    #[error("{} was written by a newer version of Billfold (its schema is {found}, this version knows {known})", path.display())]
    FromTheFuture {
        /// Which file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema this version knows.
        known: i64,
    },
    /// The file was damaged and is kept under another name; the next use starts a new cache.
    #[error("the cache {} is damaged; it was kept as {}", path.display(), kept_as.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where it is now.
        kept_as: PathBuf,
    },
    /// Another program holds the file.
    #[error("{} is in use by another program", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// No room, or no permission to write.
    #[error("{} cannot be written: {detail}", path.display())]
    NotWritable {
        /// The file.
        path: PathBuf,
        /// SQLite's words.
        detail: String,
    },
    /// Anything else SQLite says.
    #[error("the cache failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A stored value is not what this version wrote.
    #[error("the cache holds a value that cannot be read: {0}")]
    Value(String),
}

impl Error {
    pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    /// Whether SQLite found the file itself to be broken.
    pub(super) fn is_damage(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        matches!(self, Self::Sqlite(error)
            if matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)))
    }

    /// Names the file where SQLite's own words do not.
    pub(super) fn about(self, path: &Path) -> Self {
        use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, PermissionDenied, ReadOnly};
        let Self::Sqlite(error) = self else { return self };
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Locked { path },
            Some(DiskFull | ReadOnly | PermissionDenied | CannotOpen) => {
                Self::NotWritable { path, detail: error.to_string() }
            }
            _ => Self::Sqlite(error),
        }
    }
}
