//! Where files are saved, and which were written since the program was started.

use std::{
    path::{Path, PathBuf},
    sync::atomic::Ordering,
};

use super::{App, lock};

impl App {
    /// Asks where to save a file, from the folder the person prefers on. May block.
    pub(crate) fn ask_save_path(&self, suggested_name: &str) -> Option<PathBuf> {
        self.host.save_path(suggested_name, self.pdf_folder().as_deref())
    }

    /// Asks for a folder to save files in, likewise. May block.
    pub(crate) fn ask_folder(&self, title: &str) -> Option<PathBuf> {
        self.host.folder_path(title, self.pdf_folder().as_deref())
    }

    /// The folder a person chose for files, where it is still there.
    fn pdf_folder(&self) -> Option<PathBuf> {
        self.preferences.get().pdf_folder.map(PathBuf::from).filter(|folder| folder.is_dir())
    }

    /// Notes that a file, or files in a folder, were written: these may be shown and opened from the page, and nothing
    /// else, since the page names what it was told and not what it likes.
    pub(crate) fn note_written(&self, path: &Path) {
        let mut written = lock(&self.written);
        written.extend(path.parent().map(Path::to_owned));
        written.insert(path.to_owned());
    }

    /// The same for a folder.
    pub(crate) fn note_written_folder(&self, folder: &Path) {
        lock(&self.written).insert(folder.to_owned());
    }

    /// Where the program writes its log.
    pub(crate) fn log_folder(&self) -> PathBuf {
        log_folder(&self.data_dir)
    }

    /// Where PDFs lie that are only to be looked at and printed.
    pub(crate) fn passing_folder(&self) -> PathBuf {
        self.data_dir.join("opened")
    }

    /// True once: what lies in that folder is of the time before.
    pub(crate) fn first_passing(&self) -> bool {
        !self.passed.swap(true, Ordering::Relaxed)
    }

    /// Whether it was written since the program was started.
    pub(crate) fn was_written(&self, path: &Path) -> bool {
        lock(&self.written).contains(path)
    }
}

/// Where a program with this data folder writes its log.
pub fn log_folder(data_dir: &Path) -> PathBuf {
    data_dir.join("logs")
}
