//! What a person can do: each command is one function, and the window, the command line and the
//! tests are thin faces of them.

mod commands;
mod error;
pub mod types;
pub mod typescript;

pub use error::{Error, ErrorCode};
