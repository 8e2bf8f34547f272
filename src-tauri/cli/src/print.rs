//! What people read on a terminal.

use std::{
    io::{self, Write},
    sync::atomic::{AtomicBool, Ordering},
};

use billfold_core::{
    api::{
        Error,
        types::{
            Change, Connection, Diagnosis, Finding, FindingKind, InvoiceRow, ListTotals, Status, SyncRun, SyncSettings,
            Verification,
        },
    },
    domain::{Invoice, PaymentTransaction, SyncOutcome, group_thousands},
};
use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

/// Whether something that was to be printed could not be.
static INCOMPLETE: AtomicBool = AtomicBool::new(false);

/// Writes to standard output. A reader that closed the pipe has what it wanted; any other failure is one of
/// the call.
pub fn out(text: &str) {
    if let Err(error) = writeln!(io::stdout(), "{text}")
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        INCOMPLETE.store(true, Ordering::Relaxed);
        note(&format!("error: standard output cannot be written: {error}"));
    }
}

/// Whether everything that was to be printed was.
pub fn is_complete() -> bool {
    !INCOMPLETE.load(Ordering::Relaxed)
}

/// Writes to standard error; when nobody reads it, the work goes on all the same.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// One JSON document.
pub fn json(value: &impl Serialize) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => out(&text),
        Err(error) => note(&format!("error: {error}")),
    }
}

/// What happened and what to do, on standard error.
pub fn error(error: &Error) {
    note(&format!("error: {}", plain(&error.message)));
    if let Some(hint) = &error.hint {
        note(&format!("hint: {}", plain(hint)));
    }
}

/// The server's texts without anything that would steer a terminal.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A moment to the second, in UTC.
pub fn moment(time: jiff::Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

pub fn optional<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| plain(&value.to_string()))
}

pub fn table(header: &[&str], right: &[usize]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_header(header);
    for column in right {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// The list.
pub fn list(rows: &[InvoiceRow], totals: &ListTotals) {
    let mut table = table(&["Id", "Number", "Customer", "Period", "Issued", "Due", "State", "Total", ""], &[0, 7]);
    for row in rows {
        let customer = match (&row.buyer_name, row.buyer_deleted) {
            (name, false) => optional(name.as_ref()),
            (name, true) => format!("{} (deleted)", optional(name.as_ref())),
        };
        let due = optional(row.due_on);
        table.add_row([
            row.id.to_string(),
            optional(row.friendly_id.as_ref()),
            customer,
            row.period_from.strftime("%Y-%m").to_string(),
            optional(row.issued_on),
            if row.overdue { format!("{due} overdue") } else { due },
            row.state.to_string(),
            group_thousands(row.cost),
            row.currency.clone().unwrap_or_default(),
        ]);
    }
    out(&table.trim_fmt());
    out(&format!("{} invoices", totals.count));
    for total in &totals.totals {
        let currency = total.currency.as_deref().unwrap_or("without currency");
        out(&format!("{} {currency} in {}", group_thousands(total.cost), total.count));
    }
}

/// One invoice.
pub fn invoice(invoice: &Invoice, changes: &[Change], notes: &[String]) {
    let currency = invoice.currency.as_deref().unwrap_or_default();
    out(&format!("{}  {}  {} {currency}", plain(&invoice.number()), invoice.state, group_thousands(invoice.cost)));
    let mut facts = table(&["", ""], &[]);
    let deleted = if invoice.buyer.is_deleted() { " (deleted)" } else { "" };
    facts.add_row(["Customer", &format!("{}{deleted}", optional(invoice.buyer.party.org_name.as_ref()))]);
    facts.add_row(["Period", &format!("{} to {}", invoice.period.from, invoice.period.to)]);
    facts.add_row(["Issued", &optional(invoice.issued_on)]);
    facts.add_row(["Due", &optional(invoice.due_on)]);
    facts.add_row(["Paid", &optional(invoice.paid_at.map(moment))]);
    facts.add_row(["Created", &optional(invoice.created_at.map(moment))]);
    facts.add_row(["Id", &invoice.id.to_string()]);
    out(&facts.trim_fmt());
    let mut items = table(&["Item", "Quantity", "Cost"], &[1, 2]);
    for item in &invoice.line_items {
        items.add_row([optional(item.name.as_ref()), optional(item.quantity), optional(item.cost)]);
    }
    out(&items.trim_fmt());
    out(&format!("Without VAT  {}", optional(invoice.cost_without_vat)));
    match invoice.vat_rate {
        Some(rate) => out(&format!("VAT {} %  {}", rate.normalize(), optional(invoice.vat_amount))),
        None => out("No VAT"),
    }
    out(&format!("Total  {} {currency}", group_thousands(invoice.cost)));
    payments(invoice.payment_transactions.as_deref(), invoice.payment_transactions_count);
    history(changes);
    notes.iter().for_each(|text| note(&format!("note: {}", plain(text))));
}

fn payments(payments: Option<&[PaymentTransaction]>, count: i64) {
    let Some(payments) = payments else {
        return out(&format!("{count} payments, not read from the server yet"));
    };
    let mut table = table(&["Payment", "When", "Action", "Amount", "", "Message"], &[3]);
    for payment in payments {
        let success = match payment.success {
            Some(true) => "succeeded",
            Some(false) => "failed",
            None => "unknown",
        };
        table.add_row([
            success.to_owned(),
            optional(payment.created_at.map(moment)),
            optional(payment.action.as_ref()),
            optional(payment.amount),
            payment.currency.clone().unwrap_or_default(),
            optional(payment.message.as_ref()),
        ]);
    }
    if !payments.is_empty() {
        out(&table.trim_fmt());
    }
}

/// What changed on one invoice, the newest first.
fn history(changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    let mut table = table(&["Seen", "Field", "Before", "After"], &[]);
    for change in changes {
        table.add_row([moment(change.seen_at), plain(&change.field), value(&change.before), value(&change.after)]);
    }
    out(&table.trim_fmt());
}

/// What changed, in the order it was seen.
pub fn changes(changes: &[Change]) {
    let mut table = table(&["Seen", "Id", "Number", "Field", "Before", "After"], &[1]);
    for change in changes {
        table.add_row([
            moment(change.seen_at),
            change.invoice_id.to_string(),
            optional(change.friendly_id.as_ref()),
            plain(&change.field),
            value(&change.before),
            value(&change.after),
        ]);
    }
    if !changes.is_empty() {
        out(&table.trim_fmt());
    }
    out(&format!("{} changes", changes.len()));
}

/// A value of the ledger; a whole line item or payment by its name or message and its amount.
pub fn value(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "–".to_owned(),
        serde_json::Value::String(text) => plain(text),
        serde_json::Value::Object(fields) => {
            let parts = ["name", "message", "amount", "cost"].into_iter().filter_map(|name| fields.get(name)?.as_str());
            plain(&parts.collect::<Vec<_>>().join(" "))
        }
        value => plain(&value.to_string()),
    }
}

/// The numbers here against the server's.
pub fn verification(verification: &Verification) {
    let head = format!("{} of {} verified", verification.verified, verification.server);
    out(&format!("{head} at {}; {} invoices held", moment(verification.at), verification.held));
    let mut table = table(&["State", "", "Held", "Total held", "At the server", "Total there", ""], &[2, 3, 4, 5]);
    for sum in &verification.sums {
        table.add_row([
            plain(sum.state.as_str()),
            sum.currency.clone().unwrap_or_default(),
            sum.held_count.to_string(),
            group_thousands(sum.held_cost),
            sum.server_count.to_string(),
            group_thousands(sum.server_cost),
            if sum.agrees() { String::new() } else { "differs".to_owned() },
        ]);
    }
    out(&table.trim_fmt());
    out(&format!("{} costs computed again from their line items", verification.recomputed));
    verification.findings.iter().for_each(|finding| out(&finding_words(finding)));
    let more = verification.findings_count.saturating_sub(verification.findings.len() as u64);
    if more > 0 {
        out(&format!("… and {more} more"));
    }
    if !verification.ok {
        note("error: what is held is not what the server has");
        note("hint: What changed since the last sync is among it: sync, then verify again.");
    }
}

/// The last comparison in a line; where only JSON belongs on standard output, a line is said when something is off.
pub fn proof(verification: &Verification, only_what_is_off: bool) {
    let (verified, server, at) = (verification.verified, verification.server, moment(verification.at));
    let line = format!("Verified {verified} of {server} at {at}");
    match verification.ok {
        true if only_what_is_off => {}
        true => out(&line),
        false => note(&format!("error: {line}; `billfold verify` tells what is off")),
    }
}

fn finding_words(finding: &Finding) -> String {
    let id = finding.id;
    let (held, server) = (optional(finding.held.as_ref()), optional(finding.server.as_ref()));
    match finding.kind {
        FindingKind::OnlyHeld => format!("Invoice {id} is held here and the server does not have it"),
        FindingKind::OnlyAtServer => format!("Invoice {id} is at the server and is not held here"),
        FindingKind::State => format!("Invoice {id} is {held} here and {server} at the server"),
        FindingKind::Cost => format!("Invoice {id} costs {held} here and {server} at the server"),
        FindingKind::Currency => format!("Invoice {id} is in {held} here and in {server} at the server"),
        FindingKind::UpdatedAt => {
            format!("Invoice {id} was changed at the server at {server}; here it is as of {held}")
        }
        FindingKind::Arithmetic => format!("Invoice {id} costs {held}, and its line items add up to {server}"),
    }
}

/// How the connection is kept up to date.
pub fn settings(settings: &SyncSettings) {
    out(&format!("every_minutes: {}", settings.every_minutes));
    out(&format!("full_check_days: {}", settings.full_check_days));
    out(&format!("requests_per_minute: {}", settings.requests_per_minute));
}

/// The remembered connections.
pub fn connections(connections: &[Connection]) {
    let mut table = table(&["Name", "Portal", "Issuer", ""], &[]);
    for connection in connections {
        let marks = [
            connection.read_only.then_some("read-only"),
            connection.sample.then_some("sample"),
            (!connection.has_token).then_some("no token at hand"),
        ];
        let marks: Vec<_> = marks.into_iter().flatten().collect();
        table.add_row([
            plain(&connection.name),
            connection.url.clone(),
            optional(connection.org_name.as_ref()),
            marks.join(", "),
        ]);
    }
    out(&table.trim_fmt());
}

/// How connecting failed, and why that may be.
pub fn diagnosis(diagnosis: &Diagnosis) {
    note(&format!("{}: {}", if diagnosis.ok { "connected" } else { "error" }, plain(&diagnosis.title)));
    if let (false, Some(words)) = (diagnosis.ok, &diagnosis.server_words) {
        let status = diagnosis.status.map_or_else(String::new, |status| format!("{status} "));
        note(&format!("the server's words: {status}“{}”", plain(words)));
    }
    for (number, cause) in diagnosis.causes.iter().enumerate() {
        let likely = if cause.most_likely { " (most likely)" } else { "" };
        note(&format!("{}. {}{likely}\n   {}", number + 1, cause.title, cause.advice));
    }
    diagnosis.warnings.iter().for_each(|warning| note(&format!("note: {}", plain(warning))));
}

/// What a sync did.
pub fn run(run: &SyncRun) {
    out(&format!(
        "Synced: {} new, {} changed, {} unchanged, {} missing; payments of {} invoices read; {} requests, {} KB",
        run.added,
        run.changed,
        run.unchanged,
        run.missing,
        run.payments_read,
        run.requests,
        run.bytes.div_ceil(1024)
    ));
}

fn outcome(run: &SyncRun, is_running: bool) -> String {
    let at = match (run.phase, run.phase_done, run.phase_total) {
        (Some(phase), Some(done), Some(total)) => format!(" while reading {} ({done} of {total} done)", phase.words()),
        (Some(phase), ..) => format!(" while reading {}", phase.words()),
        _ => String::new(),
    };
    match (run.outcome, is_running) {
        (SyncOutcome::Unfinished, true) => "is running".to_owned(),
        (SyncOutcome::Unfinished, false) => format!("was interrupted{at}; the next sync goes on from there"),
        (SyncOutcome::Done, _) => "is complete".to_owned(),
        (SyncOutcome::Stopped, _) => format!("was stopped{at}; the next sync goes on from there"),
        (SyncOutcome::Offline | SyncOutcome::Failed, _) => {
            let error = plain(run.error.as_deref().unwrap_or_default());
            format!("failed {error}; the next sync goes on from there")
        }
    }
}

/// What is held.
pub fn status(status: &Status) {
    let connection = &status.connection;
    out(&format!("{} ({})", plain(&connection.name), connection.url));
    match (status.server_invoices, status.synced_at) {
        (Some(server), Some(at)) => {
            out(&format!("{} invoices held; the server had {server} at {}", status.invoices, moment(at)))
        }
        _ => out(&format!("{} invoices held; never fully synced", status.invoices)),
    }
    if let Some(run) = &status.last_run {
        out(&format!("The last sync, of {}, {}", moment(run.started_at), outcome(run, status.syncing)));
    }
    status.verification.iter().for_each(|verification| proof(verification, false));
    if status.unsettled > 0 {
        let changes = status.unsettled;
        out(&format!("It is not known of {changes} changes whether they happened; `billfold settle` looks again"));
    }
    if status.drafts > 0 {
        out(&format!("{} prepared changes wait; `billfold drafts` lists them", status.drafts));
    }
    if let Some(why) = &status.changes_off {
        out(&format!("Nothing can be changed: {}", plain(why)));
    }
    if status.payments_waiting > 0 {
        out(&format!("Payments of {} invoices are still to be read", status.payments_waiting));
    }
    if status.odd_values > 0 {
        out(&format!("{} invoices hold a value that was not understood; it is kept as it came", status.odd_values));
    }
    for file in &status.kept_aside {
        out(&format!("A damaged cache is kept as {}", plain(file)));
    }
    for what in &status.printed_without {
        out(&format!("Invoices are printed without {}", plain(what)));
    }
    out(&format!("{} ({} KB)", status.data_file, status.data_bytes.div_ceil(1024)));
}
