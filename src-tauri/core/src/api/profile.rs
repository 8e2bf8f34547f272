//! What a connection prints with.

use std::{fs, sync::Arc};

use serde::Serialize;

use super::{Error, ErrorCode, blocking, connections::database, invoices::read};
use crate::{
    app::App,
    files::FileError,
    pdf::Logo,
    printing::logo_to_text,
    store::settings::{self, Profile},
};

/// The profile as it is shown: texts as they are, the logo by its size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShownProfile {
    /// Text below the invoice.
    pub footnote: Option<String>,
    /// Text printed when the VAT rate is 0.
    pub vat_zero_text: Option<String>,
    /// Bytes of the logo.
    pub logo_bytes: Option<usize>,
    /// The issuer's fiscal code: set here, or the portal's.
    pub fiscal_code: Option<String>,
    /// The issuer's VAT code: set here, or the portal's.
    pub vat_code: Option<String>,
    /// Label of `vat_code`: set here, or the portal's.
    pub vat_code_label: Option<String>,
    /// Label of `vat_rate`: set here, or the portal's.
    pub vat_rate_label: Option<String>,
    /// Which of these were set here; the others come from the portal.
    pub set_here: Vec<&'static str>,
}

/// What a connection prints with.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn profile(app: &Arc<App>, connection: &str) -> Result<ShownProfile, Error> {
    read(app, connection, |tx| {
        let profile = settings::get(tx, settings::PROFILE)?.unwrap_or_default();
        let issuer = settings::get(tx, settings::ISSUER)?.unwrap_or_default();
        let labels = settings::get(tx, settings::LABELS)?.unwrap_or_default();
        let set_here =
            KEYS.iter().filter(|(_, value)| value(&mut profile.clone()).is_some()).map(|(key, _)| *key).collect();
        Ok(ShownProfile {
            footnote: profile.footnote,
            vat_zero_text: profile.vat_zero_text,
            logo_bytes: profile.logo.map(|text| text.len() / 4 * 3),
            fiscal_code: profile.fiscal_code.or(issuer.fiscal_code),
            vat_code: profile.vat_code.or(issuer.vat_code),
            vat_code_label: profile.vat_code_label.or(labels.vat_code),
            vat_rate_label: profile.vat_rate_label.or(labels.vat_rate),
            set_here,
        })
    })
    .await
}

type Value = fn(&mut Profile) -> &mut Option<String>;

/// The keys a person can set.
const KEYS: [(&str, Value); 7] = [
    ("footnote", |p| &mut p.footnote),
    ("vat_zero_text", |p| &mut p.vat_zero_text),
    ("logo", |p| &mut p.logo),
    ("fiscal_code", |p| &mut p.fiscal_code),
    ("vat_code", |p| &mut p.vat_code),
    ("labels.vat_code", |p| &mut p.vat_code_label),
    ("labels.vat_rate", |p| &mut p.vat_rate_label),
];

/// Sets what a connection prints with, all of it or nothing; an empty value goes back to the portal's.
/// The value of `logo` is the path of a JPEG or PNG.
///
/// # Errors
/// For a key there is not, or a logo that cannot be read.
pub async fn set_profile(app: &Arc<App>, connection: &str, pairs: Vec<(String, String)>) -> Result<(), Error> {
    let (_, database) = database(app, connection)?;
    blocking(move || {
        let pairs = pairs.into_iter().flat_map(labels_apart).map(checked).collect::<Result<Vec<_>, _>>()?;
        database.write(|tx| {
            let mut profile = settings::get(tx, settings::PROFILE)?.unwrap_or_default();
            for (key, value) in pairs {
                *key(&mut profile) = value;
            }
            settings::set(tx, settings::PROFILE, Some(&profile))
        })?;
        Ok(())
    })
    .await
}

/// `labels={"vat_code":"NIF","vat_rate":"IVA"}` sets both labels at once.
fn labels_apart((key, value): (String, String)) -> Vec<(String, String)> {
    match (key.as_str(), serde_json::from_str::<std::collections::BTreeMap<String, String>>(&value)) {
        ("labels", Ok(labels)) => labels.into_iter().map(|(name, label)| (format!("labels.{name}"), label)).collect(),
        _ => vec![(key, value)],
    }
}

fn checked((key, value): (String, String)) -> Result<(Value, Option<String>), Error> {
    let wrong = |message: String| Error::new(ErrorCode::InvalidInput, message).field(key.clone());
    let Some((name, place)) = KEYS.iter().find(|(name, _)| *name == key) else {
        let names: Vec<_> = KEYS.iter().map(|(name, _)| *name).collect();
        return Err(wrong(format!("`{key}` is nothing a profile has")).hint(format!("It has {}", names.join(", "))));
    };
    let value = match (*name, value.is_empty()) {
        (_, true) => None,
        ("logo", false) => {
            let path = std::path::Path::new(&value);
            let bytes = fs::read(path).map_err(FileError::while_doing(path, "read"))?;
            let text = logo_to_text(&bytes);
            Logo::new(bytes).map_err(|error| wrong(format!("{value} is no logo: {error}")))?;
            Some(text)
        }
        (_, false) => Some(value),
    };
    Ok((*place, value))
}
