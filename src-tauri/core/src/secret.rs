//! Where tokens are kept: the system's keychain, or memory when there is none. Never a file.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, PoisonError},
};

use keyring_core::Entry;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use ts_rs::TS;

/// The name the keychain shows for our entries.
const SERVICE: &str = "Billfold";

/// Where a token is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TokenStorage {
    /// The system's keychain.
    Keychain,
    /// Memory only: asked for again at the next start, since the system has no keychain.
    Session,
}

/// The keychain could not be used.
#[derive(Debug, thiserror::Error)]
#[error("the system's keychain could not be used: {0}")]
pub struct Error(String);

/// Keeps tokens by the name of their connection.
pub trait SecretStore: Send + Sync {
    /// The token of a connection, if there is one.
    ///
    /// # Errors
    /// When the keychain refuses, for example because it is locked.
    fn get(&self, name: &str) -> Result<Option<SecretString>, Error>;
    /// Keeps a token.
    ///
    /// # Errors
    /// When the keychain refuses.
    fn set(&self, name: &str, token: &SecretString) -> Result<(), Error>;
    /// Forgets a token; none to forget is fine.
    ///
    /// # Errors
    /// When the keychain refuses.
    fn delete(&self, name: &str) -> Result<(), Error>;
    /// Where this store keeps them.
    fn storage(&self) -> TokenStorage;
}

/// Memory: gone when the program ends.
#[derive(Default)]
pub struct SessionStore(Mutex<HashMap<String, SecretString>>);

impl SecretStore for SessionStore {
    fn get(&self, name: &str) -> Result<Option<SecretString>, Error> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
    }

    fn set(&self, name: &str, token: &SecretString) -> Result<(), Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), token.clone());
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }

    fn storage(&self) -> TokenStorage {
        TokenStorage::Session
    }
}

/// The system's keychain.
struct Keychain;

impl Keychain {
    fn entry(name: &str) -> Result<Entry, Error> {
        Entry::new(SERVICE, name).map_err(|error| Error(error.to_string()))
    }
}

impl SecretStore for Keychain {
    fn get(&self, name: &str) -> Result<Option<SecretString>, Error> {
        match Self::entry(name)?.get_password() {
            Ok(token) => Ok(Some(token.into())),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(Error(error.to_string())),
        }
    }

    fn set(&self, name: &str, token: &SecretString) -> Result<(), Error> {
        Self::entry(name)?.set_password(token.expose_secret()).map_err(|error| Error(error.to_string()))
    }

    fn delete(&self, name: &str) -> Result<(), Error> {
        match Self::entry(name)?.delete_credential() {
            Ok(()) | Err(keyring_core::Error::NoEntry) => Ok(()),
            Err(error) => Err(Error(error.to_string())),
        }
    }

    fn storage(&self) -> TokenStorage {
        TokenStorage::Keychain
    }
}

/// A token given for this start of the program stands before what is kept, and is not kept itself.
pub struct Given {
    token: Option<SecretString>,
    /// The connection it is for; any, where a call of the command line names one.
    only_for: Option<String>,
    /// Connections that were given another token since.
    replaced: Mutex<HashSet<String>>,
    kept: Box<dyn SecretStore>,
}

/// The environment variable a token can be given in.
pub const TOKEN_VARIABLE: &str = "BILLFOLD_TOKEN";

impl Given {
    /// `token`, or what `BILLFOLD_TOKEN` holds, before `kept`.
    pub fn new(token: Option<SecretString>, kept: Box<dyn SecretStore>) -> Self {
        let from_environment = || std::env::var(TOKEN_VARIABLE).ok().map(SecretString::from);
        let token = token.or_else(from_environment).map(|token| SecretString::from(token.expose_secret().trim()));
        let token = token.filter(|token| !token.expose_secret().is_empty());
        Self { token, only_for: None, replaced: Mutex::default(), kept }
    }

    /// The same for one connection only, so that no other portal ever sees the token.
    pub fn only_for(self, connection: Option<String>) -> Self {
        let token = self.token.filter(|_| connection.is_some());
        Self { token, only_for: connection, ..self }
    }

    /// The given token.
    pub fn token(&self) -> Option<SecretString> {
        self.token.clone()
    }
}

impl SecretStore for Given {
    fn get(&self, name: &str) -> Result<Option<SecretString>, Error> {
        let replaced = self.replaced.lock().unwrap_or_else(PoisonError::into_inner).contains(name);
        let is_for_it = self.only_for.as_deref().is_none_or(|only| only == name);
        match &self.token {
            Some(token) if is_for_it && !replaced => Ok(Some(token.clone())),
            _ => self.kept.get(name),
        }
    }

    fn set(&self, name: &str, token: &SecretString) -> Result<(), Error> {
        self.replaced.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        self.kept.set(name, token)
    }

    fn delete(&self, name: &str) -> Result<(), Error> {
        self.kept.delete(name)
    }

    fn storage(&self) -> TokenStorage {
        self.kept.storage()
    }
}

/// The keychain where the system has one, else memory. `BILLFOLD_KEYCHAIN=off` asks for memory.
pub fn from_environment() -> Box<dyn SecretStore> {
    if std::env::var("BILLFOLD_KEYCHAIN").is_ok_and(|value| value == "off") {
        return Box::new(SessionStore::default());
    }
    match system_store() {
        Ok(()) => Box::new(Keychain),
        Err(reason) => {
            tracing::info!(%reason, "no keychain; tokens are kept in memory");
            Box::new(SessionStore::default())
        }
    }
}

#[cfg(target_os = "linux")]
fn system_store() -> Result<(), String> {
    let store = zbus_secret_service_keyring_store::Store::new().map_err(|error| error.to_string())?;
    keyring_core::set_default_store(store);
    Ok(())
}

#[cfg(target_os = "macos")]
fn system_store() -> Result<(), String> {
    let store = apple_native_keyring_store::keychain::Store::new().map_err(|error| error.to_string())?;
    keyring_core::set_default_store(store);
    Ok(())
}

#[cfg(target_os = "windows")]
fn system_store() -> Result<(), String> {
    let store = windows_native_keyring_store::Store::new().map_err(|error| error.to_string())?;
    keyring_core::set_default_store(store);
    Ok(())
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn system_store() -> Result<(), String> {
    Err("this system has no keychain we know".to_owned())
}
