//! Full-text search: which folded texts an invoice has, each indexed once.

use rusqlite::{OptionalExtension, Transaction, params, types::Value};

use super::{Result, fold};

/// What a text belongs to.
#[derive(Clone, Copy)]
pub enum Kind {
    /// The invoice itself: customer and line items.
    Invoice = 0,
    /// Its payments, which are read apart.
    Payments = 1,
}

/// The id of a folded text, indexed when it is new.
pub(super) fn text_id(tx: &Transaction<'_>, folded: &str) -> Result<i64> {
    let known = tx
        .prepare_cached("SELECT id FROM texts WHERE folded = ?1")?
        .query_row([folded], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    tx.prepare_cached("INSERT INTO texts (folded) VALUES (?1)")?.execute([folded])?;
    let id = tx.last_insert_rowid();
    tx.prepare_cached("INSERT INTO texts_search (rowid, folded) VALUES (?1, ?2)")?.execute(params![id, folded])?;
    Ok(id)
}

/// That an invoice has a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub(super) text: i64,
    pub(super) invoice: i64,
}

/// Says which invoices have which texts. In the order of the tree they go into, many are written much faster.
pub(super) fn point(tx: &Transaction<'_>, mut points: Vec<Point>, kind: Kind) -> Result<()> {
    points.sort_unstable();
    points.dedup();
    let mut insert =
        tx.prepare_cached("INSERT OR IGNORE INTO invoice_texts (text_id, invoice_id, kind) VALUES (?1, ?2, ?3)")?;
    for point in points {
        insert.execute(params![point.text, point.invoice, kind as i64])?;
    }
    Ok(())
}

/// Forgets an invoice's texts of a kind. The texts themselves stay: they are shared, and few.
pub(super) fn forget(tx: &Transaction<'_>, invoice: i64, kind: Kind, texts: &[String]) -> Result<()> {
    let mut delete = tx.prepare_cached(
        "DELETE FROM invoice_texts
         WHERE text_id = (SELECT id FROM texts WHERE folded = ?1) AND invoice_id = ?2 AND kind = ?3",
    )?;
    for text in texts {
        delete.execute(params![fold(text), invoice, kind as i64])?;
    }
    Ok(())
}

/// Conditions on `invoices` that together mean: each word stands somewhere in the invoice.
pub(super) fn conditions(query: &str, parameters: &mut Vec<Value>) -> Vec<String> {
    fold(query).split_whitespace().map(|word| condition(word, parameters)).collect()
}

fn condition(word: &str, parameters: &mut Vec<Value>) -> String {
    let mut bind = |value: String| {
        parameters.push(Value::Text(value));
        parameters.len()
    };
    // A trigram index answers from three characters on; shorter words look at every text, of which
    // there are few.
    let texts = match word.chars().count() {
        0..3 => format!("SELECT id FROM texts WHERE folded LIKE ?{} ESCAPE '\\'", bind(contains(word))),
        _ => {
            let phrase = format!("\"{}\"", word.replace('"', "\"\""));
            format!("SELECT rowid FROM texts_search WHERE texts_search MATCH ?{}", bind(phrase))
        }
    };
    let number = bind(contains(word));
    format!(
        "(invoices.id IN (SELECT invoice_id FROM invoice_texts WHERE text_id IN ({texts}))
          OR invoices.friendly_id LIKE ?{number} ESCAPE '\\')"
    )
}

/// A LIKE pattern for a text anywhere.
pub(super) fn contains(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
