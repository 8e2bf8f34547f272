//! Issuers and customers as invoices name them, each version once.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::Result;
use crate::domain::Party;

/// The id of a stored version, made when it is new.
pub(super) fn id_of(tx: &Transaction<'_>, party: &Party) -> Result<i64> {
    let identity = identity(party);
    let known = tx
        .prepare_cached("SELECT id FROM parties WHERE identity = ?1")?
        .query_row([&identity], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    tx.prepare_cached(
        "INSERT INTO parties (account_id, org_name, address, city, state, country, phone, zip, identity)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        party.id,
        party.org_name,
        party.address,
        party.city,
        party.state,
        party.country,
        party.phone,
        party.zip,
        identity
    ])?;
    Ok(tx.last_insert_rowid())
}

/// A stored version.
pub(super) fn get(tx: &Transaction<'_>, id: i64) -> Result<Party> {
    let party = tx
        .prepare_cached(
            "SELECT account_id, org_name, address, city, state, country, phone, zip FROM parties WHERE id = ?1",
        )?
        .query_row([id], |row| from_row(row, 0))?;
    Ok(party)
}

/// Reads a party from eight columns of a row, beginning at `first`.
pub(super) fn from_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Party> {
    Ok(Party {
        id: row.get(first)?,
        org_name: row.get(first + 1)?,
        address: row.get(first + 2)?,
        city: row.get(first + 3)?,
        state: row.get(first + 4)?,
        country: row.get(first + 5)?,
        phone: row.get(first + 6)?,
        zip: row.get(first + 7)?,
    })
}

/// All fields in one text that no two different parties share.
pub(super) fn identity(party: &Party) -> String {
    let fields = [&party.org_name, &party.address, &party.city, &party.state, &party.country, &party.phone, &party.zip];
    let mut text = party.id.map_or_else(String::new, |id| id.to_string());
    for field in fields {
        // Absent and empty differ: the marker stands only before a present field.
        text.push('\u{1f}');
        if let Some(field) = field {
            text.push('\u{1e}');
            text.push_str(field);
        }
    }
    text
}
