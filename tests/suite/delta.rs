//! A delta: what it finds, what it costs, and what it leaves to a check.

use billfold_sandbox::{Sandbox, State};
use testkit::{Cli, Event, assert_equal_but_for_deleted, differences, portal};

use crate::BILLFOLD;

/// The requests of one sync, which must be a delta.
#[track_caller]
fn delta(cli: &Cli, portal: &Sandbox) -> usize {
    portal.clear_requests();
    let run = cli.json(&["sync"]);
    assert_eq!((&run["kind"], &run["outcome"]), (&"delta".into(), &"done".into()));
    portal.requests().len()
}

#[test]
fn fifty_changes_of_every_kind_among_thousands_are_found_at_a_bounded_cost() {
    let portal = portal(6000);
    let cli = Cli::synced(BILLFOLD, &portal);
    let happened = portal.with_portal(|p| {
        let mut events = Event::SEEN_BY_A_DELTA.iter().cycle().enumerate();
        events.by_ref().filter(|(at, event)| event.happen(p, at * 7919)).take(50).count()
    });
    assert_eq!(happened, 50);
    let requests = delta(&cli, &portal);
    assert_equal_but_for_deleted(&cli, &portal);
    assert!(requests <= 120, "{requests} requests");
}

#[test]
fn each_kind_of_change_is_found_by_itself() {
    let portal = portal(400);
    let cli = Cli::synced(BILLFOLD, &portal);
    for (at, event) in Event::SEEN_BY_A_DELTA.into_iter().enumerate() {
        assert!(portal.with_portal(|p| event.happen(p, 31 + at)), "{event:?}");
        delta(&cli, &portal);
        let found = differences(&cli.exported(), &portal.with_portal(|p| p.truth_json()));
        let found: Vec<_> = found.iter().filter(|difference| !difference.contains(".buyer.")).collect();
        assert!(found.is_empty(), "{event:?}: {found:#?}");
        assert_equal_but_for_deleted(&cli, &portal);
    }
}

#[test]
fn nothing_new_costs_the_same_however_long_the_past_is() {
    let [few, many] = [1_000, 12_000].map(|invoices| {
        let portal = portal(invoices);
        let cli = Cli::synced(BILLFOLD, &portal);
        let requests = delta(&cli, &portal);
        let run = cli.json(&["sync"]);
        assert_eq!((&run["added"], &run["changed"]), (&0.into(), &0.into()));
        requests
    });
    assert!(few <= 12 && many <= 25, "{few} requests, {many} requests");
}

#[test]
fn an_invoice_born_and_paid_between_two_syncs_is_found() {
    let portal = portal(300);
    let cli = Cli::synced(BILLFOLD, &portal);
    portal.with_portal(|p| {
        assert!(Event::Created.happen(p, 3));
        let id = p.invoices().last().expect("one").id;
        p.transition(id, State::Pending).and_then(|()| p.transition(id, State::Paid)).expect("it is paid");
    });
    delta(&cli, &portal);
    assert_equal_but_for_deleted(&cli, &portal);
}

#[test]
fn what_a_delta_cannot_see_a_check_finds() {
    let portal = portal(300);
    let cli = Cli::synced(BILLFOLD, &portal);
    let old = portal.with_portal(|p| {
        let old = p.invoices().iter().find(|i| i.state == State::Paid).expect("one").id;
        p.set_number(old, "2026-99999999").expect("the server does not refuse");
        old.to_string()
    });
    delta(&cli, &portal);
    assert_ne!(cli.json(&["show", &old])["friendly_id"], "2026-99999999");
    let run = cli.json(&["sync", "--full"]);
    assert_eq!((&run["kind"], &run["changed"]), (&"full".into(), &1.into()));
    assert_equal_but_for_deleted(&cli, &portal);
}

#[test]
fn a_check_is_made_when_it_is_due() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let kind = |cli: &Cli| cli.json(&["sync"])["kind"].as_str().expect("a word").to_owned();
    assert_eq!(kind(&cli), "delta");
    let later = cli.at("2026-11-22T12:00:00Z");
    assert_eq!(kind(&later), "check");
    assert_eq!(kind(&later), "delta");
    later.ok(&["settings", "set", "full_check_days=0"]);
    let much_later = later.at("2027-11-22T12:00:00Z");
    assert_eq!(kind(&much_later), "delta");
}

#[test]
fn a_count_that_differs_makes_a_delta_a_check() {
    let portal = portal(300);
    let cli = Cli::synced(BILLFOLD, &portal);
    // Somebody deleted an old invoice in the portal's own database, which its API cannot.
    portal.with_portal(|p| {
        let old = p.invoices().iter().position(|i| i.state == State::Paid).expect("one");
        p.remove_invoice(p.invoices()[old].id).expect("it is there");
    });
    let run = cli.json(&["sync"]);
    assert_eq!((&run["kind"], &run["missing"]), (&"check".into(), &1.into()));
    // Known by now, it does not make every delta a check; and nothing is deleted here.
    assert_eq!(cli.json(&["sync"])["kind"], "delta");
    assert_eq!(cli.json(&["status"])["invoices"], 300);
    assert!(cli.fails(5, &["verify"]).contains("not what the server has"));
}
