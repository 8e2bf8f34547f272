//! From the page's calls to the core's declared commands and back.

use std::{
    str::FromStr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use billfold_core::{
    api::{self, Error, ErrorCode, Reply},
    app::App,
    domain::SyncProgress,
};
use serde_json::Value;
use tauri::{
    AppHandle, Emitter, Manager, Webview,
    ipc::{Channel, InvokeBody, InvokeError, InvokeResponseBody, JavaScriptChannelId},
};

/// Commands after which what is held may be another: every window is told, whichever asked.
const CHANGING: &[&str] = &[
    "sync",
    "verify",
    "write",
    "prepare_write",
    "send_drafts",
    "accept_drafts",
    "discard_drafts",
    "settle_writes",
    "decide_write",
    "run_bulk",
    "restore",
    "set_connection",
    "set_print_profile",
    "choose_logo",
    "remove_logo",
];

/// The event that tells it, with the connection's name.
const DATA_CHANGED: &str = "data-changed";

/// Progress is told at most this often; what comes between is left out, the end never is.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(100);

/// Answers a call of the page. Whether the window may call the command was decided before, by its
/// capability.
pub fn handle(invoke: tauri::ipc::Invoke) -> bool {
    let tauri::ipc::Invoke { message, resolver, .. } = invoke;
    let command = message.command().to_owned();
    if !api::COMMANDS.contains(&command.as_str()) {
        return false;
    }
    let app = Arc::clone(&message.webview_ref().state::<Arc<App>>());
    let progress = progress_of(message.payload(), message.webview_ref());
    let request = request_of(message.payload());
    let changed = CHANGING.contains(&command.as_str()).then(|| Changed::of(&request, message.webview_ref())).flatten();
    resolver.respond_async(async move {
        let reply = api::dispatch(&app, &command, request, progress).await;
        // Also after an error: a sync that was stopped keeps what it read.
        changed.inspect(Changed::tell);
        match reply {
            Ok(Reply::Json(value)) => Ok(InvokeResponseBody::Json(value.to_string())),
            Ok(Reply::Bytes(bytes)) => Ok(InvokeResponseBody::Raw(bytes)),
            Err(error) => Err(InvokeError::from(serialized(&error))),
        }
    });
    true
}

/// A connection whose data may be another.
struct Changed {
    connection: String,
    handle: AppHandle,
}

impl Changed {
    fn of(request: &Value, webview: &Webview) -> Option<Self> {
        let connection = request.get("connection")?.as_str()?.to_owned();
        Some(Self { connection, handle: webview.app_handle().clone() })
    }

    fn tell(&self) {
        // A window that is gone has nothing to show.
        let _ = self.handle.emit(DATA_CHANGED, &self.connection);
    }
}

/// The one argument every command takes.
fn request_of(payload: &InvokeBody) -> Value {
    match payload {
        InvokeBody::Json(arguments) => arguments.get("request").cloned().unwrap_or_else(|| serde_json::json!({})),
        InvokeBody::Raw(_) => Value::Null,
    }
}

/// The page's channel for progress, where it gave one.
fn progress_of(payload: &InvokeBody, webview: &Webview) -> impl Fn(SyncProgress) + Send + Sync + 'static {
    let channel: Option<Channel<SyncProgress>> = match payload {
        InvokeBody::Json(arguments) => arguments
            .get("progress")
            .and_then(Value::as_str)
            .and_then(|id| JavaScriptChannelId::from_str(id).ok())
            .map(|id| id.channel_on(webview.clone())),
        InvokeBody::Raw(_) => None,
    };
    let last_told = Mutex::new(None::<Instant>);
    move |progress| {
        let Some(channel) = &channel else { return };
        let Ok(mut last) = last_told.lock() else { return };
        let complete = progress.total == Some(progress.done);
        if complete || progress.waiting.is_some() || last.is_none_or(|at| at.elapsed() >= PROGRESS_INTERVAL) {
            *last = Some(Instant::now());
            // A page that is gone has nobody to tell.
            let _ = channel.send(progress);
        }
    }
}

fn serialized(error: &Error) -> Value {
    serde_json::to_value(error).unwrap_or_else(
        |_| serde_json::json!({ "code": ErrorCode::Failed, "message": error.message, "retryable": false }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_things_is_declared() {
        assert!(CHANGING.iter().all(|name| api::COMMANDS.contains(name)));
    }
}
