//! What can be done to an invoice as it stands, and what it would do.

use std::sync::Arc;

use rusqlite::Transaction;

use super::super::{Error, ErrorCode, connections::entry, invoices::read, types::*};
use crate::{
    app::{App, Entry},
    domain::{
        Invoice, Month, NotPermitted, State, effects,
        permitted::{self, PeriodRange},
    },
    store::{self, invoices, settings},
    threescale::token_mark,
    writes,
};

/// What writes would do, and whether they can; nothing is sent.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn check_write(app: &Arc<App>, request: WriteRequest) -> Result<WriteCheck, Error> {
    let (app_, today) = (Arc::clone(app), app.clock.today());
    let entry = entry(app, &request.connection)?;
    read(app, &request.connection.clone(), move |tx| {
        let range = range(tx, today)?;
        let seen = request.seen.as_ref();
        let off = changes_off(&app_, &entry, tx)?;
        let checked = request.writes.iter().try_for_each(|write| permitted::check(write, seen, range));
        let mut check = WriteCheck {
            problem: off.or_else(|| checked.as_ref().err().map(NotPermitted::to_string)),
            field: checked.err().and_then(|error| error.field().map(str::to_owned)),
            effects: Vec::new(),
            warnings: Vec::new(),
            destructive: request.writes.iter().any(Write::is_destructive),
        };
        for write in &request.writes {
            check.effects.extend(effects(write, seen));
            check.warnings.extend(warnings(tx, write, seen)?);
        }
        let mut told = Vec::new();
        check.effects.retain(|effect| {
            !told.contains(effect) && {
                told.push(*effect);
                true
            }
        });
        Ok(check)
    })
    .await
}

/// What deserves a look before it is sent, and is no reason not to.
fn warnings(tx: &Transaction<'_>, write: &Write, seen: Option<&Invoice>) -> store::Result<Vec<String>> {
    let mut warnings = Vec::new();
    match write {
        Write::CreateInvoice { account_id, period } => {
            for (number, state) in invoices::of_month(tx, *account_id, *period)? {
                warnings
                    .push(format!("There is already an invoice of {period} for this customer: {number} ({state})."));
            }
        }
        Write::UpdateInvoice { invoice_id, friendly_id: Some(number), .. } => {
            let others = invoices::with_number(tx, number, Some(*invoice_id))?;
            let ids: Vec<String> = others.iter().map(i64::to_string).collect();
            if !ids.is_empty() {
                let ids = ids.join(", ");
                warnings.push(format!("The number {number} is used already, by the invoice with the id {ids}."));
            }
        }
        Write::ChangeState { state: State::Pending, .. } => {
            let deleted = seen.is_some_and(|invoice| invoice.buyer.is_deleted());
            warnings.extend(
                deleted.then(|| "The customer was deleted: the portal fails to issue such an invoice.".to_owned()),
            );
            let empty = seen.is_some_and(|invoice| invoice.line_items.is_empty());
            warnings.extend(empty.then(|| "It has no line items.".to_owned()));
        }
        Write::AddLineItem { line_item, .. } => {
            let texts = [Some(&line_item.name), line_item.description.as_ref()].into_iter().flatten();
            if texts.flat_map(|text| text.chars()).any(|c| u32::from(c) > 0xffff) {
                warnings.push("Portals may refuse characters like emoji in the texts of a line item.".to_owned());
            }
        }
        _ => {}
    }
    Ok(warnings)
}

/// What can be done to an invoice as it stands, in the order it is offered.
pub(in crate::api) fn offers(invoice: &Invoice, range: PeriodRange) -> Vec<Offer> {
    let id = invoice.id;
    let moves = State::ALL.into_iter().map(|state| Write::ChangeState { invoice_id: id, state });
    [Write::Charge { invoice_id: id }]
        .into_iter()
        .chain(moves)
        .filter(|write| permitted::check(write, Some(invoice), range).is_ok())
        .map(|write| Offer { effects: effects(&write, Some(invoice)), destructive: write.is_destructive(), write })
        .collect()
}

/// The months the server takes, as far as they are known.
pub(in crate::api) fn range(tx: &Transaction<'_>, today: jiff::civil::Date) -> store::Result<PeriodRange> {
    let issuer = settings::get(tx, settings::ISSUER)?;
    let first: Option<Month> = writes::first_month(issuer.and_then(|issuer| issuer.created_at));
    Ok(PeriodRange::on(today, first))
}

/// Why nothing can be changed through a connection, in words.
pub(in crate::api) fn changes_off(app: &App, entry: &Entry, tx: &Transaction<'_>) -> store::Result<Option<String>> {
    if entry.read_only {
        return Ok(Some(format!("{} is connected for reading only", entry.name)));
    }
    let refused = settings::get(tx, settings::PERMISSION)?.filter(|known| !known.may_write);
    let Some(known) = refused else { return Ok(None) };
    // Another token may be at hand by now.
    let is_the_same = match app.secrets.get(&entry.name) {
        Ok(Some(token)) => token_mark(&entry.url, &token) == known.token,
        _ => true,
    };
    let words = known.words.unwrap_or_default();
    Ok(is_the_same.then(|| format!("the token may only read: the portal said “{words}”")))
}

pub(super) fn switched_off(why: String) -> Error {
    Error::new(ErrorCode::InvalidInput, why)
        .hint("Connect again without read-only, and with a token that may read and write, to change things.")
}
