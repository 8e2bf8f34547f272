//! Changes invoices: one attempt, then the truth.
//!
//! The server has no idempotency keys, charges real cards, and lets through what it should not. So a write is
//!
//! 1. compared (`send`): the invoice is read, and nothing is sent when it is not as the person saw it;
//! 2. written down, on the disk, before it leaves (`store::journal`);
//! 3. sent once (`threescale::writes`), never again by itself;
//! 4. proved (`traces`): the invoice, its lines and payments are read again, and `outcome` decides what became of it;
//! 5. where nobody knows yet, looked at again (`settle`): on the next write, the next sync, or when a person asks.
//!
//! A kill between any two of these leaves a line in the journal that is settled later.

mod desk;
mod error;
mod lock;
mod outcome;
mod permission;
mod send;
mod settle;

pub use desk::Desk;
pub(crate) use desk::first_month;
pub use error::Error;
pub use lock::WriteLock;
pub use send::{Step, conflict};
