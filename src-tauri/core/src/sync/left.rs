//! Reads what could still change when it was last read and is on no live list any more.

use std::collections::BTreeMap;

use super::{Error, context::Context, pages};
use crate::{
    domain::SyncPhase,
    store::invoices,
    threescale::{self, InvoiceList, MAX_PER_PAGE, wire},
};

/// An invoice by itself takes two requests, and so does a page of the whole list. A page is much more work for
/// the server, so it is asked for only where it saves several pairs.
const WORTH_A_PAGE: usize = 4;

/// Reads them all.
pub(super) async fn read(context: &Context<'_>) -> Result<(), Error> {
    for place in crowded_pages(&left(context).await?) {
        let page = pages::page_at(context, &InvoiceList::default(), place).await?;
        context.save(page.invoices, |_| Ok(())).await?;
    }
    let left = left(context).await?;
    let total = left.len() as u64;
    for (done, (id, _)) in left.into_iter().enumerate() {
        context.reporter.at(SyncPhase::Live, done as u64, Some(total));
        read_one(context, id).await?;
    }
    Ok(())
}

async fn left(context: &Context<'_>) -> Result<Vec<(i64, u64)>, Error> {
    let run = context.run;
    context.write(move |tx| invoices::left_live(tx, run)).await
}

/// A place on each page of the whole list that holds several of them, the newest first.
fn crowded_pages(left: &[(i64, u64)]) -> Vec<u64> {
    let mut pages: BTreeMap<u64, usize> = BTreeMap::new();
    for (_, place) in left {
        *pages.entry(place / MAX_PER_PAGE).or_default() += 1;
    }
    let crowded = pages.into_iter().rev().filter(|(_, count)| *count >= WORTH_A_PAGE);
    crowded.map(|(page, _)| page * MAX_PER_PAGE).collect()
}

/// Reads one invoice, writes it, and gives its place in the index; one that the server does not have is marked.
pub(super) async fn read_one(context: &Context<'_>, id: i64) -> Result<Option<wire::IndexEntry>, Error> {
    match pages::read_one(context, id).await {
        Ok((invoice, entry)) => {
            context.save(vec![invoice], |_| Ok(())).await?;
            Ok(Some(entry))
        }
        Err(Error::Portal(threescale::Error::NotFound { .. })) => {
            let run = context.run;
            context.heard.forget(id);
            context.write(move |tx| invoices::mark_one_missing(tx, id, run)).await?;
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_where_several_share_it() {
        let left: Vec<_> = [1700, 1600, 1501, 1500, 499, 3, 2].into_iter().map(|place| (place as i64, place)).collect();
        assert_eq!(crowded_pages(&left), [1500]);
        assert_eq!(crowded_pages(&left[..3]), Vec::<u64>::new());
    }
}
