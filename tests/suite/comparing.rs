//! Invoices against the server's own PDFs, from the command line and as the window asks.

use std::fs;

use billfold_core::api::{ErrorCode, Reply};
use billfold_sandbox::{
    Sandbox, State,
    portal::{NewLineItem, StorageFault},
};
use serde_json::{Value, json};
use testkit::{Cli, Output, Window, portal};

use crate::BILLFOLD;

/// An issued invoice of a customer that still exists; the `pick`-th.
fn issued(portal: &Sandbox, pick: usize) -> u64 {
    portal.with_portal(|p| {
        let fits = |i: &&billfold_sandbox::portal::Invoice| {
            matches!(i.state, State::Pending | State::Paid) && p.account(i.account_id).is_some()
        };
        p.invoices().iter().filter(fits).nth(pick).expect("one").id
    })
}

fn not_issued(portal: &Sandbox) -> u64 {
    portal.with_portal(|p| p.invoices().iter().find(|i| i.state == State::Open).expect("one").id)
}

/// What Billfold prints now becomes what the server made then.
fn store_ours(portal: &Sandbox, cli: &Cli, ids: &[&str]) {
    let folder = cli.path("theirs");
    let out = ["--out", folder.to_str().expect("a path")];
    for pdf in cli.json(&[&["pdf"], ids, &out].concat()).as_array().expect("a list") {
        let bytes = fs::read(pdf["path"].as_str().expect("a path")).expect("it is there");
        portal.with_portal(|p| p.set_stored_pdf(pdf["id"].as_u64().expect("an id"), bytes));
    }
}

fn json_of(output: &Output) -> Value {
    serde_json::from_str(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn places(comparison: &Value) -> Vec<&str> {
    comparison["differences"].as_array().expect("a list").iter().map(|d| d["place"].as_str().expect("words")).collect()
}

#[test]
fn the_same_says_so_and_the_token_stays_with_the_portal() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    store_ours(&portal, &cli, &["--all"]);
    let id = issued(&portal, 0).to_string();
    let told = cli.ok(&["pdf", &id, "--compare"]);
    assert!(told.contains("same (") && told.contains("1 the same, 0 with differences"), "{told}");
    let compared = cli.json(&["pdf", &id, "--compare"]);
    let comparison = &compared[0]["comparison"];
    assert_eq!((&comparison["same"], &comparison["outdated"]), (&json!(true), &json!(false)));
    assert!(comparison["words"].as_u64() > Some(50) && comparison["pages_here"] == comparison["pages_there"]);
    assert_eq!((&compared[0]["id"].to_string(), &compared[0]["error"]), (&id, &Value::Null));
    let seen = portal.storage_requests();
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|request| !request.authorization && !request.token_parameter), "{seen:?}");
}

#[test]
fn what_was_changed_since_is_told_with_its_place_and_how_it_may_have_come() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    cli.ok(&["profile", "set", "footnote=Thank you for your business"]);
    let (id, other) = (issued(&portal, 0), issued(&portal, 1));
    store_ours(&portal, &cli, &[&id.to_string(), &other.to_string()]);
    cli.ok(&["profile", "set", "footnote="]);
    portal.with_portal(|p| {
        let account = p.invoice(id).expect("it is there").account_id;
        p.rename_customer(account, "Momcorp Robots").expect("a customer");
        p.advance(jiff::SignedDuration::from_secs(60));
        let now = p.now();
        let invoice = p.invoice_mut(id).expect("it is there");
        invoice.line_items[0].cost += rust_decimal::Decimal::ONE;
        invoice.updated_at = now;
    });
    cli.ok(&["sync", "--full"]);
    let output = cli.call(&["pdf", &id.to_string(), "--compare"]);
    assert_eq!(output.code, Some(1), "{output:?}");
    for words in [
        "the customer's Name: here “Momcorp Robots”, at the server “",
        "may have been renamed",
        "Line item 1, Cost (an amount): here “",
        "AMOUNT DUE (an amount): here “",
        "the footnote: here nothing, at the server “Thank you for your business”",
        "billfold profile set footnote=",
        "0 the same, 1 with differences",
    ] {
        assert!(output.stdout.contains(words), "no “{words}” in {}", output.stdout);
    }
    let compared = cli.call(&["pdf", &id.to_string(), "--compare", "--json"]);
    assert_eq!(compared.code, Some(1));
    let comparison = &json_of(&compared)[0]["comparison"];
    let amounts = comparison["differences"].as_array().expect("a list").iter().filter(|d| d["is_amount"] == true);
    assert!(amounts.count() >= 3, "{comparison:#}");
    assert_eq!(places(comparison)[0], "the customer's Name");
    // The other one only lacks the footnote, and says the customer's new name if it is the same customer.
    let compared = cli.call(&["pdf", &other.to_string(), "--compare", "--json"]);
    let comparison = json_of(&compared)[0]["comparison"].clone();
    assert!(places(&comparison).contains(&"the footnote") && !places(&comparison).contains(&"AMOUNT DUE"));
}

#[test]
fn a_line_that_was_added_behind_the_servers_back_is_told_as_a_row() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = not_issued(&portal);
    portal.with_portal(|p| p.transition(id, State::Pending)).expect("it is issued");
    cli.ok(&["sync"]);
    store_ours(&portal, &cli, &[&id.to_string()]);
    let count = portal.with_portal(|p| {
        let item = NewLineItem::by_hand("Gratis", "12.5".parse().expect("a number"));
        let mut copy = p.clone();
        copy.invoice_mut(id).expect("it is there").state = State::Open;
        copy.add_line_item(id, item).expect("added");
        let items = copy.invoice(id).expect("it is there").line_items.clone();
        p.advance(jiff::SignedDuration::from_secs(60));
        let now = p.now();
        let invoice = p.invoice_mut(id).expect("it is there");
        (invoice.line_items, invoice.updated_at) = (items, now);
        invoice.line_items.len()
    });
    cli.ok(&["sync", "--full"]);
    let output = cli.call(&["pdf", &id.to_string(), "--compare", "--json"]);
    assert_eq!(output.code, Some(1));
    let comparison = &json_of(&output)[0]["comparison"];
    let row = comparison["differences"].as_array().expect("a list").iter().find(|d| d["here"] == "Gratis 1 12.5");
    let row = row.unwrap_or_else(|| panic!("{comparison:#}"));
    assert_eq!((&row["place"], &row["there"]), (&json!(format!("Line item {count}")), &Value::Null));
}

#[test]
fn invoices_without_a_pdf_are_told_and_only_fail_when_they_were_named() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    store_ours(&portal, &cli, &["--all"]);
    let output = cli.call(&["pdf", "--all", "--compare"]);
    assert_eq!(output.code, Some(0), "{output:?}");
    assert!(output.stdout.contains("not issued yet, without a PDF at the server"), "{}", output.stdout);
    let id = not_issued(&portal).to_string();
    let output = cli.call(&["pdf", &id, "--compare", "--json"]);
    assert_eq!(output.code, Some(1), "{output:?}");
    let error = &json_of(&output)[0]["error"];
    assert_eq!(error["message"], "the server has no PDF of this invoice; it makes one when it is issued");
    assert_eq!(json_of(&output)[0]["comparison"], Value::Null);
    assert_eq!(cli.call(&["pdf", "--state", "open", "--compare"]).code, Some(0));
    let both = [id.as_str(), &issued(&portal, 0).to_string()].map(str::to_owned);
    assert_eq!(cli.call(&["pdf", &both[0], &both[1], "--compare"]).code, Some(5), "one of the two could not be");
    let words = cli.fails(1, &["pdf", "123456789", "--compare"]);
    assert!(words.contains("123456789"), "{words}");
    cli.fails(2, &["pdf", "--compare"]);
}

#[test]
fn files_that_are_written_carry_their_comparison() {
    let portal = portal(40);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = issued(&portal, 0).to_string();
    store_ours(&portal, &cli, &[&id]);
    let folder = cli.path("pdf");
    let out = folder.to_str().expect("a path");
    let written = cli.json(&["pdf", &id, "--out", out, "--compare"]);
    assert!(fs::read(written[0]["path"].as_str().expect("a path")).expect("it is there").starts_with(b"%PDF-"));
    assert_eq!((&written[0]["comparison"]["same"], &written[0]["error"]), (&json!(true), &Value::Null));
    assert_eq!(written[0]["sha256"].as_str().map(str::len), Some(64));
    let plain = cli.json(&["pdf", &id, "--out", out]);
    assert_eq!(plain[0].get("comparison"), None, "nobody asked for it");
    let told = cli.ok(&["pdf", &id, "--merge", cli.path("all.pdf").to_str().expect("a path"), "--compare"]);
    assert!(told.contains("all.pdf") && told.contains("same ("), "{told}");
}

#[test]
fn each_way_to_fail_is_told_and_keeps_nothing() {
    let portal = portal(40);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = issued(&portal, 0).to_string();
    let endless = format!("{}/elsewhere", portal.storage_url());
    let loops = portal.with_portal(|p| p.invoice(id.parse().expect("an id")).expect("it is there").friendly_id.clone());
    for (fault, code, words) in [
        (StorageFault::Status(404), 1, "where the portal keeps its PDFs, answers with 404"),
        (StorageFault::Status(403), 1, "answers with 403"),
        (StorageFault::Status(500), 1, "answers with 500"),
        (StorageFault::NotPdf, 1, "it is no PDF"),
        (StorageFault::Cut, 3, "was cut before the answer was complete"),
        (StorageFault::Elsewhere(endless), 1, "answers with 404"),
        (StorageFault::Elsewhere("http://127.0.0.1:1/nothing".to_owned()), 3, "127.0.0.1:1 cannot be reached"),
        (StorageFault::Hops(50), 1, "sends us on and on"),
    ] {
        portal.with_portal(|p| p.storage_fault = Some(fault.clone()));
        let output = cli.call(&["pdf", &id, "--compare"]);
        assert_eq!(output.code, Some(code), "{fault:?}: {output:?}");
        assert!(output.stdout.contains(words) && output.stdout.contains(&loops), "{fault:?}: {}", output.stdout);
        assert!(!output.stdout.contains("X-Amz"), "the signed address is a secret: {}", output.stdout);
    }
    portal.with_portal(|p| {
        p.storage_fault = None;
        p.set_stored_pdf(id.parse().expect("an id"), b"%PDF-1.4\nnot really".to_vec());
    });
    let output = cli.call(&["pdf", &id, "--compare"]);
    assert_eq!(output.code, Some(1));
    assert!(output.stdout.contains("it cannot be read as a PDF"), "{}", output.stdout);
    portal.with_portal(|p| {
        p.set_stored_pdf(id.parse().expect("an id"), [b"%PDF-1.4\n".as_slice(), &[b' '; 21 << 20]].concat())
    });
    let output = cli.call(&["pdf", &id, "--compare"]);
    assert!(output.code == Some(1) && output.stdout.contains("larger than"), "{output:?}");
    let kept: i64 = rusqlite::Connection::open(cli.cache())
        .and_then(|cache| cache.query_row("SELECT COUNT(*) FROM server_pdfs", [], |row| row.get(0)))
        .expect("the cache");
    assert_eq!(kept, 0);
}

#[test]
fn offline_and_refused_have_their_exit_codes_and_end_it() {
    let portal = portal(40);
    let cli = Cli::synced(BILLFOLD, &portal);
    store_ours(&portal, &cli, &["--all"]);
    portal.clear_requests();
    portal.with_portal(|p| p.switches.tokens_expired = true);
    let output = cli.call(&["pdf", "--all", "--compare", "--json"]);
    assert_eq!(output.code, Some(4), "{output:?}");
    assert_eq!(portal.requests().len(), 1, "nobody asks on and on with a token that is refused");
    assert_eq!(json_of(&output)[0]["error"]["code"], "refused");
    portal.with_portal(|p| p.switches.tokens_expired = false);
    // Some were compared before the token was refused.
    let mut asked = 0;
    portal.before_each_request(Box::new(move |portal, _| {
        asked += 1;
        portal.switches.tokens_expired = asked > 12;
    }));
    let output = cli.call(&["pdf", "--all", "--compare", "--json"]);
    portal.clear_hook();
    assert_eq!(output.code, Some(5), "{output:?}");
    assert!(json_of(&output).as_array().expect("a list").iter().any(|one| one["comparison"]["same"] == true));
    drop(portal);
    assert_eq!(cli.call(&["pdf", "--all", "--compare"]).code, Some(3));
    assert_eq!(cli.without_token().call(&["pdf", "--all", "--compare"]).code, Some(3));
}

#[test]
fn a_passing_failure_is_asked_again() {
    let portal = portal(40);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = issued(&portal, 0).to_string();
    store_ours(&portal, &cli, &[&id]);
    portal.faults().push(billfold_sandbox::Fault::status(503).on_path(".pdf").times(2));
    cli.ok(&["pdf", &id, "--compare"]);
    portal.with_portal(|p| p.storage_fault = Some(StorageFault::Hops(3)));
    cli.ok(&["pdf", &id, "--compare"]);
    assert!(portal.storage_requests().iter().all(|request| !request.authorization && !request.token_parameter));
}

#[test]
fn the_window_sees_what_was_kept_and_when_it_may_not_hold_any_more() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    let id = issued(&portal, 0);
    let invoice = json!({ "connection": "Test", "id": id });
    assert_eq!(window.json("pdf_comparison", invoice.clone()), Value::Null);
    assert_eq!(window.call("server_pdf", invoice.clone()).expect_err("none is held").code, ErrorCode::NotFound);

    let made = window.json("compare_pdf", invoice.clone());
    assert_eq!(made["same"], true, "the sandbox's words are a second opinion: {made}");
    assert_eq!(window.json("pdf_comparison", invoice.clone()), made);
    let Reply::Bytes(held) = window.call("server_pdf", invoice.clone()).expect("it is held") else {
        panic!("no bytes")
    };
    assert!(held.starts_with(b"%PDF-"));
    drop(window.call("server_pdf", invoice.clone()));

    portal.with_portal(|p| {
        p.advance(jiff::SignedDuration::from_secs(60));
        let now = p.now();
        let invoice = p.invoice_mut(id).expect("it is there");
        invoice.line_items[0].cost += rust_decimal::Decimal::ONE;
        invoice.updated_at = now;
    });
    window.json("sync", json!({ "connection": "Test", "full": true }));
    let later = window.json("pdf_comparison", invoice.clone());
    assert_eq!((&later["outdated"], &later["sha256"]), (&json!(true), &made["sha256"]));
    assert_eq!(window.json("compare_pdf", invoice.clone())["outdated"], false);
    assert_eq!(window.json("pdf_comparison", invoice)["outdated"], false);
    let unknown = json!({ "connection": "Test", "id": 1 });
    for command in ["pdf_comparison", "compare_pdf"] {
        assert_eq!(window.call(command, unknown.clone()).expect_err("it is not held").code, ErrorCode::NotFound);
    }
    let open = json!({ "connection": "Test", "id": not_issued(&portal) });
    let error = window.call("compare_pdf", open).expect_err("there is none");
    assert!(error.code == ErrorCode::NotFound && error.message.contains("when it is issued"), "{error:?}");
}

#[test]
fn what_is_printed_otherwise_makes_a_comparison_outdated() {
    let portal = portal(40);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = issued(&portal, 0);
    store_ours(&portal, &cli, &[&id.to_string()]);
    cli.ok(&["pdf", &id.to_string(), "--compare"]);
    cli.ok(&["profile", "set", "footnote=New"]);
    let output = cli.call(&["pdf", &id.to_string(), "--compare", "--json"]);
    assert_eq!((output.code, places(&json_of(&output)[0]["comparison"])), (Some(1), vec!["the footnote"]));
}

#[test]
fn requests_keep_to_the_limit_that_is_set() {
    let portal = portal(40);
    let cli = Cli::synced(BILLFOLD, &portal);
    store_ours(&portal, &cli, &["--all"]);
    cli.ok(&["pdf", "--all", "--compare"]);
    assert!(portal.most_at_once() <= 2, "{}", portal.most_at_once());
}

#[test]
fn the_sandbox_s_own_words_are_a_second_opinion() {
    let portal = portal(150);
    let cli = Cli::synced(BILLFOLD, &portal);
    let compared = cli.call(&["pdf", "--all", "--compare", "--json"]);
    let compared: serde_json::Value = serde_json::from_str(&compared.stdout).expect("JSON");
    let compared = compared.as_array().expect("a list");
    let with = |one: &&serde_json::Value| one["comparison"].is_object();
    assert!(compared.iter().filter(with).count() > 100);
    // Where the pages turn, it only estimates.
    for difference in
        compared.iter().flat_map(|one| one["comparison"]["differences"].as_array().cloned().unwrap_or_default())
    {
        assert_eq!(difference["place"], "the number of pages", "{difference}");
    }
}
