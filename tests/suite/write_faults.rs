//! Answers that are lost, in every way and for every kind of change: each happened exactly once or not at all, and
//! what is told is what happened.

use billfold_sandbox::{Fault, FaultKind, Sandbox, State, portal::NewLineItem};
use serde_json::{Value, json};
use testkit::{Cli, Window, assert_equal, portal};

use crate::{
    BILLFOLD,
    write_kinds::{Kind, equal, send},
};

/// A way to lose an answer, and whether the server acted.
fn losses() -> Vec<(FaultKind, bool)> {
    vec![
        (FaultKind::AnswerLost, true),
        (FaultKind::CutBody { fraction: 0.0 }, true),
        (FaultKind::CutBody { fraction: 0.6 }, true),
        (FaultKind::ActedStatus { status: 502 }, true),
        (FaultKind::ActedStatus { status: 504 }, true),
        (FaultKind::ActedStall, true),
        (FaultKind::Reset, false),
        (FaultKind::Html, false),
        (FaultKind::Status { status: 500, retry_after: None }, false),
        (FaultKind::Status { status: 502, retry_after: None }, false),
        (FaultKind::Status { status: 503, retry_after: Some(1) }, false),
        (FaultKind::Status { status: 504, retry_after: None }, false),
        (FaultKind::Status { status: 429, retry_after: None }, false),
        (FaultKind::Stall, false),
    ]
}

/// What has to be told.
fn expected(kind: Kind, fault: &FaultKind, acted: bool) -> &'static str {
    let is_charge = matches!(kind, Kind::Charge | Kind::Decline);
    match (kind, acted, fault) {
        // The head of the answer came, and says no.
        (Kind::Decline, true, FaultKind::CutBody { .. }) => "refused",
        // The payment that failed may be another's, and the server still at ours.
        (Kind::Decline, true, _) => "unknown",
        (_, true, _) => "done",
        (_, false, FaultKind::Status { status: 429, .. }) => "refused",
        // Money may have moved without a trace.
        (_, false, _) if is_charge => "unknown",
        // The server itself, or what stands before it, said that it is done with the request.
        (_, false, FaultKind::Html | FaultKind::Status { status: 500 | 503, .. }) => "not_done",
        // It may still be at it.
        (_, false, _) => "unknown",
    }
}

/// Every way to lose an answer, for one kind of change.
fn lose_answers(kind: Kind) {
    let portal = portal(60);
    let window = Window::synced(&portal);
    let impatient = Window::impatient(&window.folder, "2026-11-15T12:00:00Z");
    impatient.connect(&portal, portal.token());
    let sync = json!({ "connection": "Test", "full": false });
    // What is known of the token is not asked again.
    let (id, write) = Kind::Update.prepare(&portal);
    window.json("sync", sync.clone());
    assert_eq!(send(&window, id, &write).expect("it is sent")["outcome"], "done");
    for (fault, acted) in losses() {
        let (id, write) = kind.prepare(&portal);
        window.json("sync", sync.clone());
        let before = kind.effects(&portal, id, &write);
        portal.clear_requests();
        portal.faults().push(Fault::from(fault.clone()).on_path(kind.path()).on_method(kind.method()));
        let stalls = matches!(fault, FaultKind::Stall | FaultKind::ActedStall);
        let told = send(if stalls { &impatient } else { &window }, id, &write).expect("it is sent");
        portal.faults().clear();
        let what = format!("{kind:?} with {fault:?}: {told:#}");

        let outcome = told["outcome"].as_str().expect("an outcome");
        assert_eq!(outcome, expected(kind, &fault, acted), "{what}");
        let sent = portal.requests().iter().filter(|request| request.method != "GET").count();
        assert_eq!(sent, 1, "once and never again: {what}");
        let happened = kind.effects(&portal, id, &write) - before;
        assert_eq!(happened, usize::from(acted), "{what}");
        equal(&window, &portal, &what);
        settle_what_is_unknown(&window, &portal, (kind, acted), outcome, &what);
    }
    window.json("sync", sync);
    assert_eq!(window.json("verify", json!({ "connection": "Test" }))["ok"], true);
}

#[test]
fn a_lost_answer_to_a_creation_is_settled_by_reading() {
    lose_answers(Kind::Create);
}

#[test]
fn a_lost_answer_to_an_edit_is_settled_by_reading() {
    lose_answers(Kind::Update);
}

#[test]
fn a_lost_answer_to_a_move_is_settled_by_reading() {
    lose_answers(Kind::State);
}

#[test]
fn a_lost_answer_to_a_charge_is_settled_by_reading_or_by_a_person() {
    lose_answers(Kind::Charge);
}

#[test]
fn a_lost_answer_to_a_declined_charge_is_settled_by_reading_or_by_a_person() {
    lose_answers(Kind::Decline);
}

#[test]
fn a_lost_answer_to_a_new_line_is_settled_by_reading() {
    lose_answers(Kind::Add);
}

#[test]
fn a_lost_answer_to_a_removal_is_settled_by_reading() {
    lose_answers(Kind::Remove);
}

/// Later the server is surely done with it. Only a charge takes a person who looked at the gateway.
fn settle_what_is_unknown(window: &Window, portal: &Sandbox, (kind, acted): (Kind, bool), outcome: &str, what: &str) {
    if outcome != "unknown" {
        return;
    }
    let of = json!({ "connection": "Test" });
    assert_eq!(window.json("status", of.clone())["unsettled"], 1, "{what}");
    let later = Window::again(&window.folder, "2026-11-15T12:05:00Z");
    later.connect(portal, portal.token());
    let lines = later.json("settle_writes", of.clone());
    let line = &lines.as_array().expect("lines")[0];
    if kind == Kind::Decline && acted {
        assert_eq!(line["status"], "refused", "{what}");
    } else if matches!(kind, Kind::Charge | Kind::Decline) {
        assert_eq!(line["status"], "unknown", "{what}");
        let id = line["invoice_id"].as_u64();
        let again = send(window, id, &line["write"]).expect_err("not while the last one is unknown");
        assert!(again.message.contains("earlier change"), "{again}");
        let decided = later.json("decide_write", json!({ "connection": "Test", "id": line["id"], "happened": false }));
        assert_eq!(decided["status"], "not_done");
    } else {
        assert_eq!(line["status"], "not_done", "{what}");
    }
    assert_eq!(later.json("status", of)["unsettled"], 0);
}

#[test]
fn a_write_that_lands_late_is_found() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    let (id, write) = Kind::Add.prepare(&portal);
    window.json("sync", json!({ "connection": "Test", "full": false }));
    portal.faults().push(Fault::from(FaultKind::Stall).on_method("POST"));
    let impatient = Window::impatient(&window.folder, "2026-11-15T12:00:00Z");
    impatient.connect(&portal, portal.token());
    assert_eq!(send(&impatient, id, &write).expect("it is sent")["outcome"], "unknown");
    // The server gets to it when nobody waits any more.
    let cost = "5.25".parse().expect("an amount");
    let late = NewLineItem { quantity: Some(1), ..NewLineItem::by_hand("Late fee", cost) };
    portal.with_portal(|p| p.add_line_item(id.expect("an id"), late)).expect("added");
    // A sync settles by itself.
    window.json("sync", json!({ "connection": "Test", "full": false }));
    let journal = json!({ "connection": "Test", "invoice_id": id, "statuses": [], "offset": 0, "limit": 10 });
    assert_eq!(window.json("journal", journal)[0]["status"], "done");
    equal(&window, &portal, "late");
}

#[test]
fn a_verdict_that_cannot_be_written_down_is_found_again() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (id, write) = Kind::State.prepare(&portal);
    cli.ok(&["sync"]);
    let cache = rusqlite::Connection::open(cli.cache()).expect("the cache");
    cache
        .execute_batch(
            "CREATE TRIGGER full BEFORE UPDATE OF outcome ON write_journal
             BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
        )
        .expect("made");
    let arguments = arguments(&write);
    let words = cli.fails(6, &arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(words.contains("was sent") && words.contains("Do not send it again"), "{words}");
    assert_eq!(Kind::State.effects(&portal, id, &write), 1);
    assert_eq!(cli.json(&["status"])["unsettled"], 1);
    cache.execute_batch("DROP TRIGGER full").expect("it is gone");
    cli.ok(&["sync"]);
    assert_eq!(cli.json(&["journal"])[0]["status"], "done");
    assert_equal(&cli, &portal);
}

#[test]
fn offline_after_sending_is_unknown_until_the_next_sync() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    let (id, write) = Kind::State.prepare(&portal);
    window.json("sync", json!({ "connection": "Test", "full": false }));
    portal.faults().push(Fault::from(FaultKind::AnswerLost).on_path("/state.xml"));
    // The look before sending takes three requests; after it nothing is heard.
    portal.faults().push(Fault::from(FaultKind::Reset).on_method("GET").after(3).times(1000));
    let told = send(&window, id, &write).expect("it is told");
    portal.faults().clear();
    assert_eq!(told["outcome"], "unknown");
    assert!(told["message"].as_str().is_some_and(|words| words.contains("cannot be read")), "{told:#}");
    window.json("sync", json!({ "connection": "Test", "full": false }));
    assert_eq!(window.json("status", json!({ "connection": "Test" }))["unsettled"], 0);
    equal(&window, &portal, "after the sync");
}

#[test]
fn a_kill_before_during_and_after_sending_is_settled_on_the_next_start() {
    for kind in Kind::ALL {
        // Before: the look at the invoice stalls. During: the write stalls and is never looked at. After: it was
        // carried out, and no answer comes.
        for (moment, fault) in [
            ("before", Fault::from(FaultKind::Stall).on_method("GET").on_path("/api/")),
            ("during", Fault::from(FaultKind::Stall).on_method(kind.method())),
            ("after", Fault::from(FaultKind::ActedStall).on_method(kind.method())),
        ] {
            let portal = portal(60);
            let cli = Cli::synced(BILLFOLD, &portal);
            // The token is known to be one that may change things.
            let (id, _) = Kind::Update.prepare(&portal);
            cli.ok(&["sync"]);
            let id = id.expect("an id").to_string();
            cli.ok(&["invoice", "update", &id, "--number", "2026-11-00000999", "--yes"]);
            let (id, write) = kind.prepare(&portal);
            cli.ok(&["sync"]);
            let before = kind.effects(&portal, id, &write);
            portal.clear_requests();
            portal.faults().push(fault.clone());
            let arguments = arguments(&write);
            let mut child = cli.start(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
            let reached = |request: &billfold_sandbox::RequestRecord| request.fault.is_some();
            while !portal.requests().iter().any(reached) {
                std::thread::yield_now();
            }
            if moment == "after" {
                // Carried out before the answer stalls.
                while kind.effects(&portal, id, &write) == before {
                    std::thread::yield_now();
                }
            }
            child.kill().expect("it is killed");
            child.wait().expect("it ends");

            let happened = kind.effects(&portal, id, &write) - before;
            assert_eq!(happened, usize::from(moment == "after"), "{kind:?} {moment}");
            let settled = cli.call(&["settle", "--json"]);
            let lines: Value = serde_json::from_str(&settled.stdout).expect("JSON");
            let status = lines[0]["status"].as_str();
            let what = format!("{kind:?} killed {moment}: {lines:#}");
            match (moment, kind) {
                ("before", _) => assert_eq!(lines, json!([]), "nothing was written down or sent: {what}"),
                // The server may still get to it.
                ("during", _) => assert_eq!(status, Some("unknown"), "{what}"),
                (_, Kind::Decline) => assert_eq!(status, Some("unknown"), "{what}"),
                _ => assert_eq!(status, Some("done"), "{what}"),
            }
            assert_equal(&cli, &portal);
            if status == Some("unknown") {
                // Nothing new is done to it until it is known.
                let refused = cli.fails(6, &arguments.iter().map(String::as_str).collect::<Vec<_>>());
                assert!(refused.contains("not known yet"), "{refused}");
                let later = cli.at("2026-11-15T12:05:00Z").call(&["settle", "--json"]);
                let lines: Value = serde_json::from_str(&later.stdout).expect("JSON");
                let settled = match (kind, moment) {
                    (Kind::Decline, "after") => "refused",
                    (Kind::Charge | Kind::Decline, _) => "unknown",
                    _ => "not_done",
                };
                assert_eq!(lines[0]["status"], settled, "{what}");
            }
            assert_eq!(kind.effects(&portal, id, &write) - before, happened, "settling only reads: {what}");
        }
    }
}

#[test]
fn a_write_that_lands_after_the_program_was_killed_is_never_done_twice() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (id, write) = Kind::Add.prepare(&portal);
    cli.ok(&["sync"]);
    portal.clear_requests();
    portal.faults().push(Fault::from(FaultKind::Stall).on_method("POST"));
    let arguments = arguments(&write);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut child = cli.start(&arguments);
    while !portal.requests().iter().any(|request| request.fault.is_some()) {
        std::thread::yield_now();
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    // The same call again, while the server is still at the first one.
    cli.fails(6, &arguments);
    let cost = "5.25".parse().expect("an amount");
    let late = NewLineItem { quantity: Some(1), ..NewLineItem::by_hand("Late fee", cost) };
    portal.with_portal(|p| p.add_line_item(id.expect("an id"), late)).expect("it lands");
    cli.ok(&["sync"]);
    assert_eq!(cli.json(&["journal"])[0]["status"], "done");
    assert_eq!(Kind::Add.effects(&portal, id, &write), 1);
    assert_equal(&cli, &portal);
}

#[test]
fn a_draft_goes_by_what_our_own_lost_change_made_of_the_invoice() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (id, write) = Kind::Add.prepare(&portal);
    cli.ok(&["sync"]);
    let id = id.expect("an id").to_string();
    cli.ok(&["invoice", "state", &id, "pending", "--draft", "--yes"]);
    portal.clear_requests();
    portal.faults().push(Fault::from(FaultKind::ActedStall).on_method("POST"));
    let arguments = arguments(&write);
    let mut child = cli.start(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    while Kind::Add.effects(&portal, id.parse().ok(), &write) == 0 {
        std::thread::yield_now();
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    cli.ok(&["drafts", "send", "--all", "--yes"]);
    assert_eq!(cli.json(&["show", &id])["state"], "pending");
    assert_equal(&cli, &portal);
}

#[test]
fn a_yes_that_does_not_show_stays_a_question_for_a_person() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    let (id, write) = Kind::Add.prepare(&portal);
    window.json("sync", json!({ "connection": "Test", "full": false }));
    // Somebody removes the new line before it is read again.
    let number = id.expect("an id");
    portal.before_each_request(Box::new(move |portal, request| {
        let items: Vec<u64> =
            portal.invoice(number).map(|i| i.line_items.iter().map(|item| item.id).collect()).unwrap_or_default();
        if request.method == "GET" && items.len() > 1 {
            portal.remove_line_item(number, items[1]).expect("it is removed");
        }
    }));
    assert_eq!(send(&window, id, &write).expect("it is sent")["outcome"], "unknown");
    portal.clear_hook();
    let later = Window::again(&window.folder, "2026-11-15T12:05:00Z");
    later.connect(&portal, portal.token());
    let line = later.json("settle_writes", json!({ "connection": "Test" }))[0].clone();
    assert_eq!((&line["status"], &line["answer_status"]), (&json!("unknown"), &json!(201)));
    assert!(line["outcome"].as_str().is_some_and(|words| words.contains("answered yes")), "{line:#}");
}

#[test]
fn a_refusal_of_what_was_done_is_not_told_as_nothing_changed() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    let (id, write) = Kind::State.prepare(&portal);
    window.json("sync", json!({ "connection": "Test", "full": false }));
    portal.faults().push(Fault::from(FaultKind::ActedStatus { status: 429 }).on_method("PUT"));
    let told = send(&window, id, &write).expect("it is sent");
    assert_eq!(told["outcome"], "done");
    assert!(told["message"].as_str().is_some_and(|words| words.contains("although it answered 429")), "{told:#}");
}

#[test]
fn what_was_so_before_is_nothing_that_happened() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (id, _) = Kind::Charge.prepare(&portal);
    let id = id.expect("an id");
    portal.with_portal(|p| p.transition(id, State::Paid)).expect("it is paid");
    cli.ok(&["sync"]);
    portal.faults().push(Fault::from(FaultKind::AnswerLost).on_method("PUT"));
    let told = cli.call(&["invoice", "state", &id.to_string(), "paid", "--yes", "--json"]);
    let told: Value = serde_json::from_str(&told.stdout).expect("JSON");
    assert_eq!(told["outcome"], "unknown", "the answer may have been no: {told:#}");
}

#[test]
fn a_later_payment_of_somebody_else_does_not_settle_a_charge() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    let (id, write) = Kind::Charge.prepare(&portal);
    window.json("sync", json!({ "connection": "Test", "full": false }));
    portal.faults().push(Fault::from(FaultKind::Reset).on_path("/charge.xml"));
    assert_eq!(send(&window, id, &write).expect("it is sent")["outcome"], "unknown");
    portal.with_portal(|p| {
        p.advance(jiff::SignedDuration::from_hours(36));
        p.charge(id.expect("an id")).expect("somebody else charges it");
    });
    let later = Window::again(&window.folder, "2026-11-17T00:00:00Z");
    later.connect(&portal, portal.token());
    let line = later.json("settle_writes", json!({ "connection": "Test" }))[0].clone();
    assert_eq!(line["status"], "unknown");
    assert!(line["outcome"].as_str().is_some_and(|words| words.contains("came later")), "{line:#}");
}

#[test]
fn a_charge_that_a_person_has_seen_at_the_gateway_is_not_made_again() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = Kind::Charge.prepare(&portal).0.expect("an id").to_string();
    cli.ok(&["sync"]);
    portal.faults().push(Fault::from(FaultKind::Reset).on_path("/charge.xml"));
    let charge = ["invoice", "charge", &id, "--yes"];
    cli.fails(6, &charge);
    let preview = cli.json(&["bulk", "charge", &id, "--preview"]);
    assert!(preview["rows"][0]["problem"].to_string().contains("not known yet"), "{preview}");
    let line = cli.json(&["journal"])[0]["id"].to_string();
    cli.ok(&["settle", &line, "--happened"]);
    portal.clear_requests();
    assert!(cli.fails(2, &charge).contains("charged already"));
    assert!(
        cli.json(&["bulk", "charge", &id, "--preview"])["rows"][0]["problem"].to_string().contains("charged already")
    );
    assert!(portal.requests().iter().all(|request| request.method == "GET"));
}

#[test]
fn a_persons_word_does_not_stand_against_what_the_portal_shows() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = Kind::Charge.prepare(&portal).0.expect("an id");
    cli.ok(&["sync"]);
    portal.faults().push(Fault::from(FaultKind::Reset).on_path("/charge.xml"));
    cli.fails(6, &["invoice", "charge", &id.to_string(), "--yes"]);
    portal.with_portal(|p| p.charge(id).expect("it lands late"));
    let line = cli.json(&["journal"])[0]["id"].to_string();
    let decided = cli.json(&["settle", &line, "--did-not"]);
    assert_eq!(decided[0]["status"], "done", "{decided:#}");
    assert_equal(&cli, &portal);
}

#[test]
fn a_refused_charge_that_could_not_be_read_is_told_in_full_later() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = Kind::Decline.prepare(&portal).0.expect("an id").to_string();
    cli.ok(&["sync"]);
    // The look before takes three requests, the question whether the token may is a write; after it nothing is heard.
    portal.faults().push(Fault::from(FaultKind::Reset).on_method("GET").after(3).times(1000));
    let told = cli.fails(4, &["invoice", "charge", &id, "--yes"]);
    assert!(told.contains("shows later") && !told.contains("Nothing was changed"), "{told}");
    portal.faults().clear();
    cli.ok(&["sync"]);
    let line = cli.json(&["journal"])[0].clone();
    assert!(line["outcome"].as_str().is_some_and(|words| words.contains("declined")), "{line:#}");
    assert_equal(&cli, &portal);
}

#[test]
fn payments_that_a_sync_read_before_a_charge_do_not_replace_those_after_it() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (id, _) = Kind::Decline.prepare(&portal);
    let (id, other) = (id.expect("an id"), Kind::Decline.prepare(&portal).0.expect("another"));
    portal.with_portal(|p| [id, other].map(|id| p.add_failed_payment(id).expect("it is there")));
    // The sync has the payments of both on their way, two at a time, and waits for the other one's.
    portal.clear_requests();
    let of_other = format!("/api/invoices/{other}/payment_transactions.xml");
    portal.faults().push(Fault::from(FaultKind::Stall).on_path(&of_other));
    let sync = cli.start(&["sync"]);
    let of_one = format!("/api/invoices/{id}/payment_transactions.xml");
    let answered =
        |path: &str| portal.requests().iter().any(|r| r.path == path && (r.status.is_some() || r.fault.is_some()));
    while !(answered(&of_one) && answered(&of_other)) {
        std::thread::yield_now();
    }
    cli.fails(4, &["invoice", "charge", &id.to_string(), "--yes"]);
    portal.faults().release();
    assert!(sync.wait_with_output().expect("it ends").status.success());
    assert_equal(&cli, &portal);
}

/// The call of the command line that makes a change.
fn arguments(write: &Value) -> Vec<String> {
    let text = |name: &str| match &write[name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let id = text("invoice_id");
    let words: Vec<String> = match write["action"].as_str() {
        Some("create_invoice") => {
            vec![
                "invoice".into(),
                "create".into(),
                "--account".into(),
                text("account_id"),
                "--period".into(),
                text("period"),
            ]
        }
        Some("update_invoice") => {
            let number = text("friendly_id");
            vec!["invoice".into(), "update".into(), id, "--number".into(), number, "--period".into(), text("period")]
        }
        Some("change_state") => vec!["invoice".into(), "state".into(), id, text("state")],
        Some("charge") => vec!["invoice".into(), "charge".into(), id],
        Some("add_line_item") => {
            let line = |name: &str| write["line_item"][name].as_str().unwrap_or_default().to_owned();
            let quantity = vec!["--quantity".into(), "1".into()];
            let words = vec![
                "line-item".into(),
                "add".into(),
                id,
                "--name".into(),
                line("name"),
                "--cost".into(),
                line("cost"),
            ];
            [words, quantity].concat()
        }
        _ => vec!["line-item".into(), "remove".into(), id, text("line_item_id")],
    };
    [words, vec!["--yes".into()]].concat()
}
