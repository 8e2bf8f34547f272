//! Payment transactions, read apart from their invoices.

use jiff::Timestamp;
use rusqlite::{Row, Transaction, params};

use super::{Error, Result, changes, fold, search, text_ids};
use crate::{
    domain::{PaymentTransaction, payment_differences},
    threescale::Converted,
};

/// Replaces the payments of an invoice with what `run` read at `now`. What differs from what was read
/// before goes into the ledger.
pub fn save(
    tx: &Transaction<'_>,
    invoice: i64,
    payments: &[Converted<PaymentTransaction>],
    run: i64,
    now: Timestamp,
) -> Result<()> {
    if was_read_later(tx, invoice, run)? {
        // Around a change, while the run that asks here had them on their way.
        return Ok(());
    }
    if was_read(tx, invoice)? {
        let after: Vec<_> = payments.iter().map(|payment| payment.value.clone()).collect();
        let found = payment_differences(&of_invoice(tx, invoice)?, &after);
        changes::add(tx, invoice, run, &changes::comparable(now), &found)?;
        clear(tx, invoice)?;
    }
    let mut texts = Vec::new();
    for (position, payment) in payments.iter().enumerate() {
        insert(tx, invoice, position as i64, payment)?;
        for text in texts_of(&payment.value) {
            texts.push(search::text_id(tx, &fold(text))?);
        }
    }
    // The count that was announced, not that of the list: where the two differ for good, reading again
    // would not help, and a payment that came since changes the announced count.
    tx.prepare_cached(
        "UPDATE invoices SET payments_read_count = payment_transactions_count, payments_run = ?2, payment_text_ids = ?3
         WHERE id = ?1",
    )?
    .execute(params![invoice, run, text_ids::pack(texts)])?;
    Ok(())
}

fn was_read(tx: &Transaction<'_>, invoice: i64) -> Result<bool> {
    let mut read = tx.prepare_cached("SELECT 1 FROM invoices WHERE id = ?1 AND payments_read_count IS NOT NULL")?;
    Ok(read.exists([invoice])?)
}

fn was_read_later(tx: &Transaction<'_>, invoice: i64, run: i64) -> Result<bool> {
    let mut read = tx.prepare_cached("SELECT 1 FROM invoices WHERE id = ?1 AND payments_run > ?2")?;
    Ok(read.exists(params![invoice, run])?)
}

/// What of a payment can be searched.
fn texts_of(payment: &PaymentTransaction) -> impl Iterator<Item = &str> {
    let texts = [&payment.message, &payment.reference].into_iter().flatten();
    texts.map(String::as_str).filter(|text| !text.trim().is_empty())
}

/// Forgets the payments of an invoice that has none.
pub(super) fn clear(tx: &Transaction<'_>, invoice: i64) -> Result<()> {
    tx.prepare_cached("DELETE FROM payment_transactions WHERE invoice_id = ?1")?.execute([invoice])?;
    tx.prepare_cached(
        "UPDATE invoices SET payments_read_count = 0, payment_text_ids = NULL
         WHERE id = ?1 AND payments_read_count IS NOT 0",
    )?
    .execute([invoice])?;
    Ok(())
}

/// The payments of an invoice in the server's order.
pub fn of_invoice(tx: &Transaction<'_>, invoice: i64) -> Result<Vec<PaymentTransaction>> {
    let mut statement = tx.prepare_cached(
        "SELECT id, created_at, reference, success, amount, currency, action, message, test, gateway_response
         FROM payment_transactions WHERE invoice_id = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([invoice])?;
    let mut payments = Vec::new();
    while let Some(row) = rows.next()? {
        payments.push(from_row(row)?);
    }
    Ok(payments)
}

/// Invoices whose payments are to be read: unpaid and failed ones first, then the newest.
///
/// Those whose count changed, and with `since` also those not read since that run began.
pub fn waiting(tx: &Transaction<'_>, since: Option<i64>) -> Result<Vec<i64>> {
    let mut statement = tx.prepare_cached(
        "SELECT id FROM invoices
         WHERE payment_transactions_count IS NOT payments_read_count
            OR (payment_transactions_count > 0 AND COALESCE(payments_run, 0) < ?1)
         ORDER BY state NOT IN ('unpaid', 'failed', 'pending'), id DESC",
    )?;
    let ids = statement.query_map([since.unwrap_or(0)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// How many invoices have payments that were not read yet.
pub fn count_waiting(tx: &Transaction<'_>) -> Result<u64> {
    let count = tx.query_row(
        "SELECT COUNT(*) FROM invoices WHERE payment_transactions_count IS NOT payments_read_count",
        [],
        |row| row.get(0),
    )?;
    Ok(count)
}

fn insert(tx: &Transaction<'_>, invoice: i64, position: i64, payment: &Converted<PaymentTransaction>) -> Result<()> {
    let json = |error: serde_json::Error| Error::Value(error.to_string());
    let value = &payment.value;
    let odd = match payment.odd.is_empty() {
        true => None,
        false => Some(serde_json::to_string(&payment.odd).map_err(json)?),
    };
    tx.prepare_cached(
        "INSERT INTO payment_transactions (invoice_id, position, id, created_at, reference, success, amount, currency,
                                           action, message, test, gateway_response, odd_values)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        invoice,
        position,
        value.id,
        value.created_at.map(|time| time.to_string()),
        value.reference,
        value.success,
        value.amount.map(|amount| amount.to_string()),
        value.currency,
        value.action,
        value.message,
        value.test,
        serde_json::to_string(&value.gateway_response).map_err(json)?,
        odd
    ])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<PaymentTransaction> {
    let created_at: Option<String> = row.get(1)?;
    let amount: Option<String> = row.get(4)?;
    let gateway: String = row.get(9)?;
    Ok(PaymentTransaction {
        id: row.get(0)?,
        created_at: created_at.map(|text| text.parse::<Timestamp>()).transpose().map_err(value)?,
        reference: row.get(2)?,
        success: row.get(3)?,
        amount: amount.map(|text| text.parse()).transpose().map_err(value)?,
        currency: row.get(5)?,
        action: row.get(6)?,
        message: row.get(7)?,
        test: row.get(8)?,
        gateway_response: serde_json::from_str(&gateway).map_err(value)?,
    })
}

fn value(error: impl ToString) -> Error {
    Error::Value(error.to_string())
}
