//! What stands above the line items: letterhead, title, what is due when, and the two parties.

use super::{
    super::{Fill, Item},
    block::{Block, blocks, paragraph},
    flow::{COLUMN_GAP, Flow, HALF, WIDTH},
    style::{AMOUNT, BODY, FACT, LABEL, LETTERHEAD, MARK, NAME, NUMBER, PANEL, SMALL, Style, TITLE},
};
use crate::pdf::{
    document::{Field, InvoiceDocument, PartyWords, Readable},
    logo::Logo,
    typeset::SetLine,
};

/// The logo is made as large as fits.
const LOGO: [f64; 2] = [200.0, 56.0];
const LETTERHEAD_WIDTH: f64 = 250.0;
/// Between the strip's edges and its text.
const STRIP_PADDING: [f64; 2] = [12.0, 9.0];
/// Between what stands in it, at least.
const STRIP_GAP: f64 = 18.0;
/// Before the amount becomes smaller than this many points, the period breaks.
const LEAST_AMOUNT: f64 = 11.0;
/// The period breaks between its two days, each of which takes at most so much of it.
const PERIOD_SHARE: f64 = 0.62;
/// Between the name of a code and the code.
const CODE_GAP: f64 = 8.0;

/// Everything above the line items.
pub fn draw(flow: &mut Flow, document: &InvoiceDocument) {
    let words = &document.readable;
    let letterhead = document.logo.as_ref().map_or_else(|| name(document), |logo| vec![picture(logo)]);
    flow.place_beside([(0.0, letterhead), (LETTERHEAD_WIDTH + COLUMN_GAP, title(words))]);
    flow.space(22.0);
    flow.place(vec![strip(words)]);
    if let Some(standing) = &words.standing {
        flow.space(6.0);
        flow.place(paragraph(standing, SMALL, WIDTH));
    }
    flow.space(22.0);
    let issuer = party(&document.issuer_heading, &words.issuer);
    let buyer = party(&document.buyer_heading, &words.buyer);
    flow.place_beside([(0.0, issuer), (HALF + COLUMN_GAP, buyer)]);
    flow.space(26.0);
}

/// The issuer, its first line on the baseline of the title.
fn name(document: &InvoiceDocument) -> Vec<Block> {
    let name = document.metadata.author.as_deref().unwrap_or_default();
    let mut blocks = paragraph(name, LETTERHEAD, LETTERHEAD_WIDTH);
    if let Some(first) = blocks.first_mut() {
        *first = std::mem::take(first).padded(TITLE.baseline() - LETTERHEAD.baseline(), 0.0);
    }
    blocks
}

fn picture(logo: &Logo) -> Block {
    let (wide, high) = (f64::from(logo.width()), f64::from(logo.height()));
    let scale = (LOGO[0] / wide).min(LOGO[1] / high);
    Block::picture(wide * scale, high * scale)
}

/// Title, number and mark, at the right.
fn title(words: &Readable) -> Vec<Block> {
    let width = WIDTH - LETTERHEAD_WIDTH - COLUMN_GAP;
    let mut title = vec![Block::line_to(width, TITLE.set(&words.title), TITLE)];
    let (style, lines) = NUMBER.unbroken(&words.number, width);
    title.extend(lines.into_iter().map(|line| Block::line_to(width, line, style)));
    title.extend(words.mark.iter().map(|mark| Block::mark(mark, MARK, width).padded(7.0, 0.0)));
    title
}

/// What is to be seen first: the period, the dates, and at the right the amount, all on one baseline.
fn strip(words: &Readable) -> Block {
    let [beside, above] = STRIP_PADDING;
    let columns = StripColumns::measure(words);
    let depth = above + LABEL.leading() + AMOUNT.baseline() + 1.0;
    let mut block = Block::default();
    let mut x = beside;
    let mut most = 1;
    for (field, width) in words.facts.iter().zip(&columns.facts) {
        block.write(LABEL.set(&field.label), LABEL.gray, x, above + LABEL.baseline());
        let lines = FACT.lines(&field.value, *width);
        most = most.max(lines.len());
        write_lines(&mut block, lines, FACT, x, depth);
        x += width + columns.gap;
    }
    let right = WIDTH - beside;
    block.write_to(right, LABEL.set(&words.amount.label), LABEL.gray, above + LABEL.baseline());
    block.write_to(right, columns.amount, AMOUNT.gray, depth);
    let height = depth + (most - 1) as f64 * FACT.leading() + AMOUNT.leading() - AMOUNT.baseline() + above;
    block.draw(Item::Fill(Fill { x: 0.0, y: -height, width: WIDTH, height, gray: PANEL }));
    block.height = height;
    block
}

/// The widths of the strip's columns.
struct StripColumns {
    facts: Vec<f64>,
    gap: f64,
    amount: SetLine,
}

impl StripColumns {
    /// The amount takes what the facts leave, in a size that still stands out. One too wide for that takes from the
    /// period, which then breaks, and is set as small as it must be.
    fn measure(words: &Readable) -> Self {
        let gaps = words.facts.len() as f64;
        let room = WIDTH - 2.0 * STRIP_PADDING[0] - STRIP_GAP * gaps;
        let mut facts: Vec<f64> = words.facts.iter().map(fact_width).collect();
        let natural: f64 = facts.iter().sum();
        let period = facts[0];
        let mut style = AMOUNT.fitting(&words.amount.value, room - natural);
        if style.typeface.size < LEAST_AMOUNT {
            style = AMOUNT.fitting(&words.amount.value, room - natural + period * (1.0 - PERIOD_SHARE));
        }
        let amount = style.set(&words.amount.value);
        let left = room - amount.width.max(LABEL.set(&words.amount.label).width) - natural;
        facts[0] += left.min(0.0);
        Self { facts, gap: STRIP_GAP + left.max(0.0) / gaps, amount }
    }
}

/// A little more than measured, so that what fits is not broken.
fn fact_width(field: &Field) -> f64 {
    FACT.set(&field.value).width.max(LABEL.set(&field.label).width) + 0.01
}

fn write_lines(block: &mut Block, lines: Vec<SetLine>, style: Style, x: f64, depth: f64) {
    for (at, line) in lines.into_iter().enumerate() {
        block.write(line, style.gray, x, depth + at as f64 * style.leading());
    }
}

/// A party below its heading.
fn party(heading: &str, words: &PartyWords) -> Vec<Block> {
    let mut party = vec![Block::line(LABEL.set(heading), LABEL).padded(0.0, 2.0)];
    party.extend(paragraph(&words.name, NAME, HALF));
    for line in &words.address {
        party.extend(paragraph(line, BODY, HALF));
    }
    let labels = words.codes.iter().map(|code| SMALL.set(&code.label).width).fold(0.0, f64::max);
    let mut above = 5.0;
    for code in &words.codes {
        for block in code_lines(code, labels + CODE_GAP) {
            party.push(block.padded(std::mem::take(&mut above), 0.0));
        }
    }
    party
}

/// A code beside its name where there is room for both, else below it.
fn code_lines(code: &Field, x: f64) -> Vec<Block> {
    let value = BODY.set(&code.value);
    if x + value.width <= HALF {
        let mut block = Block::space(BODY.leading());
        block.write(SMALL.set(&code.label), SMALL.gray, 0.0, BODY.baseline());
        block.write(value, BODY.gray, x, BODY.baseline());
        return vec![block];
    }
    let (style, lines) = BODY.unbroken(&code.value, HALF);
    let label = paragraph(&code.label, SMALL, HALF);
    label.into_iter().chain(blocks(lines, style)).collect()
}
