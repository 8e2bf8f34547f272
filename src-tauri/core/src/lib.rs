//! Billfold's core: domain, Billing API client, SQLite cache, sync and PDF.
//!
//! Everything a person can do is one function of [`api`]; the window, the command line and the tests
//! are thin faces of it.

pub mod api;
pub mod app;
pub mod clock;
pub mod domain;
pub mod export;
pub mod files;
pub mod index;
pub mod pdf;
pub mod printing;
pub mod secret;
pub mod store;
pub mod sync;
pub mod threescale;
pub mod writes;
