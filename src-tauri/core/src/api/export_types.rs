//! What travels when invoices and figures become tables: files for a spreadsheet, or text to paste.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::print_types::SavedFile;
use crate::domain::{CustomerSort, InvoiceFilter, Month, Sort};

/// The file a table becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum TableFormat {
    /// Text with commas, UTF-8 with a byte order mark.
    Csv,
    /// A workbook with real dates and numbers.
    Xlsx,
}

/// Which columns an exported table of invoices has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ExportColumns {
    /// Everything that is known of an invoice.
    #[default]
    Full,
    /// Those of the portal's own table of invoices, in its order.
    Portal,
}

/// Which invoices to write to a table, and how.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ExportRequest {
    /// The connection's name.
    pub connection: String,
    /// These invoices; null for all that `filter` finds.
    #[ts(type = "Array<number> | null")]
    pub ids: Option<Vec<i64>>,
    /// Which, where no ids are given.
    pub filter: InvoiceFilter,
    /// In which order.
    pub sort: Sort,
    /// The file it becomes.
    pub format: TableFormat,
    /// Its columns.
    pub columns: ExportColumns,
    /// The line items too: further rows of a CSV, a second sheet of a workbook.
    pub line_items: bool,
}

/// What became of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExportResult {
    /// The file.
    pub file: SavedFile,
    /// Invoices in it.
    #[ts(type = "number")]
    pub invoices: u64,
    /// Line items in it.
    #[ts(type = "number")]
    pub line_items: u64,
}

/// Which invoices to copy.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CopyRequest {
    /// The connection's name.
    pub connection: String,
    /// These invoices; null for all that `filter` finds.
    #[ts(type = "Array<number> | null")]
    pub ids: Option<Vec<i64>>,
    /// Which, where no ids are given.
    pub filter: InvoiceFilter,
    /// In which order.
    pub sort: Sort,
}

/// A table of figures.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "table", rename_all = "snake_case")]
pub enum FigureTable {
    /// Earnings by month.
    Earnings {
        /// The first month.
        #[ts(type = "string | null")]
        from: Option<Month>,
        /// The last month.
        #[ts(type = "string | null")]
        to: Option<Month>,
    },
    /// What customers owe by age.
    Receivables {
        /// As of this day; today when absent.
        #[ts(type = "string | null")]
        as_of: Option<Date>,
    },
    /// The list of customers.
    Customers {
        /// As in [`CustomerListRequest`](super::figure_types::CustomerListRequest).
        query: Option<String>,
        /// In which order.
        sort: CustomerSort,
    },
}

/// A table of figures to write to a file.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FigureExportRequest {
    /// The connection's name.
    pub connection: String,
    /// Which table.
    pub table: FigureTable,
    /// The file it becomes.
    pub format: TableFormat,
}
