//! Days and moments as numbers that order as their texts do, which is how SQLite compares them.

/// No day.
pub(super) const NO_DAY: i32 = i32::MIN;

/// No moment.
pub(super) const NO_MOMENT: i64 = i64::MIN;

/// Years before 0 begin with a sign, which sorts before every digit; among each other they sort by their digits. This
/// lifts them below zero. A multiple of 32, so that the day of the month stays the last five bits.
const BEFORE_YEAR_0: i32 = 10_240 * 512;

/// Half seconds of a day.
const HALVES: i64 = 2 * 86_400;

/// The number of `2026-09-30` or `-000044-03-15`; nothing for any other text.
pub(super) fn day(text: &str) -> Option<i32> {
    let (negative, year, rest) = match text.strip_prefix('-') {
        None => (false, text.get(..4)?, text.get(4..)?),
        Some(digits) => (true, digits.get(..6)?, digits.get(6..)?),
    };
    let [b'-', _, _, b'-', _, _] = rest.as_bytes() else { return None };
    let (year, month, day) = (digits(year)?, digits(rest.get(1..3)?)?, digits(rest.get(4..6)?)?);
    if year > 9999 || month > 12 || day > 31 {
        return None;
    }
    let number = (year * 512 + month * 32 + day) as i32;
    Some(if negative { number - BEFORE_YEAR_0 } else { number })
}

/// The number of `2026-09-30T12:00:00Z`, and whether that text has a part of a second. Such a text shares its number
/// with others of that second, and comes before the one without.
pub(super) fn moment(text: &str) -> Option<(i64, bool)> {
    let at = text.find('T')?;
    let day = i64::from(day(&text[..at])?);
    let time = text[at + 1..].strip_suffix('Z')?;
    let (clock, fraction) = time.split_at_checked(8)?;
    let [_, _, b':', _, _, b':', _, _] = clock.as_bytes() else { return None };
    let [hours, minutes, seconds] = [&clock[..2], &clock[3..5], &clock[6..]].map(digits);
    let (hours, minutes, seconds) = (hours?, minutes?, seconds?);
    if hours > 23 || minutes > 59 || seconds > 59 || !(fraction.is_empty() || fraction.starts_with('.')) {
        return None;
    }
    let second = i64::from(hours * 3600 + minutes * 60 + seconds);
    Some((day * HALVES + second * 2 + i64::from(fraction.is_empty()), !fraction.is_empty()))
}

/// The day that the first ten characters of a moment's text are.
pub(super) fn day_of(moment: i64) -> i32 {
    let day = moment.div_euclid(HALVES) as i32;
    // Of a year before 0 ten characters end behind the month.
    if day < 0 { day & !31 } else { day }
}

/// Year and month; nothing before the year 0.
pub(super) fn month(day: i32) -> Option<(i16, i8)> {
    (day >= 0).then_some(((day >> 9) as i16, (day >> 5 & 15) as i8))
}

fn digits(text: &str) -> Option<u32> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    text.bytes().try_fold(0, |number, byte| Some(number * 10 + digit(byte)?))
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::Date};
    use proptest::prelude::*;

    use super::*;

    fn any_day() -> impl Strategy<Value = Date> {
        (-9999_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
    }

    proptest! {
        #[test]
        fn days_order_as_their_texts(a in any_day(), b in any_day()) {
            let (a, b) = (a.to_string(), b.to_string());
            prop_assert_eq!(day(&a).unwrap().cmp(&day(&b).unwrap()), a.cmp(&b));
        }

        #[test]
        fn moments_order_as_their_texts_and_tell_their_day(
            a in -300_000_000_000_i64..250_000_000_000, b in 0_i64..3, nanos in prop::sample::select(vec![0, 0, 5, 500_000_000]),
        ) {
            let a_text = Timestamp::new(a, 0).unwrap().to_string();
            let b_text = Timestamp::new(a + b, nanos).unwrap().to_string();
            let ((a, _), (b, fraction)) = (moment(&a_text).unwrap(), moment(&b_text).unwrap());
            let expected = a_text.cmp(&b_text);
            prop_assert_eq!(a.cmp(&b), expected);
            prop_assert_eq!(fraction, nanos != 0);
            for limit in ["2026-09-30", "1969-12-31", "-000003-05-01"] {
                prop_assert_eq!(day_of(a).cmp(&day(limit).unwrap()), a_text[..10].cmp(limit), "{} {}", a_text, limit);
            }
        }
    }
}
