//! Dialogs and the browser. Paths stay in Rust: the page never names one.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use billfold_core::app::Host;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

/// The system's dialogs.
pub struct Desktop {
    handle: AppHandle,
    /// `BILLFOLD_SAVE_DIR`: saves go there without asking, for tests that cannot click a native dialog.
    save_dir: Option<PathBuf>,
}

impl Desktop {
    /// Dialogs of this program's windows.
    pub fn new(handle: AppHandle) -> Self {
        Self { handle, save_dir: std::env::var_os("BILLFOLD_SAVE_DIR").map(PathBuf::from) }
    }
}

impl Host for Desktop {
    fn save_path(&self, suggested_name: &str) -> Option<PathBuf> {
        if let Some(folder) = &self.save_dir {
            return Some(folder.join(suggested_name));
        }
        let mut dialog = self.handle.dialog().file().set_file_name(suggested_name);
        if let Some(extension) = Path::new(suggested_name).extension().and_then(OsStr::to_str) {
            dialog = dialog.add_filter(extension.to_uppercase(), &[extension]);
        }
        dialog.blocking_save_file()?.into_path().ok()
    }

    fn folder_path(&self, title: &str) -> Option<PathBuf> {
        if let Some(folder) = &self.save_dir {
            return Some(folder.clone());
        }
        self.handle.dialog().file().set_title(title).blocking_pick_folder()?.into_path().ok()
    }

    fn open_path(&self, title: &str) -> Option<PathBuf> {
        self.handle.dialog().file().set_title(title).blocking_pick_file()?.into_path().ok()
    }

    fn open_url(&self, url: &str) -> Result<(), String> {
        self.handle.opener().open_url(url, None::<&str>).map_err(|error| error.to_string())
    }
}
