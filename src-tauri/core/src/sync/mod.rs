//! Brings the cache up to date: what to read ([`plan`]), reading it ([`run`]), and saying so.
//!
//! | module | reads |
//! | --- | --- |
//! | `new` | what was created since |
//! | `live` | the lists of the states that can still change |
//! | `left` | what could change before and is on none of these any more |
//! | `renamed` | invoices of customers with another name |
//! | `sweep` | every page |
//! | `accounts`, `payments` | what invoices do not carry |
//! | `compare` | everything once more, against what is held |
//!
//! `pages` asks for pages of a size the server manages and joins their XML and JSON.

mod accounts;
mod compare;
mod context;
mod error;
mod left;
mod live;
mod lock;
mod new;
mod pages;
mod payments;
pub mod plan;
mod renamed;
mod reporter;
mod run;
mod sweep;
mod told;

pub use compare::verify;
pub use error::Error;
pub use lock::Lock;
pub(crate) use pages::read_invoice;
pub use reporter::{Reporter, Stop, stop_signal};
pub use run::{Ended, run};
