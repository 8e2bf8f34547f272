//! Several invoices in one file.

use std::collections::BTreeSet;

use super::{
    codes::RunningFonts,
    content::content,
    deflate, missing_on,
    render::{LOGO, Parts, put_together},
};
use crate::{
    domain::Invoice,
    pdf::{
        Error, InvoiceDocument, Layout, Pages, PrintContext, Rendered, document::Metadata, layout, logo::Logo, render,
    },
};

/// A laid out invoice that can be printed alone or behind others.
pub struct Part {
    title: String,
    pages: Pages,
}

impl Part {
    /// Lays an invoice out.
    pub fn new(invoice: &Invoice, context: &PrintContext, how: Layout) -> Self {
        let customer = invoice.buyer.party.org_name.as_deref().unwrap_or_default();
        let title = format!("{} {customer}", invoice.number()).trim_end().to_owned();
        Self { title, pages: layout(&InvoiceDocument::build(invoice, context), how) }
    }

    /// The invoice as a file of its own.
    ///
    /// # Errors
    /// As [`render`].
    pub fn render(&self) -> Result<Rendered, Error> {
        render(&self.pages)
    }
}

/// Puts invoices into one file, one behind the other, with an outline entry for each.
///
/// What a page shows is kept written and compressed, so that thousands of invoices take little memory.
#[derive(Default)]
pub struct Merger {
    fonts: RunningFonts,
    contents: Vec<Vec<u8>>,
    outline: Vec<(String, usize)>,
    metadata: Option<Metadata>,
    logo: Option<Logo>,
    missing: BTreeSet<char>,
}

impl Merger {
    /// Adds an invoice behind the others.
    pub fn add(&mut self, part: Part) {
        self.outline.push((part.title, self.contents.len()));
        for page in &part.pages.pages {
            self.contents.push(deflate(&content(page, &mut self.fonts, LOGO)));
        }
        self.missing.extend(missing_on(&part.pages.pages));
        self.logo = self.logo.take().or(part.pages.logo);
        let added = part.pages.metadata;
        self.metadata = Some(match self.metadata.take() {
            None => added,
            Some(so_far) => Metadata {
                title: format!("{} invoices", self.outline.len()),
                created: so_far.created.max(added.created),
                modified: so_far.modified.max(added.modified),
                author: so_far.author,
            },
        });
    }

    /// The file.
    ///
    /// # Errors
    /// As [`render`]; also when there is nothing to print.
    pub fn finish(self) -> Result<Rendered, Error> {
        let metadata = self.metadata.ok_or_else(|| Error::Write("there is nothing to print".to_owned()))?;
        let parts =
            Parts { contents: self.contents, logo: self.logo.as_ref(), metadata: &metadata, outline: &self.outline };
        let bytes = put_together(parts, |document| self.fonts.embed(document))?;
        Ok(Rendered { bytes, missing: self.missing.into_iter().collect() })
    }
}
