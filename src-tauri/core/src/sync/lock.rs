use std::{fs::File, path::Path, time::Duration};

use fs4::fs_std::FileExt;

use super::Error;
use crate::store;

/// Held while a sync runs; the system lets go of it when the process dies, however it dies.
pub struct Lock(#[allow(dead_code)] File);

/// How often the lock is tried before it counts as taken.
const LOCK_ATTEMPTS: usize = 5;

impl Lock {
    /// Takes the lock of a connection's folder.
    ///
    /// # Errors
    /// [`Error::Busy`] while another sync runs.
    pub fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("sync.lock");
        let io = |source| store::Error::Io { path: path.clone(), source };
        let file = File::options().create(true).append(true).open(&path).map_err(io)?;
        // Somebody who only looks whether it is taken holds it for a moment.
        for _ in 0..LOCK_ATTEMPTS {
            if FileExt::try_lock_exclusive(&file).map_err(io)? {
                return Ok(Self(file));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Err(Error::Busy)
    }

    /// Whether a sync runs, in whatever process. Only for showing it: the answer is old at once.
    pub fn is_taken(folder: &Path) -> bool {
        let file = File::options().append(true).open(folder.join("sync.lock"));
        file.is_ok_and(|file| matches!(FileExt::try_lock_shared(&file), Ok(false)))
    }
}
