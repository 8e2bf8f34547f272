//! The server's own PDF of an invoice: undocumented, a redirect to the stored file on another host.

use reqwest::{Response, StatusCode, Url, header};

use super::{
    Client, Error,
    client::{check_status, retry_after},
};

/// No invoice's PDF comes near.
const LARGEST: usize = 20 << 20;

/// So often the host that keeps the files may send us on.
const MOST_REDIRECTS: usize = 3;

/// Every PDF begins with this; readers take it anywhere in the first kilobyte.
const MAGIC: &[u8] = b"%PDF-";

impl Client {
    /// The PDF the server stored when it issued the invoice; `None` when it made none.
    ///
    /// The file lies on another host under a signed address. That host, and wherever it sends us on to, gets a request
    /// without the token, also when it is the portal again; and the address, which is a secret of its own, is never
    /// logged or shown. What the portal keeps encrypted is not fetched over a connection that everybody can read.
    ///
    /// # Errors
    /// [`Error::Storage`] when that host does not give the file; [`Error::Malformed`] when what comes is no PDF;
    /// [`Error::TooLarge`] beyond 20 MB; else as other reads.
    pub async fn server_pdf(&self, invoice: i64) -> Result<Option<Vec<u8>>, Error> {
        let path = format!("/api/invoices/{invoice}.pdf");
        let mut tries = self.tries();
        loop {
            match self.fetch_pdf(&path).await {
                Ok(pdf) => return Ok(Some(pdf)),
                Err(Error::NotFound { .. }) => return Ok(None),
                // A signed address is good for a short time, so every attempt begins at the portal.
                Err(error) => tries.next(self, error).await?,
            }
        }
    }

    async fn fetch_pdf(&self, path: &str) -> Result<Vec<u8>, Error> {
        // Held until the whole file is here.
        let _slot = self.slot().await;
        let answer = self.send(path, &[], "application/pdf").await?;
        let status = answer.status();
        let Some(stored) = location(&answer) else {
            let wait = retry_after(&answer);
            let body = self.bytes_up_to(path, answer, LARGEST, &self.address().host()).await?;
            let words = if status.is_success() { "".into() } else { String::from_utf8_lossy(&body) };
            check_status(path, status, &words, false, None, wait)?;
            return pdf(path, body);
        };
        self.fetch_stored(path, stored).await
    }

    /// From the host that keeps the files.
    async fn fetch_stored(&self, path: &str, mut url: Url) -> Result<Vec<u8>, Error> {
        for _ in 0..=MOST_REDIRECTS {
            let host = host_of(&url);
            self.check_encryption(&url, &host)?;
            self.count_request();
            let answer = self.http.get(url).send().await.map_err(|error| self.transport_of(&error, &host))?;
            match (answer.status(), location(&answer)) {
                (_, Some(further)) => url = further,
                (StatusCode::OK, None) => {
                    return pdf(path, self.bytes_up_to(path, answer, LARGEST, &host).await?);
                }
                (status, None) => {
                    return Err(Error::Storage {
                        host,
                        detail: format!("answers with {}", status.as_u16()),
                        status: Some(status.as_u16()),
                    });
                }
            }
        }
        Err(Error::Storage { host: host_of(&url), detail: "sends us on and on".to_owned(), status: None })
    }

    fn check_encryption(&self, url: &Url, host: &str) -> Result<(), Error> {
        match url.scheme() {
            "https" => Ok(()),
            "http" if self.address().is_plain_http() => Ok(()),
            scheme => {
                let detail = format!("is to be asked over {scheme}, which everybody on the way can read");
                Err(Error::Storage { host: host.to_owned(), detail, status: None })
            }
        }
    }
}

/// Where a redirect leads; without a user name and password, which would go there as a header.
fn location(answer: &Response) -> Option<Url> {
    if !answer.status().is_redirection() {
        return None;
    }
    let location = answer.headers().get(header::LOCATION)?.to_str().ok()?;
    let mut url = answer.url().join(location).ok()?;
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Some(url)
}

fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn pdf(path: &str, body: Vec<u8>) -> Result<Vec<u8>, Error> {
    let beginning = &body[..body.len().min(1024)];
    match beginning.windows(MAGIC.len()).any(|window| window == MAGIC) {
        true => Ok(body),
        false => Err(Error::malformed(path, "it is no PDF")),
    }
}
