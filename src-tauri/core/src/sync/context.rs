use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use jiff::Timestamp;
use rusqlite::Transaction;

use super::{Error, Reporter, told::Heard};
use crate::{
    clock::Clock,
    store::{
        self, Database,
        page_writer::{PageWriter, ReadInvoice},
        sync_runs::{self, Counts},
    },
    threescale::Client,
};

/// What every part of a sync works with.
pub(super) struct Context<'a> {
    pub(super) client: &'a Client,
    pub(super) database: &'a Arc<Database>,
    pub(super) clock: &'a dyn Clock,
    pub(super) reporter: &'a Reporter,
    /// This run.
    pub(super) run: i64,
    /// The first of the runs that go on from each other; what a sweep read since it is not missing.
    pub(super) root: i64,
    /// Whether everything is read for the first time.
    pub(super) first: bool,
    /// What the index said, for the comparison at the end.
    pub(super) heard: Heard,
    pub(super) writer: Arc<Mutex<PageWriter>>,
    /// The size of a page that the server is known to manage.
    pub(super) page_size: AtomicU64,
    /// How many invoices the server said it has, the last time it said so.
    pub(super) server_total: AtomicU64,
}

impl Context<'_> {
    /// Writes on a blocking thread, in one transaction.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> store::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        write(self.database, work).await
    }

    /// Writes invoices and whatever belongs to them, together or not at all.
    pub(super) async fn save(
        &self,
        invoices: Vec<ReadInvoice>,
        also: impl FnOnce(&Transaction<'_>) -> store::Result<()> + Send + 'static,
    ) -> Result<(), Error> {
        let (now, writer) = (self.now(), Arc::clone(&self.writer));
        self.count_in(move |tx| {
            let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            let counts = writer.write(tx, &invoices, now)?;
            also(tx)?;
            Ok(counts)
        })
        .await
    }

    /// Notes invoices that are as they are held.
    pub(super) async fn touch(&self, ids: Vec<i64>) -> Result<(), Error> {
        let (now, writer) = (self.now(), Arc::clone(&self.writer));
        self.count_in(move |tx| {
            let writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            writer.touch_all(tx, &ids, now)
        })
        .await
    }

    /// Writes and adds to the counts of the run in the same transaction.
    async fn count_in(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> store::Result<Counts> + Send + 'static,
    ) -> Result<(), Error> {
        let (run, now, at) = (self.run, self.now(), self.reporter.last());
        self.write(move |tx| {
            let counts = work(tx)?;
            sync_runs::count(tx, run, counts, &at, now)
        })
        .await
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn server_total(&self) -> u64 {
        self.server_total.load(Ordering::Relaxed)
    }

    pub(super) fn set_server_total(&self, total: u64) {
        self.server_total.store(total, Ordering::Relaxed);
    }
}

/// Writes on a blocking thread, in one transaction.
pub(super) async fn write<T: Send + 'static>(
    database: &Arc<Database>,
    work: impl FnOnce(&Transaction<'_>) -> store::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let database = Arc::clone(database);
    let written = tokio::task::spawn_blocking(move || database.write(work)).await;
    written.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic())).map_err(Error::from)
}

/// Reads on a blocking thread, beside whoever writes.
pub(super) async fn read<T: Send + 'static>(
    database: &Arc<Database>,
    work: impl FnOnce(&Transaction<'_>) -> store::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let database = Arc::clone(database);
    let read = tokio::task::spawn_blocking(move || database.read(work)).await;
    read.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic())).map_err(Error::from)
}
