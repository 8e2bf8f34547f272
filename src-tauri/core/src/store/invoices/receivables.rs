//! What customers owed on a day, by age.

use std::{cmp::Reverse, collections::HashMap};

use jiff::{ToSpan, civil::Date};
use rusqlite::{Transaction, params_from_iter};

use super::{
    super::{Result, fold},
    directory::{Known, directory},
    filter::condition,
    sum::{Customer, Sum, named, outstanding},
};
use crate::domain::{Ageing, CurrencyReceivables, CustomerReceivables, DateRange, InvoiceFilter};

/// What was owed at the end of a day, by currency, the one with the most invoices first; the `most` customers who owed
/// the most in each.
pub fn receivables(tx: &Transaction<'_>, as_of: Date, most: usize, today: Date) -> Result<Vec<CurrencyReceivables>> {
    let ages = Ages::on(as_of);
    let base = outstanding_at_the_end_of(as_of, today);
    let directory = directory(tx)?;
    let mut currencies = Vec::new();
    for (currency, sums) in sums(tx, &base, &ages, today)? {
        let filter = InvoiceFilter { currency: named(currency.as_deref()), ..base.clone() };
        let mut all = Aged::default();
        sums.values().for_each(|aged| all.add_all(aged));
        let customer_count = sums.len() as u64;
        let mut customers = Vec::new();
        for (customer, known, aged) in who_owes_most(sums, &directory).into_iter().take(most) {
            let filter = customer.only(known.name.as_deref(), filter.clone());
            let ageing = ages.ageing(tx, &aged, &filter, today)?;
            customers.push(CustomerReceivables { id: customer.id(), name: known.name, deleted: known.deleted, ageing });
        }
        let sum = ages.ageing(tx, &all, &filter, today)?;
        currencies.push(CurrencyReceivables { currency, sum, customer_count, customers });
    }
    currencies
        .sort_by(|a, b| (Reverse(a.sum.total.count), &a.currency).cmp(&(Reverse(b.sum.total.count), &b.currency)));
    Ok(currencies)
}

/// A day that is not over has no end to ask about: what is outstanding now, by state alone. So today's figures are those
/// of the sidebar wherever the person is, although the server's days are those of UTC.
fn outstanding_at_the_end_of(day: Date, today: Date) -> InvoiceFilter {
    match day < today {
        true => InvoiceFilter { outstanding_on: Some(day), ..InvoiceFilter::default() },
        false => InvoiceFilter { states: outstanding(), ..InvoiceFilter::default() },
    }
}

type ByCustomer = HashMap<Customer, Aged>;

fn sums(
    tx: &Transaction<'_>,
    filter: &InvoiceFilter,
    ages: &Ages,
    today: Date,
) -> Result<HashMap<Option<String>, ByCustomer>> {
    let condition = condition(tx, filter, today)?;
    let sql = format!(
        "SELECT NULLIF(currency, ''), buyer_account_id, buyer_folded, due_on, cost_cents FROM invoices WHERE {}",
        condition.sql
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(condition.parameters))?;
    let mut sums: HashMap<Option<String>, ByCustomer> = HashMap::new();
    while let Some(row) = rows.next()? {
        let customer = Customer::of(row.get(1)?, row.get_ref(2)?.as_str().unwrap_or_default());
        let age = ages.of(row.get_ref(3)?.as_str_or_null().unwrap_or_default());
        sums.entry(row.get(0)?).or_default().entry(customer).or_default().add(age, row.get(4)?);
    }
    Ok(sums)
}

fn who_owes_most(sums: ByCustomer, directory: &HashMap<Customer, Known>) -> Vec<(Customer, Known, Aged)> {
    let with_name = sums.into_iter().map(|(customer, aged)| {
        let known = directory.get(&customer).cloned().unwrap_or_default();
        (fold(known.name.as_deref().unwrap_or_default()), customer, known, aged)
    });
    let mut customers: Vec<_> = with_name.collect();
    customers.sort_by(|a, b| {
        let order = |entry: &(String, Customer, Known, Aged)| Reverse(entry.3.total.cents());
        order(a).cmp(&order(b)).then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1)))
    });
    customers.into_iter().map(|(_, customer, known, aged)| (customer, known, aged)).collect()
}

/// How many ages there are, youngest first.
const AGES: usize = 5;

/// Sums by age.
#[derive(Clone, Copy, Default)]
struct Aged {
    total: Sum,
    by_age: [Sum; AGES],
}

impl Aged {
    fn add(&mut self, age: usize, cents: i64) {
        self.total.add(cents);
        self.by_age[age].add(cents);
    }

    fn add_all(&mut self, other: &Self) {
        self.total += other.total;
        self.by_age.iter_mut().zip(other.by_age).for_each(|(sum, part)| *sum += part);
    }
}

/// The ages on a day.
struct Ages {
    as_of: Date,
    /// The last day of due of each age that is past due, as text, youngest first.
    last_due: [String; AGES - 1],
}

/// Days past due that each age past due begins with.
const FROM_DAYS: [i64; AGES - 1] = [1, 31, 61, 91];

impl Ages {
    fn on(as_of: Date) -> Self {
        Self { as_of, last_due: FROM_DAYS.map(|days| days_before(as_of, days).to_string()) }
    }

    /// Which age a due date has: 0 is not past due, as is one without.
    fn of(&self, due_on: Option<&str>) -> usize {
        due_on.map_or(0, |due| self.last_due.iter().filter(|last| due <= last.as_str()).count())
    }

    /// The same invoices, of one age only.
    fn only(&self, age: usize, filter: &InvoiceFilter) -> InvoiceFilter {
        if age == 0 {
            return InvoiceFilter { not_due_on: Some(self.as_of), ..filter.clone() };
        }
        let due = DateRange {
            from: FROM_DAYS.get(age).map(|days| days_before(self.as_of, days - 1)),
            to: Some(days_before(self.as_of, FROM_DAYS[age - 1])),
        };
        InvoiceFilter { due: Some(due), ..filter.clone() }
    }

    fn ageing(&self, tx: &Transaction<'_>, aged: &Aged, filter: &InvoiceFilter, today: Date) -> Result<Ageing> {
        let of_age = |age: usize| aged.by_age[age].figure(tx, self.only(age, filter), today);
        Ok(Ageing {
            total: aged.total.figure(tx, filter.clone(), today)?,
            not_due: of_age(0)?,
            days_1_30: of_age(1)?,
            days_31_60: of_age(2)?,
            days_61_90: of_age(3)?,
            days_91_up: of_age(4)?,
        })
    }
}

fn days_before(day: Date, days: i64) -> Date {
    day.saturating_sub(days.days())
}

/// Invoices of which the cache cannot tell whether they were owed on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// Issued by then and cancelled now; the server changed them after that day, so it may have been the cancelling.
    pub cancelled: u64,
    /// Issued by then and paid, nobody says when.
    pub paid_some_day: u64,
    /// Issued, paid or cancelled since, and nobody says when it was issued.
    pub issued_some_day: u64,
    /// In a state this version does not know.
    pub unknown_state: u64,
}

/// What is in doubt about a day that is over; about today only states are.
pub fn doubts(tx: &Transaction<'_>, as_of: Date, today: Date) -> Result<Doubts> {
    let over = as_of < today;
    let mut statement = tx.prepare_cached(
        "SELECT COUNT(*) FILTER (WHERE ?2 AND state = 'cancelled' AND issued_on <= ?1
                                 AND COALESCE(substr(updated_at, 1, 10) > ?1, TRUE)),
                COUNT(*) FILTER (WHERE ?2 AND state = 'paid' AND issued_on <= ?1 AND paid_at IS NULL),
                COUNT(*) FILTER (WHERE ?2 AND state IN ('pending', 'unpaid', 'failed', 'paid') AND issued_on IS NULL),
                COUNT(*) FILTER (WHERE state NOT IN ('pending', 'unpaid', 'failed', 'paid', 'cancelled')
                                 AND (issued_on IS NULL OR issued_on <= ?1 OR NOT ?2))
         FROM invoices NOT INDEXED WHERE state NOT IN ('open', 'finalized')",
    )?;
    let doubts = statement.query_row((as_of.to_string(), over), |row| {
        Ok(Doubts {
            cancelled: row.get(0)?,
            paid_some_day: row.get(1)?,
            issued_some_day: row.get(2)?,
            unknown_state: row.get(3)?,
        })
    })?;
    Ok(doubts)
}
