//! Customers and figures.

use std::sync::Arc;

use super::{Error, ErrorCode, types::*};
use crate::app::App;

fn not_built<T>() -> Result<T, Error> {
    Err(Error::new(ErrorCode::Failed, "not built yet"))
}

/// earnings.
///
/// # Errors
/// Always.
pub async fn earnings(_: &Arc<App>, _: EarningsRequest) -> Result<Earnings, Error> {
    not_built()
}

/// receivables.
///
/// # Errors
/// Always.
pub async fn receivables(_: &Arc<App>, _: ReceivablesRequest) -> Result<Receivables, Error> {
    not_built()
}

/// customer_list.
///
/// # Errors
/// Always.
pub async fn customer_list(_: &Arc<App>, _: CustomerListRequest) -> Result<CustomerList, Error> {
    not_built()
}
