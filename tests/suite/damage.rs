//! Damaged files, files from elsewhere and places that cannot be written: told, never lost.

use testkit::{Cli, portal};

use crate::BILLFOLD;

#[test]
fn a_file_that_is_no_database_is_kept_aside_and_filled_anew() {
    let portal = portal(25);
    let cli = Cli::synced(BILLFOLD, &portal);
    let garbage = b"this is not a database at all, it only stands in its place".repeat(100);
    std::fs::write(cli.cache(), &garbage).expect("it is written");
    let words = cli.fails(1, &["list"]);
    assert!(words.contains("damaged") && words.contains("kept as") && words.contains("Sync again"), "{words}");
    let kept = kept_aside(&cli);
    assert_eq!(std::fs::read(&kept[0]).expect("it is kept"), garbage);
    assert_eq!(cli.json(&["sync"])["added"], 25);
    assert_eq!(kept_aside(&cli).len(), 1, "it is never deleted");
    assert_eq!(cli.json(&["status"])["kept_aside"].as_array().expect("a list").len(), 1);
}

#[test]
fn listing_connections_does_not_hide_a_damaged_cache() {
    let portal = portal(5);
    let cli = Cli::synced(BILLFOLD, &portal);
    std::fs::write(cli.cache(), b"no database".repeat(1000)).expect("it is written");
    cli.ok(&["connections"]);
    assert!(kept_aside(&cli).is_empty(), "it is told where it is used, not where it is listed");
    assert!(cli.fails(1, &["list"]).contains("damaged"));
}

#[test]
fn a_database_damaged_in_the_middle_is_kept_aside() {
    let portal = portal(300);
    let cli = Cli::synced(BILLFOLD, &portal);
    rusqlite::Connection::open(cli.cache())
        .and_then(|cache| cache.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
        .expect("all of it is in the one file");
    let mut bytes = std::fs::read(cli.cache()).expect("it is there");
    let (from, to) = (8192, bytes.len() - 4096);
    bytes[from..to].fill(0xA5);
    std::fs::write(cli.cache(), &bytes).expect("it is written");
    let words = cli.fails(1, &["list"]);
    assert!(words.contains("damaged"), "{words}");
    assert_eq!(std::fs::read(&kept_aside(&cli)[0]).expect("it is kept"), bytes);
    assert_eq!(cli.json(&["sync"])["added"], 300);
}

#[test]
fn the_journal_of_changes_outlives_a_damaged_cache() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let open = cli.json(&["list", "--state", "open"]);
    cli.ok(&["invoice", "state", &open[0]["id"].to_string(), "finalized", "--yes"]);
    cli.ok(&["invoice", "state", &open[1]["id"].to_string(), "finalized", "--draft", "--yes"]);
    let journal = cli.json(&["journal"]);
    let (root, size): (usize, usize) = rusqlite::Connection::open(cli.cache())
        .and_then(|cache| {
            cache.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            let sql = "SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = 'invoices'";
            cache.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        })
        .expect("the table's first page");
    let mut bytes = std::fs::read(cli.cache()).expect("it is there");
    bytes[(root - 1) * size..root * size].fill(0xA5);
    std::fs::write(cli.cache(), &bytes).expect("it is written");
    assert!(cli.fails(1, &["list"]).contains("damaged"));
    assert_eq!(cli.json(&["status"])["drafts"], 1);
    cli.ok(&["sync"]);
    let mut kept = journal.clone();
    kept.as_array_mut().expect("lines").iter_mut().for_each(|line| line["run"] = serde_json::Value::Null);
    assert_eq!(cli.json(&["journal"]), kept, "but for the number of a run that the new cache does not have");
    assert_eq!(std::fs::read(&kept_aside(&cli)[0]).expect("it is kept"), bytes);
    cli.ok(&["drafts", "send", "--all", "--yes"]);
}

#[test]
fn damage_found_while_printing_is_told_as_that() {
    let portal = portal(300);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (root, size): (usize, usize) = rusqlite::Connection::open(cli.cache())
        .and_then(|cache| {
            cache.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            let sql = "SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = 'line_items'";
            cache.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        })
        .expect("the table's first page");
    let mut bytes = std::fs::read(cli.cache()).expect("it is there");
    let from = (root - 1) * size;
    bytes[from..from + size].fill(0xA5);
    std::fs::write(cli.cache(), &bytes).expect("it is written");
    let words = cli.fails(1, &["pdf", "--all", "--out", cli.path("pdf").to_str().expect("a path")]);
    assert!(words.contains("damaged") && kept_aside(&cli).len() == 1, "{words}");
}

#[cfg(unix)]
#[test]
fn an_export_through_a_link_keeps_the_link_and_the_files_mode() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let portal = portal(5);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (file, link) = (cli.path("shared.json"), cli.path("link.json"));
    cli.ok(&["status"]);
    std::fs::write(&file, "old").expect("it is written");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).expect("it is set");
    symlink(&file, &link).expect("it is linked");
    cli.ok(&["export", "--format", "json", "--out", link.to_str().expect("a path")]);
    assert!(link.symlink_metadata().expect("it is there").is_symlink());
    let metadata = file.metadata().expect("it is there");
    assert!(metadata.len() > 100 && metadata.permissions().mode() & 0o777 == 0o640);
}

fn kept_aside(cli: &Cli) -> Vec<std::path::PathBuf> {
    let folder = cli.cache().parent().expect("a folder").to_owned();
    let entries = std::fs::read_dir(folder).expect("it is there").map(|entry| entry.expect("an entry").path());
    entries
        .filter(|path| path.to_string_lossy().contains("damaged") && path.extension().is_some_and(|e| e == "sqlite"))
        .collect()
}

#[test]
fn a_database_from_the_future_is_refused_and_not_touched() {
    let portal = portal(10);
    let cli = Cli::synced(BILLFOLD, &portal);
    let cache = rusqlite::Connection::open(cli.cache()).expect("it opens");
    cache.pragma_update(None, "user_version", 999).expect("it is set");
    cache.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("all of it is in the one file");
    drop(cache);
    let before = std::fs::read(cli.cache()).expect("it is there");
    for call in [&["list"][..], &["sync"], &["status"]] {
        let words = cli.fails(1, call);
        assert!(words.contains("newer version") && words.contains("999"), "{words}");
    }
    assert_eq!(std::fs::read(cli.cache()).expect("it is there"), before);
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let portal = portal(5);
    let cli = Cli::new(BILLFOLD).with_token(portal.token());
    let file = cli.path("file");
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("it is made");
    std::fs::write(&file, "a file stands here").expect("it is written");
    let inside = file.join("data");
    let inside = inside.to_str().expect("a path");
    let words = cli.fails(1, &["connect", "Test", "--url", &portal.url(), "--data-dir", inside]);
    assert!(words.contains(inside) && words.contains("folder"), "{words}");
    assert_eq!(std::fs::read_to_string(&file).expect("it is there"), "a file stands here");
}

#[test]
fn an_export_that_cannot_be_written_leaves_what_was_there() {
    let portal = portal(5);
    let cli = Cli::synced(BILLFOLD, &portal);
    let missing = cli.path("no/such/folder/export.json");
    let words = cli.fails(1, &["export", "--format", "json", "--out", missing.to_str().expect("a path")]);
    assert!(words.contains("export.json"), "{words}");
    let folder = cli.path("pdfs");
    std::fs::write(&folder, "in the way").expect("it is written");
    let words = cli.fails(1, &["pdf", "--all", "--out", folder.to_str().expect("a path")]);
    assert!(words.contains("pdfs"), "{words}");
}

#[test]
fn a_broken_list_of_connections_is_told_and_kept() {
    let portal = portal(5);
    let cli = Cli::synced(BILLFOLD, &portal);
    let list = cli.data().join("connections.json");
    std::fs::write(&list, "{ broken").expect("it is written");
    let words = cli.fails(1, &["list"]);
    assert!(words.contains("connections.json"), "{words}");
    assert_eq!(std::fs::read_to_string(&list).expect("it is there"), "{ broken");
}
