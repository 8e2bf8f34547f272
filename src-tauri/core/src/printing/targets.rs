//! Where printed invoices go, one behind the other.

use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
};

use super::Error;
use crate::{
    export::ZipWriter,
    files::{self, FileError},
    pdf::{self, Merger, Part},
};

/// Where printed invoices go; any of them, at least one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// A file each, in this folder, which is made when it is missing.
    pub folder: Option<PathBuf>,
    /// One PDF with all of them and an outline.
    pub merged: Option<PathBuf>,
    /// A ZIP of single files.
    pub zip: Option<PathBuf>,
}

impl Targets {
    /// Makes the folder.
    pub fn prepare(&self) -> Result<(), FileError> {
        self.folder
            .as_deref()
            .map_or(Ok(()), |folder| fs::create_dir_all(folder).map_err(FileError::while_doing(folder, "made")))
    }

    /// Where an invoice's own file goes.
    pub fn file(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(name))
    }

    /// The place to name for an invoice: its own file, else what it is in with others.
    pub fn place(&self, name: &str) -> PathBuf {
        self.file(name).or_else(|| self.zip.clone()).or_else(|| self.merged.clone()).unwrap_or_default()
    }
}

/// What several invoices become together.
pub struct Collections {
    zip: Option<Zip>,
    merged: Option<(PathBuf, Merger)>,
}

/// A ZIP on its way to its place.
struct Zip {
    path: PathBuf,
    temporary: tempfile::NamedTempFile,
    writer: ZipWriter<BufWriter<File>>,
}

impl Collections {
    /// Begins them.
    pub fn begin(targets: &Targets) -> Result<Self, Error> {
        let zip = targets.zip.as_deref().map(Zip::create).transpose()?;
        Ok(Self { zip, merged: targets.merged.clone().map(|path| (path, Merger::default())) })
    }

    /// Whether anything is made of several invoices.
    pub fn any(targets: &Targets) -> bool {
        targets.zip.is_some() || targets.merged.is_some()
    }

    /// Adds an invoice behind the others.
    pub fn add(&mut self, name: &str, bytes: &[u8], part: Part) -> Result<(), Error> {
        if let Some(mut zip) = self.zip.take() {
            match zip.writer.add(name, bytes) {
                Ok(()) => self.zip = Some(zip),
                Err(error) => {
                    zip.writer.abandon();
                    return Err(FileError::while_doing(&zip.path, "written")(error).into());
                }
            }
        }
        if let Some((_, merger)) = &mut self.merged {
            merger.add(part);
        }
        Ok(())
    }

    /// Puts them in their places; gives how many were there already with the same bytes. With no invoice in them
    /// there is nothing to put.
    pub fn finish(self, is_empty: bool) -> Result<u64, Error> {
        let mut unchanged = 0;
        if let Some((path, merger)) = self.merged.filter(|_| !is_empty) {
            let merged = merger.finish().map_err(|error| failed_merging(&path, &error))?;
            unchanged += u64::from(!files::replace(&path, &merged.bytes)?);
        }
        if let Some(zip) = self.zip.filter(|_| !is_empty) {
            unchanged += u64::from(!zip.finish()?);
        }
        Ok(unchanged)
    }
}

fn failed_merging(path: &Path, error: &pdf::Error) -> FileError {
    FileError::while_doing(path, "written")(std::io::Error::other(error.to_string()))
}

impl Zip {
    fn create(path: &Path) -> Result<Self, FileError> {
        let error = |source| FileError::while_doing(path, "written")(source);
        let temporary = files::temporary_beside(path).map_err(error)?;
        let file = temporary.as_file().try_clone().map_err(error)?;
        Ok(Self { writer: ZipWriter::new(BufWriter::new(file)), temporary, path: path.to_owned() })
    }

    /// Puts it in its place; false when what is there is the same.
    fn finish(self) -> Result<bool, FileError> {
        self.writer.finish().map_err(FileError::while_doing(&self.path, "written"))?;
        files::persist(self.temporary, &self.path)
    }
}
