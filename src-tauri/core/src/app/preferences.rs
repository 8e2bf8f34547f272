//! How the program looks and behaves for whoever sits here, whatever the connection: one small file.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::lock;
use crate::files::{self, FileError};

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How close rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// More rows.
    Compact,
    /// The usual.
    #[default]
    Normal,
    /// More air.
    Relaxed,
}

/// What a person set for the program as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// How close rows stand.
    pub density: Density,
    /// The language of the window as an ISO code; the system's when absent.
    pub language: Option<String>,
    /// The language tag whose dates and numbers are used; as the language has them when absent.
    pub formats: Option<String>,
    /// How PDFs are named, with fields in braces; the usual names when absent.
    pub name_pattern: Option<String>,
    /// The folder that questions about where to save start from, set by `choose_pdf_folder`; wherever the system starts
    /// when absent.
    pub pdf_folder: Option<String>,
    /// Tell of new unpaid and failed invoices after a sync, with the system's notifications.
    pub notifications: bool,
    /// Show a symbol in the system's tray, where there is one; closing the window then leaves the program running.
    pub tray: bool,
    /// Show the menu bar; on macOS there always is one.
    pub menu_bar: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            density: Density::default(),
            language: None,
            formats: None,
            name_pattern: None,
            pdf_folder: None,
            notifications: false,
            tray: false,
            menu_bar: true,
        }
    }
}

/// The file the preferences are in, and what it holds.
pub(crate) struct PreferencesFile {
    path: PathBuf,
    known: std::sync::Mutex<Option<Preferences>>,
}

impl PreferencesFile {
    pub(crate) fn new(data_dir: &Path) -> Self {
        Self { path: data_dir.join("preferences.json"), known: std::sync::Mutex::default() }
    }

    /// What is set. A file that cannot be read is one without anything set: nothing of value is in it.
    pub(crate) fn get(&self) -> Preferences {
        lock(&self.known).get_or_insert_with(|| self.read()).clone()
    }

    fn read(&self) -> Preferences {
        let text = files::read_optional(&self.path).ok().flatten().unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Sets all of them.
    ///
    /// # Errors
    /// When the file cannot be written; nothing is set then.
    pub(crate) fn set(&self, preferences: Preferences) -> Result<(), FileError> {
        if let Some(folder) = self.path.parent() {
            files::make_private_folder(folder)?;
        }
        let mut known = lock(&self.known);
        files::replace(&self.path, &serde_json::to_vec_pretty(&preferences).unwrap_or_default())?;
        *known = Some(preferences);
        Ok(())
    }
}
