//! A line of text into what is drawn, whatever scripts it is in.
//!
//! What the server's font has is set by the server's rules. Everything else is shaped with a face
//! that has it: letters joined, marks placed, text from right to left turned round by the Unicode
//! bidirectional algorithm. A letter and its marks always stay in one face.

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::{SetLine, Type};
use crate::pdf::{
    fonts::{
        FontFile, NOTDEF, ShapedGlyph, is_invisible,
        server_font::{self, BOX_WIDTH},
        system::{Han, face_for},
    },
    layout::{Cluster, Item, ShapedRun, TextRun},
};

/// How much room text gets that the server's font has not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Places {
    /// What it needs.
    Natural,
    /// The room of the boxes the server prints instead, so that nothing else on the page moves. The wide characters of
    /// East Asia at the end of a line may take so many points more.
    Server {
        /// What is free behind the line.
        room: f64,
    },
}

/// A part of a line, in the order of the page.
struct Stretch<'a> {
    text: &'a str,
    set_in: SetIn,
    right_to_left: bool,
}

#[derive(Clone, PartialEq)]
enum SetIn {
    /// The invoice's own face, letter by letter.
    Plain,
    /// A face that shapes it.
    Shaped(FontFile, Script),
    /// No font has it.
    Boxes,
    /// Nothing is to be seen.
    Blank,
}

/// Sets a line of text.
pub fn set(text: &str, typeface: Type, places: Places) -> SetLine {
    if text.chars().all(server_font::covers) {
        let run = plain(text, typeface);
        return SetLine { width: run.width(), items: vec![Item::Text(run)] };
    }
    let stretches = stretches(text, typeface, places);
    let mut line = SetLine { width: 0.0, items: Vec::with_capacity(stretches.len()) };
    for (at, stretch) in stretches.iter().enumerate() {
        let is_last = at + 1 == stretches.len();
        match &stretch.set_in {
            SetIn::Plain => line.push_plain(plain(stretch.text, typeface)),
            SetIn::Shaped(file, script) => {
                line.push_shaped(shaped(stretch, file, *script, typeface), stretch, places, is_last)
            }
            SetIn::Boxes => line.push_shaped(boxes(stretch.text, typeface), stretch, places, is_last),
            SetIn::Blank => line.push_shaped(blanks(stretch.text, typeface), stretch, places, is_last),
        }
    }
    line
}

impl SetLine {
    fn push_plain(&mut self, mut run: TextRun) {
        run.x = self.width;
        self.width += run.width();
        self.items.push(Item::Text(run));
    }

    fn push_shaped(&mut self, mut run: ShapedRun, stretch: &Stretch<'_>, places: Places, is_last: bool) {
        run.x = self.width;
        let natural = run.width();
        let given = match places {
            Places::Natural => natural,
            Places::Server { room } => {
                let place = server_width(stretch.text, run.size);
                let may_spread = is_last && stretch.is_wide();
                if may_spread { natural.min(place + room).max(place) } else { place }
            }
        };
        if natural > 0.0 {
            run.stretch *= if given > 0.0 { given / natural } else { 1.0 };
        }
        self.width += given;
        self.items.push(Item::Shaped(run));
    }
}

impl Stretch<'_> {
    /// Whether it is of characters as wide as high, which nobody could read in the width of the server's box.
    fn is_wide(&self) -> bool {
        use Script::{Bopomofo, Han, Hangul, Hiragana, Katakana};
        matches!(self.set_in, SetIn::Shaped(_, Han | Hiragana | Katakana | Hangul | Bopomofo))
    }
}

fn plain(text: &str, typeface: Type) -> TextRun {
    TextRun { x: 0.0, y: 0.0, font: typeface.font, size: typeface.size, gray: 0.0, glyphs: typeface.glyphs(text) }
}

fn shaped(stretch: &Stretch<'_>, file: &FontFile, script: Script, typeface: Type) -> ShapedRun {
    let glyphs = file.shape(stretch.text, script, stretch.right_to_left);
    ShapedRun::new(file.clone(), typeface.size, clusters(stretch.text, glyphs))
}

/// Glyphs by the text they stand for. A cluster ends where the next one in the text begins.
fn clusters(text: &str, glyphs: Vec<ShapedGlyph>) -> Vec<Cluster> {
    let mut starts: Vec<usize> = glyphs.iter().map(|glyph| glyph.cluster as usize).collect();
    starts.extend([0, text.len()]);
    starts.sort_unstable();
    starts.dedup();
    let text_of = |start: usize| {
        let after = starts.partition_point(|other| *other <= start);
        text[start..starts.get(after).copied().unwrap_or(text.len())].to_owned()
    };
    let groups = glyphs.chunk_by(|left, right| left.cluster == right.cluster);
    groups.map(|group| Cluster { text: text_of(group[0].cluster as usize), glyphs: group.to_vec() }).collect()
}

/// A box for each character, as wide as the server's.
fn boxes(text: &str, typeface: Type) -> ShapedRun {
    let file = typeface.font.file();
    let width = f32::from(file.widths([NOTDEF])[0]);
    let cluster = |c: char| Cluster { text: c.into(), glyphs: vec![ShapedGlyph::plain(NOTDEF, width)] };
    let run = ShapedRun::new(file.clone(), typeface.size, text.chars().map(cluster).collect());
    ShapedRun { stretch: f64::from(BOX_WIDTH) / f64::from(width), ..run }
}

/// A space for each character, so that it is still found and copied.
fn blanks(text: &str, typeface: Type) -> ShapedRun {
    let file = typeface.font.file();
    let space = file.face().glyph_index(' ').map_or(NOTDEF, |glyph| glyph.0);
    let advance = f32::from(file.widths([space])[0]);
    let cluster =
        |character: char| Cluster { text: character.into(), glyphs: vec![ShapedGlyph::plain(space, advance)] };
    ShapedRun::new(file.clone(), typeface.size, text.chars().map(cluster).collect())
}

/// What the server's boxes for a text take together, in points.
fn server_width(text: &str, size: f64) -> f64 {
    let face = crate::pdf::fonts::FontId::Regular.face();
    text.chars().map(|character| f64::from(face.metric(character).advance)).sum::<f64>() * size / 1000.0
}

fn stretches<'a>(text: &'a str, typeface: Type, places: Places) -> Vec<Stretch<'a>> {
    let han = Han::of(text);
    let mut all = Vec::new();
    for (range, right_to_left) in directions(text, places) {
        let mut of_run = of_one_direction(&text[range], right_to_left, typeface, places, han);
        if right_to_left {
            of_run.reverse();
        }
        all.append(&mut of_run);
    }
    all
}

/// The parts of a line that are read in one direction, as they stand from left to right.
fn directions(text: &str, places: Places) -> Vec<(Range<usize>, bool)> {
    let is_right_to_left =
        |c: char| matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::RLE | BidiClass::RLI);
    if !text.chars().any(is_right_to_left) {
        return vec![(0..text.len(), false)];
    }
    // The server's page is read from left to right and so are its lines, unless nothing in them is.
    let reads_left_to_right = text.chars().any(|c| bidi_class(c) == BidiClass::L);
    let base = match places {
        Places::Server { .. } if reads_left_to_right => Some(Level::ltr()),
        _ => None,
    };
    let info = BidiInfo::new(text, base);
    let of_paragraph = |paragraph| {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        runs.into_iter().map(move |run| (run.clone(), levels[run.start].is_rtl())).collect::<Vec<_>>()
    };
    info.paragraphs.iter().flat_map(of_paragraph).collect()
}

/// Letters with their marks, joined while one face sets them.
fn of_one_direction<'a>(
    text: &'a str,
    right_to_left: bool,
    typeface: Type,
    places: Places,
    han: Han,
) -> Vec<Stretch<'a>> {
    let mut stretches: Vec<(Range<usize>, SetIn)> = Vec::new();
    for (at, letter) in text.grapheme_indices(true) {
        let near = stretches.last().map(|(_, set_in)| set_in);
        let Some(set_in) = set_in(letter, right_to_left, typeface, places, han, near) else { continue };
        let end = at + letter.len();
        match stretches.last_mut().filter(|(range, last)| *last == set_in && range.end == at) {
            Some((range, _)) => range.end = end,
            None => stretches.push((at..end, set_in)),
        }
    }
    let stretch = |(range, set_in)| Stretch { text: &text[range], set_in, right_to_left };
    stretches.into_iter().map(stretch).collect()
}

/// What sets a letter; `None` when it is left out.
fn set_in(
    letter: &str,
    right_to_left: bool,
    typeface: Type,
    places: Places,
    han: Han,
    near: Option<&SetIn>,
) -> Option<SetIn> {
    if letter.chars().all(is_invisible) {
        return (places != Places::Natural).then_some(SetIn::Blank);
    }
    if letter.chars().all(char::is_control) {
        return (places != Places::Natural).then_some(SetIn::Boxes);
    }
    if !right_to_left && letter.chars().all(server_font::covers) {
        return Some(SetIn::Plain);
    }
    let (near_file, near_script) = match near {
        Some(SetIn::Shaped(file, script)) => (Some(file), *script),
        _ => (None, Script::Common),
    };
    let own = letter.chars().map(|c| c.script()).find(|script| !matches!(script, Script::Common | Script::Inherited));
    let script = own.unwrap_or(near_script);
    Some(
        face_for(letter, script, han, typeface.font, near_file)
            .map_or(SetIn::Boxes, |file| SetIn::Shaped(file, script)),
    )
}
