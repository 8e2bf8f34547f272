//! Writes of the Billing API: each is sent once and never repeated here.
//!
//! There are no idempotency keys. Every write goes over a connection of its own, so that a connection the server closed
//! for being idle is never taken for a lost answer.

use reqwest::{Method, StatusCode, header};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use super::{
    CaError, Client, Error,
    client::{check_status, host_of_location, is_html_type, retry_after, servers_words},
    convert, wire,
};
use crate::domain::{Month, NewLineItem, Write};

/// How a write ended, as far as its own answer tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The server says that it did it.
    Answered {
        /// HTTP status.
        status: u16,
        /// Id of what was made: the invoice or the line item.
        made: Option<i64>,
    },
    /// The server says no. A charge may have left traces all the same.
    Refused {
        /// HTTP status.
        status: u16,
        /// The server's words.
        words: Option<String>,
    },
    /// No connection came to be: nothing was sent.
    NeverSent(Error),
    /// Sent, at least in part, and no answer that can be relied on came back.
    Lost {
        /// What came instead.
        error: Error,
        /// The server may still be at it.
        may_still_act: bool,
    },
}

impl Sent {
    /// HTTP status and words of the answer, as far as there was one.
    pub fn answer(&self) -> (Option<u16>, Option<String>) {
        match self {
            Self::Answered { status, .. } => (Some(*status), None),
            Self::Refused { status, words } => (Some(*status), words.clone()),
            Self::NeverSent(_) => (None, None),
            Self::Lost { error, .. } => match error {
                Error::Server { status, words } => (Some(*status), words.clone()),
                Error::Busy { status, .. } | Error::Redirected { status, .. } => (Some(*status), None),
                _ => (None, None),
            },
        }
    }
}

impl Client {
    /// Sends a write, once.
    pub async fn write(&self, write: &Write) -> Sent {
        let (method, path) = method_and_path(write);
        match self.send_once(method, &path, &form(write)).await {
            Ok((status, body)) => Sent::Answered { status, made: made(write, &body) },
            Err(sent) => sent,
        }
    }

    /// Whether the token may change things, without changing any: an invoice for an account that cannot be is refused
    /// for the token where that may only read, and else for the account (`app/lib/api_authentication` and
    /// `app/controllers/finance/api` of 3scale/porta). The words of the refusal when it may not.
    ///
    /// # Errors
    /// When the portal cannot be asked.
    pub async fn may_write(&self, period: Month) -> Result<Result<(), String>, Error> {
        let path = "/api/invoices.xml";
        let form = [("account_id", "0".to_owned()), ("period", period.to_string())];
        match self.send_once(Method::POST, path, &form).await {
            // Looked at and refused for the account, in whatever way.
            Ok(_) | Err(Sent::Refused { status: 400 | 404 | 409 | 422, .. }) => Ok(Ok(())),
            Err(Sent::Refused { status: 403, words: Some(words) }) if is_about_permission(&words) => Ok(Err(words)),
            Err(Sent::Refused { status: status @ (401 | 403), words }) => Err(Error::Forbidden { status, words }),
            Err(Sent::Refused { status: 429, .. }) => Err(Error::Busy { status: 429, retry_after: None }),
            Err(Sent::Refused { status, words }) => Err(Error::Refused { status, words }),
            Err(Sent::NeverSent(error) | Sent::Lost { error, .. }) => Err(error),
            Err(Sent::Answered { .. }) => Ok(Ok(())),
        }
    }

    /// As [`token_mark`], of this client's.
    pub fn token_mark(&self) -> String {
        token_mark(self.address.as_str(), &self.token)
    }

    /// The status and body of a yes; anything else is told as what it is.
    async fn send_once(&self, method: Method, path: &str, form: &[(&str, String)]) -> Result<(u16, String), Sent> {
        self.take_from_bucket().await;
        self.count_request();
        let no_client = |error: CaError| {
            let host = self.address.host();
            Sent::NeverSent(Error::Tls { host, detail: error.to_string() })
        };
        let request = self.writer().map_err(no_client)?.request(method, self.address.join(path));
        let request = if form.is_empty() { request } else { request.form(form) };
        let request =
            request.basic_auth(self.token.expose_secret(), Some("")).header(header::ACCEPT, "application/xml");
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) if error.is_connect() || error.is_builder() => {
                return Err(Sent::NeverSent(self.write_transport(&error)));
            }
            Err(error) => return Err(lost(self.write_transport(&error))),
        };
        let (status, html) = (response.status(), is_html_type(&response));
        let (location, retry_after) = (host_of_location(&response), retry_after(&response));
        let body = match self.body(path, response).await {
            Ok(body) => body,
            // The head already said no; how it goes on does not matter.
            Err(_) if is_no(status) => String::new(),
            Err(error) => return Err(lost(error)),
        };
        if is_no(status) {
            return Err(Sent::Refused { status: status.as_u16(), words: servers_words(&body) });
        }
        match check_status(path, status, &body, html, location, retry_after) {
            Ok(()) => Ok((status.as_u16(), body)),
            Err(error) => Err(lost(error)),
        }
    }
}

/// Stands for a portal and a token, where something is remembered of them. Nothing of the token can be learned from it.
pub fn token_mark(portal: &str, token: &SecretString) -> String {
    let mut hash = Sha256::new();
    hash.update(portal);
    hash.update([0]);
    hash.update(token.expose_secret());
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn method_and_path(write: &Write) -> (Method, String) {
    let invoice = write.invoice_id().unwrap_or_default();
    match write {
        Write::CreateInvoice { .. } => (Method::POST, "/api/invoices.xml".to_owned()),
        Write::UpdateInvoice { .. } => (Method::PUT, format!("/api/invoices/{invoice}.xml")),
        Write::ChangeState { .. } => (Method::PUT, format!("/api/invoices/{invoice}/state.xml")),
        Write::Charge { .. } => (Method::POST, format!("/api/invoices/{invoice}/charge.xml")),
        Write::AddLineItem { .. } => (Method::POST, format!("/api/invoices/{invoice}/line_items.xml")),
        Write::RemoveLineItem { line_item_id, .. } => {
            (Method::DELETE, format!("/api/invoices/{invoice}/line_items/{line_item_id}.xml"))
        }
    }
}

fn form(write: &Write) -> Vec<(&'static str, String)> {
    match write {
        Write::CreateInvoice { account_id, period } => {
            vec![("account_id", account_id.to_string()), ("period", period.to_string())]
        }
        Write::UpdateInvoice { period, friendly_id, .. } => {
            let period = period.map(|period| ("period", period.to_string()));
            let number = friendly_id.clone().map(|number| ("friendly_id", number));
            [period, number].into_iter().flatten().collect()
        }
        Write::ChangeState { state, .. } => vec![("state", state.to_string())],
        Write::AddLineItem { line_item, .. } => line_item_form(line_item),
        Write::Charge { .. } | Write::RemoveLineItem { .. } => Vec::new(),
    }
}

fn line_item_form(item: &NewLineItem) -> Vec<(&'static str, String)> {
    let number = |name, value: Option<i64>| value.map(|value| (name, value.to_string()));
    let mut form = vec![("name", item.name.clone()), ("cost", crate::domain::plain(item.cost))];
    form.extend(item.description.clone().map(|text| ("description", text)));
    form.extend(number("quantity", item.quantity));
    form.extend(item.kind.as_ref().map(|kind| ("type", kind.as_str().to_owned())));
    form.extend(number("metric_id", item.metric_id));
    form.extend(number("contract_id", item.contract_id));
    form.extend(number("plan_id", item.plan_id));
    form
}

/// Whether a refusal says that the token may not do this, and not that billing is off or that it is unknown.
pub fn is_about_permission(words: &str) -> bool {
    words.contains("permissions")
}

/// Whether a status says that the server understood and did not do it. 408 comes from whoever waited for the request,
/// not from who carries it out.
fn is_no(status: StatusCode) -> bool {
    status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT
}

/// Only where the server itself, or the page before it, answered is it surely done with the request.
fn lost(error: Error) -> Sent {
    let may_still_act = match &error {
        Error::Server { status, .. } => matches!(status, 502 | 504 | 524),
        Error::Busy { .. } | Error::Html { .. } | Error::Redirected { .. } => false,
        _ => true,
    };
    Sent::Lost { error, may_still_act }
}

/// The id of what an answer says was made.
fn made(write: &Write, body: &str) -> Option<i64> {
    match write {
        Write::CreateInvoice { .. } => wire::invoice(body).ok()?.id?.parse().ok(),
        Write::AddLineItem { .. } => {
            convert::line_items_only(&[wire::line_item(body).ok()?]).ok()?.into_iter().next().map(|item| item.id)
        }
        _ => None,
    }
}
