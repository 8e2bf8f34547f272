//! The command line's form.

use std::path::PathBuf;

use billfold_core::domain::Month;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::{
    filters::FilterArgs,
    write_args::{BulkCommand, DraftsCommand, InvoiceCommand, JournalArgs, LineItemCommand, SettleArgs},
};

/// 3scale invoices on your own computer: sync, find, print and export.
#[derive(Parser)]
#[command(name = "billfold", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub global: GlobalArgs,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Args)]
pub struct GlobalArgs {
    /// Where everything is kept [default: the platform's data directory]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Which connection, where more than one exists
    #[arg(long, global = true, value_name = "NAME")]
    pub connection: Option<String>,
    /// One machine-readable document on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// Read the access token from standard input instead of BILLFOLD_TOKEN or the keychain
    #[arg(long, global = true)]
    pub token_stdin: bool,
}

#[derive(Subcommand)]
pub enum Command {
    /// Check a portal and a token, and remember the connection
    Connect {
        /// The name to remember it by
        #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
        name: String,
        /// The admin portal's address, for example https://acme-admin.example.com
        #[arg(long)]
        url: String,
        /// Switch changes off
        #[arg(long)]
        read_only: bool,
        /// Trust the certificates in this file (PEM) besides the system's
        #[arg(long, value_name = "PEM")]
        ca_file: Option<PathBuf>,
        /// Connect without encryption, although everybody on the way can read the token
        #[arg(long)]
        accept_plain_http: bool,
    },
    /// List the remembered connections
    Connections,
    /// Forget a connection and its token
    Disconnect {
        /// Its name
        name: String,
        /// Delete its cache too
        #[arg(long)]
        wipe: bool,
    },
    /// Bring the cache up to date
    Sync {
        /// Read everything again, payments too, and compare it with the server
        #[arg(long)]
        full: bool,
    },
    /// What is held, how old it is, what is waiting
    Status,
    /// Compare counts, ids and totals with the server
    Verify,
    /// What syncs saw change, field by field
    Changes {
        /// A day (2026-11-01), a moment (2026-11-01T08:00:00Z) or how long ago (7d, 12h, 30m)
        #[arg(long, value_name = "WHEN")]
        since: String,
    },
    /// How the connection is kept up to date
    Settings {
        #[command(subcommand)]
        command: SettingsCommand,
    },
    /// List invoices, newest first
    List(FilterArgs),
    /// One invoice with items and payments
    Show {
        /// Id or number
        #[arg(value_name = "ID|NUMBER")]
        invoice: String,
    },
    /// What was earned, month by month, in the portal's groups
    Earnings {
        /// The first month
        #[arg(long, value_name = "YYYY-MM")]
        from: Option<Month>,
        /// The last month
        #[arg(long, value_name = "YYYY-MM")]
        to: Option<Month>,
    },
    /// What customers owed at the end of a day, by days past due
    Receivables {
        /// The day; today by default
        #[arg(long, value_name = "YYYY-MM-DD")]
        as_of: Option<Date>,
        /// How many customers per currency, those who owe the most first
        #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(..=1000))]
        customers: u32,
    },
    /// Customers with what they owe
    Customers(CustomerArgs),
    /// Print invoices as PDF
    Pdf(PdfArgs),
    /// Write invoices to a file
    Export(ExportArgs),
    /// Write a copy of the cache, as it is at one moment, to one file
    Backup {
        /// The file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Put a copy made by `backup` in the place of the cache, which is kept
    Restore {
        /// The copy
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// What the API does not say and printed invoices need
    Profile {
        #[command(subcommand)]
        command: ProfileCommand,
    },
    /// Create, edit, move and charge invoices
    Invoice {
        #[command(subcommand)]
        command: InvoiceCommand,
    },
    /// Add and remove line items
    LineItem {
        #[command(subcommand)]
        command: LineItemCommand,
    },
    /// The same change of several invoices, one after the other
    Bulk {
        #[command(subcommand)]
        command: BulkCommand,
    },
    /// Changes that are prepared and not sent: list, check, send, accept or discard them
    Drafts {
        #[command(subcommand)]
        command: Option<DraftsCommand>,
    },
    /// Find out what became of changes whose answer was lost
    Settle(SettleArgs),
    /// Who changed what when, with the portal's answers, the newest first
    Journal(JournalArgs),
    /// A local Billing API with sample data
    Sandbox {
        /// The port on 127.0.0.1; any free one by default
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// How many invoices
        #[arg(long, default_value_t = 200)]
        invoices: usize,
        /// The same text gives the same data
        #[arg(long, default_value = "billfold")]
        seed: String,
    },
}

#[derive(Args)]
pub struct CustomerArgs {
    /// Part of the name, accents and case do not matter, or the account id
    #[arg(long, value_name = "TEXT")]
    pub query: Option<String>,
    /// By which column: names from A to Z, anything else the largest first
    #[arg(long, value_enum, default_value_t = SortBy::Name)]
    pub sort: SortBy,
    /// The other way round
    #[arg(long)]
    pub reverse: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum SortBy {
    /// The customer's name
    Name,
    /// How many invoices
    Invoices,
    /// What was invoiced
    Invoiced,
    /// What is outstanding
    Balance,
    /// What is past due
    Overdue,
    /// When an invoice was last paid
    LastPayment,
}

#[derive(Args)]
pub struct PdfArgs {
    /// Ids or numbers
    #[arg(value_name = "ID")]
    pub invoices: Vec<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Every invoice
    #[arg(long)]
    pub all: bool,
    /// A file each in this folder
    #[arg(long, value_name = "DIR", required_unless_present_any = ["merge", "zip", "compare"])]
    pub out: Option<PathBuf>,
    /// All of them in one PDF
    #[arg(long, value_name = "FILE")]
    pub merge: Option<PathBuf>,
    /// All of them in a ZIP
    #[arg(long, value_name = "FILE")]
    pub zip: Option<PathBuf>,
    /// How they are laid out
    #[arg(long, value_enum, default_value_t = PdfLayout::Server)]
    pub layout: PdfLayout,
    /// How files are named: {id} {number} {customer} {period} {issued} {due} {state} {currency} {total}
    #[arg(long, value_name = "PATTERN", default_value = "{number} {customer}")]
    pub name: String,
    /// Fetch the server's own PDFs, keep them, and tell in words where they say something else
    #[arg(long)]
    pub compare: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum PdfLayout {
    /// As the customer received it
    Server,
    /// Easier to read, with payments and where the invoice stands
    Readable,
}

#[derive(Args)]
pub struct ExportArgs {
    /// The file's format
    #[arg(long)]
    pub format: ExportFormat,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// The file
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Which columns a table has [default: full]
    #[arg(long, value_enum)]
    pub columns: Option<Columns>,
    /// The line items too: a row for each in a CSV, a second sheet in a workbook
    #[arg(long)]
    pub line_items: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A table as text with commas, for spreadsheets and scripts
    Csv,
    /// A table as a workbook, with real dates and numbers and a total for each currency
    Xlsx,
    /// Everything, line items and payments too
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Columns {
    /// Everything that is known of an invoice
    Full,
    /// Those of the portal's own table
    Portal,
}

#[derive(Subcommand)]
pub enum ProfileCommand {
    /// Show it
    Show,
    /// Set footnote, vat_zero_text, logo (a file), fiscal_code, vat_code, labels.vat_code, labels.vat_rate; an empty
    /// value goes back to the portal's
    Set {
        /// What to set
        #[arg(value_name = "KEY=VALUE", required = true, value_parser = key_value)]
        pairs: Vec<(String, String)>,
    },
}

#[derive(Subcommand)]
pub enum SettingsCommand {
    /// Show them
    Show,
    /// Set every_minutes (between syncs of the window, 0 is never), full_check_days (0 is never by itself) or
    /// requests_per_minute (0 is no limit of our own)
    Set {
        /// What to set
        #[arg(value_name = "KEY=VALUE", required = true, value_parser = key_value)]
        pairs: Vec<(String, String)>,
    },
}

fn key_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write it as KEY=VALUE")?;
    Ok((key.trim().to_owned(), value.to_owned()))
}
