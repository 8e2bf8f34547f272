//! Which code stands for what in each font of a document.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use lopdf::{Dictionary, Document};
use subsetter::GlyphRemapper;

use super::{
    super::Error,
    alphabet::{Alphabet, Lettered},
    subset::{Code, Subset},
};
use crate::pdf::{
    fonts::{FontFile, FontId, NOTDEF},
    layout::{Cluster, Item, Page},
};

/// Codes of what a page shows.
pub trait Codes {
    /// The code of a character in one of the invoice's own faces.
    fn plain(&mut self, font: FontId, character: char) -> u16;
    /// The font's name in the resources and the code of a glyph that was shaped for a piece of text; true when the code
    /// alone tells the text, so that nothing has to be said beside it.
    fn shaped(&mut self, file: &FontFile, glyph: u16, text: &str) -> (u16, bool);
    /// The name of a font for shaped text in the resources.
    fn name(&mut self, file: &FontFile) -> String;
}

/// The name of one of the invoice's own faces in the resources.
pub fn plain_name(font: FontId) -> &'static str {
    match font {
        FontId::Regular => "F1",
        FontId::Bold => "F2",
    }
}

fn shaped_name(at: usize) -> String {
    format!("S{}", at + 1)
}

/// The piece of a cluster's text that a glyph of it stands for, for readers who do not know of clusters.
pub fn piece(cluster: &Cluster, at: usize) -> &str {
    if cluster.glyphs.len() < 2 {
        return &cluster.text;
    }
    let last = cluster.text.char_indices().count().saturating_sub(1);
    let mut pieces = cluster.text.char_indices().skip(at.min(last));
    pieces.next().map_or("", |(from, character)| &cluster.text[from..from + character.len_utf8()])
}

/// Codes for a document whose pages are all known.
pub struct Fonts {
    plain: BTreeMap<FontId, Arc<Lettered>>,
    shaped: Vec<Shaped>,
}

struct Shaped {
    file: FontFile,
    /// By glyph.
    codes: BTreeMap<u16, Code>,
    subset: Option<Arc<Subset>>,
}

impl Fonts {
    /// Of everything on some pages.
    ///
    /// # Errors
    ///
    /// When a face cannot be cut.
    pub fn of(pages: &[Page]) -> Result<Self, Error> {
        let mut letters: BTreeMap<FontId, Alphabet> = BTreeMap::new();
        let mut shaped: Vec<(FontFile, BTreeMap<u16, String>)> = Vec::new();
        for item in pages.iter().flat_map(|page| &page.items) {
            match item {
                Item::Text(run) => {
                    let alphabet = letters.entry(run.font).or_default();
                    run.glyphs.iter().for_each(|glyph| alphabet.insert(glyph.character));
                }
                Item::Shaped(run) => {
                    let at = shaped.iter().position(|(file, _)| *file == run.file).unwrap_or_else(|| {
                        shaped.push((run.file.clone(), BTreeMap::new()));
                        shaped.len() - 1
                    });
                    for cluster in &run.clusters {
                        for (number, glyph) in cluster.glyphs.iter().enumerate() {
                            shaped[at].1.entry(glyph.id).or_insert_with(|| piece(cluster, number).to_owned());
                        }
                    }
                }
                _ => {}
            }
        }
        let plain = letters.into_iter().map(|(font, alphabet)| Ok((font, Lettered::of(font, alphabet)?)));
        let shaped = shaped.into_iter().map(|(file, texts)| Shaped::of(file, texts));
        Ok(Self { plain: plain.collect::<Result<_, Error>>()?, shaped: shaped.collect::<Result<_, Error>>()? })
    }

    /// Adds the fonts to a document; the result goes into the resources of its pages.
    pub fn embed(&self, document: &mut Document) -> Dictionary {
        let mut names = Dictionary::new();
        for (font, lettered) in &self.plain {
            names.set(plain_name(*font), lettered.subset.embed(document));
        }
        for (at, shaped) in self.shaped.iter().enumerate() {
            if let Some(subset) = &shaped.subset {
                names.set(shaped_name(at), subset.embed(document));
            }
        }
        names
    }
}

impl Shaped {
    fn of(file: FontFile, texts: BTreeMap<u16, String>) -> Result<Self, Error> {
        let mut glyphs = GlyphRemapper::new();
        for glyph in texts.keys().filter(|glyph| **glyph != NOTDEF) {
            glyphs.remap(*glyph);
        }
        let the_box = glyphs.num_gids();
        let code = |(glyph, text): (u16, String)| {
            let code = glyphs.get(glyph).filter(|_| glyph != NOTDEF).unwrap_or(the_box);
            (glyph, Code { code, glyph, text })
        };
        let codes: BTreeMap<u16, Code> = texts.into_iter().map(code).collect();
        let mut listed: Vec<Code> = codes.values().cloned().collect();
        listed.sort_unstable_by_key(|code| code.code);
        let subset = Some(Subset::of(&file, &glyphs, listed)?);
        Ok(Self { file, codes, subset })
    }
}

impl Codes for Fonts {
    fn plain(&mut self, font: FontId, character: char) -> u16 {
        self.plain.get(&font).map_or(0, |lettered| lettered.code(character))
    }

    fn shaped(&mut self, file: &FontFile, glyph: u16, text: &str) -> (u16, bool) {
        let code = self.shaped.iter().find(|shaped| shaped.file == *file).and_then(|shaped| shaped.codes.get(&glyph));
        code.map_or((0, false), |code| (code.code, code.text == text))
    }

    fn name(&mut self, file: &FontFile) -> String {
        shaped_name(self.shaped.iter().position(|shaped| shaped.file == *file).unwrap_or(0))
    }
}

/// Codes given out one after the other, for a document whose pages come and go: what a page shows is written before the
/// next one is known.
#[derive(Default)]
pub struct RunningFonts {
    plain: BTreeMap<FontId, Running>,
    shaped: Vec<(FontFile, Running)>,
}

/// Codes of one font. A glyph's number in the subset is its code; what is drawn by the same glyph and stands for
/// something else gets codes from the highest one down.
struct Running {
    glyphs: GlyphRemapper,
    by_character: HashMap<char, u16>,
    /// By glyph: the place of its code among `codes`.
    by_glyph: HashMap<u16, usize>,
    codes: Vec<Code>,
    from_above: u16,
}

impl Default for Running {
    fn default() -> Self {
        Self {
            glyphs: GlyphRemapper::new(),
            by_character: HashMap::new(),
            by_glyph: HashMap::new(),
            codes: Vec::new(),
            from_above: u16::MAX,
        }
    }
}

impl Running {
    fn character(&mut self, glyph: u16, character: char) -> u16 {
        if let Some(code) = self.by_character.get(&character) {
            return *code;
        }
        let code = if self.by_glyph.contains_key(&glyph) { self.above() } else { self.glyphs.remap(glyph) };
        self.by_character.insert(character, code);
        self.add(code, glyph, character.into());
        code
    }

    fn glyph(&mut self, glyph: u16, text: &str) -> (u16, bool) {
        if let Some(at) = self.by_glyph.get(&glyph) {
            let code = &self.codes[*at];
            return (code.code, code.text == text);
        }
        let code = if glyph == NOTDEF { self.above() } else { self.glyphs.remap(glyph) };
        self.add(code, glyph, text.to_owned());
        (code, true)
    }

    fn add(&mut self, code: u16, glyph: u16, text: String) {
        self.by_glyph.entry(glyph).or_insert(self.codes.len());
        self.codes.push(Code { code, glyph, text });
    }

    fn above(&mut self) -> u16 {
        let code = self.from_above;
        self.from_above -= 1;
        code
    }

    fn cut(mut self, file: &FontFile) -> Result<Subset, Error> {
        self.codes.sort_unstable_by_key(|code| code.code);
        Subset::cut(file, &self.glyphs, &self.codes)
    }
}

impl RunningFonts {
    /// Adds the fonts to a document; the result goes into the resources of its pages.
    ///
    /// # Errors
    ///
    /// When a face cannot be cut.
    pub fn embed(self, document: &mut Document) -> Result<Dictionary, Error> {
        let mut names = Dictionary::new();
        for (font, running) in self.plain {
            names.set(plain_name(font), running.cut(font.file())?.embed(document));
        }
        for (at, (file, running)) in self.shaped.into_iter().enumerate() {
            names.set(shaped_name(at), running.cut(&file)?.embed(document));
        }
        Ok(names)
    }

    fn running(&mut self, file: &FontFile) -> usize {
        self.shaped.iter().position(|(known, _)| known == file).unwrap_or_else(|| {
            self.shaped.push((file.clone(), Running::default()));
            self.shaped.len() - 1
        })
    }
}

impl Codes for RunningFonts {
    fn plain(&mut self, font: FontId, character: char) -> u16 {
        let glyph = font.face().metric(character).glyph;
        self.plain.entry(font).or_default().character(glyph, character)
    }

    fn shaped(&mut self, file: &FontFile, glyph: u16, text: &str) -> (u16, bool) {
        let at = self.running(file);
        self.shaped[at].1.glyph(glyph, text)
    }

    fn name(&mut self, file: &FontFile) -> String {
        shaped_name(self.running(file))
    }
}
