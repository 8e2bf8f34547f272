//! Line items. A row is known by one number, invoice and position together, which is found and written faster
//! than two.

use rusqlite::{Row, Transaction, params};
use rust_decimal::Decimal;

use super::{Error, Result};
use crate::domain::{LineItem, LineItemType, round4};

/// `place` is `invoice_id * PLACES + position`; the migrations and the statements below write it out.
const PLACES: i64 = 1_000_000;

/// Where the rows of an invoice begin.
///
/// # Errors
/// For an id so large that it would run into another invoice's rows. No server has counted that far.
fn first_place(invoice: i64) -> Result<i64> {
    let place = invoice.checked_mul(PLACES).filter(|place| place.checked_add(PLACES).is_some());
    place.ok_or_else(|| Error::Value(format!("the id {invoice} is too large to be held")))
}

/// Adds the items of an invoice that has none here.
pub(super) fn add(tx: &Transaction<'_>, invoice: i64, items: &[LineItem]) -> Result<()> {
    let first = first_place(invoice)?;
    if items.len() as i64 >= PLACES {
        return Err(Error::Value(format!("invoice {invoice} has too many line items to be held")));
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO line_items (place, id, name, description, quantity, type, metric_id, plan_id, contract_id,
                                 contract_type, cost)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (position, item) in items.iter().enumerate() {
        insert.execute(params![
            first + position as i64,
            item.id,
            item.name,
            item.description,
            item.quantity,
            item.kind.as_ref().map(|kind| kind.as_str()),
            item.metric_id,
            item.plan_id,
            item.contract_id,
            item.contract_type,
            item.cost.map(|cost| cost.to_string())
        ])?;
    }
    Ok(())
}

/// Removes the items of an invoice.
pub(super) fn remove(tx: &Transaction<'_>, invoice: i64) -> Result<()> {
    let first = first_place(invoice)?;
    tx.prepare_cached("DELETE FROM line_items WHERE place >= ?1 AND place < ?2")?.execute([first, first + PLACES])?;
    Ok(())
}

/// The items of an invoice in the server's order.
pub(super) fn of_invoice(tx: &Transaction<'_>, invoice: i64) -> Result<Vec<LineItem>> {
    let first = first_place(invoice)?;
    let mut statement = tx.prepare_cached(
        "SELECT id, name, description, quantity, type, metric_id, plan_id, contract_id, contract_type, cost
         FROM line_items WHERE place >= ?1 AND place < ?2 ORDER BY place",
    )?;
    let mut rows = statement.query([first, first + PLACES])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        items.push(LineItem {
            id: row.get(0)?,
            name: row.get(1)?,
            description: row.get(2)?,
            quantity: row.get(3)?,
            kind: row.get::<_, Option<String>>(4)?.map(LineItemType::from),
            metric_id: row.get(5)?,
            plan_id: row.get(6)?,
            contract_id: row.get(7)?,
            contract_type: row.get(8)?,
            cost: amount(row, 9)?,
        });
    }
    Ok(items)
}

/// What the items of each invoice that has any add up to, for ids from `after` (left out) to `to`, by id; `None` for
/// a sum that is out of range.
pub(super) fn nets(tx: &Transaction<'_>, after: i64, to: i64) -> Result<Vec<(i64, Option<Decimal>)>> {
    // Every invoice that is held has an id whose places fit: what lies beyond is the end.
    let end = to.checked_add(1).and_then(|next| next.checked_mul(PLACES)).unwrap_or(i64::MAX);
    let mut statement = tx.prepare_cached(
        "SELECT place / 1000000, cost FROM line_items WHERE place >= ?1 AND place < ?2 ORDER BY place",
    )?;
    let mut rows = statement.query([first_place(after)? + PLACES, end])?;
    let mut nets: Vec<(i64, Option<Decimal>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let cost = amount(row, 1)?.map_or(Decimal::ZERO, round4);
        match nets.last_mut() {
            Some((last, net)) if *last == id => *net = net.and_then(|net| net.checked_add(cost)),
            _ => nets.push((id, Some(cost))),
        }
    }
    Ok(nets)
}

/// Decimal text in a column.
pub(super) fn amount(row: &Row<'_>, column: usize) -> Result<Option<Decimal>> {
    let text = row.get_ref(column)?.as_str_or_null().map_err(|error| Error::Value(error.to_string()))?;
    text.map(|text| text.parse().map_err(|_| Error::Value(format!("{text} is no amount")))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_two_invoices_never_meet() {
        assert_eq!(first_place(7).unwrap() + PLACES, first_place(8).unwrap());
        let largest = i64::MAX / PLACES - 1;
        assert!(first_place(largest).unwrap().checked_add(PLACES).is_some());
        for id in [largest + 2, i64::MAX, i64::MIN] {
            assert!(first_place(id).is_err(), "{id}");
        }
    }
}
