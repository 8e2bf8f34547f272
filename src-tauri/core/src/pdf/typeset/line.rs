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
    /// The room of the boxes the server prints instead, so that nothing else on the page moves. Only the wide characters
    /// of East Asia, which nobody could read in a box's width, may take more: so many points as are free behind the line.
    Server {
        /// What is free behind the line.
        room: f64,
    },
}

/// A part of a line, in the order of the page.
struct Stretch<'a> {
    /// What it stands for in the line.
    range: Range<usize>,
    /// What it shows; more than it stands for where a letter is [marked](SetIn::Marked).
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
    /// The same, for a letter the server has with something behind it that it has not: an accent of its own, a mark that
    /// shows nothing. The server prints the letter and a box.
    Marked(FontFile, Script),
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
    let items: Vec<Item> = stretches.iter().map(|stretch| stretch.set(typeface)).collect();
    let widths = widths(text, &stretches, &items, typeface, places);
    let mut line = SetLine { width: 0.0, items: Vec::with_capacity(items.len()) };
    for (item, width) in items.into_iter().zip(widths) {
        line.items.push(placed(item, line.width, width));
        line.width += width;
    }
    line
}

/// How wide each part of a line becomes, in points.
fn widths(line: &str, stretches: &[Stretch<'_>], items: &[Item], typeface: Type, places: Places) -> Vec<f64> {
    let natural: Vec<f64> = items.iter().map(width).collect();
    let Places::Server { room } = places else { return natural };
    let given: Vec<f64> = stretches.iter().map(|stretch| server_width(line, stretch.range.clone(), typeface)).collect();
    let lacking = |at: usize| if stretches[at].is_wide() { (natural[at] - given[at]).max(0.0) } else { 0.0 };
    let lack: f64 = (0..given.len()).map(lacking).sum();
    let share = if lack > 0.0 { (room / lack).min(1.0) } else { 0.0 };
    given.iter().enumerate().map(|(at, given)| given + share * lacking(at)).collect()
}

fn width(item: &Item) -> f64 {
    match item {
        Item::Text(run) => run.width(),
        Item::Shaped(run) => run.width(),
        _ => 0.0,
    }
}

/// A part of a line at its place, its glyphs made narrower or wider to fill its width. Control characters have none; they
/// stay as they are, and what follows is printed over them as on the server's page.
fn placed(item: Item, x: f64, wide: f64) -> Item {
    match item {
        Item::Shaped(run) if wide > 0.0 && run.width() > 0.0 => {
            let stretch = run.stretch * wide / run.width();
            Item::Shaped(ShapedRun { x, stretch, ..run })
        }
        item => item.moved(x, 0.0, 0.0),
    }
}

impl Stretch<'_> {
    fn set(&self, typeface: Type) -> Item {
        match &self.set_in {
            SetIn::Plain => Item::Text(plain(self.text, typeface)),
            SetIn::Shaped(file, script) => Item::Shaped(shaped(self, file, *script, typeface)),
            SetIn::Marked(file, script) => Item::Shaped(marked(self, file, *script, typeface)),
            SetIn::Boxes => Item::Shaped(boxes(self.text, typeface)),
            SetIn::Blank => Item::Shaped(blanks(self.text, typeface)),
        }
    }

    /// Whether it is of characters as wide as high, which nobody could read in the width of the server's box.
    fn is_wide(&self) -> bool {
        matches!(self.set_in, SetIn::Shaped(_, Script::Han | Script::Hangul))
    }
}

fn plain(text: &str, typeface: Type) -> TextRun {
    TextRun { x: 0.0, y: 0.0, font: typeface.font, size: typeface.size, gray: 0.0, glyphs: typeface.glyphs(text) }
}

fn shaped(stretch: &Stretch<'_>, file: &FontFile, script: Script, typeface: Type) -> ShapedRun {
    let glyphs = file.shape(stretch.text, script, stretch.right_to_left);
    if glyphs.is_empty() {
        // A font that fails here must not swallow the text.
        return boxes(stretch.text, typeface);
    }
    ShapedRun::new(file.clone(), typeface.size, clusters(stretch.text, glyphs))
}

/// A marked letter as it should be. Its text is the letter alone; the mark stands for itself behind it, see
/// [`of_one_direction`].
fn marked(stretch: &Stretch<'_>, file: &FontFile, script: Script, typeface: Type) -> ShapedRun {
    let glyphs = file.shape(stretch.text, script, stretch.right_to_left);
    let letter = stretch.text[..stretch.range.len()].to_owned();
    ShapedRun::new(file.clone(), typeface.size, vec![Cluster { text: letter, glyphs }])
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

/// What a part of a line takes on the server's page, in points: letters and boxes one after the other, kerned with what
/// follows.
fn server_width(line: &str, range: Range<usize>, typeface: Type) -> f64 {
    let face = typeface.font.face();
    let mut following = line[range.start..].chars().map(|character| face.metric(character)).peekable();
    let mut units = 0.0;
    for _ in line[range].chars() {
        let Some(metric) = following.next() else { break };
        units += f64::from(metric.advance) + following.peek().map_or(0.0, |next| face.kern(metric.glyph, next.glyph));
    }
    units * typeface.size / 1000.0
}

fn stretches<'a>(text: &'a str, typeface: Type, places: Places) -> Vec<Stretch<'a>> {
    let han = Han::of(text);
    let mut all = Vec::new();
    for (range, right_to_left) in directions(text, places) {
        let mut of_run = of_one_direction(text, range, right_to_left, typeface, places, han);
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
    line: &'a str,
    run: Range<usize>,
    right_to_left: bool,
    typeface: Type,
    places: Places,
    han: Han,
) -> Vec<Stretch<'a>> {
    let mut stretches: Vec<(Range<usize>, SetIn)> = Vec::new();
    let mut add = |at: usize, letter: &str| {
        let near = stretches.last().map(|(_, set_in)| set_in);
        let Some(set_in) = set_in(letter, right_to_left, typeface, places, han, near) else { return true };
        if set_in == SetIn::Boxes && letter.chars().nth(1).is_some() {
            return false;
        }
        let joins = |(range, last): &&mut (Range<usize>, SetIn)| {
            *last == set_in && range.end == at && !matches!(last, SetIn::Marked(..))
        };
        let end = at + letter.len();
        match stretches.last_mut().filter(joins) {
            Some((range, _)) => range.end = end,
            None => stretches.push((at..end, set_in)),
        }
        true
    };
    for (at, letter) in line[run.clone()].grapheme_indices(true) {
        let at = run.start + at;
        if !add(at, letter) {
            // No face has all of it: each character for itself.
            for (from, character) in letter.char_indices() {
                add(at + from, &letter[from..from + character.len_utf8()]);
            }
        }
    }
    let mut all = Vec::with_capacity(stretches.len());
    for (range, set_in) in stretches {
        let text = &line[range.clone()];
        let letter = text.chars().next().map_or(0, char::len_utf8);
        let is_marked = matches!(set_in, SetIn::Marked(..));
        let stands_for = if is_marked { range.start..range.start + letter } else { range.clone() };
        all.push(Stretch { range: stands_for, text, set_in, right_to_left });
        if is_marked {
            // In place of the server's box: so the letter keeps its shape, and letter and mark are found where the server
            // has them.
            let (range, text) = (range.start + letter..range.end, &text[letter..]);
            all.push(Stretch { range, text, set_in: SetIn::Blank, right_to_left });
        }
    }
    all
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
    if !right_to_left && letter.chars().all(server_font::covers) {
        return Some(SetIn::Plain);
    }
    if letter.chars().all(is_invisible) {
        return (places != Places::Natural).then_some(SetIn::Blank);
    }
    if letter.chars().all(char::is_control) {
        return (places != Places::Natural).then_some(SetIn::Boxes);
    }
    let (near_file, near_script) = match near {
        Some(SetIn::Shaped(file, script) | SetIn::Marked(file, script)) => (Some(file), *script),
        _ => (None, Script::Common),
    };
    let script = letter.chars().find_map(script_of).unwrap_or(near_script);
    let is_marked = places != Places::Natural && letter.chars().next().is_some_and(server_font::covers);
    Some(match face_for(letter, script, han, typeface.font, near_file) {
        None => SetIn::Boxes,
        Some(file) if is_marked => SetIn::Marked(file, script),
        Some(file) => SetIn::Shaped(file, script),
    })
}

/// The script a character belongs to, `None` where it is used with many. What is written together counts as one.
fn script_of(character: char) -> Option<Script> {
    match character.script() {
        Script::Common | Script::Inherited => None,
        Script::Hiragana | Script::Katakana | Script::Bopomofo => Some(Script::Han),
        script => Some(script),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fonts::FontId;

    const BODY: Type = Type { font: FontId::Regular, size: 10.0 };
    const SERVER: Places = Places::Server { room: 0.0 };

    fn set_server(text: &str, room: f64) -> SetLine {
        set(text, BODY, Places::Server { room })
    }

    /// What stands where: the texts of a line from left to right.
    fn texts(line: &SetLine) -> Vec<String> {
        let text = |item: &Item| match item {
            Item::Text(run) => run.text(),
            Item::Shaped(run) => run.clusters.iter().map(|cluster| cluster.text.as_str()).collect(),
            _ => String::new(),
        };
        line.items.iter().map(text).collect()
    }

    fn missing(line: &SetLine) -> bool {
        line.items.iter().any(|item| match item {
            Item::Shaped(run) => {
                run.clusters.iter().flat_map(|cluster| &cluster.glyphs).any(|glyph| glyph.id == NOTDEF)
            }
            _ => false,
        })
    }

    fn stretch(item: &Item) -> f64 {
        match item {
            Item::Shaped(run) => run.stretch,
            _ => 1.0,
        }
    }

    #[test]
    fn what_the_server_has_is_one_run() {
        let line = set("Łódź Ελλάς Київ", BODY, SERVER);
        assert!(matches!(line.items.as_slice(), [Item::Text(_)]));
    }

    #[test]
    fn other_scripts_take_the_room_of_the_boxes() {
        for word in ["שלום", "البيانات", "हिन्दी", "ข้อมูล", "北京", "Ễ", "\u{F8FF}"]
        {
            let line = set_server(&format!("a {word} b"), 0.0);
            let boxes = word.chars().count() as f64 * f64::from(BOX_WIDTH) / 1000.0 * 10.0;
            let around = set_server("a ", 0.0).width + set_server(" b", 0.0).width;
            assert!((line.width - around - boxes).abs() < 1e-6, "{word}: {} and not {}", line.width - around, boxes);
        }
    }

    #[test]
    fn only_wide_characters_take_what_is_free() {
        let natural = |text| set(text, BODY, Places::Natural).width;
        let (narrow, wide) = (set_server("北京", 0.0).width, natural("北京"));
        assert!(narrow < 0.5 * wide);
        assert!((set_server("北京", 1000.0).width - wide).abs() < 1e-6);
        assert!((set_server("北京 b", 3.0).width - set_server("北京 b", 0.0).width - 3.0).abs() < 1e-6);
        assert_eq!(set_server("שלום", 1000.0).width, set_server("שלום", 0.0).width);
        // Two words are made narrower alike.
        let line = set_server("서울 부산", 5.0);
        assert!((stretch(&line.items[0]) - stretch(&line.items[2])).abs() < 1e-6, "{line:?}");
    }

    #[test]
    fn text_from_right_to_left_is_turned_round() {
        let line = set("Hits נתונים ירושלים (v2)", BODY, SERVER);
        let order: Vec<String> = texts(&line);
        let at = |word: &str| order.iter().position(|text| text.contains(word)).unwrap_or_else(|| panic!("{order:?}"));
        assert!(at("Hits") < at("ירושלים".chars().rev().collect::<String>().as_str()));
        assert!(order.last().is_some_and(|last| last.ends_with("(v2)")), "{order:?}");
        // Nothing in it is read from left to right: the number stands left of the word before it.
        let hebrew = set("קומה 12", BODY, SERVER);
        assert!(matches!(texts(&hebrew).as_slice(), [number, ..] if number == "12"), "{:?}", texts(&hebrew));
    }

    #[test]
    fn letters_are_joined_and_keep_their_marks() {
        let shaped = |text: &str| match set(text, BODY, Places::Natural).items.into_iter().next() {
            Some(Item::Shaped(run)) => run,
            other => panic!("{other:?}"),
        };
        // Lam and alef become one glyph that stands for both.
        assert!(shaped("لا").clusters.iter().any(|cluster| cluster.text == "لا" && cluster.glyphs.len() == 1));
        assert!(shaped("कि").clusters.iter().any(|cluster| cluster.text == "कि"));
        let marked = shaped("q\u{307}\u{323}");
        assert_eq!(marked.clusters.iter().map(|cluster| cluster.text.as_str()).collect::<String>(), "q\u{307}\u{323}");
        let first = shaped("ب");
        assert_ne!(
            shaped("بب").clusters[0].glyphs[0].id,
            first.clusters[0].glyphs[0].id,
            "a joined form is another one"
        );
    }

    #[test]
    fn a_letter_with_its_own_accent_keeps_its_shape_and_the_server_s_place() {
        let line = set_server("Ty\u{301}o ✓", 0.0);
        assert_eq!(texts(&line), ["T", "y", "\u{301}", "o ", "✓"]);
        assert!((stretch(&line.items[1]) - 1.0).abs() < 0.1, "the letter is not made wider: {line:?}");
        let face = FontId::Regular.face();
        let letters: f64 = "Tyo ".chars().map(|c| f64::from(face.metric(c).advance)).sum();
        let kerned = face.kern(face.metric('T').glyph, face.metric('y').glyph);
        assert!(kerned < 0.0, "the letters are kerned as if there were no accent");
        let wanted = (letters + kerned + 2.0 * f64::from(BOX_WIDTH)) / 100.0;
        assert!((line.width - wanted).abs() < 1e-6, "{} and not {wanted}", line.width);
        assert_eq!(texts(&set("y\u{301}", BODY, Places::Natural)), ["y\u{301}"]);
    }

    #[test]
    fn a_soft_hyphen_shows_beside_other_scripts_too() {
        let line = set_server("✓ Haupt\u{AD}", 0.0);
        assert!(matches!(line.items.last(), Some(Item::Text(run)) if run.text() == " Haupt\u{AD}"), "{line:?}");
    }

    #[test]
    fn what_no_font_has_whole_is_set_character_by_character() {
        let line = set("Y\u{CCA}\u{10FFFD}", BODY, SERVER);
        assert_eq!(texts(&line)[0], "Y");
        assert!(matches!(&line.items[0], Item::Text(_)));
    }

    #[test]
    fn what_no_font_has_is_a_box_and_what_shows_nothing_is_blank() {
        assert!(missing(&set("a\u{10FFFD}b", BODY, SERVER)));
        assert!(!missing(&set("a\u{200E}b", BODY, SERVER)));
        assert_eq!(texts(&set("a\u{200E}b", BODY, SERVER)), ["a", "\u{200E}", "b"]);
        assert_eq!(texts(&set("a\u{200E}\u{1}b", BODY, Places::Natural)).concat(), "ab");
    }

    #[test]
    fn han_characters_look_as_the_text_around_them_is_written() {
        let face = |text: &str| match set(text, BODY, Places::Natural).items.into_iter().next() {
            Some(Item::Shaped(run)) => run.file.name().to_owned(),
            other => panic!("{other:?}"),
        };
        assert_ne!(face("直"), face("直の"));
        assert_ne!(face("直"), face("直한"));
        assert_eq!(face("直の"), face("の直"));
    }
}
