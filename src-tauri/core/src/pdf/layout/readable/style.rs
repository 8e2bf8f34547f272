//! The sizes and grays of the layout, and how text is set in them.

use unicode_segmentation::UnicodeSegmentation;

use crate::pdf::{
    fonts::FontId,
    typeset::{SetLine, Type, set_lines},
};

/// From baseline to baseline, by size.
const LEADING: f64 = 1.35;
/// What is fitted is made this much smaller than it would have to be, so that rounding does no harm.
const FITTED: f64 = 0.9999;
/// Text that may break is made no smaller than this many points to keep it in one piece.
const SMALLEST: f64 = 6.0;

/// Most text: not quite black.
const INK: f64 = 0.1;
/// What explains other text.
const MUTED: f64 = 0.4;
/// Lines between rows.
pub const HAIRLINE: f64 = 0.82;
/// Lines that hold a table together.
pub const RULE: f64 = 0.35;
/// Behind what is to be seen first.
pub const PANEL: f64 = 0.95;

/// `Invoice`.
pub const TITLE: Style = Style::bold(24.0, INK);
/// The issuer where there is no logo.
pub const LETTERHEAD: Style = Style::bold(15.0, INK);
/// The invoice's number below its title.
pub const NUMBER: Style = Style::regular(11.0, INK);
/// The state of the invoice.
pub const MARK: Style = Style::bold(9.5, INK);
/// The same on the pages that follow.
pub const SMALL_MARK: Style = Style::bold(7.5, INK);
/// What a date or a party is.
pub const LABEL: Style = Style::regular(8.0, MUTED);
/// Billing period and dates.
pub const FACT: Style = Style::bold(10.0, INK);
/// The amount beside them.
pub const AMOUNT: Style = Style::bold(15.0, INK);
/// Names of parties, headings of tables.
pub const NAME: Style = Style::bold(10.0, INK);
/// Everything else.
pub const BODY: Style = Style::regular(9.5, INK);
/// Descriptions and notes.
pub const SMALL: Style = Style::regular(8.0, MUTED);
/// Header rows.
pub const COLUMN: Style = Style::bold(8.0, MUTED);
/// What is owed, below the line items.
pub const TOTAL: Style = Style::bold(12.0, INK);
/// What stands at the edges of every page.
pub const EDGE: Style = Style::regular(7.5, MUTED);

/// A typeface, a size and a gray.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The typeface and its size.
    pub typeface: Type,
    /// 0 is black, 1 white.
    pub gray: f64,
}

impl Style {
    const fn regular(size: f64, gray: f64) -> Self {
        Self { typeface: Type { font: FontId::Regular, size }, gray }
    }

    const fn bold(size: f64, gray: f64) -> Self {
        Self { typeface: Type { font: FontId::Bold, size }, gray }
    }

    /// The height of a line, in points.
    pub fn leading(self) -> f64 {
        self.typeface.size * LEADING
    }

    /// From the top of a line to its baseline, in points.
    pub fn baseline(self) -> f64 {
        let inked = self.typeface.ascender() + self.typeface.descender();
        (self.leading() - inked) / 2.0 + self.typeface.ascender()
    }

    /// Sets a text on one line.
    pub fn set(self, text: &str) -> SetLine {
        SetLine::of(text, self.typeface)
    }

    /// Breaks a text into lines.
    pub fn lines(self, text: &str, width: f64) -> Vec<SetLine> {
        set_lines(text, self.typeface, width)
    }

    /// The same in another size.
    pub fn scaled(self, by: f64) -> Self {
        Self { typeface: Type { size: self.typeface.size * by, ..self.typeface }, ..self }
    }

    /// The same, as much smaller as a text needs to fit on one line.
    pub fn fitting(self, text: &str, width: f64) -> Self {
        let natural = self.set(text).width;
        if natural <= width { self } else { self.scaled(width / natural * FITTED) }
    }

    /// A number or a code: on one line, made smaller if need be; in several only where it would become too small.
    pub fn unbroken(self, text: &str, width: f64) -> (Self, Vec<SetLine>) {
        let fitting = self.fitting(text, width);
        if fitting.typeface.size >= SMALLEST.min(self.typeface.size) {
            return (fitting, vec![fitting.set(text)]);
        }
        let smallest = self.scaled(SMALLEST / self.typeface.size);
        (smallest, smallest.lines(text, width))
    }

    /// As much of a text as goes on so many lines, an ellipsis where it goes on.
    pub fn shortened(self, text: &str, width: f64, most: usize) -> Vec<SetLine> {
        let whole = self.lines(text, width);
        if whole.len() <= most {
            return whole;
        }
        let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        let cut = |end: usize| self.lines(&format!("{}…", text[..end].trim_end()), width);
        let kept = ends.partition_point(|end| cut(*end).len() <= most);
        cut(ends[kept.saturating_sub(1)])
    }
}
