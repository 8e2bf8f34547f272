//! Reads the lists of the states in which an invoice can still change.
//!
//! Such a list shifts while it is read: an invoice that moves on pulls another one onto a page that was read
//! already. Nothing is lost by that, since what is held as live and was on no list is read afterwards
//! (`left`), and what is new is behind the end of the whole list (`new`).

use super::{
    Error,
    context::Context,
    pages::{self, Live},
};
use crate::{
    domain::{State, SyncPhase},
    store::invoices,
    threescale::InvoiceList,
};

/// What is owed first, then what is being billed.
const ORDER: [State; 5] = [State::Failed, State::Unpaid, State::Pending, State::Finalized, State::Open];

/// Reads every live list.
pub(super) async fn read(context: &Context<'_>) -> Result<(), Error> {
    let unknown = context.write(invoices::unknown_states).await?;
    let mut done = 0;
    for state in ORDER.into_iter().chain(unknown.into_iter().map(State::from)) {
        read_state(context, state, &mut done).await?;
    }
    Ok(())
}

async fn read_state(context: &Context<'_>, state: State, done: &mut u64) -> Result<(), Error> {
    // The VAT rate is frozen when an invoice is issued; until then only the JSON shows a change from none to 0 %.
    // And while nothing is held yet, every page is news.
    let with_index = context.first || matches!(state, State::Open | State::Finalized);
    let list = InvoiceList { state: Some(state), ..InvoiceList::default() };
    read_list(context, &list, with_index, done).await
}

/// Reads a list to its end; without `with_index` the JSON of a page only where its XML is not as it was.
pub(super) async fn read_list(
    context: &Context<'_>,
    list: &InvoiceList,
    with_index: bool,
    done: &mut u64,
) -> Result<(), Error> {
    let mut place = 0;
    loop {
        let page = match with_index {
            true => pages::page_at(context, list, place).await?.map(Live::Read),
            false => pages::live_page_at(context, list, place).await?,
        };
        let (end, total) = (page.end(), page.total);
        save(context, page.invoices, done).await?;
        if end >= total {
            return Ok(());
        }
        place = end;
    }
}

async fn save(context: &Context<'_>, page: Live, done: &mut u64) -> Result<(), Error> {
    *done += match &page {
        Live::Unchanged(ids) => ids.len() as u64,
        Live::Read(invoices) => invoices.len() as u64,
    };
    context.reporter.at(SyncPhase::Live, *done, None);
    match page {
        Live::Unchanged(ids) => context.touch(ids).await,
        Live::Read(invoices) => context.save(invoices, |_| Ok(())).await,
    }
}
