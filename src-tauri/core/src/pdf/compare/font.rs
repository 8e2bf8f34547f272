//! What the codes of a font stand for, and how wide they are.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use super::{cmap, read::Budget};

/// Stands for a code nobody says the meaning of.
const UNKNOWN: char = '\u{FFFD}';

/// Twice as many widths as there are codes are hostile, also when they are of the same codes again and again.
const MOST_WIDTHS: usize = 0x2_0000;

/// Codes 0x80 to 0x9F of WinAnsi; the others are those of Latin-1.
const WIN_ANSI: [char; 32] = [
    '€', UNKNOWN, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', UNKNOWN, 'Ž', UNKNOWN, UNKNOWN, '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', UNKNOWN, 'ž', 'Ÿ',
];

/// A font as far as reading text needs it.
pub(super) struct Font {
    /// Two bytes a code, as in a Type0 font.
    wide: bool,
    to_unicode: HashMap<u32, String>,
    /// In thousandths of an em.
    widths: HashMap<u32, f64>,
    default_width: f64,
}

impl Font {
    /// Reads a font's dictionary. What cannot be read of it is left out.
    pub(super) fn new(document: &Document, dictionary: &Dictionary, budget: &mut Budget) -> Self {
        let wide = name_of(dictionary, b"Subtype") == Some(b"Type0");
        let to_unicode = dictionary.get_deref(b"ToUnicode", document).and_then(Object::as_stream).ok();
        let to_unicode = to_unicode.and_then(|stream| budget.content(stream)).map(|text| cmap::read(&text));
        let (widths, default_width) = match wide {
            true => composite_widths(document, dictionary),
            false => (simple_widths(document, dictionary), 500.0),
        };
        Self { wide, to_unicode: to_unicode.unwrap_or_default(), widths, default_width }
    }

    /// The codes of a string. A byte that is left over is one, too.
    pub(super) fn codes<'a>(&self, string: &'a [u8]) -> impl Iterator<Item = u32> + 'a {
        let size = if self.wide { 2 } else { 1 };
        string.chunks(size).map(|code| code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    /// Adds what a code stands for.
    pub(super) fn push_text(&self, code: u32, text: &mut String) {
        match self.to_unicode.get(&code) {
            Some(mapped) => text.push_str(mapped),
            None if self.wide => text.push(UNKNOWN),
            None => text.push(win_ansi(code)),
        }
    }

    /// How wide a code is, in thousandths of an em.
    pub(super) fn width(&self, code: u32) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.default_width)
    }

    /// Whether word spacing applies to a code: only to a space of one byte.
    pub(super) fn is_space(&self, code: u32) -> bool {
        !self.wide && code == 32
    }
}

fn win_ansi(code: u32) -> char {
    match code {
        0x80..=0x9F => WIN_ANSI[code as usize - 0x80],
        code => char::from_u32(code).unwrap_or(UNKNOWN),
    }
}

fn name_of<'a>(dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    dictionary.get(key).and_then(Object::as_name).ok()
}

fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

fn array<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Vec<Object>> {
    dictionary.get_deref(key, document).and_then(Object::as_array).ok()
}

fn simple_widths(document: &Document, font: &Dictionary) -> HashMap<u32, f64> {
    let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0).clamp(0, 255) as u32;
    let widths = array(document, font, b"Widths").into_iter().flatten().take(256).enumerate();
    widths.filter_map(|(at, width)| Some((first + at as u32, number(width)?))).collect()
}

/// `W` is a list of `first [width …]` and `first last width`.
fn composite_widths(document: &Document, font: &Dictionary) -> (HashMap<u32, f64>, f64) {
    let mut widths = HashMap::new();
    let descendant = array(document, font, b"DescendantFonts").and_then(|fonts| fonts.first());
    let descendant = descendant.and_then(|font| document.dereference(font).ok()).and_then(|(_, it)| it.as_dict().ok());
    let Some(descendant) = descendant else { return (widths, 1000.0) };
    let default = descendant.get_deref(b"DW", document).ok().and_then(number).unwrap_or(1000.0);
    let mut entries = array(document, descendant, b"W").into_iter().flatten();
    let mut left = MOST_WIDTHS;
    while let (Some(first), Some(second)) = (entries.next(), entries.next()) {
        let Some(first) = code(first) else { break };
        match (second, code(second)) {
            (Object::Array(list), _) => {
                let numbered = list.iter().enumerate().take(left);
                left -= list.len().min(left);
                widths.extend(numbered.filter_map(|(at, width)| Some((first + at as u32, number(width)?))));
            }
            (_, Some(last)) => {
                let Some(width) = entries.next().and_then(number) else { break };
                widths.extend((first..=last).take(left).map(|code| (code, width)));
                left -= (last.saturating_sub(first) as usize + 1).min(left);
            }
            _ => break,
        }
    }
    (widths, default)
}

/// No code has more than two bytes.
fn code(object: &Object) -> Option<u32> {
    object.as_i64().ok().and_then(|code| u16::try_from(code).ok()).map(u32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_without_a_map_are_win_ansi() {
        let font = Font { wide: false, to_unicode: HashMap::new(), widths: HashMap::new(), default_width: 500.0 };
        let mut text = String::new();
        font.codes(b"\x80 1\xE9\x96").for_each(|code| font.push_text(code, &mut text));
        assert_eq!(text, "€ 1é–");
    }
}
