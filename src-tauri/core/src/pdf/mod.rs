//! The invoice as a PDF, matching word for word and place for place the one the server made.
//!
//! Three steps, each a function without clock or store, and without environment but for the fonts
//! of the system where the invoice's own lack a character:
//! [`InvoiceDocument::build`] finds all words, [`layout()`] all places, [`render()`] all bytes.
//! The same invoice in the same [`PrintContext`] always becomes the same file.

pub mod compare;
mod document;
mod file;
mod fonts;
mod layout;
mod logo;
#[cfg(test)]
mod tests;
mod typeset;

pub use document::{
    Field, InvoiceDocument, ItemRow, ItemWords, Labels, LineItems, Metadata, PartyWords, PaymentRow, PaymentWords,
    PrintContext, Readable, Section, TotalWords,
};
pub use file::{Merger, Part, render};
pub use fonts::{Face, FontFile, FontId, Metric, NOTDEF, ShapedGlyph};
pub use layout::{
    Border, Cluster, Fill, Frame, Glyph, Item, Layout, PAGE_HEIGHT, PAGE_WIDTH, Page, Pages, ShapedRun, Stroke,
    TextRun, Type, layout,
};
pub use logo::{Logo, LogoError};

use crate::domain::Invoice;

/// A PDF file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters no font has, neither Billfold's nor the system's, each once; they are printed as a box.
    pub missing: Vec<char>,
}

/// Why no PDF was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The logo cannot be shown.
    #[error(transparent)]
    Logo(#[from] LogoError),
    /// A face could not be cut down to the characters in use.
    #[error("a font could not be embedded: {0}")]
    Font(String),
    /// The file could not be put together.
    #[error("the PDF could not be written: {0}")]
    Write(String),
}

/// Prints an invoice in a layout.
///
/// # Errors
///
/// When the logo's pixels cannot be decoded; see [`Error`].
pub fn invoice_pdf(invoice: &Invoice, context: &PrintContext, layout: Layout) -> Result<Rendered, Error> {
    Part::new(invoice, context, layout).render()
}
