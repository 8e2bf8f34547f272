use std::{
    borrow::Cow,
    io::{self, Write},
};

use unicode_normalization::UnicodeNormalization;

use super::table::{Cell, Row, Sheet, TableWriter};

/// Writes CSV that spreadsheets open as it is meant: UTF-8 with a mark that says so, and no text that they would take
/// for a formula.
pub struct CsvWriter<W: Write>(csv::Writer<W>);

impl<W: Write> CsvWriter<W> {
    pub(super) fn new(mut out: W, header: &[&str]) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        writer.write_record(header)?;
        Ok(Self(writer))
    }

    /// Begins a table.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn table(out: W, sheet: &Sheet) -> io::Result<Self> {
        let header: Vec<_> = sheet.columns.iter().map(|column| column.header).collect();
        Self::new(out, &header)
    }

    /// A row of texts, numbers among them as they are.
    pub(super) fn row(&mut self, cells: &[String]) -> io::Result<()> {
        let is_number = |cell: &str| cell.parse::<rust_decimal::Decimal>().is_ok();
        let guard = |cell| if is_number(cell) { Cow::Borrowed(cell) } else { guarded(cell) };
        self.record(cells.iter().map(|cell| guard(cell)))
    }

    fn record<'a>(&mut self, cells: impl Iterator<Item = Cow<'a, str>>) -> io::Result<()> {
        for cell in cells {
            self.0.write_field(cell.as_bytes())?;
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<W: Write> TableWriter for CsvWriter<W> {
    fn row(&mut self, _: usize, row: &Row<'_>) -> io::Result<()> {
        self.record(row.cells.iter().map(safe))
    }
}

/// A cell as text that no spreadsheet runs. Numbers and days are never touched.
pub(super) fn safe<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Text(text) => guarded(text),
        other => other.plain(),
    }
}

/// What a spreadsheet would run is kept a text by a quote before it, as OWASP advises: also where blanks or characters
/// nobody sees stand first, and for the wide and small forms of the same signs, which some programs read as the sign.
fn guarded(text: &str) -> Cow<'_, str> {
    let is_sign = |c: char| matches!(c.nfkc().next(), Some('=' | '+' | '-' | '@' | '\u{2212}'));
    let seen = text.chars().find(|c| !is_unseen(*c));
    match text.starts_with(['\t', '\r', '\n', '\0']) || seen.is_some_and(is_sign) {
        true => format!("'{text}").into(),
        false => text.into(),
    }
}

/// Blanks, control characters, and marks without a width.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_a_formula_and_nothing_breaks_a_row() {
        let mut out = Vec::new();
        let mut csv = CsvWriter::new(&mut out, &["a", "b"]).unwrap();
        for (first, second) in [("=1+1", "-5.50"), ("@x", "a,\"b\"\nc"), ("+49 30", "\tx"), ("-danger", "plain")] {
            csv.row(&[first.to_owned(), second.to_owned()]).unwrap();
        }
        csv.finish().unwrap();
        let text = String::from_utf8(out).unwrap();
        let expected = "\u{feff}a,b\r\n'=1+1,-5.50\r\n'@x,\"a,\"\"b\"\"\nc\"\r\n'+49 30,'\tx\r\n'-danger,plain\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_text_that_would_be_run_is_guarded_and_no_other() {
        for text in [
            "=cmd|' /C calc'!A0",
            "+1",
            "-2",
            "-2.50",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\nx",
            "\0x",
            " =1",
            "\u{a0}\u{2003}+1",
            "\u{feff}=1",
            "\u{200b}\u{202e}@x",
            "\u{ff1d}1",
            "\u{ff0b}1",
            "\u{ff0d}1",
            "\u{ff20}x",
            "\u{fe66}1",
            "\u{2212}1",
            " \u{ff1d}1",
            "\u{1}=1",
        ] {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
        for text in
            ["", "a=b", "1-2", "Señal & Söhne", "\u{2013} dash", "'quoted", "(=x)", "  padded", "🦀", "שלום", "#1"]
        {
            assert_eq!(guarded(text), text, "{text:?}");
        }
    }

    #[test]
    fn a_number_is_never_touched() {
        let cells = [Cell::Amount("-5.50".parse().unwrap()), Cell::Number(-3)];
        assert_eq!(cells.iter().map(safe).collect::<Vec<_>>(), ["-5.50", "-3"]);
        assert_eq!(safe(&Cell::Text("-5.50".into())), "'-5.50");
    }
}
