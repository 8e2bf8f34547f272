//! Customers and figures.

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    Error, ErrorCode,
    invoices::{MOST_ROWS, read},
    types::*,
};
use crate::{
    app::App,
    store::invoices::{self, Doubts},
};

/// What was earned, month by month.
///
/// # Errors
/// [`ErrorCode::InvalidInput`] when the first month is after the last; when there is no such connection, or its cache
/// fails.
pub async fn earnings(app: &Arc<App>, request: EarningsRequest) -> Result<Earnings, Error> {
    let (as_of, months) = (app.clock.today(), (request.from, request.to));
    if let (Some(from), Some(to)) = months
        && from > to
    {
        return Err(Error::new(ErrorCode::InvalidInput, format!("{from} is after {to}")).field("from"));
    }
    read(app, &request.connection, move |tx| Ok(Earnings { as_of, currencies: invoices::earnings(tx, months, as_of)? }))
        .await
}

/// What customers owed at the end of a day, by age.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn receivables(app: &Arc<App>, request: ReceivablesRequest) -> Result<Receivables, Error> {
    receivables_of(app, &request.connection, request.as_of, request.customers.min(MOST_ROWS) as usize).await
}

/// The same with as many customers as are wanted.
pub(super) async fn receivables_of(
    app: &Arc<App>,
    connection: &str,
    as_of: Option<Date>,
    most: usize,
) -> Result<Receivables, Error> {
    let today = app.clock.today();
    let as_of = as_of.unwrap_or(today);
    read(app, connection, move |tx| {
        let uncertain = uncertain(&invoices::doubts(tx, as_of, today)?, as_of, today);
        Ok(Receivables { as_of, currencies: invoices::receivables(tx, as_of, most, today)?, uncertain })
    })
    .await
}

/// A part of the list of customers with what they owe.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn customer_list(app: &Arc<App>, request: CustomerListRequest) -> Result<CustomerList, Error> {
    let today = app.clock.today();
    let page = (request.offset, request.limit.min(MOST_ROWS));
    let (query, sort) = (request.query, request.sort);
    read(app, &request.connection, move |tx| invoices::customers(tx, query.as_deref(), sort, page, today)).await
}

/// The whole list, however long, in one pass over the invoices.
///
/// # Errors
/// As [`customer_list`].
pub async fn whole_customer_list(
    app: &Arc<App>,
    connection: &str,
    query: Option<String>,
    sort: CustomerSort,
) -> Result<CustomerList, Error> {
    let today = app.clock.today();
    read(app, connection, move |tx| invoices::customers(tx, query.as_deref(), sort, (0, u32::MAX), today)).await
}

/// What nobody can know about a day from what is held, a sentence each.
fn uncertain(doubts: &Doubts, as_of: Date, today: Date) -> Option<String> {
    let mut sentences = Vec::new();
    if as_of > today {
        sentences
            .push("The day is still to come: what will be issued, paid or cancelled until then is not known.".into());
    }
    let mut say = |count: u64, one: &str, many: &str| match count {
        0 => {}
        1 => sentences.push(format!("1 invoice {one}")),
        count => sentences.push(format!("{count} invoices {many}")),
    };
    say(
        doubts.cancelled,
        "issued by then is cancelled now; the portal does not say since when. It is left out, and may have been owed.",
        "issued by then are cancelled now; the portal does not say since when. They are left out, and may have been owed.",
    );
    say(
        doubts.paid_some_day,
        "issued by then is paid without a day of payment. It is left out, and may have been owed.",
        "issued by then are paid without a day of payment. They are left out, and may have been owed.",
    );
    say(
        doubts.issued_some_day,
        "has no day of issue. It is left out, and may have been owed.",
        "have no day of issue. They are left out, and may have been owed.",
    );
    say(
        doubts.unknown_state,
        "is in a state this version does not know, and left out.",
        "are in a state this version does not know, and left out.",
    );
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
