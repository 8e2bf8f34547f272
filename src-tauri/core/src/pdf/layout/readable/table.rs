//! Tables: columns as wide as their widest number, one column of words in what is left.

use super::{
    block::{Block, HAIRLINE_WIDTH, height},
    flow::{Flow, WIDTH},
    style::{BODY, COLUMN, NAME, RULE, SMALL, Style},
};
use crate::pdf::typeset::SetLine;

/// Between columns.
const GAP: f64 = 16.0;
/// Columns of numbers are no narrower.
const LEAST_NUMBERS: f64 = 64.0;
/// Above and below the text of a row.
const PADDING: f64 = 5.0;
/// The column of words gives way to numbers down to this width; then numbers are set smaller.
const LEAST_WORDS: f64 = 170.0;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, which may break. There is one such column.
    Words,
    /// Short text on one line, at the left.
    Left,
    /// Numbers on one line, at the right.
    Right,
}

/// A column.
pub struct Column<'a> {
    /// Its header.
    pub header: &'a str,
    /// What it holds.
    pub kind: Kind,
}

/// A row.
pub struct Row<'a> {
    /// A text per column.
    pub cells: Vec<&'a str>,
    /// Set smaller below the words.
    pub below: &'a str,
}

/// A table between the margins.
pub struct Table<'a> {
    /// Above the header row.
    pub heading: &'a str,
    /// From left to right.
    pub columns: Vec<Column<'a>>,
    /// From top to bottom.
    pub rows: Vec<Row<'a>>,
}

impl Table<'_> {
    /// Draws the table at the cursor. Its last row stays with `tail` points of what follows where possible.
    pub fn draw(&self, flow: &mut Flow, tail: f64) {
        let placed = Columns::measure(self);
        let mut rows: Vec<Vec<Block>> = self.rows.iter().map(|row| placed.row(row)).collect();
        let last = rows.pop().unwrap_or_default();
        let (first, with) = rows.first().map_or((height(&last), tail), |row| (height(row), 0.0));
        flow.begin_table(self.heading(), placed.header(), first, with);
        for row in rows {
            flow.place_together(row, 0.0);
        }
        flow.place_together(last, tail);
        flow.end_table();
    }

    fn heading(&self) -> Vec<Block> {
        vec![Block::line(NAME.set(self.heading), NAME).padded(0.0, 2.0)]
    }
}

/// The columns of a table with their places.
struct Columns<'a> {
    columns: &'a [Column<'a>],
    /// Left and right edge of each.
    edges: Vec<[f64; 2]>,
    /// How much smaller numbers are set, 1 where they have room.
    scale: f64,
}

impl<'a> Columns<'a> {
    fn measure(table: &'a Table<'a>) -> Self {
        let natural = natural_widths(table);
        let gaps = GAP * (natural.len() - 1) as f64;
        let numbers: f64 = natural.iter().sum();
        let scale = ((WIDTH - gaps - LEAST_WORDS) / numbers).min(1.0);
        let words = WIDTH - gaps - numbers * scale;
        let mut x = 0.0;
        let mut edges = Vec::with_capacity(natural.len());
        for (column, width) in table.columns.iter().zip(natural) {
            let width = if column.kind == Kind::Words { words } else { width * scale };
            edges.push([x, x + width]);
            x += width + GAP;
        }
        Self { columns: &table.columns, edges, scale }
    }

    /// The header row, underlined.
    fn header(&self) -> Block {
        let mut block = Block::space(COLUMN.leading() + 2.0 * PADDING);
        for (at, column) in self.columns.iter().enumerate() {
            let style = if column.kind == Kind::Words { COLUMN } else { COLUMN.scaled(self.scale) };
            self.write(&mut block, at, style.set(column.header), style, PADDING + COLUMN.baseline());
        }
        block.rule([0.0, WIDTH], block.height - HAIRLINE_WIDTH, 2.0 * HAIRLINE_WIDTH, RULE);
        block
    }

    /// A block per line of words; numbers stand beside the first.
    fn row(&self, row: &Row<'_>) -> Vec<Block> {
        let words = self.columns.iter().position(|column| column.kind == Kind::Words).unwrap_or_default();
        let [left, right] = self.edges[words];
        let mut blocks = Vec::new();
        for (text, style) in [(row.cells[words], BODY), (row.below, SMALL)] {
            for line in style.lines(text, right - left) {
                let mut block = Block::space(style.leading());
                block.write(line, style.gray, left, style.baseline());
                blocks.push(block);
            }
        }
        self.add_numbers(&mut blocks, row, words);
        underlined(blocks)
    }

    fn add_numbers(&self, blocks: &mut Vec<Block>, row: &Row<'_>, words: usize) {
        let mut numbers = Block::space(BODY.leading());
        let style = BODY.scaled(self.scale);
        for (at, text) in row.cells.iter().enumerate().filter(|(at, text)| *at != words && !text.is_empty()) {
            self.write(&mut numbers, at, style.set(text), style, BODY.baseline());
        }
        match blocks.first_mut() {
            Some(first) => first.over(numbers),
            None => blocks.push(numbers),
        }
    }

    fn write(&self, block: &mut Block, at: usize, line: SetLine, style: Style, depth: f64) {
        let [left, right] = self.edges[at];
        match self.columns[at].kind {
            Kind::Words | Kind::Left => block.write(line, style.gray, left, depth),
            Kind::Right => block.write_to(right, line, style.gray, depth),
        }
    }
}

/// Of every column but that of words, which takes what is left.
fn natural_widths(table: &Table<'_>) -> Vec<f64> {
    let widest = |(at, column): (usize, &Column<'_>)| {
        if column.kind == Kind::Words {
            return 0.0;
        }
        let least = if column.kind == Kind::Right { LEAST_NUMBERS } else { 0.0 };
        let cells = table.rows.iter().map(|row| BODY.set(row.cells[at]).width);
        cells.fold(COLUMN.set(column.header).width.max(least), f64::max)
    };
    table.columns.iter().enumerate().map(widest).collect()
}

/// The lines of a row with room above and below and a hairline at the end.
fn underlined(blocks: Vec<Block>) -> Vec<Block> {
    let last = blocks.len() - 1;
    let padded = |(at, block): (usize, Block)| {
        let above = if at == 0 { PADDING } else { 0.0 };
        let below = if at == last { PADDING } else { 0.0 };
        let mut block = block.padded(above, below);
        if at == last {
            block.underline([0.0, WIDTH]);
        }
        block
    };
    blocks.into_iter().enumerate().map(padded).collect()
}
