//! Customers as the accounts API names them.

use rusqlite::{OptionalExtension, Transaction, params};

use super::Result;
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
            })
        })
        .optional()?;
    Ok(account)
}
