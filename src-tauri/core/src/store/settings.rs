//! What belongs to the connection as a whole, as JSON by key.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Error, Result};
use crate::domain::{Account, SavedView, SyncSettings};

/// The portal this cache belongs to.
pub const PORTAL_URL: Key<String> = Key::new("portal_url");
/// The issuer's name, from the probe when connecting.
pub const ORG_NAME: Key<String> = Key::new("org_name");
/// The issuer's own account, from the provider API.
pub const ISSUER: Key<Account> = Key::new("issuer");
/// Labels of fields, from the fields definitions.
pub const LABELS: Key<Labels> = Key::new("labels");
/// What the person set for printing.
pub const PROFILE: Key<Profile> = Key::new("profile");
/// Why accounts, issuer and labels could not be read, in words; absent when they were.
pub const ACCOUNTS_REFUSED: Key<String> = Key::new("accounts_refused");

/// What is known about changing things with a token.
pub const PERMISSION: Key<Permission> = Key::new("write_permission");

/// How the connection is kept up to date.
pub const SYNC: Key<SyncSettings> = Key::new("sync");
/// The views a person made.
pub const SAVED_VIEWS: Key<Vec<SavedView>> = Key::new("saved_views");
/// The size of a page that the server manages, once a larger one took it too long.
pub const PAGE_SIZE: Key<u64> = Key::new("page_size");

/// A setting of type `T`.
pub struct Key<T>(&'static str, std::marker::PhantomData<T>);

impl<T> Key<T> {
    const fn new(name: &'static str) -> Self {
        Self(name, std::marker::PhantomData)
    }
}

/// The labels the portal prints for two fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// Label of `vat_code`.
    pub vat_code: Option<String>,
    /// Label of `vat_rate`.
    pub vat_rate: Option<String>,
}

/// Whether a token may change things, as far as the server told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// Stands for the token it is about: nothing of the token can be learned from it.
    pub token: String,
    /// Whether it may.
    pub may_write: bool,
    /// The server's words, when not.
    pub words: Option<String>,
    /// When it told.
    #[serde(default)]
    pub told_at: Option<jiff::Timestamp>,
}

/// What the API does not say and a person sets once per connection, for the printed invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Text below the invoice.
    pub footnote: Option<String>,
    /// Text printed when the VAT rate is 0.
    pub vat_zero_text: Option<String>,
    /// A JPEG or PNG, in base 64.
    pub logo: Option<String>,
    /// The issuer's fiscal code, when the portal's should not be used or cannot be read.
    pub fiscal_code: Option<String>,
    /// The issuer's VAT code, likewise.
    pub vat_code: Option<String>,
    /// The label of `vat_code`, likewise.
    pub vat_code_label: Option<String>,
    /// The label of `vat_rate`, likewise.
    pub vat_rate_label: Option<String>,
}

/// Reads a setting.
pub fn get<T: DeserializeOwned>(tx: &Transaction<'_>, key: Key<T>) -> Result<Option<T>> {
    let text: Option<String> = tx
        .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
        .query_row([key.0], |row| row.get(0))
        .optional()?;
    text.map(|text| serde_json::from_str(&text).map_err(|error| Error::Value(format!("setting {}: {error}", key.0))))
        .transpose()
}

/// Writes a setting; `None` removes it.
pub fn set<T: Serialize>(tx: &Transaction<'_>, key: Key<T>, value: Option<&T>) -> Result<()> {
    match value {
        None => tx.prepare_cached("DELETE FROM settings WHERE key = ?1")?.execute([key.0])?,
        Some(value) => {
            let text = serde_json::to_string(value).map_err(|error| Error::Value(error.to_string()))?;
            tx.prepare_cached(
                "INSERT INTO settings (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            )?
            .execute(params![key.0, text])?
        }
    };
    Ok(())
}
