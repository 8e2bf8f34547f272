//! Changing invoices: what is possible, sending it once, and what became of it.

mod drafts;
mod journal;
mod office;
mod possible;
mod result;

use std::sync::Arc;

use super::{Error, ErrorCode, invoices::read, types::*};
use crate::{app::App, domain::parse_amount, store::accounts, writes::Step};

pub use drafts::{accept_drafts, check_drafts, discard_drafts, prepare_write, send_drafts};
pub(super) use journal::settle_before_sync;
pub use journal::{decide_write, export_journal, journal, save_journal, settle_writes};
pub(super) use office::Office;
pub use possible::check_write;
pub(super) use possible::{changes_off, offers, range};
pub(super) use result::{at, could_not, nothing_sent, told};

/// Customers by name or id, to make an invoice for.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn customers(app: &Arc<App>, request: CustomersRequest) -> Result<Vec<Customer>, Error> {
    read(app, &request.connection, move |tx| {
        let found = accounts::find(tx, &request.query, request.limit as usize)?;
        Ok(found.into_iter().map(|(id, org_name)| Customer { id, org_name }).collect())
    })
    .await
}

/// Reads a text as an amount, in the format the person writes them in.
///
/// # Errors
/// Never: what is no amount is told as that.
pub async fn read_amount(_: &Arc<App>, request: AmountRequest) -> Result<AmountRead, Error> {
    Ok(match parse_amount(&request.text, request.format) {
        Ok(amount) => AmountRead { amount: Some(amount), problem: None },
        Err(error) => AmountRead { amount: None, problem: Some(error.to_string()) },
    })
}

/// Sends writes, each once, and reads what became of them.
///
/// # Errors
/// When nothing was sent and nothing is wrong with the portal: [`ErrorCode::InvalidInput`] for what cannot be,
/// [`ErrorCode::Refused`] for a token that may only read, [`ErrorCode::OutcomeUnknown`] while an earlier change of the
/// invoice is not settled.
pub async fn write(app: &Arc<App>, request: WriteRequest) -> Result<WriteResult, Error> {
    let WriteRequest { connection, writes, seen } = request;
    require_seen(&writes, seen.as_ref())?;
    let mut writes = writes.into_iter();
    let first = writes.next().ok_or_else(|| Error::new(ErrorCode::InvalidInput, "there is nothing to change"))?;
    let office = Office::open(app, &connection).await?;
    let invoice_id = first.invoice_id();
    let step = Step { write: first, seen, draft: None, then: writes.collect() };
    let mut entries = match office.desk().send(step).await {
        Ok(entries) => entries,
        Err(error) => return nothing_sent(invoice_id, error),
    };
    let why_not = office.go_on(&mut entries).await?;
    let mut result = told(entries);
    if let Some(why_not) = why_not {
        result.message = format!("{} {why_not}", result.message);
    }
    Ok(result)
}

/// Nobody changes an invoice they have not looked at.
fn require_seen(writes: &[Write], seen: Option<&crate::domain::Invoice>) -> Result<(), Error> {
    let of_another = |write: &Write| match (write.invoice_id(), seen) {
        (None, _) => false,
        (Some(id), None) => id > 0,
        (Some(id), Some(seen)) => id != seen.id,
    };
    if writes.iter().any(of_another) {
        return Err(Error::new(ErrorCode::InvalidInput, "a change needs the invoice as it was seen").field("seen"));
    }
    Ok(())
}
