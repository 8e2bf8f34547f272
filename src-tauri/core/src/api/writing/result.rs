//! From lines of the journal to what is told.

use super::super::{Error, ErrorCode, types::*};
use crate::writes;

/// How far an action on several is.
pub(in crate::api) fn at(done: usize, total: usize) -> SyncProgress {
    SyncProgress { phase: SyncPhase::Writing, done: done as u64, total: Some(total as u64), waiting: None }
}

/// What became of writes of which some were sent.
pub(in crate::api) fn told(entries: Vec<JournalEntry>) -> WriteResult {
    let invoice_id = entries.first().and_then(|entry| entry.invoice_id);
    let message = entries.iter().filter_map(message_of).collect::<Vec<_>>().join(" ");
    WriteResult { outcome: outcome_of(&entries), invoice_id, message, entries, conflict: Vec::new() }
}

fn message_of(entry: &JournalEntry) -> Option<String> {
    let what = entry.write.words();
    match entry.status {
        WriteStatus::Draft => Some(format!("To {what} was not sent: it waits among the prepared changes.")),
        WriteStatus::Discarded => Some(format!("To {what} was not sent.")),
        _ => entry.outcome.clone(),
    }
}

fn outcome_of(entries: &[JournalEntry]) -> WriteOutcome {
    let all = |status: WriteStatus| entries.iter().all(|entry| entry.status == status);
    let first = entries.first().map(|entry| entry.status);
    match first {
        _ if all(WriteStatus::Done) => WriteOutcome::Done,
        _ if entries.iter().any(|entry| entry.status.is_unsettled()) => WriteOutcome::Unknown,
        Some(WriteStatus::Done) => WriteOutcome::Partly,
        Some(WriteStatus::Refused) => WriteOutcome::Refused,
        _ => WriteOutcome::NotDone,
    }
}

/// What is told when nothing was sent. An error stays one where a face has to act on it.
pub(in crate::api) fn nothing_sent(invoice_id: Option<i64>, error: writes::Error) -> Result<WriteResult, Error> {
    let result =
        |outcome, message, conflict| WriteResult { outcome, invoice_id, message, entries: Vec::new(), conflict };
    match error {
        writes::Error::Portal(error) if error.is_offline() => {
            Ok(result(WriteOutcome::Offline, format!("The portal cannot be reached: {error}."), Vec::new()))
        }
        writes::Error::Conflict(conflict) => {
            let others = conflict.iter().all(|difference| difference.field.starts_with("invoices["));
            let message = match invoice_id {
                Some(_) if others => {
                    "Another invoice carries this number, and you have not seen it. Look at it, then decide again."
                }
                Some(_) => "The invoice is not as you saw it. Look at it as it is now, then decide again.",
                None => {
                    "There is an invoice of this customer and month that you have not seen. Look at it, then decide again."
                }
            };
            Ok(result(WriteOutcome::Conflict, message.to_owned(), conflict))
        }
        error => Err(error.into()),
    }
}

/// The same for one of several, where an error of one does not end the others.
pub(in crate::api) fn could_not(invoice_id: Option<i64>, error: &Error) -> WriteResult {
    let outcome = match error.code {
        ErrorCode::Refused => WriteOutcome::Refused,
        ErrorCode::OutcomeUnknown => WriteOutcome::Unknown,
        _ => WriteOutcome::NotDone,
    };
    let words = error.message.trim_end_matches('.');
    // What was sent and could not be kept says so itself.
    let message = match error.code {
        ErrorCode::OutcomeUnknown => format!("{words}."),
        _ => format!("Nothing was sent: {words}."),
    };
    WriteResult { outcome, invoice_id, message, entries: Vec::new(), conflict: Vec::new() }
}
