//! Reads what only printing needs: customers' codes, the issuer's, and two labels.

use std::{collections::HashSet, sync::atomic::Ordering};

use super::{Error, context::Context};
use crate::{
    domain::{Account, SyncPhase},
    store::{
        accounts,
        settings::{self, Labels},
    },
    threescale::{self, MIN_PER_PAGE, wire::FieldsDefinition},
};

/// The largest page the accounts API gives.
const PER_PAGE: u64 = 500;

/// Reads accounts, issuer and labels. A token that may not, or a server that does not give them, is no
/// error: printing does without, and the reason is kept to be told.
pub(super) async fn read(context: &Context<'_>) -> Result<(), Error> {
    context.reporter.at(SyncPhase::Accounts, 0, None);
    match read_all(context).await {
        Err(Error::Portal(error)) if is_no(&error) => {
            let reason = error.to_string();
            context.write(move |tx| settings::set(tx, settings::ACCOUNTS_REFUSED, Some(&reason))).await
        }
        Err(error) => Err(error),
        Ok(()) => context.write(|tx| settings::set(tx, settings::ACCOUNTS_REFUSED, None)).await,
    }
}

/// Up to so many customers are all read by every delta: two requests tell who was renamed and whose codes changed.
const FEW: u64 = 2 * PER_PAGE;

/// Reads the customers of a delta: all where they are few, else those whose invoices this run saw change, by
/// themselves or, where that takes fewer requests, with all others. Where customers may not be read, that was
/// told before and is asked again by a check.
pub(super) async fn read_changed(context: &Context<'_>) -> Result<(), Error> {
    let run = context.run;
    let refused = context.write(|tx| settings::get(tx, settings::ACCOUNTS_REFUSED)).await?;
    if refused.is_some() {
        return Ok(());
    }
    context.reporter.at(SyncPhase::Accounts, 0, None);
    let (changed, known) = context.write(move |tx| Ok((accounts::of_changed(tx, run)?, accounts::count(tx)?))).await?;
    if known <= FEW || changed.len() as u64 > known / PER_PAGE + 1 {
        return customers(context).await;
    }
    for id in changed {
        match context.client.account(id).await {
            Ok(account) => save(context, account.into_iter().collect()).await?,
            // A deleted customer: what was read of it before stays.
            Err(threescale::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Whether the server says no, as opposed to saying nothing that can be relied on.
fn is_no(error: &threescale::Error) -> bool {
    !error.is_transient() && !error.is_offline()
}

async fn read_all(context: &Context<'_>) -> Result<(), Error> {
    let issuer = context.client.provider().await?;
    let labels = labels(&context.client.fields_definitions().await?);
    context
        .write(move |tx| {
            settings::set(tx, settings::ISSUER, issuer.as_ref())?;
            settings::set(tx, settings::LABELS, Some(&labels))
        })
        .await?;
    customers(context).await
}

/// Reads all customers, in smaller pages when the server is too slow for large ones.
async fn customers(context: &Context<'_>) -> Result<(), Error> {
    let mut size = context.page_size.load(Ordering::Relaxed).min(PER_PAGE);
    loop {
        match customers_in_pages_of(context, size).await {
            Err(Error::Portal(error)) if error.is_slowness() && size > MIN_PER_PAGE => {
                size = (size / 2).max(MIN_PER_PAGE);
            }
            read => return read,
        }
    }
}

/// Pages come without a count, so the end is a page that is not full or that brings nobody new.
async fn customers_in_pages_of(context: &Context<'_>, size: u64) -> Result<(), Error> {
    let mut first_page = 0;
    let mut seen = HashSet::new();
    for page in 1.. {
        let accounts = context.client.accounts(page, size).await?;
        let count = accounts.len();
        first_page = if page == 1 { count } else { first_page };
        let brings_somebody = accounts.iter().filter(|account| seen.insert(account.id)).count() > 0;
        save(context, accounts).await?;
        if !brings_somebody || count < first_page || !may_be_full(count, size) {
            break;
        }
    }
    Ok(())
}

/// A server that does not take our page size falls back to one of its own, which is a round number.
fn may_be_full(count: usize, size: u64) -> bool {
    count as u64 == size || count.is_multiple_of(10)
}

async fn save(context: &Context<'_>, read: Vec<Account>) -> Result<(), Error> {
    let run = context.run;
    context.write(move |tx| read.iter().try_for_each(|account| accounts::save(tx, account, run))).await
}

fn labels(definitions: &[FieldsDefinition]) -> Labels {
    let label = |name: &str| {
        definitions
            .iter()
            .find(|field| field.target.as_deref() == Some("Account") && field.name.as_deref() == Some(name))
            .and_then(|field| field.label.clone())
            .filter(|label| !label.is_empty())
    };
    Labels { vat_code: label("vat_code"), vat_rate: label("vat_rate") }
}
