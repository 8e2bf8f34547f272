use std::net::IpAddr;

use url::{Host, Url};

/// The address of an admin portal: scheme, host and port, nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalAddress(Url);

/// Why a text is not the address of a portal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not a web address at all.
    #[error("`{0}` is not a web address")]
    NotAnAddress(String),
    /// Another scheme than http or https.
    #[error("`{0}` is not an http or https address")]
    Scheme(String),
    /// A user name, password or query: secrets do not belong into an address.
    #[error("the address carries a user name, a password or parameters, which do not belong there")]
    Secrets,
}

impl PortalAddress {
    /// Reads what a person types or pastes: the scheme may be missing, and a path of the portal's
    /// pages is cut off.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let not_an_address = || AddressError::NotAnAddress(text.to_owned());
        let with_scheme = match text.contains("://") {
            true => text.to_owned(),
            // Without a scheme only what has a dot, or a port after a plain name, is meant as a host.
            false if looks_like_host(text) => format!("https://{text}"),
            false => return Err(not_an_address()),
        };
        let url = Url::parse(&with_scheme).map_err(|_| not_an_address())?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressError::Scheme(text.to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
            return Err(AddressError::Secrets);
        }
        if url.host().is_none() {
            return Err(not_an_address());
        }
        let mut origin = url;
        origin.set_path("/");
        origin.set_fragment(None);
        Ok(Self(origin))
    }

    /// As it is shown and stored: without a trailing slash.
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// Host and, where it is not the usual one, port.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// Whether what is sent there can be read on the way.
    pub fn is_plain_http(&self) -> bool {
        self.0.scheme() == "http"
    }

    /// Whether it is this computer.
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(ip)) => IpAddr::from(ip).is_loopback(),
            Some(Host::Ipv6(ip)) => IpAddr::from(ip).is_loopback(),
            None => false,
        }
    }

    /// The address of a page or an endpoint below it.
    pub fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(path);
        url
    }
}

fn looks_like_host(text: &str) -> bool {
    let host = text.split(['/', ':']).next().unwrap_or_default();
    (host.contains('.') || host == "localhost") && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_people_paste() {
        for (typed, address) in [
            ("https://acme-admin.example.com", "https://acme-admin.example.com"),
            ("  acme-admin.example.com/p/admin/dashboard ", "https://acme-admin.example.com"),
            ("HTTPS://Acme-Admin.Example.com/finance/invoices#x", "https://acme-admin.example.com"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
            ("localhost:3000", "https://localhost:3000"),
        ] {
            assert_eq!(PortalAddress::parse(typed).unwrap().as_str(), address);
        }
    }

    #[test]
    fn refuses_what_is_not_a_portal() {
        for text in ["", "banana", "not a url", "http://", "ftp://a.example.com", "https://a b.example.com"] {
            assert!(PortalAddress::parse(text).is_err(), "{text}");
        }
        for text in ["https://token@a.example.com", "https://a.example.com/?access_token=1"] {
            assert_eq!(PortalAddress::parse(text), Err(AddressError::Secrets));
        }
    }

    #[test]
    fn knows_this_computer() {
        for text in ["http://127.0.0.1", "http://localhost:1", "http://[::1]:2"] {
            assert!(PortalAddress::parse(text).unwrap().is_loopback(), "{text}");
        }
        assert!(!PortalAddress::parse("http://10.0.0.1").unwrap().is_loopback());
    }
}
