//! Text with tabs, as spreadsheets take it from the clipboard.

use std::{borrow::Cow, io};

use super::{
    csv::safe,
    table::{Row, Sheet, TableWriter},
};

/// A table as text to paste: a line for each row, a tab between cells.
pub struct PasteWriter(String);

impl PasteWriter {
    /// Begins a table.
    pub fn table(sheet: &Sheet) -> Self {
        let header: Vec<_> = sheet.columns.iter().map(|column| column.header).collect();
        Self(header.join("\t") + "\n")
    }

    /// The text.
    pub fn finish(self) -> String {
        self.0
    }
}

impl TableWriter for PasteWriter {
    fn row(&mut self, _: usize, row: &Row<'_>) -> io::Result<()> {
        for (position, cell) in row.cells.iter().enumerate() {
            if position > 0 {
                self.0.push('\t');
            }
            self.0.push_str(&in_one_cell(&safe(cell)));
        }
        self.0.push('\n');
        Ok(())
    }
}

/// Nothing that would end the cell: tabs and ends of lines become a space, and a quote that a cell begins with is written
/// as in CSV, because spreadsheets look for its partner beyond the cell.
fn in_one_cell(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let line: Cow<'_, str> = if text.contains(breaks) { text.replace(breaks, " ").into() } else { text.into() };
    if line.starts_with('"') { format!("\"{}\"", line.replace('"', "\"\"")).into() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::table::{Cell, Column, Kind};

    #[test]
    fn a_cell_stays_one_cell_and_is_never_run() {
        let column = |header| Column::new(header, Kind::Text, 10);
        let sheet = Sheet { name: "T", columns: vec![column("A"), column("B")], notes: Vec::new() };
        let mut paste = PasteWriter::table(&sheet);
        for (first, second) in [("a\tb", "c\r\nd"), ("=1", "\t=1"), ("\"Acme\" Ltd", "6\" pipe")] {
            let cells = vec![Cell::Text(first.into()), Cell::Text(second.into())];
            paste.row(0, &Row { cells, currency: None }).unwrap();
        }
        let cells = vec![Cell::Amount("-1.50".parse().unwrap()), Cell::Empty];
        paste.row(0, &Row { cells, currency: None }).unwrap();
        let expected = "A\tB\na b\tc  d\n'=1\t' =1\n\"\"\"Acme\"\" Ltd\"\t6\" pipe\n-1.50\t\n";
        assert_eq!(paste.finish(), expected);
    }
}
