//! What stands below the line items: what they add up to, payments, and the last words.

use super::{
    block::{Block, HAIRLINE_WIDTH, height, paragraph},
    flow::{Flow, HALF, WIDTH},
    style::{BODY, NAME, RULE, SMALL, Style, TOTAL},
    table::{Column, Kind, Row, Table},
};
use crate::pdf::document::{PaymentWords, TotalWords};

/// Their names keep at least this much of it.
const LEAST_LABEL: f64 = 90.0;
/// Between name and amount.
const GAP: f64 = 16.0;
/// Above and below a sum.
const PADDING: f64 = 3.0;

/// Where the footnote is no wider than people like to read, in points.
const TEXT_WIDTH: f64 = 430.0;

/// The totals as blocks at the right, to be kept together.
pub fn totals(totals: &[TotalWords]) -> Vec<Block> {
    let last = totals.len().saturating_sub(1);
    let mut blocks = vec![Block::space(6.0)];
    for (at, sum) in totals.iter().enumerate() {
        let style = if at == last { TOTAL } else { BODY };
        let mut row = total(sum, style);
        if at == last && at > 0 {
            let mut rule = Block::space(PADDING);
            rule.rule([WIDTH - HALF, WIDTH], HAIRLINE_WIDTH, 2.0 * HAIRLINE_WIDTH, RULE);
            row.insert(0, rule);
        }
        blocks.extend(row);
    }
    blocks
}

/// A sum: its name at the left, the amount at the right, and below what it was rounded from.
fn total(sum: &TotalWords, style: Style) -> Vec<Block> {
    let left = WIDTH - HALF;
    let figures = style.fitting(&sum.amount, HALF - GAP - LEAST_LABEL);
    let amount = figures.set(&sum.amount);
    let label_width = HALF - GAP - amount.width;
    let mut blocks = paragraph(&sum.label, style, label_width);
    let mut first = Block::line_to(WIDTH, amount, style);
    match blocks.first_mut() {
        Some(label) => {
            first.over(std::mem::take(label).shifted(left));
            *label = first;
        }
        None => blocks.push(first),
    }
    let rest = blocks.split_off(1).into_iter().map(|block| block.shifted(left));
    blocks.extend(rest);
    if let Some(exactly) = &sum.exactly {
        let exactly = SMALL.fitting(exactly, HALF).set(exactly);
        blocks.push(Block::line(exactly, SMALL).shifted(left));
    }
    with_room(blocks)
}

/// Room above the first block and below the last.
fn with_room(blocks: Vec<Block>) -> Vec<Block> {
    let last = blocks.len().saturating_sub(1);
    let padded = |(at, block): (usize, Block)| {
        let room = |is_edge: bool| if is_edge { PADDING } else { 0.0 };
        block.padded(room(at == 0), room(at == last))
    };
    blocks.into_iter().enumerate().map(padded).collect()
}

/// The payments with what was not read.
pub fn payments(flow: &mut Flow, words: &PaymentWords) {
    flow.space(24.0);
    let unread = words.unread.as_ref().map(|unread| paragraph(unread, BODY, WIDTH)).unwrap_or_default();
    if words.rows.is_empty() {
        let mut blocks = vec![Block::line(NAME.set(&words.heading), NAME).padded(0.0, 2.0)];
        blocks.extend(unread);
        flow.place_together(blocks, 0.0);
        return;
    }
    let kinds = [Kind::Left, Kind::Words, Kind::Left, Kind::Right];
    let columns = words.columns.iter().zip(kinds).map(|(header, kind)| Column { header, kind });
    let rows = words
        .rows
        .iter()
        .map(|row| Row { cells: vec![&row.date, &row.what, &row.result, &row.amount], below: &row.details });
    let table = Table { heading: &words.heading, columns: columns.collect(), rows: rows.collect() };
    table.draw(flow, height(&unread));
    flow.space(5.0);
    flow.place(unread);
}

/// Running text below everything else.
pub fn text(flow: &mut Flow, text: &str, style: Style, above: f64) {
    flow.space(above);
    flow.place(paragraph(text, style, TEXT_WIDTH));
}
