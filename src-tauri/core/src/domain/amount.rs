//! Amounts as people type them. The server turns what it cannot parse into 0, so nothing is sent that was not
//! understood here, digit by digit.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a person writes amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AmountFormat {
    /// What stands before the decimals.
    #[ts(type = "string")]
    pub decimal: char,
    /// What stands between thousands; nothing does when absent.
    #[ts(type = "string | null")]
    pub group: Option<char>,
}

impl AmountFormat {
    /// `1234.5`, as scripts write it: nothing between thousands.
    pub const PLAIN: Self = Self { decimal: '.', group: None };
}

/// Why a text is not taken as an amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing was typed.
    #[error("no amount was typed")]
    Empty,
    /// Something that no amount has in this format.
    #[error("`{text}` is no amount: `{found}` does not belong there; write it like {example}")]
    Character {
        /// What was typed.
        text: String,
        /// What does not belong.
        found: char,
        /// An amount in this format.
        example: String,
    },
    /// The mark of thousands stands where no thousand ends.
    #[error("`{text}` could mean two amounts: `{group}` stands between thousands here; write it like {example}")]
    Grouping {
        /// What was typed.
        text: String,
        /// The mark.
        group: char,
        /// An amount in this format.
        example: String,
    },
    /// The server keeps four decimals and would round the rest.
    #[error("`{0}` has more than four decimals, and the portal keeps four")]
    Decimals(String),
    /// More digits than the server's column holds.
    #[error("`{0}` is too large: the portal holds {MOST_WHOLE_DIGITS} digits before the decimals")]
    TooLarge(String),
}

/// Digits before the decimals that the server's column (`DECIMAL(20, 4)`) holds.
const MOST_WHOLE_DIGITS: usize = 16;

/// Decimals the server keeps of a line item's cost.
const MOST_DECIMALS: usize = 4;

/// Reads an amount. Blanks around it and trailing zeros do not matter; anything else that is not exactly an amount in
/// this format is refused with the reason.
///
/// # Errors
/// [`AmountError`], in words for the person who typed it.
pub fn parse_amount(text: &str, format: AmountFormat) -> Result<Decimal, AmountError> {
    let typed = text.trim();
    let unsigned = typed.strip_prefix(['-', '\u{2212}']).unwrap_or(typed);
    if unsigned.is_empty() {
        return Err(AmountError::Empty);
    }
    let is_mark = |c: char| c == format.decimal || is_group(c, format);
    if let Some(found) = unsigned.chars().find(|c| !c.is_ascii_digit() && !is_mark(*c)) {
        return Err(AmountError::Character { text: typed.into(), found, example: example(format) });
    }
    let (whole, decimals) = unsigned.split_once(format.decimal).unwrap_or((unsigned, ""));
    if let Some(found) = decimals.chars().find(|c| !c.is_ascii_digit()) {
        return Err(AmountError::Character { text: typed.into(), found, example: example(format) });
    }
    let digits = ungrouped(whole, typed, format)?;
    if digits.is_empty() || (unsigned.contains(format.decimal) && decimals.is_empty()) {
        return Err(AmountError::Character { text: typed.into(), found: format.decimal, example: example(format) });
    }
    let decimals = decimals.trim_end_matches('0');
    if decimals.len() > MOST_DECIMALS {
        return Err(AmountError::Decimals(typed.into()));
    }
    if digits.trim_start_matches('0').len() > MOST_WHOLE_DIGITS {
        return Err(AmountError::TooLarge(typed.into()));
    }
    let sign = if unsigned.len() < typed.len() { "-" } else { "" };
    let plain = format!("{sign}{digits}.{}", if decimals.is_empty() { "0" } else { decimals });
    let amount: Decimal = plain.parse().map_err(|_| AmountError::TooLarge(typed.into()))?;
    Ok(amount.normalize())
}

/// Some languages put a space between thousands, and keyboards and copied texts know several.
fn is_group(c: char, format: AmountFormat) -> bool {
    match format.group {
        None => false,
        Some(group) if group.is_whitespace() => c.is_whitespace(),
        Some('\u{2019}' | '\'') => matches!(c, '\u{2019}' | '\''),
        Some(group) => c == group,
    }
}

/// The digits before the decimals. Marks of thousands may be left out, but not stand elsewhere: `1,5` where the comma
/// is such a mark is as likely meant as one and a half.
fn ungrouped(whole: &str, typed: &str, format: AmountFormat) -> Result<String, AmountError> {
    let groups: Vec<&str> = whole.split(|c| is_group(c, format)).collect();
    let (first, rest) = groups.split_first().unwrap_or((&"", &[]));
    let is_grouped = rest.iter().all(|group| group.len() == 3) && (1..=3).contains(&first.len());
    if rest.is_empty() || is_grouped {
        return Ok(groups.concat());
    }
    let group = format.group.unwrap_or_default();
    Err(AmountError::Grouping { text: typed.into(), group, example: example(format) })
}

fn example(format: AmountFormat) -> String {
    let group = format.group.map(String::from).unwrap_or_default();
    format!("1{group}234{}50", format.decimal)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ENGLISH: AmountFormat = AmountFormat { decimal: '.', group: Some(',') };
    const GERMAN: AmountFormat = AmountFormat { decimal: ',', group: Some('.') };
    const FRENCH: AmountFormat = AmountFormat { decimal: ',', group: Some('\u{202f}') };

    fn read(text: &str, format: AmountFormat) -> Result<String, AmountError> {
        parse_amount(text, format).map(|amount| amount.to_string())
    }

    #[test]
    fn what_is_meant_in_the_chosen_format_is_understood() {
        for (text, format, amount) in [
            ("1,234.5", ENGLISH, "1234.5"),
            ("1.234,50", GERMAN, "1234.5"),
            ("1.234", GERMAN, "1234"),
            (" 12 ", AmountFormat::PLAIN, "12"),
            ("-0.05", AmountFormat::PLAIN, "-0.05"),
            ("\u{2212}5", ENGLISH, "-5"),
            ("1\u{a0}234\u{202f}567,8901", FRENCH, "1234567.8901"),
            ("1234567.0000000", ENGLISH, "1234567"),
            ("9999999999999999.9999", AmountFormat::PLAIN, "9999999999999999.9999"),
            ("0", ENGLISH, "0"),
            ("007", ENGLISH, "7"),
        ] {
            assert_eq!(read(text, format).as_deref(), Ok(amount), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused_and_never_sent_as_something_else() {
        for (text, format) in [
            ("", ENGLISH),
            ("   ", ENGLISH),
            ("-", ENGLISH),
            ("1e3", ENGLISH),
            ("1.234,50", ENGLISH),
            ("1,234.5", GERMAN),
            ("1,5", ENGLISH),
            ("1.5", GERMAN),
            ("12,34,567", ENGLISH),
            (",123", ENGLISH),
            ("1234,567", ENGLISH),
            ("1,234.5", AmountFormat::PLAIN),
            ("1 234", AmountFormat::PLAIN),
            ("1.2.3", AmountFormat::PLAIN),
            ("1.", AmountFormat::PLAIN),
            (".5", AmountFormat::PLAIN),
            ("+5", AmountFormat::PLAIN),
            ("--5", AmountFormat::PLAIN),
            ("5-", AmountFormat::PLAIN),
            ("€5", ENGLISH),
            ("٣", ENGLISH),
            ("NaN", ENGLISH),
            ("0x10", ENGLISH),
            ("0.00005", ENGLISH),
            ("12345678901234567890", AmountFormat::PLAIN),
            ("99999999999999999", AmountFormat::PLAIN),
        ] {
            assert!(parse_amount(text, format).is_err(), "{text}");
        }
        let words = read("1.234,50", ENGLISH).unwrap_err().to_string();
        assert!(words.contains("1.234,50") && words.contains("1,234.50"), "{words}");
    }

    proptest! {
        #[test]
        fn what_the_format_writes_it_reads_back(units in -10i128.pow(20) + 1..10i128.pow(20)) {
            let amount = Decimal::from_i128_with_scale(units, 4);
            let plain = amount.to_string();
            prop_assert_eq!(parse_amount(&plain, AmountFormat::PLAIN), Ok(amount));
            prop_assert_eq!(parse_amount(&plain.replace('.', ","), GERMAN), Ok(amount));
        }

        #[test]
        fn no_text_panics_and_what_is_taken_has_its_own_digits(text in "[-0-9., \u{2019}e+]{0,24}") {
            for format in [ENGLISH, GERMAN, FRENCH, AmountFormat::PLAIN] {
                if let Ok(amount) = parse_amount(&text, format) {
                    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).map(char::from).collect::<String>();
                    let typed = digits(&text);
                    prop_assert!(typed.trim_matches('0').contains(digits(&amount.to_string()).trim_matches('0')));
                }
            }
        }
    }
}
