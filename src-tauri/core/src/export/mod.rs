//! Invoices as files: JSON, and PDFs in a folder, a ZIP or one merged file.

mod json;
mod names;
mod pdfs;

pub use json::{JsonArray, write_json};
pub use names::{NamePattern, Names, PatternError};
pub use pdfs::ZipWriter;
