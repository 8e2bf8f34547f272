//! A client of a few lines, for the tests.

use jiff::civil::date;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::portal::State;
use crate::{Options, Sandbox};

/// What came back over one connection until it was closed.
#[derive(Debug)]
pub(super) struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// Text of the first element of that name.
    pub(super) fn element(&self, name: &str) -> &str {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let rest = self.text().split_once(&open).unwrap().1;
        rest.split_once(&close).unwrap().0
    }
}

pub(super) async fn sandbox() -> Sandbox {
    Sandbox::start(Options { invoices: 60, today: date(2026, 10, 8), ..Options::default() }).await.unwrap()
}

pub(super) fn basic(token: &str) -> String {
    use base64::Engine;
    let encoded = base64::engine::general_purpose::STANDARD.encode(format!("{token}:"));
    format!("Authorization: Basic {encoded}\r\n")
}

/// Everything that comes back for this; an error when the connection was reset.
pub(super) async fn raw(url: &str, method: &str, target: &str, headers: &str, body: &str) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).await?;
    let request = format!(
        "{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    Ok(bytes)
}

pub(super) async fn send(url: &str, method: &str, target: &str, headers: &str, body: &str) -> Reply {
    let bytes = raw(url, method, target, headers, body).await.unwrap();
    let head_len = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer") + 4;
    let head = String::from_utf8(bytes[..head_len].to_vec()).unwrap();
    Reply { status: head[9..12].parse().unwrap(), body: bytes[head_len..].to_vec(), head }
}

pub(super) async fn call(sandbox: &Sandbox, method: &str, target: &str, body: &str) -> Reply {
    let headers = format!("{}Content-Type: application/x-www-form-urlencoded\r\n", basic(sandbox.token()));
    send(&sandbox.url(), method, target, &headers, body).await
}

pub(super) async fn get(sandbox: &Sandbox, target: &str) -> Reply {
    call(sandbox, "GET", target, "").await
}

/// An invoice in that state.
pub(super) fn some(sandbox: &Sandbox, state: State) -> u64 {
    let portal = sandbox.portal();
    let live = portal.invoices().iter().filter(|held| portal.account(held.account_id).is_some());
    live.filter(|invoice| invoice.state == state).map(|invoice| invoice.id).next().unwrap()
}
