//! Everything at once: a portal that changes between any two requests, faults on successive ones, and a program
//! that is killed. In the end nothing is lost, doubled or wrong.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, AtomicUsize, Ordering},
    },
};

use billfold_sandbox::{Fault, FaultKind, Hook, Sandbox};
use proptest::prelude::*;
use testkit::{Cli, Event, assert_equal_but_for_deleted, differences_but_for_deleted, portal};

use crate::BILLFOLD;

#[track_caller]
fn assert_sound(cli: &Cli) {
    let check: String = rusqlite::Connection::open(cli.cache())
        .and_then(|cache| cache.query_row("PRAGMA integrity_check", [], |row| row.get(0)))
        .expect("the check runs");
    assert_eq!(check, "ok");
}

/// Ends a process before it gets the answer to its `at`-th request.
fn kill_at(portal: &Sandbox, at: usize) -> Arc<AtomicU32> {
    let process = Arc::new(AtomicU32::new(0));
    let (seen, victim) = (AtomicUsize::new(0), Arc::clone(&process));
    portal.before_each_request(Box::new(move |_, _| {
        if seen.fetch_add(1, Ordering::SeqCst) + 1 == at {
            while victim.load(Ordering::SeqCst) == 0 {
                std::thread::yield_now();
            }
            let _ =
                std::process::Command::new("kill").args(["-9", &victim.load(Ordering::SeqCst).to_string()]).status();
        }
    }));
    process
}

#[test]
fn killed_at_any_request_it_goes_on_from_there() {
    let portal = portal(2600);
    let cli = Cli::connected(BILLFOLD, &portal);
    // These fall before the first answer, among live lists, among pages, and among payments.
    for at in [1, 8, 17, 30] {
        let process = kill_at(&portal, at);
        let mut child = cli.start(&["sync"]);
        process.store(child.id(), Ordering::SeqCst);
        let status = child.wait().expect("it ends");
        portal.clear_hook();
        assert!(!status.success(), "it was to be killed at request {at}");
    }
    let status = cli.ok(&["status"]);
    assert!(status.contains("was interrupted while reading"), "{status}");
    let held = cli.json(&["status"])["invoices"].as_u64().expect("a number");
    assert!(held > 0, "pages read before the kill are kept");
    let run = cli.json(&["sync"]);
    assert_eq!(run["added"].as_u64(), Some(2600 - held), "it does not begin anew: {run}");
    assert_equal_but_for_deleted(&cli, &portal);
    assert_sound(&cli);
}

#[test]
fn faults_kills_and_changes_together_lose_double_and_invent_nothing() {
    let portal = portal(2600);
    let cli = Cli::connected(BILLFOLD, &portal);
    let kinds = [
        FaultKind::Status { status: 429, retry_after: Some(1) },
        FaultKind::Status { status: 503, retry_after: None },
        FaultKind::Status { status: 500, retry_after: None },
        FaultKind::Reset,
        FaultKind::CutBody { fraction: 0.5 },
        FaultKind::Html,
    ];
    for (at, kind) in kinds.into_iter().enumerate() {
        portal.faults().push(Fault::from(kind).every(13 + at as u32 * 4));
    }
    for (round, at) in [7, 19, 33].into_iter().enumerate() {
        let process = kill_at(&portal, at);
        let mut child = cli.start(&["sync"]);
        process.store(child.id(), Ordering::SeqCst);
        child.wait().expect("it ends");
        portal.clear_hook();
        portal.with_portal(|p| {
            for (number, event) in Event::SEEN_BY_A_DELTA.into_iter().enumerate() {
                event.happen(p, round * 101 + number);
            }
        });
    }
    let events = Mutex::new(0);
    portal.before_each_request(Box::new(move |portal, request| {
        let mut count = events.lock().expect("a lock");
        if request.path.contains("/invoices") && *count < 60 {
            *count += 1;
            Event::SEEN_BY_A_DELTA[*count % Event::SEEN_BY_A_DELTA.len()].happen(portal, *count * 13);
        }
    }));
    cli.ok(&["sync"]);
    portal.clear_hook();
    portal.faults().clear();
    cli.ok(&["sync"]);
    assert_equal_but_for_deleted(&cli, &portal);
    assert_sound(&cli);
    cli.ok(&["verify"]);
}

/// What happens before which request.
#[derive(Clone, Debug)]
struct Turn {
    request: usize,
    event: Event,
    pick: usize,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = (0..40_usize, prop::sample::select(&Event::SEEN_BY_A_DELTA[..]), 0..1000_usize)
        .prop_map(|(request, event, pick)| Turn { request, event, pick });
    prop::collection::vec(turn, 1..25)
}

/// Lets each turn happen before its request, counted from now on.
fn hook(turns: Vec<Turn>) -> Hook {
    let mut request = 0;
    Box::new(move |portal, _| {
        for turn in turns.iter().filter(|turn| turn.request == request) {
            turn.event.happen(portal, turn.pick);
        }
        request += 1;
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Pages of 20 make many of them out of few invoices, so that every list shifts while it is read.
    #[test]
    fn changes_between_any_two_requests_lose_and_double_nothing(first in turns(), second in turns()) {
        let portal = portal(150);
        portal.with_portal(|p| p.switches.largest_page = Some(20));
        let cli = Cli::connected(BILLFOLD, &portal);
        portal.before_each_request(hook(first));
        cli.ok(&["sync"]);
        portal.before_each_request(hook(second));
        cli.ok(&["sync"]);
        portal.clear_hook();
        // Whatever moved under a delta, the ids are already complete.
        let held: BTreeSet<u64> = ids(&cli.json(&["list"]));
        let server: BTreeSet<u64> = portal.with_portal(|p| p.invoices().iter().map(|invoice| invoice.id).collect());
        let unread = server.difference(&held).count();
        prop_assert!(held.is_subset(&server) && unread <= 25, "{unread} are not held");
        cli.ok(&["sync"]);
        let truth = portal.with_portal(|p| p.truth_json());
        let found = differences_but_for_deleted(&cli.exported(), &truth);
        prop_assert!(found.is_empty(), "{found:#?}");
    }
}

fn ids(list: &serde_json::Value) -> BTreeSet<u64> {
    list.as_array().expect("a list").iter().map(|invoice| invoice["id"].as_u64().expect("an id")).collect()
}
