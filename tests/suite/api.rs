//! Every declared command, called as the window calls it: a name and JSON.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use billfold_core::{
    api::{self, ErrorCode, Reply},
    clock::Clock,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde_json::{Value, json};
use testkit::{Event, TODAY, Window, portal, runtime};

/// A clock that moves on whenever somebody looks at it.
struct HastyClock(AtomicI64);

impl Clock for HastyClock {
    fn now(&self) -> Timestamp {
        let minutes = self.0.fetch_add(1, Ordering::SeqCst);
        let noon: Timestamp = format!("{TODAY}T12:00:00Z").parse().expect("a moment");
        noon + SignedDuration::from_mins(minutes)
    }

    fn today(&self) -> Date {
        TODAY.parse().expect("a day")
    }
}

#[test]
fn every_declared_command_works_as_the_window_calls_it() {
    let window = Window::new();
    let state = window.json("app_state", json!({}));
    assert_eq!((&state["today"], &state["connections"]), (&TODAY.into(), &json!([])));

    let sample = window.json("try_sample_data", json!({}));
    assert_eq!(sample["sample"], true);
    let connection = sample["name"].clone();
    let of = || json!({ "connection": connection });

    let progress = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&progress);
    let run = window
        .call_with("sync", json!({ "connection": connection, "full": false }), move |p| {
            seen.lock().expect("a lock").push(p)
        })
        .expect("it syncs");
    assert!(matches!(&run, Reply::Json(run) if run["added"] == 120), "{run:?}");
    assert!(progress.lock().expect("a lock").iter().any(|p| p.total == Some(120) && p.done == 120));
    assert_eq!(window.json("stop_sync", of()), false, "none runs now");

    let list = json!({
        "connection": connection, "filter": {}, "sort": { "column": "total", "descending": true }, "offset": 0, "limit": 50
    });
    let rows = window.json("list_invoices", list);
    assert_eq!(rows.as_array().expect("rows").len(), 50);
    let totals = window.json("total_invoices", json!({ "connection": connection, "filter": {} }));
    assert_eq!(totals["count"], 120);
    assert_eq!(window.json("view_counts", of())["all"], 120);
    assert!(!window.json("months", of()).as_array().expect("months").is_empty());

    let one = json!({ "connection": connection, "id": rows[0]["id"] });
    let detail = window.json("invoice", one.clone());
    assert_eq!(detail["invoice"]["id"], rows[0]["id"]);
    let Reply::Bytes(pdf) = window.call("invoice_pdf", one.clone()).expect("it prints") else { panic!("no bytes") };
    assert!(pdf.starts_with(b"%PDF-"));
    assert_eq!(window.json("save_pdf", one.clone()), Value::Null, "the dialog was dismissed");
    *window.host.save_to.lock().expect("a lock") = Some(window.folder.path().to_owned());
    let saved = window.json("save_pdf", one.clone());
    let file = window.folder.path().join(saved["file_name"].as_str().expect("a name"));
    assert_eq!(std::fs::read(file).expect("it is there"), pdf);

    window.json("open_in_portal", one);
    window.json("open_token_settings", json!({ "url": "acme-admin.example.com" }));
    let opened = window.host.opened.lock().expect("a lock").clone();
    assert!(opened[0].contains("/finance/invoices/") && opened[1].starts_with("https://acme-admin.example.com/"));

    let status = window.json("status", of());
    assert_eq!((&status["invoices"], &status["payments_waiting"]), (&120.into(), &0.into()));
    assert_eq!(window.json("sync_runs", of())[0]["outcome"], "done");
    proving(&window, &of(), &one_of(&rows[0], &connection));
    connecting(&window);
    window.json("disconnect", json!({ "connection": connection, "wipe": true }));

    let declared: BTreeSet<String> = api::COMMANDS.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(*window.called.lock().expect("a lock"), declared, "every declared command is called by this test");
}

fn one_of(row: &Value, connection: &Value) -> Value {
    json!({ "connection": connection, "id": row["id"] })
}

/// Comparing, the ledger, and how a connection is kept up to date.
fn proving(window: &Window, connection: &Value, invoice: &Value) {
    let proof = window.json("verify", connection.clone());
    assert_eq!((&proof["ok"], &proof["verified"], &proof["server"]), (&true.into(), &120.into(), &120.into()));
    assert_eq!(window.json("status", connection.clone())["verification"], proof);
    let since = json!({ "connection": connection["connection"], "since": "2020-01-01T00:00:00Z" });
    assert_eq!(
        (window.json("changes", since), window.json("invoice_changes", invoice.clone())),
        (json!([]), json!([]))
    );
    let settings = window.json("sync_settings", connection.clone());
    assert_eq!(settings, json!({ "every_minutes": 15, "full_check_days": 7, "requests_per_minute": 0 }));
    let rarely = json!({ "every_minutes": 0, "full_check_days": 1, "requests_per_minute": 600 });
    window.json("set_sync_settings", json!({ "connection": connection["connection"], "settings": rarely }));
    assert_eq!(window.json("status", connection.clone())["settings"], rarely);
}

fn connecting(window: &Window) {
    let portal = portal(5);
    let request = |token: &str| {
        json!({ "name": "Real", "url": portal.url(), "token": token, "read_only": true, "use_chosen_ca": false,
                "accept_plain_http": false })
    };
    assert_eq!(window.json("choose_ca_file", json!({})), Value::Null, "the dialog was dismissed");
    let refused = window.json("connect", request("wrong"));
    assert_eq!(refused["outcome"], "not_connected");
    assert_eq!(refused["diagnosis"]["server_words"], "Access denied");
    let connected = window.json("connect", request(portal.token()));
    assert_eq!((&connected["outcome"], &connected["connection"]["read_only"]), (&"connected".into(), &true.into()));
    let again = window.json("provide_token", json!({ "connection": "Real", "token": portal.token() }));
    assert_eq!(again["outcome"], "connected");
}

#[test]
fn a_sync_stops_at_once_and_goes_on_later() {
    let window = Window::new();
    let connection = window.json("try_sample_data", json!({}))["name"].clone();
    let (app, name) = (Arc::clone(&window.app), connection.clone());
    // Stopped from its own first progress on: whatever it does then, it does not go on.
    let stopped = window.call_with("sync", json!({ "connection": connection, "full": false }), move |_| {
        let (app, name) = (Arc::clone(&app), name.clone());
        runtime().spawn(async move {
            let _ = api::dispatch(&app, "stop_sync", json!({ "connection": name }), |_| {}).await;
        });
    });
    assert_eq!(stopped.expect_err("it was stopped").code, ErrorCode::Stopped);
    let run = window.json("sync", json!({ "connection": connection, "full": false }));
    assert_eq!(run["outcome"], "done");
    assert_eq!(window.json("view_counts", json!({ "connection": connection }))["all"], 120);
}

#[test]
fn while_payments_take_long_invoices_are_looked_at_again() {
    let window = Window::at(HastyClock(AtomicI64::new(0)));
    let portal = portal(900);
    let request = json!({ "name": "Real", "url": portal.url(), "token": portal.token(), "read_only": false,
                          "use_chosen_ca": false, "accept_plain_http": false });
    window.json("connect", request);
    let mut payments = 0;
    portal.before_each_request(Box::new(move |portal, request| {
        payments += usize::from(request.path.contains("payment_transactions"));
        if payments == 40 {
            assert!(Event::Created.happen(portal, 1) && Event::PaidByHand.happen(portal, 1));
            payments += 1;
        }
    }));
    let run = window.json("sync", json!({ "connection": "Real", "full": false }));
    portal.clear_hook();
    assert_eq!((&run["added"], &run["outcome"], &run["kind"]), (&901.into(), &"done".into(), &"first".into()));
    let with_payments = portal.with_portal(|p| p.invoices().iter().filter(|i| !i.payments.is_empty()).count());
    assert_eq!(run["payments_read"], with_payments);
    let runs = window.json("sync_runs", json!({ "connection": "Real" }));
    let kinds: Vec<_> = runs.as_array().expect("runs").iter().map(|run| run["kind"].clone()).collect();
    assert!(kinds.len() > 2 && kinds[..kinds.len() - 1].iter().all(|kind| kind == "delta"), "{kinds:?}");
    assert_eq!(window.json("status", json!({ "connection": "Real" }))["payments_waiting"], 0);
}

#[test]
fn what_is_wrong_is_an_error_with_a_code() {
    let window = Window::new();
    for (command, request, code) in [
        ("no_such_command", json!({}), ErrorCode::InvalidInput),
        ("invoice", json!({ "connection": "none" }), ErrorCode::InvalidInput),
        ("invoice", json!({ "connection": "none", "id": 1 }), ErrorCode::NotConnected),
        ("sync", json!({ "connection": "none", "full": false }), ErrorCode::NotConnected),
    ] {
        let error = runtime().block_on(api::dispatch(&window.app, command, request, |_| {})).expect_err(command);
        assert_eq!(error.code, code, "{command}: {error}");
    }
}
