//! What travels when invoices are printed and compared with the server's own PDFs.

use std::{ffi::OsStr, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::InvoiceFilter;
pub use crate::pdf::Layout;

/// A request for the PDF of one invoice.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PdfRequest {
    /// The connection's name.
    pub connection: String,
    /// The server's id.
    #[ts(type = "number")]
    pub id: i64,
    /// How it is laid out.
    pub layout: Layout,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SavedFile {
    /// Its name.
    pub file_name: String,
    /// The folder it is in, to be shown only.
    pub folder: String,
    /// Characters no font has; they are printed as an empty box.
    pub missing_characters: Vec<String>,
}

impl SavedFile {
    /// The file at `path`, with nothing missing in it.
    pub(super) fn at(path: &Path) -> Self {
        let text = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        Self {
            file_name: text(path.file_name()),
            folder: text(path.parent().map(Path::as_os_str)),
            missing_characters: Vec::new(),
        }
    }
}

/// What a PDF had to do without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PdfNotes {
    /// Characters no font has, neither Billfold's nor the system's; they are printed as an empty box.
    pub missing_characters: Vec<String>,
    /// What could not be read from the server, in words.
    pub printed_without: Vec<String>,
}

/// What several printed invoices become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum PrintTarget {
    /// A file each in a folder.
    Folder,
    /// A ZIP of single files.
    Zip,
    /// One PDF with all of them and an outline entry for each.
    Merged,
}

/// Which invoices are printed, and how.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PrintRequest {
    /// The connection's name.
    pub connection: String,
    /// These invoices, in this order; null for all that `filter` finds.
    #[ts(type = "Array<number> | null")]
    pub ids: Option<Vec<i64>>,
    /// Which, where no ids are given.
    pub filter: InvoiceFilter,
    /// How they are laid out.
    pub layout: Layout,
    /// What they become.
    pub target: PrintTarget,
    /// How single files are named, with fields in braces: `{number} {customer}`.
    pub name_pattern: String,
}

/// How the files of a selection would be named.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FileNamesRequest {
    /// The connection's name.
    pub connection: String,
    /// These invoices; null for all that `filter` finds.
    #[ts(type = "Array<number> | null")]
    pub ids: Option<Vec<i64>>,
    /// Which, where no ids are given.
    pub filter: InvoiceFilter,
    /// As in [`PrintRequest::name_pattern`].
    pub name_pattern: String,
}

/// What files would be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FileNames {
    /// The first three names.
    pub examples: Vec<String>,
    /// Why the pattern cannot be used, in words; absent when it can.
    pub problem: Option<String>,
}

/// What became of printing several invoices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PrintResult {
    /// Invoices that are in place now, those that were there already included.
    #[ts(type = "number")]
    pub printed: u64,
    /// Of them, files that held the same bytes before and were left alone.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// Invoices that were not got to, because a person stopped it.
    #[ts(type = "number")]
    pub left: u64,
    /// The file's name; absent for a folder of files.
    pub file_name: Option<String>,
    /// The folder everything is in, to be shown only.
    pub folder: String,
    /// Invoices with characters no font has.
    pub missing_characters: Vec<MissingCharacters>,
    /// What could not be read from the server and is missing on all of them, in words.
    pub printed_without: Vec<String>,
}

/// An invoice with characters no font has; they are printed as an empty box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MissingCharacters {
    /// The server's id.
    #[ts(type = "number")]
    pub id: i64,
    /// The number people see.
    pub friendly_id: Option<String>,
    /// The characters, each once.
    pub characters: Vec<String>,
}

/// The server's own PDF of an invoice held against the one made here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PdfComparison {
    /// When the server's PDF was fetched.
    #[ts(type = "string")]
    pub compared_at: Timestamp,
    /// SHA-256 of the server's PDF, in hexadecimal.
    pub sha256: String,
    /// Whether both say the same, letter for letter and page for page; white space and where lines are broken count for
    /// nothing.
    pub same: bool,
    /// How many words the server's has.
    #[ts(type = "number")]
    pub words: u64,
    /// Pages of the one made here.
    #[ts(type = "number")]
    pub pages_here: u64,
    /// Pages of the server's.
    #[ts(type = "number")]
    pub pages_there: u64,
    /// What differs, in the order of the page.
    pub differences: Vec<PdfDifference>,
    /// The invoice, the profile or what is printed changed since; the comparison may no longer hold.
    pub outdated: bool,
}

/// Words that are not the same on both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PdfDifference {
    /// Where on the page, in words: `the customer's Name`.
    pub place: String,
    /// What is printed here; absent where the server's has more.
    pub here: Option<String>,
    /// What the server printed; absent where it has less.
    pub there: Option<String>,
    /// Whether it is an amount of money.
    pub is_amount: bool,
    /// How that may have come, in words; absent where there is no telling.
    pub explanation: Option<String>,
}
