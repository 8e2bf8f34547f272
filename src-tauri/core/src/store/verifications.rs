//! Comparisons with the server, and the half of them that is read from the cache.

use rusqlite::{OptionalExtension, Transaction, params};
use rust_decimal::Decimal;

use super::{
    Error, Result,
    line_items::{self, amount},
};
use crate::domain::{Totals, Verification};

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
    let mut nets = line_items::nets(tx, after, to)?.into_iter().peekable();
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
