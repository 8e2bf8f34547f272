//! The numbers here against the server's.

use billfold_sandbox::{Fault, State};
use testkit::{Cli, Event, portal};

use crate::BILLFOLD;

#[test]
fn a_full_sync_ends_with_a_proof() {
    let portal = portal(700);
    let cli = Cli::synced(BILLFOLD, &portal);
    let proof = &cli.json(&["status"])["verification"];
    let number = |name: &str| proof[name].as_u64().expect("a number");
    assert_eq!((number("held"), number("server"), number("verified"), number("recomputed")), (700, 700, 700, 700));
    assert_eq!((&proof["ok"], &proof["findings_count"]), (&true.into(), &0.into()));
    let sums = proof["sums"].as_array().expect("a list");
    assert!(sums.len() > 5);
    for sum in sums {
        let here: Vec<_> = portal.with_portal(|p| {
            let of_state = p.invoices().iter().filter(|i| i.state.as_str() == sum["state"]);
            let of_both =
                of_state.filter(|i| p.currency(i).map(|c| c.to_string()).as_deref() == sum["currency"].as_str());
            of_both.map(|i| i.totals().cost).collect()
        });
        let cost: rust_decimal::Decimal = sum["server_cost"].as_str().expect("an amount").parse().expect("an amount");
        assert_eq!((sum["server_count"].as_u64(), cost), (Some(here.len() as u64), here.iter().sum()), "{sum}");
        assert_eq!(sum["held_cost"], sum["server_cost"]);
    }
}

#[test]
fn verifying_prints_the_numbers_and_changes_nothing() {
    let portal = portal(80);
    let cli = Cli::synced(BILLFOLD, &portal);
    portal.clear_requests();
    assert!(cli.ok(&["sync", "--full"]).contains("Verified 80 of 80"), "a full sync says so itself");
    portal.clear_requests();
    let words = cli.ok(&["verify"]);
    assert!(words.contains("80 of 80 verified") && words.contains("paid"), "{words}");
    assert!(portal.requests().len() <= 4);
    assert_eq!(cli.json(&["verify"])["ok"], true);
}

#[test]
fn what_is_off_is_named() {
    let portal = portal(80);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (paid, new) = portal.with_portal(|p| {
        let pending = p.invoices().iter().find(|i| i.state == State::Pending).expect("one").id;
        p.advance(jiff::SignedDuration::from_secs(1));
        p.transition(pending, State::Paid).expect("it is paid");
        assert!(Event::Created.happen(p, 0));
        (pending, p.invoices().last().expect("one").id)
    });
    let output = cli.call(&["verify"]);
    assert_eq!(output.code, Some(5));
    assert!(
        output.stdout.contains(&format!("Invoice {paid} is pending here and paid at the server")),
        "{}",
        output.stdout
    );
    assert!(output.stdout.contains(&format!("Invoice {new} is at the server and is not held here")));
    assert!(output.stdout.contains("79 of 81 verified") || output.stdout.contains("79 of 81"), "{}", output.stdout);
    let report: serde_json::Value = serde_json::from_str(&cli.call(&["verify", "--json"]).stdout).expect("JSON");
    assert_eq!((&report["ok"], &report["server"]), (&false.into(), &81.into()));
    assert_eq!(cli.json(&["status"])["verification"]["ok"], false);
    cli.ok(&["sync"]);
    cli.ok(&["verify"]);
}

#[test]
fn damage_in_the_cache_is_found() {
    let portal = portal(80);
    let cli = Cli::synced(BILLFOLD, &portal);
    let cache = rusqlite::Connection::open(cli.cache()).expect("the cache");
    let item: (i64, i64) = cache
        .query_row("SELECT place / 1000000, place FROM line_items WHERE cost <> '0.0' LIMIT 1", [], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .expect("one");
    cache.execute("UPDATE line_items SET cost = '77777.0' WHERE place = ?2", item).expect("it is changed");
    cache
        .execute("UPDATE invoices SET cost = '1.23', cost_cents = 123 WHERE id = (SELECT MAX(id) FROM invoices)", [])
        .expect("changed");
    let output = cli.call(&["verify"]);
    assert_eq!(output.code, Some(5));
    assert!(output.stdout.contains(&format!("Invoice {} costs", item.0)), "{}", output.stdout);
    assert!(output.stdout.contains("costs 1.23 here and"), "{}", output.stdout);
    assert!(output.stdout.contains("differs"));
}

#[test]
fn what_changes_during_a_check_is_read_again_before_it_is_compared() {
    let portal = portal(300);
    let cli = Cli::connected(BILLFOLD, &portal);
    let mut pages = 0;
    portal.before_each_request(Box::new(move |portal, request| {
        // In the middle of the comparison: its index comes after all payments.
        if request.path.ends_with("/invoices.json") {
            pages += 1;
            if pages > 6 {
                assert!(Event::PaidByHand.happen(portal, pages) && Event::Created.happen(portal, pages));
            }
        }
    }));
    cli.ok(&["sync"]);
    portal.clear_hook();
    let proof = cli.json(&["status"])["verification"].clone();
    assert_eq!((&proof["ok"], &proof["held"]), (&true.into(), &proof["server"]), "{proof}");
}

#[test]
fn a_portal_that_cannot_be_read_is_no_mismatch() {
    let portal = portal(20);
    let cli = Cli::synced(BILLFOLD, &portal);
    portal.faults().set_offline(true);
    cli.fails(3, &["verify"]);
    portal.faults().set_offline(false);
    portal.faults().push(Fault::status(403).on_path("invoices"));
    cli.fails(4, &["verify"]);
    assert_eq!(cli.json(&["status"])["verification"]["ok"], true, "the last proof stays");
}
