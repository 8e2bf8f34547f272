use std::fs;

use secrecy::SecretString;

use super::{
    App, Diagnosis, Entry, RegistryError, lock,
    probe::{Probe, probe},
    registry::folder_name,
};
use crate::{
    files::{self, FileError},
    secret,
    store::{self, settings},
    sync,
    threescale::{AddressError, CaError, Client, ClientOptions, PortalAddress, RetryPolicy},
    writes::{self, WriteLock},
};

/// A portal and a token to connect to.
pub struct Portal {
    /// The name to remember it by; the host when absent.
    pub name: Option<String>,
    /// As typed.
    pub url: String,
    /// The token.
    pub token: SecretString,
    /// Switch changes off.
    pub read_only: bool,
    /// Certificates (PEM) to trust besides the system's.
    pub ca_pem: Option<Vec<u8>>,
    /// The warning about plain http was seen.
    pub accept_plain_http: bool,
    /// It is the built-in sample portal.
    pub sample: bool,
}

/// How connecting went.
pub struct Connected {
    /// The connection, when it works.
    pub entry: Option<Entry>,
    /// What was found.
    pub diagnosis: Diagnosis,
}

/// Why nothing was even tried, or not remembered.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// What is sent to the address can be read on the way.
    #[error("{0} is not encrypted: everybody on the way can read the token and the invoices")]
    PlainHttp(String),
    /// The name leads to another portal already.
    #[error("the name {name} is taken by {url}")]
    NameTaken {
        /// The name.
        name: String,
        /// Its portal.
        url: String,
    },
    /// The token is empty or holds what no token does.
    #[error("the token is empty or has spaces in it")]
    Token,
    /// The CA file.
    #[error(transparent)]
    Ca(#[from] CaError),
    /// The list of connections.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// A file.
    #[error(transparent)]
    File(#[from] FileError),
    /// The cache.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A sync of this connection is running.
    #[error(transparent)]
    Sync(#[from] sync::Error),
    /// A change of this connection is being sent.
    #[error(transparent)]
    Write(#[from] writes::Error),
    /// The keychain.
    #[error(transparent)]
    Secret(#[from] secret::Error),
}

/// The CA file of a connection, in its folder: a copy, so that it cannot go missing.
const CA_FILE: &str = "ca.pem";

impl App {
    /// Probes a portal and, when its invoices can be read, remembers it with its token.
    ///
    /// # Errors
    /// [`ConnectError`] when the input is wrong or nothing could be written; a portal that refuses is no
    /// error but a diagnosis.
    pub async fn connect(&self, portal: Portal) -> Result<Connected, ConnectError> {
        let address = PortalAddress::parse(&portal.url)?;
        if address.is_plain_http() && !address.is_loopback() && !portal.accept_plain_http {
            return Err(ConnectError::PlainHttp(address.as_str().to_owned()));
        }
        let token = clean_token(&portal.token)?;
        let name = portal.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| address.host());
        self.check_name(&name, &address, portal.sample)?;
        let options = self.probing(portal.ca_pem.clone());
        let Probe { diagnosis, org_name } = probe(&Client::new(address.clone(), token.clone(), options)?).await;
        if !diagnosis.ok {
            return Ok(Connected { entry: None, diagnosis });
        }
        let entry = self.remember(&name, &address, &portal)?;
        self.secrets.set(&entry.name, &token)?;
        self.database(&entry)?.write(|tx| {
            settings::set(tx, settings::PORTAL_URL, Some(&entry.url))?;
            // A refusal may have been of another token, or of this one before it was allowed more.
            let permission = settings::get(tx, settings::PERMISSION)?.filter(|known| known.may_write);
            settings::set(tx, settings::PERMISSION, permission.as_ref())?;
            settings::set(tx, settings::ORG_NAME, org_name.as_ref())
        })?;
        Ok(Connected { entry: Some(entry), diagnosis })
    }

    /// Probes a new token for a remembered connection and keeps it when it works.
    ///
    /// # Errors
    /// As [`App::connect`].
    pub async fn provide_token(&self, entry: &Entry, token: SecretString) -> Result<Connected, ConnectError> {
        let portal = Portal {
            name: Some(entry.name.clone()),
            url: entry.url.clone(),
            token,
            read_only: entry.read_only,
            ca_pem: self.ca_of(entry)?,
            accept_plain_http: true,
            sample: entry.sample,
        };
        self.connect(portal).await
    }

    /// A client for a remembered connection, or `None` when no token is at hand.
    pub(crate) fn client(
        &self,
        entry: &Entry,
        options: impl FnOnce(&mut ClientOptions),
    ) -> Result<Option<Client>, ConnectError> {
        let Some(token) = self.secrets.get(&entry.name)? else { return Ok(None) };
        let mut client_options = ClientOptions { ca_pem: self.ca_of(entry)?, ..self.client_options.clone() };
        options(&mut client_options);
        Ok(Some(Client::new(PortalAddress::parse(&entry.url)?, token, client_options)?))
    }

    /// Forgets a connection and its token, and with `wipe` its files too.
    ///
    /// # Errors
    /// When the list, the keychain or the files cannot be changed; the order is such that the token goes first.
    pub fn disconnect(&self, entry: &Entry, wipe: bool) -> Result<(), ConnectError> {
        let folder = self.folder(entry);
        // Not while a sync or a change of whatever process writes there. A folder that is gone has nobody in it.
        let _syncing = folder.exists().then(|| sync::Lock::take(&folder)).transpose()?;
        let _writing = folder.exists().then(|| WriteLock::take(&folder)).transpose()?;
        self.secrets.delete(&entry.name)?;
        self.registry.change(|entries| entries.retain(|other| other.name != entry.name))?;
        self.close_database(entry);
        if wipe {
            match fs::remove_dir_all(&folder) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(FileError::while_doing(&folder, "deleted")(error).into());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Remembers the sample portal's address of this time, since its port changes.
    pub(crate) fn move_sample(&self, entry: &Entry, url: &str) -> Result<Entry, RegistryError> {
        let moved = Entry { url: url.to_owned(), ..entry.clone() };
        self.registry.change(|entries| {
            for other in entries.iter_mut().filter(|other| other.name == entry.name) {
                other.url.clone_from(&moved.url);
            }
        })?;
        Ok(moved)
    }

    fn probing(&self, ca_pem: Option<Vec<u8>>) -> ClientOptions {
        ClientOptions { ca_pem, retry: RetryPolicy::NONE, on_wait: None, ..self.client_options.clone() }
    }

    fn check_name(&self, name: &str, address: &PortalAddress, sample: bool) -> Result<(), ConnectError> {
        match self.registry.list()?.into_iter().find(|entry| entry.name == name) {
            Some(taken) if taken.url != address.as_str() && !(sample && taken.sample) => {
                Err(ConnectError::NameTaken { name: name.to_owned(), url: taken.url })
            }
            _ => Ok(()),
        }
    }

    fn remember(&self, name: &str, address: &PortalAddress, portal: &Portal) -> Result<Entry, ConnectError> {
        let folder = self.folder_for(name, address, portal.sample)?;
        let now = self.clock.now();
        let entry = self.registry.change(|entries| {
            let url = address.as_str().to_owned();
            match entries.iter_mut().find(|entry| entry.name == name) {
                Some(known) => {
                    *known = Entry { url, read_only: portal.read_only, ..known.clone() };
                    known.clone()
                }
                None => {
                    let (read_only, sample) = (portal.read_only, portal.sample);
                    let entry =
                        Entry { name: name.to_owned(), url, read_only, sample, folder, created_at: now, color: None };
                    entries.push(entry.clone());
                    entry
                }
            }
        })?;
        files::make_private_folder(&self.folder(&entry))?;
        let ca_file = self.folder(&entry).join(CA_FILE);
        match &portal.ca_pem {
            Some(pem) => drop(files::replace(&ca_file, pem)?),
            None => drop(fs::remove_file(&ca_file)),
        }
        Ok(entry)
    }

    /// A folder of the same portal that was left when it was disconnected is found again; one of another
    /// portal is not touched.
    fn folder_for(&self, name: &str, address: &PortalAddress, sample: bool) -> Result<String, ConnectError> {
        let entries = self.registry.list()?;
        let in_use = |folder: &str| entries.iter().any(|entry| entry.folder == folder && entry.name != name);
        let of_another_portal = |folder: &str| {
            let cache = self.data_dir.join(folder).join(super::CACHE);
            cache.exists() && !sample && self.portal_of(&cache).as_deref() != Some(address.as_str())
        };
        Ok(folder_name(name, |folder| in_use(folder) || of_another_portal(folder)))
    }

    fn portal_of(&self, cache: &std::path::Path) -> Option<String> {
        store::Database::peek(cache, |tx| settings::get(tx, settings::PORTAL_URL)).flatten()
    }

    fn ca_of(&self, entry: &Entry) -> Result<Option<Vec<u8>>, FileError> {
        files::read_optional(&self.folder(entry).join(CA_FILE))
    }

    /// The CA file chosen last with a dialog.
    pub(crate) fn chosen_ca(&self) -> Option<Vec<u8>> {
        lock(&self.chosen_ca).clone()
    }
}

/// What is pasted often has a line end.
fn clean_token(token: &SecretString) -> Result<SecretString, ConnectError> {
    use secrecy::ExposeSecret;
    let trimmed = token.expose_secret().trim();
    if trimmed.is_empty() || trimmed.contains(char::is_whitespace) || trimmed.contains(char::is_control) {
        return Err(ConnectError::Token);
    }
    Ok(trimmed.to_owned().into())
}
