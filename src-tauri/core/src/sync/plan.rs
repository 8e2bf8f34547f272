//! What to read next, and why. Pure: the same knowledge gives the same plan.
//!
//! # What there is to choose from
//!
//! The Billing API has no feed of changes and no `updated_since`; nothing is deleted; the list is ordered by
//! id and ids only grow. It can be read in three ways, and each sees something else:
//!
//! * **XML by state** has everything but `created_at`, `updated_at` and the difference between no VAT and VAT
//!   at 0 %. It is the only one that shows line items, payment counts and names, none of which moves
//!   `updated_at`. `paid` and `cancelled` are terminal, so the lists of the other states hold all that can
//!   change by itself: a request per 500 of them, however long the past is.
//! * **The JSON index** has the rest. It is small, but blind to all that does not move `updated_at`, and a
//!   304 of it is as blind. So it never decides that an invoice is unchanged; it completes one whose XML is
//!   new, and it is the second opinion of a comparison.
//! * **Pages of the whole list** never shift: an invoice stays on its page. New invoices are behind the last
//!   one, so as many as are held are skipped and only the tail is read.
//!
//! # What a delta costs
//!
//! One request tells how many invoices there are; none is needed for the tail when that is what is held.
//! Then a request per started 500 of each live state, and for those that are not issued yet (`open`,
//! `finalized`) their index beside it, since the VAT rate is frozen only when an invoice is issued. With up to
//! 500 in each state that is 8 requests, at a thousand invoices as at a million, and one or two more for the
//! customers where they are no more than a thousand.
//!
//! What was live here and is on no live list any more was paid, cancelled or moved while the lists were read:
//! each is read by itself (2 requests), or by the page of the whole list that holds it where several share
//! one. A customer's new name shows on its live invoices and in the accounts API, a request per 500 customers;
//! its other invoices are then read by their own list. In the end the server's count must be the number held; where it is not, the delta does not guess but
//! becomes a check.
//!
//! # What a delta cannot see
//!
//! A terminal invoice that somebody edits, a deleted customer of one, a new name where customers are many or may
//! not be read and none of that customer's invoices is live, and a number changed there and back again on an
//! issued one. A check finds these: it reads every page.

use jiff::{SignedDuration, Timestamp};

use crate::{domain::SyncKind, store::sync_runs::OpenSweep};

/// What is known before a sync begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The newest sweep, when it did not read every page.
    pub open_sweep: Option<OpenSweep>,
    /// When the newest sweep that read every page began; `None` when there was none.
    pub last_check: Option<Timestamp>,
    /// After how many days everything is checked; 0 is never.
    pub full_check_days: u32,
    /// Read everything again, payments too.
    pub full: bool,
    /// Now.
    pub now: Timestamp,
}

/// What a sync does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Why it reads what it reads.
    pub kind: SyncKind,
    /// The sweep it goes on with.
    pub continues: Option<OpenSweep>,
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
    /// What was created since the last sync.
    ReadNew,
    /// The lists of the states that can still change, what is owed first.
    ReadLive,
    /// What could still change when it was last read and is on no such list any more.
    ReadLeft,
    /// Compares the server's count with the number held; a difference makes the delta a check.
    CheckCount,
    /// Every page of the list of invoices, the newest first, from the cursor on where there is one.
    SweepInvoices,
    /// Customers' codes, the issuer and labels.
    ReadAccounts,
    /// The names and codes of customers: of all where they are few, else of those whose invoices changed.
    ReadChangedAccounts,
    /// The invoices of customers whose name changed.
    ReadRenamed,
    /// Payments whose count changed.
    ReadChangedPayments,
    /// All payments not read since the run began.
    ReadAllPayments,
    /// Compares everything with the server once more and keeps the numbers.
    Verify,
}

/// Decides what to read.
pub fn plan(known: &Known) -> Plan {
    let (kind, continues) = kind(known);
    let mut steps = Vec::new();
    let mut step = |action, why| steps.push(Step { action, why });
    if known.last_check.is_some() {
        step(Action::ReadNew, "new invoices are behind those that are held");
    }
    step(Action::ReadLive, "what is owed and what is being billed is what people look at first");
    if known.last_check.is_some() {
        step(Action::ReadLeft, "what is on no live list any more was paid, cancelled, or moved between two pages");
        step(Action::CheckCount, "invoices are never deleted, so the server's count must be the number held");
    }
    if kind != SyncKind::Delta {
        let why = match (continues, kind) {
            (Some(_), _) => "the sweep before did not reach its end: the pages it did not read come now",
            (None, SyncKind::First) => "nothing is held yet",
            (None, SyncKind::Full) => "everything was asked for",
            (None, _) => "old invoices can be edited without a trace in any list",
        };
        step(Action::SweepInvoices, why);
        step(Action::ReadLeft, "an invoice may have been paid while the pages were read");
        step(Action::ReadAccounts, "printing needs codes and labels that invoices do not carry");
    } else {
        step(Action::ReadChangedAccounts, "codes are printed as they are when an invoice is issued");
    }
    step(Action::ReadRenamed, "an invoice shows its customer's name of today, however old it is");
    if kind != SyncKind::Delta {
        step(Action::Verify, "whoever reads everything can prove that it is right, and payments may take long");
    }
    match kind {
        SyncKind::Full => step(Action::ReadAllPayments, "everything was asked for"),
        _ => step(Action::ReadChangedPayments, "a payment never changes, only new ones come"),
    }
    Plan { kind, continues, steps }
}

fn kind(known: &Known) -> (SyncKind, Option<OpenSweep>) {
    // A sweep goes on however long it rested: the steps before it bring what can change up to date, and the
    // comparison at its end finds what was edited on the pages it read long ago. Only a sweep that was to
    // read everything again counts as that.
    let continues = known.open_sweep.filter(|sweep| !known.full || sweep.kind == SyncKind::Full);
    let kind = match (continues, known.last_check) {
        (Some(sweep), _) => sweep.kind,
        (None, _) if known.full => SyncKind::Full,
        (None, None) => SyncKind::First,
        (None, Some(began)) if is_due(began, known) => SyncKind::Check,
        (None, Some(_)) => SyncKind::Delta,
    };
    (kind, continues)
}

fn is_due(last_check: Timestamp, known: &Known) -> bool {
    let age = known.now.duration_since(last_check);
    known.full_check_days > 0 && age >= SignedDuration::from_hours(24 * i64::from(known.full_check_days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sync_runs::Cursor;

    fn known(checked_hours_ago: Option<i64>) -> Known {
        let now: Timestamp = "2026-11-01T12:00:00Z".parse().unwrap();
        let last_check = checked_hours_ago.map(|hours| now - SignedDuration::from_hours(hours));
        Known { open_sweep: None, last_check, full_check_days: 7, full: false, now }
    }

    fn open(kind: SyncKind) -> Option<OpenSweep> {
        Some(OpenSweep { root: 6, kind, cursor: Cursor { per_page: 500, next_page: 3, total_entries: 4000 } })
    }

    fn actions(known: &Known) -> Vec<Action> {
        plan(known).steps.iter().map(|step| step.action).collect()
    }

    #[test]
    fn nothing_held_is_filled_with_what_is_owed_first() {
        use Action::*;
        assert_eq!(plan(&known(None)).kind, SyncKind::First);
        let expected = [ReadLive, SweepInvoices, ReadLeft, ReadAccounts, ReadRenamed, Verify, ReadChangedPayments];
        assert_eq!(actions(&known(None)), expected);
    }

    #[test]
    fn a_delta_reads_no_page_of_the_past() {
        use Action::*;
        let expected = [ReadNew, ReadLive, ReadLeft, CheckCount, ReadChangedAccounts, ReadRenamed, ReadChangedPayments];
        assert_eq!(actions(&known(Some(7 * 24 - 1))), expected);
    }

    #[test]
    fn everything_is_checked_when_it_is_due_and_only_then() {
        assert_eq!(plan(&known(Some(7 * 24))).kind, SyncKind::Check);
        assert_eq!(plan(&known(Some(7 * 24 - 1))).kind, SyncKind::Delta);
        assert_eq!(plan(&Known { full_check_days: 0, ..known(Some(9999)) }).kind, SyncKind::Delta);
        assert_eq!(plan(&Known { full_check_days: 1, ..known(Some(24)) }).kind, SyncKind::Check);
        // What can change is read before what hardly ever does.
        let steps = actions(&known(Some(9999)));
        let at = |action| steps.iter().position(|one| *one == action).unwrap();
        assert!(at(Action::CheckCount) < at(Action::SweepInvoices));
    }

    #[test]
    fn a_full_one_reads_payments_again() {
        let plan = plan(&Known { full: true, ..known(Some(1)) });
        assert_eq!(plan.kind, SyncKind::Full);
        assert!(plan.steps.iter().any(|step| step.action == Action::ReadAllPayments));
    }

    #[test]
    fn an_open_sweep_goes_on_as_what_it_was() {
        for kind in [SyncKind::First, SyncKind::Check, SyncKind::Full] {
            let plan = plan(&Known { open_sweep: open(kind), ..known(None) });
            assert_eq!((plan.kind, plan.continues), (kind, open(kind)));
        }
    }

    #[test]
    fn what_is_asked_for_in_full_goes_on_from_its_like_only() {
        let full = |kind| plan(&Known { open_sweep: open(kind), full: true, ..known(Some(1)) }).continues;
        assert_eq!(full(SyncKind::Check), None);
        assert_eq!(full(SyncKind::Full), open(SyncKind::Full));
    }
}
