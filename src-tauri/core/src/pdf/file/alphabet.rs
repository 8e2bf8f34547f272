//! One of the invoice's own faces as a document uses it: which characters, and their codes.

use std::{collections::BTreeSet, sync::Arc};

use subsetter::GlyphRemapper;

use super::{
    super::Error,
    kept::Kept,
    subset::{Code, Subset},
};
use crate::pdf::fonts::FontId;

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

/// A face cut down to an alphabet.
pub struct Lettered {
    /// What is embedded.
    pub subset: Subset,
    /// Characters and their codes, sorted.
    codes: Vec<(char, u16)>,
}

static KEPT: Kept<(FontId, Alphabet), Lettered> = Kept::new();

impl Lettered {
    /// The face for an alphabet, made now or kept from before.
    ///
    /// # Errors
    ///
    /// When the face cannot be cut, which the embedded ones can.
    pub fn of(font: FontId, mut alphabet: Alphabet) -> Result<Arc<Self>, Error> {
        common(font).chars().for_each(|character| alphabet.insert(character));
        KEPT.get_or_make((font, alphabet), |(_, alphabet)| Self::cut(font, &alphabet.characters()))
    }

    /// A glyph's number is the code of the first character that uses it. Further characters with the same glyph, such as
    /// the no-break space, get codes behind, so that each can still be copied as what it is.
    fn cut(font: FontId, characters: &[char]) -> Result<Self, Error> {
        let mut glyphs = GlyphRemapper::new();
        let drawn: Vec<(char, u16, u16)> = characters
            .iter()
            .map(|&character| (character, font.face().metric(character).glyph))
            .map(|(character, glyph)| (character, glyph, glyphs.remap(glyph)))
            .collect();
        let mut taken = BTreeSet::new();
        let mut behind = glyphs.num_gids()..;
        let mut codes: Vec<Code> = Vec::with_capacity(drawn.len());
        for (character, glyph, number) in drawn {
            let code = if taken.insert(number) { number } else { behind.next().unwrap_or(number) };
            codes.push(Code { code, glyph, text: character.into() });
        }
        let of_character = |code: &Code| (code.text.chars().next().unwrap_or_default(), code.code);
        let mut by_character: Vec<(char, u16)> = codes.iter().map(of_character).collect();
        by_character.sort_unstable();
        codes.sort_unstable_by_key(|code| code.code);
        Ok(Self { subset: Subset::cut(font.file(), &glyphs, &codes)?, codes: by_character })
    }

    /// The code of a character.
    pub fn code(&self, character: char) -> u16 {
        self.codes.binary_search_by_key(&character, |entry| entry.0).map_or(0, |at| self.codes[at].1)
    }
}
