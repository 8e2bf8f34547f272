use std::sync::OnceLock;

use billfold_sandbox::{Options, Sandbox};
use tokio::runtime::Runtime;

/// The day it is in every test.
pub const TODAY: &str = "2026-11-15";

/// A runtime for the servers of a test.
pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
    })
}

/// A portal with sample invoices, always the same for the same number.
pub fn portal(invoices: usize) -> Sandbox {
    runtime().block_on(Sandbox::start(options(invoices))).expect("the sandbox starts")
}

/// What it is made from.
pub(crate) fn options(invoices: usize) -> Options {
    Options { invoices, today: TODAY.parse().expect("a day"), seed: "tests".into(), ..Options::default() }
}
