//! Sync: what is held equals the server, at a bounded cost, whatever happens on the way.

use std::sync::atomic::{AtomicUsize, Ordering};

use billfold_sandbox::{AuthKind, Fault, FaultKind};
use testkit::{Cli, assert_equal, portal};

use crate::BILLFOLD;

#[test]
fn everything_is_held_at_a_bounded_cost() {
    let portal = portal(1500);
    let cli = Cli::connected(BILLFOLD, &portal);
    let run = cli.json(&["sync"]);
    assert_eq!(run["added"], 1500);
    assert_eq!(run["outcome"], "done");
    let requests = portal.requests();
    let with_payments =
        portal.with_portal(|p| p.invoices().iter().filter(|invoice| !invoice.payments.is_empty()).count());
    // Every page in both forms, the live lists, the index once more to compare, counts, customers.
    assert!(requests.len() <= 2 * 3 + 10 + 3 + with_payments + 12, "{} requests", requests.len());
    assert!(requests.iter().all(|r| matches!(r.auth, AuthKind::Basic) && !r.query.contains("access_token")));
    assert_equal(&cli, &portal);
}

#[test]
fn a_second_sync_changes_nothing_and_reads_no_payment_again() {
    let portal = portal(300);
    let cli = Cli::synced(BILLFOLD, &portal);
    portal.clear_requests();
    let run = cli.json(&["sync"]);
    let live = portal.with_portal(|p| p.invoices().iter().filter(|i| i.state.is_live()).count());
    assert_eq!((&run["added"], &run["changed"], &run["unchanged"]), (&0.into(), &0.into(), &live.into()));
    assert!(portal.requests().iter().all(|request| !request.path.contains("payment_transactions")));
    assert_equal(&cli, &portal);
}

#[test]
fn a_full_sync_reads_payments_again() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let first = cli.json(&["sync", "--full"]);
    let with_payments =
        portal.with_portal(|p| p.invoices().iter().filter(|invoice| !invoice.payments.is_empty()).count());
    assert_eq!(first["payments_read"], with_payments);
    assert_equal(&cli, &portal);
}

#[test]
fn faults_on_successive_requests_lose_nothing() {
    let portal = portal(700);
    let cli = Cli::connected(BILLFOLD, &portal);
    let kinds = [
        FaultKind::Status { status: 429, retry_after: Some(1) },
        FaultKind::Status { status: 503, retry_after: None },
        FaultKind::Status { status: 500, retry_after: None },
        FaultKind::Status { status: 502, retry_after: None },
        FaultKind::Reset,
        FaultKind::CutBody { fraction: 0.5 },
        FaultKind::Html,
        FaultKind::AnswerLost,
    ];
    for kind in kinds {
        portal.faults().push(Fault::from(kind).every(31));
    }
    let run = cli.json(&["sync"]);
    assert_eq!(run["outcome"], "done");
    portal.faults().clear();
    assert_equal(&cli, &portal);
}

#[test]
fn a_page_cut_anywhere_is_never_taken_for_whole() {
    let portal = portal(120);
    let cli = Cli::connected(BILLFOLD, &portal);
    for tenth in 1..10 {
        portal
            .faults()
            .push(Fault::from(FaultKind::CutBody { fraction: f64::from(tenth) / 10.0 }).on_path("invoices.xml"));
        let output = cli.call(&["sync", "--full"]);
        portal.faults().clear();
        assert_eq!(output.code, Some(0), "{}", output.stderr);
        assert_equal(&cli, &portal);
    }
}

#[test]
fn a_sync_after_one_that_ended_among_payments_looks_at_invoices_again() {
    let portal = portal(120);
    let cli = Cli::connected(BILLFOLD, &portal);
    portal.faults().push(Fault::status(400).on_path("payment_transactions").times(1));
    cli.fails(5, &["sync"]);
    portal.with_portal(|p| {
        let pending = p.invoices().iter().find(|i| i.state == billfold_sandbox::State::Open).expect("one").id;
        p.transition(pending, billfold_sandbox::State::Pending).expect("it is issued");
        let account = p.accounts().find(|a| !a.deleted).expect("a customer").id;
        let month = billfold_sandbox::portal::Month::parse("2026-11").expect("a month");
        p.create_invoice(account, month).expect("it is created");
    });
    cli.ok(&["sync"]);
    assert_equal(&cli, &portal);
}

#[test]
fn a_cache_is_not_deleted_under_a_running_sync() {
    let portal = portal(20);
    let cli = Cli::connected(BILLFOLD, &portal);
    portal.faults().push(Fault::from(FaultKind::Stall));
    let mut running = cli.start(&["sync"]);
    while portal.requests().is_empty() {
        std::thread::yield_now();
    }
    let words = cli.fails(1, &["disconnect", "Test", "--wipe"]);
    assert!(words.contains("running") && cli.cache().exists(), "{words}");
    running.kill().expect("it is killed");
    running.wait().expect("it ends");
}

#[test]
fn what_is_created_while_pages_are_read_is_not_lost() {
    let portal = portal(1100);
    let cli = Cli::connected(BILLFOLD, &portal);
    let created = AtomicUsize::new(0);
    portal.before_each_request(Box::new(move |portal, request| {
        if request.path.ends_with("/invoices.xml") && created.fetch_add(1, Ordering::SeqCst) < 5 {
            let account = portal.accounts().next().expect("a customer").id;
            let month = billfold_sandbox::portal::Month::parse("2026-11").expect("a month");
            portal.create_invoice(account, month).expect("it is created");
        }
    }));
    cli.ok(&["sync"]);
    portal.clear_hook();
    assert_equal(&cli, &portal);
}

#[test]
fn an_invoice_that_changes_between_its_xml_and_its_json_is_read_again() {
    let portal = portal(200);
    let cli = Cli::connected(BILLFOLD, &portal);
    let target = portal.with_portal(|p| {
        let unpaid = p.invoices().iter().find(|invoice| invoice.state == billfold_sandbox::State::Unpaid);
        unpaid.expect("an unpaid invoice").id
    });
    let mut is_paid = false;
    portal.before_each_request(Box::new(move |portal, request| {
        // On a page of the whole list, where it stays whatever becomes of it.
        if request.path.ends_with("/invoices.json") && !request.query.contains("state=") && !is_paid {
            is_paid = true;
            portal.transition(target, billfold_sandbox::State::Paid).expect("it is paid");
        }
    }));
    cli.ok(&["sync"]);
    portal.clear_hook();
    assert_equal(&cli, &portal);
}

#[test]
fn a_server_that_takes_small_pages_only_is_believed() {
    // 20 is what the server falls back to when it does not take the size it is asked for.
    let portal = portal(130);
    let cli = Cli::connected(BILLFOLD, &portal);
    portal.with_portal(|p| p.switches.largest_page = Some(20));
    cli.ok(&["sync"]);
    assert_equal(&cli, &portal);
}

#[test]
fn a_deleted_customer_keeps_the_last_known_name() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (account, name) = portal.with_portal(|p| {
        let account = p
            .accounts()
            .filter(|a| !a.deleted)
            .find(|a| p.invoices().iter().any(|i| i.account_id == a.id))
            .expect("one");
        (account.id, account.org_name.to_string())
    });
    portal.with_portal(|p| p.delete_customer(account).expect("it is deleted"));
    cli.ok(&["sync", "--full"]);
    let exported = cli.exported();
    let of_account: Vec<_> =
        exported.as_array().expect("a list").iter().filter(|i| i["buyer"]["id"] == account).collect();
    assert!(!of_account.is_empty());
    for invoice in of_account {
        assert_eq!(invoice["buyer"]["status"], "deleted");
        assert_eq!(invoice["buyer"]["org_name"], name);
    }
}

#[test]
fn an_early_end_says_at_what_and_keeps_what_was_read() {
    let portal = portal(1200);
    let cli = Cli::connected(BILLFOLD, &portal);
    portal.faults().push(Fault::status(503).on_path("invoices.xml").after(8).times(1000));
    let words = cli.fails(5, &["sync"]);
    assert!(words.contains("ended early") && words.contains("503"), "{words}");
    let status = cli.json(&["status"]);
    assert_eq!(status["last_run"]["outcome"], "failed");
    assert_eq!(status["synced_at"], serde_json::Value::Null);
    assert!(status["invoices"].as_u64().expect("a number") >= 500);
    portal.faults().clear();
    cli.ok(&["sync"]);
    assert_equal(&cli, &portal);
}

#[test]
fn offline_from_the_start_is_told_as_that() {
    let portal = portal(20);
    let cli = Cli::synced(BILLFOLD, &portal);
    portal.faults().set_offline(true);
    let words = cli.fails(3, &["sync"]);
    assert!(words.contains("127.0.0.1"), "{words}");
    assert_eq!(cli.json(&["list"]).as_array().expect("a list").len(), 20, "what is held stays usable");
}

#[test]
fn only_one_sync_at_a_time() {
    let portal = portal(20);
    let cli = Cli::connected(BILLFOLD, &portal);
    portal.faults().push(Fault::from(FaultKind::Stall));
    let mut first = cli.start(&["sync"]);
    while portal.requests().is_empty() {
        std::thread::yield_now();
    }
    let words = cli.fails(1, &["sync"]);
    assert!(words.contains("another sync"), "{words}");
    first.kill().expect("it is killed");
    first.wait().expect("it ends");
    portal.faults().clear();
    cli.ok(&["sync"]);
    assert_equal(&cli, &portal);
}

#[test]
fn without_account_management_everything_but_codes_is_read() {
    let portal = portal(80);
    let cli = Cli::connected(BILLFOLD, &portal).with_token(portal.finance_only_token());
    cli.ok(&["sync"]);
    assert_equal(&cli, &portal);
    let status = cli.json(&["status"]);
    let missing = status["printed_without"].to_string();
    assert!(missing.contains("VAT code") && missing.contains("correct permissions"), "{missing}");
}
