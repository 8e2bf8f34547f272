//! Pieces of a page that are never split, measured before they have a place.

use super::{
    super::{Border, Frame, Item, Page, Stroke},
    style::{HAIRLINE, Style},
};
use crate::pdf::typeset::SetLine;

/// Between a mark and its border.
const MARK_PADDING: [f64; 2] = [7.0, 3.0];
/// Capitals alone look too high in the middle of a line: by how much of their size they are lowered.
const MARK_LOWERED: f64 = 0.08;
/// How thick the border of a mark is.
const MARK_BORDER: f64 = 0.8;
/// How thick lines between rows are.
pub const HAIRLINE_WIDTH: f64 = 0.5;

/// A piece of a page. Inside, lengths count from its upper left corner: `x` to the right, depths down.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// How much of the page it takes, in points.
    pub height: f64,
    texts: Vec<Text>,
    /// Anything but text, `y` negative.
    shapes: Vec<Item>,
}

#[derive(Clone, Debug)]
struct Text {
    line: SetLine,
    x: f64,
    depth: f64,
    gray: f64,
}

impl Block {
    /// Nothing, so many points high.
    pub fn space(height: f64) -> Self {
        Self { height, ..Self::default() }
    }

    /// A line of text at the left.
    pub fn line(line: SetLine, style: Style) -> Self {
        let mut block = Self::space(style.leading());
        block.write(line, style.gray, 0.0, style.baseline());
        block
    }

    /// A line of text that ends at `right`.
    pub fn line_to(right: f64, line: SetLine, style: Style) -> Self {
        let mut block = Self::space(style.leading());
        block.write_to(right, line, style.gray, style.baseline());
        block
    }

    /// A picture at the left.
    pub fn picture(width: f64, height: f64) -> Self {
        let frame = Frame { x: 0.0, y: -height, width, height };
        Self { height, shapes: vec![Item::Logo(frame)], ..Self::default() }
    }

    /// A bordered word that ends at `right`.
    pub fn mark(text: &str, style: Style, right: f64) -> Self {
        let line = style.set(text);
        let [beside, above] = MARK_PADDING;
        let width = line.width + 2.0 * (beside + MARK_BORDER);
        let height = style.leading() + 2.0 * (above + MARK_BORDER);
        let mut block = Self::space(height);
        let depth = above + MARK_BORDER + style.baseline() + style.typeface.size * MARK_LOWERED;
        block.write_to(right - beside - MARK_BORDER, line, style.gray, depth);
        // Half of a border is outside its rectangle.
        block.draw(Item::Border(Border {
            x: right - width + MARK_BORDER / 2.0,
            y: MARK_BORDER / 2.0 - height,
            width: width - MARK_BORDER,
            height: height - MARK_BORDER,
            line_width: MARK_BORDER,
            gray: style.gray,
        }));
        block
    }

    /// Adds text that begins at `x`.
    pub fn write(&mut self, line: SetLine, gray: f64, x: f64, depth: f64) {
        self.texts.push(Text { line, x, depth, gray });
    }

    /// Adds text that ends at `right`.
    pub fn write_to(&mut self, right: f64, line: SetLine, gray: f64, depth: f64) {
        let x = right - line.width;
        self.write(line, gray, x, depth);
    }

    /// Adds anything but text.
    pub fn draw(&mut self, shape: Item) {
        self.shapes.push(shape);
    }

    /// Adds a horizontal line.
    pub fn rule(&mut self, x: [f64; 2], depth: f64, width: f64, gray: f64) {
        self.draw(Item::Stroke(Stroke { from: [x[0], -depth], to: [x[1], -depth], width, gray }));
    }

    /// Adds a hairline at the lower edge.
    pub fn underline(&mut self, x: [f64; 2]) {
        self.rule(x, self.height - HAIRLINE_WIDTH / 2.0, HAIRLINE_WIDTH, HAIRLINE);
    }

    /// The same with room above and below.
    pub fn padded(mut self, above: f64, below: f64) -> Self {
        self.height += above + below;
        self.texts.iter_mut().for_each(|text| text.depth += above);
        self.shapes = self.shapes.into_iter().map(|shape| shape.moved(0.0, -above, 0.0)).collect();
        self
    }

    /// The same further right.
    pub fn shifted(mut self, by: f64) -> Self {
        self.texts.iter_mut().for_each(|text| text.x += by);
        self.shapes = self.shapes.into_iter().map(|shape| shape.moved(by, 0.0, 0.0)).collect();
        self
    }

    /// Puts another block on the same place.
    pub fn over(&mut self, other: Self) {
        self.height = self.height.max(other.height);
        self.texts.extend(other.texts);
        self.shapes.extend(other.shapes);
    }

    /// Puts it on a page, its upper left corner at a place in points from the page's lower left.
    pub fn place(self, page: &mut Page, left: f64, top: f64) {
        page.items.extend(self.shapes.into_iter().map(|shape| shape.moved(left, top, 0.0)));
        for text in self.texts {
            page.items.extend(text.line.at(left + text.x, top - text.depth, text.gray));
        }
    }
}

/// A block per line of a text.
pub fn paragraph(text: &str, style: Style, width: f64) -> Vec<Block> {
    blocks(style.lines(text, width), style)
}

/// A block per line.
pub fn blocks(lines: Vec<SetLine>, style: Style) -> Vec<Block> {
    lines.into_iter().map(|line| Block::line(line, style)).collect()
}

/// How high blocks are together, in points.
pub fn height(blocks: &[Block]) -> f64 {
    blocks.iter().map(|block| block.height).sum()
}
