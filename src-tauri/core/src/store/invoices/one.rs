use jiff::{Timestamp, civil::Date};
use rusqlite::{OptionalExtension, Row, Transaction, params, params_from_iter, types::Value};

use super::{
    super::{Result, line_items, parties, payments},
    filter::condition,
    list::{order, parsed, parsed_option},
};
use crate::domain::{Buyer, Invoice, InvoiceFilter, Month, Period, Sort};

/// An invoice with what is known about its copy here.
#[derive(Clone, Debug)]
pub struct Held {
    /// The invoice, or as much of it as was asked for; its payments are `None` while they have not been read.
    pub invoice: Invoice,
    /// When it was last read.
    pub read_at: Timestamp,
    /// The last complete sync did not find it any more.
    pub missing: bool,
}

/// What of an invoice is read besides itself. Items and payments cost a statement for each invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// Items and payments.
    Everything,
    /// Items; payments are left as if they had not been read.
    Items,
    /// Nothing: there are no items then, either.
    Nothing,
}

/// One invoice with items and payments.
pub fn get(tx: &Transaction<'_>, id: i64) -> Result<Option<Held>> {
    let mut statement = tx.prepare_cached(&format!("{SELECT} WHERE invoices.id = ?1"))?;
    let mut rows = statement.query([id])?;
    match rows.next()? {
        None => Ok(None),
        Some(row) => complete(tx, row, With::Everything).map(Some),
    }
}

/// The ids that an id or a number means. An id comes first: scripts pass ids, and the server lets a number
/// be anything, another invoice's id included. Several when the server gave a number twice.
pub fn find(tx: &Transaction<'_>, text: &str) -> Result<Vec<i64>> {
    if let Ok(id) = text.parse::<i64>() {
        let held: bool =
            tx.query_row("SELECT EXISTS (SELECT 1 FROM invoices WHERE id = ?1)", [id], |row| row.get(0))?;
        if held {
            return Ok(vec![id]);
        }
    }
    let mut statement = tx.prepare_cached("SELECT id FROM invoices WHERE friendly_id = ?1 ORDER BY id")?;
    let ids = statement.query_map([text], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Other invoices that carry a number, by id.
pub fn with_number(tx: &Transaction<'_>, number: &str, except: Option<i64>) -> Result<Vec<i64>> {
    let mut statement =
        tx.prepare_cached("SELECT id FROM invoices WHERE friendly_id = ?1 AND id IS NOT ?2 ORDER BY id")?;
    let ids = statement.query_map(params![number, except], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// The invoices of a customer for a month: number and state.
pub fn of_month(tx: &Transaction<'_>, account: i64, period: Month) -> Result<Vec<(String, String)>> {
    let mut statement = tx.prepare_cached(
        "SELECT COALESCE(friendly_id, CAST(id AS TEXT)), state FROM invoices
         WHERE period_from BETWEEN ?2 AND ?3 AND buyer_account_id = ?1 ORDER BY id",
    )?;
    let days = params![account, period.first_day().to_string(), period.last_day().to_string()];
    let found = statement.query_map(days, |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Hands every invoice a filter finds to `each`, newest first, one at a time.
pub fn all<E: From<super::super::Error>>(
    tx: &Transaction<'_>,
    filter: &InvoiceFilter,
    today: Date,
    each: impl FnMut(Held) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    all_sorted(tx, filter, Sort::default(), With::Everything, today, each)
}

/// The same in another order, with as much of each as is wanted.
pub fn all_sorted<E: From<super::super::Error>>(
    tx: &Transaction<'_>,
    filter: &InvoiceFilter,
    sort: Sort,
    with: With,
    today: Date,
    each: impl FnMut(Held) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let condition = condition(tx, filter, today)?;
    hand_out(tx, (&condition.sql, condition.parameters), sort, with, each)
}

/// Hands the invoices with these ids to `each`, each once, in an order, one at a time. Ids that are not held are left
/// out; see [`first_absent`].
pub fn all_of<E: From<super::super::Error>>(
    tx: &Transaction<'_>,
    ids: &[i64],
    sort: Sort,
    with: With,
    each: impl FnMut(Held) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    hand_out(tx, ("invoices.id IN (SELECT value FROM json_each(?1))", vec![listed(ids)]), sort, with, each)
}

/// The first of some ids that is not held.
pub fn first_absent(tx: &Transaction<'_>, ids: &[i64]) -> Result<Option<i64>> {
    let mut statement = tx.prepare_cached(
        "SELECT value FROM json_each(?1) WHERE NOT EXISTS (SELECT 1 FROM invoices WHERE id = value) ORDER BY key LIMIT 1",
    )?;
    Ok(statement.query_row([listed(ids)], |row| row.get(0)).optional()?)
}

/// Ids as one parameter, however many they are.
fn listed(ids: &[i64]) -> Value {
    let ids: Vec<_> = ids.iter().map(i64::to_string).collect();
    Value::Text(format!("[{}]", ids.join(",")))
}

fn hand_out<E: From<super::super::Error>>(
    tx: &Transaction<'_>,
    (condition, parameters): (&str, Vec<Value>),
    sort: Sort,
    with: With,
    mut each: impl FnMut(Held) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let sql = format!("{SELECT} WHERE {condition} ORDER BY {}", order(sort));
    let sqlite = |error: rusqlite::Error| E::from(error.into());
    let mut statement = tx.prepare_cached(&sql).map_err(sqlite)?;
    let mut rows = statement.query(params_from_iter(parameters)).map_err(sqlite)?;
    while let Some(row) = rows.next().map_err(sqlite)? {
        each(complete(tx, row, with)?)?;
    }
    Ok(())
}

const SELECT: &str = "
SELECT invoices.id, friendly_id, creation_type, invoices.state, period_from, period_to, issued_on, due_on, paid_at,
    created_at, updated_at, currency, cost, vat_rate, vat_amount, cost_without_vat, payment_transactions_count,
    payments_read_count, read_at, missing_run, buyer_status,
    provider.account_id, provider.org_name, provider.address, provider.city, provider.state, provider.country,
    provider.phone, provider.zip,
    invoices.buyer_account_id, buyer.org_name, buyer.address, buyer.city, buyer.state, buyer.country, buyer.phone,
    buyer.zip
FROM invoices
JOIN parties provider ON provider.id = invoices.provider
JOIN parties buyer ON buyer.id = invoices.buyer";

fn complete(tx: &Transaction<'_>, row: &Row<'_>, with: With) -> Result<Held> {
    let id: i64 = row.get(0)?;
    let state: String = row.get(3)?;
    let read_count: Option<i64> = row.get(17)?;
    let invoice = Invoice {
        id,
        friendly_id: row.get(1)?,
        creation_type: row.get(2)?,
        state: state.into(),
        period: Period { from: parsed(row, 4)?, to: parsed(row, 5)? },
        issued_on: parsed_option(row, 6)?,
        due_on: parsed_option(row, 7)?,
        paid_at: parsed_option(row, 8)?,
        created_at: parsed_option(row, 9)?,
        updated_at: parsed_option(row, 10)?,
        currency: row.get(11)?,
        cost: parsed(row, 12)?,
        vat_rate: parsed_option(row, 13)?,
        vat_amount: parsed_option(row, 14)?,
        cost_without_vat: parsed_option(row, 15)?,
        payment_transactions_count: row.get(16)?,
        provider: parties::from_row(row, 21)?,
        buyer: Buyer { status: row.get(20)?, party: parties::from_row(row, 29)? },
        line_items: if with == With::Nothing { Vec::new() } else { line_items::of_invoice(tx, id)? },
        payment_transactions: match read_count {
            Some(0) => Some(Vec::new()),
            Some(_) if with == With::Everything => Some(payments::of_invoice(tx, id)?),
            _ => None,
        },
    };
    let missing: Option<i64> = row.get(19)?;
    Ok(Held { invoice, read_at: parsed(row, 18)?, missing: missing.is_some() })
}
