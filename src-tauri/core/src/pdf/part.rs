use super::{
    Error, InvoiceDocument, Layout, Pages, PrintContext, Rendered, layout,
    render::{render, render_with_outline},
};
use crate::domain::Invoice;

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

/// Several invoices in one file, one behind the other, with an outline entry for each.
///
/// # Errors
/// As [`render`]; also when there is nothing to print.
pub fn merge(parts: &[Part]) -> Result<Rendered, Error> {
    let Some((first, rest)) = parts.split_first() else {
        return Err(Error::Write("there is nothing to print".to_owned()));
    };
    let mut pages = first.pages.clone();
    let mut outline = vec![(first.title.clone(), 0)];
    for part in rest {
        outline.push((part.title.clone(), pages.pages.len()));
        pages.pages.extend(part.pages.pages.iter().cloned());
        pages.metadata.created = pages.metadata.created.max(part.pages.metadata.created);
        pages.metadata.modified = pages.metadata.modified.max(part.pages.metadata.modified);
    }
    if !rest.is_empty() {
        pages.metadata.title = format!("{} invoices", parts.len());
    }
    render_with_outline(&pages, &outline)
}
