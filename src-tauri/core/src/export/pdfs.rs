//! Many PDFs in one file: a ZIP of single ones.

use std::io::{self, Seek, Write};

use zip::{CompressionMethod, DateTime, result::ZipError, write::SimpleFileOptions};

/// Writes PDFs into a ZIP, one at a time. Entries carry no clock time, so the same PDFs give the same bytes.
pub struct ZipWriter<W: Write + Seek>(zip::ZipWriter<W>);

impl<W: Write + Seek> ZipWriter<W> {
    /// Starts a ZIP.
    pub fn new(out: W) -> Self {
        Self(zip::ZipWriter::new(out))
    }

    /// Adds a file.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        // PDFs are compressed inside already.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        self.0.start_file(name, options).map_err(io_error)?;
        self.0.write_all(bytes)
    }

    /// Ends the ZIP.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish().map_err(io_error)?.flush()
    }

    /// Leaves the ZIP as it is after a failure. Ending it would fail again, and be said where nobody reads it.
    pub fn abandon(self) {
        std::mem::forget(self.0);
    }
}

/// The system's own error, so that a full disk is still known as one.
fn io_error(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other),
    }
}
