//! Customers as the accounts API names them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, Transaction, params};

use super::{Error, Result, fold};
use crate::domain::Account;

/// Keeps what was read in `run`.
pub fn save(tx: &Transaction<'_>, account: &Account, run: i64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO accounts (id, org_name, fiscal_code, vat_code, vat_rate, po_number, read_run)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET org_name = excluded.org_name, fiscal_code = excluded.fiscal_code,
             vat_code = excluded.vat_code, vat_rate = excluded.vat_rate, po_number = excluded.po_number,
             read_run = excluded.read_run",
    )?
    .execute(params![
        account.id,
        account.org_name,
        account.fiscal_code,
        account.vat_code,
        account.vat_rate,
        account.po_number,
        run
    ])?;
    Ok(())
}

/// One customer.
pub fn get(tx: &Transaction<'_>, id: i64) -> Result<Option<Account>> {
    let mut statement = tx.prepare_cached(
        "SELECT id, org_name, fiscal_code, vat_code, vat_rate, po_number FROM accounts WHERE id = ?1",
    )?;
    let account = statement
        .query_row([id], |row| {
            Ok(Account {
                id: row.get(0)?,
                org_name: row.get(1)?,
                fiscal_code: row.get(2)?,
                vat_code: row.get(3)?,
                vat_rate: row.get(4)?,
                po_number: row.get(5)?,
                created_at: None,
            })
        })
        .optional()?;
    Ok(account)
}

/// How many customers are known.
pub fn count(tx: &Transaction<'_>) -> Result<u64> {
    Ok(tx.query_row("SELECT COUNT(*) FROM accounts", [], |row| row.get(0))?)
}

/// Customers to make an invoice for, by name: part of it without accents and case, or the id. Deleted ones are left
/// out. Where customers may not be read, those that invoices name.
pub fn find(tx: &Transaction<'_>, query: &str, limit: usize) -> Result<Vec<(i64, Option<String>)>> {
    let of_invoices = "SELECT DISTINCT buyer_account_id, org_name FROM invoices JOIN parties ON parties.id = buyer
                       WHERE buyer_account_id IS NOT NULL AND buyer_status IS NOT 'deleted'";
    let of_accounts = "SELECT id, org_name FROM accounts WHERE id NOT IN
                           (SELECT buyer_account_id FROM invoices
                            WHERE buyer_status = 'deleted' AND buyer_account_id IS NOT NULL)";
    let mut statement = tx.prepare_cached(if count(tx)? > 0 { of_accounts } else { of_invoices })?;
    let mut rows = statement.query([])?;
    let (wanted, id) = (fold(query.trim()), query.trim());
    let mut found: BTreeMap<(String, i64), Option<String>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (account, name): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
        let folded = fold(name.as_deref().unwrap_or_default());
        if folded.contains(&wanted) || account.to_string() == id {
            found.insert((folded, account), name);
        }
    }
    Ok(found.into_iter().take(limit).map(|((_, account), name)| (account, name)).collect())
}

/// The customers of the invoices that `run` saw change or appear, deleted ones left out.
pub fn of_changed(tx: &Transaction<'_>, run: i64) -> Result<Vec<i64>> {
    let mut statement = tx.prepare_cached(
        "SELECT DISTINCT buyer_account_id FROM changes JOIN invoices ON invoices.id = changes.invoice_id
         WHERE run = ?1 AND buyer_account_id IS NOT NULL AND buyer_status IS NOT 'deleted'",
    )?;
    let ids = statement.query_map([run], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// A customer whose invoices are held under several names, or under another than its own.
pub struct Renamed {
    /// The customer.
    pub account: i64,
    /// The names, for [`set_renamed`].
    pub names: String,
}

/// Those of them whose invoices were not read again because of these very names, `most` of them.
pub fn renamed(tx: &Transaction<'_>, most: usize) -> Result<Vec<Renamed>> {
    let mut names: BTreeMap<i64, BTreeSet<Option<String>>> = BTreeMap::new();
    let mut collect = |sql: &str| -> Result<()> {
        let mut statement = tx.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            names.entry(row.get(0)?).or_default().insert(row.get(1)?);
        }
        Ok(())
    };
    collect(
        "SELECT held.account, org_name
         FROM (SELECT DISTINCT buyer_account_id AS account, buyer FROM invoices
               WHERE buyer_account_id IS NOT NULL AND buyer_status IS NOT 'deleted' AND missing_run IS NULL) held
         JOIN parties ON parties.id = held.buyer",
    )?;
    let with_invoices: Vec<i64> = names.keys().copied().collect();
    let mut own = tx.prepare_cached("SELECT org_name FROM accounts WHERE id = ?1")?;
    let mut read_for = tx.prepare_cached("SELECT 1 FROM renames WHERE account_id = ?1 AND names = ?2")?;
    let mut renamed = Vec::new();
    for account in with_invoices {
        let mut names = names.remove(&account).unwrap_or_default();
        names.extend(own.query_row([account], |row| row.get(0)).optional()?);
        let text = serde_json::to_string(&names).map_err(|error| Error::Value(error.to_string()))?;
        if names.len() > 1 && !read_for.exists(params![account, text])? {
            renamed.push(Renamed { account, names: text });
        }
    }
    renamed.truncate(most);
    Ok(renamed)
}

/// Notes that all invoices of a customer were read because of these names.
pub fn set_renamed(tx: &Transaction<'_>, renamed: &Renamed) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO renames (account_id, names) VALUES (?1, ?2)
         ON CONFLICT (account_id) DO UPDATE SET names = excluded.names",
    )?
    .execute(params![renamed.account, renamed.names])?;
    Ok(())
}
