use std::path::Path;

use super::Error;
use crate::{files::FileLock, store};

/// Held while something is changed: lines of the journal that are being sent belong to whoever holds it, and to nobody
/// when nobody does.
pub struct WriteLock(#[allow(dead_code)] FileLock);

impl WriteLock {
    /// Takes the lock of a connection's folder.
    ///
    /// # Errors
    /// [`Error::Busy`] while another process changes something.
    pub fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("write.lock");
        let lock = FileLock::take(&path).map_err(|source| store::Error::Io { path, source })?;
        lock.map(Self).ok_or(Error::Busy)
    }
}
