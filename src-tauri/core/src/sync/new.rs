//! Reads what was created since the last sync: it stands behind everything that is held.

use super::{Error, context::Context, pages};
use crate::{domain::SyncPhase, store::invoices, threescale::InvoiceList};

/// Asks how many invoices there are, and reads those behind the ones that are held.
pub(super) async fn read(context: &Context<'_>) -> Result<(), Error> {
    context.reporter.at(SyncPhase::Live, 0, None);
    let held = context.write(invoices::count_present).await?;
    context.set_server_total(context.client.count(&InvoiceList::default()).await?);
    read_from(context, held).await
}

/// Compares the number held with the server's count. What was created while other lists were read is read
/// now; false when they still differ, which means that something is not as it should be.
pub(super) async fn count_agrees(context: &Context<'_>) -> Result<bool, Error> {
    let before = context.server_total();
    if context.write(invoices::count_present).await? == before {
        return Ok(true);
    }
    context.set_server_total(context.client.count(&InvoiceList::default()).await?);
    read_from(context, before).await?;
    let (held, server) = (context.write(invoices::count_present).await?, context.server_total());
    if held != server {
        tracing::warn!(held, server, "the counts differ");
    }
    Ok(held == server)
}

/// Reads the whole list from a place on to its end, which may move on meanwhile.
pub(super) async fn read_from(context: &Context<'_>, place: u64) -> Result<(), Error> {
    let mut place = place;
    while place < context.server_total() {
        let page = pages::page_at(context, &InvoiceList::default(), place).await?;
        context.set_server_total(page.total.max(context.server_total()));
        place = page.end();
        context.save(page.invoices, |_| Ok(())).await?;
    }
    Ok(())
}
