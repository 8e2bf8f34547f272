//! Invoices as files: JSON, and PDFs in a folder, a ZIP or one merged file; the journal as CSV.

mod csv;
mod journal;
mod json;
mod names;
mod pdfs;

pub use journal::write_journal;
pub use json::{JsonArray, write_json};
pub use names::{NamePattern, Names, PatternError};
pub use pdfs::ZipWriter;
