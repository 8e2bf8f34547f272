//! Billing periods: calendar months.

use std::fmt;

use jiff::civil::Date;

/// A calendar month, the billing period of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    year: i16,
    number: i8,
}

impl Month {
    /// The month of that year; `None` unless `number` is 1 to 12 and the year has four digits.
    pub fn new(year: i16, number: i8) -> Option<Month> {
        ((1000..=9999).contains(&year) && (1..=12).contains(&number)).then_some(Month { year, number })
    }

    /// The month a day falls in.
    pub fn of(day: Date) -> Month {
        Month { year: day.year(), number: day.month() }
    }

    /// Reads `YYYY-MM`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, number) = text.split_once('-')?;
        let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(number, 2) {
            return None;
        }
        Month::new(year.parse().ok()?, number.parse().ok()?)
    }

    /// The year, four digits.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month's number, 1 to 12.
    pub fn number(self) -> i8 {
        self.number
    }

    /// The first day.
    pub fn first_day(self) -> Date {
        Date::constant(self.year, self.number, 1)
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// The month `count` months later, or earlier when negative. Stays within years of four digits.
    pub fn plus(self, count: i32) -> Month {
        let months = i32::from(self.year) * 12 + i32::from(self.number) - 1 + count;
        let year = months.div_euclid(12).clamp(1000, 9999);
        Month { year: year as i16, number: (months.rem_euclid(12) + 1) as i8 }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::Month;

    #[test]
    fn only_four_digits_dash_two_digits_are_a_month() {
        assert_eq!(Month::parse("2026-09").map(|m| m.to_string()), Some("2026-09".to_owned()));
        for wrong in ["", "2026", "2026-9", "2026-13", "2026-00", "26-09", "2026-09-01", "+026-09", "2026/09"] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn months_step_over_years_and_know_their_last_day() {
        let month = Month::parse("2024-02").unwrap();
        assert_eq!(month.last_day().to_string(), "2024-02-29");
        assert_eq!(month.plus(-2).to_string(), "2023-12");
        assert_eq!(month.plus(11).to_string(), "2025-01");
    }
}
