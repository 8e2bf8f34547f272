//! Reads every page of the list of invoices.
//!
//! The list is ordered by id, ids only grow and nothing is ever deleted, so an invoice keeps its place for
//! good and new ones land behind the last. Reading from the end to the start therefore loses and doubles
//! nothing, gives the newest months first, and how many are still unread is a cursor that survives a kill and
//! a change of the page size. What is created meanwhile is behind the end and is read at the end.

use std::sync::atomic::Ordering;

use futures_util::{StreamExt, stream};
use tokio::sync::mpsc;

use super::{
    Error,
    context::Context,
    new,
    pages::{self, Page},
};
use crate::{
    domain::SyncPhase,
    store::{
        invoices,
        page_writer::ReadInvoice,
        sync_runs::{self, Cursor},
    },
    threescale::InvoiceList,
};

/// Reads all pages, from `cursor` on where there is one, and marks what was not found.
pub(super) async fn sweep(context: &Context<'_>, cursor: Option<Cursor>) -> Result<(), Error> {
    let total = context.client.count(&InvoiceList::default()).await?;
    context.set_server_total(total);
    let mut cursor = match cursor {
        // The newest first here too: what was created since the cursor was left.
        Some(left_at) => {
            new::read_from(context, left_at.total_entries).await?;
            Cursor { total_entries: context.server_total(), ..left_at }
        }
        None => Cursor { per_page: total.max(1), next_page: 1, total_entries: total },
    };
    pages(context, &mut cursor).await?;
    // What was created while the pages were read.
    new::read_from(context, cursor.total_entries).await?;
    let (run, root, now) = (context.run, context.root, context.now());
    context
        .write(move |tx| {
            let missing = invoices::mark_missing(tx, root, run)?;
            sync_runs::set_swept(tx, run, missing, now)
        })
        .await
}

/// Pages on their way between the portal and the cache.
const AHEAD: usize = 8;

/// Pages are read while others are written. The more of them wait, the more are written together, which takes
/// less time; the first is written at once.
async fn pages(context: &Context<'_>, cursor: &mut Cursor) -> Result<(), Error> {
    report(context, *cursor);
    let (sender, receiver) = mpsc::channel(AHEAD);
    // When reading fails, what was read before is still written.
    let (fetched, written) = tokio::join!(fetch(context, cursor.unread(), sender), write(context, *cursor, receiver));
    *cursor = written?;
    fetched
}

type FetchedPage = Page<Vec<ReadInvoice>>;

/// Two pages at a time: while one is understood, the other is on its way. They are handed on in their order.
async fn fetch(context: &Context<'_>, unread: u64, pages: mpsc::Sender<FetchedPage>) -> Result<(), Error> {
    let mut unread = unread;
    while unread > 0 {
        let size = context.page_size.load(Ordering::Relaxed);
        let mut fetched = stream::iter(ends(unread, size)).map(|end| page_before(context, end)).buffered(2);
        while let Some(page) = fetched.next().await.transpose()? {
            unread = page.first_place();
            let is_as_expected = page.size == size;
            if pages.send(page).await.is_err() {
                // Writing failed, and says why.
                return Ok(());
            }
            if !is_as_expected {
                // The places that follow are others now.
                break;
            }
        }
    }
    Ok(())
}

/// Where pages of a size end, from a place down to the start of the list.
fn ends(unread: u64, size: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(unread), move |end| Some((end - 1) / size * size).filter(|end| *end > 0))
}

/// The page that ends at a place or behind it.
async fn page_before(context: &Context<'_>, end: u64) -> Result<FetchedPage, Error> {
    pages::page_at(context, &InvoiceList::default(), end - 1).await
}

/// Writes the invoices of pages and the cursor behind them, together or not at all.
async fn write(
    context: &Context<'_>,
    mut cursor: Cursor,
    mut pages: mpsc::Receiver<FetchedPage>,
) -> Result<Cursor, Error> {
    let mut batch = Vec::with_capacity(AHEAD);
    while pages.recv_many(&mut batch, AHEAD).await > 0 {
        let mut invoices = Vec::new();
        for page in batch.drain(..) {
            context.set_server_total(page.total.max(context.server_total()));
            cursor = Cursor { per_page: page.size, next_page: page.number - 1, ..cursor };
            invoices.extend(page.invoices);
        }
        let run = context.run;
        context.save(invoices, move |tx| sync_runs::set_cursor(tx, run, cursor)).await?;
        report(context, cursor);
    }
    Ok(cursor)
}

fn report(context: &Context<'_>, cursor: Cursor) {
    let done = cursor.total_entries - cursor.unread();
    context.reporter.at(SyncPhase::Invoices, done, Some(cursor.total_entries));
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn pages_end_where_the_ones_before_begin() {
        assert_eq!(ends(1234, 500).collect::<Vec<_>>(), [1234, 1000, 500]);
        assert_eq!(ends(1000, 500).collect::<Vec<_>>(), [1000, 500]);
        assert_eq!(ends(1, 500).collect::<Vec<_>>(), [1]);
    }
}
