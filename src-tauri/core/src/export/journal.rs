use std::io::{self, Write};

use super::csv::CsvWriter;
use crate::domain::{Difference, JournalEntry};

const HEADER: [&str; 15] = [
    "id",
    "prepared_at",
    "sent_at",
    "settled_at",
    "person",
    "invoice_id",
    "number",
    "customer",
    "change",
    "status",
    "http_status",
    "portal_answer",
    "outcome",
    "total_before",
    "what_changed",
];

/// Writes the journal of writes as CSV: who changed what when, with the server's answers.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_journal(out: impl Write, entries: &[JournalEntry]) -> io::Result<()> {
    let mut csv = CsvWriter::new(out, &HEADER)?;
    for entry in entries {
        csv.row(&row(entry))?;
    }
    csv.finish()
}

fn row(entry: &JournalEntry) -> [String; HEADER.len()] {
    fn text<T: ToString>(value: &Option<T>) -> String {
        value.as_ref().map(T::to_string).unwrap_or_default()
    }
    let changed: Vec<String> = entry.differences.iter().map(difference).collect();
    let total = entry.cost.map(|cost| format!("{cost} {}", entry.currency.as_deref().unwrap_or_default()));
    [
        entry.id.to_string(),
        entry.prepared_at.to_string(),
        text(&entry.sent_at),
        text(&entry.settled_at),
        entry.person.clone(),
        text(&entry.invoice_id.filter(|id| *id > 0)),
        text(&entry.friendly_id),
        text(&entry.buyer_name),
        entry.write.words(),
        entry.status.as_str().to_owned(),
        text(&entry.answer_status),
        text(&entry.answer),
        text(&entry.outcome),
        total.unwrap_or_default().trim().to_owned(),
        changed.join("; "),
    ]
}

/// `state: pending → paid`
fn difference(difference: &Difference) -> String {
    let value = |value: &serde_json::Value| match value {
        serde_json::Value::Null => "–".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    format!("{}: {} → {}", difference.field, value(&difference.before), value(&difference.after))
}
