//! What the tests share: a portal to talk to, the command line to start, and a way to compare.

mod changes;
mod cli;
mod compare;
mod portal;
mod tls;
mod window;

pub use changes::Event;
pub use cli::{Cli, Output};
pub use compare::{assert_equal, assert_equal_but_for_deleted, differences, differences_but_for_deleted, normalized};
pub use portal::{TODAY, portal, runtime};
pub use tls::TlsFront;
pub use window::{TestHost, Window};

use std::path::PathBuf;

/// A file of `tests/fixtures`.
pub fn fixture(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures")).join(name)
}
