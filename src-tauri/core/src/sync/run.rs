use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};

use jiff::Timestamp;
use tokio::sync::watch;

use super::{
    Error, Reporter, accounts, compare,
    context::{Context, write},
    left, live, new, payments,
    plan::{Action, Known, Plan, plan},
    renamed, sweep,
    told::Heard,
};
use crate::{
    clock::Clock,
    domain::{SyncKind, SyncOutcome, SyncPhase},
    store::{Database, page_writer::PageWriter, settings, sync_runs},
    threescale::{Client, MAX_PER_PAGE, MIN_PER_PAGE},
};

/// What a run begins with.
struct Begun {
    run: i64,
    plan: Plan,
    page_size: u64,
    /// Whether every page was read once before.
    is_filled: bool,
}

/// How a run ended that was not ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Everything was read.
    Complete,
    /// Payments are left for another run.
    PaymentsWait,
}

/// Runs one sync to its end and gives the number of its run. Whatever happens, the run says how it ended.
pub async fn run(
    client: &Client,
    database: &Arc<Database>,
    clock: &dyn Clock,
    full: bool,
    reporter: &Reporter,
    mut stop: watch::Receiver<bool>,
) -> (Option<i64>, Result<Ended, Error>) {
    let before = traffic(client);
    let begun = match begin(database, clock, full).await {
        Ok(begun) => begun,
        Err(error) => return (None, Err(error)),
    };
    let run = begun.run;
    let context = Context {
        client,
        database,
        clock,
        reporter,
        run,
        root: begun.plan.continues.map_or(run, |sweep| sweep.root),
        first: !begun.is_filled,
        heard: Heard::default(),
        writer: Arc::new(Mutex::new(PageWriter::new(run, begun.is_filled))),
        page_size: AtomicU64::new(begun.page_size),
        server_total: AtomicU64::new(0),
    };
    let result = tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => Err(Error::Stopped),
        result = carry_out(&context, &begun.plan) => result,
    };
    let closed = end(&context, &result, before).await;
    (Some(run), closed.and(result))
}

async fn begin(database: &Arc<Database>, clock: &dyn Clock, full: bool) -> Result<Begun, Error> {
    let now = clock.now();
    write(database, move |tx| {
        let settings = settings::get(tx, settings::SYNC)?.unwrap_or_default();
        let last_check = sync_runs::last_check(tx)?;
        let plan = plan(&Known {
            open_sweep: sync_runs::open_sweep(tx)?,
            last_check,
            full_check_days: settings.full_check_days,
            full,
            now,
        });
        let run = sync_runs::open(tx, plan.kind, now, plan.continues.as_ref())?;
        let page_size = first_page_size(settings::get(tx, settings::PAGE_SIZE)?, plan.kind);
        Ok(Begun { run, plan, page_size, is_filled: last_check.is_some() })
    })
    .await
}

/// A server that was too slow for large pages is asked for the size it managed; one that is read to the end
/// anyway gets another chance at twice that.
fn first_page_size(managed: Option<u64>, kind: SyncKind) -> u64 {
    let managed = managed.unwrap_or(MAX_PER_PAGE);
    let size = if kind == SyncKind::Delta { managed } else { managed.saturating_mul(2) };
    size.clamp(MIN_PER_PAGE, MAX_PER_PAGE)
}

async fn carry_out(context: &Context<'_>, plan: &Plan) -> Result<Ended, Error> {
    context.reporter.at(SyncPhase::Starting, 0, None);
    let began = context.now();
    let (mut swept, mut ended) = (false, Ended::Complete);
    for step in &plan.steps {
        tracing::debug!(run = context.run, action = ?step.action, why = step.why, "step");
        match step.action {
            Action::ReadNew => new::read(context).await?,
            Action::ReadLive => live::read(context).await?,
            Action::ReadLeft => {
                left::read(context).await?;
                if swept {
                    set_fresh(context, began).await?;
                }
            }
            Action::CheckCount => {
                if new::count_agrees(context).await? {
                    set_fresh(context, began).await?;
                } else if plan.kind == SyncKind::Delta {
                    become_check(context, began).await?;
                }
            }
            Action::SweepInvoices => {
                sweep::sweep(context, plan.continues.map(|sweep| sweep.cursor)).await?;
                swept = true;
            }
            Action::ReadAccounts => accounts::read(context).await?,
            Action::ReadChangedAccounts => accounts::read_changed(context).await?,
            Action::ReadRenamed => renamed::read(context).await?,
            Action::ReadChangedPayments => ended = payments::read_changed(context).await?,
            Action::ReadAllPayments => payments::read_all(context, context.root).await?,
            Action::Verify => compare::verify_and_repair(context).await?,
        }
    }
    Ok(ended)
}

/// The server's count is not the number held: nothing is guessed, every page is read.
async fn become_check(context: &Context<'_>, began: Timestamp) -> Result<(), Error> {
    let run = context.run;
    context.write(move |tx| sync_runs::set_kind(tx, run, SyncKind::Check)).await?;
    sweep::sweep(context, None).await?;
    left::read(context).await?;
    set_fresh(context, began).await?;
    compare::verify_and_repair(context).await
}

async fn set_fresh(context: &Context<'_>, began: Timestamp) -> Result<(), Error> {
    let (run, total) = (context.run, context.server_total());
    context.write(move |tx| sync_runs::set_fresh(tx, run, began, total)).await
}

/// Requests and bytes so far.
fn traffic(client: &Client) -> (u64, u64) {
    (client.meter().requests(), client.meter().bytes())
}

async fn end(context: &Context<'_>, result: &Result<Ended, Error>, before: (u64, u64)) -> Result<(), Error> {
    let told = |error: &Error| Some(error.told_at(&context.reporter.last()));
    let (outcome, error) = match result {
        Ok(_) => (SyncOutcome::Done, None),
        Err(Error::Stopped) => (SyncOutcome::Stopped, None),
        Err(error) if error.is_offline() => (SyncOutcome::Offline, told(error)),
        Err(error) => (SyncOutcome::Failed, told(error)),
    };
    let (run, now, size) = (context.run, context.now(), context.page_size.load(Ordering::Relaxed));
    let (requests, bytes) = traffic(context.client);
    let traffic = (requests - before.0, bytes - before.1);
    context
        .write(move |tx| {
            settings::set(tx, settings::PAGE_SIZE, Some(&size).filter(|size| **size < MAX_PER_PAGE))?;
            sync_runs::close(tx, run, outcome, error.as_deref(), traffic, now)
        })
        .await
}
