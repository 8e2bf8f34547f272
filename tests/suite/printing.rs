//! Many PDFs at once, as the window asks for them.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use billfold_core::api::{self, ErrorCode, Reply, types::ConnectionRequest};
use serde_json::{Value, json};
use testkit::{Window, runtime};

/// A window with sample invoices, and the name of its connection.
fn window() -> (Window, Value) {
    let window = Window::new();
    let connection = window.json("try_sample_data", json!({}))["name"].clone();
    window.json("sync", json!({ "connection": connection, "full": false }));
    (window, connection)
}

fn request(connection: &Value, target: &str, pattern: &str) -> Value {
    json!({
        "connection": connection, "ids": null, "filter": {}, "layout": "server", "target": target, "name_pattern": pattern
    })
}

/// Where dialogs lead to: a new folder.
fn saving(window: &Window) -> std::path::PathBuf {
    let folder = window.folder.path().join("saved");
    fs::create_dir_all(&folder).expect("a folder");
    *window.host.save_to.lock().expect("a lock") = Some(folder.clone());
    folder
}

fn names_in(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    entries.map(|name| name.to_string_lossy().into_owned()).collect()
}

#[test]
fn nothing_happens_when_the_dialog_is_dismissed() {
    let (window, connection) = window();
    for target in ["folder", "zip", "merged"] {
        assert_eq!(window.json("print_pdfs", request(&connection, target, "{number}")), Value::Null);
    }
}

#[test]
fn a_folder_is_filled_and_the_second_time_left_alone() {
    let (window, connection) = window();
    let folder = saving(&window);
    let first = window.json("print_pdfs", request(&connection, "folder", "{number}"));
    assert_eq!((&first["printed"], &first["unchanged"], &first["left"]), (&120.into(), &0.into(), &0.into()));
    assert_eq!((&first["folder"], &first["file_name"]), (&folder.to_string_lossy().into(), &Value::Null));
    assert_eq!(names_in(&folder).len(), 120);
    let again = window.json("print_pdfs", request(&connection, "folder", "{number}"));
    assert_eq!((&again["printed"], &again["unchanged"]), (&120.into(), &120.into()));
}

#[test]
fn stopping_keeps_what_is_whole() {
    let (window, connection) = window();
    let folder = saving(&window);
    for (target, files) in [("folder", None), ("zip", Some(0)), ("merged", Some(0))] {
        let app = Arc::clone(&window.app);
        let name = connection.as_str().expect("a name").to_owned();
        let asked = AtomicBool::new(false);
        let stop = move |progress: billfold_core::domain::SyncProgress| {
            if progress.done == 3 && !asked.swap(true, Ordering::SeqCst) {
                let request = ConnectionRequest { connection: name.clone() };
                assert!(runtime().block_on(api::pdfs::stop_printing(&app, request)).expect("it can be stopped"));
            }
        };
        let reply = window.call_with("print_pdfs", request(&connection, target, "{number}"), stop).expect("it ends");
        let Reply::Json(result) = reply else { panic!("no JSON") };
        let number = |key: &str| result[key].as_u64().expect("a number");
        assert!(number("left") > 0, "{target}: {result}");
        assert_eq!(number("printed") + number("left"), 120, "{target}: {result}");
        let there = names_in(&folder).len() as u64;
        assert_eq!(there, files.unwrap_or(number("printed")), "{target}: nothing half written stays");
        fs::remove_dir_all(&folder).expect("it goes");
        fs::create_dir_all(&folder).expect("a folder");
    }
}

#[test]
fn names_are_shown_before_anything_is_written() {
    let (window, connection) = window();
    let ask = |pattern: &str| {
        window
            .json("file_names", json!({ "connection": connection, "ids": null, "filter": {}, "name_pattern": pattern }))
    };
    let folder = saving(&window);
    let shown = ask("{period} {customer}");
    window.json("print_pdfs", request(&connection, "folder", "{period} {customer}"));
    let written = names_in(&folder);
    for name in shown["examples"].as_array().expect("names") {
        assert!(written.iter().any(|file| name == file), "{name} in {written:?}");
    }
    let wrong = ask("{nummer}");
    assert!(wrong["problem"].as_str().expect("words").contains("{number}"), "{wrong}");
    let error = window.call("print_pdfs", request(&connection, "folder", "{nummer}")).expect_err("it is refused");
    assert_eq!((error.code, error.field.as_deref()), (ErrorCode::InvalidInput, Some("name_pattern")));
}

#[test]
fn a_failure_at_the_first_of_many_ends_it() {
    let (window, connection) = window();
    let folder = saving(&window);
    let first = window
        .json("file_names", json!({ "connection": connection, "ids": null, "filter": {}, "name_pattern": "{number}" }));
    let first = first["examples"][0].as_str().expect("a name").to_owned();
    std::os::unix::fs::symlink("/dev/full", folder.join(&first)).expect("a link");
    let error = window.call("print_pdfs", request(&connection, "folder", "{number}")).expect_err("the disk is full");
    assert!(error.message.contains(&first) && error.message.contains("the disk is full"), "{error:?}");
    assert_eq!(window.json("stop_printing", json!({ "connection": connection })), false, "nothing runs any more");
}

#[test]
fn a_folder_that_vanished_is_told() {
    let (window, connection) = window();
    saving(&window);
    fs::write(window.folder.path().join("file"), "").expect("a file");
    *window.host.save_to.lock().expect("a lock") = Some(window.folder.path().join("file/folder"));
    for target in ["folder", "zip", "merged"] {
        let error =
            window.call("print_pdfs", request(&connection, target, "{number}")).expect_err("there is no folder");
        assert!(error.message.contains("file/folder") && error.hint.is_some(), "{target}: {error:?}");
    }
}
