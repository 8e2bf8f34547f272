//! Caches that earlier versions wrote.

use billfold_sandbox::Sandbox;
use testkit::{Cli, assert_equal, differences, fixture, portal};

use crate::BILLFOLD;

/// The portal that `tests/fixtures/store/schema-1.sqlite` was synced from, and a connection with that cache.
fn with_the_first_schema() -> (Sandbox, Cli) {
    let portal = portal(60);
    let cli = Cli::connected(BILLFOLD, &portal);
    put_in_place(&cli, "store/schema-1.sqlite");
    (portal, cli)
}

fn put_in_place(cli: &Cli, cache: &str) {
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", cli.cache().display()));
    }
    std::fs::copy(fixture(cache), cli.cache()).expect("it is copied");
}

#[test]
fn an_upgrade_that_fails_half_way_changes_nothing() {
    let (portal, cli) = with_the_first_schema();
    // In the way of what the upgrade makes last: everything before it was done by then.
    let cache = rusqlite::Connection::open(cli.cache()).expect("the cache");
    cache
        .execute_batch("CREATE TABLE in_the_way (id); CREATE INDEX invoices_by_live_read ON in_the_way (id)")
        .expect("made");
    let words = cli.fails(1, &["status"]);
    assert!(words.contains("invoices_by_live_read"), "{words}");
    let number = |sql: &str| cache.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a number");
    assert_eq!(number("PRAGMA user_version"), 1);
    assert!(number("SELECT COUNT(*) FROM invoice_texts") > 0 && number("SELECT SUM(position) FROM line_items") > 0);
    cache.execute_batch("DROP TABLE in_the_way").expect("it is gone");
    drop(cache);
    assert_equal(&cli, &portal);
}

#[test]
fn the_first_schema_is_brought_up_to_date_with_all_it_holds() {
    let (portal, cli) = with_the_first_schema();

    let truth = portal.with_portal(|p| p.truth_json());
    assert_eq!(differences(&cli.exported(), &truth), Vec::<String>::new());
    // What was found by a word before is found now: of an item, of a customer, of a payment.
    let invoices = truth.as_array().expect("a list");
    let name = |invoice: &serde_json::Value| invoice["line_items"][0]["name"].as_str().map(str::to_owned);
    let item = invoices.iter().find_map(name).expect("a name");
    let reference = invoices
        .iter()
        .find_map(|invoice| invoice["payment_transactions"][0]["reference"].as_str())
        .expect("a reference");
    assert!(!cli.json(&["list", "--query", &item]).as_array().expect("a list").is_empty());
    assert_eq!(cli.json(&["list", "--query", reference]).as_array().expect("a list").len(), 1);

    let run = cli.json(&["sync"]);
    assert_eq!((&run["kind"], &run["added"], &run["changed"]), (&"delta".into(), &0.into(), &0.into()));
    cli.ok(&["verify"]);
    assert_eq!(differences(&cli.exported(), &truth), Vec::<String>::new());
    let folder = cli.cache().parent().expect("a folder").to_owned();
    let names = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let copies = names.filter(|name| name.to_string_lossy().contains("before-schema-2")).count();
    assert_eq!(copies, 1, "a copy was made before");
}

#[test]
fn the_second_schema_is_brought_up_to_date_with_all_it_holds() {
    let portal = portal(60);
    let cli = Cli::connected(BILLFOLD, &portal);
    put_in_place(&cli, "store/schema-2.sqlite");
    assert_equal(&cli, &portal);
    let status = cli.json(&["status"]);
    assert_eq!((&status["verification"]["verified"], &status["drafts"]), (&60.into(), &0.into()));
    let run = cli.json(&["sync"]);
    assert_eq!((&run["kind"], &run["added"], &run["changed"]), (&"delta".into(), &0.into(), &0.into()));
    // What the new schema is for.
    let open = cli.json(&["list", "--state", "open"])[0]["id"].to_string();
    cli.ok(&["invoice", "state", &open, "finalized", "--yes"]);
    assert_eq!(cli.json(&["journal"])[0]["status"], "done");
    assert_equal(&cli, &portal);
}

#[test]
fn the_third_schema_is_brought_up_to_date_with_all_it_holds() {
    let portal = portal(60);
    let cli = Cli::connected(BILLFOLD, &portal);
    put_in_place(&cli, "store/schema-3.sqlite");
    assert_equal(&cli, &portal);
    let run = cli.json(&["sync"]);
    assert_eq!((&run["kind"], &run["added"], &run["changed"]), (&"delta".into(), &0.into(), &0.into()));
    // What the new schema is for.
    let id = cli.json(&["list", "--state", "paid"])[0]["id"].to_string();
    let folder = cli.path("pdf");
    let written = cli.json(&["pdf", &id, "--out", folder.to_str().expect("a path")]);
    let bytes = std::fs::read(written[0]["path"].as_str().expect("a path")).expect("it is there");
    portal.with_portal(|p| p.set_stored_pdf(id.parse().expect("an id"), bytes));
    assert_eq!(cli.json(&["pdf", &id, "--compare"])[0]["comparison"]["same"], true);
    assert_equal(&cli, &portal);
}

#[test]
fn the_fourth_schema_is_brought_up_to_date_with_all_it_holds() {
    let portal = portal(60);
    let cli = Cli::connected(BILLFOLD, &portal);
    put_in_place(&cli, "store/schema-4.sqlite");
    assert_equal(&cli, &portal);
    let run = cli.json(&["sync"]);
    assert_eq!((&run["kind"], &run["added"], &run["changed"]), (&"delta".into(), &0.into(), &0.into()));
    // What the new schema is for: a change is noted, and one that nobody could see is not.
    let noted = || {
        let cache = rusqlite::Connection::open(cli.cache()).expect("the cache");
        cache.query_row("SELECT COUNT(*) FROM touched", [], |row| row.get::<_, i64>(0)).expect("a number")
    };
    assert_eq!(noted(), 0);
    let open = cli.json(&["list", "--state", "open"])[0]["id"].to_string();
    cli.ok(&["invoice", "state", &open, "finalized", "--yes"]);
    assert!(noted() > 0);
    assert_equal(&cli, &portal);
}
