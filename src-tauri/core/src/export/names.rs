//! File names for invoices: readable, and safe on Linux, macOS and Windows.

use std::{collections::HashMap, str::FromStr};

use unicode_normalization::UnicodeNormalization;

use crate::domain::Invoice;

/// A pattern like `{number} {customer}`; `.pdf` is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(Field),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Id,
    Number,
    Customer,
    Period,
    Issued,
    Due,
    State,
    Currency,
    Total,
}

/// Every field with the name it has in a pattern.
const FIELDS: [(&str, Field); 9] = [
    ("id", Field::Id),
    ("number", Field::Number),
    ("customer", Field::Customer),
    ("period", Field::Period),
    ("issued", Field::Issued),
    ("due", Field::Due),
    ("state", Field::State),
    ("currency", Field::Currency),
    ("total", Field::Total),
];

/// A pattern that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// No such field.
    #[error(
        "`{{{0}}}` is no field; there are {{id}} {{number}} {{customer}} {{period}} {{issued}} {{due}} {{state}} {{currency}} {{total}}"
    )]
    UnknownField(String),
    /// `{` without `}` or the other way round.
    #[error("a brace has no partner")]
    Brace,
    /// Every invoice would have the same name.
    #[error("the pattern has no field, so every file would have the same name")]
    NoField,
}

impl Default for NamePattern {
    /// `{number} {customer}`.
    fn default() -> Self {
        Self(vec![Part::Field(Field::Number), Part::Text(" ".into()), Part::Field(Field::Customer)])
    }
}

impl FromStr for NamePattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        let text = text.strip_suffix(".pdf").unwrap_or(text);
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find(['{', '}']) {
            if rest[open..].starts_with('}') {
                return Err(PatternError::Brace);
            }
            let close = rest[open..].find('}').map(|at| open + at).ok_or(PatternError::Brace)?;
            let name = &rest[open + 1..close];
            let field = FIELDS.iter().find(|(known, _)| *known == name);
            let (_, field) = field.ok_or_else(|| PatternError::UnknownField(name.to_owned()))?;
            parts.extend([Part::Text(rest[..open].to_owned()), Part::Field(*field)]);
            rest = &rest[close + 1..];
        }
        if parts.is_empty() {
            return Err(PatternError::NoField);
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self(parts))
    }
}

impl NamePattern {
    /// The name for an invoice, without `.pdf` and not yet unique.
    pub fn name(&self, invoice: &Invoice) -> String {
        let mut name = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => name.push_str(text),
                Part::Field(field) => name.push_str(&field.of(invoice)),
            }
        }
        safe(&name)
    }
}

impl Field {
    fn of(self, invoice: &Invoice) -> String {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        match self {
            Self::Id => invoice.id.to_string(),
            Self::Number => invoice.number(),
            Self::Customer => invoice.buyer.party.org_name.clone().unwrap_or_default(),
            Self::Period => invoice.period.month().to_string(),
            Self::Issued => day(invoice.issued_on),
            Self::Due => day(invoice.due_on),
            Self::State => invoice.state.to_string(),
            Self::Currency => invoice.currency.clone().unwrap_or_default(),
            Self::Total => invoice.cost.to_string(),
        }
    }
}

/// Gives each invoice of one export a name of its own.
#[derive(Default)]
pub struct Names {
    pattern: NamePattern,
    taken: HashMap<String, u32>,
}

impl Names {
    /// Names by a pattern.
    pub fn new(pattern: NamePattern) -> Self {
        Self { pattern, taken: HashMap::new() }
    }

    /// The file name of the next invoice, `.pdf` included; a name that was given before gets a number.
    /// Case does not tell names apart, nor how accents are written, since on Windows and macOS they do not either.
    pub fn next(&mut self, invoice: &Invoice) -> String {
        let name = self.pattern.name(invoice);
        let numbered = |number: u32| if number == 1 { name.clone() } else { format!("{name} ({number})") };
        // Where the last search for this name ended, so that a thousand equal names stay cheap.
        let mut number = self.taken.get(&key(&name)).copied().unwrap_or(0) + 1;
        while number > 1 && self.taken.contains_key(&key(&numbered(number))) {
            number += 1;
        }
        self.taken.insert(key(&name), number);
        let unique = numbered(number);
        self.taken.entry(key(&unique)).or_insert(1);
        format!("{unique}.pdf")
    }
}

/// What two names have in common that are one for some file system.
fn key(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

/// The longest name in bytes: file systems take 255, and a number and `.pdf` come behind.
const LONGEST: usize = 180;

/// Names Windows keeps for devices, whatever comes behind a dot.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Replaces what no file name may hold on one of the systems.
fn safe(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => safe.push('-'),
            // Marks that turn the direction of text make a name look like another one.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            character if character.is_control() || character.is_whitespace() => {
                if !safe.ends_with(' ') {
                    safe.push(' ');
                }
            }
            character => safe.push(character),
        }
    }
    let mut end = safe.len().min(LONGEST);
    while !safe.is_char_boundary(end) {
        end -= 1;
    }
    safe.truncate(end);
    // Windows drops dots and spaces at the end, and a dot at the start hides a file.
    let safe = safe.trim_matches([' ', '.']);
    let stem = safe.split('.').next().unwrap_or_default().trim().to_lowercase();
    match safe {
        "" => "invoice".to_owned(),
        safe if RESERVED.contains(&stem.as_str()) => format!("_{safe}"),
        safe => safe.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn patterns_are_checked() {
        assert!("{number} {customer}".parse::<NamePattern>().is_ok());
        assert_eq!("{nummer}".parse::<NamePattern>(), Err(PatternError::UnknownField("nummer".into())));
        assert_eq!("{number".parse::<NamePattern>(), Err(PatternError::Brace));
        assert_eq!("number}".parse::<NamePattern>(), Err(PatternError::Brace));
        assert_eq!("invoice.pdf".parse::<NamePattern>(), Err(PatternError::NoField));
    }

    #[test]
    fn names_no_system_takes_are_mended() {
        for (name, mended) in [
            ("a/b\\c:d", "a-b-c-d"),
            ("con", "_con"),
            ("Aux.txt", "_Aux.txt"),
            (" .. ", "invoice"),
            ("..\\..\\etc", "-..-etc"),
            ("tab\there\n", "tab here"),
            ("\u{202e}fdp", "fdp"),
        ] {
            assert_eq!(safe(name), mended, "{name:?}");
        }
    }

    #[test]
    fn equal_names_are_numbered() {
        let invoice = |number: &str| {
            let xml = include_str!("../../../../tests/fixtures/wire/invoice-paid.xml");
            let read = crate::threescale::convert::invoice(&crate::threescale::wire::invoice(xml).unwrap()).unwrap();
            Invoice { friendly_id: Some(number.to_owned()), ..read.value }
        };
        let mut names = Names::new("{number}".parse().unwrap());
        let given: Vec<_> = ["A", "a", "a (2)", "A", "b"].iter().map(|number| names.next(&invoice(number))).collect();
        assert_eq!(given, ["A.pdf", "a (2).pdf", "a (2) (2).pdf", "A (3).pdf", "b.pdf"]);
    }

    proptest! {
        #[test]
        fn any_name_is_safe(name in "\\PC{0,300}") {
            let safe = safe(&name);
            prop_assert!(!safe.is_empty() && safe.len() <= LONGEST + 1);
            prop_assert!(!safe.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0']));
            prop_assert!(!safe.ends_with([' ', '.']) && !safe.starts_with('.'));
        }
    }
}
