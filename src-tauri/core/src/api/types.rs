//! What travels between the faces and the core. Each type is also a TypeScript type of the window,
//! written to `ui/src/api/bindings.ts`; its doc comments go along.

use jiff::{Timestamp, civil::Date};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use super::{export_types::*, figure_types::*, preference_types::*, print_types::*, write_types::*};
pub use crate::app::{Cause, Diagnosis, DiagnosisCode, ProbeStep, ProbeStepName};
use crate::domain::Invoice;
pub use crate::domain::{
    Ageing, AmountFormat, Change, CurrencyEarnings, CurrencyReceivables, CurrencyTotal, CustomerColumn, CustomerKey,
    CustomerList, CustomerReceivables, CustomerRow, CustomerSort, CustomerSum, DateRange, Difference, EarningGroups,
    Earnings, Effect, Figure, Finding, FindingKind, InvoiceFilter, InvoiceRow, JournalEntry, ListTotals, MonthCount,
    MonthEarnings, NewLineItem, Receivables, Sort, SortColumn, SyncKind, SyncOutcome, SyncPhase, SyncProgress, SyncRun,
    SyncSettings, Verification, VerifiedSum, ViewCounts, Write, WriteStatus,
};
pub use crate::secret::TokenStorage;

/// A request that needs nothing but the connection it is for.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ConnectionRequest {
    /// The connection's name.
    pub connection: String,
}

/// A request for one invoice of a connection.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct InvoiceRequest {
    /// The connection's name.
    pub connection: String,
    /// The server's id of the invoice.
    #[ts(type = "number")]
    pub id: i64,
}

/// A request without parameters.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct Nothing {}

/// A remembered portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Connection {
    /// The name the person gave it.
    pub name: String,
    /// The admin portal's address.
    pub url: String,
    /// Whether changes are switched off here.
    pub read_only: bool,
    /// Whether this is the built-in sample data.
    pub sample: bool,
    /// The issuer's name, once read.
    pub org_name: Option<String>,
    /// Whether a token is at hand; without one the cache can be read but not synced.
    pub has_token: bool,
    /// Its colour in the sidebar: a name of the window's palette.
    pub color: Option<String>,
}

/// What the window needs to draw its first screen.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AppState {
    /// The program's version.
    pub version: String,
    /// Today by the program's clock, the day overdue is measured against.
    #[ts(type = "string")]
    pub today: Date,
    /// Remembered connections, in the order they were made.
    pub connections: Vec<Connection>,
    /// Where tokens are kept.
    pub token_storage: TokenStorage,
    /// What the person set for the program as a whole.
    pub preferences: Preferences,
}

/// Portal and token to connect to.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ConnectRequest {
    /// The name to remember it by; the portal's host when absent.
    pub name: Option<String>,
    /// The admin portal's address.
    pub url: String,
    /// The access token.
    #[ts(type = "string")]
    pub token: SecretString,
    /// Switch changes off.
    pub read_only: bool,
    /// Trust the CA file chosen last with `choose_ca_file` besides the system's.
    pub use_chosen_ca: bool,
    /// The person has seen the warning about a plain http address and wants it all the same.
    pub accept_plain_http: bool,
}

/// A token for a connection that has none at hand.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TokenRequest {
    /// The connection's name.
    pub connection: String,
    /// The access token.
    #[ts(type = "string")]
    pub token: SecretString,
}

/// How connecting went.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ConnectOutcome {
    /// Remembered; sync can start.
    Connected {
        /// The connection.
        connection: Connection,
        /// What was found.
        diagnosis: Diagnosis,
    },
    /// Nothing was remembered; the diagnosis says why.
    NotConnected {
        /// What was found.
        diagnosis: Diagnosis,
    },
}

/// A part of the list of invoices.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ListRequest {
    /// The connection's name.
    pub connection: String,
    /// Which.
    pub filter: InvoiceFilter,
    /// In which order.
    pub sort: Sort,
    /// How many to skip.
    pub offset: u32,
    /// How many to give at most.
    pub limit: u32,
}

/// Which invoices to add up.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TotalsRequest {
    /// The connection's name.
    pub connection: String,
    /// Which.
    pub filter: InvoiceFilter,
}

/// One invoice with all that is known about it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct InvoiceDetail {
    /// The invoice. `payment_transactions` is null while they have not been read from the server.
    pub invoice: Invoice,
    /// Whether it is past due today.
    pub overdue: bool,
    /// When this invoice was last read from the server.
    #[ts(type = "string")]
    pub read_at: Timestamp,
    /// The last complete sync did not find it at the server any more.
    pub missing: bool,
    /// What its PDF is printed without, because it could not be read, in words.
    pub printed_without: Vec<String>,
    /// What can be done to it as it stands; empty while changes are switched off, and while it is not known what became
    /// of an earlier one.
    pub offers: Vec<Offer>,
    /// Whether line items can be added and removed.
    pub lines_can_change: bool,
    /// Why nothing can be changed here, in words: a connection for reading only, or a token that may not write.
    pub changes_off: Option<String>,
    /// Changes of it that are prepared, or of which it is not known yet whether they happened.
    pub waiting: Vec<JournalEntry>,
}

/// What to sync.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SyncRequest {
    /// The connection's name.
    pub connection: String,
    /// Read everything again.
    pub full: bool,
}

/// Which changes.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ChangesRequest {
    /// The connection's name.
    pub connection: String,
    /// Those seen at this moment or later.
    #[ts(type = "string")]
    pub since: Timestamp,
}

/// How a connection is to be kept up to date.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SyncSettingsRequest {
    /// The connection's name.
    pub connection: String,
    /// All of the settings.
    pub settings: SyncSettings,
}

/// What is held, how old it is, what is waiting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Status {
    /// The connection.
    pub connection: Connection,
    /// Invoices held.
    #[ts(type = "number")]
    pub invoices: u64,
    /// How many the server had when it was last asked.
    #[ts(type = "number | null")]
    pub server_invoices: Option<u64>,
    /// The age of the data: when the newest sync that read everything that can change began. Null until
    /// every invoice was read once.
    #[ts(type = "string | null")]
    pub synced_at: Option<Timestamp>,
    /// When the newest sync that read every page began.
    #[ts(type = "string | null")]
    pub checked_at: Option<Timestamp>,
    /// The newest comparison with the server.
    pub verification: Option<Verification>,
    /// How the connection is kept up to date.
    pub settings: SyncSettings,
    /// The newest run.
    pub last_run: Option<SyncRun>,
    /// Whether a sync is running now, here or in another process.
    pub syncing: bool,
    /// Invoices whose payments are still to be read.
    #[ts(type = "number")]
    pub payments_waiting: u64,
    /// Prepared changes that wait for a person's word.
    #[ts(type = "number")]
    pub drafts: u64,
    /// Changes of which it is not known yet whether they happened.
    #[ts(type = "number")]
    pub unsettled: u64,
    /// Why nothing can be changed through this connection, in words; absent when things can.
    pub changes_off: Option<String>,
    /// Values of the server that could not be understood and are kept as they came.
    #[ts(type = "number")]
    pub odd_values: u64,
    /// What invoices are printed without, because the token may not read it.
    pub printed_without: Vec<String>,
    /// Damaged caches that were set aside and are kept.
    pub kept_aside: Vec<String>,
    /// The cache file.
    pub data_file: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub data_bytes: u64,
}

/// A request to forget a connection.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DisconnectRequest {
    /// The connection's name.
    pub connection: String,
    /// Delete the cache too; without it the file stays and connecting again finds it.
    pub wipe: bool,
}

/// An address typed into the form, before there is a connection.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PortalRequest {
    /// The admin portal's address.
    pub url: String,
}
