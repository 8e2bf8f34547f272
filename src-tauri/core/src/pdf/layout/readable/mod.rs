//! Billfold's own layout: the same invoice, easier to read.
//!
//! A page is made of blocks that are never split, see [`block`]; [`flow`] puts them one below the other and breaks
//! pages; the other modules make blocks from the document's words. Lengths are points. Text is set line by line and
//! only ever asked for its width, so that a line may be of any script.

mod block;
mod edges;
mod flow;
mod head;
mod style;
mod table;
mod tail;

use super::Page;
use crate::pdf::document::{InvoiceDocument, ItemWords};
use block::height;
use flow::Flow;
use style::{BODY, SMALL};
use table::{Column, Kind, Row, Table};

/// Places everything a document says.
pub fn pages(document: &InvoiceDocument) -> Vec<Page> {
    let words = &document.readable;
    let mut flow = Flow::new(edges::running(document));
    head::draw(&mut flow, document);
    let totals = tail::totals(&words.totals);
    line_items(&document.line_items.heading, &words.line_items).draw(&mut flow, height(&totals));
    flow.place_together(totals, 0.0);
    if let Some(text) = &document.vat_zero_text {
        tail::text(&mut flow, text, BODY, 14.0);
    }
    if let Some(payments) = &words.payments {
        tail::payments(&mut flow, payments);
    }
    if let Some(text) = &document.footnote {
        tail::text(&mut flow, text, SMALL, 24.0);
    }
    let mut pages = flow.into_pages();
    edges::add_feet(&mut pages, document);
    pages
}

fn line_items<'a>(heading: &'a str, items: &'a ItemWords) -> Table<'a> {
    let kinds = [Kind::Words, Kind::Right, Kind::Right];
    let columns = items.columns.iter().zip(kinds).map(|(header, kind)| Column { header, kind });
    let row = |[name, quantity, cost]: [&'a str; 3], below: &'a str| Row { cells: vec![name, quantity, cost], below };
    let mut rows: Vec<Row<'a>> =
        items.rows.iter().map(|item| row([&item.name, &item.quantity, &item.cost], &item.description)).collect();
    if rows.is_empty() {
        rows.push(row([&items.none, "", ""], ""));
    }
    Table { heading, columns: columns.collect(), rows }
}
