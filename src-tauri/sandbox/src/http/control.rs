//! Control over HTTP, for tests that run the sandbox as another process. Not part of the real API.

use serde_json::Value;

use super::faults::Fault;
use super::message::{Request, Response};
use super::server::Shared;

/// Paths from here on are for control.
pub(super) const PREFIX: &str = "/sandbox/";

/// Answers a control request.
pub(super) fn answer(shared: &Shared, request: &Request) -> Response {
    let name = request.path.strip_prefix(PREFIX).unwrap_or_default();
    match (request.method.as_str(), name) {
        ("POST", "faults") => push_faults(shared, request),
        ("GET", "faults") => json(&shared.faults.pending()),
        ("DELETE", "faults") => done(|| shared.faults.clear()),
        ("POST", "release") => done(|| shared.faults.release()),
        ("GET", "requests") => json(&shared.log.requests()),
        ("DELETE", "requests") => done(|| shared.log.clear()),
        ("GET", "storage-requests") => json(&shared.log.storage_requests()),
        ("GET", "truth.json") => {
            Response::with_body(200, "application/json; charset=utf-8", shared.portal().truth_text())
        }
        ("POST", "offline") => done(|| shared.faults.set_offline(true)),
        ("DELETE", "offline") => done(|| shared.faults.set_offline(false)),
        _ => Response::empty(404),
    }
}

/// A list of faults, or a single one.
fn push_faults(shared: &Shared, request: &Request) -> Response {
    let read = serde_json::from_slice::<Value>(&request.body).map(|value| match value {
        Value::Array(list) => list,
        single => vec![single],
    });
    let faults: Result<Vec<Fault>, _> = read.and_then(|list| list.into_iter().map(serde_json::from_value).collect());
    match faults {
        Ok(faults) => done(|| faults.into_iter().for_each(|fault| shared.faults.push(fault))),
        Err(error) => Response::with_body(400, "text/plain; charset=utf-8", error.to_string()),
    }
}

fn done(act: impl FnOnce()) -> Response {
    act();
    Response::empty(204)
}

fn json(value: &impl serde::Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => Response::with_body(200, "application/json; charset=utf-8", body),
        Err(_) => Response::empty(500),
    }
}
