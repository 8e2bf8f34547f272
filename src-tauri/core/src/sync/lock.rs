use std::path::Path;

use super::Error;
use crate::{files::FileLock, store};

/// Held while a sync runs.
pub struct Lock(#[allow(dead_code)] FileLock);

const FILE: &str = "sync.lock";

impl Lock {
    /// Takes the lock of a connection's folder.
    ///
    /// # Errors
    /// [`Error::Busy`] while another sync runs.
    pub fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(FILE);
        let lock = FileLock::take(&path).map_err(|source| store::Error::Io { path, source })?;
        lock.map(Self).ok_or(Error::Busy)
    }

    /// Whether a sync runs, in whatever process. Only for showing it: the answer is old at once.
    pub fn is_taken(folder: &Path) -> bool {
        FileLock::is_taken(&folder.join(FILE))
    }
}
