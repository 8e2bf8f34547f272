//! Reads payments, one request an invoice, so only where something is to be found.

use jiff::{SignedDuration, Timestamp};

use super::{Error, context::Context, run::Ended};
use crate::{
    domain::{PaymentTransaction, SyncPhase},
    store::{
        payments,
        sync_runs::{self, Counts},
    },
    threescale::{self, Converted},
};

/// So many invoices' payments are written together: a kill loses no more than that.
const TOGETHER: usize = 32;

/// After so long the run ends, and another one looks at the invoices again before it goes on: after a first sync of
/// very many invoices payments take hours. Counted from here, so that each run gets on with them.
const AT_MOST: SignedDuration = SignedDuration::from_mins(15);

/// Reads the payments of every invoice that waits for it, as far as it gets.
pub(super) async fn read_changed(context: &Context<'_>) -> Result<Ended, Error> {
    read(context, None, Some(context.now() + AT_MOST)).await
}

/// Reads the payments of every invoice that has any and was not read since the run `root` began.
pub(super) async fn read_all(context: &Context<'_>, root: i64) -> Result<(), Error> {
    read(context, Some(root), None).await.map(drop)
}

async fn read(context: &Context<'_>, since: Option<i64>, until: Option<Timestamp>) -> Result<Ended, Error> {
    let waiting = context.write(move |tx| payments::waiting(tx, since)).await?;
    let total = waiting.len() as u64;
    let mut done = 0;
    let mut fetched = Vec::new();
    for ids in waiting.chunks(TOGETHER) {
        if until.is_some_and(|until| context.now() >= until) {
            save(context, fetched).await?;
            return Ok(Ended::PaymentsWait);
        }
        context.reporter.at(SyncPhase::Payments, done, Some(total));
        // The next ones are on their way while these are written.
        let (written, (read, result)) = tokio::join!(save(context, std::mem::take(&mut fetched)), fetch(context, ids));
        written?;
        if let Err(error) = result {
            save(context, read).await?;
            return Err(error);
        }
        done += ids.len() as u64;
        fetched = read;
    }
    context.reporter.at(SyncPhase::Payments, done, Some(total));
    save(context, fetched).await?;
    Ok(Ended::Complete)
}

type OfInvoice = (i64, Vec<Converted<PaymentTransaction>>);

/// Two requests at a time. What was read before one of them failed is given back with the failure.
async fn fetch(context: &Context<'_>, ids: &[i64]) -> (Vec<OfInvoice>, Result<(), Error>) {
    let (first, second) = ids.split_at(ids.len() / 2);
    let ((mut read, one), (more, two)) = tokio::join!(fetch_in_turn(context, first), fetch_in_turn(context, second));
    read.extend(more);
    (read, one.and(two))
}

async fn fetch_in_turn(context: &Context<'_>, ids: &[i64]) -> (Vec<OfInvoice>, Result<(), Error>) {
    let mut read = Vec::with_capacity(ids.len());
    for id in ids {
        match context.client.payment_transactions(*id).await {
            Ok(payments) => read.push((*id, payments)),
            // Listed a moment ago and gone now: it keeps waiting, and the next check marks it.
            Err(threescale::Error::NotFound { .. }) => {}
            Err(error) => return (read, Err(error.into())),
        }
    }
    (read, Ok(()))
}

async fn save(context: &Context<'_>, read: Vec<OfInvoice>) -> Result<(), Error> {
    if read.is_empty() {
        return Ok(());
    }
    let (run, now, at) = (context.run, context.now(), context.reporter.last());
    context
        .write(move |tx| {
            for (invoice, transactions) in &read {
                payments::save(tx, *invoice, transactions, run, now)?;
            }
            sync_runs::count_payments(tx, run, read.len() as u64)?;
            sync_runs::count(tx, run, Counts::default(), &at, now)
        })
        .await
}
