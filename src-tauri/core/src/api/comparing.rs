//! The server's own PDF held against the one made here.

use std::sync::Arc;

use super::{Bytes, Error, ErrorCode, types::*};
use crate::app::App;

fn not_yet() -> Error {
    Error::new(ErrorCode::Failed, "not there yet")
}

/// What comparing with the server's own PDF gave; `None` when it was not compared yet.
pub async fn pdf_comparison(_: &Arc<App>, _: InvoiceRequest) -> Result<Option<PdfComparison>, Error> {
    Err(not_yet())
}

/// Fetches the server's own PDF, keeps it and compares it with the one made here.
pub async fn compare_pdf(_: &Arc<App>, _: InvoiceRequest) -> Result<PdfComparison, Error> {
    Err(not_yet())
}

/// The server's own PDF, as it was fetched last.
pub async fn server_pdf(_: &Arc<App>, _: InvoiceRequest) -> Result<Bytes, Error> {
    Err(not_yet())
}
