use std::{fs::File, path::Path, sync::Arc, time::Duration};

use fs4::fs_std::FileExt;
use jiff::Timestamp;
use tokio::sync::watch;

use super::{
    Error, Reporter, accounts, payments,
    plan::{Action, Known, Plan, plan},
    sweep,
};
use crate::{
    clock::Clock,
    domain::{SyncOutcome, SyncPhase},
    store::{self, Database, sync_runs},
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
    /// The first of the runs that go on from each other; what is read since it is current.
    pub(super) root: i64,
}

impl Context<'_> {
    /// Writes on a blocking thread, in one transaction.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> store::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        write(self.database, work).await
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

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

/// Runs one sync to its end and gives the number of its run. Whatever happens, the run says how it ended.
pub async fn run(
    client: &Client,
    database: &Arc<Database>,
    clock: &dyn Clock,
    full: bool,
    reporter: &Reporter,
    mut stop: watch::Receiver<bool>,
) -> (Option<i64>, Result<(), Error>) {
    let (run, plan) = match begin(database, clock, full).await {
        Ok(begun) => begun,
        Err(error) => return (None, Err(error)),
    };
    let root = plan.continues.map_or(run, |continued| continued.root);
    let context = Context { client, database, clock, reporter, run, root };
    let result = tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => Err(Error::Stopped),
        result = carry_out(&context, &plan) => result,
    };
    let closed = end(&context, &result).await;
    (Some(run), result.and(closed))
}

async fn begin(database: &Arc<Database>, clock: &dyn Clock, full: bool) -> Result<(i64, Plan), Error> {
    let now = clock.now();
    write(database, move |tx| {
        let plan = plan(&Known { open_run: sync_runs::open_run(tx)?, full, now });
        let run = sync_runs::open(tx, plan.full, now, plan.continues.as_ref())?;
        Ok((run, plan))
    })
    .await
}

async fn carry_out(context: &Context<'_>, plan: &Plan) -> Result<(), Error> {
    context.reporter.at(SyncPhase::Starting, 0, None);
    for step in &plan.steps {
        tracing::debug!(run = context.run, action = ?step.action, why = step.why, "step");
        match step.action {
            Action::SweepInvoices => sweep::sweep(context, plan.continues.and_then(|run| run.cursor)).await?,
            Action::ReadAccounts => accounts::read(context).await?,
            Action::ReadChangedPayments => payments::read(context, None).await?,
            Action::ReadAllPayments => payments::read(context, Some(context.root)).await?,
        }
    }
    Ok(())
}

async fn end(context: &Context<'_>, result: &Result<(), Error>) -> Result<(), Error> {
    let (outcome, error) = match result {
        Ok(()) => (SyncOutcome::Done, None),
        Err(Error::Stopped) => (SyncOutcome::Stopped, None),
        Err(error) if error.is_offline() => (SyncOutcome::Offline, Some(error.to_string())),
        Err(error) => (SyncOutcome::Failed, Some(error.to_string())),
    };
    let (run, now) = (context.run, context.now());
    let traffic = (context.client.meter().requests(), context.client.meter().bytes());
    context.write(move |tx| sync_runs::close(tx, run, outcome, error.as_deref(), traffic, now)).await
}

async fn write<T: Send + 'static>(
    database: &Arc<Database>,
    work: impl FnOnce(&rusqlite::Transaction<'_>) -> store::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let database = Arc::clone(database);
    let written = tokio::task::spawn_blocking(move || database.write(work)).await;
    written.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic())).map_err(Error::from)
}
