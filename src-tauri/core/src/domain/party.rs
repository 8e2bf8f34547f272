use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The issuer or the customer as an invoice names them. The server freezes these when it issues.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct Party {
    /// The account's id.
    #[ts(type = "number | null")]
    pub id: Option<i64>,
    /// The organization's name.
    pub org_name: Option<String>,
    /// Line 1 and line 2, joined by a newline.
    pub address: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or province.
    pub state: Option<String>,
    /// Country, by its English name.
    pub country: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Postal code.
    pub zip: Option<String>,
}

/// The customer of an invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Buyer {
    /// `deleted` when the customer's account was deleted; the name and address are then the last
    /// ones known here, absent when none were ever read.
    pub status: Option<String>,
    /// Name and address.
    #[serde(flatten)]
    #[ts(flatten)]
    pub party: Party,
}

impl Buyer {
    /// Whether the customer's account was deleted at the server.
    pub fn is_deleted(&self) -> bool {
        self.status.as_deref() == Some("deleted")
    }
}

/// What the accounts API says beyond an invoice's own words: needed for the printed invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The account's id.
    pub id: i64,
    /// The organization's name.
    pub org_name: Option<String>,
    /// Fiscal code.
    pub fiscal_code: Option<String>,
    /// VAT code.
    pub vat_code: Option<String>,
    /// VAT rate in per cent, as text.
    pub vat_rate: Option<String>,
    /// Purchase order number.
    pub po_number: Option<String>,
    /// When the account was made; read for the issuer only, whose first month of billing it is.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
}
