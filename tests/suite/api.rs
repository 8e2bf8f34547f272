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
    let printed = json!({ "connection": connection, "id": rows[0]["id"], "layout": "server" });
    let Reply::Bytes(pdf) = window.call("invoice_pdf", printed.clone()).expect("it prints") else { panic!("no bytes") };
    assert!(pdf.starts_with(b"%PDF-"));
    assert_eq!(window.json("pdf_notes", printed.clone())["missing_characters"], json!([]));
    assert_eq!(window.json("save_pdf", printed.clone()), Value::Null, "the dialog was dismissed");
    *window.host.save_to.lock().expect("a lock") = Some(window.folder.path().to_owned());
    let saved = window.json("save_pdf", printed);
    let file = window.folder.path().join(saved["file_name"].as_str().expect("a name"));
    assert_eq!(std::fs::read(file).expect("it is there"), pdf);
    let several = |extra: Value| {
        let mut request = json!({ "connection": connection, "ids": null, "filter": {}, "name_pattern": "{number}" });
        request.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
        request
    };
    assert_eq!(window.json("file_names", several(json!({})))["examples"].as_array().expect("names").len(), 3);
    let merged = window.json("print_pdfs", several(json!({ "layout": "server", "target": "merged" })));
    assert_eq!((&merged["printed"], &merged["file_name"]), (&120.into(), &"Invoices.pdf".into()));
    assert_eq!(window.json("stop_printing", of()), false, "nothing is printed now");

    window.json("open_in_portal", one);
    window.json("open_token_settings", json!({ "url": "acme-admin.example.com" }));
    let opened = window.host.opened.lock().expect("a lock").clone();
    assert!(opened[0].contains("/finance/invoices/") && opened[1].starts_with("https://acme-admin.example.com/"));

    let status = window.json("status", of());
    assert_eq!((&status["invoices"], &status["payments_waiting"]), (&120.into(), &0.into()));
    assert_eq!(window.json("sync_runs", of())[0]["outcome"], "done");
    proving(&window, &of(), &one_of(&rows[0], &connection));
    comparing(&window, &of());
    changing(&window, &connection);
    adding_up(&window, &connection);
    in_tables(&window, &connection);
    setting_up(&window, &connection);
    on_this_computer(&window, &connection, &rows[0]["id"]);
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

/// Figures, which `figures.rs` holds against the invoices behind them.
fn adding_up(window: &Window, connection: &Value) {
    let earnings = window.json("earnings", json!({ "connection": connection, "from": null, "to": "2026-11" }));
    assert!(earnings["currencies"][0]["sum"]["total"]["count"].as_u64() > Some(0), "{earnings}");
    let owed = window.json("receivables", json!({ "connection": connection, "as_of": null, "customers": 3 }));
    assert_eq!((&owed["as_of"], &owed["uncertain"]), (&json!(TODAY), &Value::Null));
    let counts = window.json("view_counts", json!({ "connection": connection }));
    let counted = owed["currencies"].as_array().expect("a list").iter().map(|c| c["sum"]["total"]["count"].as_u64());
    assert_eq!(counted.sum::<Option<u64>>(), counts["outstanding"].as_u64());
    let request = json!({ "connection": connection, "query": null, "offset": 0, "limit": 5,
                          "sort": { "column": "balance", "descending": true } });
    let customers = window.json("customer_list", request);
    assert_eq!(customers["rows"].as_array().map(Vec::len), Some(5));
}

/// With the PDF the portal made.
fn comparing(window: &Window, connection: &Value) {
    let paid = json!({ "connection": connection["connection"], "filter": { "states": ["paid"] },
                       "sort": { "column": "total", "descending": true }, "offset": 0, "limit": 1 });
    let invoice = one_of(&window.json("list_invoices", paid)[0], &connection["connection"]);
    assert_eq!(window.json("pdf_comparison", invoice.clone()), Value::Null);
    let comparison = window.json("compare_pdf", invoice.clone());
    assert_eq!((&comparison["same"], &comparison["outdated"]), (&json!(true), &json!(false)), "{comparison}");
    assert_eq!(window.json("pdf_comparison", invoice.clone()), comparison);
    let Reply::Bytes(pdf) = window.call("server_pdf", invoice).expect("it is held") else { panic!("no bytes") };
    assert!(pdf.starts_with(b"%PDF-"));
}

/// Asking, preparing, sending, and finding out what became of it.
fn changing(window: &Window, name: &Value) {
    let with = |more: Value| {
        let mut request = json!({ "connection": name });
        request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        request
    };
    let invoice = |id: &Value| window.json("invoice", with(json!({ "id": id })));
    let customers = window.json("customers", with(json!({ "query": "SENAL", "limit": 20 })));
    assert!(customers[0]["org_name"].as_str().is_some_and(|name| name.contains("Señal")), "{customers}");
    let english = json!({ "decimal": ".", "group": "," });
    let read = |text: &str| window.json("read_amount", json!({ "text": text, "format": english }));
    assert_eq!((&read("1,234.5")["amount"], &read("1,234.5")["problem"]), (&json!("1234.5"), &Value::Null));
    assert!(read("1.234,50")["problem"].as_str().is_some_and(|why| why.contains("1,234.50")));

    let create = json!({ "action": "create_invoice", "account_id": customers[0]["id"], "period": "2026-11" });
    let request = with(json!({ "writes": [create], "seen": null }));
    let check = window.json("check_write", request.clone());
    assert_eq!((&check["problem"], &check["effects"]), (&Value::Null, &json!(["joins_billing_run"])));
    let made = window.json("write", request);
    assert_eq!(made["outcome"], "done");
    let id = &made["invoice_id"];
    let detail = invoice(id);
    let offered: Vec<_> = detail["offers"].as_array().expect("offers").iter().map(|o| &o["write"]["state"]).collect();
    assert_eq!(offered, ["finalized", "pending", "cancelled"]);
    assert_eq!((&detail["lines_can_change"], &detail["changes_off"]), (&json!(true), &Value::Null));

    let finalize = json!({ "action": "change_state", "invoice_id": id, "state": "finalized" });
    let drafts = window.json("prepare_write", with(json!({ "writes": [finalize], "seen": detail["invoice"] })));
    let ids = json!([drafts[0]["id"]]);
    assert_eq!(invoice(id)["waiting"][0]["status"], "draft");
    let checked = window.json("check_drafts", with(json!({ "ids": ids })));
    assert_eq!((&checked[0]["conflict"], &checked[0]["problem"]), (&json!([]), &Value::Null));
    window.json("accept_drafts", with(json!({ "ids": ids })));
    let sent = window.json("send_drafts", with(json!({ "ids": ids })));
    assert_eq!(sent[0]["outcome"], "done");
    let pending = json!({ "action": "change_state", "invoice_id": id, "state": "pending" });
    let seen = invoice(id)["invoice"].clone();
    let drafts = window.json("prepare_write", with(json!({ "writes": [pending], "seen": seen })));
    let discarded = window.json("discard_drafts", with(json!({ "ids": [drafts[0]["id"]] })));
    assert_eq!(discarded[0]["status"], "discarded");

    let all = json!({ "invoice_id": null, "statuses": [], "offset": 0, "limit": 100 });
    assert_eq!(window.json("journal", with(all)).as_array().map(Vec::len), Some(3));
    assert_eq!(window.json("settle_writes", with(json!({}))), json!([]));
    let nothing = window.call("decide_write", with(json!({ "id": drafts[0]["id"], "happened": true })));
    assert_eq!(nothing.expect_err("there is nothing to decide").code, ErrorCode::NotFound);

    let action = json!({ "action": "change_state", "state": "pending" });
    let preview = window.json("preview_bulk", with(json!({ "action": action, "ids": [id], "filter": {} })));
    assert_eq!(preview["rows"][0]["problem"], Value::Null);
    let rows = json!([{ "id": id, "version": preview["rows"][0]["version"] }]);
    let run = with(json!({ "action": action, "rows": rows, "typed_totals": [], "format": english }));
    assert_eq!(window.json("run_bulk", run.clone())["results"][0]["outcome"], "done");
    assert_eq!(window.json("run_bulk", run)["results"][0]["outcome"], "conflict", "it is not as the preview showed it");
    assert_eq!(window.json("stop_bulk", with(json!({}))), false, "none runs now");
    let saved = window.json("save_journal", with(json!({})));
    assert!(window.folder.path().join(saved["file_name"].as_str().expect("a name")).exists());
}

/// Files for a spreadsheet, and text to paste.
fn in_tables(window: &Window, name: &Value) {
    let sort = json!({ "column": "number", "descending": true });
    let all = json!({ "connection": name, "ids": null, "filter": {}, "sort": sort, "format": "xlsx", "columns": "portal",
                      "line_items": true });
    assert_eq!(window.json("export_invoices", all.clone())["invoices"], 121);
    assert_eq!(window.json("stop_export", json!({ "connection": name })), false, "nothing is written now");
    assert_eq!(window.json("copy_invoices", all).as_str().map(|text| text.lines().count()), Some(122));
    let table = json!({ "table": "receivables", "as_of": null });
    let saved = window.json("export_figures", json!({ "connection": name, "table": table, "format": "csv" }));
    assert_eq!(saved["file_name"], "receivables-2026-11-15.csv");
}

/// How the program and its connections are set up.
fn setting_up(window: &Window, name: &Value) {
    let of = || json!({ "connection": name });
    let mut preferences = window.json("app_state", json!({}))["preferences"].clone();
    assert_eq!((&preferences["theme"], &preferences["notifications"]), (&json!("system"), &json!(false)));
    preferences["theme"] = json!("dark");
    preferences["notifications"] = json!(true);
    assert_eq!(window.json("set_preferences", json!({ "preferences": preferences })), preferences);
    assert!(window.json("choose_pdf_folder", json!({}))["pdf_folder"].is_string());
    let colored = json!({ "connection": name, "color": "teal", "read_only": false });
    assert_eq!(window.json("set_connection", colored)["color"], "teal");
    let sort = json!({ "column": "total", "descending": true });
    let views = json!([{ "name": "Large", "filter": { "min": "500" }, "sort": sort, "columns": ["number", "total"] }]);
    let kept = window.json("set_saved_views", json!({ "connection": name, "views": views }));
    assert_eq!((&kept[0]["filter"]["min"], &kept), (&json!("500"), &window.json("saved_views", of())));
    assert_eq!(window.json("print_profile", of())["footnote"], Value::Null);
    let texts = json!({ "connection": name, "footnote": "Thank you", "vat_zero_text": null, "fiscal_code": null,
                        "vat_code": null, "vat_code_label": null, "vat_rate_label": null });
    assert_eq!(window.json("set_print_profile", texts)["footnote"], "Thank you");
    assert_eq!(window.json("choose_logo", of()), Value::Null, "the dialog was dismissed");
    assert_eq!(window.json("remove_logo", of())["logo"], Value::Null);
}

/// What lies on this computer, and what the system is asked for.
fn on_this_computer(window: &Window, name: &Value, id: &Value) {
    let of = || json!({ "connection": name });
    let saved = window.json("back_up", of());
    let file = window.folder.path().join(saved["file_name"].as_str().expect("a name"));
    assert_eq!(window.json("restore", of()), Value::Null, "the dialog was dismissed");
    *window.host.open.lock().expect("a lock") = Some(file);
    assert_eq!(window.json("restore", of())["invoices"], 121);
    *window.host.open.lock().expect("a lock") = None;
    let written = json!({ "folder": saved["folder"], "file_name": saved["file_name"] });
    window.json("show_written", written.clone());
    window.json("open_written", written);
    window.json("show_data_folder", of());
    window.json("show_log_folder", json!({}));
    let one = json!({ "connection": name, "ids": [id], "filter": {}, "layout": "server" });
    assert_eq!(window.json("open_pdf", one)["printed"], 1);
    window.json("open_invoice_window", json!({ "connection": name, "id": id }));
    let run = window.json("sync_runs", of())[0]["id"].clone();
    assert_eq!(window.json("sync_news", json!({ "connection": name, "run": run }))["failed"], 0);
    window.json("notify", json!({ "title": "New", "body": "1 unpaid invoice" }));
    window.json("set_menus", json!({ "bar": [{ "title": "File", "entries": [{ "entry": "line" }] }], "tray": [] }));
    let asked = window.host.asked.lock().expect("a lock").clone();
    let first: Vec<_> = asked.iter().map(|words| words.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(first, ["show", "open", "show", "show", "open", "window", "notify", "menus"], "{asked:?}");
    assert_eq!(window.json("forget_token", of())["connection"], Value::Null);
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
