use serde::Serialize;
use ts_rs::TS;

/// What a person and a script get when something goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// What a face acts on.
    pub code: ErrorCode,
    /// What happened, to what.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Whether trying again may help.
    pub retryable: bool,
    /// The input that is wrong.
    pub field: Option<String>,
}

/// The closed list of what can go wrong, as far as a face acts differently on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request itself is wrong; see `field`.
    InvalidInput,
    /// No such connection, or none at all.
    NotConnected,
    /// The connection has no token at hand.
    TokenNeeded,
    /// The portal cannot be reached.
    Offline,
    /// The server refused the token or the request.
    Refused,
    /// No such invoice.
    NotFound,
    /// Another sync of this connection is running.
    Busy,
    /// A person stopped it.
    Stopped,
    /// It ended early; what was read before is kept.
    Partial,
    /// The invoice is not as it was seen: nothing was sent.
    Conflict,
    /// A change was sent and its outcome could not be learned.
    OutcomeUnknown,
    /// The cache was damaged and has been set aside.
    CacheDamaged,
    /// Anything else.
    Failed,
}

impl ErrorCode {
    /// The command line's exit code, as `docs/cli.md` promises.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::InvalidInput => 2,
            Self::NotConnected | Self::TokenNeeded | Self::Offline => 3,
            Self::Refused => 4,
            Self::Partial => 5,
            Self::OutcomeUnknown => 6,
            Self::NotFound | Self::Busy | Self::Stopped | Self::Conflict | Self::CacheDamaged | Self::Failed => 1,
        }
    }
}

impl Error {
    /// An error with nothing but a code and a sentence.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, retryable: false, field: None }
    }

    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Names the input that is wrong.
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Says that trying again may help.
    pub fn retryable(mut self) -> Self {
        self.retryable = true;
        self
    }
}
