//! Sums of invoices by month, by age and by customer, each with the way to the invoices behind it.

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{InvoiceFilter, Month};

/// A sum of invoices in one currency, and how to find them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Figure {
    /// How many invoices.
    #[ts(type = "number")]
    pub count: u64,
    /// What their totals (VAT included) add up to.
    #[ts(type = "string")]
    pub amount: Decimal,
    /// Finds exactly these invoices; their total is `amount`.
    pub filter: InvoiceFilter,
}

/// What was earned, month by month of the billing period, in the groups of the portal's page of earnings.
///
/// The portal's page (3scale/porta, `app/queries/monthly_revenue_query.rb`) adds up line items with VAT and rounds only
/// the sum, and adds all currencies together; here totals of invoices are added, each rounded as the customer owes it,
/// and never across currencies. So the two can differ by up to a cent per invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Earnings {
    /// The day these figures were made. The groups go by the state an invoice is in now, never by its due date.
    #[ts(type = "string")]
    pub as_of: Date,
    /// By currency, the one with the most invoices first.
    pub currencies: Vec<CurrencyEarnings>,
}

/// What was earned in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CurrencyEarnings {
    /// ISO code; absent for invoices without one.
    pub currency: Option<String>,
    /// Months that have invoices, newest first.
    pub months: Vec<MonthEarnings>,
    /// All these months together.
    pub sum: EarningGroups,
}

/// What was earned in one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MonthEarnings {
    /// The month of the billing period.
    #[ts(type = "string")]
    pub month: Month,
    /// Its sums.
    pub groups: EarningGroups,
}

/// The groups of the portal's page of earnings, which go by state alone (3scale/porta,
/// `app/queries/monthly_revenue_query.rb`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EarningGroups {
    /// Every invoice that is not cancelled, issued or not: the other groups together.
    pub total: Figure,
    /// `open`, `finalized` and `pending`, whatever the due date: a pending invoice that is past due is in here.
    pub in_process: Figure,
    /// `unpaid` and `failed`: charging failed at least once.
    pub overdue: Figure,
    /// `paid`.
    pub paid: Figure,
    /// In a state this version does not know. The portal has it in the total and in no group; absent when there is none.
    pub other: Option<Figure>,
}

/// What customers owed at the end of a day, by how long it was due.
///
/// Today and later it is what is outstanding now (`pending`, `unpaid`, `failed`), aged by that day. For a day that is
/// over it is what was issued by then and neither paid by then nor cancelled since
/// ([`InvoiceFilter::outstanding_on`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Receivables {
    /// The day.
    #[ts(type = "string")]
    pub as_of: Date,
    /// By currency, the one with the most invoices first.
    pub currencies: Vec<CurrencyReceivables>,
    /// What the cache cannot know about that day, in words, with the number of invoices it may be about; absent when
    /// nothing is in doubt.
    pub uncertain: Option<String>,
}

/// What was owed in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CurrencyReceivables {
    /// ISO code; absent for invoices without one.
    pub currency: Option<String>,
    /// All customers together.
    pub sum: Ageing,
    /// How many customers had an invoice outstanding.
    #[ts(type = "number")]
    pub customer_count: u64,
    /// Those who owed the most, first; ties go by name and id.
    pub customers: Vec<CustomerReceivables>,
}

/// What one customer owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CustomerReceivables {
    /// The customer's account id.
    #[ts(type = "number | null")]
    pub id: Option<i64>,
    /// Their name: as the portal has the account, or as the newest invoice says.
    pub name: Option<String>,
    /// Whether they were deleted.
    pub deleted: bool,
    /// What they owed.
    pub ageing: Ageing,
}

/// Outstanding sums by the days they were past due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Ageing {
    /// All of it.
    pub total: Figure,
    /// Not past due, or without a due date.
    pub not_due: Figure,
    /// 1 to 30 days past due.
    pub days_1_30: Figure,
    /// 31 to 60 days.
    pub days_31_60: Figure,
    /// 61 to 90 days.
    pub days_61_90: Figure,
    /// 91 days and more.
    pub days_91_up: Figure,
}

/// Order of the list of customers. Amounts go by their number, whatever the currency; who never paid comes before who
/// did. Ties go by name, currency and id upwards, so the order is always total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CustomerSort {
    /// By which column.
    pub column: CustomerColumn,
    /// Largest first.
    pub descending: bool,
}

/// The columns customers can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum CustomerColumn {
    Name,
    Invoices,
    Invoiced,
    Balance,
    Overdue,
    LastPayment,
}

/// A part of the list of customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CustomerList {
    /// How many customers there are.
    #[ts(type = "number")]
    pub customers: u64,
    /// How many rows there are: one for each currency of a customer.
    #[ts(type = "number")]
    pub count: u64,
    /// The rows asked for.
    pub rows: Vec<CustomerRow>,
    /// Balance and overdue of all rows there are, per currency, the one with the most invoices first.
    pub sums: Vec<CustomerSum>,
}

/// A customer in one currency.
///
/// Invoices without an account id belong to the customer of their name. A customer of whom only cancelled invoices are
/// held, or none, has one row without a currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CustomerRow {
    /// The account id.
    #[ts(type = "number | null")]
    pub id: Option<i64>,
    /// The name: as the portal has the account, or as the newest invoice says.
    pub name: Option<String>,
    /// Whether the customer was deleted.
    pub deleted: bool,
    /// ISO code; absent for a customer without invoices, and for invoices without a currency.
    pub currency: Option<String>,
    /// All invoices of the customer in this currency, issued or not, cancelled ones left out.
    pub invoiced: Figure,
    /// What is outstanding now: `pending`, `unpaid`, `failed`.
    pub balance: Figure,
    /// Of that, what was due before today.
    pub overdue: Figure,
    /// When an invoice in this currency was last paid.
    #[ts(type = "string | null")]
    pub last_paid_at: Option<Timestamp>,
    /// The total of that invoice.
    #[ts(type = "string | null")]
    pub last_paid: Option<Decimal>,
}

/// Sums of the list of customers in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CustomerSum {
    /// ISO code; absent for invoices without one.
    pub currency: Option<String>,
    /// What is outstanding.
    pub balance: Figure,
    /// Of that, what is past due today.
    pub overdue: Figure,
}
