//! Where a call's token comes from.

use std::io::Read;

use billfold_core::{
    api::{Error, ErrorCode},
    secret::{self, Given},
};

/// No token is longer; a whole file piped in by mistake is not read.
const LONGEST_TOKEN: u64 = 4096;

/// Standard input where the call says so, else `BILLFOLD_TOKEN`, else the keychain.
pub fn tokens(from_stdin: bool) -> Result<Given, Error> {
    let given = match from_stdin {
        true => Some(read_stdin()?.into()),
        false => None,
    };
    Ok(Given::new(given, secret::from_environment()))
}

fn read_stdin() -> Result<String, Error> {
    let mut text = String::new();
    std::io::stdin().take(LONGEST_TOKEN).read_to_string(&mut text).map_err(|error| {
        Error::new(ErrorCode::InvalidInput, format!("the token cannot be read from standard input: {error}"))
    })?;
    Ok(text)
}
