//! Where everything on an invoice stands: the pages of a document, in one of two layouts.
//!
//! Lengths are points, from the lower left corner of the page.

mod readable;
mod server;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use super::typeset::{Glyph, Type};
use super::{
    document::{InvoiceDocument, Metadata},
    fonts::{FontFile, FontId, ShapedGlyph},
    logo::Logo,
};

/// Width of an A4 page.
pub const PAGE_WIDTH: f64 = 595.28;
/// Height of an A4 page.
pub const PAGE_HEIGHT: f64 = 841.89;

/// How an invoice is laid out. Both layouts say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// As the server prints it: what the customer received.
    #[default]
    Server,
    /// Billfold's own, easier to read.
    Readable,
}

/// A laid out invoice.
#[derive(Clone, Debug)]
pub struct Pages {
    /// At least one.
    pub pages: Vec<Page>,
    /// The picture every [`Item::Logo`] shows.
    pub logo: Option<Logo>,
    /// What the file says about itself.
    pub metadata: Metadata,
}

/// One page: items in the order they are painted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What is on it.
    pub items: Vec<Item>,
}

/// Something on a page. Coordinates are points from the lower left corner.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Text in one of the invoice's own faces.
    Text(TextRun),
    /// Text that was shaped, in any face.
    Shaped(ShapedRun),
    /// A filled rectangle.
    Fill(Fill),
    /// The lines around a table cell.
    Border(Border),
    /// A straight line.
    Stroke(Stroke),
    /// The logo.
    Logo(Frame),
}

impl Item {
    /// The same thing elsewhere; text in a gray.
    pub(super) fn moved(self, x: f64, y: f64, gray: f64) -> Self {
        match self {
            Self::Text(run) => Self::Text(TextRun { x: run.x + x, y: run.y + y, gray, ..run }),
            Self::Shaped(run) => Self::Shaped(ShapedRun { x: run.x + x, y: run.y + y, gray, ..run }),
            Self::Fill(fill) => Self::Fill(Fill { x: fill.x + x, y: fill.y + y, ..fill }),
            Self::Border(border) => Self::Border(Border { x: border.x + x, y: border.y + y, ..border }),
            Self::Stroke(stroke) => {
                let moved = |[from_x, from_y]: [f64; 2]| [from_x + x, from_y + y];
                Self::Stroke(Stroke { from: moved(stroke.from), to: moved(stroke.to), ..stroke })
            }
            Self::Logo(frame) => Self::Logo(Frame { x: frame.x + x, y: frame.y + y, ..frame }),
        }
    }
}

/// Glyphs on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// Where the first glyph begins.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// The face.
    pub font: FontId,
    /// The size.
    pub size: f64,
    /// 0 is black, 1 white.
    pub gray: f64,
    /// The glyphs with their kerning.
    pub glyphs: Vec<Glyph>,
}

impl TextRun {
    /// The text of the run.
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.character).collect()
    }

    /// How far the run reaches, in points.
    pub fn width(&self) -> f64 {
        let face = self.font.face();
        let advance = |glyph: &Glyph| f64::from(face.metric(glyph.character).advance) + f64::from(glyph.kern);
        let units: f64 = self.glyphs.iter().map(advance).sum();
        units * self.size / 1000.0
    }
}

/// Shaped text on one baseline, from left to right as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapedRun {
    /// Where the first glyph begins.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// The face.
    pub file: FontFile,
    /// The size.
    pub size: f64,
    /// 0 is black, 1 white.
    pub gray: f64,
    /// By how much the glyphs are made wider, 1 where they are as they should be.
    pub stretch: f64,
    /// The glyphs.
    pub clusters: Vec<Cluster>,
}

/// Glyphs that together stand for a piece of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The text, in the order it is read.
    pub text: String,
    /// Its glyphs, from left to right.
    pub glyphs: Vec<ShapedGlyph>,
}

impl ShapedRun {
    /// A run at the page's lower left corner, as wide as it should be.
    pub fn new(file: FontFile, size: f64, clusters: Vec<Cluster>) -> Self {
        Self { x: 0.0, y: 0.0, file, size, gray: 0.0, stretch: 1.0, clusters }
    }

    /// How far the run reaches, in points.
    pub fn width(&self) -> f64 {
        let glyphs = self.clusters.iter().flat_map(|cluster| &cluster.glyphs);
        glyphs.map(|glyph| f64::from(glyph.advance)).sum::<f64>() * self.size / 1000.0 * self.stretch
    }
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// Left edge.
    pub x: f64,
    /// Lower edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// 0 is black, 1 white.
    pub gray: f64,
}

/// Four lines around a rectangle, half of their width outside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Border {
    /// Left edge.
    pub x: f64,
    /// Lower edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// How thick.
    pub line_width: f64,
    /// 0 is black, 1 white.
    pub gray: f64,
}

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// One end.
    pub from: [f64; 2],
    /// The other.
    pub to: [f64; 2],
    /// How thick.
    pub width: f64,
    /// 0 is black, 1 white.
    pub gray: f64,
}

/// Where a picture stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left edge.
    pub x: f64,
    /// Lower edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Places everything a document says.
pub fn layout(document: &InvoiceDocument, layout: Layout) -> Pages {
    let pages = match layout {
        Layout::Server => server::pages(document),
        Layout::Readable => readable::pages(document),
    };
    Pages { pages, logo: document.logo.clone(), metadata: document.metadata.clone() }
}
