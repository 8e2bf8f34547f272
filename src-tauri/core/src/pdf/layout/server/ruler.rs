//! Measuring text as the server does, with its one mistake.
//!
//! The server remembers every width it measured, by text and by the size the document is set to at
//! the moment. The memory is a Ruby hash, and the first eight entries of a Ruby hash are kept in a
//! plain array; with the ninth it becomes a real table, for which the keys of the first eight are
//! computed anew, now all with the size that is current then. From there on the labels of the first
//! table (`Name`, `Address`), measured small, answer for the same words in body text: a line with
//! the word `Name` in it takes more text than fits. What customers received was broken so.

use std::cell::RefCell;

use crate::pdf::{fonts::FontId, typeset::Type};

/// Entries of a Ruby hash before it becomes a table.
const ARRAY_ENTRIES: usize = 8;

/// How a text is measured. The server's memory keeps these apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// With kerning, as it is set.
    Kerned,
    /// Without kerning, in the size the document is set to.
    Plain,
    /// Without kerning, in a size of its own while the document is set to another one, in points.
    Within(f64),
}

#[derive(Clone, Debug)]
struct Entry {
    font: FontId,
    document_size: f64,
    measure: Measure,
    text: String,
    width: f64,
}

impl Entry {
    fn is(&self, font: FontId, document_size: f64, measure: Measure, text: &str) -> bool {
        self.font == font && self.document_size == document_size && self.measure == measure && self.text == text
    }
}

#[derive(Debug)]
enum Memory {
    /// Fewer than nine texts so far.
    Filling(Vec<Entry>),
    /// What is remembered wrong.
    Mixed(Vec<Entry>),
}

/// Measures text for one document.
#[derive(Debug)]
pub struct Ruler(RefCell<Memory>);

impl Ruler {
    /// One that has measured nothing.
    pub fn new() -> Self {
        Self(RefCell::new(Memory::Filling(Vec::with_capacity(ARRAY_ENTRIES))))
    }

    /// Whether the widths of some words may have changed meanwhile: true from the ninth text on.
    pub fn has_mixed(&self) -> bool {
        matches!(*self.0.borrow(), Memory::Mixed(_))
    }

    /// Width of a text in points.
    pub fn width(&self, typeface: Type, measure: Measure, text: &str) -> f64 {
        let document_size = match measure {
            Measure::Within(size) => size,
            _ => typeface.size,
        };
        let mut memory = self.0.borrow_mut();
        let known = match &*memory {
            Memory::Filling(entries) | Memory::Mixed(entries) => entries,
        };
        if let Some(entry) = known.iter().find(|entry| entry.is(typeface.font, document_size, measure, text)) {
            return entry.width;
        }
        let width = typeface.width(text, measure == Measure::Kerned);
        if let Memory::Filling(entries) = &mut *memory {
            if entries.len() < ARRAY_ENTRIES {
                entries.push(Entry { font: typeface.font, document_size, measure, text: text.to_owned(), width });
            } else {
                let mut mixed = mix(std::mem::take(entries), document_size);
                // The ninth is stored in the new table: over the one that has become its like.
                mixed.retain(|entry| !entry.is(typeface.font, document_size, measure, text));
                *memory = Memory::Mixed(mixed);
            }
        }
        width
    }
}

/// The entries that answer for another size than they were measured in. Of two for the same text
/// the older one answers.
fn mix(entries: Vec<Entry>, document_size: f64) -> Vec<Entry> {
    let mut mixed: Vec<Entry> = Vec::new();
    for entry in entries {
        let entry = Entry { document_size, ..entry };
        if !mixed.iter().any(|older| older.is(entry.font, document_size, entry.measure, &entry.text)) {
            mixed.push(entry);
        }
    }
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Type = Type { font: FontId::Regular, size: 10.0 };
    const LARGE: Type = Type { font: FontId::Regular, size: 20.0 };

    #[test]
    fn the_first_eight_texts_answer_for_the_size_of_the_ninth() {
        let ruler = Ruler::new();
        let small = ruler.width(SMALL, Measure::Kerned, "Name");
        let large = LARGE.width("Name", true);
        for text in ["a", "b", "c", "d", "e", "f", "g"] {
            ruler.width(LARGE, Measure::Kerned, text);
            ruler.width(LARGE, Measure::Kerned, text);
        }
        assert!(!ruler.has_mixed());
        ruler.width(LARGE, Measure::Kerned, "the ninth");
        assert!(ruler.has_mixed());
        assert_eq!(ruler.width(LARGE, Measure::Kerned, "Name"), small);
        assert_eq!(ruler.width(LARGE, Measure::Plain, "Name"), large);
        assert_eq!(ruler.width(SMALL, Measure::Kerned, "Name"), small);
        assert_eq!(ruler.width(SMALL, Measure::Kerned, "a"), SMALL.width("a", true));
    }

    #[test]
    fn the_ninth_text_itself_is_measured_right() {
        let ruler = Ruler::new();
        for text in ["Name", "b", "c", "d", "e", "f", "g", "h"] {
            ruler.width(SMALL, Measure::Kerned, text);
        }
        for _ in 0..2 {
            assert_eq!(ruler.width(LARGE, Measure::Kerned, "Name"), LARGE.width("Name", true));
        }
    }

    #[test]
    fn later_texts_are_measured_right() {
        let ruler = Ruler::new();
        for text in ["a", "b", "c", "d", "e", "f", "g", "h", "i"] {
            ruler.width(SMALL, Measure::Kerned, text);
        }
        ruler.width(SMALL, Measure::Kerned, "Name");
        assert_eq!(ruler.width(LARGE, Measure::Kerned, "Name"), LARGE.width("Name", true));
    }
}
