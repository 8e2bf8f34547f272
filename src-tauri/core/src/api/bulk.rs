//! The same action for several invoices, one after the other.

use std::{collections::BTreeMap, sync::Arc};

use rusqlite::Transaction;
use rust_decimal::Decimal;
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Error, ErrorCode,
    connections::entry,
    invoices::read,
    types::*,
    writing::{Office, at, changes_off, could_not, nothing_sent, range, told},
};
use crate::{
    app::App,
    domain::{Invoice, NotPermitted, effects, parse_amount, permitted},
    store::{self, invoices, journal},
    sync::stop_signal,
    writes::{self, Step},
};

/// So many invoices at most are changed together.
const MOST: usize = 10_000;

/// What an action would do to a selection.
///
/// # Errors
/// For more than 10,000 invoices; when there is no such connection, or its cache fails.
pub async fn preview_bulk(app: &Arc<App>, request: BulkPreviewRequest) -> Result<BulkPreview, Error> {
    let (app_, today) = (Arc::clone(app), app.clock.today());
    let entry = entry(app, &request.connection)?;
    let BulkPreviewRequest { connection, action, ids, filter } = request;
    let preview = read(app, &connection, move |tx| {
        let off = changes_off(&app_, &entry, tx)?;
        let range = range(tx, today)?;
        let mut rows = Vec::new();
        let mut effects_of_all = Vec::new();
        let mut add = |invoice: Invoice| {
            let write = action.of(invoice.id);
            let checked = permitted::check(&write, Some(&invoice), range);
            // What is charged in bulk adds up to what is typed; an invoice that would be cancelled instead has no place in it.
            let is_charge = matches!(write, Write::Charge { .. });
            let cancels = (is_charge && invoice.cost <= Decimal::ZERO)
                .then(|| "the total is zero or less: the portal would cancel it instead of charging".to_owned());
            let charged = is_charge && journal::was_charged(tx, invoice.id)?;
            let checked = checked.and(if charged { Err(NotPermitted::PaidAlready) } else { Ok(()) });
            let unsettled = journal::is_unsettled(tx, invoice.id)?
                .then(|| "it is not known yet what became of an earlier change".to_owned());
            let problem =
                off.clone().or(unsettled).or_else(|| checked.err().map(|error| error.to_string())).or(cancels);
            if problem.is_none() {
                for effect in effects(&write, Some(&invoice)) {
                    if !effects_of_all.contains(&effect) {
                        effects_of_all.push(effect);
                    }
                }
            }
            rows.push(row(invoice, problem));
            store::Result::Ok(())
        };
        match ids {
            Some(ids) => {
                for id in ids.into_iter().take(MOST + 1) {
                    invoices::get(tx, id)?.map_or(Ok(()), |held| add(held.invoice))?;
                }
            }
            None if invoices::totals(tx, &filter, today)?.count > MOST as u64 => return Ok(None),
            None => invoices::all(tx, &filter, today, |held| add(held.invoice))?,
        }
        let possible = totals(rows.iter().filter(|row| row.problem.is_none()))?;
        let totals_to_type = matches!(action, BulkAction::Charge);
        Ok(Some(BulkPreview { rows, possible, effects: effects_of_all, totals_to_type }))
    });
    preview.await?.filter(|preview| preview.rows.len() <= MOST).ok_or_else(|| {
        Error::new(ErrorCode::InvalidInput, format!("more than {MOST} invoices cannot be changed together"))
            .hint("Filter further, and take them in parts.")
    })
}

fn row(invoice: Invoice, problem: Option<String>) -> BulkRow {
    BulkRow {
        version: version(&invoice),
        id: invoice.id,
        friendly_id: invoice.friendly_id,
        buyer_name: invoice.buyer.party.org_name,
        state: invoice.state,
        currency: invoice.currency,
        cost: invoice.cost,
        problem,
    }
}

/// Stands for what an invoice says, as [`writes::conflict`] compares it.
fn version(invoice: &Invoice) -> String {
    let compared = Invoice { updated_at: None, payment_transactions: None, ..invoice.clone() };
    format!("{:016x}", xxh3_64(&serde_json::to_vec(&compared).unwrap_or_default()))
}

fn totals<'a>(rows: impl Iterator<Item = &'a BulkRow>) -> store::Result<Vec<CurrencyTotal>> {
    let mut totals: BTreeMap<Option<String>, (u64, Decimal)> = BTreeMap::new();
    for row in rows {
        let (count, cost) = totals.entry(row.currency.clone()).or_default();
        *count += 1;
        let sum = cost.checked_add(row.cost);
        *cost = sum.ok_or_else(|| store::Error::Value("a total is out of range".to_owned()))?;
    }
    Ok(totals.into_iter().map(|(currency, (count, cost))| CurrencyTotal { currency, count, cost }).collect())
}

/// Does it, one invoice after the other, in the order they are given. Each is compared, written down, sent once and
/// proved like a single one.
///
/// # Errors
/// When nothing was begun: a total that was not typed as it is, or a connection through which nothing can be changed.
pub async fn run_bulk(
    app: &Arc<App>,
    request: BulkRequest,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<BulkResult, Error> {
    let (stop, stopped) = stop_signal();
    let busy = || Error::new(ErrorCode::Busy, "another action on several invoices is running").retryable();
    let _running = app.begin_bulk(&request.connection, stop).ok_or_else(busy)?;
    if request.rows.len() > MOST {
        return Err(Error::new(
            ErrorCode::InvalidInput,
            format!("more than {MOST} invoices cannot be changed together"),
        ));
    }
    require_typed_totals(app, &request).await?;
    let office = Office::open(app, &request.connection).await?;
    let total = request.rows.len();
    let mut result = BulkResult { results: Vec::new(), left: 0, ended_early: None };
    for (done, target) in request.rows.iter().enumerate() {
        progress(at(done, total));
        if *stopped.borrow() {
            result.ended_early = Some("It was stopped.".to_owned());
            break;
        }
        let (row, goes_on) = one(app, &office, &request, target).await;
        if !goes_on {
            result.ended_early = Some(row.message.clone());
        }
        result.results.push(row);
        if !goes_on {
            break;
        }
    }
    result.left = (total - result.results.len()) as u64;
    progress(at(result.results.len(), total));
    Ok(result)
}

/// Changes one of them; false where it makes no sense to go on: offline, or with a cache that fails.
async fn one(app: &Arc<App>, office: &Office, request: &BulkRequest, target: &BulkTarget) -> (BulkRowResult, bool) {
    let id = target.id;
    let held = match read(app, &request.connection, move |tx| invoices::get(tx, id)).await {
        Ok(held) => held.map(|held| held.invoice),
        Err(error) => return (row_result(id, None, could_not(Some(id), &error)), false),
    };
    let Some(invoice) = held else {
        return (row_result(id, None, not_sent(id, WriteOutcome::NotDone, "the invoice is not held any more")), true);
    };
    if version(&invoice) != target.version {
        let why = "the invoice changed since the preview";
        return (row_result(id, Some(&invoice), not_sent(id, WriteOutcome::Conflict, why)), true);
    }
    let step = Step { write: request.action.of(id), seen: Some(invoice.clone()), draft: None, then: Vec::new() };
    let (sent, goes_on) = match office.desk().send(step).await {
        Ok(entries) => (told(entries), true),
        Err(error) => {
            let goes_on = !matches!(error, writes::Error::Store(_) | writes::Error::NotKept(_));
            (nothing_sent(Some(id), error).unwrap_or_else(|error| could_not(Some(id), &error)), goes_on)
        }
    };
    let goes_on = goes_on && sent.outcome != WriteOutcome::Offline;
    (row_result(id, Some(&invoice), sent), goes_on)
}

fn not_sent(id: i64, outcome: WriteOutcome, why: &str) -> WriteResult {
    let message = format!("Nothing was sent: {why}.");
    WriteResult { outcome, invoice_id: Some(id), message, entries: Vec::new(), conflict: Vec::new() }
}

fn row_result(id: i64, invoice: Option<&Invoice>, sent: WriteResult) -> BulkRowResult {
    BulkRowResult {
        invoice_id: id,
        friendly_id: invoice.and_then(|invoice| invoice.friendly_id.clone()),
        buyer_name: invoice.and_then(|invoice| invoice.buyer.party.org_name.clone()),
        outcome: sent.outcome,
        message: sent.message,
    }
}

/// Who charges several cards types what that comes to, in each currency.
async fn require_typed_totals(app: &Arc<App>, request: &BulkRequest) -> Result<(), Error> {
    if !matches!(request.action, BulkAction::Charge) {
        return Ok(());
    }
    let ids: Vec<i64> = request.rows.iter().map(|row| row.id).collect();
    let totals = read(app, &request.connection, move |tx| costs(tx, &ids)).await?;
    for CurrencyTotal { currency, cost, .. } in totals {
        let code = currency.clone().unwrap_or_default();
        let wrong = |message: String| Err(Error::new(ErrorCode::InvalidInput, message).field(format!("total.{code}")));
        let typed = request.typed_totals.iter().find(|total| total.currency == currency);
        let Some(typed) = typed else {
            return wrong(format!("the total of the charges in {code} was not typed"));
        };
        match parse_amount(&typed.text, request.format) {
            Err(error) => return wrong(error.to_string()),
            Ok(amount) if amount != cost => {
                return wrong(format!("`{}` is not what the charges in {code} come to", typed.text.trim()));
            }
            Ok(_) => {}
        }
    }
    Ok(())
}

fn costs(tx: &Transaction<'_>, ids: &[i64]) -> store::Result<Vec<CurrencyTotal>> {
    let mut rows = Vec::new();
    for id in ids {
        rows.extend(invoices::get(tx, *id)?.map(|held| row(held.invoice, None)));
    }
    totals(rows.iter())
}

/// Stops a running action after the invoice it is at. False when none runs here.
///
/// # Errors
/// Never.
pub async fn stop_bulk(app: &Arc<App>, request: ConnectionRequest) -> Result<bool, Error> {
    Ok(app.stop_bulk(&request.connection))
}
