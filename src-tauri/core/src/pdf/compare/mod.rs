//! The server's own PDF of an invoice held against the one made here, word for word.
//!
//! The server's is read as it is painted; what ours says is known, with the place of each word. How lines are broken,
//! and headers that come again on every page, make no difference.

mod align;
mod cmap;
mod diff;
mod explain;
mod font;
mod places;
mod read;
#[cfg(test)]
mod tests;

use std::ops::Range;

use align::{Aligned, Extra, align, key};
use places::{About, Piece, pieces};
use sha2::{Digest, Sha256};

use super::document::InvoiceDocument;
pub use read::{Line, Reading, Unreadable, read};

/// Texts longer than this are cut where differences are told, in characters.
const LONGEST_TEXT: usize = 600;

/// What is known beyond the two files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// Codes of customers and issuer could not be read from the portal.
    pub codes_unread: bool,
}

/// What comparing gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How many words the server's has.
    pub words: usize,
    /// Pages of the one made here.
    pub pages_here: usize,
    /// Pages of the server's.
    pub pages_there: usize,
    /// What differs, in the order of the page; nothing when both say the same.
    pub differences: Vec<Difference>,
}

/// Words that are not the same on both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where, in words: `the customer's Name`.
    pub place: String,
    /// What is printed here; `None` where the server's has more.
    pub here: Option<String>,
    /// What the server printed; `None` where it has less.
    pub there: Option<String>,
    /// Whether an amount of money is among it.
    pub is_amount: bool,
    /// How that may have come about; `None` where there is no telling.
    pub explanation: Option<String>,
}

/// Compares the server's file with what a document says and the file made of it.
///
/// # Errors
/// When one of the files cannot be read.
pub fn compare(document: &InvoiceDocument, here: &[u8], there: &[u8], known: Known) -> Result<Comparison, Unreadable> {
    let (here, there) = (read(here)?, read(there)?);
    let pieces = pieces(document);
    let mut differences = logo(document, &there);
    // Where a cell is too high for its page both cut it, so what ours says is looked up, too.
    let (ours, aligned) = (align(&pieces, &here), align(&pieces, &there));
    let told = Told { pieces: &pieces, ours, aligned, known }.differences();
    for difference in told {
        // The customer stands on the page twice.
        if !differences.contains(&difference) {
            differences.push(difference);
        }
    }
    if here.pages != there.pages {
        differences.push(Difference {
            place: "the number of pages".to_owned(),
            here: Some(here.pages.to_string()),
            there: Some(there.pages.to_string()),
            is_amount: false,
            explanation: None,
        });
    }
    let words = there.words().count();
    Ok(Comparison { words, pages_here: here.pages, pages_there: there.pages, differences })
}

/// Stands for everything of a document that is compared: SHA-256 of its words in their order and of its logo.
pub fn fingerprint(document: &InvoiceDocument) -> String {
    let mut hash = Sha256::new();
    for piece in pieces(document) {
        hash.update(piece.text);
        hash.update([0]);
    }
    hash.update(document.logo.as_ref().map_or(&[][..], |logo| logo.bytes()));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn logo(document: &InvoiceDocument, there: &Reading) -> Vec<Difference> {
    let is_here = document.logo.is_some();
    if is_here == there.has_picture {
        return Vec::new();
    }
    let picture = |is_there: bool| is_there.then(|| "a picture".to_owned());
    vec![Difference {
        place: "the logo".to_owned(),
        here: picture(is_here),
        there: picture(there.has_picture),
        is_amount: false,
        explanation: Some(explain::logo(is_here)),
    }]
}

/// From what stands where to what differs.
struct Told<'a> {
    pieces: &'a [Piece],
    ours: Aligned,
    aligned: Aligned,
    known: Known,
}

impl Told<'_> {
    fn differences(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.pieces.len() {
            let block = self.aligned.blocks.iter().find(|(pieces, _)| pieces.start == at);
            let end = match block {
                Some((pieces, words)) => {
                    let is_ours = self.ours.blocks.contains(&(pieces.clone(), words.clone()));
                    if !is_ours && !self.is_same(pieces.clone(), words.iter()) {
                        found.push(self.block(pieces.clone(), words));
                    }
                    pieces.end
                }
                None => self.piece_or_row(at, &mut found),
            };
            let extra = self.aligned.extra.iter().filter(|extra| (at..end).contains(&extra.after));
            let extra = extra.filter(|extra| !self.ours.extra.contains(extra));
            found.extend(extra.map(|extra| self.extra(extra)));
            at = end;
        }
        found
    }

    /// Tells one piece, or a whole row that the server's does not have; gives where to go on.
    fn piece_or_row(&self, at: usize, found: &mut Vec<Difference>) -> usize {
        if let Some(row) = self.row_that_begins(at) {
            if self.is_same(row.clone(), self.aligned.of_piece[row.clone()].iter().flatten()) {
                return row.end;
            }
            if self.is_without_counterpart(row.clone()) {
                found.push(self.missing_row(row.clone()));
                return row.end;
            }
        }
        found.extend(self.piece(at));
        at + 1
    }

    /// The row that begins at a piece, when no text of it is in a block.
    fn row_that_begins(&self, at: usize) -> Option<Range<usize>> {
        let row = self.pieces[at].row.as_ref()?;
        let same = |piece: &Piece| piece.row.as_ref().is_some_and(|other| other.number == row.number);
        if at > 0 && same(&self.pieces[at - 1]) {
            return None;
        }
        let end = at + self.pieces[at..].iter().take_while(|piece| same(piece)).count();
        let in_block = self.aligned.blocks.iter().any(|(pieces, _)| pieces.start < end && pieces.end > at);
        (!in_block).then_some(at..end)
    }

    /// Whether words say what pieces say. Numbers that are broken in the middle may look like each other, so what is
    /// beside each other is looked at together, too.
    fn is_same<'a>(&self, pieces: Range<usize>, words: impl Iterator<Item = &'a String>) -> bool {
        let words: String = words.map(String::as_str).collect();
        let here = self.pieces[pieces.clone()].iter().flat_map(|piece| piece.text.split_whitespace());
        here.map(key).collect::<String>() == words || self.ours.of_piece[pieces].concat().concat() == words
    }

    /// Whether nothing of a row is on the server's page.
    fn is_without_counterpart(&self, row: Range<usize>) -> bool {
        let says_something = self.pieces[row.clone()].iter().any(|piece| !piece.text.trim().is_empty());
        says_something && self.aligned.of_piece[row].iter().all(Vec::is_empty)
    }

    fn missing_row(&self, pieces: Range<usize>) -> Difference {
        let row = &self.pieces[pieces.clone()];
        let last = &row[row.len() - 1];
        // A field's label goes without saying.
        let texts: Vec<&str> = match last.about {
            About::LineItem | About::Total => row.iter().map(|piece| piece.text.trim()).collect(),
            _ => vec![last.text.trim()],
        };
        let place = last.row.as_ref().map_or_else(|| last.place.clone(), |row| row.place.clone());
        let here = text(texts.into_iter().filter(|text| !text.is_empty()));
        let is_amount = row.iter().any(|piece| piece.is_amount);
        let explanation = explain::explain(last, Some(&here), None, self.known);
        Difference { place, here: Some(here), there: None, is_amount, explanation }
    }

    fn piece(&self, at: usize) -> Option<Difference> {
        let (piece, words) = (&self.pieces[at], &self.aligned.of_piece[at]);
        if self.is_same(at..at + 1, words.iter()) {
            return None;
        }
        let some = |text: String| (!text.is_empty()).then_some(text);
        let there = match piece.is_number {
            true => words.concat(),
            false => text(words.iter().map(String::as_str)),
        };
        let (here, there) = (some(text(piece.text.split_whitespace())), some(there));
        let (here, there) = without_common_label(here, there);
        let explanation = explain::explain(piece, here.as_deref(), there.as_deref(), self.known);
        Some(Difference { place: piece.place.clone(), here, there, is_amount: piece.is_amount, explanation })
    }

    /// Texts that could not be told apart.
    fn block(&self, range: Range<usize>, words: &[String]) -> Difference {
        let pieces = &self.pieces[range.clone()];
        let here = text(pieces.iter().flat_map(|piece| piece.text.split_whitespace()));
        let is_amount = pieces.iter().any(|piece| piece.is_amount);
        Difference {
            place: place_of(pieces),
            here: Some(here),
            there: Some(text(words.iter().map(String::as_str))),
            is_amount,
            explanation: is_amount.then(explain::changed_since),
        }
    }

    /// A row that is not here, or words without a place.
    fn extra(&self, extra: &Extra) -> Difference {
        let before = &self.pieces[extra.after];
        let label = text(extra.label.iter().map(String::as_str));
        let words = text(extra.words.iter().map(String::as_str));
        let difference = |place: String, there: String, is_amount, explanation| Difference {
            place,
            here: None,
            there: Some(there),
            is_amount,
            explanation,
        };
        let whole = || format!("{label} {words}").trim().to_owned();
        match before.about {
            About::Party(whose) | About::Code(whose) if !label.is_empty() => {
                let explanation = explain::code_missing(self.known);
                difference(format!("{}'s {label}", whose.words()), words, false, Some(explanation))
            }
            About::LineItem => {
                let number = before.row.as_ref().and_then(|row| row.line_item);
                let place =
                    number.map_or("a line item".to_owned(), |number| format!("a line item after line item {number}"));
                difference(place, whole(), true, Some(explain::changed_since()))
            }
            About::Column => {
                difference("a line item before all others".to_owned(), whole(), true, Some(explain::changed_since()))
            }
            About::Total => difference("a sum".to_owned(), whole(), true, Some(explain::changed_since())),
            _ => difference(format!("after {}", before.place), whole(), false, None),
        }
    }
}

/// `AMOUNT DUE:` on both goes without saying.
fn without_common_label(here: Option<String>, there: Option<String>) -> (Option<String>, Option<String>) {
    if let (Some(one), Some(other)) = (&here, &there)
        && let (Some((label, here)), Some((same, there))) = (one.split_once(": "), other.split_once(": "))
        && label == same
        && label == "AMOUNT DUE"
    {
        return (Some(here.to_owned()), Some(there.to_owned()));
    }
    (here, there)
}

/// What several texts next to each other are called.
fn place_of(pieces: &[Piece]) -> String {
    let (first, last) = (&pieces[0], &pieces[pieces.len() - 1]);
    match (&first.row, &last.row) {
        (Some(one), Some(other)) if one.number == other.number => one.place.clone(),
        (Some(one), Some(other)) => match (one.line_item, other.line_item) {
            (Some(one), Some(other)) => format!("Line items {one} to {other}"),
            _ => format!("from {} to {}", first.place, last.place),
        },
        _ => format!("from {} to {}", first.place, last.place),
    }
}

/// Words on one line, cut when they are too many.
fn text<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let text = words.collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
