//! Customers with what they owe, one row for each currency.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

use jiff::civil::Date;
use rusqlite::Transaction;

use super::{
    super::{Result, fold},
    directory::{Known, directory},
    list::{parsed, parsed_option},
    sum::{Customer, Sum, named, not_cancelled, outstanding},
};
use crate::domain::{
    CustomerColumn, CustomerKey, CustomerList, CustomerRow, CustomerSort, CustomerSum, InvoiceFilter, State,
};

/// A part of the list of customers whose name or account id a text is part of; of all without one.
pub fn customers(
    tx: &Transaction<'_>,
    query: Option<&str>,
    sort: CustomerSort,
    (offset, limit): (u32, u32),
    today: Date,
) -> Result<CustomerList> {
    let query = query.map(str::trim).filter(|query| !query.is_empty());
    let invoices = Invoices::read(tx, today)?;
    let reader = Reader { tx, today, counted: not_cancelled(invoices.unknown_states.iter().cloned()) };
    let mut entries = entries(directory(tx)?, invoices.sums);
    if let Some(query) = query {
        let (part, id) = (fold(query), query.parse().ok());
        entries.retain(|entry| entry.folded.contains(&part) || id.is_some() && entry.customer.id() == id);
    }
    entries.sort_by(|a, b| compare(a, b, sort));
    let page = entries.iter().skip(offset as usize).take(limit as usize);
    Ok(CustomerList {
        customers: entries.iter().map(|entry| &entry.customer).collect::<HashSet<_>>().len() as u64,
        count: entries.len() as u64,
        rows: page.map(|entry| reader.row(entry)).collect::<Result<_>>()?,
        sums: reader.sums(&entries, query.is_some())?,
    })
}

/// What the invoices of a customer in one currency add up to, cancelled ones left out.
#[derive(Default)]
struct Sums {
    invoiced: Sum,
    balance: Sum,
    overdue: Sum,
    /// When an invoice was last paid, as text, and which.
    last_paid: Option<(String, i64)>,
}

impl Sums {
    /// The same buffer is written to: in the order of ids nearly every payment is the latest.
    fn paid(&mut self, at: &str, id: i64) {
        match &mut self.last_paid {
            None => self.last_paid = Some((at.to_owned(), id)),
            Some((last, of)) if (last.as_str(), *of) < (at, id) => {
                last.clear();
                last.push_str(at);
                *of = id;
            }
            Some(_) => {}
        }
    }
}

type ByCurrency = BTreeMap<Option<String>, Sums>;

/// Everything that is not cancelled.
#[derive(Default)]
struct Invoices {
    sums: HashMap<Customer, ByCurrency>,
    unknown_states: BTreeSet<State>,
}

impl Invoices {
    fn read(tx: &Transaction<'_>, today: Date) -> Result<Self> {
        let mut statement = tx.prepare_cached(
            "SELECT buyer_account_id, buyer_folded, NULLIF(currency, ''), state, COALESCE(due_on < ?1, FALSE), paid_at,
                    cost_cents, id
             FROM invoices NOT INDEXED WHERE state <> 'cancelled'",
        )?;
        let mut rows = statement.query([today.to_string()])?;
        let mut invoices = Self::default();
        while let Some(row) = rows.next()? {
            let customer = Customer::of(row.get(0)?, row.get_ref(1)?.as_str().unwrap_or_default());
            let sums = invoices.sums.entry(customer).or_default().entry(row.get(2)?).or_default();
            let cents = row.get(6)?;
            sums.invoiced.add(cents);
            match row.get_ref(3)?.as_str().unwrap_or_default() {
                "pending" | "unpaid" | "failed" => {
                    sums.balance.add(cents);
                    if row.get(4)? {
                        sums.overdue.add(cents);
                    }
                }
                "paid" => {
                    if let Some(at) = row.get_ref(5)?.as_str_or_null().unwrap_or_default() {
                        sums.paid(at, row.get(7)?);
                    }
                }
                "open" | "finalized" => {}
                unknown => {
                    invoices.unknown_states.insert(State::from(unknown.to_owned()));
                }
            }
        }
        Ok(invoices)
    }
}

/// A row before it is told.
struct Entry {
    customer: Customer,
    known: Known,
    folded: String,
    currency: Option<String>,
    sums: Sums,
}

fn entries(directory: HashMap<Customer, Known>, mut sums: HashMap<Customer, ByCurrency>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (customer, known) in directory {
        // Whoever has nothing but cancelled invoices, or none, is a customer all the same.
        let currencies = sums.remove(&customer).unwrap_or_else(|| BTreeMap::from([(None, Sums::default())]));
        let folded = fold(known.name.as_deref().unwrap_or_default());
        for (currency, sums) in currencies {
            let (customer, known, folded) = (customer.clone(), known.clone(), folded.clone());
            entries.push(Entry { customer, known, folded, currency, sums });
        }
    }
    entries
}

fn compare(a: &Entry, b: &Entry, sort: CustomerSort) -> Ordering {
    let by_column = match sort.column {
        CustomerColumn::Name => a.folded.cmp(&b.folded),
        CustomerColumn::Invoices => a.sums.invoiced.count.cmp(&b.sums.invoiced.count),
        CustomerColumn::Invoiced => a.sums.invoiced.cents().cmp(&b.sums.invoiced.cents()),
        CustomerColumn::Balance => a.sums.balance.cents().cmp(&b.sums.balance.cents()),
        CustomerColumn::Overdue => a.sums.overdue.cents().cmp(&b.sums.overdue.cents()),
        CustomerColumn::LastPayment => {
            fn at(entry: &Entry) -> Option<&str> {
                entry.sums.last_paid.as_ref().map(|(at, _)| at.as_str())
            }
            at(a).cmp(&at(b))
        }
    };
    let by_column = if sort.descending { by_column.reverse() } else { by_column };
    by_column.then_with(|| (&a.folded, &a.currency, &a.customer).cmp(&(&b.folded, &b.currency, &b.customer)))
}

/// Turns sums into figures.
struct Reader<'a, 'tx> {
    tx: &'a Transaction<'tx>,
    today: Date,
    /// The states that count as invoiced.
    counted: Vec<State>,
}

impl Reader<'_, '_> {
    fn row(&self, entry: &Entry) -> Result<CustomerRow> {
        let in_currency = InvoiceFilter { currency: named(entry.currency.as_deref()), ..InvoiceFilter::default() };
        let filter = entry.customer.only(entry.known.name.as_deref(), in_currency);
        let figure = |sum: &Sum, filter| sum.figure(self.tx, filter, self.today);
        let (last_paid_at, last_paid) = match &entry.sums.last_paid {
            None => (None, None),
            Some((_, id)) => self.payment(*id)?,
        };
        Ok(CustomerRow {
            id: entry.customer.id(),
            name: entry.known.name.clone(),
            deleted: entry.known.deleted,
            currency: entry.currency.clone(),
            invoiced: figure(&entry.sums.invoiced, InvoiceFilter { states: self.counted.clone(), ..filter.clone() })?,
            balance: figure(&entry.sums.balance, InvoiceFilter { states: outstanding(), ..filter.clone() })?,
            overdue: figure(&entry.sums.overdue, InvoiceFilter { overdue: true, ..filter })?,
            last_paid_at,
            last_paid,
        })
    }

    fn payment(&self, invoice: i64) -> Result<(Option<jiff::Timestamp>, Option<rust_decimal::Decimal>)> {
        let mut statement = self.tx.prepare_cached("SELECT paid_at, cost FROM invoices WHERE id = ?1")?;
        let mut rows = statement.query([invoice])?;
        match rows.next()? {
            None => Ok((None, None)),
            Some(row) => Ok((parsed_option(row, 0)?, Some(parsed(row, 1)?))),
        }
    }

    /// Of all these rows. Where they are not all there are, a filter names the customers that have a part in a figure.
    fn sums(&self, entries: &[Entry], only_these: bool) -> Result<Vec<CustomerSum>> {
        let mut currencies: BTreeMap<Option<&str>, Vec<&Entry>> = BTreeMap::new();
        for entry in entries.iter().filter(|entry| entry.sums.invoiced.count > 0) {
            currencies.entry(entry.currency.as_deref()).or_default().push(entry);
        }
        let mut sums = Vec::new();
        for (currency, entries) in currencies {
            let invoices: u64 = entries.iter().map(|entry| entry.sums.invoiced.count).sum();
            let figure = |part: fn(&Sums) -> Sum, filter: InvoiceFilter| {
                let mut sum = Sum::default();
                entries.iter().for_each(|entry| sum += part(&entry.sums));
                let customers = only_these.then(|| keys(&entries, part));
                let filter = InvoiceFilter { currency: named(currency), customers, ..filter };
                sum.figure(self.tx, filter, self.today)
            };
            let balance = figure(|s| s.balance, InvoiceFilter { states: outstanding(), ..InvoiceFilter::default() })?;
            let overdue = figure(|s| s.overdue, InvoiceFilter { overdue: true, ..InvoiceFilter::default() })?;
            sums.push((invoices, CustomerSum { currency: currency.map(str::to_owned), balance, overdue }));
        }
        sums.sort_by_key(|(invoices, _)| Reverse(*invoices));
        Ok(sums.into_iter().map(|(_, sum)| sum).collect())
    }
}

fn keys(entries: &[&Entry], part: fn(&Sums) -> Sum) -> Vec<CustomerKey> {
    let with_a_part = entries.iter().filter(|entry| part(&entry.sums).count > 0);
    with_a_part.map(|entry| entry.customer.key(entry.known.name.as_deref())).collect()
}
