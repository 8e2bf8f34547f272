//! Reads what only printing needs: customers' codes, the issuer's, and two labels.

use std::collections::HashSet;

use super::{Error, run::Context};
use crate::{
    domain::{Account, SyncPhase},
    store::{
        accounts,
        settings::{self, Labels},
    },
    threescale::wire::FieldsDefinition,
};

/// The largest page the accounts API gives.
const PER_PAGE: u64 = 500;

/// Reads accounts, issuer and labels. A token that may not, or a server that does not give them, is no
/// error: printing does without, and the reason is kept to be told.
pub(super) async fn read(context: &Context<'_>) -> Result<(), Error> {
    context.reporter.at(SyncPhase::Accounts, 0, None);
    match read_all(context).await {
        Err(Error::Portal(error)) if !error.is_offline() => {
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

/// Pages come without a count, so the end is a page that is not full or that brings nobody new.
async fn customers(context: &Context<'_>) -> Result<(), Error> {
    let mut first_page = 0;
    let mut seen = HashSet::new();
    for page in 1.. {
        let accounts = context.client.accounts(page, PER_PAGE).await?;
        let count = accounts.len();
        first_page = if page == 1 { count } else { first_page };
        let brings_somebody = accounts.iter().filter(|account| seen.insert(account.id)).count() > 0;
        save(context, accounts).await?;
        if !brings_somebody || count < first_page || !may_be_full(count) {
            break;
        }
    }
    Ok(())
}

/// A server that does not take our page size falls back to one of its own, which is a round number.
fn may_be_full(count: usize) -> bool {
    count.is_multiple_of(10)
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
