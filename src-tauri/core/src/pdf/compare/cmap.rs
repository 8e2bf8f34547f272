//! ToUnicode maps: which text the codes of a font stand for.

use std::collections::HashMap;

/// Twice as many entries as there are codes of two bytes are hostile, also when they say the same codes again and again.
const MOST_ENTRIES: usize = 0x2_0000;

/// Entries so far.
struct Map {
    entries: HashMap<u32, String>,
    left: usize,
}

impl Map {
    /// False when there may be no more.
    fn insert(&mut self, code: u32, text: String) -> bool {
        let Some(left) = self.left.checked_sub(1) else { return false };
        self.left = left;
        self.entries.insert(code, text);
        true
    }
}

enum Token<'a> {
    Hex(&'a [u8]),
    Open,
    Close,
    Word(&'a [u8]),
}

/// The entries of all `bfchar` and `bfrange` blocks; what cannot be understood is left out.
pub(super) fn read(map: &[u8]) -> HashMap<u32, String> {
    let mut read = Map { entries: HashMap::new(), left: MOST_ENTRIES };
    let mut tokens = tokens(map);
    while let Some(token) = tokens.next() {
        match token {
            Token::Word(b"beginbfchar") => characters(&mut tokens, &mut read),
            Token::Word(b"beginbfrange") => ranges(&mut tokens, &mut read),
            _ => {}
        }
        if read.left == 0 {
            break;
        }
    }
    read.entries
}

/// `<code> <text>`, up to the first word.
fn characters<'a>(tokens: &mut impl Iterator<Item = Token<'a>>, map: &mut Map) {
    while let (Some(Token::Hex(code)), Some(Token::Hex(text))) = (tokens.next(), tokens.next()) {
        if let (Some(code), Some(text)) = (number(code), text_of(text))
            && !map.insert(code, text)
        {
            return;
        }
    }
}

/// `<first> <last> <text of the first>` or `<first> <last> [<text> …]`, up to the first word.
fn ranges<'a>(tokens: &mut impl Iterator<Item = Token<'a>>, map: &mut Map) {
    while let (Some(Token::Hex(first)), Some(Token::Hex(last))) = (tokens.next(), tokens.next()) {
        let codes = match (number(first), number(last)) {
            (Some(first), Some(last)) => first..=last.min(first.saturating_add(0xFFFF)),
            _ => return,
        };
        match tokens.next() {
            Some(Token::Hex(text)) => {
                let Some(text) = text_of(text) else { continue };
                for (at, code) in codes.enumerate() {
                    let Some(text) = text_after(&text, at as u32) else { break };
                    if !map.insert(code, text) {
                        return;
                    }
                }
            }
            Some(Token::Open) => {
                let mut codes = codes;
                while let Some(Token::Hex(text)) = tokens.next() {
                    if let (Some(code), Some(text)) = (codes.next(), text_of(text))
                        && !map.insert(code, text)
                    {
                        return;
                    }
                }
            }
            _ => return,
        }
    }
}

/// The text whose last character is so many further on.
fn text_after(text: &str, after: u32) -> Option<String> {
    let mut characters: Vec<char> = text.chars().collect();
    let last = characters.pop()?;
    characters.push(char::from_u32(u32::from(last).checked_add(after)?)?);
    Some(characters.into_iter().collect())
}

/// Digits that make a number of four bytes at most.
fn number(digits: &[u8]) -> Option<u32> {
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// UTF-16. The server's generator writes a character beyond the first 65 536 as its plain number.
fn text_of(digits: &[u8]) -> Option<String> {
    if digits.len() <= 4 || !digits.len().is_multiple_of(4) {
        return char::from_u32(number(digits)?).map(String::from);
    }
    let units: Option<Vec<u16>> = digits.chunks(4).map(|unit| number(unit).map(|unit| unit as u16)).collect();
    String::from_utf16(&units?).ok()
}

fn tokens(map: &[u8]) -> impl Iterator<Item = Token<'_>> {
    let mut rest = map;
    std::iter::from_fn(move || {
        loop {
            let start = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
            rest = &rest[start..];
            let length =
                |end: fn(u8) -> bool| rest[1..].iter().position(|byte| end(*byte)).map_or(rest.len(), |at| at + 1);
            match rest[0] {
                b'%' => rest = &rest[length(|byte| byte == b'\n' || byte == b'\r')..],
                b'<' if rest.get(1).is_some_and(|byte| *byte != b'<') => {
                    let end = length(|byte| byte == b'>');
                    let digits = &rest[1..end];
                    rest = &rest[(end + 1).min(rest.len())..];
                    return Some(Token::Hex(digits));
                }
                b'[' | b']' => {
                    let token = if rest[0] == b'[' { Token::Open } else { Token::Close };
                    rest = &rest[1..];
                    return Some(token);
                }
                _ => {
                    let end = length(|byte| byte.is_ascii_whitespace() || b"<[]%".contains(&byte));
                    let word = &rest[..end];
                    rest = &rest[end..];
                    return Some(Token::Word(word));
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn characters_ranges_and_lists() {
        let map = read(
            b"/CMapName /x def % <01><0041>\n2 beginbfchar\n<c9><2026>\n<ca> <00a0>\nendbfchar\n\
              1 beginbfrange <0010> <0012> <0041> <20><21>[<0066006C> <1f600>] endbfrange",
        );
        let of = |code: u32| map.get(&code).map(String::as_str);
        assert_eq!((of(0xC9), of(0xCA), of(1)), (Some("…"), Some("\u{A0}"), None));
        assert_eq!((of(0x10), of(0x12), of(0x13)), (Some("A"), Some("C"), None));
        assert_eq!((of(0x20), of(0x21)), (Some("fl"), Some("😀")));
    }

    proptest! {
        #[test]
        fn any_bytes_end(map in prop::collection::vec(any::<u8>(), 0..400)) {
            read(&map);
        }

        #[test]
        fn anything_like_a_map_ends(map in "(beginbfrange|beginbfchar|<[0-9a-fA-F]{0,9}>|\\[|\\]|<<|%| |\n){0,60}") {
            prop_assert!(read(map.as_bytes()).len() <= MOST_ENTRIES);
        }
    }

    #[test]
    fn the_same_codes_again_and_again_come_to_an_end() {
        let map = format!("1 beginbfrange {}", "<0000><FFFF><0041>".repeat(100_000));
        assert_eq!(read(map.as_bytes()).len(), 0xD800 - 0x41, "up to what is no character");
    }
}
