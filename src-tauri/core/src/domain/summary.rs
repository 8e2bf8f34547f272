use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::Serialize;
use ts_rs::TS;

use super::{Month, State};

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct InvoiceRow {
    /// The server's id.
    #[ts(type = "number")]
    pub id: i64,
    /// The number people see.
    pub friendly_id: Option<String>,
    /// The customer's account id.
    #[ts(type = "number | null")]
    pub buyer_id: Option<i64>,
    /// The customer's name, the last known one for a deleted customer.
    pub buyer_name: Option<String>,
    /// Whether the customer was deleted.
    pub buyer_deleted: bool,
    /// First day of the billing period.
    #[ts(type = "string")]
    pub period_from: Date,
    /// Last day of the billing period.
    #[ts(type = "string")]
    pub period_to: Date,
    /// The day it was issued.
    #[ts(type = "string | null")]
    pub issued_on: Option<Date>,
    /// The day it is due.
    #[ts(type = "string | null")]
    pub due_on: Option<Date>,
    /// Where it stands.
    #[ts(type = "string")]
    pub state: State,
    /// Whether it is past due today.
    pub overdue: bool,
    /// ISO code.
    pub currency: Option<String>,
    /// The total.
    #[ts(type = "string")]
    pub cost: Decimal,
    /// When it was paid.
    #[ts(type = "string | null")]
    pub paid_at: Option<Timestamp>,
    /// When the server made it.
    #[ts(type = "string | null")]
    pub created_at: Option<Timestamp>,
    /// `background` or `manual`.
    pub creation_type: Option<String>,
    /// The total without VAT.
    #[ts(type = "string | null")]
    pub cost_without_vat: Option<Decimal>,
    /// Per cent.
    #[ts(type = "string | null")]
    pub vat_rate: Option<Decimal>,
    /// The VAT.
    #[ts(type = "string | null")]
    pub vat_amount: Option<Decimal>,
    /// How many payments the server has.
    #[ts(type = "number")]
    pub payment_transactions_count: i64,
}

/// How many invoices a filter finds and what they add up to, never across currencies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListTotals {
    /// How many in all currencies.
    #[ts(type = "number")]
    pub count: u64,
    /// One total per currency, by code.
    pub totals: Vec<CurrencyTotal>,
}

/// A sum in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CurrencyTotal {
    /// ISO code; absent for invoices cancelled before they were issued.
    pub currency: Option<String>,
    /// How many invoices.
    #[ts(type = "number")]
    pub count: u64,
    /// Their total.
    #[ts(type = "string")]
    pub cost: Decimal,
}

/// How many invoices each view of the sidebar shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct ViewCounts {
    /// Every invoice.
    #[ts(type = "number")]
    pub all: u64,
    /// `finalized`.
    #[ts(type = "number")]
    pub to_review: u64,
    /// `pending`, `unpaid`, `failed`.
    #[ts(type = "number")]
    pub outstanding: u64,
    /// Outstanding and past due today.
    #[ts(type = "number")]
    pub overdue: u64,
    /// `failed`.
    #[ts(type = "number")]
    pub failed: u64,
    /// `paid`.
    #[ts(type = "number")]
    pub paid: u64,
    /// `cancelled`.
    #[ts(type = "number")]
    pub cancelled: u64,
}

/// A month that has invoices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MonthCount {
    /// The month.
    #[ts(type = "string")]
    pub month: Month,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
}
