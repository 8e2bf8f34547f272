//! What a person can do: each command is one function, and the window, the command line and the
//! tests are thin faces of them.

pub mod bulk;
mod commands;
pub mod comparing;
pub mod connections;
mod convert;
pub mod data;
mod dispatch;
mod error;
mod export_types;
mod figure_types;
pub mod figures;
pub mod invoices;
pub mod pdfs;
mod preference_types;
pub mod preferences;
mod print_types;
pub mod profile;
pub mod syncing;
pub mod tables;
pub mod types;
pub mod typescript;
mod write_types;
pub mod writing;

pub use commands::COMMANDS;
pub use dispatch::{Reply, dispatch};
pub use error::{Error, ErrorCode};

/// Raw bytes, which travel to the page as they are and not as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

/// Runs what blocks on the disk off the async threads.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
}
