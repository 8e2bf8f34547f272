//! From a filter to a WHERE clause.

use jiff::civil::Date;
use rusqlite::{Transaction, types::Value};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::super::{Result, fold, search};
use crate::domain::{CustomerKey, DateRange, InvoiceFilter, round2};

/// A condition on `invoices` with its parameters.
pub(super) struct Condition {
    pub(super) sql: String,
    pub(super) parameters: Vec<Value>,
}

/// Issued, not paid and past its due date on the day bound as the given parameter.
pub(super) fn overdue_sql(today_parameter: usize) -> String {
    format!("(state IN ('pending', 'unpaid', 'failed') AND due_on < ?{today_parameter})")
}

/// Issued by the end of a day, and neither paid by then nor cancelled. When an invoice was cancelled the server does
/// not say, so a cancelled one counts as cancelled all along; the ledger only knows when a sync saw it.
fn outstanding_sql(day: &str) -> String {
    format!(
        "(issued_on <= {day} AND (state IN ('pending', 'unpaid', 'failed')
          OR (invoices.state = 'paid' AND substr(paid_at, 1, 10) > {day})))"
    )
}

/// The condition of a filter; `today` decides what is overdue and is always the first parameter.
pub(super) fn condition(tx: &Transaction<'_>, filter: &InvoiceFilter, today: Date) -> Result<Condition> {
    let mut builder =
        Builder { conditions: vec!["?1 IS NOT NULL".into()], parameters: vec![Value::Text(today.to_string())] };
    builder.states(filter);
    builder.period(filter);
    if let Some(pattern) = &filter.number {
        let glob = glob_like(pattern);
        builder.add(|p| format!("friendly_id LIKE {p} ESCAPE '\\'"), glob);
    }
    if let Some(buyer) = &filter.buyer {
        let pattern = search::contains(&fold(buyer));
        builder.add(|p| format!("buyer_folded LIKE {p} ESCAPE '\\'"), pattern);
    }
    if let Some(id) = filter.buyer_id {
        builder.add(|p| format!("buyer_account_id = {p}"), id);
    }
    builder.days("issued_on", filter.issued);
    builder.days("due_on", filter.due);
    builder.days("substr(paid_at, 1, 10)", filter.paid);
    if filter.overdue {
        builder.conditions.push(overdue_sql(1));
    }
    if let Some(min) = filter.min {
        builder.add(|p| format!("cost_cents >= {p}"), cents(min));
    }
    if let Some(max) = filter.max {
        builder.add(|p| format!("cost_cents <= {p}"), cents(max));
    }
    if let Some(day) = filter.outstanding_on {
        builder.add(outstanding_sql, day.to_string());
    }
    if let Some(day) = filter.not_due_on {
        builder.add(|p| format!("(due_on IS NULL OR due_on >= {p})"), day.to_string());
    }
    if let Some(customers) = &filter.customers {
        builder.customers(customers);
    }
    if let Some(currency) = &filter.currency {
        builder.add(|p| format!("COALESCE(currency, '') = upper({p})"), currency.clone());
    }
    if let Some(query) = &filter.query {
        let conditions = search::conditions(tx, query, &mut builder.parameters)?;
        builder.conditions.extend(conditions);
    }
    Ok(Condition { sql: builder.conditions.join(" AND "), parameters: builder.parameters })
}

struct Builder {
    conditions: Vec<String>,
    parameters: Vec<Value>,
}

impl Builder {
    fn add(&mut self, condition: impl FnOnce(&str) -> String, value: impl Into<Value>) {
        self.parameters.push(value.into());
        self.conditions.push(condition(&format!("?{}", self.parameters.len())));
    }

    fn states(&mut self, filter: &InvoiceFilter) {
        if filter.states.is_empty() {
            return;
        }
        let mut places = Vec::new();
        for state in &filter.states {
            self.parameters.push(Value::Text(state.as_str().to_owned()));
            places.push(format!("?{}", self.parameters.len()));
        }
        self.conditions.push(format!("state IN ({})", places.join(", ")));
    }

    fn period(&mut self, filter: &InvoiceFilter) {
        if let Some(from) = filter.period_from {
            self.add(|p| format!("period_from >= {p}"), from.first_day().to_string());
        }
        if let Some(to) = filter.period_to {
            self.add(|p| format!("period_from <= {p}"), to.last_day().to_string());
        }
    }

    /// However many customers there are, they are two parameters: SQLite bounds the number of those.
    fn customers(&mut self, customers: &[CustomerKey]) {
        let ids: Vec<i64> = customers.iter().filter_map(|customer| customer.id).collect();
        let without_id = customers.iter().filter(|customer| customer.id.is_none());
        let names: Vec<_> = without_id.map(|customer| fold(customer.name.as_deref().unwrap_or_default())).collect();
        let first = self.parameters.len() + 1;
        self.parameters.push(Value::Text(serde_json::Value::from(ids).to_string()));
        self.parameters.push(Value::Text(serde_json::Value::from(names).to_string()));
        self.conditions.push(format!(
            "(buyer_account_id IN (SELECT value FROM json_each(?{first})) OR (buyer_account_id IS NULL
              AND buyer_folded IN (SELECT value FROM json_each(?{}))))",
            first + 1
        ));
    }

    fn days(&mut self, column: &str, range: Option<DateRange>) {
        let Some(range) = range else { return };
        if let Some(from) = range.from {
            self.add(|p| format!("{column} >= {p}"), from.to_string());
        }
        if let Some(to) = range.to {
            self.add(|p| format!("{column} <= {p}"), to.to_string());
        }
    }
}

/// `2026-09-*` as a LIKE pattern. LIKE, since case does not matter in a number.
fn glob_like(glob: &str) -> String {
    glob.trim().chars().fold(String::new(), |mut pattern, character| {
        match character {
            '*' => pattern.push('%'),
            '?' => pattern.push('_'),
            '%' | '_' | '\\' => pattern.extend(['\\', character]),
            character => pattern.push(character),
        }
        pattern
    })
}

/// Cents of a limit; one beyond every possible amount matches accordingly.
fn cents(limit: Decimal) -> i64 {
    let beyond = if limit.is_sign_negative() { i64::MIN } else { i64::MAX };
    limit.checked_mul(Decimal::ONE_HUNDRED).map(|_| round2(limit)).map_or(beyond, |limit| {
        limit.checked_mul(Decimal::ONE_HUNDRED).and_then(|cents| cents.to_i64()).unwrap_or(beyond)
    })
}
