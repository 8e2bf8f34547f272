//! What travels about how the program looks and behaves, about connections as they are set up, and about the data
//! behind them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::print_types::Layout;
pub use crate::app::{Density, Menu, MenuEntry, Menus, Preferences, Theme};
use crate::domain::InvoiceFilter;
pub use crate::domain::SavedView;

/// All preferences, as they are to be.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PreferencesRequest {
    /// All of them.
    pub preferences: Preferences,
}

/// How a connection is shown and what it may do.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ConnectionSettingsRequest {
    /// The connection's name.
    pub connection: String,
    /// Its colour in the sidebar; none when absent.
    pub color: Option<String>,
    /// Whether changes are switched off.
    pub read_only: bool,
}

/// The views a person made, all of them in their order.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SavedViewsRequest {
    /// The connection's name.
    pub connection: String,
    /// The views.
    pub views: Vec<SavedView>,
}

/// What a connection prints with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PrintProfile {
    /// Text below the invoice.
    pub footnote: Option<String>,
    /// Text printed when the VAT rate is 0.
    pub vat_zero_text: Option<String>,
    /// The logo as a `data:` URL.
    pub logo: Option<String>,
    /// The issuer's fiscal code, set here.
    pub fiscal_code: Option<String>,
    /// The issuer's VAT code, set here.
    pub vat_code: Option<String>,
    /// The label of the VAT code, set here.
    pub vat_code_label: Option<String>,
    /// The label of the VAT rate, set here.
    pub vat_rate_label: Option<String>,
    /// What the portal says, which is printed where nothing is set here.
    pub portal: PortalProfile,
}

/// What the portal says about the issuer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct PortalProfile {
    /// The fiscal code.
    pub fiscal_code: Option<String>,
    /// The VAT code.
    pub vat_code: Option<String>,
    /// The label of the VAT code.
    pub vat_code_label: Option<String>,
    /// The label of the VAT rate.
    pub vat_rate_label: Option<String>,
}

/// The texts a connection prints with, all of them; the logo is chosen apart.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PrintProfileRequest {
    /// The connection's name.
    pub connection: String,
    /// Text below the invoice.
    pub footnote: Option<String>,
    /// Text printed when the VAT rate is 0.
    pub vat_zero_text: Option<String>,
    /// The issuer's fiscal code; the portal's when absent.
    pub fiscal_code: Option<String>,
    /// The issuer's VAT code; the portal's when absent.
    pub vat_code: Option<String>,
    /// The label of the VAT code; the portal's when absent.
    pub vat_code_label: Option<String>,
    /// The label of the VAT rate; the portal's when absent.
    pub vat_rate_label: Option<String>,
}

/// A backup that was read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Restored {
    /// Invoices in it.
    #[ts(type = "number")]
    pub invoices: u64,
    /// The age of its data, as in [`Status::synced_at`](super::types::Status::synced_at).
    #[ts(type = "string | null")]
    pub synced_at: Option<Timestamp>,
    /// Where the cache it took the place of is kept.
    pub kept_as: Option<String>,
}

/// A file or folder the program wrote since it was started, as it was told.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct WrittenRequest {
    /// The folder.
    pub folder: String,
    /// The file's name; absent for the folder itself.
    pub file_name: Option<String>,
}

/// Invoices to hand to the system's program for PDFs, to be printed there.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OpenPdfRequest {
    /// The connection's name.
    pub connection: String,
    /// These invoices, in this order; null for all that `filter` finds.
    #[ts(type = "Array<number> | null")]
    pub ids: Option<Vec<i64>>,
    /// Which, where no ids are given.
    pub filter: InvoiceFilter,
    /// How they are laid out.
    pub layout: Layout,
}

/// Invoices that a sync saw become something a person wants to know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncNews {
    /// Became unpaid, or came as such.
    #[ts(type = "number")]
    pub unpaid: u64,
    /// Became failed, or came as such.
    #[ts(type = "number")]
    pub failed: u64,
    /// Numbers and customers of the first few of both.
    pub examples: Vec<String>,
}

/// Which run's news.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SyncNewsRequest {
    /// The connection's name.
    pub connection: String,
    /// The run.
    #[ts(type = "number")]
    pub run: i64,
}

/// A notification of the system.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct NotifyRequest {
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
}
