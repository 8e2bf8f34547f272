//! One binary with every test that looks at the program from outside.

mod api;
mod architecture;
mod client;
mod comparing;
mod connect;
mod damage;
mod data;
mod delta;
mod figures;
mod ledger;
mod list;
mod pace;
mod pdf;
mod printing;
mod profile;
mod readers;
mod sandbox;
mod sums;
mod sync;
mod tables;
mod turmoil;
mod upgrade;
mod verify;
mod write_faults;
mod write_kinds;
mod write_turmoil;
mod writes;

/// The command line under test.
const BILLFOLD: &str = env!("CARGO_BIN_EXE_billfold-under-test");
