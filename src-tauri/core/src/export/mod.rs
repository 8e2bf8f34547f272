//! Invoices as files: JSON, tables, and PDFs in a folder, a ZIP or one merged file; the journal as CSV.

mod csv;
mod figures;
mod invoices;
mod journal;
mod json;
mod names;
mod pdfs;
mod table;
mod tsv;
mod xlsx;

pub use csv::CsvWriter;
pub use figures::{FigureRows, customers_table, earnings_table, receivables_table};
pub use invoices::{InvoiceColumns, InvoiceTable};
pub use journal::write_journal;
pub use json::{JsonArray, write_json};
pub use names::{NamePattern, Names, PatternError};
pub use pdfs::ZipWriter;
pub use table::{Cell, Column, Kind, Row, Sheet, TableWriter};
pub use tsv::PasteWriter;
pub use xlsx::XlsxWriter;
