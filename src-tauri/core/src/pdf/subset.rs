//! The part of a face that a document uses, ready to be embedded.
//!
//! A subset depends only on the characters it holds, so it can be kept and used again without a
//! file ever depending on what was printed before it.

use std::{
    collections::{BTreeSet, HashMap},
    fmt::Write as _,
    sync::{Arc, Mutex, PoisonError},
};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::{Error, fonts::FontId, render::deflate};

/// A bulk export meets few alphabets; when more come up than this, all are forgotten.
const MOST_KEPT: usize = 64;

/// Characters that are in every subset of a face, so that most invoices share one: what an invoice
/// of an English speaking provider is likely to use in text, and in headings and the amount due.
fn common(font: FontId) -> &'static str {
    match font {
        FontId::Regular => " %&'(),-./0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        FontId::Bold => " ,-.0123456789:ADEFILMNOTUabdeilmnorstuy\u{A0}",
    }
}

/// A set of characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Alphabet {
    /// One bit for each of the first 128.
    ascii: u128,
    others: BTreeSet<char>,
}

impl Alphabet {
    /// Adds a character.
    pub fn insert(&mut self, character: char) {
        if character.is_ascii() {
            self.ascii |= 1 << character as u32;
        } else {
            self.others.insert(character);
        }
    }

    /// All characters in order.
    fn characters(&self) -> Vec<char> {
        let ascii = (0..128_u8).filter(|code| self.ascii >> code & 1 == 1).map(char::from);
        ascii.chain(self.others.iter().copied()).collect()
    }
}

/// A face cut down to some characters.
pub struct Subset {
    font: FontId,
    /// Characters and their codes: the glyph in the cut-down face where no other character shares
    /// it. Sorted by character.
    codes: Vec<(char, u16)>,
    /// `ABCDEF+LiberationSans`, the letters made from the characters.
    name: String,
    program: Vec<u8>,
    program_length: usize,
    to_unicode: Vec<u8>,
    /// Where codes are not glyphs: the glyph of each code, deflated.
    glyph_map: Option<Vec<u8>>,
    widths: Vec<u16>,
}

type Kept = HashMap<(FontId, Alphabet), Arc<Subset>>;

fn with_kept<T>(then: impl FnOnce(&mut Kept) -> T) -> T {
    static KEPT: Mutex<Option<Kept>> = Mutex::new(None);
    then(KEPT.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
}

impl Subset {
    /// The subset of a face for an alphabet, made now or kept from before.
    ///
    /// # Errors
    ///
    /// When the face cannot be cut, which the embedded ones can.
    pub fn of(font: FontId, mut alphabet: Alphabet) -> Result<Arc<Self>, Error> {
        common(font).chars().for_each(|character| alphabet.insert(character));
        let key = (font, alphabet);
        let kept = |kept: &mut Kept| kept.get(&key).map(Arc::clone);
        if let Some(subset) = with_kept(kept) {
            return Ok(subset);
        }
        // Cut without the lock: other threads go on printing meanwhile.
        let subset = Arc::new(Self::cut(font, &key.1.characters())?);
        with_kept(|kept| {
            if kept.len() >= MOST_KEPT {
                kept.clear();
            }
            kept.insert(key.clone(), Arc::clone(&subset));
        });
        Ok(subset)
    }

    fn cut(font: FontId, characters: &[char]) -> Result<Self, Error> {
        let face = font.face();
        let mut remapper = GlyphRemapper::new();
        let glyphs: Vec<(char, u16)> =
            characters.iter().map(|&character| (character, remapper.remap(face.metric(character).glyph))).collect();
        let program = subsetter::subset(face.data, 0, &remapper).map_err(|error| Error::Font(error.to_string()))?;
        let numbering = Numbering::of(&glyphs, remapper.num_gids());
        let mut widths = vec![0; numbering.glyphs.len()];
        for &(code, character) in &numbering.characters {
            widths[usize::from(code)] = face.metric(character).width;
        }
        Ok(Self {
            font,
            name: format!("{}+{}", tag(font, characters), face.name),
            program_length: program.len(),
            program: deflate(&program),
            to_unicode: deflate(to_unicode(&numbering.characters).as_bytes()),
            glyph_map: numbering.glyph_map().map(|map| deflate(&map)),
            widths,
            codes: {
                let mut codes: Vec<_> = numbering.characters.into_iter().map(|(code, c)| (c, code)).collect();
                codes.sort_unstable();
                codes
            },
        })
    }

    /// The code of a character in text set with this subset.
    pub fn code(&self, character: char) -> u16 {
        self.codes.binary_search_by_key(&character, |entry| entry.0).map_or(0, |at| self.codes[at].1)
    }

    /// Adds the font to a document.
    pub fn embed(&self, document: &mut Document) -> ObjectId {
        let face = self.font.face();
        let program = compressed(self.program.clone(), dictionary! { "Length1" => self.program_length as i64 });
        let program = document.add_object(program);
        let descriptor = document.add_object(dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => Object::Name(self.name.clone().into_bytes()),
            "FontFile2" => program,
            "Flags" => 4,
            "FontBBox" => face.bbox.map(Object::from).to_vec(),
            "ItalicAngle" => 0,
            "Ascent" => face.ascender as i64,
            "Descent" => -face.descender as i64,
            "CapHeight" => face.cap_height,
            "StemV" => 0,
        });
        let glyph_map = match &self.glyph_map {
            Some(map) => document.add_object(compressed(map.clone(), Dictionary::new())).into(),
            None => Object::from("Identity"),
        };
        let descendant = document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => Object::Name(self.name.clone().into_bytes()),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "CIDToGIDMap" => glyph_map,
            "W" => vec![0.into(), Object::Array(self.widths.iter().map(|width| i64::from(*width).into()).collect())],
        });
        let to_unicode = document.add_object(compressed(self.to_unicode.clone(), Dictionary::new()));
        document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => Object::Name(self.name.clone().into_bytes()),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()],
            "ToUnicode" => to_unicode,
        })
    }
}

/// Which code stands for which character and glyph.
struct Numbering {
    /// Code and character, in the order of codes.
    characters: Vec<(u16, char)>,
    /// By code: the glyph in the cut-down face.
    glyphs: Vec<u16>,
}

impl Numbering {
    /// A glyph's number is the code of the first character that uses it. Further characters with
    /// the same glyph (those that have none, above all) get codes behind, so that each can still be
    /// copied as what it is.
    fn of(glyphs: &[(char, u16)], count: u16) -> Self {
        let mut by_code: Vec<u16> = (0..count).collect();
        let mut taken = vec![false; usize::from(count)];
        // Code 0 is left to no character: readers treat it as one that is not there.
        taken[0] = true;
        let mut characters = Vec::with_capacity(glyphs.len());
        for &(character, glyph) in glyphs {
            let taken = &mut taken[usize::from(glyph)];
            if *taken {
                characters.push((by_code.len() as u16, character));
                by_code.push(glyph);
            } else {
                *taken = true;
                characters.push((glyph, character));
            }
        }
        characters.sort_unstable();
        Self { characters, glyphs: by_code }
    }

    fn glyph_map(&self) -> Option<Vec<u8>> {
        let is_identity = self.glyphs.iter().enumerate().all(|(code, glyph)| code == usize::from(*glyph));
        (!is_identity).then(|| self.glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).collect())
    }
}

/// Six letters that differ when the characters do.
fn tag(font: FontId, characters: &[char]) -> String {
    let mut hash = Sha256::new();
    hash.update([font as u8]);
    for character in characters {
        hash.update((*character as u32).to_be_bytes());
    }
    hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// The map from codes to text that searching and copying need.
fn to_unicode(characters: &[(u16, char)]) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    // A block holds a hundred entries at most.
    for block in characters.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for (code, character) in block {
            let _ = write!(map, "<{code:04X}> <");
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}

fn compressed(data: Vec<u8>, mut dictionary: Dictionary) -> Stream {
    dictionary.set("Filter", "FlateDecode");
    Stream::new(dictionary, data).with_compression(false)
}
