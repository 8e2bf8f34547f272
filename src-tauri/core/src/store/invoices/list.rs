use jiff::civil::Date;
use rusqlite::{Row, Transaction, params, params_from_iter, types::Value};
use rust_decimal::Decimal;

use super::{
    super::{Error, Result},
    filter::{Condition, condition, overdue_sql},
};
use crate::domain::{
    CurrencyTotal, InvoiceFilter, InvoiceRow, ListTotals, MonthCount, Sort, SortColumn, State, ViewCounts,
};

/// A part of the list.
pub fn list(
    tx: &Transaction<'_>,
    filter: &InvoiceFilter,
    sort: Sort,
    (offset, limit): (u32, u32),
    today: Date,
) -> Result<Vec<InvoiceRow>> {
    let mut condition = condition(tx, filter, today)?;
    let page = condition.parameters.len();
    condition.parameters.extend([Value::Integer(limit.into()), Value::Integer(offset.into())]);
    let sql = format!(
        "{select} WHERE {where_clause} ORDER BY {order} LIMIT ?{limit} OFFSET ?{offset}",
        select = select(),
        where_clause = condition.sql,
        order = order(sort),
        limit = page + 1,
        offset = page + 2,
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(condition.parameters))?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        list.push(row_from(row)?);
    }
    Ok(list)
}

/// The rows of these invoices, in this order.
pub fn rows(tx: &Transaction<'_>, ids: &[i64], today: Date) -> Result<Vec<InvoiceRow>> {
    let mut statement = tx.prepare_cached(&format!("{} WHERE invoices.id = ?2", select()))?;
    let mut list = Vec::with_capacity(ids.len());
    for id in ids {
        let mut rows = statement.query(params![today.to_string(), id])?;
        let row = rows.next()?.ok_or_else(|| Error::Value(format!("invoice {id} is not where it was")))?;
        list.push(row_from(row)?);
    }
    Ok(list)
}

/// What [`row_from`] reads; the first parameter is today.
fn select() -> String {
    format!(
        "SELECT invoices.id, friendly_id, org_name, buyer_status, period_from, period_to, issued_on, due_on,
                invoices.state, {}, currency, cost, buyer_account_id, paid_at, created_at, creation_type,
                cost_without_vat, vat_rate, vat_amount, payment_transactions_count
         FROM invoices JOIN parties ON parties.id = invoices.buyer",
        overdue_sql(1)
    )
}

/// How many a filter finds and what they add up to, per currency.
pub fn totals(tx: &Transaction<'_>, filter: &InvoiceFilter, today: Date) -> Result<ListTotals> {
    let condition = condition(tx, filter, today)?;
    // Summed in two parts, so that no sum of 64-bit cents can overflow.
    let sql = format!(
        "SELECT currency, COUNT(*), SUM(cost_cents / {PART}), SUM(cost_cents % {PART}), MAX(abs(cost_cents))
         FROM invoices WHERE {} GROUP BY currency ORDER BY currency",
        condition.sql
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(condition.parameters.iter()))?;
    let mut totals = Vec::new();
    while let Some(row) = rows.next()? {
        let currency: Option<String> = row.get(0)?;
        let (high, low, largest): (i64, i64, i64) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let cost = match largest {
            i64::MAX => exact_total(tx, &condition, currency.as_deref())?,
            _ => Decimal::from_i128_with_scale(i128::from(high) * i128::from(PART) + i128::from(low), 2),
        };
        totals.push(CurrencyTotal { currency, count: row.get(1)?, cost });
    }
    Ok(ListTotals { count: totals.iter().map(|total| total.count).sum(), totals })
}

/// Where sums of cents are cut in two.
pub(super) const PART: i64 = 1_000_000;

/// The total of one currency from the texts, where a total does not fit into cents.
fn exact_total(tx: &Transaction<'_>, condition: &Condition, currency: Option<&str>) -> Result<Decimal> {
    let mut parameters = condition.parameters.clone();
    parameters.push(currency.map(str::to_owned).into());
    let sql = format!("SELECT cost FROM invoices WHERE {} AND currency IS ?{}", condition.sql, parameters.len());
    let mut statement = tx.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(parameters))?;
    let mut sum = Decimal::ZERO;
    while let Some(row) = rows.next()? {
        let cost: Decimal = parsed(row, 0)?;
        sum = sum.checked_add(cost).ok_or_else(|| Error::Value("a total is out of range".to_owned()))?;
    }
    Ok(sum)
}

/// How many invoices are held.
pub fn count(tx: &Transaction<'_>) -> Result<u64> {
    Ok(tx.query_row("SELECT COUNT(*) FROM invoices", [], |row| row.get(0))?)
}

/// The counts of the sidebar.
pub fn view_counts(tx: &Transaction<'_>, today: Date) -> Result<ViewCounts> {
    let sql =
        format!("SELECT state, COUNT(*), COUNT(*) FILTER (WHERE {}) FROM invoices GROUP BY state", overdue_sql(1));
    let mut statement = tx.prepare_cached(&sql)?;
    let mut rows = statement.query([today.to_string()])?;
    let mut counts = ViewCounts::default();
    while let Some(row) = rows.next()? {
        let (state, count, overdue): (String, u64, u64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        counts.all += count;
        counts.overdue += overdue;
        match State::from(state) {
            State::Finalized => counts.to_review += count,
            State::Pending | State::Unpaid => counts.outstanding += count,
            State::Failed => {
                counts.outstanding += count;
                counts.failed += count;
            }
            State::Paid => counts.paid += count,
            State::Cancelled => counts.cancelled += count,
            State::Open | State::Other(_) => {}
        }
    }
    Ok(counts)
}

/// The months that have invoices, newest first.
pub fn months(tx: &Transaction<'_>) -> Result<Vec<MonthCount>> {
    let mut statement = tx.prepare_cached(
        "SELECT substr(period_from, 1, 7) AS month, COUNT(*) FROM invoices GROUP BY month ORDER BY month DESC",
    )?;
    let mut rows = statement.query([])?;
    let mut months = Vec::new();
    while let Some(row) = rows.next()? {
        let month: String = row.get(0)?;
        let month = month.parse().map_err(|_| Error::Value(month))?;
        months.push(MonthCount { month, count: row.get(1)? });
    }
    Ok(months)
}

pub(super) fn order(sort: Sort) -> String {
    let direction = if sort.descending { "DESC" } else { "ASC" };
    let column = match sort.column {
        SortColumn::Number => "friendly_id",
        SortColumn::Customer => "buyer_folded",
        SortColumn::Period => "period_from",
        SortColumn::Issued => "issued_on",
        SortColumn::Due => "due_on",
        SortColumn::State => {
            "CASE invoices.state WHEN 'open' THEN 0 WHEN 'finalized' THEN 1 WHEN 'pending' THEN 2 WHEN 'unpaid' THEN 3
             WHEN 'failed' THEN 4 WHEN 'paid' THEN 5 WHEN 'cancelled' THEN 6 ELSE 7 END"
        }
        SortColumn::Total => "cost_cents",
        SortColumn::Id => "invoices.id",
        SortColumn::CustomerId => "buyer_account_id",
        SortColumn::Paid => "paid_at",
        SortColumn::Created => "created_at",
        SortColumn::Currency => "currency",
        SortColumn::CostWithoutVat => "CAST(cost_without_vat AS REAL)",
        SortColumn::VatRate => "CAST(vat_rate AS REAL)",
        SortColumn::VatAmount => "CAST(vat_amount AS REAL)",
        SortColumn::CreationType => "creation_type",
        SortColumn::Payments => "payment_transactions_count",
    };
    format!("{column} {direction}, invoices.id {direction}")
}

fn row_from(row: &Row<'_>) -> Result<InvoiceRow> {
    let state: String = row.get(8)?;
    let buyer_status: Option<String> = row.get(3)?;
    Ok(InvoiceRow {
        id: row.get(0)?,
        friendly_id: row.get(1)?,
        buyer_id: row.get(12)?,
        buyer_name: row.get(2)?,
        buyer_deleted: buyer_status.as_deref() == Some("deleted"),
        period_from: parsed(row, 4)?,
        period_to: parsed(row, 5)?,
        issued_on: parsed_option(row, 6)?,
        due_on: parsed_option(row, 7)?,
        state: state.into(),
        overdue: row.get::<_, Option<bool>>(9)?.unwrap_or(false),
        currency: row.get(10)?,
        cost: parsed(row, 11)?,
        paid_at: parsed_option(row, 13)?,
        created_at: parsed_option(row, 14)?,
        creation_type: row.get(15)?,
        cost_without_vat: parsed_option(row, 16)?,
        vat_rate: parsed_option(row, 17)?,
        vat_amount: parsed_option(row, 18)?,
        payment_transactions_count: row.get(19)?,
    })
}

pub(super) fn parsed<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> Result<T> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| Error::Value(text))
}

pub(super) fn parsed_option<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|_| Error::Value(text))).transpose()
}
