//! Backups and the way back, files that were written, and what a sync has to tell.

use std::{fs, path::PathBuf, sync::Arc};

use billfold_core::api::{ErrorCode, data};
use billfold_sandbox::portal::State;
use serde_json::{Value, json};
use testkit::{Cli, Event, Window, portal};

use crate::BILLFOLD;

fn of() -> Value {
    json!({ "connection": "Test" })
}

/// Backs up to a file and gives it.
fn backed_up(window: &Window) -> PathBuf {
    *window.host.save_to.lock().expect("a lock") = Some(window.folder.path().to_owned());
    let saved = window.json("back_up", of());
    window.folder.path().join(saved["file_name"].as_str().expect("a name"))
}

fn restore(window: &Window, file: PathBuf) -> Result<Value, billfold_core::api::Error> {
    *window.host.open.lock().expect("a lock") = Some(file);
    window.call("restore", of()).map(|reply| match reply {
        billfold_core::api::Reply::Json(value) => value,
        billfold_core::api::Reply::Bytes(_) => panic!("no JSON"),
    })
}

/// Every invoice, whole.
fn everything(window: &Window) -> Vec<Value> {
    let invoices = testkit::runtime()
        .block_on(billfold_core::api::invoices::whole_invoices(&window.app, "Test", Default::default()))
        .expect("they are held");
    invoices.iter().map(|invoice| serde_json::to_value(invoice).expect("JSON")).collect()
}

#[test]
fn a_backup_is_one_file_and_comes_back_whole() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    let before = everything(&window);
    let file = backed_up(&window);
    assert!(!file.with_extension("sqlite-wal").exists(), "all of it is in the one file");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.metadata().expect("it is there").permissions()) & 0o77, 0);

    portal.with_portal(|portal| assert!(Event::Created.happen(portal, 1) && Event::PaidByHand.happen(portal, 1)));
    window.json("sync", json!({ "connection": "Test", "full": false }));
    let later = everything(&window);
    assert_ne!(before, later);

    let restored = restore(&window, file).expect("it comes back");
    assert_eq!((&restored["invoices"], everything(&window)), (&json!(60), before));
    let kept = PathBuf::from(restored["kept_as"].as_str().expect("a file"));
    assert!(kept.exists(), "what was held is kept");
    let back = restore(&window, kept).expect("and can come back itself");
    assert_eq!((&back["invoices"], everything(&window)), (&json!(61), later));
    let run = window.json("sync", json!({ "connection": "Test", "full": false }));
    assert_eq!(run["outcome"], "done");
}

#[test]
fn the_journal_of_changes_is_never_restored_away() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    let list = json!({ "connection": "Test", "filter": { "states": ["open"] }, "offset": 0, "limit": 9,
                       "sort": { "column": "number", "descending": true } });
    let open = window.json("list_invoices", list);
    let finalize = |at: usize| {
        let write = json!({ "action": "change_state", "invoice_id": open[at]["id"], "state": "finalized" });
        let seen = window.json("invoice", json!({ "connection": "Test", "id": open[at]["id"] }))["invoice"].clone();
        let sent = window.json("write", json!({ "connection": "Test", "writes": [write], "seen": seen }));
        assert_eq!(sent["outcome"], "done");
    };
    let journal = || {
        let all = json!({ "connection": "Test", "invoice_id": null, "statuses": [], "offset": 0, "limit": 100 });
        let lines = window.json("journal", all);
        let lines = lines.as_array().expect("lines").iter();
        lines.map(|line| (line["write"]["invoice_id"].clone(), line["status"].clone())).collect::<Vec<_>>()
    };
    finalize(0);
    let file = backed_up(&window);
    finalize(1);
    let before = journal();
    restore(&window, file.clone()).expect("it comes back");
    assert_eq!((journal(), before.len()), (before, 2));

    // A cache that was made anew numbers its changes from the start: both trails are kept.
    window.json("disconnect", json!({ "connection": "Test", "wipe": true }));
    window.connect(&portal, portal.token());
    window.json("sync", json!({ "connection": "Test", "full": false }));
    finalize(2);
    restore(&window, file).expect("it comes back");
    let ids: Vec<_> = journal().into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, [open[2]["id"].clone(), open[0]["id"].clone()]);
}

#[test]
fn what_is_no_backup_of_this_portal_changes_nothing() {
    let (portal, other) = (portal(30), testkit::portal(12));
    let window = Window::synced(&portal);
    let before = everything(&window);
    let stranger = Window::synced(&other);
    let garbage = window.folder.path().join("garbage.sqlite");
    fs::write(&garbage, b"no database".repeat(900)).expect("it is written");
    let mut half = fs::read(backed_up(&window)).expect("it is there");
    let damaged = window.folder.path().join("half.sqlite");
    let end = half.len();
    half[16_384..end - 4096].fill(0xA5);
    fs::write(&damaged, half).expect("it is written");
    let files = [
        (garbage, "no backup"),
        (damaged, "damaged"),
        (backed_up(&stranger), "another portal"),
        (window.folder.path().join("missing.sqlite"), "no backup"),
    ];
    for (file, words) in files {
        let error = restore(&window, file).expect_err(words);
        assert_eq!(error.code, ErrorCode::InvalidInput, "{error}");
        assert!(error.message.contains(words), "{error}");
    }
    assert_eq!(everything(&window), before);
    let folder = fs::read_dir(window.folder.path().join("data/test")).expect("a folder");
    let names: Vec<_> = folder.map(|entry| entry.expect("a file").file_name().into_string().expect("text")).collect();
    assert!(!names.iter().any(|name| name.contains("restoring")), "nothing half is left: {names:?}");
}

#[test]
fn nothing_is_restored_while_a_sync_runs() {
    let portal = portal(30);
    let window = Window::synced(&portal);
    let file = backed_up(&window);
    let app = Arc::clone(&window.app);
    let seen = Arc::new(std::sync::Mutex::new(None));
    let told = Arc::clone(&seen);
    // Progress is told on a thread of the sync's own, which waits for what is tried here.
    let sync = window.call_with("sync", json!({ "connection": "Test", "full": true }), move |_| {
        let (app, file) = (Arc::clone(&app), file.clone());
        let trying = std::thread::spawn(move || {
            let own = tokio::runtime::Runtime::new().expect("a runtime");
            own.block_on(data::restore_from(&app, "Test", &file)).expect_err("a sync runs").code
        });
        *told.lock().expect("a lock") = Some(trying.join().expect("it answers"));
    });
    assert!(sync.is_ok());
    assert_eq!(*seen.lock().expect("a lock"), Some(ErrorCode::Busy));
}

#[test]
fn only_what_was_written_here_is_shown_or_opened() {
    let portal = portal(20);
    let window = Window::synced(&portal);
    let passwords = json!({ "folder": "/etc", "file_name": "passwd" });
    for command in ["show_written", "open_written"] {
        assert_eq!(window.call(command, passwords.clone()).expect_err("not written here").code, ErrorCode::NotFound);
    }
    let file = backed_up(&window);
    let written =
        json!({ "folder": window.folder.path(), "file_name": file.file_name().and_then(|name| name.to_str()) });
    window.json("open_written", written.clone());
    window.json("show_written", json!({ "folder": window.folder.path(), "file_name": null }));
    let folder = window.folder.path().display();
    let asked = window.host.asked.lock().expect("a lock").clone();
    assert_eq!(asked, [format!("open {}", file.display()), format!("show {folder}")]);
    let climbing = json!({ "folder": format!("{folder}/x/.."), "file_name": "data" });
    assert_eq!(window.call("open_written", climbing).expect_err("not written here").code, ErrorCode::NotFound);
    fs::remove_file(&file).expect("it is removed");
    let gone = window.call("open_written", written).expect_err("it is gone");
    assert!(gone.message.contains("not there any more"), "{gone}");
}

#[test]
fn a_pdf_that_is_only_looked_at_lies_where_nobody_else_looks() {
    let portal = portal(20);
    let window = Window::synced(&portal);
    let all = json!({ "connection": "Test", "ids": null, "filter": {}, "layout": "server" });
    assert_eq!(window.json("open_pdf", all.clone())["printed"], 20);
    let asked = window.host.asked.lock().expect("a lock").clone();
    let path = PathBuf::from(asked[0].strip_prefix("open ").expect("it is opened"));
    assert!(fs::read(&path).expect("it is there").starts_with(b"%PDF-"));
    #[cfg(unix)]
    {
        let mode = path.parent().expect("a folder").metadata().expect("it is there").permissions();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o77, 0);
    }
    // The next start removes what nobody would find any more.
    let again = Window::again(&window.folder, &format!("{}T12:00:00Z", testkit::TODAY));
    let old = path.with_file_name("old.pdf");
    fs::write(&old, b"old").expect("it is written");
    again.json("open_pdf", all);
    assert!(!old.exists() && path.exists());
}

#[test]
fn news_are_what_became_unpaid_or_failed_in_that_sync() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    let news = || {
        let run = window.json("sync_runs", of())[0]["id"].clone();
        window.json("sync_news", json!({ "connection": "Test", "run": run }))
    };
    assert_eq!(news(), json!({ "unpaid": 0, "failed": 0, "examples": [] }), "filling the cache is no news");
    let id = portal.with_portal(|portal| {
        let pending = portal.invoices().iter().find(|invoice| invoice.state.as_str() == "pending").expect("one");
        pending.id
    });
    portal.with_portal(|portal| portal.transition(id, State::Unpaid).expect("it was pending"));
    window.json("sync", json!({ "connection": "Test", "full": true }));
    let told = news();
    assert_eq!((&told["unpaid"], &told["failed"]), (&json!(1), &json!(0)), "{told}");
    assert!(told["examples"][0].as_str().is_some_and(|words| words.contains(", ")), "{told}");
    window.json("sync", json!({ "connection": "Test", "full": false }));
    assert_eq!(news()["unpaid"], 0);
}

#[test]
fn preferences_outlive_the_window_and_notifications_are_off_at_first() {
    let window = Window::new();
    window.json("notify", json!({ "title": "New", "body": "1 unpaid invoice" }));
    assert!(window.host.asked.lock().expect("a lock").is_empty(), "nobody asked for them");
    let mut preferences = window.json("app_state", json!({}))["preferences"].clone();
    preferences["language"] = json!("es");
    preferences["name_pattern"] = json!("{number}");
    preferences["pdf_folder"] = json!("/etc");
    let set = window.json("set_preferences", json!({ "preferences": preferences }));
    assert_eq!(set["pdf_folder"], Value::Null, "the page names no folder");
    let again = Window::again(&window.folder, &format!("{}T12:00:00Z", testkit::TODAY));
    assert_eq!(again.json("app_state", json!({}))["preferences"], set);
    preferences["name_pattern"] = json!("{nothing}");
    let wrong = window.call("set_preferences", json!({ "preferences": preferences })).expect_err("no such field");
    assert_eq!((wrong.code, wrong.field.as_deref()), (ErrorCode::InvalidInput, Some("name_pattern")));
    let file = window.folder.path().join("data/preferences.json");
    fs::write(&file, b"{ not JSON").expect("it is written");
    let again = Window::again(&window.folder, &format!("{}T12:00:00Z", testkit::TODAY));
    assert_eq!(again.json("app_state", json!({}))["preferences"]["language"], Value::Null);
}

#[test]
fn views_have_names_and_each_its_own() {
    let portal = portal(5);
    let window = Window::synced(&portal);
    let view = |name: &str| json!({ "name": name, "filter": {}, "sort": { "column": "due", "descending": false }, "columns": [] });
    let set = |views: Vec<Value>| window.call("set_saved_views", json!({ "connection": "Test", "views": views }));
    assert!(set(vec![view(" Due soon "), view("Large")]).is_ok());
    assert_eq!(window.json("saved_views", of())[0]["name"], "Due soon");
    for (views, words) in [(vec![view("  ")], "needs a name"), (vec![view("Large"), view("LARGE")], "already")] {
        let error = set(views).expect_err(words);
        assert!(error.message.contains(words), "{error}");
    }
    assert_eq!(window.json("saved_views", of()).as_array().map(Vec::len), Some(2));
}

#[test]
fn a_connection_that_is_made_read_only_changes_nothing_any_more() {
    let portal = portal(20);
    let window = Window::synced(&portal);
    let with = |read_only: bool| json!({ "connection": "Test", "color": "teal", "read_only": read_only });
    assert_eq!(window.json("set_connection", with(true))["read_only"], true);
    let write = json!({ "action": "create_invoice", "account_id": 1, "period": "2026-11" });
    let refused = window.call("write", json!({ "connection": "Test", "writes": [write], "seen": null }));
    assert!(refused.expect_err("it is for reading only").message.contains("reading only"));
    assert!(portal.requests().is_empty(), "nothing was sent");
    assert_eq!(window.json("set_connection", with(false))["read_only"], false);
}

#[test]
fn a_logo_is_shown_as_what_it_is() {
    let portal = portal(5);
    let window = Window::synced(&portal);
    let logo = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../icons/128x128.png"));
    *window.host.open.lock().expect("a lock") = Some(logo);
    let profile = window.json("choose_logo", of());
    assert!(profile["logo"].as_str().is_some_and(|url| url.starts_with("data:image/png;base64,iVBOR")));
    let text = window.folder.path().join("logo.png");
    fs::write(&text, b"no picture").expect("it is written");
    *window.host.open.lock().expect("a lock") = Some(text);
    let error = window.call("choose_logo", of()).expect_err("no picture");
    assert_eq!((error.code, error.field.as_deref()), (ErrorCode::InvalidInput, Some("logo")));
    assert!(window.json("print_profile", of())["logo"].is_string(), "the one before stays");
}

#[test]
fn the_command_line_backs_up_and_restores_too() {
    let portal = portal(25);
    let cli = Cli::synced(BILLFOLD, &portal);
    let file = cli.cache().with_file_name("copy.sqlite");
    let path = file.to_str().expect("text");
    let before = cli.json(&["list"]);
    assert_eq!(cli.json(&["backup", "--out", path])["path"], path);
    portal.with_portal(|portal| assert!(Event::Created.happen(portal, 1)));
    cli.ok(&["sync"]);
    assert_eq!(cli.json(&["restore", path])["invoices"], 25);
    assert_eq!(cli.json(&["list"]), before);
    assert!(cli.fails(2, &["restore", "/etc/passwd"]).contains("no backup"));
    let nowhere = cli.fails(1, &["backup", "--out", "/no/such/folder/copy.sqlite"]);
    assert!(nowhere.contains("does not exist"), "{nowhere}");
}
