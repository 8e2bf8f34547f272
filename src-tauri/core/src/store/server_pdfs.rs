//! The server's own PDFs of invoices, and what comparing them with ours gave.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use super::{Error, Result};

/// A PDF that was fetched and compared, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Stands for what our own PDF said, likewise.
    pub compared_with: String,
    /// What that gave, as JSON.
    pub comparison: String,
}

/// Keeps the PDF of an invoice in place of an earlier one.
pub fn save(tx: &Transaction<'_>, invoice: i64, bytes: &[u8], compared: &Compared) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO server_pdfs (invoice_id, fetched_at, sha256, bytes, compared_with, comparison)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (invoice_id) DO UPDATE SET fetched_at = excluded.fetched_at, sha256 = excluded.sha256,
             bytes = excluded.bytes, compared_with = excluded.compared_with, comparison = excluded.comparison",
    )?
    .execute(params![
        invoice,
        compared.fetched_at.to_string(),
        compared.sha256,
        bytes,
        compared.compared_with,
        compared.comparison
    ])?;
    Ok(())
}

/// What is held of an invoice's PDF.
pub fn get(tx: &Transaction<'_>, invoice: i64) -> Result<Option<Compared>> {
    let row = tx
        .prepare_cached("SELECT fetched_at, sha256, compared_with, comparison FROM server_pdfs WHERE invoice_id = ?1")?
        .query_row([invoice], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    let Some((fetched_at, sha256, compared_with, comparison)) = row else { return Ok(None) };
    let fetched_at = fetched_at.parse().map_err(|error: jiff::Error| Error::Value(error.to_string()))?;
    Ok(Some(Compared { fetched_at, sha256, compared_with, comparison }))
}

/// Its bytes.
pub fn bytes(tx: &Transaction<'_>, invoice: i64) -> Result<Option<Vec<u8>>> {
    let mut statement = tx.prepare_cached("SELECT bytes FROM server_pdfs WHERE invoice_id = ?1")?;
    Ok(statement.query_row([invoice], |row| row.get(0)).optional()?)
}
