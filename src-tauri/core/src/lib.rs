//! Billfold's core: domain, Billing API client, SQLite cache, sync and PDF.

pub mod api;
pub mod clock;
pub mod domain;
pub mod store;
pub mod sync;
pub mod threescale;
