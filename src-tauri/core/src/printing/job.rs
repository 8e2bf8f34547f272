//! The work itself: one thread reads the cache, the others print and write, one puts in order.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    },
    thread,
};

use jiff::civil::Date;
use rusqlite::Transaction;
use sha2::{Digest, Sha256};

use super::{Error, Printed, Printing, Targets, WrittenPdf, targets::Collections};
use crate::{
    domain::{Invoice, InvoiceFilter},
    export::{NamePattern, Names},
    files::{self, Soon},
    pdf::{Layout, Part, PrintContext},
    store::invoices,
};

/// Invoices that wait for each thread: enough to keep it busy, few enough to keep memory flat.
const WAITING: usize = 4;

/// So many invoices for each thread may be on their way at once. One that takes long holds up those behind it, which are kept
/// until they can be put in order.
const AHEAD: usize = 32;

/// Which invoices to print.
#[derive(Clone, Debug)]
pub enum Selection {
    /// These ids, in this order.
    Ids(Vec<i64>),
    /// All a filter finds.
    Filter(Box<InvoiceFilter>),
}

/// What to print, and how.
#[derive(Clone, Debug)]
pub struct Job {
    /// Which invoices.
    pub selection: Selection,
    /// How they are laid out.
    pub layout: Layout,
    /// Where they go.
    pub targets: Targets,
    /// How single files are named.
    pub names: NamePattern,
}

/// An invoice on its way.
struct Task {
    number: u64,
    invoice: Invoice,
    context: PrintContext,
    name: String,
}

/// An invoice that was printed.
struct Done {
    number: u64,
    result: Result<Finished, Error>,
}

struct Finished {
    written: WrittenPdf,
    unchanged: bool,
    /// The file that is not on the disk for good yet.
    placed: Option<PathBuf>,
    /// What collections need.
    rest: Option<(String, Vec<u8>, Part)>,
}

/// Prints. `progress` hears how many of how many are done; `stopped` is asked before each invoice.
///
/// # Errors
/// The first invoice that cannot be printed or written ends it; see [`Error`].
pub fn print(
    tx: &Transaction<'_>,
    job: &Job,
    today: Date,
    stopped: &(dyn Fn() -> bool + Sync),
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Printed, Error> {
    let total = match &job.selection {
        Selection::Ids(ids) => ids.len() as u64,
        Selection::Filter(filter) => invoices::totals(tx, filter, today)?.count,
    };
    job.targets.prepare()?;
    let collections = Collections::begin(&job.targets)?;
    let printing = Printing::read(tx)?;
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (tasks, waiting) = sync_channel::<Task>(threads * WAITING);
    let (done, finished) = sync_channel::<Done>(threads * WAITING);
    let waiting = Mutex::new(waiting);
    let failed = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..threads {
            let done = done.clone();
            scope.spawn(|| work(job, &waiting, done, &failed));
        }
        drop(done);
        let (placed, to_settle) = channel();
        let (begun, ended) = sync_channel(threads * AHEAD);
        let settler = scope.spawn(|| settle(to_settle, &failed));
        let collector = scope.spawn(|| {
            let mut collector = Collector { collections, placed, ended, printed: Printed::default() };
            let result = collector.collect(finished, total, progress);
            failed.fetch_or(result.is_err(), Ordering::Relaxed);
            result.map(|()| SoFar { printed: collector.printed, collections: collector.collections })
        });
        let given_up = || stopped() || failed.load(Ordering::Relaxed);
        let handed_out = hand_out(tx, job, today, &printing, (&tasks, &begun), &given_up);
        drop((tasks, begun));
        let so_far = collector.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let settled = settler.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // Of several failures the one that comes first in the order of the invoices.
        let so_far = so_far?;
        handed_out?;
        settled?;
        so_far.end(total, &job.targets)
    })
}

/// Reads invoices and passes them on; ends early when it is told to.
fn hand_out(
    tx: &Transaction<'_>,
    job: &Job,
    today: Date,
    printing: &Printing,
    (tasks, begun): (&SyncSender<Task>, &SyncSender<()>),
    given_up: &dyn Fn() -> bool,
) -> Result<(), Error> {
    let mut names = Names::new(job.names.clone());
    let mut number = 0;
    let mut pass_on = |invoice: Invoice| -> Result<bool, Error> {
        if given_up() || begun.send(()).is_err() {
            return Ok(false);
        }
        let task = Task { number, context: printing.context(tx, &invoice)?, name: names.next(&invoice), invoice };
        number += 1;
        Ok(tasks.send(task).is_ok())
    };
    match &job.selection {
        Selection::Ids(ids) => {
            for id in ids {
                let held = invoices::get(tx, *id)?.ok_or(Error::NotFound(*id))?;
                if !pass_on(held.invoice)? {
                    break;
                }
            }
            Ok(())
        }
        Selection::Filter(filter) => {
            let end = invoices::all(tx, filter, today, |held| match pass_on(held.invoice) {
                Ok(true) => Ok(()),
                Ok(false) => Err(End::GivenUp),
                Err(error) => Err(End::Failed(error)),
            });
            match end {
                Err(End::Failed(error)) => Err(error),
                Ok(()) | Err(End::GivenUp) => Ok(()),
            }
        }
    }
}

/// Why reading ended before its end.
enum End {
    GivenUp,
    Failed(Error),
}

impl From<crate::store::Error> for End {
    fn from(error: crate::store::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Prints invoices until there are no more. After a failure the rest is taken and left undone, so that nobody waits to hand
/// it out.
fn work(job: &Job, waiting: &Mutex<Receiver<Task>>, done: SyncSender<Done>, failed: &AtomicBool) {
    loop {
        // Held only while waiting: a sent task wakes one thread.
        let task = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(task) = task else { return };
        if failed.load(Ordering::Relaxed) {
            continue;
        }
        let (number, id) = (task.number, task.invoice.id);
        // One invoice that brings out a mistake of ours must not leave the others waiting for it for ever.
        let result = catch_unwind(AssertUnwindSafe(|| one(job, task))).unwrap_or(Err(Error::Mistake(id)));
        if done.send(Done { number, result }).is_err() {
            failed.store(true, Ordering::Relaxed);
        }
    }
}

fn one(job: &Job, task: Task) -> Result<Finished, Error> {
    let Task { invoice, context, name, .. } = task;
    let failed = |error| Error::Pdf { id: invoice.id, error };
    let part = Part::new(&invoice, &context, job.layout);
    let rendered = part.render().map_err(failed)?;
    let (mut unchanged, mut placed) = (false, None);
    if let Some(file) = job.targets.file(&name) {
        match files::replace_soon(&file, &rendered.bytes)? {
            Soon::Same => unchanged = true,
            Soon::Written(file) => placed = file,
        }
    }
    let written = WrittenPdf {
        id: invoice.id,
        path: job.targets.place(&name),
        sha256: Sha256::digest(&rendered.bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        friendly_id: invoice.friendly_id,
        missing_characters: rendered.missing,
    };
    let rest = Collections::any(&job.targets).then_some((name, rendered.bytes, part));
    Ok(Finished { written, unchanged, placed, rest })
}

/// Waits for each file to be on the disk for good, while the next ones are printed. When this falls behind, more files are
/// waiting together and the first of them brings the others along.
fn settle(placed: Receiver<PathBuf>, failed: &AtomicBool) -> Result<(), Error> {
    let settled = placed.iter().try_for_each(|file| files::make_durable(&file).map_err(Error::from));
    failed.fetch_or(settled.is_err(), Ordering::Relaxed);
    settled
}

/// What is in place so far.
struct SoFar {
    printed: Printed,
    collections: Collections,
}

impl SoFar {
    fn end(mut self, total: u64, targets: &Targets) -> Result<Printed, Error> {
        let is_complete = self.printed.written.len() as u64 == total;
        // Half a ZIP looks like a whole one: it is whole or not there.
        if !is_complete && targets.folder.is_none() {
            self.printed.written.clear();
        }
        self.printed.left = total.saturating_sub(self.printed.written.len() as u64);
        self.printed.unchanged += self.collections.finish(total == 0 || !is_complete)?;
        Ok(self.printed)
    }
}

/// Takes what is done in the order it was asked for.
struct Collector {
    collections: Collections,
    /// Files that are to be waited for.
    placed: Sender<PathBuf>,
    /// One for each invoice that was begun; taken when it is in its place.
    ended: Receiver<()>,
    printed: Printed,
}

impl Collector {
    /// The first failure in the order of the invoices is the one that is told.
    fn collect(
        &mut self,
        finished: Receiver<Done>,
        total: u64,
        progress: &(dyn Fn(u64, u64) + Sync),
    ) -> Result<(), Error> {
        let mut early: BTreeMap<u64, Result<Finished, Error>> = BTreeMap::new();
        progress(0, total);
        for done in finished {
            early.insert(done.number, done.result);
            while let Some(result) = early.remove(&(self.printed.written.len() as u64)) {
                self.keep(result?)?;
                progress(self.printed.written.len() as u64, total);
            }
        }
        Ok(())
    }

    fn keep(&mut self, finished: Finished) -> Result<(), Error> {
        if let Some((name, bytes, part)) = finished.rest {
            self.collections.add(&name, &bytes, part)?;
        }
        if let Some(file) = finished.placed {
            // The one who waits there ends early only after a failure, which is told at the end.
            let _ = self.placed.send(file);
        }
        self.printed.unchanged += u64::from(finished.unchanged);
        self.printed.written.push(finished.written);
        let _ = self.ended.try_recv();
        Ok(())
    }
}
