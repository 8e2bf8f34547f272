//! Reads the invoices of customers that got another name.
//!
//! An invoice shows its customer's name of today, also when it was paid long ago, and nothing in the lists of
//! live invoices tells of it. A rename shows by its traces: invoices of one customer under several names, or
//! under another than the accounts API gives.

use super::{Error, context::Context, live};
use crate::{
    domain::SyncPhase,
    store::accounts,
    threescale::{self, InvoiceList},
};

/// More renames than that at once are left to the next sync.
const MOST: usize = 25;

/// Reads them all.
pub(super) async fn read(context: &Context<'_>) -> Result<(), Error> {
    let renamed = context.write(|tx| accounts::renamed(tx, MOST)).await?;
    let mut done = 0;
    for renamed in renamed {
        context.reporter.at(SyncPhase::Live, done, None);
        let list = InvoiceList { account: Some(renamed.account), ..InvoiceList::default() };
        match live::read_list(context, &list, false, &mut done).await {
            // A customer that was deleted since: its invoices cannot be listed, and keep the last known name.
            Err(Error::Portal(threescale::Error::NotFound { .. })) => {}
            read => read?,
        }
        context.write(move |tx| accounts::set_renamed(tx, &renamed)).await?;
    }
    Ok(())
}
