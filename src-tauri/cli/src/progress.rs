//! Progress on a terminal; nothing where there is none.

use std::io::IsTerminal;

use billfold_core::domain::{SyncPhase, SyncProgress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar for a sync, or for changes of several invoices.
pub fn bar() -> ProgressBar {
    let target =
        if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos} of {len}") {
        bar.set_style(style);
    }
    bar
}

/// Moves the bar.
pub fn show(bar: &ProgressBar, progress: &SyncProgress) {
    let phase = match progress.phase {
        SyncPhase::Starting => "Starting",
        SyncPhase::Live => "What can change",
        SyncPhase::Invoices => "Invoices",
        SyncPhase::Accounts => "Customers",
        SyncPhase::Payments => "Payments",
        SyncPhase::Verifying => "Comparing",
        SyncPhase::Writing => "Sending",
        SyncPhase::Printing => "PDFs",
        SyncPhase::Exporting => "Writing",
    };
    match &progress.waiting {
        Some(reason) => bar.set_message(format!("{phase} (waiting: {reason})")),
        None => bar.set_message(phase),
    }
    bar.set_length(progress.total.unwrap_or(0));
    bar.set_position(progress.done);
}
