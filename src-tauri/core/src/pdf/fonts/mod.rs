//! The two faces an invoice is set in: metrics, characters, widths and kerning. For what they lack
//! there are [`system`] faces.
//!
//! Liberation Sans is parsed once. All numbers come from the same tables, rounded the same way, as
//! the server's generator reads them (Prawn 2.4 with ttfunk 1.7), because every place on the page
//! follows from them; where the server's copy of the typeface has others, [`server_font`] says so.

mod file;
pub(super) mod server_font;
pub(super) mod system;

use std::sync::{Arc, LazyLock};

use serde::Serialize;

pub use file::{FontFile, ShapedGlyph, is_invisible};

/// A face of the invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FontId {
    /// Liberation Sans Regular.
    Regular,
    /// Liberation Sans Bold.
    Bold,
}

impl FontId {
    /// Every face, in the order of their ids.
    pub const ALL: [Self; 2] = [Self::Regular, Self::Bold];

    /// The face itself.
    pub fn face(self) -> &'static Face {
        &FACES[self as usize]
    }

    /// The file of the face.
    pub fn file(self) -> &'static FontFile {
        &self.face().file
    }
}

static FACES: LazyLock<[Face; 2]> = LazyLock::new(|| {
    [
        Face::parse(include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf")),
        Face::parse(include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf")),
    ]
});

/// The glyph that stands for a character the face lacks: a box.
pub const NOTDEF: u16 = 0;

/// Characters below this have their metrics in a table; the others are looked up in the font.
const TABLED: u32 = 0x250;

/// A parsed face. Lengths are in thousandths of an em unless named otherwise.
pub struct Face {
    /// The font file.
    pub file: FontFile,
    /// Above the baseline: the typographic ascender of the OS/2 table, cut to a whole number.
    pub ascender: f64,
    /// Below the baseline, positive: the typographic descender, cut likewise.
    pub descender: f64,
    /// Between two lines: the typographic line gap, cut likewise.
    pub line_gap: f64,
    parsed: ttf_parser::Face<'static>,
    units: f64,
    /// Of the characters below [`TABLED`].
    metrics: Vec<Metric>,
    kerning: Kerning,
}

/// What a character takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metric {
    /// The glyph that draws it, [`NOTDEF`] where the server's copy of the face has none.
    pub glyph: u16,
    /// How wide the server takes it to be when it breaks and aligns lines.
    pub measured: u16,
    /// How far it moves the pen on the server's page: not at all for control characters.
    pub advance: u16,
    /// How wide the glyph itself is; but for a few, where the server's copy differs, as far as it moves the pen.
    pub width: u16,
}

impl Face {
    fn parse(data: &'static [u8]) -> Self {
        let parsed = ttf_parser::Face::parse(data, 0).expect("the embedded font parses");
        let units = 1000.0 / f64::from(parsed.units_per_em());
        let os2 = parsed.tables().os2.expect("the embedded font has an OS/2 table");
        let cut = |value: i16| (f64::from(value) * units).trunc();
        let mut face = Self {
            file: FontFile::parse(Arc::new(data), 0).expect("the embedded font can be embedded"),
            ascender: cut(os2.typographic_ascender()),
            descender: -cut(os2.typographic_descender()),
            line_gap: cut(os2.typographic_line_gap()),
            metrics: Vec::new(),
            kerning: Kerning::read(&parsed),
            units,
            parsed,
        };
        face.metrics = (0..TABLED).filter_map(char::from_u32).map(|character| face.read_metric(character)).collect();
        face
    }

    /// What a character takes.
    pub fn metric(&self, character: char) -> Metric {
        self.metrics.get(character as usize).copied().unwrap_or_else(|| self.read_metric(character))
    }

    fn read_metric(&self, character: char) -> Metric {
        if !server_font::covers(character) {
            let advance = if character < ' ' { 0 } else { server_font::BOX_WIDTH };
            return Metric { glyph: NOTDEF, measured: server_font::BOX_WIDTH, advance, width: server_font::BOX_WIDTH };
        }
        let glyph = self.glyph(character);
        let width = self.parsed.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0);
        let width = (f64::from(width) * self.units) as u16;
        let other = server_font::WIDTHS.iter().find(|(other, _)| *other == character);
        let advance = other.map_or(width, |(_, width)| *width);
        Metric { glyph, measured: advance, advance, width }
    }

    fn glyph(&self, character: char) -> u16 {
        let alias = server_font::ALIASES.iter().find(|(alias, _)| *alias == character);
        let character = alias.map_or(character, |(_, original)| *original);
        self.parsed.glyph_index(character).map_or(NOTDEF, |glyph| glyph.0)
    }

    /// How far the pen moves back (negative) or on between two glyphs.
    pub fn kern(&self, left: u16, right: u16) -> f64 {
        f64::from(self.kerning.between(left, right)) * self.units
    }

    /// Width of a text in points at a size in points. A line feed has none.
    pub fn text_width(&self, text: &str, size: f64, kerning: bool) -> f64 {
        let mut sum = 0.0;
        let mut last = None;
        for character in text.chars() {
            let metric = self.metric(character);
            if let Some(left) = last.filter(|_| kerning) {
                sum += self.kern(left, metric.glyph);
            }
            if character != '\n' {
                sum += f64::from(metric.measured);
            }
            last = Some(metric.glyph);
        }
        sum * (size / 1000.0)
    }

    /// Distance from one baseline to the next in points.
    pub fn line_height(&self, size: f64) -> f64 {
        (self.ascender + self.descender + self.line_gap) / 1000.0 * size
    }
}

/// The pairs of the `kern` table's first subtable, grouped by the left glyph.
///
/// The server kerns by this table and not by GPOS, so the page must too.
struct Kerning {
    /// Per left glyph, where its pairs begin; one more entry ends the last.
    starts: Vec<u32>,
    /// Right glyph and distance in font units, sorted by glyph within one left glyph.
    pairs: Vec<(u16, i16)>,
}

impl Kerning {
    fn read(face: &ttf_parser::Face<'_>) -> Self {
        let mut by_left = vec![Vec::new(); usize::from(face.number_of_glyphs())];
        let glyph = |character| face.glyph_index(character).map_or(NOTDEF, |glyph| glyph.0);
        let unkerned = (glyph(server_font::UNKERNED.0), glyph(server_font::UNKERNED.1));
        for (left, right, distance) in kern_pairs(face).into_iter().filter(|pair| (pair.0, pair.1) != unkerned) {
            if let Some(pairs) = by_left.get_mut(usize::from(left)) {
                pairs.push((right, distance));
            }
        }
        let mut starts = vec![0];
        let mut all = Vec::new();
        for mut pairs in by_left {
            pairs.sort_unstable();
            all.append(&mut pairs);
            starts.push(all.len() as u32);
        }
        Self { starts, pairs: all }
    }

    fn between(&self, left: u16, right: u16) -> i16 {
        let left = usize::from(left);
        let (Some(&from), Some(&to)) = (self.starts.get(left), self.starts.get(left + 1)) else { return 0 };
        let pairs = &self.pairs[from as usize..to as usize];
        pairs.binary_search_by_key(&right, |pair| pair.0).map_or(0, |at| pairs[at].1)
    }
}

/// Left glyph, right glyph and distance of each pair of a version 0 `kern` table, format 0.
fn kern_pairs(face: &ttf_parser::Face<'_>) -> Vec<(u16, u16, i16)> {
    // Table header (4 bytes), subtable header (6), pair count and search hints (8), then the pairs.
    let table = face.raw_face().table(ttf_parser::Tag::from_bytes(b"kern")).unwrap_or_default();
    let number = |at: usize| table.get(at..at + 2).map_or(0, |bytes| u16::from_be_bytes([bytes[0], bytes[1]]));
    let count = usize::from(number(10));
    table
        .get(18..)
        .unwrap_or_default()
        .chunks_exact(6)
        .take(count)
        .map(|pair| {
            let word = |at: usize| u16::from_be_bytes([pair[at], pair[at + 1]]);
            (word(0), word(2), word(4) as i16)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_the_typographic_ones() {
        for id in FontId::ALL {
            let face = id.face();
            assert_eq!((face.ascender, face.descender, face.line_gap), (728.0, 210.0, 149.0));
        }
        assert_eq!(FontId::Regular.face().line_height(12.0), 1.087 * 12.0);
    }

    #[test]
    fn widths_are_cut_not_rounded() {
        let face = FontId::Regular.face();
        // 1139/2048 em is 556.15, 1706/2048 em is 833.008, 1933/2048 em is 943.85.
        let widths = ["0", "M", "W"].map(|text| face.text_width(text, 1000.0, true));
        assert_eq!(widths, [556.0, 833.0, 943.0]);
    }

    #[test]
    fn kerning_follows_the_kern_table() {
        let face = FontId::Regular.face();
        let pair = |left, right| face.kern(face.glyph(left), face.glyph(right));
        assert_eq!(pair('r', ','), -55.17578125);
        assert_eq!(pair('1', '1'), 0.0);
        assert_eq!(pair('A', '\u{A0}'), pair('A', ' '));
        assert_eq!(pair('Y', '\u{AD}'), -91.796875);
        assert_eq!(pair('Y', 'o'), -91.796875);
        assert_eq!(pair('o', 'Y'), 0.0);
        assert!(face.text_width("AVA", 12.0, true) < face.text_width("AVA", 12.0, false));
    }

    #[test]
    fn a_character_without_a_glyph_is_the_box() {
        let face = FontId::Regular.face();
        assert_eq!(face.glyph('漢'), NOTDEF);
        assert_eq!(face.glyph('\u{1F600}'), NOTDEF);
        assert_ne!(face.glyph('Ж'), NOTDEF);
        assert_eq!(face.text_width("\n", 12.0, true), 0.0);
    }

    #[test]
    fn what_the_server_cannot_print_takes_the_place_of_its_box() {
        let face = FontId::Regular.face();
        assert_eq!(face.text_width("漢ễ\u{200B}", 1000.0, true), 3.0 * 365.0);
        assert_eq!(face.text_width("·", 1000.0, true), 277.0);
        assert_eq!((face.metric('\t').measured, face.metric('\t').advance), (365, 0));
    }
}
