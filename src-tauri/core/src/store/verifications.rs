//! Comparisons with the server, and the half of them that is read from the cache.

use rusqlite::{OptionalExtension, Row, Transaction, params};
use rust_decimal::Decimal;

use super::{Error, Result};
use crate::domain::{Totals, Verification, round4};

/// An invoice as a comparison needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldFigures {
    /// The server's id.
    pub id: i64,
    /// The state, in the server's word.
    pub state: String,
    /// ISO code.
    pub currency: Option<String>,
    /// The total.
    pub cost: Decimal,
    /// The server's time of the last change, as held.
    pub updated_at: Option<String>,
    /// What its lines add up to by the server's arithmetic; `None` when that is out of range.
    pub recomputed: Option<Decimal>,
}

/// The figures of the invoices with ids from `after` (left out) to `to`, by id.
pub fn figures(tx: &Transaction<'_>, after: i64, to: i64) -> Result<Vec<HeldFigures>> {
    let mut nets = nets(tx, after, to)?.into_iter().peekable();
    let mut statement = tx.prepare_cached(
        "SELECT id, state, currency, cost, updated_at, vat_rate FROM invoices WHERE id > ?1 AND id <= ?2 ORDER BY id",
    )?;
    let mut rows = statement.query([after, to])?;
    let mut figures = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        while nets.next_if(|(invoice, _)| *invoice < id).is_some() {}
        let net = nets.next_if(|(invoice, _)| *invoice == id).map_or(Some(Decimal::ZERO), |(_, net)| net);
        let vat_rate = amount(row, 5)?;
        figures.push(HeldFigures {
            id,
            state: row.get(1)?,
            currency: row.get(2)?,
            cost: amount(row, 3)?.unwrap_or_default(),
            updated_at: row.get(4)?,
            recomputed: net.and_then(|net| Totals::from_net(net, vat_rate)).map(|totals| totals.cost),
        });
    }
    Ok(figures)
}

/// What the lines of each invoice that has any add up to, by id; `None` for a sum that is out of range.
fn nets(tx: &Transaction<'_>, after: i64, to: i64) -> Result<Vec<(i64, Option<Decimal>)>> {
    let mut statement = tx.prepare_cached(
        "SELECT place / 1000000, cost FROM line_items WHERE place >= (?1 + 1) * 1000000 AND place < ?2 ORDER BY place",
    )?;
    // Ids end where places would overflow; no server has counted that far.
    let end = to.checked_add(1).and_then(|next| next.checked_mul(1_000_000)).unwrap_or(i64::MAX);
    let mut rows = statement.query([after, end])?;
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

fn amount(row: &Row<'_>, column: usize) -> Result<Option<Decimal>> {
    let text = row.get_ref(column)?.as_str_or_null().map_err(|error| Error::Value(error.to_string()))?;
    text.map(|text| text.parse().map_err(|_| Error::Value(format!("{text} is no amount")))).transpose()
}

/// Keeps the numbers of a comparison.
pub fn save(tx: &Transaction<'_>, run: Option<i64>, verification: &Verification) -> Result<()> {
    let report = serde_json::to_string(verification).map_err(|error| Error::Value(error.to_string()))?;
    tx.execute(
        "INSERT INTO verifications (run, at, report) VALUES (?1, ?2, ?3)",
        params![run, verification.at.to_string(), report],
    )?;
    Ok(())
}

/// The newest comparison.
pub fn last(tx: &Transaction<'_>) -> Result<Option<Verification>> {
    let report: Option<String> =
        tx.query_row("SELECT report FROM verifications ORDER BY id DESC LIMIT 1", [], |row| row.get(0)).optional()?;
    report.map(|report| serde_json::from_str(&report).map_err(|error| Error::Value(error.to_string()))).transpose()
}
