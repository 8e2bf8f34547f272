//! The server's own PDF of an invoice: undocumented, a redirect to the stored file on another host.

use reqwest::header;
use url::Url;

use super::{Client, Error, client::check_status};

impl Client {
    /// The PDF the server stored when it issued the invoice; `None` when it made none.
    ///
    /// The file lies on another host under a signed address. That host gets a request without the token,
    /// and the address, which is a secret of its own, is never logged or shown.
    ///
    /// # Errors
    /// [`Error::Malformed`] when what comes back is no PDF.
    pub async fn server_pdf(&self, invoice: i64) -> Result<Option<Vec<u8>>, Error> {
        let path = format!("/api/invoices/{invoice}.pdf");
        let answer = self.send(&path, &[], "application/pdf").await?;
        let status = answer.status();
        if status == reqwest::StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let Some(stored) = location(&answer) else {
            let body = self.bytes(&path, answer).await?;
            check_status(&path, status, &String::from_utf8_lossy(&body), false, None, None)?;
            return pdf(&path, body).map(Some);
        };
        let file = self.http.get(stored).send().await.map_err(|error| self.transport(&error))?;
        let status = file.status();
        let body = self.bytes(&path, file).await?;
        check_status(&path, status, "", false, None, None)?;
        pdf(&path, body).map(Some)
    }
}

fn location(answer: &reqwest::Response) -> Option<Url> {
    if !answer.status().is_redirection() {
        return None;
    }
    let location = answer.headers().get(header::LOCATION)?.to_str().ok()?;
    answer.url().join(location).ok()
}

fn pdf(path: &str, body: Vec<u8>) -> Result<Vec<u8>, Error> {
    match body.starts_with(b"%PDF-") {
        true => Ok(body),
        false => Err(Error::malformed(path, "it is no PDF")),
    }
}
