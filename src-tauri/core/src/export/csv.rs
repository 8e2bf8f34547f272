use std::io::{self, Write};

/// Writes CSV that spreadsheets open as it is meant: UTF-8 with a mark that says so, and no text that they would take
/// for a formula.
pub(super) struct CsvWriter<W: Write>(csv::Writer<W>);

impl<W: Write> CsvWriter<W> {
    pub(super) fn new(mut out: W, header: &[&str]) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        writer.write_record(header)?;
        Ok(Self(writer))
    }

    /// A row of texts, numbers among them as they are.
    pub(super) fn row(&mut self, cells: &[String]) -> io::Result<()> {
        Ok(self.0.write_record(cells.iter().map(|cell| guarded(cell)))?)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// What a spreadsheet would run is kept a text by a quote before it. A plain number is none of that, negative or not.
fn guarded(cell: &str) -> String {
    let is_number = cell.parse::<rust_decimal::Decimal>().is_ok();
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
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
}
