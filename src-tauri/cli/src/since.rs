//! When something began, as people say it.

use billfold_core::{
    api::{Error, ErrorCode},
    clock::Clock,
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// A day, which begins at midnight where the person is; a moment; or how long ago.
pub fn moment(text: &str, clock: &dyn Clock) -> Result<Timestamp, Error> {
    let text = text.trim();
    let day = || text.parse::<Date>().ok().and_then(|day| day.to_zoned(TimeZone::system()).ok());
    let parsed = text.parse::<Timestamp>().ok().or_else(|| day().map(|day| day.timestamp()));
    parsed.or_else(|| ago(text, clock)).ok_or_else(|| {
        Error::new(ErrorCode::InvalidInput, format!("`{text}` is no moment"))
            .hint("Write a day (2026-11-01), a moment (2026-11-01T08:00:00Z) or how long ago (7d, 12h, 30m).")
            .field("since")
    })
}

fn ago(text: &str, clock: &dyn Clock) -> Option<Timestamp> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: i64 = number.parse().ok().filter(|number| *number >= 0)?;
    let minutes = match unit {
        "d" => 24 * 60,
        "h" => 60,
        "m" => 1,
        _ => return None,
    };
    clock.now().checked_sub(SignedDuration::from_mins(number.checked_mul(minutes)?)).ok()
}

#[cfg(test)]
mod tests {
    use billfold_core::clock::FixedClock;

    use super::*;

    #[test]
    fn days_moments_and_how_long_ago() {
        let clock = FixedClock("2026-11-15T12:00:00Z".parse().unwrap());
        let since = |text| moment(text, &clock).map(|moment| moment.to_string()).ok();
        assert_eq!(since("2026-11-01T08:00:00Z").as_deref(), Some("2026-11-01T08:00:00Z"));
        assert_eq!(since("7d").as_deref(), Some("2026-11-08T12:00:00Z"));
        assert_eq!(since("12h").as_deref(), Some("2026-11-15T00:00:00Z"));
        assert!(since("2026-11-01").is_some());
        assert_eq!((since("yesterday"), since("-3d"), since("d"), since("")), (None, None, None, None));
        assert_eq!(since("9223372036854775807d"), None);
    }
}
