//! From reqwest's errors to words a person understands.

use std::{error::Error as StdError, io, time::Duration};

use super::Error;

/// Says what a failed request means. `host` is host and port; reqwest's own text is not used, since it
/// carries the whole address.
pub(super) fn classify(error: &reqwest::Error, host: &str, timeout: Duration) -> Error {
    let host = host.to_owned();
    if error.is_timeout() {
        return Error::Timeout { host, after: timeout };
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        return Error::Tls { host, detail: tls_words(tls) };
    }
    let words = chain(error);
    if words.iter().any(|word| word.contains("dns error") || word.contains("failed to lookup address")) {
        return Error::UnknownHost { host };
    }
    if let Some(io) = find::<io::Error>(error)
        && error.is_connect()
    {
        return match io.kind() {
            // TLS asked of a server that speaks plain http ends like this.
            io::ErrorKind::InvalidData => Error::Tls { host, detail: io.to_string() },
            _ => Error::Unreachable { host, detail: io_words(io) },
        };
    }
    if error.is_connect() {
        return Error::Unreachable { host, detail: words.last().cloned().unwrap_or_default() };
    }
    Error::Cut { host }
}

fn io_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "nothing listens there (connection refused)".into(),
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => "there is no route to it".into(),
        io::ErrorKind::TimedOut => "it does not answer".into(),
        io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof => "it closed the connection".into(),
        _ => error.to_string(),
    }
}

fn tls_words(error: &rustls::Error) -> String {
    use rustls::CertificateError as Bad;
    match error {
        rustls::Error::InvalidCertificate(Bad::UnknownIssuer) => {
            "its certificate was issued by an authority this computer does not know".into()
        }
        rustls::Error::InvalidCertificate(Bad::Expired | Bad::ExpiredContext { .. }) => {
            "its certificate has expired".into()
        }
        rustls::Error::InvalidCertificate(Bad::NotValidForName | Bad::NotValidForNameContext { .. }) => {
            "its certificate is for another name".into()
        }
        rustls::Error::InvalidMessage(_) => "it does not speak TLS on this port".into(),
        error => error.to_string(),
    }
}

/// The cause of type `T` nearest to the end of the chain.
fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    let mut found = None;
    let mut at = Some(error);
    while let Some(current) = at {
        if let Some(hit) = current.downcast_ref::<T>() {
            found = Some(hit);
        }
        // An io::Error hides what it wraps from `source` chains that start inside it.
        if let Some(inner) = current.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            let inner: &(dyn StdError + 'static) = inner;
            if let Some(hit) = find::<T>(inner) {
                found = Some(hit);
            }
        }
        at = current.source();
    }
    found
}

fn chain(error: &(dyn StdError + 'static)) -> Vec<String> {
    let mut words = Vec::new();
    let mut at = error.source();
    while let Some(current) = at {
        words.push(current.to_string());
        at = current.source();
    }
    words
}
