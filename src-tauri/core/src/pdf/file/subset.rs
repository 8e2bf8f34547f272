//! The part of a face that a document uses, ready to be embedded.
//!
//! A subset depends only on the glyphs it holds and what they stand for, so it can be kept and used
//! again without a file ever depending on what was printed before it.

use std::{fmt::Write as _, sync::Arc};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::{super::Error, deflate, kept::Kept, sfnt};
use crate::pdf::fonts::{FontFile, FontId, NOTDEF};

/// A code in a document's text: which glyph it draws and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// The code.
    pub code: u16,
    /// The glyph in the whole face. [`NOTDEF`] is drawn by a copy of it: a PDF for the archive must not show the glyph
    /// itself.
    pub glyph: u16,
    /// The text, for searching and copying.
    pub text: String,
}

/// A face cut down to some glyphs.
pub struct Subset {
    file: FontFile,
    /// `ABCDEF+LiberationSans`, the letters made from the codes.
    name: String,
    program: Vec<u8>,
    program_length: usize,
    to_unicode: Vec<u8>,
    /// Where codes are not glyphs: the glyph of each code, deflated.
    glyph_map: Option<Vec<u8>>,
    widths: Vec<Object>,
}

static KEPT: Kept<(FontFile, Vec<Code>), Subset> = Kept::new();

impl Subset {
    /// The subset of a face for some codes, made now or kept from before. `glyphs` are those of the codes, numbered as
    /// they are in the subset.
    ///
    /// # Errors
    ///
    /// When the face cannot be cut.
    pub fn of(file: &FontFile, glyphs: &GlyphRemapper, codes: Vec<Code>) -> Result<Arc<Self>, Error> {
        KEPT.get_or_make((file.clone(), codes), |(file, codes)| Self::cut(file, glyphs, codes))
    }

    /// The same, not kept.
    ///
    /// # Errors
    ///
    /// When the face cannot be cut.
    pub fn cut(file: &FontFile, glyphs: &GlyphRemapper, codes: &[Code]) -> Result<Self, Error> {
        let unreadable = || Error::Font(format!("{} cannot be read", file.name()));
        let failed = |error: subsetter::Error| Error::Font(format!("{}: {error}", file.name()));
        let mut program = subsetter::subset(file.data(), file.index(), glyphs).map_err(failed)?;
        // Parts that letters are put together from follow behind the glyphs that were asked for.
        let mut the_box = 0;
        if file.is_cff() {
            program = sfnt::cff(&program).ok_or_else(unreadable)?;
        } else {
            program = sfnt::trimmed(&program).ok_or_else(unreadable)?;
            if codes.iter().any(|code| code.glyph == NOTDEF) {
                (program, the_box) = sfnt::with_box(&program).ok_or_else(unreadable)?;
            }
        }
        let drawn = |code: &Code| if code.glyph == NOTDEF { the_box } else { glyphs.get(code.glyph).unwrap_or(0) };
        let map: Vec<(u16, u16)> = codes.iter().map(|code| (code.code, drawn(code))).collect();
        let widths = file.widths(codes.iter().map(|code| code.glyph));
        Ok(Self {
            file: file.clone(),
            name: format!("{}+{}", tag(file, codes), file.name()),
            program_length: program.len(),
            program: deflate(&program),
            to_unicode: deflate(to_unicode(codes).as_bytes()),
            glyph_map: glyph_map(&map).map(|map| deflate(&map)),
            widths: width_array(codes.iter().map(|code| code.code).zip(widths)),
        })
    }

    /// Adds the font to a document.
    pub fn embed(&self, document: &mut Document) -> ObjectId {
        // Viewers mark text as high as its font says; one height for all keeps a line a line.
        let line = FontId::Regular.face();
        let name = || Object::Name(self.name.clone().into_bytes());
        let mut descriptor = dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => name(),
            "Flags" => 4,
            "FontBBox" => self.file.bbox().map(Object::from).to_vec(),
            "ItalicAngle" => 0,
            "Ascent" => line.ascender as i64,
            "Descent" => -line.descender as i64,
            "CapHeight" => self.file.cap_height(),
            "StemV" => 0,
        };
        let (key, about) = match self.file.is_cff() {
            true => ("FontFile3", dictionary! { "Subtype" => "CIDFontType0C" }),
            false => ("FontFile2", dictionary! { "Length1" => self.program_length as i64 }),
        };
        descriptor.set(key, document.add_object(compressed(self.program.clone(), about)));
        let descriptor = document.add_object(descriptor);
        let mut descendant = dictionary! {
            "Type" => "Font",
            "Subtype" => if self.file.is_cff() { "CIDFontType0" } else { "CIDFontType2" },
            "BaseFont" => name(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "W" => self.widths.clone(),
        };
        if !self.file.is_cff() {
            descendant.set("CIDToGIDMap", self.embed_glyph_map(document));
        }
        let descendant = document.add_object(descendant);
        let to_unicode = document.add_object(compressed(self.to_unicode.clone(), Dictionary::new()));
        document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => name(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()],
            "ToUnicode" => to_unicode,
        })
    }

    fn embed_glyph_map(&self, document: &mut Document) -> Object {
        match &self.glyph_map {
            Some(map) => document.add_object(compressed(map.clone(), Dictionary::new())).into(),
            None => Object::from("Identity"),
        }
    }
}

/// The glyph of every code up to the last one; `None` where each code is its glyph's number.
fn glyph_map(codes: &[(u16, u16)]) -> Option<Vec<u8>> {
    if codes.iter().all(|(code, glyph)| code == glyph) {
        return None;
    }
    let last = codes.iter().map(|(code, _)| usize::from(*code)).max().unwrap_or(0);
    let mut map = vec![0; (last + 1) * 2];
    for (code, glyph) in codes {
        map[usize::from(*code) * 2..][..2].copy_from_slice(&glyph.to_be_bytes());
    }
    Some(map)
}

/// Widths by code: the first code of each unbroken row, and the widths from there.
fn width_array(widths: impl Iterator<Item = (u16, u16)>) -> Vec<Object> {
    let mut widths: Vec<(u16, u16)> = widths.collect();
    widths.sort_unstable();
    let rows = widths.chunk_by(|left, right| right.0 == left.0 + 1);
    rows.flat_map(|row| {
        let widths = row.iter().map(|(_, width)| i64::from(*width).into()).collect();
        [i64::from(row[0].0).into(), Object::Array(widths)]
    })
    .collect()
}

/// Six letters that differ when the codes do.
fn tag(file: &FontFile, codes: &[Code]) -> String {
    let mut hash = Sha256::new();
    hash.update(file.name());
    for code in codes {
        hash.update(code.code.to_be_bytes());
        hash.update(code.glyph.to_be_bytes());
        hash.update(&code.text);
    }
    hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// The map from codes to text that searching and copying need.
fn to_unicode(codes: &[Code]) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    // A block holds a hundred entries at most.
    for block in codes.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for Code { code, text, .. } in block {
            let _ = write!(map, "<{code:04X}> <");
            for unit in text.encode_utf16() {
                // Those three say nothing, and a PDF for the archive may not say them.
                let unit = if matches!(unit, 0 | 0xFEFF | 0xFFFE) { 0xFFFD } else { unit };
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}

/// A stream whose data is deflated already.
pub fn compressed(data: Vec<u8>, mut dictionary: Dictionary) -> Stream {
    dictionary.set("Filter", "FlateDecode");
    Stream::new(dictionary, data).with_compression(false)
}
