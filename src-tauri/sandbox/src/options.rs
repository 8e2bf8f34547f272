//! How a sandbox is to be.

use jiff::Timestamp;
use jiff::civil::{Date, time};
use jiff::tz::Offset;

use crate::http::Tokens;
use crate::sample::Random;

/// How a sandbox is to be. The same seed, count and day give the same data.
#[derive(Clone)]
pub struct Options {
    /// Port on 127.0.0.1; 0 is any free one.
    pub port: u16,
    /// Number of sample invoices.
    pub invoices: usize,
    /// What the sample data and the tokens are derived from.
    pub seed: String,
    /// The day it is in the portal; its clock stands at noon UTC.
    pub today: Date,
    /// Token for reading and writing everything; `None` derives it from the seed.
    pub token: Option<String>,
    /// Token for reading everything; `None` derives it from the seed.
    pub read_only_token: Option<String>,
    /// Token for reading and writing invoices only; `None` derives it from the seed.
    pub finance_only_token: Option<String>,
    /// Whether answers are compressed for clients that accept it.
    pub gzip: bool,
}

impl Default for Options {
    /// 200 invoices up to the system's current day in UTC, on any free port. The only place that reads the system clock.
    fn default() -> Options {
        Options {
            port: 0,
            invoices: 200,
            seed: "billfold".to_owned(),
            today: Offset::UTC.to_datetime(Timestamp::now()).date(),
            token: None,
            read_only_token: None,
            finance_only_token: None,
            gzip: true,
        }
    }
}

impl Options {
    /// Noon UTC of `today`.
    pub(crate) fn now(&self) -> Timestamp {
        let noon = self.today.to_datetime(time(12, 0, 0, 0));
        // Only days at the very ends of the calendar have no noon.
        Offset::UTC.to_timestamp(noon).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    pub(crate) fn tokens(&self) -> Tokens {
        let derived = |chosen: &Option<String>, role: &str| {
            chosen.clone().unwrap_or_else(|| {
                let mut random = Random::from_text(&format!("{role} token of {}", self.seed));
                (0..4).map(|_| format!("{:016x}", random.next())).collect()
            })
        };
        Tokens {
            full: derived(&self.token, "full"),
            read_only: derived(&self.read_only_token, "read-only"),
            finance_only: derived(&self.finance_only_token, "finance"),
        }
    }
}
