//! Reads payments, one request an invoice, so only where something is to be found.

use super::{Error, run::Context};
use crate::{
    domain::{PaymentTransaction, SyncPhase},
    store::{payments, sync_runs},
    threescale::{self, Converted},
};

/// Reads the payments of every invoice that waits for it; with `since` also of those not read since then.
pub(super) async fn read(context: &Context<'_>, since: Option<i64>) -> Result<(), Error> {
    let waiting = context.write(move |tx| payments::waiting(tx, since)).await?;
    let total = waiting.len() as u64;
    let mut done = 0;
    for pair in waiting.chunks(2) {
        context.reporter.at(SyncPhase::Payments, done, Some(total));
        let first = fetch(context, pair.first().copied());
        let second = fetch(context, pair.get(1).copied());
        let (first, second) = tokio::join!(first, second);
        let read: Vec<_> = [first?, second?].into_iter().flatten().collect();
        done += pair.len() as u64;
        save(context, read).await?;
    }
    context.reporter.at(SyncPhase::Payments, done, Some(total));
    Ok(())
}

type Read = (i64, Vec<Converted<PaymentTransaction>>);

async fn fetch(context: &Context<'_>, invoice: Option<i64>) -> Result<Option<Read>, Error> {
    let Some(invoice) = invoice else { return Ok(None) };
    match context.client.payment_transactions(invoice).await {
        Ok(payments) => Ok(Some((invoice, payments))),
        // Listed a moment ago and gone now: it keeps waiting, and the next full sync marks it.
        Err(threescale::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn save(context: &Context<'_>, read: Vec<Read>) -> Result<(), Error> {
    let (run, now) = (context.run, context.now());
    context
        .write(move |tx| {
            for (invoice, transactions) in &read {
                payments::save(tx, *invoice, transactions, run)?;
            }
            sync_runs::count_payments(tx, run, read.len() as u64, now)
        })
        .await
}
