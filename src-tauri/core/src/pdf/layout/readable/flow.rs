//! Blocks down the pages.

use std::{iter::Peekable, vec::IntoIter};

use super::{
    super::{PAGE_HEIGHT, PAGE_WIDTH, Page},
    block::{Block, height},
};

/// The margins at the sides, in points.
pub const SIDE: f64 = 48.0;
/// The margin above and below, in points.
pub const EDGE: f64 = 45.0;
/// Between the margins, in points.
pub const WIDTH: f64 = PAGE_WIDTH - 2.0 * SIDE;
/// Between two columns, in points.
pub const COLUMN_GAP: f64 = 24.0;
/// One of two columns, in points.
pub const HALF: f64 = (WIDTH - COLUMN_GAP) / 2.0;
/// What the foot of every page takes above the lower margin, with the room above it.
pub const FOOT_HEIGHT: f64 = 30.0;

const TOP: f64 = PAGE_HEIGHT - EDGE;
const BOTTOM: f64 = EDGE + FOOT_HEIGHT;
/// Of something too high for a page, at least so much begins on the page where it begins.
const LEAST: f64 = 60.0;
/// Sums of heights may differ by this much.
const PRECISION: f64 = 1e-6;

/// Pages under construction. The cursor goes down the last one.
pub struct Flow {
    pages: Vec<Page>,
    y: f64,
    /// At the top of every page but the first.
    running: Block,
    /// Below it, while a table lasts.
    header: Option<Block>,
}

impl Flow {
    /// One empty page, and what all others begin with.
    pub fn new(running: Block) -> Self {
        Self { pages: vec![Page::default()], y: TOP, running, header: None }
    }

    /// The finished pages.
    pub fn into_pages(self) -> Vec<Page> {
        self.pages
    }

    /// Where the first block of the last page stands.
    fn first_y(&self) -> f64 {
        if self.pages.len() == 1 { TOP } else { self.next_first_y() }
    }

    /// Where the first block of the next page will stand.
    fn next_first_y(&self) -> f64 {
        TOP - self.running.height - self.header.as_ref().map_or(0.0, |header| header.height)
    }

    fn is_at_top(&self) -> bool {
        self.y >= self.first_y() - PRECISION
    }

    fn fits(&self, height: f64) -> bool {
        height <= self.y - BOTTOM + PRECISION
    }

    fn fits_a_new_page(&self, height: f64) -> bool {
        height <= self.next_first_y() - BOTTOM + PRECISION
    }

    fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
        self.put(self.running.clone());
        if let Some(header) = self.header.clone() {
            self.put(header);
        }
    }

    fn draw(&mut self, block: Block, x: f64, y: f64) {
        block.place(self.pages.last_mut().expect("there is always a page"), SIDE + x, y);
    }

    fn put(&mut self, block: Block) {
        let (y, height) = (self.y, block.height);
        self.draw(block, 0.0, y);
        self.y -= height;
    }

    /// Moves the cursor down; not at the top of a page, where nothing is above.
    pub fn space(&mut self, by: f64) {
        if !self.is_at_top() {
            self.y -= by;
        }
    }

    /// Places blocks, a new page wherever one does not fit.
    pub fn place(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            if !self.fits(block.height) && !self.is_at_top() {
                self.new_page();
            }
            self.put(block);
        }
    }

    /// Goes to a new page when what comes next would not stay together here, but would there.
    pub fn keep(&mut self, height: f64) {
        if !self.fits(height) && self.fits_a_new_page(height) && !self.is_at_top() {
            self.new_page();
        }
    }

    /// Places blocks on one page if they fit on one, `with` points of what follows too if that can be had.
    pub fn place_together(&mut self, blocks: Vec<Block>, with: f64) {
        self.keep_as_much(0.0, height(&blocks), with);
        self.place(blocks);
    }

    /// Begins a table: its header stays on one page with the first row and `with` points of what follows, if that can
    /// be had, and comes again on every new page.
    pub fn begin_table(&mut self, heading: Vec<Block>, header: Block, first_row: f64, with: f64) {
        self.keep_as_much(height(&heading) + header.height, first_row, with);
        self.place(heading);
        self.put(header.clone());
        self.header = Some(header);
    }

    /// The most that can stay together of a head, a body and what follows.
    fn keep_as_much(&mut self, head: f64, body: f64, with: f64) {
        for height in [body.min(LEAST), body, body + with] {
            self.keep(head + height);
        }
    }

    /// No header any more.
    pub fn end_table(&mut self) {
        self.header = None;
    }

    /// Places two columns side by side, each from its `x` on; the cursor goes on below the longer one.
    pub fn place_beside(&mut self, columns: [(f64, Vec<Block>); 2]) {
        let mut columns = columns.map(|(x, blocks)| (x, blocks.into_iter().peekable()));
        loop {
            let ends = columns.each_mut().map(|(x, blocks)| self.column(*x, blocks));
            self.y = ends[0].min(ends[1]);
            if columns.iter_mut().all(|(_, blocks)| blocks.peek().is_none()) {
                return;
            }
            self.new_page();
        }
    }

    /// Draws what fits of a column and says where it ends.
    fn column(&mut self, x: f64, blocks: &mut Peekable<IntoIter<Block>>) -> f64 {
        let (mut y, first) = (self.y, self.first_y() - PRECISION);
        while let Some(block) = blocks.next_if(|block| y - block.height >= BOTTOM - PRECISION || y >= first) {
            let height = block.height;
            self.draw(block, x, y);
            y -= height;
        }
        y
    }
}
