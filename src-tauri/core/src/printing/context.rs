//! What a printed invoice needs beyond the invoice, gathered from the cache.

use base64::{Engine, prelude::BASE64_STANDARD};
use rusqlite::Transaction;

use crate::{
    domain::Invoice,
    pdf::{Labels, Logo, PrintContext},
    store::{
        self, accounts,
        settings::{self, Profile},
    },
};

/// What all invoices of a connection share in print.
pub struct Printing {
    profile: Profile,
    issuer_fiscal_code: Option<String>,
    issuer_vat_code: Option<String>,
    labels: Labels,
    logo: Option<Logo>,
}

impl Printing {
    /// Gathers it.
    pub fn read(tx: &Transaction<'_>) -> store::Result<Self> {
        let profile = settings::get(tx, settings::PROFILE)?.unwrap_or_default();
        let issuer = settings::get(tx, settings::ISSUER)?.unwrap_or_default();
        let labels = settings::get(tx, settings::LABELS)?.unwrap_or_default();
        let defaults = Labels::default();
        let logo = profile.logo.as_deref().map(logo_from_text).transpose()?;
        Ok(Self {
            issuer_fiscal_code: profile.fiscal_code.clone().or(issuer.fiscal_code),
            issuer_vat_code: profile.vat_code.clone().or(issuer.vat_code),
            labels: Labels {
                vat_code: profile.vat_code_label.clone().or(labels.vat_code).unwrap_or(defaults.vat_code),
                vat_rate: profile.vat_rate_label.clone().or(labels.vat_rate).unwrap_or(defaults.vat_rate),
            },
            logo,
            profile,
        })
    }

    /// With what only one invoice's customer has.
    pub fn context(&self, tx: &Transaction<'_>, invoice: &Invoice) -> store::Result<PrintContext> {
        let account = match invoice.buyer.party.id {
            Some(id) => accounts::get(tx, id)?.unwrap_or_default(),
            None => Default::default(),
        };
        Ok(PrintContext {
            issuer_fiscal_code: self.issuer_fiscal_code.clone(),
            issuer_vat_code: self.issuer_vat_code.clone(),
            buyer_fiscal_code: account.fiscal_code,
            buyer_vat_code: account.vat_code,
            buyer_po_number: account.po_number,
            labels: self.labels.clone(),
            footnote: self.profile.footnote.clone(),
            vat_zero_text: self.profile.vat_zero_text.clone(),
            logo: self.logo.clone(),
        })
    }
}

/// What invoices are printed without, in words: what could not be read, never what is merely empty.
pub fn missing_for_print(tx: &Transaction<'_>) -> store::Result<Vec<String>> {
    let Some(reason) = settings::get(tx, settings::ACCOUNTS_REFUSED)? else { return Ok(Vec::new()) };
    let profile = settings::get(tx, settings::PROFILE)?.unwrap_or_default();
    let mut missing = vec!["the customer's fiscal code, VAT code and PO number"];
    if profile.fiscal_code.is_none() {
        missing.push("the issuer's fiscal code");
    }
    if profile.vat_code.is_none() {
        missing.push("the issuer's VAT code");
    }
    if profile.vat_code_label.is_none() || profile.vat_rate_label.is_none() {
        missing.push("the portal's labels of VAT code and VAT rate");
    }
    Ok(missing.into_iter().map(|what| format!("{what} ({reason})")).collect())
}

/// A logo as the profile keeps it.
pub(crate) fn logo_to_text(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

fn logo_from_text(text: &str) -> store::Result<Logo> {
    let value = |error: String| store::Error::Value(format!("the logo: {error}"));
    let bytes = BASE64_STANDARD.decode(text).map_err(|error| value(error.to_string()))?;
    Logo::new(bytes).map_err(|error| value(error.to_string()))
}
