use super::{Error, InvoiceDocument, Pages, PrintContext, Rendered, layout, render};
use crate::domain::Invoice;

/// A laid out invoice that can be printed alone or behind others.
pub struct Part {
    title: String,
    pages: Pages,
}

impl Part {
    /// Lays an invoice out.
    pub fn new(invoice: &Invoice, context: &PrintContext) -> Self {
        let customer = invoice.buyer.party.org_name.as_deref().unwrap_or_default();
        let title = format!("{} {customer}", invoice.number()).trim_end().to_owned();
        Self { title, pages: layout(&InvoiceDocument::build(invoice, context)) }
    }

    /// The invoice as a file of its own.
    ///
    /// # Errors
    /// As [`render`].
    pub fn render(&self) -> Result<Rendered, Error> {
        render(&self.pages)
    }
}

/// Several invoices in one file.
///
/// # Errors
/// As [`render`].
pub fn merge(parts: &[Part]) -> Result<Rendered, Error> {
    let Some(first) = parts.first() else { return Err(Error::Write("there is nothing to print".to_owned())) };
    let mut pages = first.pages.clone();
    for part in &parts[1..] {
        pages.pages.extend(part.pages.pages.iter().cloned());
    }
    render(&pages)
}
