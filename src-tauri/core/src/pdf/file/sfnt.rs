//! Font files as a PDF needs them.
//!
//! The box for a character no font has looks like glyph 0, which every font draws for what it lacks.
//! But a PDF for the archive must not refer to that glyph (ISO 19005-2, 6.2.11.8), so a cut-down face
//! gets a copy of it at its end.

/// Where a table's entry in the font file's directory keeps things: tag, checksum, offset, length.
const ENTRY: usize = 16;

/// Tables no PDF reader looks into: names of the font and of its glyphs are in the PDF.
const UNUSED: [&[u8; 4]; 2] = [b"name", b"post"];

/// A TrueType font without the tables no PDF needs; `None` when it cannot be read.
pub fn trimmed(font: &[u8]) -> Option<Vec<u8>> {
    let mut tables = Tables::read(font)?;
    tables.tables.retain(|(tag, _)| !UNUSED.contains(&tag));
    Some(tables.write())
}

/// The PostScript outlines of an OpenType font, which a PDF holds without anything around them.
pub fn cff(font: &[u8]) -> Option<Vec<u8>> {
    Tables::read(font)?.get("CFF ").cloned()
}

/// A TrueType font with a copy of its first glyph behind the last one, and the copy's number; `None` when it cannot be
/// read.
pub fn with_box(font: &[u8]) -> Option<(Vec<u8>, u16)> {
    let mut tables = Tables::read(font)?;
    let count = tables.number("maxp", 4)?;
    let is_long = tables.number("head", 50)? == 1;
    let entry = if is_long { 4 } else { 2 };
    let offset = |loca: &[u8], at: usize| -> Option<usize> {
        let bytes = loca.get(at * entry..(at + 1) * entry)?;
        let value = bytes.iter().fold(0, |value, byte| value << 8 | usize::from(*byte));
        Some(if is_long { value } else { value * 2 })
    };
    let loca = tables.get("loca")?;
    let (first, second) = (offset(loca, 0)?, offset(loca, 1)?);
    let glyph = tables.get("glyf")?.get(first..second)?.to_vec();
    tables.get_mut("glyf")?.extend(glyph);
    let end = tables.get("glyf")?.len();
    let end =
        if is_long { (end as u32).to_be_bytes().to_vec() } else { u16::try_from(end / 2).ok()?.to_be_bytes().to_vec() };
    tables.get_mut("loca")?.extend(end);
    tables.set_number("maxp", 4, count + 1)?;
    let metrics = tables.number("hhea", 34)?;
    let long = long_metrics(tables.get("hmtx")?, usize::from(metrics), usize::from(count))?;
    *tables.get_mut("hmtx")? = long;
    tables.set_number("hhea", 34, count + 1)?;
    Some((tables.write(), count))
}

/// Advance and bearing of every glyph and of the copy: a font may leave out the last advances where they are equal.
fn long_metrics(table: &[u8], metrics: usize, count: usize) -> Option<Vec<u8>> {
    let mut long = table.get(..metrics * 4)?.to_vec();
    let advance = long.get(metrics.checked_sub(1)? * 4..)?[..2].to_vec();
    for glyph in metrics..count {
        let at = metrics * 4 + (glyph - metrics) * 2;
        long.extend(&advance);
        long.extend(table.get(at..at + 2)?);
    }
    let first = long.get(..4)?.to_vec();
    long.extend(first);
    Some(long)
}

/// The tables of a font file.
struct Tables {
    version: [u8; 4],
    tables: Vec<([u8; 4], Vec<u8>)>,
}

impl Tables {
    fn read(font: &[u8]) -> Option<Self> {
        let count = u16::from_be_bytes(font.get(4..6)?.try_into().ok()?);
        let table = |at: usize| {
            let entry = font.get(12 + at * ENTRY..12 + (at + 1) * ENTRY)?;
            let number = |from: usize| Some(u32::from_be_bytes(entry.get(from..from + 4)?.try_into().ok()?) as usize);
            let (from, length) = (number(8)?, number(12)?);
            Some((entry.get(..4)?.try_into().ok()?, font.get(from..from + length)?.to_vec()))
        };
        let tables = (0..usize::from(count)).map(table).collect::<Option<_>>()?;
        Some(Self { version: font.get(..4)?.try_into().ok()?, tables })
    }

    fn get(&self, tag: &str) -> Option<&Vec<u8>> {
        self.tables.iter().find(|table| table.0 == *tag.as_bytes()).map(|table| &table.1)
    }

    fn get_mut(&mut self, tag: &str) -> Option<&mut Vec<u8>> {
        self.tables.iter_mut().find(|table| table.0 == *tag.as_bytes()).map(|table| &mut table.1)
    }

    fn number(&self, tag: &str, at: usize) -> Option<u16> {
        Some(u16::from_be_bytes(self.get(tag)?.get(at..at + 2)?.try_into().ok()?))
    }

    fn set_number(&mut self, tag: &str, at: usize, number: u16) -> Option<()> {
        self.get_mut(tag)?.get_mut(at..at + 2)?.copy_from_slice(&number.to_be_bytes());
        Some(())
    }

    fn write(&self) -> Vec<u8> {
        let count = self.tables.len() as u16;
        let power = 15 - count.leading_zeros() as u16;
        let mut font = self.version.to_vec();
        for number in [count, 16 << power, power, count * 16 - (16 << power)] {
            font.extend(number.to_be_bytes());
        }
        let mut offset = 12 + self.tables.len() * ENTRY;
        for (tag, table) in &self.tables {
            font.extend(tag);
            for number in [checksum(table), offset as u32, table.len() as u32] {
                font.extend(number.to_be_bytes());
            }
            offset += table.len().next_multiple_of(4);
        }
        for (_, table) in &self.tables {
            font.extend(table);
            font.resize(font.len().next_multiple_of(4), 0);
        }
        font
    }
}

fn checksum(table: &[u8]) -> u32 {
    let word = |bytes: &[u8]| bytes.iter().zip([24, 16, 8, 0]).map(|(byte, shift)| u32::from(*byte) << shift).sum();
    table.chunks(4).map(word).fold(0, u32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use subsetter::GlyphRemapper;

    use super::*;
    use crate::pdf::fonts::FontId;

    #[test]
    fn the_copy_looks_like_the_first_glyph() {
        let file = FontId::Regular.file();
        let mut glyphs = GlyphRemapper::new();
        let letter = file.face().glyph_index('g').unwrap();
        glyphs.remap(letter.0);
        let cut = subsetter::subset(file.data(), 0, &glyphs).unwrap();
        let (boxed, number) = with_box(&cut).unwrap();
        assert_eq!(number, 2);
        let outline = |font: &[u8], glyph: u16| {
            let font = ttf_parser::RawFace::parse(font, 0).unwrap();
            let table = |tag: &[u8; 4]| font.table(ttf_parser::Tag::from_bytes(tag)).unwrap();
            let maxp = ttf_parser::maxp::Table::parse(table(b"maxp")).unwrap();
            let head = ttf_parser::head::Table::parse(table(b"head")).unwrap();
            let loca =
                ttf_parser::loca::Table::parse(maxp.number_of_glyphs, head.index_to_location_format, table(b"loca"));
            let range = loca.unwrap().glyph_range(ttf_parser::GlyphId(glyph)).unwrap();
            table(b"glyf")[range.start..range.end].to_vec()
        };
        assert!(!outline(&cut, 0).is_empty());
        assert_eq!(outline(&boxed, 2), outline(&cut, 0));
        assert_eq!(outline(&boxed, 1), outline(&cut, 1));
    }

    #[test]
    fn what_is_no_font_is_not_touched() {
        assert_eq!(with_box(b"no font"), None);
        assert_eq!(with_box(&[0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 1]), None);
    }
}
