//! Which of the server's words stand where our texts stand.
//!
//! Words are matched first. What is left over goes by where it is painted: on the line of a word that was matched, in
//! the first column of a table (a row of its own), or where there could be a text and is none here.

use std::{cmp::Ordering, ops::Range};

use super::{
    diff::{Hunk, diff},
    places::{About, Piece},
    read::{Line, Reading},
};

/// Two texts this close begin at the same place, in points.
const SAME_PLACE: f64 = 1.0;

/// Lines of one text follow each other this closely, in sizes of its type; rows of a table do not.
const LINE_DISTANCE: f64 = 1.4;

/// The server's words by our texts.
pub(super) struct Aligned {
    /// For each piece, the words in its place.
    pub of_piece: Vec<Vec<String>>,
    /// What has no place here.
    pub extra: Vec<Extra>,
    /// Pieces next to each other and the words in their places, which could not be told apart.
    pub blocks: Vec<(Range<usize>, Vec<String>)>,
}

/// Words with no place here: a row that is not on our page, or anything else.
#[derive(PartialEq, Eq)]
pub(super) struct Extra {
    /// The piece it comes after.
    pub after: usize,
    /// The first cell of a row; empty when it is none.
    pub label: Vec<String>,
    /// The words.
    pub words: Vec<String>,
}

/// A word without what only tells where it may be broken.
pub(super) fn key(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')).collect()
}

struct HereWord {
    key: String,
    piece: usize,
}

#[derive(Clone)]
struct ThereWord {
    key: String,
    line: usize,
}

/// Finds the place of each of the server's words.
pub(super) fn align(pieces: &[Piece], there: &Reading) -> Aligned {
    let here: Vec<HereWord> = pieces.iter().enumerate().flat_map(|(at, piece)| here_words(at, piece)).collect();
    let words = without_repeated_headers(pieces, there);
    let words = join_numbers(words, &there.lines);
    let words = join_broken(&here, words, &there.lines);
    let hunks = differences(&here, &words);
    let mut aligner = Aligner {
        pieces,
        lines: &there.lines,
        here,
        there: words,
        placed: vec![Vec::new(); pieces.len()],
        extra: Vec::new(),
        blocks: Vec::new(),
    };
    aligner.run(hunks);
    aligner.finish()
}

fn differences(here: &[HereWord], there: &[ThereWord]) -> Vec<Hunk> {
    let here: Vec<&str> = here.iter().map(|word| word.key.as_str()).collect();
    let there: Vec<&str> = there.iter().map(|word| word.key.as_str()).collect();
    diff(&here, &there)
}

/// Makes one of numbers that are broken in a column too narrow for them: their parts could be taken for other numbers.
fn join_numbers(words: Vec<ThereWord>, lines: &[Line]) -> Vec<ThereWord> {
    let is_number = |line: &Line| !line.text.is_empty() && line.text.chars().all(|c| "-.0123456789".contains(c));
    let mut joined: Vec<ThereWord> = Vec::with_capacity(words.len());
    let mut last_line = None;
    for word in words {
        let line = &lines[word.line];
        let above = last_line.replace(word.line).map(|at: usize| &lines[at]);
        let is_part = above.is_some_and(|above| {
            above.page == line.page
                && follows(above, line)
                && (above.end - line.end).abs() < SAME_PLACE
                && is_number(above)
                && is_number(line)
        });
        match joined.last_mut().filter(|_| is_part) {
            Some(number) => number.key.push_str(&word.key),
            None => joined.push(word),
        }
    }
    joined
}

/// Makes one of what the server broke at the end of a line, where the whole word is one of ours: ours come from the
/// document and are never broken.
fn join_broken(here: &[HereWord], there: Vec<ThereWord>, lines: &[Line]) -> Vec<ThereWord> {
    let hunks = differences(here, &there);
    let mut joined = Vec::with_capacity(there.len());
    let mut at = 0;
    for hunk in hunks {
        let mut whole: Vec<&str> = here[hunk.here].iter().map(|word| word.key.as_str()).collect();
        whole.sort_unstable();
        joined.extend_from_slice(&there[at..hunk.there.start]);
        at = hunk.there.start;
        while at < hunk.there.end {
            let parts = parts_of_a_word(&there[at..hunk.there.end], &whole, lines).unwrap_or(1);
            let key = there[at..at + parts].iter().map(|word| word.key.as_str()).collect();
            joined.push(ThereWord { key, line: there[at].line });
            at += parts;
        }
    }
    joined.extend_from_slice(&there[at..]);
    joined
}

/// How many words, each at the beginning of the next line, make one of the sorted ones.
fn parts_of_a_word(words: &[ThereWord], whole: &[&str], lines: &[Line]) -> Option<usize> {
    /// So many words of ours with the same beginning are tried.
    const MOST_TRIED: usize = 16;
    let first = words[0].key.as_str();
    let from = whole.partition_point(|word| *word < first);
    let tried = whole[from..].iter().take_while(|word| word.starts_with(first)).take(MOST_TRIED);
    tried.filter_map(|word| length_of(words, word)).find(|length| {
        *length > 1 && words[..*length].windows(2).all(|pair| follows(&lines[pair[0].line], &lines[pair[1].line]))
    })
}

/// Whether a line can be the next one of the same text.
fn follows(above: &Line, below: &Line) -> bool {
    match below.page.cmp(&above.page) {
        Ordering::Less => false,
        Ordering::Equal => below.y < above.y && above.y - below.y < above.size * LINE_DISTANCE,
        Ordering::Greater => true,
    }
}

fn is_aligned(one: &Line, other: &Line) -> bool {
    (one.x - other.x).abs() < SAME_PLACE || (one.end - other.end).abs() < SAME_PLACE
}

fn here_words(piece: usize, of: &Piece) -> impl Iterator<Item = HereWord> {
    let words = of.text.split_whitespace().map(key).filter(|key| !key.is_empty());
    words.map(move |key| HereWord { key, piece })
}

/// The header row of the line items comes again on every page they go on to.
fn without_repeated_headers(pieces: &[Piece], there: &Reading) -> Vec<ThereWord> {
    let words =
        there.words().map(|(line, word)| ThereWord { key: key(word), line }).filter(|word| !word.key.is_empty());
    let words: Vec<ThereWord> = words.collect();
    let columns = pieces.iter().filter(|piece| piece.is_column_heading());
    let header: String = columns.flat_map(|piece| piece.text.split_whitespace()).collect();
    let mut kept = Vec::with_capacity(words.len());
    let (mut seen, mut page, mut at) = (header.is_empty(), 0, 0);
    while at < words.len() {
        let new_page = there.lines[words[at].line].page;
        let is_first = std::mem::replace(&mut page, new_page) != new_page;
        let length = length_of(&words[at..], &header);
        match length {
            Some(length) if seen && is_first && !header.is_empty() => at += length,
            Some(_) => seen = true,
            None => {}
        }
        if let Some(word) = words.get(at) {
            kept.push(ThereWord { key: word.key.clone(), line: word.line });
        }
        at += 1;
    }
    kept
}

/// How many words from here on make a text without spaces.
fn length_of(words: &[ThereWord], text: &str) -> Option<usize> {
    let mut rest = text;
    for (at, word) in words.iter().enumerate() {
        if rest.is_empty() {
            return Some(at);
        }
        rest = rest.strip_prefix(word.key.as_str())?;
    }
    rest.is_empty().then_some(words.len())
}

/// Words painted as one cell of a table, or one paragraph.
struct Cell {
    words: Range<usize>,
    x: f64,
}

struct Aligner<'a> {
    pieces: &'a [Piece],
    lines: &'a [Line],
    here: Vec<HereWord>,
    there: Vec<ThereWord>,
    /// For each piece, the server's words in its place.
    placed: Vec<Vec<usize>>,
    extra: Vec<(usize, Range<usize>, Range<usize>)>,
    blocks: Vec<(Range<usize>, Range<usize>)>,
}

impl Aligner<'_> {
    fn run(&mut self, hunks: Vec<Hunk>) {
        let hunks = self.slide(hunks);
        // What matched first: the rest goes by where that stands.
        let (mut here, mut there) = (0, 0);
        let end = Hunk { here: self.here.len()..self.here.len(), there: self.there.len()..self.there.len() };
        for hunk in hunks.iter().chain([&end]) {
            for (at, word) in (here..hunk.here.start).zip(there..) {
                self.placed[self.here[at].piece].push(word);
            }
            (here, there) = (hunk.here.end, hunk.there.end);
        }
        for hunk in hunks {
            self.place(hunk);
        }
    }

    /// What was put in or taken out could often be said to be so a few words earlier or later: whole rows are told
    /// where that is possible.
    fn slide(&self, mut hunks: Vec<Hunk>) -> Vec<Hunk> {
        for at in 0..hunks.len() {
            let before = if at == 0 { (0, 0) } else { (hunks[at - 1].here.end, hunks[at - 1].there.end) };
            let after =
                hunks.get(at + 1).map_or((self.here.len(), self.there.len()), |h| (h.here.start, h.there.start));
            hunks[at] = self.slid(hunks[at].clone(), before, after);
        }
        hunks
    }

    fn slid(&self, hunk: Hunk, before: (usize, usize), after: (usize, usize)) -> Hunk {
        if !hunk.here.is_empty() && !hunk.there.is_empty() || self.is_row_start(hunk.here.start) {
            return hunk;
        }
        let moved = |hunk: &Hunk, by: isize| {
            let shift =
                |range: &Range<usize>| range.start.saturating_add_signed(by)..range.end.saturating_add_signed(by);
            Hunk { here: shift(&hunk.here), there: shift(&hunk.there) }
        };
        let same = |first: usize, last: usize| match hunk.here.is_empty() {
            true => self.there[first].key == self.there[last].key,
            false => self.here[first].key == self.here[last].key,
        };
        let side = |hunk: &Hunk| if hunk.here.is_empty() { hunk.there.clone() } else { hunk.here.clone() };
        for step in [-1_isize, 1] {
            let mut now = hunk.clone();
            loop {
                let range = side(&now);
                let possible = match step {
                    1 => now.here.end < after.0 && now.there.end < after.1 && same(range.start, range.end),
                    _ => {
                        now.here.start > before.0 && now.there.start > before.1 && same(range.start - 1, range.end - 1)
                    }
                };
                if !possible {
                    break;
                }
                now = moved(&now, step);
                if self.is_row_start(now.here.start) {
                    return now;
                }
            }
        }
        hunk
    }

    /// Whether a row or a text outside of tables begins with this word.
    fn is_row_start(&self, word: usize) -> bool {
        let Some(piece) = self.here.get(word).map(|word| word.piece) else { return true };
        if word > 0 && self.here[word - 1].piece == piece {
            return false;
        }
        let row = |at: usize| self.pieces[at].row.as_ref().map(|row| row.number);
        row(piece).is_none() || piece == 0 || row(piece - 1) != row(piece)
    }

    fn place(&mut self, hunk: Hunk) {
        let before = hunk.here.start.checked_sub(1).map(|at| self.here[at].piece);
        let next = self.here.get(hunk.here.end).map(|word| word.piece);
        let mut touched = self.touched(&hunk.here);
        let mut rest = hunk.there;
        // On the line of a word that was matched.
        while let (Some(piece), false) = (before, rest.is_empty()) {
            if rest.start == 0 || self.there[rest.start - 1].line != self.there[rest.start].line {
                break;
            }
            self.placed[piece].push(rest.start);
            rest.start += 1;
        }
        while let (Some(piece), false) = (next, rest.is_empty()) {
            if rest.end == self.there.len() || self.there[rest.end].line != self.there[rest.end - 1].line {
                break;
            }
            rest.end -= 1;
            self.placed[piece].push(rest.end);
        }
        if rest.is_empty() {
            return;
        }
        let mut cells = self.cells(rest.clone());
        // A text of which a part was matched goes on where that stands, or not at all.
        if let (Some(before), Some(last)) = (before, rest.start.checked_sub(1)) {
            touched.retain(|piece| *piece != before);
            if self.goes_on(last, rest.start) {
                self.put(before, cells.remove(0).words);
            }
        }
        if let (Some(next), Some(cell)) = (next, cells.last()) {
            touched.retain(|piece| *piece != next);
            if rest.end < self.there.len() && self.goes_on(rest.end - 1, rest.end) {
                let words = cell.words.clone();
                cells.pop();
                self.put(next, words);
            }
        }
        self.place_cells(before, next, &touched, &cells);
    }

    /// Cells between two texts of ours, in place of what was there here.
    fn place_cells(&mut self, before: Option<usize>, next: Option<usize>, touched: &[usize], cells: &[Cell]) {
        match (touched, cells) {
            (_, []) => {}
            ([], _) => self.insert(before, next, cells),
            ([piece], [others @ .., last]) if self.is_first_column(*piece) && self.begins_row(*piece, last) => {
                self.put(*piece, last.words.clone());
                if !others.is_empty() {
                    self.insert(before, Some(*piece), others);
                }
            }
            ([piece], [first, others @ ..]) => {
                self.put(*piece, first.words.clone());
                if !others.is_empty() {
                    self.insert(Some(*piece), next, others);
                }
            }
            ([first, .., last], [from, .., to]) if touched.len() != cells.len() => {
                self.blocks.push((*first..*last + 1, from.words.start..to.words.end));
            }
            ([first, .., last], [only]) => self.blocks.push((*first..*last + 1, only.words.clone())),
            _ => touched.iter().zip(cells).for_each(|(piece, cell)| self.put(*piece, cell.words.clone())),
        }
    }

    /// Whether a word is of the text that another one is of, a line further down.
    fn goes_on(&self, word: usize, next: usize) -> bool {
        let (above, below) = (&self.lines[self.there[word].line], &self.lines[self.there[next].line]);
        follows(above, below) && is_aligned(above, below)
    }

    fn begins_row(&self, piece: usize, cell: &Cell) -> bool {
        self.first_column(piece).is_some_and(|x| (cell.x - x).abs() < SAME_PLACE)
    }

    fn put(&mut self, piece: usize, words: Range<usize>) {
        self.placed[piece].extend(words);
    }

    fn touched(&self, here: &Range<usize>) -> Vec<usize> {
        let mut pieces: Vec<usize> = self.here[here.clone()].iter().map(|word| word.piece).collect();
        pieces.dedup();
        pieces
    }

    /// Lines below each other that begin or end at the same place are one cell.
    fn cells(&self, words: Range<usize>) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::new();
        for at in words {
            let line = &self.lines[self.there[at].line];
            match cells.last_mut().filter(|cell| {
                let last = cell.words.end - 1;
                self.there[last].line == self.there[at].line || self.goes_on(last, at)
            }) {
                Some(cell) => cell.words.end = at + 1,
                None => cells.push(Cell { words: at..at + 1, x: line.x }),
            }
        }
        cells
    }

    /// Where the first column of the table begins that a piece is in or right behind.
    fn first_column(&self, piece: usize) -> Option<f64> {
        // Row by row up to what is no table any more.
        let in_table = |at: &usize| self.pieces[*at].row.is_some() || self.pieces[*at].is_column_heading();
        let firsts = (0..=piece).rev().take_while(in_table);
        let first = firsts.into_iter().find(|at| self.is_first_column(*at) && !self.placed[*at].is_empty())?;
        Some(self.lines[self.there[self.placed[first][0]].line].x)
    }

    fn is_first_column(&self, piece: usize) -> bool {
        let row = |at: usize| self.pieces[at].row.as_ref().map(|row| row.number);
        match row(piece) {
            None => {
                self.pieces[piece].is_column_heading() && (piece == 0 || !self.pieces[piece - 1].is_column_heading())
            }
            Some(number) => piece == 0 || row(piece - 1) != Some(number),
        }
    }

    /// Words where nothing is here.
    fn insert(&mut self, before: Option<usize>, next: Option<usize>, cells: &[Cell]) {
        let x = before.and_then(|piece| self.first_column(piece));
        let starts_row = |cell: &Cell| x.is_some_and(|x| (cell.x - x).abs() < SAME_PLACE);
        let row_at = cells.iter().position(starts_row).unwrap_or(cells.len());
        let (loose, rows) = cells.split_at(row_at);
        let after = before.unwrap_or(0);
        let mut loose = loose.iter();
        let slots = before.map_or(0, |at| at + 1)..next.unwrap_or(self.pieces.len());
        for (slot, cell) in slots.zip(loose.by_ref()) {
            self.put(slot, cell.words.clone());
        }
        for cell in loose {
            self.put_between(before, next, cell.words.clone());
        }
        let mut rows = rows.iter().peekable();
        while let Some(label) = rows.next() {
            let mut values = label.words.end..label.words.end;
            while let Some(cell) = rows.next_if(|cell| !starts_row(cell)) {
                values.end = cell.words.end;
            }
            self.extra.push((after, label.words.clone(), values));
        }
    }

    /// A label's value comes behind it; other words go on with what is before them.
    fn put_between(&mut self, before: Option<usize>, next: Option<usize>, words: Range<usize>) {
        let is_label = |at: usize| matches!(self.pieces[at].about, About::Label | About::Column | About::NamedLabel);
        match (before, next) {
            (Some(before), Some(next)) if is_label(before) && !is_label(next) => self.put(next, words),
            (Some(before), _) if !is_label(before) => self.put(before, words),
            (before, _) => self.extra.push((before.unwrap_or(0), words.start..words.start, words)),
        }
    }

    fn finish(self) -> Aligned {
        let text = |words: &mut dyn Iterator<Item = usize>| words.map(|at| self.there[at].key.clone()).collect();
        let of_piece = self.placed.iter().map(|words| {
            let mut words = words.clone();
            words.sort_unstable();
            text(&mut words.into_iter())
        });
        let extra = self.extra.iter().map(|(after, label, words)| Extra {
            after: *after,
            label: text(&mut label.clone()),
            words: text(&mut words.clone()),
        });
        let blocks = self.blocks.iter().map(|(pieces, words)| {
            // What matched in between belongs to the block as well.
            let placed = self.placed[pieces.clone()].iter().flatten().copied();
            let mut all: Vec<usize> = placed.chain(words.clone()).collect();
            all.sort_unstable();
            (pieces.clone(), text(&mut all.into_iter()))
        });
        Aligned { of_piece: of_piece.collect(), extra: extra.collect(), blocks: blocks.collect() }
    }
}
