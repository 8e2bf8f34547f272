//! Reads what only printing needs: customers' codes, the issuer's, and two labels.

use super::{Error, run::Context};
use crate::{
    domain::{Account, SyncPhase},
    store::{
        accounts,
        settings::{self, Labels},
    },
    threescale::{self, wire::FieldsDefinition},
};

/// The largest page the accounts API gives.
const PER_PAGE: u64 = 500;

/// Reads accounts, issuer and labels. A token that may not is no error: printing does without, and the
/// reason is kept to be told.
pub(super) async fn read(context: &Context<'_>) -> Result<(), Error> {
    context.reporter.at(SyncPhase::Accounts, 0, None);
    match read_all(context).await {
        Err(Error::Portal(error @ (threescale::Error::Forbidden { .. } | threescale::Error::NotFound { .. }))) => {
            let reason = error.to_string();
            context.write(move |tx| settings::set(tx, settings::ACCOUNTS_REFUSED, Some(&reason))).await
        }
        Err(error) => Err(error),
        Ok(()) => context.write(|tx| settings::set(tx, settings::ACCOUNTS_REFUSED, None)).await,
    }
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

/// Pages come without a count, so the end is a page that brings nobody new.
async fn customers(context: &Context<'_>) -> Result<(), Error> {
    let mut last_seen = None;
    for page in 1.. {
        let accounts = context.client.accounts(page, PER_PAGE).await?;
        let count = accounts.len();
        let last = accounts.last().map(|account| account.id);
        if last.is_none() || last == last_seen {
            break;
        }
        last_seen = last;
        save(context, accounts).await?;
        // A server that keeps to the page size we asked for says with a short page that it was the last.
        if page == 1 && count < PAGE_SIZES_SERVERS_FALL_BACK_TO || count < PER_PAGE as usize && !falls_back(count) {
            break;
        }
    }
    Ok(())
}

/// The server's own page size, which it uses when it does not take the one asked for.
const PAGE_SIZES_SERVERS_FALL_BACK_TO: usize = 20;

fn falls_back(count: usize) -> bool {
    count == PAGE_SIZES_SERVERS_FALL_BACK_TO
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
