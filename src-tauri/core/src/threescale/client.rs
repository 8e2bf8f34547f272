//! Reads of the Billing API; `writes` holds the writes. Basic authentication only, since an address ends up in logs.

use std::{
    num::NonZeroU32,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use reqwest::{Response, StatusCode, header, redirect};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{Semaphore, SemaphorePermit};
use xxhash_rust::xxh3::xxh3_128;

use super::{
    ContentError, ConvertError, Error, RetryPolicy,
    address::PortalAddress,
    convert::{self, Converted},
    transport, wire,
};
use crate::domain;

/// The largest page the server gives.
pub const MAX_PER_PAGE: u64 = 500;

/// A page of this size that takes too long would not be quicker in halves.
pub const MIN_PER_PAGE: u64 = 20;

/// So many requests are under way at the same time at most, whoever asks.
const AT_A_TIME: usize = 2;

/// Answers from this size on are understood on a thread of their own, while the next one is on its way.
const LARGE: usize = 64 << 10;

/// No real answer comes near: 500 invoices of a hundred lines each are about 25 MB.
const BODY_LIMIT: usize = 128 << 20;

/// Understands an answer. Plain enough to be handed to another thread.
trait Read<T>: Fn(&str) -> Result<T, ContentError> + Copy + Send + 'static {}
impl<T, F: Fn(&str) -> Result<T, ContentError> + Copy + Send + 'static> Read<T> for F {}

async fn understood<T: Send + 'static>(text: String, read: impl Read<T>) -> Result<T, ContentError> {
    if text.len() < LARGE {
        return read(&text);
    }
    let read = tokio::task::spawn_blocking(move || read(&text)).await;
    read.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
}

/// Told before each wait, with the reason in words.
pub type OnWait = Arc<dyn Fn(&str) + Send + Sync>;

/// How to reach a portal.
#[derive(Clone)]
pub struct ClientOptions {
    /// Certificates (PEM) to trust besides the system's.
    pub ca_pem: Option<Vec<u8>>,
    /// How long to wait for the connection.
    pub connect_timeout: Duration,
    /// How long to wait for the next bytes of an answer.
    pub read_timeout: Duration,
    /// The same for an answer to a write: the server may itself be waiting for a payment gateway.
    pub write_timeout: Duration,
    /// How reads are tried again.
    pub retry: RetryPolicy,
    /// Told before each wait.
    pub on_wait: Option<OnWait>,
    /// A limit of our own: so many requests a minute, after a first burst of as many.
    pub requests_per_minute: Option<NonZeroU32>,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            ca_pem: None,
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(75),
            retry: RetryPolicy::default(),
            on_wait: None,
            requests_per_minute: None,
        }
    }
}

/// Counts what goes over the wire.
#[derive(Debug, Default)]
pub struct Meter {
    requests: AtomicU64,
    bytes: AtomicU64,
}

impl Meter {
    /// Requests sent, repeats included.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Bytes of the answers, after decompression.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

/// A CA file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the CA file holds no certificate that can be read (it must be PEM)")]
pub struct CaError;

/// Talks to one portal with one token.
pub struct Client {
    pub(super) http: reqwest::Client,
    /// For writes; made for the first one, since that takes as long as reading all certificates of the system.
    writer: OnceLock<reqwest::Client>,
    pub(super) address: PortalAddress,
    pub(super) token: SecretString,
    options: ClientOptions,
    meter: Meter,
    bucket: Option<DefaultDirectRateLimiter>,
    slots: Semaphore,
}

/// Which list of invoices. Lists by state shift while they are read: an invoice that moves on between two
/// pages pulls another one onto a page that was read already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceList {
    /// Only this customer's.
    pub account: Option<i64>,
    /// Only in this state.
    pub state: Option<domain::State>,
    /// Only of this month.
    pub month: Option<domain::Month>,
    /// Only with this number.
    pub number: Option<String>,
}

impl InvoiceList {
    fn path(&self, format: &str) -> String {
        match self.account {
            Some(account) => format!("/api/accounts/{account}/invoices.{format}"),
            None => format!("/api/invoices.{format}"),
        }
    }

    fn query(&self, page: u64, per_page: u64) -> Vec<(&'static str, String)> {
        let mut query = vec![("page", page.to_string()), ("per_page", per_page.to_string())];
        query.extend(self.state.as_ref().map(|state| ("state", state.to_string())));
        query.extend(self.month.map(|month| ("month", month.to_string())));
        query.extend(self.number.clone().map(|number| ("number", number)));
        query
    }
}

/// A page of a list of invoices.
pub struct InvoicesPage {
    /// Where it stands in the list.
    pub pagination: wire::Pagination,
    /// In the server's order, without what only the JSON says.
    pub invoices: Vec<XmlInvoice>,
}

/// An invoice as its XML says it.
pub struct XmlInvoice {
    /// What was understood.
    pub read: Converted<domain::Invoice>,
    /// A hash (XXH3) of the element's text: equal means that the server wrote the same.
    pub digest: u128,
}

impl Client {
    /// Makes a client; sends nothing yet.
    ///
    /// # Errors
    /// When `ca_pem` is no certificate.
    pub fn new(address: PortalAddress, token: SecretString, options: ClientOptions) -> Result<Self, CaError> {
        // Fails when another part of the process was first, which is just as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = builder(&address, &options)?.read_timeout(options.read_timeout).build().map_err(|_| CaError)?;
        let bucket = options.requests_per_minute.map(|limit| RateLimiter::direct(Quota::per_minute(limit)));
        let slots = Semaphore::new(AT_A_TIME);
        let writer = OnceLock::new();
        Ok(Self { http, writer, address, token, options, meter: Meter::default(), bucket, slots })
    }

    /// What writes go through: no connection is used twice, and nothing is ever sent again.
    pub(super) fn writer(&self) -> Result<&reqwest::Client, CaError> {
        if let Some(writer) = self.writer.get() {
            return Ok(writer);
        }
        let made = builder(&self.address, &self.options)?
            .read_timeout(self.options.write_timeout)
            .pool_max_idle_per_host(0)
            .retry(reqwest::retry::never())
            .build()
            .map_err(|_| CaError)?;
        Ok(self.writer.get_or_init(|| made))
    }

    /// What went over the wire so far.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// The portal.
    pub fn address(&self) -> &PortalAddress {
        &self.address
    }

    /// A page of a list of invoices, by id ascending. Checked to be whole: a page that holds fewer
    /// invoices than it says is an error.
    ///
    /// A page that takes the server too long is not asked for again: the caller asks for a smaller one.
    pub async fn invoices(&self, list: &InvoiceList, page: u64, per_page: u64) -> Result<InvoicesPage, Error> {
        let read = move |text: &str| {
            let read = invoices_page(text)?;
            match read.pagination.current_page {
                got if got == page => Ok(read),
                got => Err(ContentError::List(format!("page {page} was asked for and page {got} came"))),
            }
        };
        self.get_page(&list.path("xml"), &list.query(page, per_page), per_page, read).await
    }

    /// How many invoices a list has, at the price of one small request.
    pub async fn count(&self, list: &InvoiceList) -> Result<u64, Error> {
        Ok(self.invoices(list, 1, 1).await?.pagination.total_entries)
    }

    /// The same page of the JSON index.
    pub async fn index(&self, list: &InvoiceList, page: u64, per_page: u64) -> Result<Vec<wire::IndexEntry>, Error> {
        let (path, query) = (list.path("json"), list.query(page, per_page));
        self.get_page(&path, &query, per_page, wire::index).await
    }

    /// One invoice, its XML and JSON read one after the other until both speak of the same moment.
    pub async fn invoice(&self, id: i64) -> Result<(XmlInvoice, wire::IndexEntry), Error> {
        const ATTEMPTS: usize = 3;
        let (xml_path, json_path) = (format!("/api/invoices/{id}.xml"), format!("/api/invoices/{id}.json"));
        let mut attempt = 1;
        loop {
            let mut xml = self.get(&xml_path, &[], |text| Ok(xml_invoice(&wire::invoice(text)?)?)).await?;
            let index = self.get(&json_path, &[], |text| Ok(wire::index_entry(text)?)).await?;
            if convert::complete(&mut xml.read, &index) || attempt == ATTEMPTS {
                return Ok((xml, index));
            }
            attempt += 1;
        }
    }

    /// The line items of an invoice.
    pub async fn line_items(&self, id: i64) -> Result<Vec<domain::LineItem>, Error> {
        let path = format!("/api/invoices/{id}/line_items.xml");
        self.get(&path, &[], |text| Ok(convert::line_items_only(&wire::line_items(text)?)?)).await
    }

    /// The payment attempts of an invoice.
    pub async fn payment_transactions(
        &self,
        invoice: i64,
    ) -> Result<Vec<Converted<domain::PaymentTransaction>>, Error> {
        let path = format!("/api/invoices/{invoice}/payment_transactions.xml");
        let read = |text: &str| {
            let payments = wire::payment_transactions(text)?;
            Ok(payments.iter().map(convert::payment).collect::<Result<Vec<_>, _>>()?)
        };
        self.get(&path, &[], read).await
    }

    /// A page of the customers. Needs the scope `account_management`.
    pub async fn accounts(&self, page: u64, per_page: u64) -> Result<Vec<domain::Account>, Error> {
        let query = [("page", page.to_string()), ("per_page", per_page.to_string())];
        let read = |text: &str| Ok(wire::accounts(text)?.iter().filter_map(convert::account).collect());
        self.get_page("/admin/api/accounts.xml", &query, per_page, read).await
    }

    /// One customer. Needs the scope `account_management`.
    pub async fn account(&self, id: i64) -> Result<Option<domain::Account>, Error> {
        let read = |text: &str| Ok(convert::account(&wire::account(text)?));
        self.get(&format!("/admin/api/accounts/{id}.xml"), &[], read).await
    }

    /// The issuer's own account. Needs the scope `account_management`.
    pub async fn provider(&self) -> Result<Option<domain::Account>, Error> {
        let read = |text: &str| Ok(convert::account(&wire::account(text)?));
        self.get("/admin/api/provider.xml", &[], read).await
    }

    /// The labels of fields. Needs the scope `account_management`.
    pub async fn fields_definitions(&self) -> Result<Vec<wire::FieldsDefinition>, Error> {
        let read = |text: &str| Ok(wire::fields_definitions(text)?);
        self.get("/admin/api/fields_definitions.json", &[], read).await
    }

    async fn get<T: Send + 'static>(
        &self,
        path: &str,
        query: &[(&str, String)],
        read: impl Read<T>,
    ) -> Result<T, Error> {
        self.get_patiently(path, query, |_| true, read).await
    }

    /// As `get`, but a page that could be halved is given back at the first sign that it is too large.
    async fn get_page<T: Send + 'static>(
        &self,
        path: &str,
        query: &[(&str, String)],
        per_page: u64,
        read: impl Read<T>,
    ) -> Result<T, Error> {
        self.get_patiently(path, query, |error| per_page <= MIN_PER_PAGE || !error.is_slowness(), read).await
    }

    /// Reads and understands, trying again where that may help and `worth` agrees.
    async fn get_patiently<T: Send + 'static>(
        &self,
        path: &str,
        query: &[(&str, String)],
        worth: impl Fn(&Error) -> bool,
        read: impl Read<T>,
    ) -> Result<T, Error> {
        let mut tries = self.tries();
        loop {
            let read_whole = async {
                let text = self.attempt(path, query).await?;
                understood(text, read).await.map_err(|error| Error::malformed(path, error))
            };
            match read_whole.await {
                Ok(read) => return Ok(read),
                Err(error) if !worth(&error) => return Err(error),
                Err(error) => tries.next(self, error).await?,
            }
        }
    }

    /// For something that is tried again where that may help.
    pub(super) fn tries(&self) -> Tries {
        Tries { waits: Box::new(self.options.retry.waits()), failures: 0 }
    }

    /// One of the few requests that may be under way at a time, until it is dropped.
    pub(super) async fn slot(&self) -> Option<SemaphorePermit<'_>> {
        // It is never closed.
        self.slots.acquire().await.ok()
    }

    async fn wait(&self, error: &Error, backoff: Duration) {
        let asked = match error {
            Error::Busy { retry_after: Some(asked), .. } => (*asked).min(self.options.retry.longest_wait),
            _ => Duration::ZERO,
        };
        let wait = backoff.max(asked);
        tracing::info!(%error, wait_ms = wait.as_millis() as u64, "trying again");
        if let Some(tell) = &self.options.on_wait {
            tell(&error.to_string());
        }
        tokio::time::sleep(wait).await;
    }

    /// Waits until the limit that the person set allows one more request.
    pub(super) async fn take_from_bucket(&self) {
        let Some(bucket) = &self.bucket else { return };
        if bucket.check().is_ok() {
            return;
        }
        if let (Some(tell), Some(limit)) = (&self.options.on_wait, self.options.requests_per_minute) {
            tell(&format!("your limit of {limit} requests a minute"));
        }
        bucket.until_ready().await;
    }

    /// Sends one request with the token; redirects are answers, never followed.
    pub(super) async fn send(&self, path: &str, query: &[(&str, String)], accept: &str) -> Result<Response, Error> {
        self.take_from_bucket().await;
        self.count_request();
        self.http
            .get(self.address.join(path))
            .query(query)
            .basic_auth(self.token.expose_secret(), Some(""))
            .header(header::ACCEPT, accept)
            .send()
            .await
            .map_err(|error| self.transport(&error))
    }

    async fn attempt(&self, path: &str, query: &[(&str, String)]) -> Result<String, Error> {
        // Held until the whole answer is here.
        let _slot = self.slot().await;
        let accept = if path.ends_with(".json") { "application/json" } else { "application/xml" };
        let response = self.send(path, query, accept).await?;
        let status = response.status();
        let html = is_html_type(&response);
        let location = host_of_location(&response);
        let retry_after = retry_after(&response);
        let body = self.body(path, response).await?;
        check_status(path, status, &body, html, location, retry_after)?;
        Ok(body)
    }

    pub(super) fn count_request(&self) {
        self.meter.requests.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn transport(&self, error: &reqwest::Error) -> Error {
        self.transport_of(error, &self.address.host())
    }

    /// As [`Self::transport`], for another host.
    pub(super) fn transport_of(&self, error: &reqwest::Error, host: &str) -> Error {
        transport::classify(error, host, self.options.read_timeout)
    }

    /// As [`Self::transport`], for a write.
    pub(super) fn write_transport(&self, error: &reqwest::Error) -> Error {
        transport::classify(error, &self.address.host(), self.options.write_timeout)
    }

    /// The waits between two looks at something that may still be on its way.
    pub fn waits(&self, most: usize) -> impl Iterator<Item = Duration> {
        self.options.retry.waits().take(most)
    }

    pub(super) async fn body(&self, path: &str, response: Response) -> Result<String, Error> {
        let bytes = self.bytes(path, response).await?;
        String::from_utf8(bytes).map_err(|_| Error::malformed(path, "it is not UTF-8 text"))
    }

    pub(super) async fn bytes(&self, path: &str, response: Response) -> Result<Vec<u8>, Error> {
        self.bytes_up_to(path, response, BODY_LIMIT, &self.address.host()).await
    }

    /// An answer of whatever host, when it is no larger than it may be.
    pub(super) async fn bytes_up_to(
        &self,
        path: &str,
        mut response: Response,
        limit: usize,
        host: &str,
    ) -> Result<Vec<u8>, Error> {
        let announced = response.content_length().unwrap_or(0).min(limit as u64);
        let mut bytes = Vec::with_capacity(announced as usize);
        while let Some(chunk) = response.chunk().await.map_err(|error| self.transport_of(&error, host))? {
            if bytes.len() + chunk.len() > limit {
                return Err(Error::TooLarge { what: path.to_owned(), limit });
            }
            bytes.extend_from_slice(&chunk);
        }
        self.meter.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}

/// How often something was tried, and how long to wait before it is tried again.
pub(super) struct Tries {
    waits: Box<dyn Iterator<Item = Duration> + Send>,
    failures: usize,
}

impl Tries {
    /// Waits until it is worth trying again.
    ///
    /// # Errors
    /// The error itself, when it is not.
    pub(super) async fn next(&mut self, client: &Client, error: Error) -> Result<(), Error> {
        self.failures += 1;
        let goes_on = client.options.retry.goes_on(&error, self.failures);
        match self.waits.next().filter(|_| goes_on) {
            Some(wait) => client.wait(&error, wait).await,
            None => return Err(error),
        }
        Ok(())
    }
}

/// What clients for reading and for writing have in common.
fn builder(address: &PortalAddress, options: &ClientOptions) -> Result<reqwest::ClientBuilder, CaError> {
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("Billfold/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .connect_timeout(options.connect_timeout);
    if address.is_loopback() {
        builder = builder.no_proxy();
    }
    if let Some(pem) = &options.ca_pem {
        let certificates = reqwest::Certificate::from_pem_bundle(pem).map_err(|_| CaError)?;
        if certificates.is_empty() {
            return Err(CaError);
        }
        builder = builder.tls_certs_merge(certificates);
    }
    Ok(builder)
}

/// What an HTTP status means here; `Ok` when the body is the data.
pub(super) fn check_status(
    path: &str,
    status: StatusCode,
    body: &str,
    html: bool,
    location: Option<String>,
    retry_after: Option<Duration>,
) -> Result<(), Error> {
    let code = status.as_u16();
    let words = || servers_words(body);
    match code {
        200..=299 if html || looks_like_html(body) => Err(Error::Html { title: title_of(body) }),
        200..=299 => Ok(()),
        300..=399 => Err(Error::Redirected { status: code, to: location.unwrap_or_else(|| "nowhere".into()) }),
        401 | 403 => Err(Error::Forbidden { status: code, words: words() }),
        404 => Err(Error::NotFound { what: path.to_owned() }),
        429 | 503 => Err(Error::Busy { status: code, retry_after }),
        400..=499 => Err(Error::Refused { status: code, words: words() }),
        _ => Err(Error::Server { status: code, words: words() }),
    }
}

fn invoices_page(text: &str) -> Result<InvoicesPage, ContentError> {
    let page = wire::invoices(text)?;
    let pagination = wire::check_whole(&page)?;
    // Collecting results would not know how many there are, and move these large values about.
    let mut invoices = Vec::with_capacity(page.invoices.len());
    for invoice in &page.invoices {
        invoices.push(xml_invoice(invoice)?);
    }
    Ok(InvoicesPage { pagination, invoices })
}

fn xml_invoice(xml: &wire::Invoice<'_>) -> Result<XmlInvoice, ConvertError> {
    Ok(XmlInvoice { read: convert::invoice(xml)?, digest: xxh3_128(xml.source.as_bytes()) })
}

pub(super) fn is_html_type(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

fn looks_like_html(body: &str) -> bool {
    let start: String = body.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

fn title_of(html: &str) -> Option<String> {
    let start = html.find("<title>")? + "<title>".len();
    let end = start + html[start..].find("</title>")?;
    let title = html[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then(|| title.chars().take(200).collect())
}

/// The server's own words: from `<error>` elements, or plain text when it is short.
pub(super) fn servers_words(body: &str) -> Option<String> {
    let body = body.trim();
    if body.is_empty() {
        return None;
    }
    if looks_like_html(body) {
        return title_of(body);
    }
    match wire::errors(body) {
        Ok(messages) if messages.is_empty() => None,
        Ok(messages) => Some(messages.join("; ")),
        Err(_) => Some(body.chars().take(300).collect()),
    }
}

pub(super) fn host_of_location(response: &Response) -> Option<String> {
    let location = response.headers().get(header::LOCATION)?.to_str().ok()?;
    let url = response.url().join(location).ok()?;
    url.host_str().map(str::to_owned)
}

pub(super) fn retry_after(response: &Response) -> Option<Duration> {
    let value = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(value.trim()).ok()?;
    Duration::try_from(date.timestamp().duration_since(jiff::Timestamp::now())).ok()
}
