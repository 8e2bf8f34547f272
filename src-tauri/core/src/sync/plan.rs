//! What to read next, and why. Pure: the same knowledge gives the same plan.

use jiff::{SignedDuration, Timestamp};

use crate::store::sync_runs::OpenRun;

/// How long an unfinished sweep can be gone on with. Pages read before belong to the same picture of
/// the portal only for so long; after it, beginning anew is the honest thing to do. The age a finished
/// run shows is that of its first page.
pub const CONTINUE_WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// What is known before a sync begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The newest run, when it did not reach its end.
    pub open_run: Option<OpenRun>,
    /// Read everything again, payments too, and do not go on from an earlier run.
    pub full: bool,
    /// Now.
    pub now: Timestamp,
}

/// What a sync does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The run it goes on from.
    pub continues: Option<OpenRun>,
    /// Whether payments that did not change are read again as well.
    pub full: bool,
    /// In order.
    pub steps: Vec<Step>,
}

/// One part of a sync and the reason for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What to do.
    pub action: Action,
    /// Why, in words.
    pub why: &'static str,
}

/// What a step reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Every page of the list of invoices, the newest first, from the cursor on where there is one.
    SweepInvoices,
    /// Customers' codes, the issuer and labels.
    ReadAccounts,
    /// Payments whose count changed.
    ReadChangedPayments,
    /// All payments not read since the run began.
    ReadAllPayments,
}

/// Decides what to read.
pub fn plan(known: &Known) -> Plan {
    let continues = known.open_run.filter(|run| can_continue(run, known));
    let full = known.full || continues.is_some_and(|run| run.full);
    let sweep = Step {
        action: Action::SweepInvoices,
        why: match continues {
            Some(_) => "the run before did not reach its end: the pages it did not read come now",
            None => "the API tells of no changes, so every page is read and compared",
        },
    };
    let accounts =
        Step { action: Action::ReadAccounts, why: "printing needs codes and labels that invoices do not carry" };
    let payments = match full {
        true => Step { action: Action::ReadAllPayments, why: "everything was asked for" },
        false => Step { action: Action::ReadChangedPayments, why: "a payment never changes, only new ones come" },
    };
    Plan { continues, full, steps: vec![sweep, accounts, payments] }
}

/// A run whose pages were all read is not gone on with: what it left undone is in the rows themselves,
/// and the pages would not be looked at again. One that asks for everything only goes on from its like.
fn can_continue(run: &OpenRun, known: &Known) -> bool {
    run.cursor.is_some_and(|cursor| cursor.next_page > 0)
        && (run.full || !known.full)
        && known.now.duration_since(run.started_at) < CONTINUE_WITHIN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sync_runs::Cursor;

    fn open_run(minutes_ago: i64, next_page: Option<u64>) -> Known {
        let now: Timestamp = "2026-11-01T12:00:00Z".parse().unwrap();
        let cursor = next_page.map(|next_page| Cursor { per_page: 500, next_page, total_entries: 4000 });
        let started_at = now - SignedDuration::from_mins(minutes_ago);
        Known { open_run: Some(OpenRun { id: 7, root: 6, full: false, started_at, cursor }), full: false, now }
    }

    #[test]
    fn goes_on_from_a_recent_run_with_a_cursor_only() {
        assert!(plan(&open_run(1, Some(3))).continues.is_some());
        assert!(plan(&open_run(1, None)).continues.is_none());
        assert!(plan(&open_run(1, Some(0))).continues.is_none(), "its pages would not be looked at again");
        assert!(plan(&open_run(61, Some(3))).continues.is_none());
    }

    #[test]
    fn a_full_run_goes_on_from_a_full_one_only_and_stays_one() {
        let mut known = open_run(1, Some(3));
        assert!(plan(&Known { full: true, ..known }).continues.is_none());
        known.open_run = known.open_run.map(|run| OpenRun { full: true, ..run });
        assert!(plan(&Known { full: true, ..known }).continues.is_some());
        assert!(plan(&known).full);
    }

    #[test]
    fn invoices_come_before_what_only_printing_needs() {
        let steps = plan(&Known { full: true, ..open_run(1, None) }).steps;
        let actions: Vec<_> = steps.iter().map(|step| step.action).collect();
        assert_eq!(actions, [Action::SweepInvoices, Action::ReadAccounts, Action::ReadAllPayments]);
    }
}
