//! What stands at the edges of pages: whose invoice this is, its mark, and which page of how many.

use super::{
    super::Page,
    block::{Block, HAIRLINE_WIDTH},
    flow::{EDGE as MARGIN, SIDE, WIDTH},
    style::{EDGE, HAIRLINE, SMALL_MARK},
};
use crate::pdf::document::InvoiceDocument;

/// Between what stands at the left and at the right.
const GAP: f64 = 18.0;
/// Between the running header and what is below it.
const BELOW: f64 = 16.0;
/// Lines of the running header; a longer name ends in an ellipsis and stands in full on the first page.
const MOST_LINES: usize = 2;

/// The top of every page but the first: the invoice and the customer, and the mark.
pub fn running(document: &InvoiceDocument) -> Block {
    let words = &document.readable;
    let mark = words.mark.as_ref().map(|mark| Block::mark(mark, SMALL_MARK, WIDTH));
    // A mark is short, whatever it says.
    let width = if mark.is_some() { WIDTH * 0.7 - GAP } else { WIDTH };
    let mut block = mark.unwrap_or_default();
    for (at, line) in EDGE.shortened(&words.running, width, MOST_LINES).into_iter().enumerate() {
        let above = at as f64 * EDGE.leading();
        block.write(line, EDGE.gray, 0.0, above + EDGE.baseline());
        block.height = block.height.max(above + EDGE.leading());
    }
    let mut block = block.padded(0.0, 5.0);
    block.underline([0.0, WIDTH]);
    block.padded(0.0, BELOW)
}

/// Puts the foot on every page.
pub fn add_feet(pages: &mut [Page], document: &InvoiceDocument) {
    let count = pages.len();
    for (at, page) in pages.iter_mut().enumerate() {
        let foot = foot(document, &format!("Page {} of {count}", at + 1));
        let top = MARGIN + foot.height;
        foot.place(page, SIDE, top);
    }
}

/// The invoice and its issuer at the left, the page at the right.
fn foot(document: &InvoiceDocument, page: &str) -> Block {
    let page = EDGE.set(page);
    let above = 6.0;
    let mut block = Block::space(above + EDGE.leading());
    block.rule([0.0, WIDTH], HAIRLINE_WIDTH / 2.0, HAIRLINE_WIDTH, HAIRLINE);
    for line in EDGE.shortened(&document.readable.foot, WIDTH - GAP - page.width, 1) {
        block.write(line, EDGE.gray, 0.0, above + EDGE.baseline());
    }
    block.write_to(WIDTH, page, EDGE.gray, above + EDGE.baseline());
    block
}
