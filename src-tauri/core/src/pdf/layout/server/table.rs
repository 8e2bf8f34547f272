//! Tables: cells measured, rows placed, pages broken between rows.

use super::{
    Border, Fill, Item,
    columns::{Column, solve},
    flow::{Align, Flow, lines_in},
    mm,
    ruler::{Measure, Ruler},
    text::{Line, wrap},
};
use crate::pdf::{fonts::FontId, typeset::Type};

/// Between a cell's border and its text.
const PADDING: f64 = mm(1.2);
/// Width of the lines around a cell.
const BORDER_WIDTH: f64 = mm(0.2);
/// `#a7a7a7`.
const BORDER_GRAY: f64 = 167.0 / 255.0;
/// `#d6d6d6`.
const HEADER_GRAY: f64 = 214.0 / 255.0;
/// Text in a cell.
const BODY: Type = Type { font: FontId::Regular, size: 12.0 };
/// Text in a header cell.
const HEADER: Type = Type { font: FontId::Regular, size: mm(3.5) };
/// Cells give their text this much more room than they measured, as in prawn-table; right aligned
/// text ends this much further right.
const TOLERANCE: f64 = 1.0;

/// A cell before it has a place.
pub struct Cell<'a> {
    /// What it says.
    pub text: &'a str,
    /// Set smaller, on gray.
    pub is_header: bool,
    /// Where its text stands.
    pub align: Align,
    /// The width of the whole column, when it does not follow from the text.
    pub fixed_width: Option<f64>,
}

impl<'a> Cell<'a> {
    /// A plain cell, left aligned.
    pub fn new(text: &'a str) -> Self {
        Self { text, is_header: false, align: Align::Left, fixed_width: None }
    }

    /// A header cell, left aligned.
    pub fn header(text: &'a str) -> Self {
        Self { is_header: true, ..Self::new(text) }
    }

    fn typeface(&self) -> Type {
        if self.is_header { HEADER } else { BODY }
    }

    /// The widths this cell asks for in a box of a width. Measured without kerning, although the
    /// text is set with it: so does prawn-table.
    fn widths(&self, bounds_width: f64, ruler: &Ruler) -> Column {
        if let Some(width) = self.fixed_width {
            return Column { least: width, natural: width, greatest: width };
        }
        let measure = if self.is_header { Measure::Within(BODY.size) } else { Measure::Plain };
        let natural = ruler.width(self.typeface(), measure, self.text).min(bounds_width);
        let letter = ruler.width(self.typeface(), measure, "M");
        Column {
            least: PADDING + PADDING + natural.min(letter),
            natural: natural + PADDING + PADDING,
            greatest: bounds_width,
        }
    }

    /// The lines of this cell in a column of a width, no more than `most` points of them.
    fn lines(&self, width: f64, most: f64, ruler: &Ruler) -> Vec<Line> {
        let mut lines = wrap(self.text, self.typeface(), width - PADDING - PADDING + TOLERANCE, ruler);
        lines.truncate(lines_in(most, self.typeface(), lines.len()));
        lines
    }

    fn height(&self, lines: &[Line]) -> f64 {
        lines.len() as f64 * self.typeface().line_height() + PADDING + PADDING
    }
}

/// A table.
pub struct Table<'a> {
    /// Rows of equally many cells.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// Width of the table.
    pub width: f64,
    /// Whether the first row is repeated on every page.
    pub repeats_header: bool,
}

impl Table<'_> {
    /// Draws the table at the cursor.
    pub fn draw(&self, flow: &mut Flow) {
        let placed = Placed::measure(self, flow);
        placed.draw(self, flow);
    }
}

/// A table whose columns and rows have their sizes.
struct Placed {
    /// Left edge of each column from that of the table.
    lefts: Vec<f64>,
    widths: Vec<f64>,
    heights: Vec<f64>,
    /// Per row and column.
    lines: Vec<Vec<Vec<Line>>>,
}

impl Placed {
    fn measure(table: &Table<'_>, flow: &Flow) -> Self {
        let unmixed = !flow.ruler().has_mixed();
        let widths = column_widths(table, flow);
        let lefts = widths.iter().scan(0.0, |x, width| Some(std::mem::replace(x, *x + width))).collect();
        let mut placed = Self { lefts, widths, heights: Vec::new(), lines: Vec::new() };
        placed.lines = placed.break_lines(table, flow, |_| flow.most_cell_height());
        let row_height = |(row, lines): (&Vec<Cell<'_>>, &Vec<Vec<Line>>)| {
            row.iter().zip(lines).map(|(cell, lines)| cell.height(lines)).fold(0.0, f64::max)
        };
        placed.heights = table.rows.iter().zip(&placed.lines).map(row_height).collect();
        if unmixed && flow.ruler().has_mixed() {
            // The server breaks lines once to measure rows and again to draw them; only here do
            // the two differ.
            placed.lines = placed.break_lines(table, flow, |row| placed.heights[row] - PADDING - PADDING + TOLERANCE);
        }
        placed
    }

    fn break_lines(&self, table: &Table<'_>, flow: &Flow, most: impl Fn(usize) -> f64) -> Vec<Vec<Vec<Line>>> {
        let row = |(at, row): (usize, &Vec<Cell<'_>>)| {
            row.iter().zip(&self.widths).map(|(cell, width)| cell.lines(*width, most(at), flow.ruler())).collect()
        };
        table.rows.iter().enumerate().map(row).collect()
    }

    /// Rows go down the page; one that does not fit goes to the next, below the header again.
    fn draw(&self, table: &Table<'_>, flow: &mut Flow) {
        let header_rows = usize::from(table.repeats_header);
        let first: f64 = self.heights.iter().take(header_rows + 1).sum();
        if !flow.is_at_top() && !flow.fits(first) {
            flow.new_page();
        }
        let mut on_page: Vec<(usize, f64)> = Vec::new();
        let mut y = flow.y();
        for (row, height) in self.heights.iter().enumerate() {
            if row > 0 && *height >= y - super::flow::MARGIN {
                // A header alone is not drawn.
                if on_page.len() > header_rows {
                    self.draw_rows(table, flow, &on_page);
                }
                on_page.clear();
                flow.new_page();
                y = flow.y();
                if table.repeats_header {
                    on_page.push((0, y));
                    y -= self.heights[0];
                }
            }
            on_page.push((row, y));
            y -= height;
        }
        self.draw_rows(table, flow, &on_page);
        flow.set_y(y);
    }

    /// Draws rows at their heights: first what is gray, then borders and text, cell by cell. Cells
    /// side by side both draw the line between them, as on the server's page.
    fn draw_rows(&self, table: &Table<'_>, flow: &mut Flow, rows: &[(usize, f64)]) {
        for &(row, top) in rows {
            for (column, cell) in table.rows[row].iter().enumerate() {
                if cell.is_header {
                    let (left, width, height) =
                        (flow.left() + self.lefts[column], self.widths[column], self.heights[row]);
                    flow.draw(Item::Fill(Fill { x: left, y: top - height, width, height, gray: HEADER_GRAY }));
                }
            }
        }
        for &(row, top) in rows {
            for (column, cell) in table.rows[row].iter().enumerate() {
                let left = flow.left() + self.lefts[column];
                let (width, height) = (self.widths[column], self.heights[row]);
                let border =
                    Border { x: left, y: top - height, width, height, line_width: BORDER_WIDTH, gray: BORDER_GRAY };
                flow.draw(Item::Border(border));
                self.draw_text(flow, cell, &self.lines[row][column], left, top, width);
            }
        }
    }

    fn draw_text(&self, flow: &mut Flow, cell: &Cell<'_>, lines: &[Line], left: f64, top: f64, width: f64) {
        // Text is lowered by half of what body text leaves below its baseline, whatever its own size.
        let face = BODY.font.face();
        let lowered = (face.line_gap / 1000.0 * BODY.size + BODY.descender()) / 2.0;
        let room = width - PADDING - PADDING + TOLERANCE;
        flow.draw_lines(lines, cell.typeface(), cell.align, left + PADDING, room, top - PADDING - lowered);
    }
}

fn column_widths(table: &Table<'_>, flow: &Flow) -> Vec<f64> {
    let mut columns: Vec<Column> = Vec::new();
    for row in &table.rows {
        for (at, cell) in row.iter().enumerate() {
            let asked = cell.widths(flow.width(), flow.ruler());
            match columns.get_mut(at) {
                Some(column) => {
                    column.least = column.least.max(asked.least);
                    column.natural = column.natural.max(asked.natural);
                    column.greatest = column.greatest.max(asked.greatest);
                }
                None => columns.push(asked),
            }
        }
    }
    solve(table.width, &columns)
}
