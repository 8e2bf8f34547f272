//! Many invoices from the cache into files: read by one thread, printed by all cores, put in their
//! places in the order they were asked for.

mod context;
mod job;
mod targets;

use std::path::PathBuf;

use serde::Serialize;

pub(crate) use context::logo_to_text;
pub use context::{Printing, missing_for_print};
pub use job::{Job, Selection, print};
pub use targets::Targets;

use crate::{files::FileError, pdf, store};

/// A PDF that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrittenPdf {
    /// The invoice.
    pub id: i64,
    /// The file it is in.
    pub path: PathBuf,
    /// SHA-256 of the invoice's own PDF, in hexadecimal.
    pub sha256: String,
    /// Its number, where it has one.
    #[serde(skip)]
    pub friendly_id: Option<String>,
    /// Characters no font has; they are printed as an empty box.
    #[serde(skip)]
    pub missing_characters: Vec<char>,
}

/// What became of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// The PDFs that are in place now, in the order they were asked for.
    pub written: Vec<WrittenPdf>,
    /// Of the files, how many held the same bytes before and were left alone.
    pub unchanged: u64,
    /// Invoices that were not got to, because somebody stopped it. A ZIP and a merged PDF are then not written at all.
    pub left: u64,
}

/// Why printing ended early. Files of single invoices that were written before stay.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The cache cannot be read.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file cannot be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// An invoice cannot be printed.
    #[error("invoice {id}: {error}")]
    Pdf {
        /// The server's id.
        id: i64,
        /// Why.
        error: pdf::Error,
    },
    /// Printing an invoice brought out a mistake of the program's own.
    #[error("invoice {0} cannot be printed: it brought out a mistake in Billfold")]
    Mistake(i64),
    /// No such invoice is held.
    #[error("there is no invoice {0} in the cache")]
    NotFound(i64),
}
