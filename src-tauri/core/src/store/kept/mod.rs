//! The index in memory beside the file: loaded in the background, brought up to date within the transaction that asks,
//! so that an answer is always that of one state of the file.

mod answer;
mod load;
#[cfg(test)]
mod tests;
mod touched;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
};

use rusqlite::Transaction;

pub use answer::{list, months, totals, view_counts};
pub(super) use touched::{Added, newest, note_added, prune, start_anew};

use super::{Database, Result, db::connect};
use crate::index::{Index, SORT_COLUMNS};
use load::{CaughtUp, Loaded};

/// With no more invoices than this, whoever asks first waits for the index; it takes milliseconds.
const FEW: i64 = 5_000;

/// The index of one file.
pub(super) struct Kept {
    shared: Arc<Shared>,
    loader: Mutex<Option<JoinHandle<()>>>,
}

/// What the loading thread has a hand on.
struct Shared {
    path: PathBuf,
    state: RwLock<State>,
    /// The file is being closed, or was found damaged.
    stop: AtomicBool,
}

enum State {
    /// Nobody wants one, or it cannot be had: SQL answers.
    Off,
    /// To be loaded when somebody asks.
    Wanted,
    Loading,
    Ready(Box<Loaded>),
}

impl Kept {
    /// No index, until [`Self::want`].
    pub(super) fn off(path: &Path) -> Self {
        let shared = Shared { path: path.to_owned(), state: RwLock::new(State::Off), stop: AtomicBool::new(false) };
        Self { shared: Arc::new(shared), loader: Mutex::default() }
    }

    /// From now on there is to be one.
    pub(super) fn want(&self) {
        let mut state = self.shared.write();
        if matches!(*state, State::Off) {
            *state = State::Wanted;
        }
    }

    /// Nothing more is loaded. Whoever calls this may hold the index, so it is let go with the file and not here.
    pub(super) fn stop(&self) {
        self.shared.stop.store(true, Ordering::Release);
    }

    /// Brings a locked index to the state of a transaction. `None` when SQL is to answer.
    fn brought_up_to_date<'a>(
        &self,
        mut state: RwLockWriteGuard<'a, State>,
        tx: &Transaction<'_>,
    ) -> Result<Option<RwLockReadGuard<'a, State>>> {
        match &mut *state {
            State::Off | State::Loading => return Ok(None),
            State::Wanted if is_small(tx)? => {
                *state = load::load(tx, &|| false)?.map_or(State::Off, |loaded| State::Ready(Box::new(loaded)));
            }
            State::Wanted => {
                *state = State::Loading;
                self.load_in_background();
                return Ok(None);
            }
            State::Ready(loaded) => match loaded.catch_up(tx) {
                Ok(CaughtUp::Yes) => {}
                // Half brought up to date it is worth nothing.
                Ok(CaughtUp::Reload) => *state = State::Wanted,
                Ok(CaughtUp::Unfit) => *state = State::Off,
                Err(error) => {
                    *state = State::Wanted;
                    return Err(error);
                }
            },
        }
        Ok(Some(RwLockWriteGuard::downgrade(state)))
    }

    fn load_in_background(&self) {
        let shared = Arc::clone(&self.shared);
        let loader = std::thread::Builder::new().name("index".to_owned()).spawn(move || shared.load());
        match loader {
            Ok(handle) => *self.loader.lock().unwrap_or_else(PoisonError::into_inner) = Some(handle),
            // SQL goes on answering.
            Err(error) => tracing::warn!(%error, "no thread to load the index"),
        }
    }
}

impl Drop for Kept {
    /// The file is not let go while a thread still reads it.
    fn drop(&mut self) {
        self.stop();
        if let Some(loader) = self.loader.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = loader.join();
        }
    }
}

impl Shared {
    /// Nothing after a panic of whoever was changing it: [`Self::write`] sets that right.
    fn read(&self) -> Option<RwLockReadGuard<'_, State>> {
        self.state.read().ok()
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(|poisoned| {
            // Whoever changed it did not come to the end of it.
            let mut state = poisoned.into_inner();
            *state = State::Wanted;
            self.state.clear_poison();
            state
        })
    }

    fn load(&self) {
        let began = std::time::Instant::now();
        let stopped = || self.stop.load(Ordering::Acquire);
        let loaded = connect(&self.path).and_then(|mut connection| load::load(&connection.transaction()?, &stopped));
        let state = match loaded {
            Ok(Some(loaded)) => {
                let (invoices, bytes) = (loaded.index().len(), loaded.index().size());
                tracing::debug!(invoices, bytes, elapsed = ?began.elapsed(), "the index is loaded");
                State::Ready(Box::new(loaded))
            }
            Ok(None) => State::Off,
            Err(error) => {
                // What is wrong with the file the next query tells.
                tracing::warn!(%error, "the index could not be loaded");
                State::Off
            }
        };
        if stopped() {
            return;
        }
        *self.write() = state;
        // The other orders while people already read: whoever wants one that is not made makes it.
        for column in SORT_COLUMNS {
            match self.read().as_deref() {
                Some(State::Ready(loaded)) if !stopped() => loaded.index().prepare(column),
                _ => return,
            }
        }
    }
}

/// Whether there are so few invoices that reading them all takes no time.
fn is_small(tx: &Transaction<'_>) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM invoices LIMIT ?1)";
    let count: i64 = tx.prepare_cached(sql)?.query_row([FEW + 1], |row| row.get(0))?;
    Ok(count <= FEW)
}

impl Database {
    /// Reads with the index where there is one, and it is of the very state that is read.
    fn read_indexed<T>(&self, work: impl Fn(&Transaction<'_>, Option<&Index>) -> Result<T>) -> Result<T> {
        // The lock comes before the transaction, which begins with its first statement: so the index is never of a
        // later state than what is read.
        if let Some(state) = self.kept().shared.read()
            && let State::Ready(loaded) = &*state
        {
            let answer = self.read(|tx| match loaded.is_current(tx)? {
                true => work(tx, Some(loaded.index())).map(Some),
                false => Ok(None),
            })?;
            if let Some(answer) = answer {
                return Ok(answer);
            }
        }
        if self.kept().shared.read().is_some_and(|state| matches!(*state, State::Off | State::Loading)) {
            return self.read(|tx| work(tx, None));
        }
        let state = self.kept().shared.write();
        self.read(|tx| match self.kept().brought_up_to_date(state, tx)?.as_deref() {
            Some(State::Ready(loaded)) => work(tx, Some(loaded.index())),
            _ => work(tx, None),
        })
    }

    /// How many bytes of memory the index takes, roughly; `None` while SQL answers.
    pub fn index_size(&self) -> Option<usize> {
        match self.kept().shared.read().as_deref() {
            Some(State::Ready(loaded)) => Some(loaded.index().size()),
            _ => None,
        }
    }
}
