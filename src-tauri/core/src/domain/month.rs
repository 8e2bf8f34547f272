use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A calendar month, written `2026-09` as the Billing API does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i16,
    month: i8,
}

/// A text that is not a month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a month; write it as YYYY-MM, for example 2026-09")]
pub struct MonthError(pub String);

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1 to 12.
    pub fn number(self) -> i8 {
        self.month
    }

    /// The first day.
    pub fn first_day(self) -> Date {
        jiff::civil::date(self.year, self.month, 1)
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// So many months later, or earlier when negative.
    pub fn plus(self, months: i32) -> Self {
        let count = i32::from(self.year) * 12 + i32::from(self.month) - 1 + months;
        let year = i16::try_from(count.div_euclid(12)).unwrap_or(self.year).clamp(0, 9999);
        Self { year, month: count.rem_euclid(12) as i8 + 1 }
    }

    /// `September, 2026`: the month in English, as the server prints it on the invoice.
    pub fn in_words(self) -> String {
        format!("{}, {}", self.first_day().strftime("%B"), self.year)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let error = || MonthError(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(error)?;
        let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(error());
        }
        let (year, month) = (year.parse().map_err(|_| error())?, month.parse().map_err(|_| error())?);
        Date::new(year, month, 1).map_err(|_| error())?;
        Ok(Self { year, month })
    }
}

impl TryFrom<String> for Month {
    type Error = MonthError;

    fn try_from(text: String) -> Result<Self, MonthError> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_the_servers_form() {
        let month: Month = "2024-02".parse().unwrap();
        assert_eq!(month.to_string(), "2024-02");
        assert_eq!(month.last_day().to_string(), "2024-02-29");
        assert_eq!(month.in_words(), "February, 2024");
    }

    #[test]
    fn counts_over_the_turn_of_the_year() {
        let month = |text: &str| text.parse::<Month>().unwrap();
        for (from, months, to) in [("2026-11", 12, "2027-11"), ("2026-11", 2, "2027-01"), ("2026-01", -1, "2025-12")] {
            assert_eq!(month(from).plus(months), month(to));
        }
    }

    #[test]
    fn refuses_what_is_not_a_month() {
        for text in ["", "2024", "2024-13", "2024-00", "24-01", "2024-1", "2024-01-01", "+024-01"] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
