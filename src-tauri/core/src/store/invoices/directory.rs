//! Who the customers of the held invoices are.

use std::collections::HashMap;

use rusqlite::Transaction;

use super::{super::Result, sum::Customer};

/// What is known of a customer.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// As the portal has the account; else as the newest invoice that has a name says.
    pub(super) name: Option<String>,
    /// An invoice says so; an account that was deleted does not come back.
    pub(super) deleted: bool,
}

/// Customers that invoices name, and those that only the accounts API does.
pub(super) fn directory(tx: &Transaction<'_>) -> Result<HashMap<Customer, Known>> {
    let names = parties(tx)?;
    let mut customers: HashMap<Customer, Known> = HashMap::new();
    for (customer, seen) in seen(tx, &names)? {
        let name = names.get(&seen.party).cloned().flatten();
        customers.insert(customer, Known { name, deleted: seen.deleted });
    }
    let mut statement = tx.prepare_cached("SELECT id, org_name FROM accounts")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let known = customers.entry(Customer::Account(row.get(0)?)).or_default();
        known.name = row.get::<_, Option<String>>(1)?.or_else(|| known.name.take());
    }
    Ok(customers)
}

fn parties(tx: &Transaction<'_>) -> Result<HashMap<i64, Option<String>>> {
    let mut statement = tx.prepare_cached("SELECT id, org_name FROM parties")?;
    let names = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(names)
}

/// The newest invoice of a customer that has a name, and whether any says the customer was deleted.
#[derive(Default)]
struct Seen {
    invoice: i64,
    party: i64,
    named: bool,
    deleted: bool,
}

fn seen(tx: &Transaction<'_>, names: &HashMap<i64, Option<String>>) -> Result<HashMap<Customer, Seen>> {
    let mut statement = tx.prepare_cached(
        "SELECT id, buyer, buyer_account_id, buyer_folded, buyer_status IS 'deleted' FROM invoices NOT INDEXED",
    )?;
    let mut rows = statement.query([])?;
    let mut customers: HashMap<Customer, Seen> = HashMap::new();
    while let Some(row) = rows.next()? {
        let (invoice, party): (i64, i64) = (row.get(0)?, row.get(1)?);
        let customer = Customer::of(row.get(2)?, row.get_ref(3)?.as_str().unwrap_or_default());
        let seen = customers.entry(customer).or_default();
        seen.deleted |= row.get::<_, bool>(4)?;
        let named = names.get(&party).is_some_and(Option::is_some);
        if (named, invoice) >= (seen.named, seen.invoice) {
            (seen.invoice, seen.party, seen.named) = (invoice, party, named);
        }
    }
    Ok(customers)
}
