//! The layout the customer received.
//!
//! From top to bottom as the server's generator prints it. The generator is Ruby's Prawn 2.4 with
//! prawn-table, driven by 3scale's own invoice report, and the rules here (wrapping, column widths,
//! page breaks) are theirs.

mod columns;
mod flow;
mod ruler;
mod table;
mod text;

use super::{Border, Fill, Frame, Item, PAGE_HEIGHT, PAGE_WIDTH, Page, Stroke};
use crate::pdf::{
    document::{Field, InvoiceDocument},
    fonts::FontId,
    logo::Logo,
    typeset::Type,
};
use flow::{Align, Flow, Side};
use table::{Cell, Table};

const fn mm(length: f64) -> f64 {
    length * (72.0 / 25.4)
}

/// The distance most others are counted in.
const STEP: f64 = mm(1.417);
/// Wider than the margins leave, on purpose: so does the server.
const FULL_WIDTH: f64 = mm(187.5);
const HALF_WIDTH: f64 = mm(90.0);
const PARTY_LABELS_WIDTH: f64 = 58.0;
const LOGO_WIDTH: f64 = 200.0;
const LOGO_HEIGHT: f64 = 50.0;

const BODY: Type = Type { font: FontId::Regular, size: 12.0 };
const TITLE: Type = Type { font: FontId::Regular, size: 20.0 };
const HEADING: Type = Type { font: FontId::Bold, size: mm(4.0) };
const AMOUNT_DUE: Type = Type { font: FontId::Bold, size: 13.0 };

/// Places everything a document says, as the server does.
pub fn pages(document: &InvoiceDocument) -> Vec<Page> {
    let mut flow = Flow::new();
    head(&mut flow, document);
    details(&mut flow, document);
    parties(&mut flow, document);
    line_items(&mut flow, document);
    amount_due(&mut flow, document);
    flow.move_down(2.0 * STEP);
    if let Some(footnote) = &document.footnote {
        flow.text(footnote, BODY, Align::Left);
    }
    flow.into_pages()
}

/// Logo and buyer side by side, then the title.
fn head(flow: &mut Flow, document: &InvoiceDocument) {
    two_columns(flow, |flow, side| match (side, &document.logo) {
        (Side::Left, Some(logo)) => draw_logo(flow, logo),
        (Side::Left, None) => {}
        (Side::Right, _) => party(flow, &document.buyer),
    });
    flow.move_down(14.0 * STEP);
    flow.text(&document.title, TITLE, Align::Center);
    flow.move_down(14.0 * STEP);
}

fn details(flow: &mut Flow, document: &InvoiceDocument) {
    heading(flow, &document.details.heading);
    let rows = document.details.fields.iter().map(|field| vec![Cell::header(&field.label), Cell::new(&field.value)]);
    Table { rows: rows.collect(), width: FULL_WIDTH, repeats_header: false }.draw(flow);
    flow.move_down(3.0 * STEP);
}

fn parties(flow: &mut Flow, document: &InvoiceDocument) {
    two_columns(flow, |flow, side| {
        let (title, fields) = match side {
            Side::Left => (&document.issuer_heading, &document.issuer),
            Side::Right => (&document.buyer_heading, &document.buyer),
        };
        heading(flow, title);
        party(flow, fields);
    });
    flow.move_down(5.0 * STEP);
}

fn line_items(flow: &mut Flow, document: &InvoiceDocument) {
    let table = &document.line_items;
    heading(flow, &table.heading);
    let aligned = |at: usize| if at == 0 { Align::Left } else { Align::Right };
    let header = table.columns.iter().enumerate().map(|(at, text)| Cell { align: aligned(at), ..Cell::header(text) });
    let rows =
        table.rows.iter().chain(&table.totals).map(|row| {
            row.iter().enumerate().map(|(at, text)| Cell { align: aligned(at), ..Cell::new(text) }).collect()
        });
    let rows = std::iter::once(header.collect()).chain(rows).collect();
    Table { rows, width: FULL_WIDTH, repeats_header: true }.draw(flow);
    flow.move_down(STEP);
    if let Some(text) = &document.vat_zero_text {
        flow.text(text, BODY, Align::Left);
    }
    flow.move_down(5.0 * STEP);
}

/// The line and the amount stay together.
fn amount_due(flow: &mut Flow, document: &InvoiceDocument) {
    // The server measures with the regular face what it prints in bold.
    let measured = Type { font: FontId::Regular, ..AMOUNT_DUE };
    let lines = text::wrap(&document.amount_due, measured, flow.width(), flow.ruler()).len();
    let height = lines as f64 * measured.line_height() + STEP;
    if flow.y() - flow::MARGIN < height {
        flow.new_page();
    }
    let (left, right, y) = (flow.left(), flow.left() + flow.width(), flow.y());
    flow.draw(Item::Stroke(Stroke { from: [left, y], to: [right, y], width: 1.0, gray: 0.0 }));
    flow.move_down(STEP);
    flow.text(&document.amount_due, AMOUNT_DUE, Align::Right);
}

fn heading(flow: &mut Flow, text: &str) {
    flow.text(text, HEADING, Align::Left);
    flow.move_down(STEP);
}

fn two_columns(flow: &mut Flow, draw: impl Fn(&mut Flow, Side)) {
    flow.columns(HALF_WIDTH, FULL_WIDTH - HALF_WIDTH, draw);
}

fn party(flow: &mut Flow, fields: &[Field]) {
    let label = |text| Cell { fixed_width: Some(PARTY_LABELS_WIDTH), ..Cell::header(text) };
    let rows = fields.iter().map(|field| vec![label(&field.label), Cell::new(&field.value)]).collect();
    Table { rows, width: HALF_WIDTH, repeats_header: false }.draw(flow);
}

/// The logo, made as large as its frame allows.
fn draw_logo(flow: &mut Flow, logo: &Logo) {
    let (wide, high) = (f64::from(logo.width()), f64::from(logo.height()));
    let (width, height) = if LOGO_WIDTH / wide <= LOGO_HEIGHT / high {
        (LOGO_WIDTH, LOGO_WIDTH * high / wide)
    } else {
        (LOGO_HEIGHT * wide / high, LOGO_HEIGHT)
    };
    flow.draw(Item::Logo(Frame { x: flow.left(), y: flow.y() - height, width, height }));
    flow.move_down(height);
}
