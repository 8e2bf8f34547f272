//! Dialogs, other programs and windows. Paths stay in Rust: the page never names one.

use std::{
    ffi::OsStr,
    fs::OpenOptions,
    io::Write as _,
    path::{Path, PathBuf},
};

use billfold_core::app::{Host, Menus};
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};
use tauri_plugin_notification::NotificationExt;
use tauri_plugin_opener::OpenerExt;

use crate::{menu_bar, tray, windows};

/// The system's dialogs, programs and menus.
pub struct Desktop {
    handle: AppHandle,
    tray: tray::Tray,
    /// `BILLFOLD_SAVE_DIR`: saves go there without asking, and what would open another program is noted there, for tests that
    /// cannot click a native dialog.
    save_dir: Option<PathBuf>,
}

impl Desktop {
    /// Dialogs of this program's windows.
    pub fn new(handle: AppHandle, tray: tray::Tray) -> Self {
        Self { handle, tray, save_dir: std::env::var_os("BILLFOLD_SAVE_DIR").map(PathBuf::from) }
    }

    fn dialog(&self, start: Option<&Path>) -> FileDialogBuilder<tauri::Wry> {
        let dialog = self.handle.dialog().file();
        match start {
            Some(folder) => dialog.set_directory(folder),
            None => dialog,
        }
    }

    /// Notes what another program would be asked for; false where it is to be asked.
    fn only_note(&self, what: &str, path: &Path) -> Result<bool, String> {
        let Some(folder) = &self.save_dir else { return Ok(false) };
        let file = OpenOptions::new().create(true).append(true).open(folder.join("asked-of-the-system.txt"));
        let noted = file.and_then(|mut file| writeln!(file, "{what} {}", path.display()));
        noted.map(|()| true).map_err(|error| error.to_string())
    }
}

impl Host for Desktop {
    fn save_path(&self, suggested_name: &str, start: Option<&Path>) -> Option<PathBuf> {
        if let Some(folder) = &self.save_dir {
            return Some(folder.join(suggested_name));
        }
        let mut dialog = self.dialog(start).set_file_name(suggested_name);
        if let Some(extension) = Path::new(suggested_name).extension().and_then(OsStr::to_str) {
            dialog = dialog.add_filter(extension.to_uppercase(), &[extension]);
        }
        dialog.blocking_save_file()?.into_path().ok()
    }

    fn folder_path(&self, title: &str, start: Option<&Path>) -> Option<PathBuf> {
        if let Some(folder) = &self.save_dir {
            return Some(folder.clone());
        }
        self.dialog(start).set_title(title).blocking_pick_folder()?.into_path().ok()
    }

    fn open_path(&self, title: &str) -> Option<PathBuf> {
        if let Some(folder) = &self.save_dir {
            return newest_file(folder);
        }
        self.dialog(None).set_title(title).blocking_pick_file()?.into_path().ok()
    }

    fn open_url(&self, url: &str) -> Result<(), String> {
        self.handle.opener().open_url(url, None::<&str>).map_err(|error| error.to_string())
    }

    fn show_path(&self, path: &Path) -> Result<(), String> {
        if self.only_note("show", path)? {
            return Ok(());
        }
        let shown = if path.is_dir() {
            self.handle.opener().open_path(path.to_string_lossy(), None::<&str>)
        } else {
            self.handle.opener().reveal_item_in_dir(path)
        };
        shown.map_err(|error| error.to_string())
    }

    fn open_file(&self, path: &Path) -> Result<(), String> {
        if self.only_note("open", path)? {
            return Ok(());
        }
        self.handle.opener().open_path(path.to_string_lossy(), None::<&str>).map_err(|error| error.to_string())
    }

    fn open_invoice(&self, connection: &str, id: i64) -> Result<(), String> {
        windows::open_invoice(&self.handle, connection, id).map_err(|error| error.to_string())
    }

    fn notify(&self, title: &str, body: &str) -> Result<(), String> {
        let notification = self.handle.notification().builder().title(title).body(body);
        notification.show().map_err(|error| error.to_string())
    }

    fn set_menus(&self, menus: &Menus) -> Result<(), String> {
        self.tray.set(&self.handle, &menus.tray);
        menu_bar::set(&self.handle, &menus.bar).map_err(|error| error.to_string())
    }
}

/// The file that was written last, for tests that cannot choose one.
fn newest_file(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let files = entries.filter(|entry| entry.metadata().is_ok_and(|metadata| metadata.is_file()));
    files.max_by_key(|entry| entry.metadata().and_then(|metadata| metadata.modified()).ok()).map(|entry| entry.path())
}
