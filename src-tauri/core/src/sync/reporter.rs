use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

use crate::domain::{SyncPhase, SyncProgress};

/// Tells somebody what a sync is at.
pub struct Reporter {
    tell: Box<dyn Fn(SyncProgress) + Send + Sync>,
    last: Mutex<SyncProgress>,
}

impl Reporter {
    /// A reporter that calls `tell` at every step forward.
    pub fn new(tell: impl Fn(SyncProgress) + Send + Sync + 'static) -> Self {
        let last = SyncProgress { phase: SyncPhase::Starting, done: 0, total: None, waiting: None };
        Self { tell: Box::new(tell), last: Mutex::new(last) }
    }

    /// Says how far a phase is.
    pub fn at(&self, phase: SyncPhase, done: u64, total: Option<u64>) {
        self.say(SyncProgress { phase, done, total, waiting: None });
    }

    /// Says that the sync waits, and for what.
    pub fn waiting(&self, reason: &str) {
        self.say(SyncProgress { waiting: Some(reason.to_owned()), ..self.last() });
    }

    /// What was said last.
    pub(super) fn last(&self) -> SyncProgress {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn say(&self, progress: SyncProgress) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = progress.clone();
        (self.tell)(progress);
    }
}

/// Tells a sync to stop.
pub type Stop = watch::Sender<bool>;

/// A signal that stops a sync, and its receiving end.
pub fn stop_signal() -> (Stop, watch::Receiver<bool>) {
    watch::channel(false)
}
