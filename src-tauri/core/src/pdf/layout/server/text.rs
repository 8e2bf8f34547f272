//! Breaking text into lines.
//!
//! The rules are those of Prawn 2.4's line wrapping: a line is filled piece by piece, a piece being
//! a word, a word with the hyphens after it, white space, or hyphens with what follows them. A
//! piece that does not fit goes to the next line; only when the line holds nothing to break at is
//! the piece itself cut between characters.

use unicode_segmentation::UnicodeSegmentation;

use super::ruler::{Measure, Ruler};
use crate::pdf::{fonts::server_font, typeset::Type};

const SOFT_HYPHEN: char = '\u{AD}';
const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// A line of wrapped text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What is drawn.
    pub text: String,
    /// Its width in points, by which it is aligned.
    pub width: f64,
}

/// Breaks a text into lines no wider than `width` points.
///
/// An empty text has no lines; a text of white space has one empty line.
pub fn wrap(text: &str, typeface: Type, width: f64, ruler: &Ruler) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = next_line(rest, typeface, width, ruler);
        lines.push(line);
        rest = after;
    }
    lines
}

/// One line, and what is left for the next ones.
fn next_line<'a>(text: &'a str, typeface: Type, width: f64, ruler: &Ruler) -> (Line, &'a str) {
    let paragraph = &text[..text.find('\n').unwrap_or(text.len())];
    // White space at the beginning of a line is dropped.
    let content = paragraph.trim_start_matches(is_ruby_space);
    let kept = fit(content, typeface, width, ruler);
    let after = &text[paragraph.len() - content.len() + kept..];
    // A line feed belongs to the line it ends, and such a line keeps the white space at its end.
    match after.strip_prefix('\n').filter(|_| kept == content.len()) {
        Some(next) => (line_of(&content[..kept], true, typeface, ruler), next),
        None => (line_of(&content[..kept], false, typeface, ruler), after),
    }
}

/// How many bytes of a paragraph fit on a line, at least one character.
fn fit(content: &str, typeface: Type, width: f64, ruler: &Ruler) -> usize {
    let mut used = 0.0;
    let mut at = 0;
    for piece in Pieces(content) {
        let wide = if piece == "\u{200B}" { 0.0 } else { ruler.width(typeface, Measure::Kerned, piece) };
        if used + wide <= width {
            used += wide;
            if piece.ends_with(SOFT_HYPHEN) {
                // A soft hyphen is drawn, and counts, only where the line breaks.
                used -= ruler.width(typeface, Measure::Kerned, "\u{AD}");
            }
            at += piece.len();
        } else if content[..at].contains(divides_words) {
            return at;
        } else {
            return at + fit_characters(piece, typeface, width - used, at == 0, ruler);
        }
    }
    at
}

/// How many bytes of a word fit into what is left of a line. The first character of a line always
/// does: the server gives up here, which is no help to anybody. A letter of another script is not
/// cut from its marks.
fn fit_characters(piece: &str, typeface: Type, room: f64, line_is_empty: bool, ruler: &Ruler) -> usize {
    let mut used = 0.0;
    let mut at = 0;
    let width = |c: char| ruler.width(typeface, Measure::Plain, c.encode_utf8(&mut [0; 4]));
    for unit in piece.graphemes(true).flat_map(units) {
        let wide: f64 = unit.chars().map(width).sum();
        if used + wide > room && !(line_is_empty && at == 0) {
            break;
        }
        used += wide;
        at += unit.len();
    }
    at
}

/// What a line may be broken between: characters, and whole letters of other scripts.
fn units(letter: &str) -> impl Iterator<Item = &str> {
    let step = if letter.chars().all(server_font::covers) { None } else { Some(letter) };
    let characters = letter.char_indices().map(|(at, c)| &letter[at..at + c.len_utf8()]);
    step.into_iter().chain(characters.filter(move |_| step.is_none()))
}

/// The line as drawn: without zero width spaces, without the white space at its end, and without
/// soft hyphens but for the one it was broken at.
fn line_of(text: &str, ended_by_line_feed: bool, typeface: Type, ruler: &Ruler) -> Line {
    let mut drawn: String = text.chars().filter(|c| *c != ZERO_WIDTH_SPACE).collect();
    if !ended_by_line_feed {
        drawn.truncate(drawn.trim_end_matches(is_ruby_space).len());
    }
    if drawn.contains(SOFT_HYPHEN) {
        let broken_here = !ended_by_line_feed && drawn.ends_with(SOFT_HYPHEN);
        drawn.retain(|c| c != SOFT_HYPHEN);
        if broken_here {
            drawn.push(SOFT_HYPHEN);
        }
    }
    let width = ruler.width(typeface, Measure::Kerned, &drawn);
    // The carriage return of a CR LF is measured but not drawn.
    if drawn.ends_with('\r') {
        drawn.pop();
    }
    Line { text: drawn, width }
}

/// White space as Ruby's `strip` understands it.
fn is_ruby_space(c: char) -> bool {
    matches!(c, '\0' | '\t' | '\n' | '\x0B' | '\x0C' | '\r' | ' ')
}

/// Whether a line that holds this character is broken before the word that does not fit.
fn divides_words(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\x0B' | '\r' | ' ' | '-' | SOFT_HYPHEN | ZERO_WIDTH_SPACE)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | ZERO_WIDTH_SPACE)
}

fn is_word(c: char) -> bool {
    !is_space(c) && c != '-' && c != SOFT_HYPHEN
}

/// The pieces of a paragraph between which a line may break.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.0;
        let first = rest.chars().next()?;
        let run = |from: usize, belongs: fn(char) -> bool| {
            rest[from..].find(|c| !belongs(c)).map_or(rest.len(), |length| from + length)
        };
        let end = if is_word(first) {
            let word = run(0, is_word);
            if rest[word..].starts_with(SOFT_HYPHEN) { word + SOFT_HYPHEN.len_utf8() } else { run(word, |c| c == '-') }
        } else if is_space(first) {
            run(0, is_space)
        } else if first == '-' {
            run(run(0, |c| c == '-'), is_word)
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(end);
        self.0 = after;
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pdf::fonts::FontId;

    const BODY: Type = Type { font: FontId::Regular, size: 12.0 };

    fn lines(text: &str, width: f64) -> Vec<String> {
        wrap(text, BODY, width, &Ruler::new()).into_iter().map(|line| line.text).collect()
    }

    fn width(text: &str) -> f64 {
        BODY.width(text, true)
    }

    #[test]
    fn breaks_at_spaces_and_drops_them() {
        assert_eq!(lines("one two  three", width("one two")), ["one two", "three"]);
        assert_eq!(lines("  one", 100.0), ["one"]);
    }

    #[test]
    fn breaks_after_hyphens_but_keeps_those_before_a_word() {
        assert_eq!(lines("well-known", width("well-kn")), ["well-", "known"]);
        assert_eq!(lines("a -b", width("a -")), ["a", "-b"]);
        assert_eq!(lines("2026-09-00000001", width("2026-09-0")), ["2026-09-", "00000001"]);
    }

    #[test]
    fn cuts_a_word_only_when_it_stands_alone() {
        assert_eq!(lines("incomprehensible", width("incompr")), ["incompr", "ehensib", "le"]);
        assert_eq!(lines("an incomprehensible", width("incompr")), ["an", "incompr", "ehensib", "le"]);
    }

    #[test]
    fn a_no_break_space_does_not_break() {
        assert_eq!(lines("EUR\u{A0}5 x", width("EUR\u{A0}5")), ["EUR\u{A0}5", "x"]);
    }

    #[test]
    fn a_soft_hyphen_shows_only_where_the_line_breaks() {
        assert_eq!(lines("pay\u{AD}ment", 100.0), ["payment"]);
        assert_eq!(lines("pay\u{AD}ment", width("paym")), ["pay\u{AD}", "ment"]);
    }

    #[test]
    fn a_zero_width_space_breaks_and_never_shows() {
        assert_eq!(lines("pay\u{200B}ment", 100.0), ["payment"]);
        assert_eq!(lines("pay\u{200B}ment", width("paym")), ["pay", "ment"]);
    }

    #[test]
    fn line_feeds_end_lines() {
        assert_eq!(lines("one\ntwo", 100.0), ["one", "two"]);
        // The empty region line of an address adds nothing; an empty street line does.
        assert_eq!(lines("1 Main St\n", 100.0), ["1 Main St"]);
        assert_eq!(lines("\nMadrid", 100.0), ["", "Madrid"]);
        assert_eq!(lines("a\n\nb", 100.0), ["a", "", "b"]);
    }

    #[test]
    fn empty_text_has_no_lines_and_blank_text_one() {
        assert!(lines("", 100.0).is_empty());
        assert_eq!(lines("   ", 100.0), [""]);
    }

    #[test]
    fn lines_are_measured_as_they_are_drawn() {
        let line = &wrap("Total  ", BODY, 100.0, &Ruler::new())[0];
        assert_eq!((line.text.as_str(), line.width), ("Total", width("Total")));
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing(text in "[a-zA-ZéЖ,.\\- ]{0,200}", width in 12.0..200.0f64) {
            let lines = wrap(&text, BODY, width, &Ruler::new());
            for line in &lines {
                prop_assert!(line.width <= width + 1e-9, "{line:?}");
            }
            let kept: String = lines.iter().flat_map(|line| line.text.chars()).filter(|c| *c != ' ').collect();
            prop_assert_eq!(kept, text.replace(' ', ""));
        }

        #[test]
        fn any_text_comes_to_an_end(text in any::<String>(), width in 0.0..50.0f64) {
            prop_assert!(wrap(&text, BODY, width, &Ruler::new()).len() <= text.chars().count());
        }
    }
}
