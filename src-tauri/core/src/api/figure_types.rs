//! What is asked about customers and figures.

use jiff::civil::Date;
use serde::Deserialize;
use ts_rs::TS;

use crate::domain::{CustomerSort, Month};

/// Which months to add up.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct EarningsRequest {
    /// The connection's name.
    pub connection: String,
    /// The first month; from the first there is when absent.
    #[ts(type = "string | null")]
    pub from: Option<Month>,
    /// The last month; to the last there is when absent.
    #[ts(type = "string | null")]
    pub to: Option<Month>,
}

/// What is owed, as of which day.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ReceivablesRequest {
    /// The connection's name.
    pub connection: String,
    /// The day; today when absent.
    #[ts(type = "string | null")]
    pub as_of: Option<Date>,
    /// Customers per currency to give at most, those who owe the most first; never more than 1,000.
    pub customers: u32,
}

/// A part of the list of customers.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CustomerListRequest {
    /// The connection's name.
    pub connection: String,
    /// Part of the name, accents and case do not matter, or the account id; all when absent.
    pub query: Option<String>,
    /// In which order.
    pub sort: CustomerSort,
    /// How many rows to skip.
    pub offset: u32,
    /// How many rows to give at most; never more than 1,000.
    pub limit: u32,
}
