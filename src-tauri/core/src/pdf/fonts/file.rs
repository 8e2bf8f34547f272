//! A font file: what a PDF has to know about it, and what text becomes in it.

use std::{fmt, sync::Arc};

use harfrust::{Buffer, BufferFlags, Direction, Font as ShaperSource, Script, ShapeOptions, ShaperFont, Tag};
use ttf_parser::GlyphId;

/// The bytes of a font file.
pub type FontData = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A face of a font file. Two are equal when they are the same face of the same file in memory.
#[derive(Clone)]
pub struct FontFile(Arc<Inner>);

struct Inner {
    data: FontData,
    index: u32,
    name: String,
    bbox: [i64; 4],
    cap_height: i64,
    units: f64,
    is_cff: bool,
    shaper: ShaperSource,
}

/// A glyph of shaped text. Lengths are thousandths of an em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShapedGlyph {
    /// Its number in the whole face.
    pub id: u16,
    /// Where the text it belongs to begins, in bytes.
    pub cluster: u32,
    /// How far the pen moves on.
    pub advance: f32,
    /// How wide the font says the glyph is, as in [`FontFile::widths`].
    pub width: u16,
    /// How far right of the pen it is drawn.
    pub dx: f32,
    /// How far above the baseline it is drawn.
    pub dy: f32,
}

impl ShapedGlyph {
    /// A glyph at its usual place, as wide as it takes.
    pub fn plain(id: u16, advance: f32) -> Self {
        Self { id, cluster: 0, advance, width: advance as u16, dx: 0.0, dy: 0.0 }
    }
}

impl FontFile {
    /// Reads a face; `None` when it cannot be embedded: not a font with outlines that the PDF writer can cut down, or
    /// one whose licence forbids it.
    pub fn parse(data: FontData, index: u32) -> Option<Self> {
        let bytes = (*data).as_ref();
        let face = ttf_parser::Face::parse(bytes, index).ok()?;
        let tables = face.tables();
        let is_cff = tables.cff.is_some();
        let forbidden =
            face.permissions() == Some(ttf_parser::Permissions::Restricted) || !face.is_subsetting_allowed();
        if forbidden || !(is_cff || tables.glyf.is_some()) {
            return None;
        }
        let units = 1000.0 / f64::from(face.units_per_em());
        let cut = |value: i16| (f64::from(value) * units).trunc() as i64;
        let bbox = face.global_bounding_box();
        let name = face
            .names()
            .into_iter()
            .filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)
            .find_map(|name| name.to_string())
            .filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
        Some(Self(Arc::new(Inner {
            index,
            name: name.unwrap_or_else(|| "Fallback".to_owned()),
            bbox: [bbox.x_min, bbox.y_min, bbox.x_max, bbox.y_max].map(cut),
            cap_height: face.capital_height().map_or(0, cut),
            units,
            is_cff,
            shaper: ShaperSource::new(Arc::clone(&data), index)?,
            data,
        })))
    }

    /// The whole file.
    pub fn data(&self) -> &[u8] {
        (*self.0.data).as_ref()
    }

    /// Which face of the file it is.
    pub fn index(&self) -> u32 {
        self.0.index
    }

    /// The PostScript name.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Left, bottom, right, top of all glyphs together, in thousandths of an em.
    pub fn bbox(&self) -> [i64; 4] {
        self.0.bbox
    }

    /// Height of capital letters in thousandths of an em, 0 where the font does not say.
    pub fn cap_height(&self) -> i64 {
        self.0.cap_height
    }

    /// Thousandths of an em in a unit of the font.
    pub fn units(&self) -> f64 {
        self.0.units
    }

    /// Whether its outlines are PostScript's, not TrueType's.
    pub fn is_cff(&self) -> bool {
        self.0.is_cff
    }

    /// The parsed tables. Parsing finds tables and reads no glyph, so it is cheap.
    pub fn face(&self) -> ttf_parser::Face<'_> {
        ttf_parser::Face::parse(self.data(), self.0.index).expect("it was parsed before")
    }

    /// Widths of glyphs in thousandths of an em, as a PDF states them: cut to whole numbers.
    pub fn widths(&self, glyphs: impl IntoIterator<Item = u16>) -> Vec<u16> {
        let face = self.face();
        glyphs.into_iter().map(|glyph| self.width(&face, glyph)).collect()
    }

    fn width(&self, face: &ttf_parser::Face<'_>, glyph: u16) -> u16 {
        (f64::from(face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)) * self.0.units) as u16
    }

    /// Whether there is a glyph for every character that shows.
    pub fn covers(&self, text: &str) -> bool {
        let face = self.face();
        text.chars().all(|c| is_invisible(c) || face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0))
    }

    /// The glyphs of a text of one script and direction, in the order they stand from left to right.
    pub fn shape(&self, text: &str, script: unicode_script::Script, right_to_left: bool) -> Vec<ShapedGlyph> {
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.set_script(Script::from_iso15924_tag(Tag::new(&script.as_iso15924_tag().to_be_bytes())));
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        if harfrust::shape(&ShaperFont::new(&self.0.shaper), &mut buffer, ShapeOptions::new()).is_err() {
            return Vec::new();
        }
        let scaled = |units: i32| (f64::from(units) * self.0.units) as f32;
        let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        let face = self.face();
        let glyph = |(info, at): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| ShapedGlyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            cluster: info.cluster,
            advance: scaled(at.x_advance),
            width: self.width(&face, u16::try_from(info.glyph_id).unwrap_or(0)),
            dx: scaled(at.x_offset),
            dy: scaled(at.y_offset),
        };
        glyphs.map(glyph).collect()
    }

    fn address(&self) -> usize {
        Arc::as_ptr(&self.0) as usize
    }
}

/// Characters that steer text and show nothing, so that no font needs a glyph for them.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

impl PartialEq for FontFile {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for FontFile {}

impl std::hash::Hash for FontFile {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.address().hash(state);
    }
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FontFile({}, face {})", self.0.name, self.0.index)
    }
}
