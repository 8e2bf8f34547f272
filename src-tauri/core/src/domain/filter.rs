use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Month, State};

/// Which invoices. Every part that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct InvoiceFilter {
    /// Any of these states; all when empty.
    #[ts(as = "Option<Vec<String>>")]
    pub states: Vec<State>,
    /// First month of the billing period.
    #[ts(type = "string | null")]
    pub period_from: Option<Month>,
    /// Last month of the billing period.
    #[ts(type = "string | null")]
    pub period_to: Option<Month>,
    /// The number, `*` for any text.
    pub number: Option<String>,
    /// Part of the customer's name; accents and case do not matter.
    pub buyer: Option<String>,
    /// The customer's account id.
    #[ts(type = "number | null")]
    pub buyer_id: Option<i64>,
    /// Words anywhere in number, customer, line items and payment messages.
    pub query: Option<String>,
    /// Issued between.
    pub issued: Option<DateRange>,
    /// Due between.
    pub due: Option<DateRange>,
    /// Paid between.
    pub paid: Option<DateRange>,
    /// Only what is overdue today.
    #[ts(as = "Option<bool>")]
    pub overdue: bool,
    /// Only what was outstanding at the end of this day: issued by then, and neither paid by then nor cancelled since.
    /// When an invoice was cancelled the server does not say, so a cancelled one never counts; nor does one that is
    /// paid without a day of payment. The day an invoice was paid is the one in UTC.
    #[ts(type = "string | null")]
    pub outstanding_on: Option<Date>,
    /// Only what is not past due on this day: due then or later, or without a due date.
    #[ts(as = "Option<String>")]
    pub not_due_on: Option<Date>,
    /// Any of these customers; all when absent, none when empty.
    pub customers: Option<Vec<CustomerKey>>,
    /// Total at least.
    #[ts(type = "string | null")]
    pub min: Option<Decimal>,
    /// Total at most.
    #[ts(type = "string | null")]
    pub max: Option<Decimal>,
    /// The currency's ISO code; empty for invoices without one.
    pub currency: Option<String>,
}

/// A customer as figures tell customers apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CustomerKey {
    /// The account id.
    #[ts(type = "number | null")]
    pub id: Option<i64>,
    /// The name, for invoices that name no account; accents and case do not matter. Of no effect beside an id.
    pub name: Option<String>,
}

/// Days from and to, both included; an open end when absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DateRange {
    /// First day.
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// Last day.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// Order of a list. Ties go by id in the same direction, so the order is always total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Sort {
    /// By which column.
    pub column: SortColumn,
    /// Largest first.
    pub descending: bool,
}

impl Default for Sort {
    /// Newest first.
    fn default() -> Self {
        Self { column: SortColumn::Number, descending: true }
    }
}

/// The columns a list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum SortColumn {
    Number,
    Customer,
    Period,
    Issued,
    Due,
    State,
    Total,
    Id,
    CustomerId,
    Paid,
    Created,
    Currency,
    CostWithoutVat,
    VatRate,
    VatAmount,
    CreationType,
    Payments,
}

/// A view a person made: a filter and an order under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedView {
    /// Its name, unique among the views of a connection.
    pub name: String,
    /// Which invoices.
    pub filter: InvoiceFilter,
    /// In which order.
    pub sort: Sort,
    /// The columns shown, in their order; the usual ones when empty.
    pub columns: Vec<SortColumn>,
}
