//! The time, in one place, so that tests can say what it is.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Today where the person is.
    fn today(&self) -> Date;
}

/// The system's clock and time zone.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn today(&self) -> Date {
        self.now().to_zoned(TimeZone::system()).date()
    }
}

/// A clock that stands still, for tests and for pictures that must not change.
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }

    fn today(&self) -> Date {
        self.0.to_zoned(TimeZone::UTC).date()
    }
}

/// The clock the environment asks for: `BILLFOLD_NOW` holds a moment, or the system's.
pub fn from_environment() -> Box<dyn Clock> {
    match std::env::var("BILLFOLD_NOW").ok().and_then(|text| text.parse().ok()) {
        Some(now) => Box::new(FixedClock(now)),
        None => Box::new(SystemClock),
    }
}
