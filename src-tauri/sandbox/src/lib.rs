//! A local, stateful Billing API with believable sample data.
//!
//! It answers as the real server does, down to the bytes of its documents, and it can be made to fail in every way a
//! network fails. The window's sample data, `billfold sandbox` and the server of the tests are this one crate. It shares
//! no code with the rest of the program on purpose: in tests it is the second opinion.

mod http;
mod options;
pub mod portal;
pub mod sample;
mod sandbox;
mod wire;

pub use http::auth::AuthKind;
pub use http::faults::{Fault, FaultKind, Faults};
pub use http::record::{RequestRecord, StorageRecord};
pub use http::server::Hook;
pub use options::Options;
pub use portal::{Portal, State};
pub use sandbox::Sandbox;
