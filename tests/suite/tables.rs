//! Tables for spreadsheets: what is in the file is what is held, and text stays text.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use billfold_core::api::{self, ErrorCode};
use calamine::{Data, DataType as _, Reader, Xlsx};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use testkit::{Cli, Window, portal, runtime};

use crate::BILLFOLD;

/// Rows of a CSV file by the names of its columns.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let bytes = std::fs::read(path).expect("the file");
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
    let rows: Vec<_> = csv::Reader::from_reader(text).deserialize().map(|row| row.expect("a row")).collect();
    // Line breaks within a text stay as they are.
    let ends = text.windows(2).filter(|pair| pair == b"\r\n").count();
    assert_eq!(ends, rows.len() + 1, "rows end as RFC 4180 has it");
    rows
}

fn export(cli: &Cli, name: &str, more: &[&str]) -> std::path::PathBuf {
    let path = cli.path(name);
    let format = name.rsplit('.').next().expect("an extension");
    let out = path.to_str().expect("text");
    cli.ok(&[&["export", "--format", format, "--out", out], more].concat());
    path
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn a_csv_says_what_is_held() {
    let portal = portal(120);
    let cli = Cli::synced(BILLFOLD, &portal);
    let held = cli.exported();
    let held = held.as_array().expect("invoices");
    let table = rows(&export(&cli, "all.csv", &[]));
    assert_eq!(table.len(), held.len());
    let by_id: BTreeMap<&str, _> = table.iter().map(|row| (row["Id"].as_str(), row)).collect();
    for invoice in held {
        let row = by_id[invoice["id"].to_string().as_str()];
        for (column, value) in [
            ("Number", &invoice["friendly_id"]),
            ("State", &invoice["state"]),
            ("Customer id", &invoice["buyer"]["id"]),
            ("Currency", &invoice["currency"]),
            ("Issued on", &invoice["issued_on"]),
            ("Due on", &invoice["due_on"]),
            ("VAT rate (%)", &invoice["vat_rate"]),
        ] {
            assert_eq!(row[column], text(value), "{column} of {}", invoice["id"]);
        }
        let decimal = |text: &str| text.parse::<Decimal>().expect("a plain number");
        assert_eq!(decimal(&row["Total"]), decimal(&text(&invoice["cost"])));
    }
    let items = rows(&export(&cli, "items.csv", &["--line-items"]));
    let expected: usize =
        held.iter().map(|one| one["line_items"].as_array().map_or(1, |items| items.len().max(1))).sum();
    assert_eq!(items.len(), expected, "a row for each item, and one for an invoice without any");
    let cost: Decimal = items
        .iter()
        .filter(|row| !row["Item cost"].is_empty())
        .map(|row| row["Item cost"].parse::<Decimal>().expect("a plain number"))
        .sum();
    let held_cost: Decimal = held
        .iter()
        .flat_map(|one| one["line_items"].as_array().expect("items"))
        .filter_map(|item| item["cost"].as_str().map(|cost| cost.parse::<Decimal>().expect("a number")))
        .sum();
    assert_eq!(cost, held_cost, "not a cent is lost");
}

#[test]
fn filter_and_order_hold_for_tables_too() {
    let portal = portal(120);
    let cli = Cli::synced(BILLFOLD, &portal);
    let listed = cli.json(&["list", "--state", "paid", "--min", "100"]);
    let expected: Vec<String> = listed.as_array().expect("a list").iter().map(|one| one["id"].to_string()).collect();
    let table = rows(&export(&cli, "some.csv", &["--state", "paid", "--min", "100"]));
    let ids: Vec<&str> = table.iter().map(|row| row["Id"].as_str()).collect();
    assert_eq!(ids, expected);
}

#[test]
fn the_portals_own_columns_in_its_order() {
    let portal = portal(20);
    let cli = Cli::synced(BILLFOLD, &portal);
    let head = |name: &str, more: &[&str]| {
        let text = std::fs::read_to_string(export(&cli, name, more)).expect("text");
        text.trim_start_matches('\u{FEFF}').lines().next().expect("a header").trim().to_owned()
    };
    assert_eq!(head("portal.csv", &["--columns", "portal"]), "Number,Account,Month,Cost,State");
    let lines = head("lines.csv", &["--columns", "portal", "--line-items"]);
    assert!(lines.starts_with("Invoice Id,Invoice Friendly Id,Invoice State,Paid At,"), "{lines}");
}

#[test]
fn no_text_becomes_a_formula_and_no_number_a_text() {
    let names = [
        "=cmd|' /C calc'!A0",
        "+1 Corp",
        "-2 GmbH",
        "@SUM(A1)",
        " =HYPERLINK(\"http://evil\")",
        "\u{ff1d}1+1",
        "quoted \"and\", comma",
        "🦀 Crab & Søn",
        "شركة",
    ];
    let portal = portal(240);
    portal.with_portal(|portal| {
        let accounts: Vec<u64> = portal.accounts().map(|account| account.id).collect();
        for (name, id) in names.iter().zip(accounts) {
            portal.rename_customer(id, name).expect("a customer");
            let month = billfold_sandbox::portal::Month::parse("2026-11").expect("a month");
            portal.create_invoice(id, month).expect("an invoice");
        }
    });
    let cli = Cli::synced(BILLFOLD, &portal);
    let table = rows(&export(&cli, "names.csv", &[]));
    let shown: BTreeSet<&str> = table.iter().map(|row| row["Customer"].as_str()).collect();
    for name in names {
        let risky = name.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}']);
        let expected = if risky { format!("'{name}") } else { name.to_owned() };
        assert!(shown.contains(expected.as_str()), "{expected:?} in {shown:?}");
    }
    let book = export(&cli, "names.xlsx", &[]);
    let mut book: Xlsx<_> = calamine::open_workbook(book).expect("a workbook");
    let sheet = book.worksheet_range("Invoices").expect("the sheet");
    let texts: BTreeSet<String> = sheet.used_cells().filter_map(|(_, _, cell)| cell.as_string()).collect();
    assert!(names.iter().all(|name| texts.contains(*name)), "in a workbook a text is one by its kind");
    let formulas = book.worksheet_formula("Invoices").expect("the sheet");
    assert_eq!(formulas.used_cells().count(), 0, "nothing is computed");
}

#[test]
fn a_workbook_has_dates_numbers_and_totals_per_currency() {
    let portal = portal(120);
    let cli = Cli::synced(BILLFOLD, &portal);
    let path = export(&cli, "all.xlsx", &["--line-items"]);
    let mut book: Xlsx<_> = calamine::open_workbook(&path).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Invoices", "Line items"]);
    let sheet = book.worksheet_range("Invoices").expect("the sheet");
    let head: Vec<String> = sheet.rows().next().expect("a header").iter().map(ToString::to_string).collect();
    let column = |name: &str| head.iter().position(|one| one == name).unwrap_or_else(|| panic!("{name} in {head:?}"));
    let (id, total, issued) = (column("Id"), column("Total"), column("Issued on"));
    let body: Vec<&[Data]> = sheet.rows().skip(1).collect();
    let invoices: Vec<_> = body.iter().filter(|row| row[id].is_float() || row[id].is_int()).collect();
    assert_eq!(invoices.len(), 120);
    for row in &invoices {
        assert!(matches!(row[total], Data::Float(_) | Data::Int(_)), "{:?}", row[total]);
        assert!(matches!(row[issued], Data::DateTime(_) | Data::Empty), "{:?}", row[issued]);
    }
    let totals = cli.json(&["list"]);
    let mut expected: BTreeMap<String, Decimal> = BTreeMap::new();
    for one in totals.as_array().expect("a list") {
        let cost: Decimal = text(&one["cost"]).parse().expect("a number");
        let of = one["currency"]
            .as_str()
            .map_or("Total without a currency".to_owned(), |currency| format!("Total {currency}"));
        *expected.entry(of).or_default() += cost;
    }
    let after: Vec<_> =
        body.iter().filter(|row| !row[id].is_float() && !row[id].is_int() && !row[total].is_empty()).collect();
    let found: BTreeMap<String, Decimal> = after
        .iter()
        .map(|row| {
            let cost = row[total].as_f64().map(|value| format!("{value:.2}").parse().expect("a number"));
            (row[id].to_string(), cost.expect("a total"))
        })
        .collect();
    assert_eq!(found, expected, "a total for each currency, never across them");
    assert_eq!(book.worksheet_range("Line items").expect("the sheet").rows().count() - 1, {
        let held = cli.exported();
        let items =
            held.as_array().expect("invoices").iter().map(|one| one["line_items"].as_array().map_or(0, Vec::len));
        items.sum::<usize>() + totals_of_items(&path)
    });
}

/// Rows of totals below the line items.
fn totals_of_items(path: &Path) -> usize {
    let mut book: Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let sheet = book.worksheet_range("Line items").expect("the sheet");
    sheet.rows().skip(1).filter(|row| !row[0].is_float() && !row[0].is_int()).count()
}

#[test]
fn a_table_is_whole_or_what_was_there_stays() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    for name in ["kept.csv", "kept.xlsx"] {
        let nowhere = format!("/no/such/folder/{name}");
        let format = name.rsplit('.').next().expect("an extension");
        let words = cli.fails(1, &["export", "--format", format, "--out", &nowhere]);
        assert!(words.contains("does not exist"), "{words}");
        let folder = cli.path(name);
        std::fs::create_dir(&folder).expect("a folder");
        cli.fails(1, &["export", "--format", format, "--out", folder.to_str().expect("text")]);
        assert!(folder.is_dir());
        if Path::new("/dev/full").exists() {
            let words = cli.fails(1, &["export", "--format", format, "--out", "/dev/full"]);
            assert!(words.contains("full"), "{words}");
        }
    }
    assert_eq!(std::fs::read_dir(cli.path("")).expect("a folder").count(), 2, "nothing half is left");
    let summary = cli.json(&["export", "--format", "csv", "--out", cli.path("x.csv").to_str().expect("text")]);
    assert_eq!(summary["invoices"], 60);
    let words = cli.fails(2, &["export", "--format", "json", "--line-items", "--out", "x.json"]);
    assert!(words.contains("for tables"), "{words}");
}

fn request(window: &Window, more: Value) -> Value {
    let _ = window;
    let sort = json!({ "column": "total", "descending": true });
    let mut request = json!({ "connection": "Test", "ids": null, "filter": {}, "sort": sort, "format": "csv",
                              "columns": "full", "line_items": false });
    request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    request
}

#[test]
fn a_stop_leaves_no_file() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    *window.host.save_to.lock().expect("a lock") = Some(window.folder.path().to_owned());
    for format in ["csv", "xlsx"] {
        let app = Arc::clone(&window.app);
        let stopped = window.call_with("export_invoices", request(&window, json!({ "format": format })), move |_| {
            let app = Arc::clone(&app);
            // On a thread of its own: the one of the export waits for it.
            std::thread::spawn(move || {
                let own = tokio::runtime::Runtime::new().expect("a runtime");
                let stop = api::types::ConnectionRequest { connection: "Test".into() };
                own.block_on(api::tables::stop_export(&app, stop))
            })
            .join()
            .expect("it answers")
            .expect("it stops");
        });
        assert_eq!(stopped.expect_err("it was stopped").code, ErrorCode::Stopped);
        assert!(!window.folder.path().join(format!("invoices-2026-11-15.{format}")).exists());
    }
    let names: Vec<_> =
        std::fs::read_dir(window.folder.path()).expect("a folder").map(|e| e.expect("one").file_name()).collect();
    assert_eq!(names, ["data"], "nothing half is left");
}

#[test]
fn what_is_ticked_is_exported_and_copied_in_the_order_of_the_list() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    *window.host.save_to.lock().expect("a lock") = Some(window.folder.path().to_owned());
    let list = json!({ "connection": "Test", "filter": {}, "sort": { "column": "total", "descending": true }, "offset": 0, "limit": 5 });
    let five = window.json("list_invoices", list);
    let ids: Vec<Value> = five.as_array().expect("rows").iter().rev().map(|row| row["id"].clone()).collect();
    let result = window.json("export_invoices", request(&window, json!({ "ids": ids })));
    assert_eq!((&result["invoices"], &result["line_items"]), (&json!(5), &json!(0)));
    let file = window.folder.path().join(result["file"]["file_name"].as_str().expect("a name"));
    let expected: Vec<String> = five.as_array().expect("rows").iter().map(|row| row["id"].to_string()).collect();
    assert_eq!(rows(&file).iter().map(|row| row["Id"].clone()).collect::<Vec<_>>(), expected);
    window
        .json("show_written", json!({ "folder": result["file"]["folder"], "file_name": result["file"]["file_name"] }));

    let copied = window.json("copy_invoices", request(&window, json!({ "ids": ids })));
    let copied = copied.as_str().expect("text");
    assert_eq!(copied.lines().count(), 6, "a header and five rows: {copied}");
    let first = five[0]["friendly_id"].as_str().expect("a number");
    assert!(copied.lines().nth(1).is_some_and(|line| line.split('\t').any(|cell| cell == first)), "{copied}");
    let gone = window.call("export_invoices", request(&window, json!({ "ids": [987_654] }))).expect_err("not held");
    assert_eq!(gone.code, ErrorCode::NotFound);
}

#[test]
fn figures_are_written_with_every_row() {
    let portal = portal(120);
    let window = Window::synced(&portal);
    *window.host.save_to.lock().expect("a lock") = Some(window.folder.path().to_owned());
    let write = |table: Value, format: &str| {
        let saved = window.json("export_figures", json!({ "connection": "Test", "table": table, "format": format }));
        window.folder.path().join(saved["file_name"].as_str().expect("a name"))
    };
    let earnings = json!({ "table": "earnings", "from": null, "to": null });
    let report = window.json("earnings", json!({ "connection": "Test", "from": null, "to": null }));
    let months: usize = report["currencies"]
        .as_array()
        .expect("currencies")
        .iter()
        .map(|one| one["months"].as_array().map_or(0, Vec::len))
        .sum();
    let table = rows(&write(earnings.clone(), "csv"));
    assert_eq!(table.len(), months);
    assert_eq!(table[0]["Total"], text(&report["currencies"][0]["months"][0]["groups"]["total"]["amount"]));

    let owed = rows(&write(json!({ "table": "receivables", "as_of": null }), "csv"));
    let sort = json!({ "column": "balance", "descending": true });
    let list = runtime().block_on(api::dispatch(
        &window.app,
        "customer_list",
        json!({ "connection": "Test", "query": null, "sort": sort, "offset": 0, "limit": 1000 }),
        |_| {},
    ));
    let Ok(api::Reply::Json(list)) = list else { panic!("no list") };
    let owing = list["rows"].as_array().expect("rows").iter().filter(|row| row["balance"]["count"] != 0).count();
    assert_eq!(owed.len(), owing);
    let customers = rows(&write(json!({ "table": "customers", "query": null, "sort": sort }), "csv"));
    assert_eq!(json!(customers.len()), list["count"]);
    for table in [earnings, json!({ "table": "receivables", "as_of": "2026-10-31" })] {
        let file = write(table, "xlsx");
        let mut book: Xlsx<_> = calamine::open_workbook(file).expect("a workbook");
        assert!(book.worksheet_range_at(0).expect("a sheet").expect("it is read").rows().count() > 2);
    }
}
