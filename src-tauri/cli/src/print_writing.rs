//! What people read about changes.

use billfold_core::{
    api::types::{
        BulkPreview, BulkResult, Difference, DraftCheck, JournalEntry, Write, WriteCheck, WriteOutcome, WriteResult,
    },
    domain::{Invoice, group_thousands},
};

use crate::print::{moment, note, optional, out, plain, table, value};

/// What would be done, to what, and what that means.
pub fn question(writes: &[Write], seen: Option<&Invoice>, check: &WriteCheck, draft: bool) {
    if let Some(invoice) = seen {
        note(&plain(&in_a_line(invoice)));
    }
    for write in writes {
        let amount = match (write, seen) {
            (Write::Charge { .. }, Some(invoice)) => format!(": {}", amount(invoice)),
            _ => String::new(),
        };
        note(&format!("  {}{amount}", plain(&write.words())));
    }
    check.effects.iter().for_each(|effect| note(&format!("  - {}", effect.words())));
    check.warnings.iter().for_each(|warning| note(&format!("note: {}", plain(warning))));
    if let Some(problem) = &check.problem {
        note(&format!("note: {}", plain(problem)));
    }
    note(if draft { "Prepare it? [y/N]" } else { "Send it? [y/N]" });
}

fn in_a_line(invoice: &Invoice) -> String {
    let customer = optional(invoice.buyer.party.org_name.as_ref());
    format!("Invoice {} of {customer}: {}, {}", invoice.number(), invoice.state, amount(invoice))
}

fn amount(invoice: &Invoice) -> String {
    format!("{} {}", invoice.currency.as_deref().unwrap_or_default(), group_thousands(invoice.cost)).trim().to_owned()
}

/// What became of it. Where only JSON belongs on standard output, only what is not done is told.
pub fn result(result: &WriteResult, invoice: Option<&Invoice>, only_trouble: bool) {
    let what = |entry: &JournalEntry| plain(&entry.write.words());
    let done = result.outcome == WriteOutcome::Done;
    if done && only_trouble {
        return;
    }
    let names: Vec<String> = result.entries.iter().map(what).collect();
    let name = match (names.is_empty(), result.invoice_id) {
        (true, Some(id)) => format!("invoice {id}"),
        (true, None) => "the change".to_owned(),
        _ => names.join("; "),
    };
    let of = result.entries.first().map(|entry| format!("{}: ", of_what(entry))).unwrap_or_default();
    let line = format!("{}: {of}{name}. {}", outcome_words(result.outcome), plain(&result.message));
    match done {
        true => out(&line),
        false => note(&format!("error: {line}")),
    }
    differences(&result.conflict, "You saw", "The portal has now");
    match invoice {
        Some(invoice) if !only_trouble => out(&plain(&in_a_line(invoice))),
        _ => {}
    }
}

fn outcome_words(outcome: WriteOutcome) -> &'static str {
    match outcome {
        WriteOutcome::Done => "Done",
        WriteOutcome::NotDone => "Not done",
        WriteOutcome::Refused => "Refused",
        WriteOutcome::Conflict => "Conflict, nothing was sent",
        WriteOutcome::Offline => "Offline, nothing was sent",
        WriteOutcome::Unknown => "Outcome unknown",
        WriteOutcome::Partly => "Partly done",
    }
}

/// Two values of each field, side by side, on standard error.
fn differences(differences: &[Difference], before: &str, after: &str) {
    if differences.is_empty() {
        return;
    }
    let mut table = table(&["Field", before, after], &[]);
    for difference in differences {
        table.add_row([plain(&difference.field), value(&difference.before), value(&difference.after)]);
    }
    note(&table.trim_fmt());
}

/// What waits now.
pub fn prepared(drafts: &[JournalEntry]) {
    for draft in drafts {
        out(&format!("Prepared as draft {}: {}", draft.id, plain(&draft.write.words())));
    }
    out("`billfold drafts send DRAFT` sends one, `billfold drafts send --all` all.");
}

/// What is about to be sent.
pub fn about_to_send(drafts: &[JournalEntry]) {
    for draft in drafts.iter().rev() {
        note(&format!("  {}  {}  {}", draft.id, of_what(draft), plain(&draft.write.words())));
    }
    note("Send them? [y/N]");
}

fn of_what(entry: &JournalEntry) -> String {
    let id = match entry.invoice_id {
        None => "new invoice".to_owned(),
        Some(draft @ ..0) => format!("draft {}", draft.saturating_neg()),
        Some(id) => id.to_string(),
    };
    plain(entry.friendly_id.as_ref().unwrap_or(&id))
}

/// Drafts against the portal.
pub fn checks(checks: &[DraftCheck]) {
    for check in checks {
        let draft = &check.entry;
        let verdict = match (check.conflict.is_empty(), &check.problem) {
            (true, None) => "can be sent".to_owned(),
            (false, _) => "conflict: the invoice is not as it was when this was prepared".to_owned(),
            (true, Some(problem)) => format!("cannot be sent: {}", plain(problem)),
        };
        out(&format!("{}  {}  {}: {verdict}", draft.id, of_what(draft), plain(&draft.write.words())));
        differences(&check.conflict, "When prepared", "The portal has now");
    }
}

/// Lines of the journal.
pub fn lines(lines: &[JournalEntry]) {
    let mut table = table(&["", "When", "Who", "Invoice", "Change", "Status", "What became of it"], &[0]);
    for line in lines {
        table.add_row([
            line.id.to_string(),
            moment(line.sent_at.unwrap_or(line.prepared_at)),
            plain(&line.person),
            of_what(line),
            plain(&line.write.words()),
            line.status.as_str().replace('_', " "),
            optional(line.outcome.as_ref()),
        ]);
    }
    if !lines.is_empty() {
        out(&table.trim_fmt());
    }
    out(&format!("{} changes", lines.len()));
}

/// What an action would do to several.
pub fn preview(preview: &BulkPreview) -> String {
    let mut table = table(&["Id", "Number", "Customer", "State", "Total", "", ""], &[0, 4]);
    for row in &preview.rows {
        table.add_row([
            row.id.to_string(),
            optional(row.friendly_id.as_ref()),
            optional(row.buyer_name.as_ref()),
            row.state.to_string(),
            group_thousands(row.cost),
            row.currency.clone().unwrap_or_default(),
            row.problem
                .as_ref()
                .map_or_else(|| "possible".to_owned(), |problem| format!("not possible: {}", plain(problem))),
        ]);
    }
    let mut lines = vec![table.trim_fmt()];
    for total in &preview.possible {
        let currency = total.currency.as_deref().unwrap_or("without currency");
        lines.push(format!("{} possible: {} {currency}", total.count, group_thousands(total.cost)));
    }
    lines.extend(preview.effects.iter().map(|effect| format!("  - {}", effect.words())));
    lines.join("\n")
}

/// What became of an action on several.
pub fn bulk(result: &BulkResult) {
    for row in &result.results {
        let number = row.friendly_id.clone().unwrap_or_else(|| row.invoice_id.to_string());
        out(&format!("{}: {}. {}", plain(&number), outcome_words(row.outcome), plain(&row.message)));
    }
    if let Some(why) = &result.ended_early {
        note(&format!("error: {} invoices were not got to. {}", result.left, plain(why)));
    }
}
