//! Brings the cache up to date: what to read ([`plan`]), reading it ([`run`]), and saying so.

mod accounts;
mod error;
mod payments;
pub mod plan;
mod reporter;
mod run;
mod sweep;

pub use error::Error;
pub use reporter::{Reporter, Stop, stop_signal};
pub use run::{Lock, run};
