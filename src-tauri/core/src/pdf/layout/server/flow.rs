//! The cursor that goes down the page, and what it leaves behind.
//!
//! Coordinates are PDF's: points, from the lower left corner of the page. The cursor is a height on
//! the last page. It lives in a box: the margins, or one of two columns side by side.

use super::{
    Item, PAGE_HEIGHT, PAGE_WIDTH, Page,
    ruler::Ruler,
    text::{Line, wrap},
};
use crate::pdf::typeset::{Places, Type, set};

/// The margin on every side of the page.
pub const MARGIN: f64 = 36.0;

/// Two heights closer than this are the same when asking whether a table fits, as in Prawn.
const PRECISION: f64 = 1e-9;

/// Text may be lower than its box by this much, as in Prawn.
const TEXT_PRECISION: f64 = 1e-4;

/// Where a line of text stands in its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// A box the cursor is in.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    left: f64,
    top: f64,
    width: f64,
    /// `None` grows with the cursor: [`Self::stretched`] says how far it came.
    height: Option<f64>,
    stretched: f64,
}

/// Pages under construction.
pub struct Flow {
    pages: Vec<Page>,
    y: f64,
    bounds: Vec<Bounds>,
    ruler: Ruler,
}

impl Flow {
    /// One empty page, the cursor at the top margin.
    pub fn new() -> Self {
        let top = PAGE_HEIGHT - MARGIN;
        let margins = Bounds {
            left: MARGIN,
            top,
            width: PAGE_WIDTH - 2.0 * MARGIN,
            height: Some(PAGE_HEIGHT - 2.0 * MARGIN),
            stretched: 0.0,
        };
        Self { pages: vec![Page::default()], y: top, bounds: vec![margins], ruler: Ruler::new() }
    }

    /// The finished pages.
    pub fn into_pages(self) -> Vec<Page> {
        self.pages
    }

    fn current(&self) -> &Bounds {
        self.bounds.last().expect("the margins are never left")
    }

    /// What text is measured with.
    pub fn ruler(&self) -> &Ruler {
        &self.ruler
    }

    /// Left edge of the box.
    pub fn left(&self) -> f64 {
        self.current().left
    }

    /// Width of the box.
    pub fn width(&self) -> f64 {
        self.current().width
    }

    /// Where the cursor is.
    pub fn y(&self) -> f64 {
        self.y
    }

    /// Moves the cursor; a box without a height grows with it.
    pub fn set_y(&mut self, y: f64) {
        self.y = y;
        let bounds = self.bounds.last_mut().expect("the margins are never left");
        bounds.stretched = bounds.stretched.max(bounds.top - y);
    }

    /// Moves the cursor down, even below the margin: only what is drawn next asks for a new page.
    pub fn move_down(&mut self, by: f64) {
        self.set_y(self.y - by);
    }

    /// Height of the box, so far.
    fn height(&self) -> f64 {
        let bounds = self.current();
        bounds.height.unwrap_or_else(|| bounds.stretched.max(bounds.top - self.y))
    }

    /// A new page, the cursor at the height where the box begins. In a column that is where the
    /// column began on the page before.
    pub fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = self.current().top;
    }

    /// Draws on the last page.
    pub fn draw(&mut self, item: Item) {
        self.pages.last_mut().expect("there is always a page").items.push(item);
    }

    /// Whether a box of the cursor's own height is left below the cursor.
    pub fn is_at_top(&self) -> bool {
        let height = self.height();
        height < self.y - (self.current().top - height - PRECISION)
    }

    /// Whether something this high fits above the bottom margin.
    pub fn fits(&self, height: f64) -> bool {
        height < self.y - (MARGIN - PRECISION)
    }

    /// The most text a table cell shows, in points: from the top of the box to the bottom margin.
    pub fn most_cell_height(&self) -> f64 {
        self.current().top - MARGIN
    }

    /// Two columns that begin at the cursor, which goes on below the longer one.
    pub fn columns(&mut self, width: f64, second: f64, draw: impl Fn(&mut Self, Side)) {
        let top = self.y;
        let left = self.left();
        let mut ends = [0.0; 2];
        for (end, side) in ends.iter_mut().zip([Side::Left, Side::Right]) {
            let left = if side == Side::Left { left } else { left + second };
            self.bounds.push(Bounds { left, top, width, height: None, stretched: 0.0 });
            self.y = top;
            draw(self, side);
            *end = top - self.height();
            self.bounds.pop();
        }
        let lowest = ends[0].min(ends[1]);
        self.set_y(lowest);
    }

    /// Running text, over as many pages as it needs.
    pub fn text(&mut self, text: &str, typeface: Type, align: Align) {
        let lines = wrap(text, typeface, self.width(), &self.ruler);
        let mut rest = lines.as_slice();
        let mut retried = false;
        while !rest.is_empty() {
            let printed = self.text_on_page(rest, typeface, align);
            rest = &rest[printed..];
            if rest.is_empty() || (retried && printed == 0) {
                break;
            }
            self.new_page();
            retried = true;
        }
    }

    /// Draws as many lines as fit and moves the cursor below them.
    fn text_on_page(&mut self, lines: &[Line], typeface: Type, align: Align) -> usize {
        let room = self.y - MARGIN;
        let fitting = lines_in(room, typeface, lines.len());
        let (left, width, top) = (self.left(), self.width(), self.y);
        self.draw_lines(&lines[..fitting], typeface, align, left, width, top);
        let inked = match fitting {
            0 => typeface.descender(),
            n => typeface.ascender() + (n - 1) as f64 * typeface.line_height() + typeface.descender(),
        };
        let gap = typeface.line_height() - (typeface.ascender() + typeface.descender());
        self.move_down(inked);
        self.move_down(gap);
        fitting
    }

    /// Draws lines from a height down, aligned in a width.
    pub fn draw_lines(&mut self, lines: &[Line], typeface: Type, align: Align, left: f64, width: f64, top: f64) {
        let mut baseline = top - typeface.ascender();
        for line in lines {
            let x = match align {
                Align::Left => left,
                Align::Center => left + width * 0.5 - line.width * 0.5,
                Align::Right => left + width - line.width,
            };
            if !line.text.is_empty() {
                let room = if align == Align::Left { (width - line.width).max(0.0) } else { 0.0 };
                let placed = set(&line.text, typeface, Places::Server { room }).at(x, baseline, 0.0);
                placed.for_each(|item| self.draw(item));
            }
            baseline -= typeface.line_height();
        }
    }
}

/// How many of `count` lines fit into a height.
pub fn lines_in(height: f64, typeface: Type, count: usize) -> usize {
    let first = typeface.ascender() + typeface.descender();
    (0..count).take_while(|n| first + *n as f64 * typeface.line_height() <= height + TEXT_PRECISION).count()
}

/// One of two columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first.
    Left,
    /// The second.
    Right,
}
