//! What lies on this computer, and what the system does with it.

use std::sync::Arc;

use super::{Error, ErrorCode, types::*};
use crate::app::App;
use crate::domain::SyncProgress;

fn not_built<T>() -> Result<T, Error> {
    Err(Error::new(ErrorCode::Failed, "not built yet"))
}

/// back_up.
///
/// # Errors
/// Always.
pub async fn back_up(_: &Arc<App>, _: ConnectionRequest) -> Result<Option<SavedFile>, Error> {
    not_built()
}

/// restore.
///
/// # Errors
/// Always.
pub async fn restore(_: &Arc<App>, _: ConnectionRequest) -> Result<Option<Restored>, Error> {
    not_built()
}

/// forget_token.
///
/// # Errors
/// Always.
pub async fn forget_token(_: &Arc<App>, _: ConnectionRequest) -> Result<Connection, Error> {
    not_built()
}

/// show_data_folder.
///
/// # Errors
/// Always.
pub async fn show_data_folder(_: &Arc<App>, _: ConnectionRequest) -> Result<(), Error> {
    not_built()
}

/// show_log_folder.
///
/// # Errors
/// Always.
pub async fn show_log_folder(_: &Arc<App>, _: Nothing) -> Result<(), Error> {
    not_built()
}

/// show_written.
///
/// # Errors
/// Always.
pub async fn show_written(_: &Arc<App>, _: WrittenRequest) -> Result<(), Error> {
    not_built()
}

/// open_written.
///
/// # Errors
/// Always.
pub async fn open_written(_: &Arc<App>, _: WrittenRequest) -> Result<(), Error> {
    not_built()
}

/// open_pdf.
///
/// # Errors
/// Always.
pub async fn open_pdf(
    _: &Arc<App>,
    _: OpenPdfRequest,
    _: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<PrintResult, Error> {
    not_built()
}

/// open_invoice_window.
///
/// # Errors
/// Always.
pub async fn open_invoice_window(_: &Arc<App>, _: InvoiceRequest) -> Result<(), Error> {
    not_built()
}

/// sync_news.
///
/// # Errors
/// Always.
pub async fn sync_news(_: &Arc<App>, _: SyncNewsRequest) -> Result<SyncNews, Error> {
    not_built()
}

/// notify.
///
/// # Errors
/// Always.
pub async fn notify(_: &Arc<App>, _: NotifyRequest) -> Result<(), Error> {
    not_built()
}

/// set_menus.
///
/// # Errors
/// Always.
pub async fn set_menus(_: &Arc<App>, _: Menus) -> Result<(), Error> {
    not_built()
}
