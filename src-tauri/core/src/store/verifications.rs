//! Comparisons with the server, and the half of them that is read from the cache.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction, params};
use rust_decimal::Decimal;

use super::{Error, Result};
use crate::domain::{LineItem, Totals, Verification};

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
    let mut lines = line_costs(tx, after, to)?;
    let mut statement = tx.prepare_cached(
        "SELECT id, state, currency, cost, updated_at, vat_rate FROM invoices WHERE id > ?1 AND id <= ?2 ORDER BY id",
    )?;
    let mut rows = statement.query([after, to])?;
    let mut figures = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let vat_rate: Option<String> = row.get(5)?;
        let vat_rate = vat_rate.as_deref().map(decimal).transpose()?;
        let totals = Totals::of(&lines.remove(&id).unwrap_or_default(), vat_rate);
        figures.push(HeldFigures {
            id,
            state: row.get(1)?,
            currency: row.get(2)?,
            cost: decimal(&row.get::<_, String>(3)?)?,
            updated_at: row.get(4)?,
            recomputed: totals.map(|totals| totals.cost),
        });
    }
    Ok(figures)
}

fn line_costs(tx: &Transaction<'_>, after: i64, to: i64) -> Result<HashMap<i64, Vec<LineItem>>> {
    let mut statement =
        tx.prepare_cached("SELECT invoice_id, cost FROM line_items WHERE invoice_id > ?1 AND invoice_id <= ?2")?;
    let mut rows = statement.query([after, to])?;
    let mut lines: HashMap<i64, Vec<LineItem>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let cost: Option<String> = row.get(1)?;
        let cost = cost.as_deref().map(decimal).transpose()?;
        lines.entry(row.get(0)?).or_default().push(LineItem { cost, ..LineItem::default() });
    }
    Ok(lines)
}

fn decimal(text: &str) -> Result<Decimal> {
    text.parse().map_err(|_| Error::Value(format!("{text} is no amount")))
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
