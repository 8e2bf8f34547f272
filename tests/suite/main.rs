//! One binary with every test that looks at the program from outside.

mod api;
mod architecture;
mod client;
mod connect;
mod damage;
mod list;
mod pdf;
mod profile;
mod sandbox;
mod sync;

/// The command line under test.
const BILLFOLD: &str = env!("CARGO_BIN_EXE_billfold-under-test");
