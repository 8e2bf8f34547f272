use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a connection is kept up to date, as the person set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SyncSettings {
    /// Minutes between two syncs while the window is open; 0 is never, not on start either.
    pub every_minutes: u32,
    /// Days after which a sync checks everything; 0 is never by itself.
    pub full_check_days: u32,
    /// Requests a minute at most, beyond a first burst of as many; 0 is no limit of our own.
    pub requests_per_minute: u32,
}

impl Default for SyncSettings {
    fn default() -> Self {
        Self { every_minutes: 15, full_check_days: 7, requests_per_minute: 0 }
    }
}
