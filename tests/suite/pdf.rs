//! Printing from the command line; places and words are tested beside the layout.

use std::{collections::BTreeSet, fs, process::Command};

use testkit::{Cli, portal};

use crate::BILLFOLD;

fn text_of(path: &str) -> String {
    let output = Command::new("pdftotext").args(["-layout", path, "-"]).output().expect("pdftotext of poppler-utils");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_month_becomes_a_folder_of_files_with_names_of_their_own() {
    let portal = portal(200);
    let cli = Cli::synced(BILLFOLD, &portal);
    let folder = cli.path("pdf");
    let written = cli.json(&["pdf", "--month", "2026-09", "--out", folder.to_str().expect("a path")]);
    let written = written.as_array().expect("a list");
    let expected = portal.with_portal(|p| p.invoices().iter().filter(|i| i.period.to_string() == "2026-09").count());
    assert_eq!(written.len(), expected);
    let paths: BTreeSet<_> = written.iter().map(|pdf| pdf["path"].as_str().expect("a path")).collect();
    assert_eq!(paths.len(), expected, "no file was written over");
    for pdf in written {
        let id = pdf["id"].as_u64().expect("an id");
        let (number, total) = portal.with_portal(|p| {
            let invoice = p.invoice(id).expect("it is there");
            (invoice.friendly_id.clone(), invoice.totals().cost)
        });
        let path = pdf["path"].as_str().expect("a path");
        assert!(path.contains(&number), "{path}");
        let text = text_of(path);
        assert!(text.contains(&number) && text.contains("AMOUNT DUE"), "{text}");
        let amount = billfold_core::domain::group_thousands(total.abs());
        assert!(text.contains(&amount), "no {amount} in {text}");
        assert_eq!(pdf["sha256"].as_str().expect("a hash").len(), 64);
    }
}

#[test]
fn the_same_invoice_gives_the_same_bytes_and_is_not_written_again() {
    let portal = portal(40);
    let cli = Cli::synced(BILLFOLD, &portal);
    let folder = cli.path("pdf");
    let call = ["pdf", "--all", "--out", folder.to_str().expect("a path")];
    let first = cli.json(&call);
    let path = first[0]["path"].as_str().expect("a path").to_owned();
    let written_at = || fs::metadata(&path).and_then(|m| m.modified()).expect("it is there");
    let (bytes, before) = (fs::read(&path).expect("it is there"), written_at());
    assert_eq!(cli.json(&call), first);
    assert_eq!(fs::read(&path).expect("it is there"), bytes);
    assert_eq!(written_at(), before, "a file with the same bytes is left alone");
    let names: Vec<_> = fs::read_dir(&folder).expect("it is there").map(|e| e.expect("an entry").file_name()).collect();
    assert!(names.iter().all(|name| name.to_string_lossy().ends_with(".pdf")), "nothing half written stays: {names:?}");
}

#[test]
fn no_network_is_needed() {
    let portal = portal(20);
    let cli = Cli::synced(BILLFOLD, &portal);
    drop(portal);
    let folder = cli.path("pdf");
    let written = cli.json(&["pdf", "--all", "--out", folder.to_str().expect("a path")]);
    assert_eq!(written.as_array().expect("a list").len(), 20);
}

#[test]
fn merged_and_zipped_hold_every_invoice() {
    let portal = portal(30);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (merged, zip) = (cli.path("all.pdf"), cli.path("all.zip"));
    let (merged, zip) = (merged.to_str().expect("a path"), zip.to_str().expect("a path"));
    let written = cli.json(&["pdf", "--all", "--merge", merged, "--zip", zip]);
    assert_eq!(written.as_array().expect("a list").len(), 30);
    let text = text_of(merged);
    portal.with_portal(|p| {
        for invoice in p.invoices() {
            assert!(text.contains(&invoice.friendly_id), "{} is not in the merged file", invoice.friendly_id);
        }
    });
    let check = Command::new("qpdf").args(["--check", merged]).output().expect("qpdf");
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    let listed = Command::new("python3").args(["-m", "zipfile", "-t", zip]).output().expect("python3");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stdout));
    let once = fs::read(zip).expect("it is there");
    cli.ok(&["pdf", "--all", "--zip", zip]);
    assert_eq!(fs::read(zip).expect("it is there"), once, "the same invoices give the same ZIP");
}

#[test]
fn names_follow_the_pattern_and_stay_apart() {
    let portal = portal(40);
    let cli = Cli::synced(BILLFOLD, &portal);
    let folder = cli.path("pdf");
    let written = cli.json(&["pdf", "--all", "--out", folder.to_str().expect("a path"), "--name", "{period}"]);
    let names: BTreeSet<_> = written.as_array().expect("a list").iter().map(|pdf| pdf["path"].as_str()).collect();
    assert_eq!(names.len(), 40);
    let words = cli.fails(2, &["pdf", "--all", "--out", "x", "--name", "{nummer}"]);
    assert!(words.contains("{number}"), "{words}");
}

#[test]
fn what_to_print_has_to_be_said() {
    let portal = portal(10);
    let cli = Cli::synced(BILLFOLD, &portal);
    cli.fails(2, &["pdf", "--out", "x"]);
    cli.fails(2, &["pdf", "--all"]);
    cli.fails(1, &["pdf", "123456789", "--out", cli.path("x").to_str().expect("a path")]);
}

#[test]
fn the_merged_file_has_an_outline_entry_for_each() {
    let portal = portal(12);
    let cli = Cli::synced(BILLFOLD, &portal);
    let merged = cli.path("all.pdf");
    let merged = merged.to_str().expect("a path");
    cli.ok(&["pdf", "--all", "--merge", merged]);
    let json = Command::new("qpdf").args(["--json=2", "--json-key=outlines", merged]).output().expect("qpdf");
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let titles: Vec<_> =
        json["outlines"].as_array().expect("entries").iter().map(|e| e["title"].as_str().unwrap_or_default()).collect();
    assert_eq!(titles.len(), 12);
    portal.with_portal(|p| {
        for invoice in p.invoices() {
            assert!(
                titles.iter().any(|title| title.starts_with(&invoice.friendly_id)),
                "{} in {titles:?}",
                invoice.friendly_id
            );
        }
    });
}

#[test]
fn the_other_layout_says_more() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let paid = portal.with_portal(|p| {
        p.invoices().iter().find(|invoice| invoice.state.as_str() == "paid").expect("one is paid").id.to_string()
    });
    let print = |layout: &str| {
        let folder = cli.path(layout);
        let call = ["pdf", &paid, "--out", folder.to_str().expect("a path"), "--layout", layout];
        text_of(cli.json(&call)[0]["path"].as_str().expect("a path"))
    };
    assert!(print("readable").contains("PAID"));
    assert!(print("readable").contains("Page 1 of 1"));
    assert!(!print("server").contains("PAID"));
    cli.fails(2, &["pdf", &paid, "--out", "x", "--layout", "pretty"]);
}

#[test]
fn hashes_are_those_of_the_files_in_the_order_asked_for() {
    let portal = portal(40);
    let cli = Cli::synced(BILLFOLD, &portal);
    let folder = cli.path("pdf");
    let mut ids: Vec<String> = portal.with_portal(|p| p.invoices().iter().map(|i| i.id.to_string()).collect());
    ids.reverse();
    let mut call = vec!["pdf", "--out", folder.to_str().expect("a path")];
    call.extend(ids.iter().map(String::as_str));
    let written = cli.json(&call);
    let written = written.as_array().expect("a list");
    assert_eq!(written.iter().map(|pdf| pdf["id"].to_string()).collect::<Vec<_>>(), ids);
    let mut sums = Command::new("sha256sum");
    sums.args(written.iter().map(|pdf| pdf["path"].as_str().expect("a path")));
    let sums = String::from_utf8(sums.output().expect("sha256sum").stdout).expect("text");
    for (line, pdf) in sums.lines().zip(written) {
        assert!(line.trim_start_matches('\\').starts_with(pdf["sha256"].as_str().expect("a hash")), "{line}, {pdf}");
    }
}

#[test]
fn a_full_disk_is_told_and_leaves_what_was_there() {
    let portal = portal(12);
    let cli = Cli::synced(BILLFOLD, &portal);
    let folder = cli.path("pdf");
    let call = ["pdf", "--all", "--out", folder.to_str().expect("a path")];
    let written = cli.json(&call);
    let full = written[5]["path"].as_str().expect("a path");
    // The device nothing can be written to stands where one of the files was.
    fs::remove_file(full).expect("it is there");
    std::os::unix::fs::symlink("/dev/full", full).expect("a link");
    let words = cli.fails(1, &call);
    assert!(words.contains("the disk is full") && words.contains("hint:"), "{words}");
    fs::remove_file(full).expect("the link");
    assert_eq!(files_in(&folder).len(), 11, "nothing half written is there: {:?}", files_in(&folder));
    for option in ["--merge", "--zip"] {
        let beside = cli.path("there");
        fs::create_dir_all(&beside).expect("a folder");
        let words = cli.fails(1, &["pdf", "--all", option, beside.join("no/such/folder").to_str().expect("a path")]);
        assert!(words.contains("does not exist"), "{words}");
        assert!(files_in(&beside).is_empty());
    }
    assert!(cli.fails(1, &["pdf", "--all", "--merge", "/dev/full"]).contains("the disk is full"));
    assert!(cli.fails(1, &["pdf", "--all", "--out", "/proc/nothing/here"]).contains("/proc/nothing/here"));
}

fn files_in(folder: &std::path::Path) -> Vec<std::ffi::OsString> {
    fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect()
}

#[test]
fn what_is_there_already_is_not_written_again() {
    let portal = portal(12);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (merged, zip) = (cli.path("all.pdf"), cli.path("all.zip"));
    let (merged, zip) = (merged.to_str().expect("a path"), zip.to_str().expect("a path"));
    let call = ["pdf", "--all", "--merge", merged, "--zip", zip];
    cli.ok(&call);
    let inode = |path: &str| std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).expect("it is there"));
    let before = (inode(merged), inode(zip));
    cli.ok(&call);
    assert_eq!((inode(merged), inode(zip)), before);
    portal.with_portal(|p| {
        let open = p.invoices().iter().find(|invoice| invoice.state.is_editable()).expect("one is open").id;
        p.set_number(open, "2026-11-99999999").expect("it can be changed");
    });
    cli.ok(&["sync"]);
    cli.ok(&call);
    assert_ne!(inode(merged), before.0);
    assert_ne!(inode(zip), before.1);
}

#[test]
fn a_character_no_font_has_is_named() {
    let portal = portal(12);
    let id = portal.with_portal(|p| {
        let open = p.invoices().iter().find(|invoice| invoice.state.is_editable()).expect("one is open");
        let (id, customer) = (open.id, open.account_id);
        p.rename_customer(customer, "Planet \u{10FFFD}").expect("it can be renamed");
        id.to_string()
    });
    let cli = Cli::synced(BILLFOLD, &portal);
    let folder = cli.path("pdf");
    let output = cli.call(&["pdf", &id, "--out", folder.to_str().expect("a path")]);
    assert_eq!(output.code, Some(0));
    assert!(output.stderr.contains("U+10FFFD") && output.stderr.contains(&id), "{}", output.stderr);
}

#[test]
fn a_pipe_is_written_to_and_not_replaced() {
    let portal = portal(12);
    let cli = Cli::synced(BILLFOLD, &portal);
    let pipe = cli.path("pipe");
    let pipe = pipe.to_str().expect("a path");
    for option in ["--zip", "--merge"] {
        assert!(Command::new("mkfifo").arg(pipe).status().expect("mkfifo").success());
        let got = cli.path("got");
        let mut reader = Command::new("cat");
        let mut reader = reader.arg(pipe).stdout(fs::File::create(&got).expect("a file")).spawn().expect("cat");
        cli.ok(&["pdf", "--all", option, pipe]);
        reader.wait().expect("it ends");
        let read = fs::read(&got).expect("it is there");
        assert!(read.starts_with(b"PK") || read.starts_with(b"%PDF-"), "{option}: {} bytes", read.len());
        let kind = fs::symlink_metadata(pipe).expect("it is there").file_type();
        assert!(std::os::unix::fs::FileTypeExt::is_fifo(&kind), "{option}");
        fs::remove_file(pipe).expect("it goes");
    }
}

#[test]
fn what_cannot_be_meant_is_refused_and_nothing_found_is_said() {
    let portal = portal(12);
    let cli = Cli::synced(BILLFOLD, &portal);
    let file = cli.path("all");
    let file = file.to_str().expect("a path");
    assert!(cli.fails(2, &["pdf", "--all", "--zip", file, "--merge", file]).contains("same file"));
    let nothing = cli.call(&["pdf", "--month", "1999-01", "--zip", file]);
    assert!(nothing.stderr.contains("no invoice matches") && fs::metadata(file).is_err(), "{nothing:?}");
    let told = cli.ok(&["pdf", "--all", "--zip", file]);
    assert_eq!(told.lines().filter(|line| *line == file).count(), 1, "{told}");
}
