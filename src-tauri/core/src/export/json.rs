use std::io::{self, Write};

use crate::domain::Invoice;

/// Writes invoices as one JSON array, one at a time, so that a million need no memory.
pub struct JsonArray<W> {
    out: W,
    empty: bool,
}

/// Starts an array.
pub fn write_json<W: Write>(mut out: W) -> io::Result<JsonArray<W>> {
    out.write_all(b"[")?;
    Ok(JsonArray { out, empty: true })
}

impl<W: Write> JsonArray<W> {
    /// Adds an invoice.
    pub fn add(&mut self, invoice: &Invoice) -> io::Result<()> {
        self.out.write_all(if self.empty { b"\n" } else { b",\n" })?;
        self.empty = false;
        serde_json::to_writer(&mut self.out, invoice).map_err(io::Error::from)
    }

    /// Ends the array.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.write_all(b"\n]\n")
    }
}
