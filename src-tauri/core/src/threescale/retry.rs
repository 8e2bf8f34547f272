use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

use super::Error;

/// Waits of our own never grow beyond this; only the server can ask for longer ones.
const LONGEST_BACKOFF: Duration = Duration::from_secs(10);

/// What the server may ask us to wait within one run.
const ASKED: Duration = Duration::from_secs(300);

/// How a read that failed for a passing reason is tried again. Writes are never repeated by this.
#[derive(Clone, Copy, Debug)]
pub struct RetryPolicy {
    /// How often to try again at most.
    pub retries: usize,
    /// The first wait; each next one is twice as long, with jitter.
    pub first_wait: Duration,
    /// No wait is longer, not even one the server asks for.
    pub longest_wait: Duration,
    /// When the server asks for more than this, nobody waits: the run ends and says so.
    pub most_asked: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { retries: 12, first_wait: Duration::from_millis(200), longest_wait: ASKED, most_asked: ASKED }
    }
}

impl RetryPolicy {
    /// No second attempt: for probes, where a person waits for the answer.
    pub const NONE: Self =
        Self { retries: 0, first_wait: Duration::ZERO, longest_wait: Duration::ZERO, most_asked: Duration::ZERO };

    /// Whether to try again after this many failures in a row. When nothing answers at all, a few quick
    /// attempts tell as much as many slow ones, and a person wants to know that it is offline.
    pub(super) fn goes_on(self, error: &Error, failures: usize) -> bool {
        let retries = match error {
            Error::Unreachable { .. } => self.retries.min(3),
            Error::Busy { retry_after: Some(asked), .. } if *asked > self.most_asked => 0,
            _ => self.retries,
        };
        error.is_transient() && failures <= retries
    }

    /// The waits between attempts.
    pub(super) fn waits(self) -> impl Iterator<Item = Duration> + Send + use<> {
        ExponentialBuilder::default()
            .with_min_delay(self.first_wait)
            .with_max_delay(self.longest_wait.min(LONGEST_BACKOFF))
            .with_max_times(self.retries)
            .with_jitter()
            .build()
            .map(move |wait| wait.min(self.longest_wait))
    }
}
