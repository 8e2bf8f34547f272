//! Portals: connecting, forgetting, opening them in a browser.

use std::sync::Arc;

use super::{Error, ErrorCode, blocking, types::*};
use crate::{
    app::{App, Connected, Entry, Portal},
    store::{Database, settings},
};

/// What the first screen needs.
///
/// # Errors
/// When the list of connections cannot be read.
pub async fn app_state(app: &Arc<App>, _: Nothing) -> Result<AppState, Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let connections = app.registry.list()?.iter().map(|entry| summary(&app, entry)).collect();
        Ok(AppState {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            today: app.clock.today(),
            connections,
            token_storage: app.secrets.storage(),
            preferences: app.preferences.get(),
        })
    })
    .await
}

/// Every remembered connection, in the order they were made.
///
/// # Errors
/// When the list cannot be read.
pub async fn connections(app: &Arc<App>) -> Result<Vec<Connection>, Error> {
    Ok(app_state(app, Nothing {}).await?.connections)
}

/// Probes a portal and a token and remembers them when invoices can be read.
///
/// # Errors
/// When the input is wrong or nothing could be written; a portal that refuses is an outcome, not an error.
pub async fn connect(app: &Arc<App>, request: ConnectRequest) -> Result<ConnectOutcome, Error> {
    let portal = Portal {
        name: request.name,
        url: request.url,
        token: request.token,
        read_only: request.read_only,
        ca_pem: if request.use_chosen_ca { app.chosen_ca() } else { None },
        accept_plain_http: request.accept_plain_http,
        sample: false,
    };
    connect_to(app, portal).await
}

/// [`connect`] with a portal put together elsewhere.
///
/// # Errors
/// As [`connect`].
pub async fn connect_to(app: &Arc<App>, portal: Portal) -> Result<ConnectOutcome, Error> {
    outcome(app, app.connect(portal).await?).await
}

/// Gives a remembered connection a token, after probing it.
///
/// # Errors
/// As [`connect`].
pub async fn provide_token(app: &Arc<App>, request: TokenRequest) -> Result<ConnectOutcome, Error> {
    let entry = entry(app, &request.connection)?;
    outcome(app, app.provide_token(&entry, request.token).await?).await
}

async fn outcome(app: &Arc<App>, Connected { entry, diagnosis }: Connected) -> Result<ConnectOutcome, Error> {
    let Some(entry) = entry else { return Ok(ConnectOutcome::NotConnected { diagnosis }) };
    let app = Arc::clone(app);
    let connection = blocking(move || Ok(summary(&app, &entry))).await?;
    Ok(ConnectOutcome::Connected { connection, diagnosis })
}

/// Asks for a CA file to trust when connecting; gives its name, `None` when dismissed.
///
/// # Errors
/// When the file cannot be read.
pub async fn choose_ca_file(app: &Arc<App>, _: Nothing) -> Result<Option<String>, Error> {
    let app = Arc::clone(app);
    blocking(move || {
        let Some(path) = app.host.open_path("CA file (PEM)") else { return Ok(None) };
        let pem = std::fs::read(&path).map_err(|error| {
            Error::new(ErrorCode::InvalidInput, format!("{} cannot be read: {error}", path.display())).field("ca_file")
        })?;
        *app.chosen_ca.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(pem);
        Ok(path.file_name().map(|name| name.to_string_lossy().into_owned()))
    })
    .await
}

/// The name of the sample data's connection.
const SAMPLE: &str = "Sample data";

/// Starts the built-in sample portal and connects to it.
///
/// # Errors
/// When there is none, or it cannot be started.
pub async fn try_sample_data(app: &Arc<App>, _: Nothing) -> Result<Connection, Error> {
    let sample = app.sample.as_ref().ok_or_else(|| Error::new(ErrorCode::Failed, "there is no sample data here"))?;
    let cannot_start =
        |error| Error::new(ErrorCode::Failed, format!("the sample portal cannot be started: {error}")).retryable();
    let (url, token) = sample.start(sample_day(app)?).await.map_err(cannot_start)?;
    let portal = Portal {
        name: Some(SAMPLE.to_owned()),
        url,
        token,
        read_only: false,
        ca_pem: None,
        accept_plain_http: false,
        sample: true,
    };
    match connect_to(app, portal).await? {
        ConnectOutcome::Connected { connection, .. } => Ok(connection),
        ConnectOutcome::NotConnected { diagnosis } => Err(Error::new(ErrorCode::Failed, diagnosis.title)),
    }
}

/// The sample data is as of the day it was first tried, so that it does not change under the person.
fn sample_day(app: &App) -> Result<jiff::civil::Date, Error> {
    let known = app.registry.list()?.into_iter().find(|entry| entry.sample);
    Ok(known.map_or_else(|| app.clock.today(), |entry| entry.created_at.to_zoned(jiff::tz::TimeZone::UTC).date()))
}

/// Starts the sample portal again where it is asked for and not running in this process.
pub(super) async fn revive_sample(app: &Arc<App>, entry: Entry) -> Result<Entry, Error> {
    let (true, Some(sample)) = (entry.sample, app.sample.as_ref()) else { return Ok(entry) };
    let offline = |error| Error::new(ErrorCode::Offline, format!("the sample portal cannot be started: {error}"));
    let (url, token) = sample.start(sample_day(app)?).await.map_err(offline)?;
    app.secrets.set(&entry.name, &token)?;
    if url == entry.url {
        return Ok(entry);
    }
    Ok(app.move_sample(&entry, &url)?)
}

/// Forgets a connection and its token.
///
/// # Errors
/// When the keychain, the list or the files refuse.
pub async fn disconnect(app: &Arc<App>, request: DisconnectRequest) -> Result<(), Error> {
    let entry = entry(app, &request.connection)?;
    if app.is_syncing(&entry.name) {
        return Err(Error::new(ErrorCode::Busy, format!("{} is being synced", entry.name)).hint("Stop the sync first."));
    }
    let app = Arc::clone(app);
    blocking(move || Ok(app.disconnect(&entry, request.wipe)?)).await
}

/// Opens the portal's page of access tokens with the system's browser.
///
/// # Errors
/// When the address is none, or no browser opens.
pub async fn open_token_settings(app: &Arc<App>, request: PortalRequest) -> Result<(), Error> {
    let address = crate::threescale::PortalAddress::parse(&request.url).map_err(crate::app::ConnectError::from)?;
    open_url(app, address.join("/p/admin/user/access_tokens").as_str())
}

/// Opens the invoice in the portal with the system's browser.
///
/// # Errors
/// When there is no such connection, or no browser opens.
pub async fn open_in_portal(app: &Arc<App>, request: InvoiceRequest) -> Result<(), Error> {
    let entry = entry(app, &request.connection)?;
    let address = crate::threescale::PortalAddress::parse(&entry.url).map_err(crate::app::ConnectError::from)?;
    open_url(app, address.join(&format!("/finance/invoices/{}", request.id)).as_str())
}

fn open_url(app: &App, url: &str) -> Result<(), Error> {
    app.host
        .open_url(url)
        .map_err(|words| Error::new(ErrorCode::Failed, format!("no browser could be opened: {words}")))
}

/// The connection of a name.
pub(super) fn entry(app: &App, name: &str) -> Result<Entry, Error> {
    app.registry.list()?.into_iter().find(|entry| entry.name == name).ok_or_else(|| {
        Error::new(ErrorCode::NotConnected, format!("there is no connection named {name}"))
            .hint("`billfold connections` lists them.")
            .field("connection")
    })
}

/// The connection a script means: the named one, or the only one.
///
/// # Errors
/// When there is none, or several and none was named.
pub fn choose(app: &App, name: Option<&str>) -> Result<String, Error> {
    if let Some(name) = name {
        return entry(app, name).map(|entry| entry.name);
    }
    let entries = app.registry.list()?;
    match entries.as_slice() {
        [] => Err(Error::new(ErrorCode::NotConnected, "there is no connection yet")
            .hint("Make one: billfold connect NAME --url https://your-admin-portal")),
        [only] => Ok(only.name.clone()),
        several => {
            let names: Vec<_> = several.iter().map(|entry| entry.name.as_str()).collect();
            Err(Error::new(ErrorCode::InvalidInput, "there are several connections")
                .hint(format!("Choose one with --connection: {}", names.join(", ")))
                .field("connection"))
        }
    }
}

/// The cache of a connection.
pub(super) fn database(app: &App, name: &str) -> Result<(Entry, Arc<Database>), Error> {
    let entry = entry(app, name)?;
    let database = app.database(&entry)?;
    Ok((entry, database))
}

/// A connection as faces show it. A cache that cannot be opened shows elsewhere, with its reason.
pub(super) fn summary(app: &App, entry: &Entry) -> Connection {
    let org_name = app.peek(entry, |tx| {
        let issuer = settings::get(tx, settings::ISSUER)?.and_then(|issuer| issuer.org_name);
        Ok(issuer.or(settings::get(tx, settings::ORG_NAME)?))
    });
    Connection {
        name: entry.name.clone(),
        url: entry.url.clone(),
        read_only: entry.read_only,
        sample: entry.sample,
        org_name: org_name.flatten(),
        color: entry.color.clone(),
        has_token: entry.sample && app.sample.is_some() || matches!(app.secrets.get(&entry.name), Ok(Some(_))),
    }
}
