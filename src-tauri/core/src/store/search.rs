//! Full-text search: which folded texts an invoice has, each indexed once.

use rusqlite::{OptionalExtension, Transaction, params, types::Value};

use super::{Result, fold, text_ids};

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

/// Conditions on `invoices` that together mean: each word stands somewhere in the invoice or its payments.
pub(super) fn conditions(tx: &Transaction<'_>, query: &str, parameters: &mut Vec<Value>) -> Result<Vec<String>> {
    fold(query).split_whitespace().map(|word| condition(tx, word, parameters)).collect()
}

fn condition(tx: &Transaction<'_>, word: &str, parameters: &mut Vec<Value>) -> Result<String> {
    parameters.push(Value::Text(contains(word)));
    let number = parameters.len();
    parameters.push(Value::Blob(text_ids::pack(texts_with(tx, word)?)));
    let texts = parameters.len();
    Ok(format!(
        "(invoices.friendly_id LIKE ?{number} ESCAPE '\\' OR has_text(invoices.text_ids, ?{texts})
          OR has_text(invoices.payment_text_ids, ?{texts}))"
    ))
}

/// A trigram index answers from three characters on; shorter words look at every text, of which there are few.
fn texts_with(tx: &Transaction<'_>, word: &str) -> Result<Vec<i64>> {
    let (sql, parameter) = match word.chars().count() {
        0..3 => ("SELECT id FROM texts WHERE folded LIKE ?1 ESCAPE '\\'", contains(word)),
        _ => {
            let phrase = format!("\"{}\"", word.replace('"', "\"\""));
            ("SELECT rowid FROM texts_search WHERE texts_search MATCH ?1", phrase)
        }
    };
    let mut statement = tx.prepare_cached(sql)?;
    let ids = statement.query_map([parameter], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
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
