//! Tables of invoices and figures: files for a spreadsheet, and text to paste.

use std::sync::Arc;

use super::{Error, ErrorCode, types::*};
use crate::app::App;
use crate::domain::SyncProgress;

fn not_built<T>() -> Result<T, Error> {
    Err(Error::new(ErrorCode::Failed, "not built yet"))
}

/// export_invoices.
///
/// # Errors
/// Always.
pub async fn export_invoices(
    _: &Arc<App>,
    _: ExportRequest,
    _: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Option<ExportResult>, Error> {
    not_built()
}

/// stop_export.
///
/// # Errors
/// Always.
pub async fn stop_export(_: &Arc<App>, _: ConnectionRequest) -> Result<bool, Error> {
    not_built()
}

/// copy_invoices.
///
/// # Errors
/// Always.
pub async fn copy_invoices(_: &Arc<App>, _: CopyRequest) -> Result<String, Error> {
    not_built()
}

/// export_figures.
///
/// # Errors
/// Always.
pub async fn export_figures(_: &Arc<App>, _: FigureExportRequest) -> Result<Option<SavedFile>, Error> {
    not_built()
}
