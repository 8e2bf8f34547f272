//! Text into glyphs: what is drawn for a line, and how wide it is.

mod line;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use super::{fonts::FontId, layout::Item};
pub use line::{Places, set};

/// A glyph of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the whole face; see [`NOTDEF`](crate::pdf::NOTDEF).
    pub id: u16,
    /// The character it stands for, kept so that text can be searched and copied.
    pub character: char,
    /// Kerning towards the next glyph in thousandths of an em, negative when they move together.
    pub kern: f32,
}

/// Type: a face and a size in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// The face.
    pub font: FontId,
    /// The size in points.
    pub size: f64,
}

impl Type {
    /// Above the baseline, in points.
    pub fn ascender(self) -> f64 {
        self.font.face().ascender / 1000.0 * self.size
    }

    /// Below the baseline, in points.
    pub fn descender(self) -> f64 {
        self.font.face().descender / 1000.0 * self.size
    }

    /// From baseline to baseline, in points.
    pub fn line_height(self) -> f64 {
        self.font.face().line_height(self.size)
    }

    /// Width in points.
    pub fn width(self, text: &str, kerning: bool) -> f64 {
        self.font.face().text_width(text, self.size, kerning)
    }

    /// The glyphs of a line of text, kerned.
    pub fn glyphs(self, text: &str) -> Vec<Glyph> {
        let face = self.font.face();
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len());
        for character in text.chars() {
            let metric = face.metric(character);
            if let Some(last) = glyphs.last_mut() {
                last.kern = face.kern(last.id, metric.glyph) as f32;
            }
            glyphs.push(Glyph { id: metric.glyph, character, kern: 0.0 });
        }
        glyphs
    }
}

/// A line of text with its glyphs, placed by whoever draws it.
#[derive(Clone, Debug)]
pub struct SetLine {
    /// How wide it is, in points.
    pub width: f64,
    /// What is drawn, as if the line began at the page's lower left corner.
    items: Vec<Item>,
}

impl SetLine {
    /// Sets a text on one line, however long it is.
    pub fn of(text: &str, typeface: Type) -> Self {
        set(text, typeface, Places::Natural)
    }

    /// What to draw for the line to begin at `x` on the baseline `y`, in a gray: 0 is black, 1 white.
    pub fn at(self, x: f64, y: f64, gray: f64) -> impl Iterator<Item = Item> {
        self.items.into_iter().map(move |item| item.moved(x, y, gray))
    }
}

/// Breaks a text into lines no wider than `width` points: at line feeds, where the script allows it, and inside a word
/// only when the word alone is too wide. A text without words has no lines.
pub fn set_lines(text: &str, typeface: Type, width: f64) -> Vec<SetLine> {
    text.lines().flat_map(|paragraph| set_paragraph(paragraph.trim(), typeface, width)).collect()
}

fn set_paragraph(text: &str, typeface: Type, width: f64) -> Vec<SetLine> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = line_end(rest, typeface, width);
        lines.push(SetLine::of(rest[..end].trim_end(), typeface));
        rest = rest[end..].trim_start();
    }
    lines
}

/// How many bytes of a text go on one line; at least one character.
fn line_end(text: &str, typeface: Type, width: f64) -> usize {
    let fits = |end: usize| SetLine::of(text[..end].trim_end(), typeface).width <= width;
    let mut last = None;
    for (end, opportunity) in linebreaks(text) {
        if !fits(end) {
            break;
        }
        last = Some(end);
        if opportunity == BreakOpportunity::Mandatory {
            break;
        }
    }
    last.unwrap_or_else(|| {
        let ends = text.grapheme_indices(true).map(|(at, cluster)| at + cluster.len());
        let mut ends = ends.peekable();
        let first = ends.peek().copied().unwrap_or(text.len());
        ends.take_while(|end| fits(*end)).last().unwrap_or(first)
    })
}
