//! What was earned month by month, in the portal's groups.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use jiff::civil::Date;
use rusqlite::{Transaction, params_from_iter};

use super::{
    super::{Error, Result},
    filter::condition,
    list::PART,
    sum::{Sum, named, not_cancelled},
};
use crate::domain::{CurrencyEarnings, EarningGroups, Figure, InvoiceFilter, Month, MonthEarnings, State};

/// The portal's groups by state (3scale/porta, `app/queries/monthly_revenue_query.rb`).
const IN_PROCESS: [State; 3] = [State::Open, State::Finalized, State::Pending];
const OVERDUE: [State; 2] = [State::Unpaid, State::Failed];

type ByState = BTreeMap<State, Sum>;
type ByCurrency = BTreeMap<Option<String>, BTreeMap<Month, ByState>>;

/// What was earned in these months, by currency, the one with the most invoices first.
pub fn earnings(
    tx: &Transaction<'_>,
    (from, to): (Option<Month>, Option<Month>),
    today: Date,
) -> Result<Vec<CurrencyEarnings>> {
    let all_months = InvoiceFilter { period_from: from, period_to: to, ..InvoiceFilter::default() };
    let sums = sums(tx, &all_months, today)?;
    let unknown: BTreeSet<State> = sums.values().flat_map(BTreeMap::values).flat_map(unknown_states).collect();
    let groups = |filter: &InvoiceFilter, sums: &ByState| groups(tx, filter, sums, &unknown, today);
    let mut currencies = Vec::new();
    for (currency, months) in sums {
        let filter = InvoiceFilter { currency: named(currency.as_deref()), ..all_months.clone() };
        let sum = groups(&filter, &together(months.values()))?;
        let mut rows = Vec::new();
        for (month, sums) in months.into_iter().rev() {
            let filter = InvoiceFilter { period_from: Some(month), period_to: Some(month), ..filter.clone() };
            rows.push(MonthEarnings { month, groups: groups(&filter, &sums)? });
        }
        currencies.push(CurrencyEarnings { currency, months: rows, sum });
    }
    currencies.sort_by_key(|earnings| Reverse(earnings.sum.total.count));
    Ok(currencies)
}

fn sums(tx: &Transaction<'_>, filter: &InvoiceFilter, today: Date) -> Result<ByCurrency> {
    let condition = condition(tx, filter, today)?;
    let sql = format!(
        "SELECT NULLIF(currency, ''), substr(period_from, 1, 7) AS month, invoices.state, COUNT(*),
                SUM(cost_cents / {PART}), SUM(cost_cents % {PART}), MAX(abs(cost_cents))
         FROM invoices WHERE {} AND invoices.state <> 'cancelled' GROUP BY 1, 2, 3",
        condition.sql
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(condition.parameters))?;
    let mut sums = ByCurrency::new();
    while let Some(row) = rows.next()? {
        let month: String = row.get(1)?;
        let month = month.parse().map_err(|_| Error::Value(month))?;
        let (state, high, low): (String, i64, i64) = (row.get(2)?, row.get(4)?, row.get(5)?);
        let cents = i128::from(high) * i128::from(PART) + i128::from(low);
        let sum = Sum::of_parts(row.get(3)?, cents, row.get(6)?);
        *sums.entry(row.get(0)?).or_default().entry(month).or_default().entry(state.into()).or_default() += sum;
    }
    Ok(sums)
}

fn unknown_states(sums: &ByState) -> impl Iterator<Item = State> {
    sums.keys().filter(|state| matches!(state, State::Other(_))).cloned()
}

fn together<'a>(months: impl Iterator<Item = &'a ByState>) -> ByState {
    let mut sums = ByState::new();
    for (state, sum) in months.flatten() {
        *sums.entry(state.clone()).or_default() += *sum;
    }
    sums
}

fn groups(
    tx: &Transaction<'_>,
    filter: &InvoiceFilter,
    sums: &ByState,
    unknown: &BTreeSet<State>,
    today: Date,
) -> Result<EarningGroups> {
    let figure = |states: Vec<State>| -> Result<Figure> {
        let mut sum = Sum::default();
        states.iter().filter_map(|state| sums.get(state)).for_each(|part| sum += *part);
        sum.figure(tx, InvoiceFilter { states, ..filter.clone() }, today)
    };
    let other: Vec<State> = unknown_states(sums).collect();
    Ok(EarningGroups {
        total: figure(not_cancelled(unknown.iter().cloned()))?,
        in_process: figure(IN_PROCESS.to_vec())?,
        overdue: figure(OVERDUE.to_vec())?,
        paid: figure(vec![State::Paid])?,
        other: if other.is_empty() { None } else { Some(figure(other)?) },
    })
}
