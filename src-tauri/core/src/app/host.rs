use std::path::{Path, PathBuf};

use super::Menus;

/// What the window and the system do for the core: dialogs, other programs, menus. The page never names a path.
///
/// What a face does not have, the methods with a body answer for it.
pub trait Host: Send + Sync {
    /// Asks where to save a file, from the folder `start` on; `None` when dismissed. May block.
    fn save_path(&self, suggested_name: &str, start: Option<&Path>) -> Option<PathBuf>;
    /// Asks for a folder to save files in, from the folder `start` on; `None` when dismissed. May block.
    fn folder_path(&self, title: &str, start: Option<&Path>) -> Option<PathBuf>;
    /// Asks for a file to read; `None` when dismissed. May block.
    fn open_path(&self, title: &str) -> Option<PathBuf>;
    /// Opens an address in the system's browser.
    ///
    /// # Errors
    /// When the system cannot, in its words.
    fn open_url(&self, url: &str) -> Result<(), String>;

    /// Shows a file or folder in the system's file manager.
    ///
    /// # Errors
    /// When the system cannot, in its words.
    fn show_path(&self, _: &Path) -> Result<(), String> {
        Err(NO_WINDOW.to_owned())
    }

    /// Opens a file with the system's program for it.
    ///
    /// # Errors
    /// When the system cannot, in its words.
    fn open_file(&self, _: &Path) -> Result<(), String> {
        Err(NO_WINDOW.to_owned())
    }

    /// Opens an invoice in a window of its own, or shows the one it has.
    ///
    /// # Errors
    /// When the system cannot, in its words.
    fn open_invoice(&self, _connection: &str, _id: i64) -> Result<(), String> {
        Err(NO_WINDOW.to_owned())
    }

    /// Shows a notification of the system.
    ///
    /// # Errors
    /// When the system cannot, in its words.
    fn notify(&self, _title: &str, _body: &str) -> Result<(), String> {
        Err(NO_WINDOW.to_owned())
    }

    /// Sets the native menus.
    ///
    /// # Errors
    /// When the system cannot, in its words.
    fn set_menus(&self, _: &Menus) -> Result<(), String> {
        Err(NO_WINDOW.to_owned())
    }
}

const NO_WINDOW: &str = "there is no window";

/// A face without a window: there is nobody to ask.
pub struct NoHost;

impl Host for NoHost {
    fn save_path(&self, _: &str, _: Option<&Path>) -> Option<PathBuf> {
        None
    }

    fn folder_path(&self, _: &str, _: Option<&Path>) -> Option<PathBuf> {
        None
    }

    fn open_path(&self, _: &str) -> Option<PathBuf> {
        None
    }

    fn open_url(&self, _: &str) -> Result<(), String> {
        Err(NO_WINDOW.to_owned())
    }
}
