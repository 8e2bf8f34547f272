//! The built-in sample portal: the sandbox in this process, started when it is asked for.

use billfold_core::app::{SamplePortal, StartedSample};
use billfold_sandbox::{Options, Sandbox};
use tokio::sync::Mutex;

/// Runs until the program ends, once it was started.
#[derive(Default)]
pub struct BuiltIn(Mutex<Option<Sandbox>>);

impl SamplePortal for BuiltIn {
    fn start(&self, today: jiff::civil::Date) -> StartedSample<'_> {
        Box::pin(async move {
            let mut running = self.0.lock().await;
            if running.is_none() {
                *running = Some(Sandbox::start(Options { today, ..Options::default() }).await?);
            }
            let sandbox = running.as_ref().ok_or_else(|| std::io::Error::other("it is not running"))?;
            Ok((sandbox.url(), sandbox.token().to_owned().into()))
        })
    }
}
