//! The log of requests.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use super::auth::AuthKind;
use super::message::Request;

/// One request the API got, as [`crate::Sandbox::requests`] tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequestRecord {
    /// Counts up from 1 over the life of the server.
    pub number: u64,
    /// Method, in capitals.
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// Query as sent, but with the value of `access_token` taken out.
    pub query: String,
    /// How the token was sent.
    pub auth: AuthKind,
    /// Status of the answer; `None` while there is none, and for good when none was sent.
    pub status: Option<u16>,
    /// Name of the fault that was applied, if any.
    pub fault: Option<String>,
    /// Whether the client sent `If-None-Match`.
    pub conditional: bool,
    /// Client's `User-Agent`, if any.
    pub user_agent: Option<String>,
    /// Bytes of the answer's body as they went over the wire.
    pub body_bytes: u64,
}

impl RequestRecord {
    fn of(request: &Request, number: u64) -> RequestRecord {
        RequestRecord {
            number,
            method: request.method.clone(),
            path: request.path.clone(),
            query: without_token(&request.query),
            auth: AuthKind::of(request),
            status: None,
            fault: None,
            conditional: request.header("if-none-match").is_some(),
            user_agent: request.header("user-agent").map(str::to_owned),
            body_bytes: 0,
        }
    }
}

/// A log is read by people and kept in reports: no place for a token.
fn without_token(query: &str) -> String {
    let parts = query.split('&').map(|part| if part.starts_with("access_token=") { "access_token=…" } else { part });
    parts.collect::<Vec<_>>().join("&")
}

/// One request to the host that keeps the PDFs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StorageRecord {
    /// Path without the query.
    pub path: String,
    /// Whether an `Authorization` header came along, which must never happen.
    pub authorization: bool,
    /// Whether a token came as a parameter, which must never happen either.
    pub token_parameter: bool,
    /// Status of the answer.
    pub status: u16,
}

#[derive(Debug, Default)]
struct Entries {
    count: u64,
    api: Vec<RequestRecord>,
    storage: Vec<StorageRecord>,
}

/// All requests since the start or the last clearing.
#[derive(Debug, Default)]
pub(crate) struct Log(Mutex<Entries>);

impl Log {
    /// Notes that a request came in.
    pub(crate) fn begin(&self, request: &Request) -> RequestRecord {
        let mut entries = self.lock();
        entries.count += 1;
        let record = RequestRecord::of(request, entries.count);
        entries.api.push(record.clone());
        record
    }

    /// Changes what was noted of a request, unless the log was cleared since.
    pub(crate) fn update(&self, number: u64, change: impl FnOnce(&mut RequestRecord)) {
        let mut entries = self.lock();
        if let Some(record) = entries.api.iter_mut().rev().find(|record| record.number == number) {
            change(record);
        }
    }

    pub(crate) fn storage(&self, record: StorageRecord) {
        self.lock().storage.push(record);
    }

    pub(crate) fn requests(&self) -> Vec<RequestRecord> {
        self.lock().api.clone()
    }

    pub(crate) fn storage_requests(&self) -> Vec<StorageRecord> {
        self.lock().storage.clone()
    }

    pub(crate) fn clear(&self) {
        let mut entries = self.lock();
        entries.api.clear();
        entries.storage.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::without_token;

    #[test]
    fn tokens_do_not_reach_the_log() {
        assert_eq!(without_token("page=2&access_token=secret&x=1"), "page=2&access_token=…&x=1");
    }
}
