//! The cache of one connection in one SQLite file: the only SQL of the program.
//!
//! Each module holds one table and takes a connection or transaction from [`Database`].

pub mod accounts;
mod backup;
pub mod changes;
mod db;
mod error;
mod fold;
pub mod invoices;
pub mod journal;
pub mod kept;
mod line_items;
mod migrations;
pub mod page_writer;
mod parties;
pub mod payments;
pub mod search;
pub mod server_pdfs;
pub mod settings;
pub mod sync_runs;
mod text_ids;
pub mod verifications;

pub use backup::RestoreError;
pub use db::Database;
pub use error::Error;
pub use fold::fold;
pub use migrations::SCHEMA_VERSION;

/// A result of the store.
pub type Result<T> = std::result::Result<T, Error>;
