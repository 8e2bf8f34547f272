//! Tokens, their permissions, and who is refused how.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::message::Request;

/// How a request brought its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthKind {
    /// Not at all.
    None,
    /// HTTP Basic.
    Basic,
    /// The parameter `access_token`.
    Parameter,
}

impl AuthKind {
    pub(super) fn of(request: &Request) -> AuthKind {
        if basic_user(request).is_some() {
            AuthKind::Basic
        } else if request.params().present("access_token").is_some() {
            AuthKind::Parameter
        } else {
            AuthKind::None
        }
    }
}

/// The three tokens of the tenant.
#[derive(Clone)]
pub(crate) struct Tokens {
    pub full: String,
    pub read_only: String,
    pub finance_only: String,
}

/// What a route asks of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Need {
    pub write: bool,
    pub account_management: bool,
}

/// Why a token does not get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denied {
    UnknownToken,
    Permission,
}

impl Denied {
    pub(super) fn words(self) -> &'static str {
        match self {
            Denied::UnknownToken => "Access denied",
            Denied::Permission => "Your access token does not have the correct permissions",
        }
    }
}

impl Tokens {
    /// Whether the request's token is good for this.
    pub(super) fn check(&self, request: &Request, need: Need) -> Result<(), Denied> {
        let sent = basic_user(request).or_else(|| request.params().present("access_token").map(str::to_owned));
        let sent = sent.ok_or(Denied::UnknownToken)?;
        let (may_write, account_management) = match sent {
            token if token == self.full => (true, true),
            token if token == self.read_only => (false, true),
            token if token == self.finance_only => (true, false),
            _ => return Err(Denied::UnknownToken),
        };
        let enough = (may_write || !need.write) && (account_management || !need.account_management);
        if enough { Ok(()) } else { Err(Denied::Permission) }
    }
}

/// The user of HTTP Basic; the password does not matter.
fn basic_user(request: &Request) -> Option<String> {
    let encoded = request.header("authorization")?.strip_prefix("Basic ")?;
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (user, _) = decoded.split_once(':')?;
    Some(user.to_owned())
}
