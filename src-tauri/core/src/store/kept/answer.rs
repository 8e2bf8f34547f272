//! The list and its sums: by the index where it is there, by SQL where not. Both give the same.

use jiff::civil::Date;

use super::super::{
    Database, Result, fold,
    invoices::{
        self,
        filter::{cents, glob_like},
    },
};
use crate::{
    domain::{CustomerKey, DateRange, InvoiceFilter, InvoiceRow, ListTotals, MonthCount, Sort, ViewCounts},
    index::{Customers, Days, Query},
};

/// A part of the list: `page` is how many are left out and how many given at most.
///
/// # Errors
/// When the cache fails.
pub fn list(
    database: &Database,
    filter: &InvoiceFilter,
    sort: Sort,
    page: (u32, u32),
    today: Date,
) -> Result<Vec<InvoiceRow>> {
    database.read_indexed(|tx, index| match index {
        None => invoices::list(tx, filter, sort, page, today),
        Some(index) => {
            let ids = index.find(&query(filter, today)).page(sort, page.0 as usize, page.1 as usize);
            invoices::rows(tx, &ids, today)
        }
    })
}

/// How many a filter finds and what they add up to, per currency.
///
/// # Errors
/// When the cache fails, or a total is out of range.
pub fn totals(database: &Database, filter: &InvoiceFilter, today: Date) -> Result<ListTotals> {
    database.read_indexed(|tx, index| {
        let totals = index.and_then(|index| index.find(&query(filter, today)).totals());
        totals.map_or_else(|| invoices::totals(tx, filter, today), Ok)
    })
}

/// The counts of the sidebar.
///
/// # Errors
/// When the cache fails.
pub fn view_counts(database: &Database, today: Date) -> Result<ViewCounts> {
    database.read_indexed(|tx, index| {
        let counts = index.and_then(|index| index.view_counts(&today.to_string()));
        counts.map_or_else(|| invoices::view_counts(tx, today), Ok)
    })
}

/// The months that have invoices, newest first.
///
/// # Errors
/// When the cache fails.
pub fn months(database: &Database) -> Result<Vec<MonthCount>> {
    database.read_indexed(|tx, index| index.and_then(|index| index.months()).map_or_else(|| invoices::months(tx), Ok))
}

fn wanted(customers: &[CustomerKey]) -> Customers {
    let nameless = customers.iter().filter(|customer| customer.id.is_none());
    Customers {
        accounts: customers.iter().filter_map(|customer| customer.id).collect(),
        names: nameless.map(|customer| fold(customer.name.as_deref().unwrap_or_default())).collect(),
    }
}

/// A filter in the words of the columns.
fn query(filter: &InvoiceFilter, today: Date) -> Query {
    // By name, so that nothing can be added to a filter and forgotten here.
    let InvoiceFilter {
        states,
        period_from,
        period_to,
        number,
        buyer,
        buyer_id,
        query,
        issued,
        due,
        paid,
        overdue,
        outstanding_on,
        not_due_on,
        customers,
        min,
        max,
        currency,
    } = filter;
    let days = |range: &Option<DateRange>| {
        let range = range.unwrap_or_default();
        Days { from: range.from.map(|day| day.to_string()), to: range.to.map(|day| day.to_string()) }
    };
    Query {
        states: states.iter().map(|state| state.as_str().to_owned()).collect(),
        period: Days {
            from: period_from.map(|month| month.first_day().to_string()),
            to: period_to.map(|month| month.last_day().to_string()),
        },
        number: number.as_deref().map(glob_like),
        name: buyer.as_deref().map(fold),
        account: *buyer_id,
        issued: days(issued),
        due: days(due),
        paid: days(paid),
        overdue_on: overdue.then(|| today.to_string()),
        outstanding_on: outstanding_on.map(|day| day.to_string()),
        not_due_on: not_due_on.map(|day| day.to_string()),
        customers: customers.as_deref().map(wanted),
        min: min.map(cents),
        max: max.map(cents),
        currency: currency.as_deref().map(str::to_ascii_uppercase),
        words: query.as_deref().map(fold).unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
    }
}
