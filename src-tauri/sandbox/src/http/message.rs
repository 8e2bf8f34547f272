//! Requests as they come in and responses as they go out.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt};

/// More header bytes than any client here sends.
const LONGEST_HEAD: usize = 64 * 1024;
/// More body bytes than any client here sends.
const LONGEST_BODY: usize = 4 * 1024 * 1024;
/// Bodies up to here go out as they are, as behind a usual proxy.
const SMALLEST_GZIP: usize = 1024;

/// A request, read completely.
#[derive(Debug, Default)]
pub(crate) struct Request {
    pub method: String,
    pub path: String,
    pub query: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// The next request of a connection; `None` when the client closed it or sent what is no HTTP. Bytes after the
    /// request stay in `buffer`.
    pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin), buffer: &mut Vec<u8>) -> Option<Request> {
        let head_len = loop {
            if let Some(end) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break end + 4;
            }
            if buffer.len() > LONGEST_HEAD || stream.read_buf(buffer).await.ok()? == 0 {
                return None;
            }
        };
        let mut request = Request::parse_head(std::str::from_utf8(&buffer[..head_len]).ok()?)?;
        let body_len = request.header("content-length").map_or(Some(0), |text| text.trim().parse().ok())?;
        if body_len > LONGEST_BODY {
            return None;
        }
        while buffer.len() < head_len + body_len {
            if stream.read_buf(buffer).await.ok()? == 0 {
                return None;
            }
        }
        request.body = buffer[head_len..head_len + body_len].to_vec();
        buffer.drain(..head_len + body_len);
        Some(request)
    }

    fn parse_head(head: &str) -> Option<Request> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, target) = (words.next()?, words.next()?);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let headers = lines.filter_map(|line| line.split_once(':'));
        Some(Request {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect(),
            body: Vec::new(),
        })
    }

    /// A header by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(held, _)| held == name).map(|(_, value)| value.as_str())
    }

    /// Whether the client wants the connection closed after the answer.
    pub(crate) fn closes(&self) -> bool {
        self.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }

    fn accepts_gzip(&self) -> bool {
        self.header("accept-encoding").is_some_and(|value| value.contains("gzip"))
    }

    /// Parameters of query and body, form or JSON, the body's last.
    pub(crate) fn params(&self) -> Params {
        let mut all = pairs(self.query.as_bytes());
        if self.header("content-type").is_some_and(|kind| kind.contains("json")) {
            let body: Value = serde_json::from_slice(&self.body).unwrap_or_default();
            add_json(&mut all, &body);
        } else {
            all.extend(pairs(&self.body));
        }
        Params(all)
    }

    /// One parameter of the query.
    pub(crate) fn query_param(&self, name: &str) -> Option<String> {
        Params(pairs(self.query.as_bytes())).get(name).map(str::to_owned)
    }
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

/// Nested objects (`{"invoice": {"period": …}}`) count as if they were flat. Null counts as absent.
fn add_json(all: &mut Vec<(String, String)>, value: &Value) {
    for (name, value) in value.as_object().into_iter().flatten() {
        match value {
            Value::Object(_) => add_json(all, value),
            Value::Null => {}
            Value::String(text) => all.push((name.clone(), text.clone())),
            other => all.push((name.clone(), other.to_string())),
        }
    }
}

/// Parameters by name.
#[derive(Debug, Default)]
pub(crate) struct Params(Vec<(String, String)>);

impl Params {
    /// The parameter as sent; `invoice[period]` answers to `period`, too.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let named = |held: &str| {
            held == name
                || held.strip_suffix(']').and_then(|h| h.split_once('[')).is_some_and(|(_, inner)| inner == name)
        };
        self.0.iter().rev().find(|(held, _)| named(held)).map(|(_, value)| value.as_str())
    }

    /// The parameter, unless it is blank.
    pub(crate) fn present(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.trim().is_empty())
    }
}

/// A response, before it is written.
#[derive(Debug)]
pub(crate) struct Response {
    pub status: u16,
    headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// A status without a body.
    pub(crate) fn empty(status: u16) -> Response {
        Response { status, headers: Vec::new(), body: Vec::new() }
    }

    /// A body of that content type.
    pub(crate) fn with_body(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Response {
        Response { body: body.into(), ..Response::empty(status) }.header("Content-Type", kind.to_owned())
    }

    /// Adds a header.
    pub(crate) fn header(mut self, name: &'static str, value: String) -> Response {
        self.headers.push((name, value));
        self
    }

    /// The bytes on the wire and how many of them are the head.
    ///
    /// # Errors
    /// None in practice: everything is written to memory.
    pub(crate) fn into_bytes(mut self, request: &Request, gzip: bool) -> io::Result<(Vec<u8>, usize)> {
        if gzip && self.body.len() > SMALLEST_GZIP && request.accepts_gzip() {
            let mut encoder = GzEncoder::new(Vec::with_capacity(self.body.len() / 4), Compression::fast());
            encoder.write_all(&self.body)?;
            self.body = encoder.finish()?;
            self.headers.push(("Content-Encoding", "gzip".to_owned()));
            self.headers.push(("Vary", "Accept-Encoding".to_owned()));
        }
        let mut bytes = Vec::with_capacity(self.body.len() + 512);
        write!(bytes, "HTTP/1.1 {} {}\r\n", self.status, reason(self.status))?;
        for (name, value) in &self.headers {
            write!(bytes, "{name}: {value}\r\n")?;
        }
        if self.status != 304 {
            write!(bytes, "Content-Length: {}\r\n", self.body.len())?;
        }
        if request.closes() {
            bytes.extend_from_slice(b"Connection: close\r\n");
        }
        bytes.extend_from_slice(b"\r\n");
        let head = bytes.len();
        if request.method != "HEAD" && self.status != 304 {
            bytes.extend_from_slice(&self.body);
        }
        Ok((bytes, head))
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        406 => "Not Acceptable",
        409 => "Conflict",
        422 => "Unprocessable Entity",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Status",
    }
}
