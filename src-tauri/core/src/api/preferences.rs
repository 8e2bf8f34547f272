//! How the program and its connections are set up.

use std::{collections::HashSet, fs, sync::Arc};

use super::{
    Error, ErrorCode, blocking,
    connections::{database, entry, summary},
    invoices::read,
    types::*,
};
use crate::{
    app::App,
    export::NamePattern,
    files::FileError,
    pdf::Logo,
    printing::logo_to_text,
    store::settings::{self, Profile},
};

/// Sets what a person wants of the program as a whole. The folder for PDFs stays as it is unless it is taken away: only
/// [`choose_pdf_folder`] sets it.
///
/// # Errors
/// [`ErrorCode::InvalidInput`] for a name pattern that cannot be used; when the file cannot be written.
pub async fn set_preferences(app: &Arc<App>, request: PreferencesRequest) -> Result<Preferences, Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let mut preferences = request.preferences;
        preferences.name_pattern = preferences.name_pattern.filter(|pattern| !pattern.trim().is_empty());
        if let Some(pattern) = &preferences.name_pattern {
            pattern.parse::<NamePattern>().map_err(|error| Error::from(error).field("name_pattern"))?;
        }
        preferences.pdf_folder = preferences.pdf_folder.and(app.preferences.get().pdf_folder);
        app.preferences.set(preferences.clone())?;
        Ok(preferences)
    })
    .await
}

/// Asks for the folder that questions about where to save start from; `None` when dismissed.
///
/// # Errors
/// When the choice cannot be kept.
pub async fn choose_pdf_folder(app: &Arc<App>, _: Nothing) -> Result<Option<Preferences>, Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let Some(folder) = app.ask_folder("Folder for PDFs") else { return Ok(None) };
        let preferences = Preferences { pdf_folder: Some(folder.display().to_string()), ..app.preferences.get() };
        app.preferences.set(preferences.clone())?;
        Ok(Some(preferences))
    })
    .await
}

/// Sets how a connection is shown and whether changes are switched off.
///
/// # Errors
/// When there is no such connection, or the list cannot be written.
pub async fn set_connection(app: &Arc<App>, request: ConnectionSettingsRequest) -> Result<Connection, Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let name = entry(&app, &request.connection)?.name;
        app.registry.change(|entries| {
            for entry in entries.iter_mut().filter(|entry| entry.name == name) {
                entry.color.clone_from(&request.color);
                entry.read_only = request.read_only;
            }
        })?;
        Ok(summary(&app, &entry(&app, &name)?))
    })
    .await
}

/// The views a person made.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn saved_views(app: &Arc<App>, request: ConnectionRequest) -> Result<Vec<SavedView>, Error> {
    read(app, &request.connection, |tx| Ok(settings::get(tx, settings::SAVED_VIEWS)?.unwrap_or_default())).await
}

/// Sets them, all at once.
///
/// # Errors
/// [`ErrorCode::InvalidInput`] for a view without a name, and for two of the same name.
pub async fn set_saved_views(app: &Arc<App>, request: SavedViewsRequest) -> Result<Vec<SavedView>, Error> {
    let mut names = HashSet::new();
    let mut views = request.views;
    for view in &mut views {
        view.name = view.name.trim().to_owned();
        let wrong = |message: String| Err(Error::new(ErrorCode::InvalidInput, message).field("name"));
        if view.name.is_empty() {
            return wrong("a view needs a name".to_owned());
        }
        if !names.insert(view.name.to_lowercase()) {
            return wrong(format!("there is a view named {} already", view.name));
        }
    }
    let (app, connection) = (Arc::clone(app), request.connection);
    blocking(move || {
        let (_, database) = database(&app, &connection)?;
        database.write(|tx| settings::set(tx, settings::SAVED_VIEWS, Some(&views)))?;
        Ok(views)
    })
    .await
}

/// What a connection prints with.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn print_profile(app: &Arc<App>, request: ConnectionRequest) -> Result<PrintProfile, Error> {
    read(app, &request.connection, |tx| {
        let profile = settings::get(tx, settings::PROFILE)?.unwrap_or_default();
        let issuer = settings::get(tx, settings::ISSUER)?.unwrap_or_default();
        let labels = settings::get(tx, settings::LABELS)?.unwrap_or_default();
        Ok(PrintProfile {
            logo: profile.logo.map(|text| data_url(&text)),
            footnote: profile.footnote,
            vat_zero_text: profile.vat_zero_text,
            fiscal_code: profile.fiscal_code,
            vat_code: profile.vat_code,
            vat_code_label: profile.vat_code_label,
            vat_rate_label: profile.vat_rate_label,
            portal: PortalProfile {
                fiscal_code: issuer.fiscal_code,
                vat_code: issuer.vat_code,
                vat_code_label: labels.vat_code,
                vat_rate_label: labels.vat_rate,
            },
        })
    })
    .await
}

/// A picture in base 64 as an address the page can show. A JPEG begins with `FF D8 FF`; the other kind is PNG.
fn data_url(base64: &str) -> String {
    let kind = if base64.starts_with("/9j/") { "jpeg" } else { "png" };
    format!("data:image/{kind};base64,{base64}")
}

/// Sets the texts a connection prints with.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn set_print_profile(app: &Arc<App>, request: PrintProfileRequest) -> Result<PrintProfile, Error> {
    let connection = request.connection.clone();
    change_profile(app, &connection, move |profile| {
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        *profile = Profile {
            logo: profile.logo.take(),
            footnote: given(request.footnote),
            vat_zero_text: given(request.vat_zero_text),
            fiscal_code: given(request.fiscal_code),
            vat_code: given(request.vat_code),
            vat_code_label: given(request.vat_code_label),
            vat_rate_label: given(request.vat_rate_label),
        };
    })
    .await
}

/// Asks for a logo to print and keeps it; `None` when dismissed.
///
/// # Errors
/// [`ErrorCode::InvalidInput`] for a file that is no JPEG or PNG.
pub async fn choose_logo(app: &Arc<App>, request: ConnectionRequest) -> Result<Option<PrintProfile>, Error> {
    let app_ = Arc::clone(app);
    let chosen = blocking(move || {
        let Some(path) = app_.host.open_path("Logo (PNG or JPEG)") else { return Ok(None) };
        let bytes = fs::read(&path).map_err(FileError::while_doing(&path, "read"))?;
        let text = logo_to_text(&bytes);
        let wrong = |error| Error::new(ErrorCode::InvalidInput, format!("{} is no logo: {error}", path.display()));
        Logo::new(bytes).map_err(|error| wrong(error).field("logo"))?;
        Ok(Some(text))
    });
    let Some(logo) = chosen.await? else { return Ok(None) };
    change_profile(app, &request.connection, |profile| profile.logo = Some(logo)).await.map(Some)
}

/// Prints without a logo from now on.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn remove_logo(app: &Arc<App>, request: ConnectionRequest) -> Result<PrintProfile, Error> {
    change_profile(app, &request.connection, |profile| profile.logo = None).await
}

async fn change_profile(
    app: &Arc<App>,
    connection: &str,
    change: impl FnOnce(&mut Profile) + Send + 'static,
) -> Result<PrintProfile, Error> {
    let (app_, name) = (Arc::clone(app), connection.to_owned());
    blocking(move || {
        let (_, database) = database(&app_, &name)?;
        database.write(|tx| {
            let mut profile = settings::get(tx, settings::PROFILE)?.unwrap_or_default();
            change(&mut profile);
            settings::set(tx, settings::PROFILE, Some(&profile))
        })?;
        Ok(())
    })
    .await?;
    print_profile(app, ConnectionRequest { connection: connection.to_owned() }).await
}
