//! What the command line gives the core: tokens from the environment or standard input first.

use std::io::Read;

use billfold_core::{
    api::{Error, ErrorCode},
    secret::{self, SecretStore, TokenStorage},
};
use secrecy::SecretString;

/// The environment variable a token comes from.
const TOKEN_VARIABLE: &str = "BILLFOLD_TOKEN";

/// A token given for this call stands before what is kept.
pub struct CallTokens {
    given: Option<SecretString>,
    kept: Box<dyn SecretStore>,
}

impl CallTokens {
    /// Reads the token where the call says it is.
    pub fn read(from_stdin: bool) -> Result<Self, Error> {
        let given = match from_stdin {
            true => Some(read_stdin()?),
            false => std::env::var(TOKEN_VARIABLE).ok().filter(|token| !token.trim().is_empty()),
        };
        let given = given.map(|token| SecretString::from(token.trim().to_owned()));
        Ok(Self { given, kept: secret::from_environment() })
    }

    /// The token of this call.
    pub fn given(&self) -> Option<SecretString> {
        self.given.clone()
    }
}

fn read_stdin() -> Result<String, Error> {
    let mut text = String::new();
    // No token is longer; a whole file piped in by mistake is not read.
    std::io::stdin().take(4096).read_to_string(&mut text).map_err(|error| {
        Error::new(ErrorCode::InvalidInput, format!("the token cannot be read from standard input: {error}"))
    })?;
    Ok(text)
}

impl SecretStore for CallTokens {
    fn get(&self, name: &str) -> Result<Option<SecretString>, secret::Error> {
        match &self.given {
            Some(token) => Ok(Some(token.clone())),
            None => self.kept.get(name),
        }
    }

    fn set(&self, name: &str, token: &SecretString) -> Result<(), secret::Error> {
        self.kept.set(name, token)
    }

    fn delete(&self, name: &str) -> Result<(), secret::Error> {
        self.kept.delete(name)
    }

    fn storage(&self) -> TokenStorage {
        self.kept.storage()
    }
}
