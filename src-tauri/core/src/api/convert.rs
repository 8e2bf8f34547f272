//! From what happened inside to what a person and a script get.

use super::{Error, ErrorCode};
use crate::{
    app::{ConnectError, RegistryError},
    domain::NotPermitted,
    export::PatternError,
    files::FileError,
    pdf, printing, secret, store, sync,
    threescale::{self, AddressError},
    writes,
};

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        let message = error.to_string();
        match error {
            store::Error::Damaged { .. } => Error::new(ErrorCode::CacheDamaged, message).hint(
                "Nothing was deleted. Sync again to fill a new cache; invoices are still at the portal. The texts \
                 and the logo for printing have to be set again.",
            ),
            store::Error::FromTheFuture { .. } => Error::new(ErrorCode::Failed, message)
                .hint("Install the newest version of Billfold. The file was not changed."),
            store::Error::Io { .. } | store::Error::NotWritable { .. } => Error::new(ErrorCode::Failed, message)
                .hint("Check that the folder exists, may be written to and has room, or choose another data folder."),
            store::Error::Locked { .. } => Error::new(ErrorCode::Busy, message).retryable(),
            store::Error::Sqlite(_) | store::Error::Value(_) => Error::new(ErrorCode::Failed, message),
        }
    }
}

impl From<threescale::Error> for Error {
    fn from(error: threescale::Error) -> Self {
        use threescale::Error as E;
        let message = error.to_string();
        let retryable = error.is_transient();
        let converted = match error {
            E::UnknownHost { .. } | E::Unreachable { .. } | E::Timeout { .. } | E::Cut { .. } => {
                Error::new(ErrorCode::Offline, message)
                    .hint("Check the network, then try again. What is held stays usable.")
            }
            E::Tls { .. } => Error::new(ErrorCode::Offline, message)
                .hint("If the portal uses a company's own authority, connect again with its CA file (PEM)."),
            E::Forbidden { .. } => Error::new(ErrorCode::Refused, message)
                .hint("Connect again: that probes the token and lists the likely causes."),
            E::NotFound { .. } | E::Refused { .. } => Error::new(ErrorCode::Refused, message),
            E::Busy { .. } | E::Server { .. } => {
                Error::new(ErrorCode::Failed, message).hint("The server cannot serve us now; try again later.")
            }
            E::Redirected { .. } | E::Html { .. } => Error::new(ErrorCode::Failed, message)
                .hint("A sign-on page or proxy may stand before the portal. Connect again to see the likely causes."),
            E::Storage { .. } => Error::new(ErrorCode::Failed, message)
                .hint("Try again later. If it stays so, download the PDF in the portal and tell whoever runs it."),
            E::Malformed { .. } | E::TooLarge { .. } => Error::new(ErrorCode::Failed, message),
        };
        Error { retryable, ..converted }
    }
}

impl From<sync::Error> for Error {
    fn from(error: sync::Error) -> Self {
        match error {
            sync::Error::Portal(error) => error.into(),
            sync::Error::Store(error) => error.into(),
            error @ sync::Error::Busy => {
                Error::new(ErrorCode::Busy, error.to_string()).hint("Wait until it is done.").retryable()
            }
            error @ sync::Error::Stopped => {
                Error::new(ErrorCode::Stopped, error.to_string()).hint("The next sync goes on from there.")
            }
            error @ sync::Error::Restless => Error::new(ErrorCode::Failed, error.to_string()).retryable(),
        }
    }
}

impl From<writes::Error> for Error {
    fn from(error: writes::Error) -> Self {
        use writes::Error as E;
        let message = error.to_string();
        match error {
            E::Portal(error) => error.into(),
            E::Store(error) => error.into(),
            E::NotKept(_) => Error::new(ErrorCode::OutcomeUnknown, message)
                .hint("Do not send it again. `billfold settle`, or the next sync, finds out what became of it."),
            E::Busy => Error::new(ErrorCode::Busy, message).hint("Wait until it is done.").retryable(),
            E::Gone(_) => Error::new(ErrorCode::Refused, message).hint("Sync to see what there is."),
            E::NoSuchCustomer(_) => Error::new(ErrorCode::Refused, message)
                .hint("It may have been deleted; the portal lists its customers under Audience.")
                .field("account_id"),
            E::NotPermitted(error) => error.into(),
            E::Conflict(_) => Error::new(ErrorCode::Conflict, message)
                .hint("Nothing was sent. Look at it as it is now, then decide again."),
            E::Unsettled(_) => Error::new(ErrorCode::OutcomeUnknown, message)
                .hint("Nothing was sent. Find out first what became of that one: under Changes in the window, or with `billfold settle`."),
            E::ReadOnlyToken(_) => Error::new(ErrorCode::Refused, message)
                .hint("Nothing was sent. Make a token with the permission to read and write, then connect again."),
            E::NotMadeYet | E::NotItsTurn | E::NoSuchDraft(_) => Error::new(ErrorCode::NotFound, message),
        }
    }
}

impl From<NotPermitted> for Error {
    fn from(error: NotPermitted) -> Self {
        let converted = Error::new(ErrorCode::InvalidInput, error.to_string());
        let converted = match error {
            NotPermitted::Issued(_) => converted.hint("Say that an issued invoice is meant: --although-issued."),
            _ => converted,
        };
        Error { field: error.field().map(str::to_owned), ..converted }
    }
}

impl From<ConnectError> for Error {
    fn from(error: ConnectError) -> Self {
        let message = error.to_string();
        let wrong = |field: &str| Error::new(ErrorCode::InvalidInput, message.clone()).field(field);
        match error {
            ConnectError::Address(AddressError::Secrets) => wrong("url").hint("Give the address without them."),
            ConnectError::Address(_) => {
                wrong("url").hint("Give the admin portal's address, for example https://acme-admin.example.com")
            }
            ConnectError::PlainHttp(_) => wrong("accept_plain_http")
                .hint("Use https. If you know the network is safe, connect with --accept-plain-http, or say in the window to connect anyway."),
            ConnectError::NameTaken { .. } => wrong("name").hint("Choose another name, or disconnect that one first."),
            ConnectError::Token => wrong("token").hint("Copy the token again; the portal shows it when it is made."),
            ConnectError::Ca(_) => wrong("ca_file"),
            ConnectError::Registry(error) => error.into(),
            ConnectError::File(error) => error.into(),
            ConnectError::Store(error) => error.into(),
            ConnectError::Sync(error) => error.into(),
            ConnectError::Write(error) => error.into(),
            ConnectError::Secret(error) => error.into(),
        }
    }
}

impl From<RegistryError> for Error {
    fn from(error: RegistryError) -> Self {
        match error {
            RegistryError::File(error) => error.into(),
            error => Error::new(ErrorCode::Failed, error.to_string())
                .hint("Move the file away to begin a new list; the caches beside it stay."),
        }
    }
}

impl From<FileError> for Error {
    fn from(error: FileError) -> Self {
        Error::new(ErrorCode::Failed, error.to_string())
            .hint("Check that the folder exists, may be written to and has room, or choose another one.")
    }
}

impl From<secret::Error> for Error {
    fn from(error: secret::Error) -> Self {
        Error::new(ErrorCode::Failed, error.to_string()).hint("Unlock the keychain, then try again.")
    }
}

impl From<printing::Error> for Error {
    fn from(error: printing::Error) -> Self {
        match error {
            printing::Error::Store(error) => error.into(),
            printing::Error::File(error) => error.into(),
            printing::Error::NotFound(_) => Self::new(ErrorCode::NotFound, error.to_string()),
            printing::Error::Pdf { .. } => Self::new(ErrorCode::Failed, error.to_string()),
            printing::Error::Mistake(_) => Self::new(ErrorCode::Failed, error.to_string())
                .hint("Print the others without it, and report its number with the version of Billfold."),
        }
    }
}

impl From<pdf::Error> for Error {
    fn from(error: pdf::Error) -> Self {
        Error::new(ErrorCode::Failed, format!("the PDF could not be made: {error}"))
    }
}

impl From<PatternError> for Error {
    fn from(error: PatternError) -> Self {
        Error::new(ErrorCode::InvalidInput, error.to_string()).field("name")
    }
}
