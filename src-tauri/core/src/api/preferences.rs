//! How the program and its connections are set up.

use std::sync::Arc;

use super::{Error, ErrorCode, types::*};
use crate::app::App;

fn not_built<T>() -> Result<T, Error> {
    Err(Error::new(ErrorCode::Failed, "not built yet"))
}

/// set_preferences.
///
/// # Errors
/// Always.
pub async fn set_preferences(_: &Arc<App>, _: PreferencesRequest) -> Result<Preferences, Error> {
    not_built()
}

/// choose_pdf_folder.
///
/// # Errors
/// Always.
pub async fn choose_pdf_folder(_: &Arc<App>, _: Nothing) -> Result<Option<Preferences>, Error> {
    not_built()
}

/// set_connection.
///
/// # Errors
/// Always.
pub async fn set_connection(_: &Arc<App>, _: ConnectionSettingsRequest) -> Result<Connection, Error> {
    not_built()
}

/// saved_views.
///
/// # Errors
/// Always.
pub async fn saved_views(_: &Arc<App>, _: ConnectionRequest) -> Result<Vec<SavedView>, Error> {
    not_built()
}

/// set_saved_views.
///
/// # Errors
/// Always.
pub async fn set_saved_views(_: &Arc<App>, _: SavedViewsRequest) -> Result<Vec<SavedView>, Error> {
    not_built()
}

/// print_profile.
///
/// # Errors
/// Always.
pub async fn print_profile(_: &Arc<App>, _: ConnectionRequest) -> Result<PrintProfile, Error> {
    not_built()
}

/// set_print_profile.
///
/// # Errors
/// Always.
pub async fn set_print_profile(_: &Arc<App>, _: PrintProfileRequest) -> Result<PrintProfile, Error> {
    not_built()
}

/// choose_logo.
///
/// # Errors
/// Always.
pub async fn choose_logo(_: &Arc<App>, _: ConnectionRequest) -> Result<Option<PrintProfile>, Error> {
    not_built()
}

/// remove_logo.
///
/// # Errors
/// Always.
pub async fn remove_logo(_: &Arc<App>, _: ConnectionRequest) -> Result<PrintProfile, Error> {
    not_built()
}
