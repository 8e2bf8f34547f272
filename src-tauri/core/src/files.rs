//! Files that are either whole or not there.

use std::{
    fs, io,
    io::{Read as _, Write},
    path::{Path, PathBuf},
};

use fs4::fs_std::FileExt;

/// A file or folder that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be {doing}: {}", path.display(), words(source))]
pub struct FileError {
    /// Which.
    pub path: PathBuf,
    doing: &'static str,
    /// Why.
    pub source: io::Error,
}

impl FileError {
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        Self::while_doing(path, "used")
    }

    pub(crate) fn while_doing<'a>(path: &'a Path, doing: &'static str) -> impl FnOnce(io::Error) -> Self + use<'a> {
        move |source| Self { path: path.to_owned(), doing, source }
    }
}

fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist, or the folder it should be in does not".into(),
        io::ErrorKind::IsADirectory => "a folder stands there".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => "a file stands where a folder is needed".into(),
        _ => error.to_string(),
    }
}

/// The content of a file, `None` when there is none.
pub fn read_optional(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FileError::while_doing(path, "read")(error)),
    }
}

/// Makes a folder that only the person can look into, with those above it.
pub fn make_private_folder(folder: &Path) -> Result<(), FileError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(FileError::while_doing(folder, "made"))
}

/// Puts `bytes` in the place of `path` in one step; on an error what was there stays as it was.
/// Gives false when the file held the same bytes already and was left alone.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<bool, FileError> {
    let placed = place(path, |file| file.write_all(bytes), |old| old == bytes, Durable::Now)?;
    Ok(!matches!(placed, Placed::Same))
}

/// Like [`replace`], but what was written may be lost when the power goes before [`make_durable`] was called for it. Gives the
/// file to call it for. Many files are faster this way: what the system has to write for one of them is written for all.
pub fn replace_soon(path: &Path, bytes: &[u8]) -> Result<Soon, FileError> {
    let placed = place(path, |file| file.write_all(bytes), |old| old == bytes, Durable::Later)?;
    Ok(match placed {
        Placed::Same => Soon::Same,
        Placed::At(target) => Soon::Written(Some(target)),
        Placed::Gone => Soon::Written(None),
    })
}

/// What became of [`replace_soon`].
pub enum Soon {
    /// The same bytes were there already.
    Same,
    /// They were written; the file to call [`make_durable`] for, where there is one.
    Written(Option<PathBuf>),
}

/// Waits until a file is on the disk for good.
pub fn make_durable(path: &Path) -> Result<(), FileError> {
    // Windows asks for the right to write; elsewhere a file that may only be read can be waited for, too.
    let file = fs::OpenOptions::new().read(true).write(cfg!(windows)).open(path);
    file.and_then(|file| file.sync_all()).map_err(FileError::while_doing(path, "written"))
}

/// Like [`replace`], for content that is written piece by piece.
pub fn replace_written(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> Result<(), FileError> {
    place(path, |file| write(file), |_| false, Durable::Now).map(drop)
}

/// When a file has to be on the disk for good.
#[derive(Clone, Copy, PartialEq)]
enum Durable {
    Now,
    Later,
}

/// What became of content.
enum Placed {
    /// It was there already.
    Same,
    /// It is here now, links followed.
    At(PathBuf),
    /// It went into a device or a pipe, where nothing stays.
    Gone,
}

fn place(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
    is_same: impl FnOnce(&[u8]) -> bool,
    durable: Durable,
) -> Result<Placed, FileError> {
    let error = |source| FileError::while_doing(path, "written")(source);
    if fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) && fs::read(path).is_ok_and(|old| is_same(&old)) {
        return Ok(Placed::Same);
    }
    // A link is followed, so that it still leads to the file afterwards.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|old| !old.is_file() && !old.is_dir()) {
        // A device or a pipe is written to; there is nothing to put in its place.
        let mut device = fs::OpenOptions::new().write(true).open(&target).map_err(error)?;
        write(&mut device).map_err(error)?;
        return Ok(Placed::Gone);
    }
    let mut temporary = temporary_beside(&target).map_err(error)?;
    {
        let mut buffered = io::BufWriter::with_capacity(1 << 16, temporary.as_file_mut());
        write(&mut buffered).and_then(|()| buffered.flush()).map_err(error)?;
    }
    put(temporary, &target, old.as_ref(), durable).map_err(error)?;
    Ok(Placed::At(target))
}

/// Puts a file that was written beside it in the place of `path`. Gives false when the same was there already.
pub fn persist(temporary: tempfile::NamedTempFile, path: &Path) -> Result<bool, FileError> {
    let error = |source| FileError::while_doing(path, "written")(source);
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|old| !old.is_file() && !old.is_dir()) {
        // A device or a pipe is written to; there is nothing to put in its place.
        let mut device = fs::OpenOptions::new().write(true).open(&target).map_err(error)?;
        let mut written = fs::File::open(temporary.path()).map_err(error)?;
        io::copy(&mut written, &mut device).map_err(error)?;
        return Ok(true);
    }
    if old.as_ref().is_some_and(fs::Metadata::is_file) && is_same_file(temporary.path(), &target).unwrap_or(false) {
        return Ok(false);
    }
    put(temporary, &target, old.as_ref(), Durable::Now).map_err(error)?;
    Ok(true)
}

fn put(
    temporary: tempfile::NamedTempFile,
    target: &Path,
    old: Option<&fs::Metadata>,
    durable: Durable,
) -> io::Result<()> {
    if let Some(old) = old {
        temporary.as_file().set_permissions(old.permissions())?;
    }
    if durable == Durable::Now {
        temporary.as_file().sync_all()?;
    }
    temporary.persist(target).map(drop).map_err(|failed| failed.error)
}

/// Whether two files hold the same bytes, read piece by piece.
fn is_same_file(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (fs::File::open(one)?, fs::File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let read = one.read(&mut left)?;
        if read == 0 {
            return Ok(true);
        }
        other.read_exact(&mut right[..read])?;
        if left[..read] != right[..read] {
            return Ok(false);
        }
    }
}

/// A file that says that something is under way. The system lets go of it when the process dies, however it dies.
pub struct FileLock(#[allow(dead_code)] fs::File);

/// How often a lock is tried before it counts as taken.
const LOCK_ATTEMPTS: usize = 5;

impl FileLock {
    /// Takes the lock; `None` while another process, or another part of this one, holds it.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn take(path: &Path) -> io::Result<Option<Self>> {
        let file = fs::File::options().create(true).append(true).open(path)?;
        // Somebody who only looks whether it is taken holds it for a moment.
        for _ in 0..LOCK_ATTEMPTS {
            if FileExt::try_lock_exclusive(&file)? {
                return Ok(Some(Self(file)));
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        Ok(None)
    }

    /// Whether somebody holds it. Only for showing it: the answer is old at once.
    pub fn is_taken(path: &Path) -> bool {
        let file = fs::File::options().append(true).open(path);
        file.is_ok_and(|file| matches!(FileExt::try_lock_shared(&file), Ok(false)))
    }
}

/// A file in the same folder, so that the last step is a rename; removed unless it is persisted.
pub fn temporary_beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    // What people export is as readable as any other file they make.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.prefix(".billfold-").tempfile_in(folder_of(path))
}

/// The same that only the person can read, for what holds everything.
pub fn private_temporary_beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(".billfold-").tempfile_in(folder_of(path))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
