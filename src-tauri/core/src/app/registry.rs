use std::{
    fs::File,
    path::{Path, PathBuf},
};

use fs4::fs_std::FileExt;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::files::{self, FileError};

/// The remembered connections, in one small file beside their folders. It never holds a token.
pub struct Registry {
    folder: PathBuf,
}

/// A remembered portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The name the person gave it.
    pub name: String,
    /// The admin portal's address.
    pub url: String,
    /// Whether changes are switched off here.
    #[serde(default)]
    pub read_only: bool,
    /// Whether this is the built-in sample data.
    #[serde(default)]
    pub sample: bool,
    /// Its folder below the data folder.
    pub folder: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Its colour in the window's sidebar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}

#[derive(Default, Serialize, Deserialize)]
struct Document {
    version: u32,
    connections: Vec<Entry>,
}

/// The layout of the file this version writes.
const VERSION: u32 = 1;

/// Why the list of connections cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is not what this program writes.
    #[error("{} cannot be read: {detail}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// Where it breaks.
        detail: String,
    },
}

impl Registry {
    /// The registry of a data folder.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// All connections, in the order they were made.
    pub fn list(&self) -> Result<Vec<Entry>, RegistryError> {
        let path = self.path();
        let Some(text) = files::read_optional(&path)? else { return Ok(Vec::new()) };
        let broken = |detail: String| RegistryError::Broken { path: path.clone(), detail };
        let document: Document = serde_json::from_slice(&text).map_err(|error| broken(error.to_string()))?;
        if document.version > VERSION {
            return Err(broken("a newer version of Billfold wrote it".into()));
        }
        Ok(document.connections)
    }

    /// Changes the list while no other process does.
    pub fn change<T>(&self, change: impl FnOnce(&mut Vec<Entry>) -> T) -> Result<T, RegistryError> {
        files::make_private_folder(&self.folder)?;
        let lock_path = self.folder.join("connections.lock");
        let lock = File::options().create(true).append(true).open(&lock_path).map_err(FileError::at(&lock_path))?;
        FileExt::lock_exclusive(&lock).map_err(FileError::at(&lock_path))?;
        let mut connections = self.list()?;
        let value = change(&mut connections);
        let document = Document { version: VERSION, connections };
        let text = serde_json::to_vec_pretty(&document)
            .map_err(|error| RegistryError::Broken { path: self.path(), detail: error.to_string() })?;
        files::replace(&self.path(), &text)?;
        Ok(value)
    }

    fn path(&self) -> PathBuf {
        self.folder.join("connections.json")
    }
}

/// The only connection of a data folder, when there is exactly one.
pub fn only_connection(data_dir: &Path) -> Option<String> {
    let mut entries = Registry::new(data_dir).list().ok()?;
    (entries.len() == 1).then(|| entries.remove(0).name)
}

/// A folder name for a connection: readable, safe on every system, and not one of those taken.
pub fn folder_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let safe: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let safe = safe.trim_matches('-');
    let base = if safe.is_empty() { "connection" } else { &safe[..safe.len().min(40)] };
    let numbered = |number: u32| if number == 1 { base.to_owned() } else { format!("{base}-{number}") };
    (1..).map(numbered).find(|folder| !taken(folder)).unwrap_or_else(|| base.to_owned())
}
