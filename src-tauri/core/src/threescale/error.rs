use std::time::Duration;

use super::{ConvertError, XmlError};

/// Why the portal could not be read, as far as somebody can tell from outside. Never carries a token,
/// and addresses only without their query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The host's name could not be resolved.
    #[error("{host} was not found: its name leads to no address")]
    UnknownHost {
        /// The host.
        host: String,
    },
    /// Nothing answers at the address.
    #[error("{host} cannot be reached: {detail}")]
    Unreachable {
        /// Host and port.
        host: String,
        /// The system's words.
        detail: String,
    },
    /// TLS failed: unknown authority, wrong name, expired, or no TLS at all.
    #[error("no secure connection to {host}: {detail}")]
    Tls {
        /// The host.
        host: String,
        /// What is wrong with it.
        detail: String,
    },
    /// No answer in time.
    #[error("{host} did not answer within {} seconds", after.as_secs())]
    Timeout {
        /// The host.
        host: String,
        /// How long we waited.
        after: Duration,
    },
    /// The connection was closed before the answer was complete.
    #[error("the connection to {host} was cut before the answer was complete")]
    Cut {
        /// The host.
        host: String,
    },
    /// 403, or 401.
    #[error("the server refused the token ({status}{})", quoted(words))]
    Forbidden {
        /// HTTP status.
        status: u16,
        /// The server's words; none for a suspended tenant.
        words: Option<String>,
    },
    /// 404.
    #[error("{what} was not found at the server (404)")]
    NotFound {
        /// The path.
        what: String,
    },
    /// 3xx where none belongs: often a sign-on page. The token was not sent there.
    #[error("the server sends us elsewhere ({status} to {to})")]
    Redirected {
        /// HTTP status.
        status: u16,
        /// Host it points to.
        to: String,
    },
    /// A page for people instead of data.
    #[error("the answer is a web page instead of data{}", quoted(title))]
    Html {
        /// Title of the page.
        title: Option<String>,
    },
    /// The answer is not what it should be.
    #[error("the answer to {what} cannot be read: {detail}")]
    Malformed {
        /// The path.
        what: String,
        /// Where it breaks.
        detail: String,
    },
    /// 400, 406, 409, 422: the server understood and says no.
    #[error("the server refused ({status}{})", quoted(words))]
    Refused {
        /// HTTP status.
        status: u16,
        /// The server's words.
        words: Option<String>,
    },
    /// 429 or 503.
    #[error("the server asks to wait{} ({status})", for_how_long(retry_after))]
    Busy {
        /// HTTP status.
        status: u16,
        /// For how long, when it says so.
        retry_after: Option<Duration>,
    },
    /// Any other 5xx.
    #[error("the server failed ({status}{})", quoted(words))]
    Server {
        /// HTTP status.
        status: u16,
        /// The server's words.
        words: Option<String>,
    },
    /// The host that keeps the portal's files does not give one.
    #[error("{host}, where the portal keeps its PDFs, {detail}")]
    Storage {
        /// Host and port.
        host: String,
        /// What it does instead.
        detail: String,
        /// HTTP status, when it answered with one.
        status: Option<u16>,
    },
    /// More bytes than any real answer has.
    #[error("the answer to {what} is larger than {limit} bytes and was not read")]
    TooLarge {
        /// The path.
        what: String,
        /// The limit.
        limit: usize,
    },
}

fn for_how_long(retry_after: &Option<Duration>) -> String {
    match retry_after.map(|wait| wait.as_secs()) {
        None => String::new(),
        Some(1) => " for a second".to_owned(),
        Some(seconds @ 0..120) => format!(" for {seconds} seconds"),
        Some(seconds) => format!(" for {} minutes", seconds.div_ceil(60)),
    }
}

fn quoted(words: &Option<String>) -> String {
    words.as_ref().map_or_else(String::new, |words| format!(": “{words}”"))
}

impl Error {
    /// Whether the same read may work a moment later.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Timeout { .. } | Self::Cut { .. } | Self::Busy { .. } => true,
            // Proxies answer with pages of their own while the server behind them restarts, and an
            // answer cut without a length looks malformed.
            Self::Server { .. } | Self::Html { .. } | Self::Malformed { .. } => true,
            Self::UnknownHost { .. } | Self::Tls { .. } | Self::Forbidden { .. } | Self::NotFound { .. } => false,
            Self::Storage { status, .. } => status.is_some_and(|status| status == 429 || status >= 500),
            Self::Redirected { .. } | Self::Refused { .. } | Self::TooLarge { .. } => false,
        }
    }

    /// Whether the server, or a proxy before it, could not finish the answer in time: a smaller one may do.
    pub fn is_slowness(&self) -> bool {
        matches!(self, Self::Timeout { .. } | Self::Server { status: 504 | 524, .. })
    }

    /// Whether nothing was heard from the server at all.
    pub fn is_offline(&self) -> bool {
        matches!(
            self,
            Self::UnknownHost { .. }
                | Self::Unreachable { .. }
                | Self::Tls { .. }
                | Self::Timeout { .. }
                | Self::Cut { .. }
        )
    }

    pub(super) fn malformed(what: &str, detail: impl ToString) -> Self {
        Self::Malformed { what: what.to_owned(), detail: detail.to_string() }
    }
}

/// What is wrong with the content of an answer; the client adds which answer.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// The XML.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// The JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A value.
    #[error(transparent)]
    Convert(#[from] ConvertError),
    /// The list does not hold together.
    #[error("{0}")]
    List(String),
}
