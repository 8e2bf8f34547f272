//! What stands above the line items: letterhead, title, what is due when, and the two parties.

use super::{
    super::{Fill, Item},
    block::{Block, blocks, paragraph},
    flow::{Flow, WIDTH},
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
/// Between columns.
const GAP: f64 = 24.0;
const HALF: f64 = (WIDTH - GAP) / 2.0;
/// Between the strip's edges and its text.
const STRIP_PADDING: [f64; 2] = [12.0, 9.0];
/// The amount may take so much of the strip before it is set smaller, if dates need the rest.
const AMOUNT_SHARE: f64 = 0.36;
/// Between the name of a code and the code.
const CODE_GAP: f64 = 8.0;

/// Everything above the line items.
pub fn draw(flow: &mut Flow, document: &InvoiceDocument) {
    let words = &document.readable;
    let letterhead = match &document.logo {
        Some(logo) => vec![picture(logo)],
        None => paragraph(document.metadata.author.as_deref().unwrap_or_default(), LETTERHEAD, LETTERHEAD_WIDTH),
    };
    flow.place_beside([(0.0, letterhead), (LETTERHEAD_WIDTH + GAP, title(words))]);
    flow.space(22.0);
    flow.place(vec![strip(words)]);
    if let Some(standing) = &words.standing {
        flow.space(6.0);
        flow.place(paragraph(standing, SMALL, WIDTH));
    }
    flow.space(22.0);
    let issuer = party(&document.issuer_heading, &words.issuer);
    let buyer = party(&document.buyer_heading, &words.buyer);
    flow.place_beside([(0.0, issuer), (HALF + GAP, buyer)]);
    flow.space(26.0);
}

fn picture(logo: &Logo) -> Block {
    let (wide, high) = (f64::from(logo.width()), f64::from(logo.height()));
    let scale = (LOGO[0] / wide).min(LOGO[1] / high);
    Block::picture(wide * scale, high * scale)
}

/// Title, number and mark, at the right.
fn title(words: &Readable) -> Vec<Block> {
    let width = WIDTH - LETTERHEAD_WIDTH - GAP;
    let mut title = vec![Block::line_to(width, TITLE.set(&words.title), TITLE)];
    let (style, lines) = NUMBER.unbroken(&words.number, width);
    title.extend(lines.into_iter().map(|line| Block::line_to(width, line, style)));
    title.extend(words.mark.iter().map(|mark| Block::mark(mark, MARK, width).padded(7.0, 0.0)));
    title
}

/// What is to be seen first: the period, the dates, and at the right the amount.
fn strip(words: &Readable) -> Block {
    let [beside, above] = STRIP_PADDING;
    let room = WIDTH - 2.0 * beside - GAP * words.facts.len() as f64;
    let natural: Vec<f64> = words.facts.iter().map(fact_width).collect();
    let facts: f64 = natural.iter().sum();
    let amount_label = LABEL.set(&words.amount.label);
    let amount_room = (room - facts).max(room * AMOUNT_SHARE);
    let style = AMOUNT.fitting(&words.amount.value, amount_room);
    let amount = style.set(&words.amount.value);
    let facts_room = room - amount.width.max(amount_label.width);
    // All dates stand on the baseline of the amount.
    let value_depth = above + LABEL.leading() + AMOUNT.baseline() + 1.0;
    let mut block = Block::default();
    let (mut x, mut most) = (beside, 1);
    let share = (facts_room / facts).min(1.0);
    let gap = GAP + (facts_room - facts).max(0.0) / words.facts.len() as f64;
    for (field, width) in words.facts.iter().zip(natural) {
        block.write(LABEL.set(&field.label), LABEL.gray, x, above + LABEL.baseline());
        let lines = FACT.lines(&field.value, width * share + 0.01);
        most = most.max(lines.len());
        write_lines(&mut block, lines, FACT, x, value_depth);
        x += width * share + gap;
    }
    let right = WIDTH - beside;
    block.write_to(right, amount_label, LABEL.gray, above + LABEL.baseline());
    block.write_to(right, amount, style.gray, value_depth);
    let more = (most - 1) as f64 * FACT.leading();
    block.height = value_depth + AMOUNT.leading() - AMOUNT.baseline() + more + above;
    let height = block.height;
    block.draw(Item::Fill(Fill { x: 0.0, y: -height, width: WIDTH, height, gray: PANEL }));
    block
}

fn fact_width(field: &Field) -> f64 {
    FACT.set(&field.value).width.max(LABEL.set(&field.label).width)
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
        let mut block = Block::line(value, BODY).shifted(x);
        block.write(SMALL.set(&code.label), SMALL.gray, 0.0, BODY.baseline());
        return vec![block];
    }
    let (style, lines) = BODY.unbroken(&code.value, HALF);
    let label = paragraph(&code.label, SMALL, HALF);
    label.into_iter().chain(blocks(lines, style)).collect()
}
