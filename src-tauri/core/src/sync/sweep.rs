//! Reads every page of the list of invoices.
//!
//! The list is ordered by id, ids only grow and nothing is ever deleted, so an invoice keeps its place for
//! good and new ones land behind the last. Reading from the end to the start therefore loses and doubles
//! nothing, gives the newest months first, and how many are still unread is a cursor that survives a kill and
//! a change of the page size. What is created meanwhile is behind the end and is read at the end.

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

async fn pages(context: &Context<'_>, cursor: &mut Cursor) -> Result<(), Error> {
    let mut fetched = None;
    while cursor.unread() > 0 {
        report(context, *cursor);
        let page = match fetched.take() {
            Some(page) => page,
            None => fetch(context, cursor.unread() - 1).await?,
        };
        context.set_server_total(page.total.max(context.server_total()));
        *cursor = Cursor { per_page: page.size, next_page: page.number - 1, ..*cursor };
        let write = write_page(context, page.invoices, *cursor);
        if cursor.unread() == 0 {
            write.await?;
        } else {
            // The next page is on its way while this one is written.
            let (written, next) = tokio::join!(write, fetch(context, cursor.unread() - 1));
            written?;
            fetched = Some(next?);
        }
    }
    report(context, *cursor);
    Ok(())
}

async fn fetch(context: &Context<'_>, place: u64) -> Result<Page<Vec<ReadInvoice>>, Error> {
    pages::page_at(context, &InvoiceList::default(), place).await
}

/// Writes the invoices of a page and the cursor behind it, together or not at all.
async fn write_page(context: &Context<'_>, invoices: Vec<ReadInvoice>, cursor: Cursor) -> Result<(), Error> {
    let run = context.run;
    context.save(invoices, move |tx| sync_runs::set_cursor(tx, run, cursor)).await
}

fn report(context: &Context<'_>, cursor: Cursor) {
    let done = cursor.total_entries - cursor.unread();
    context.reporter.at(SyncPhase::Invoices, done, Some(cursor.total_entries));
}
