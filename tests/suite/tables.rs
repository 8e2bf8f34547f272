//! Tables for spreadsheets: what is in the file is what is held, and text stays text.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use billfold_core::api::{self, ErrorCode};
use billfold_sandbox::portal::{Address, Month, NewLineItem, Text};
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

/// Every column of the full table, in its order, and where the JSON of an invoice has its value.
const FULL: [(&str, &str); 27] = [
    ("Id", "/id"),
    ("Number", "/friendly_id"),
    ("State", "/state"),
    ("Customer id", "/buyer/id"),
    ("Customer", "/buyer/org_name"),
    ("Customer status", "/buyer/status"),
    ("Period from", "/period/from"),
    ("Period to", "/period/to"),
    ("Issued on", "/issued_on"),
    ("Due on", "/due_on"),
    ("Paid at (UTC)", "/paid_at"),
    ("Currency", "/currency"),
    ("Total without VAT", "/cost_without_vat"),
    ("VAT rate (%)", "/vat_rate"),
    ("VAT", "/vat_amount"),
    ("Total", "/cost"),
    ("Created at (UTC)", "/created_at"),
    ("Updated at (UTC)", "/updated_at"),
    ("Creation type", "/creation_type"),
    ("Payments", "/payment_transactions_count"),
    ("Customer address", "/buyer/address"),
    ("Customer city", "/buyer/city"),
    ("Customer region", "/buyer/state"),
    ("Customer zip", "/buyer/zip"),
    ("Customer country", "/buyer/country"),
    ("Customer phone", "/buyer/phone"),
    ("Issuer", "/provider/org_name"),
];

#[test]
fn every_column_says_what_the_cache_says() {
    let portal = portal(120);
    // Each part of an address says which one it is, so that none can pass for another.
    let address = |id: u64| Address {
        line1: Some(Text::from(format!("{id} Line One"))),
        line2: Some(Text::from("Line, Two")),
        city: Some(Text::from(format!("City {id}"))),
        state: Some(Text::from(format!("Region {id}"))),
        country: Some(Text::from(format!("Country {id}"))),
        phone: Some(Text::from(format!("030 {id}"))),
        zip: Some(Text::from(format!("00{id}"))),
    };
    let customers = portal.with_portal(|portal| {
        let ids: BTreeSet<u64> = portal.invoices().iter().map(|invoice| invoice.account_id).collect();
        let changed = |id: &u64| portal.edit_customer(*id, |one| one.address = address(*id).into()).is_ok();
        ids.into_iter().filter(changed).collect::<Vec<_>>()
    });
    let cli = Cli::synced(BILLFOLD, &portal);
    portal.with_portal(|portal| portal.delete_customer(customers[0]).expect("a customer"));
    cli.ok(&["sync", "--full"]);

    let path = export(&cli, "all.csv", &[]);
    let head = std::fs::read_to_string(&path).expect("text").lines().next().expect("a header").to_owned();
    assert_eq!(head.trim_start_matches('\u{FEFF}'), FULL.map(|(column, _)| column).join(","));
    let table = rows(&path);
    let held = cli.exported();
    let held = held.as_array().expect("invoices");
    assert_eq!(table.len(), held.len());
    for (row, invoice) in table.iter().zip(held) {
        for (column, place) in FULL {
            let value = text(invoice.pointer(place).unwrap_or(&Value::Null));
            let is_sign = column == "Customer phone" && value.starts_with('+');
            let expected = if is_sign { format!("'{value}") } else { value };
            assert_eq!(row[column], expected, "{column} of {}", invoice["id"]);
        }
    }
    for (column, _) in FULL {
        assert!(table.iter().any(|row| !row[column].is_empty()), "no invoice has a {column} to compare");
    }
}

#[test]
fn another_order_holds_with_a_filter() {
    let portal = portal(120);
    let window = Window::synced(&portal);
    *window.host.save_to.lock().expect("a lock") = Some(window.folder.path().to_owned());
    let filter = json!({ "states": ["paid", "unpaid", "open"], "min": "50" });
    let ids = |sort: &Value| -> Vec<String> {
        let list = json!({ "connection": "Test", "filter": filter, "sort": sort, "offset": 0, "limit": 1000 });
        let listed = window.json("list_invoices", list);
        listed.as_array().expect("rows").iter().map(|row| row["id"].to_string()).collect()
    };
    let newest_first = ids(&json!({ "column": "issued", "descending": true }));
    assert!((20..120).contains(&newest_first.len()), "the filter finds some: {}", newest_first.len());
    for (column, descending) in [("customer", false), ("due", false), ("total", false), ("number", false)] {
        let sort = json!({ "column": column, "descending": descending });
        let expected = ids(&sort);
        assert_ne!(expected, newest_first, "{sort} is another order");
        let written = window.json("export_invoices", request(&window, json!({ "filter": filter, "sort": sort })));
        let file = window.folder.path().join(written["file"]["file_name"].as_str().expect("a name"));
        let found: Vec<String> = rows(&file).iter().map(|row| row["Id"].clone()).collect();
        assert_eq!(found, expected, "{sort}");
    }
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
    let long = format!("{}, the longest", "Name ".repeat(8_000));
    // Whether a spreadsheet would take it for a formula.
    let names = [
        ("=cmd|' /C calc'!A0", true),
        ("+1 Corp", true),
        ("-2 GmbH", true),
        ("-2.50", true),
        ("@SUM(A1)", true),
        (" =HYPERLINK(\"http://evil\")", true),
        ("\u{ff1d}1+1", true),
        ("\tTab before", true),
        ("\n=1+1", true),
        ("\u{200f}=1+1", true),
        ("\u{202e}+1", true),
        ("quoted \"and\", comma", false),
        ("Tab\tin it", false),
        ("Line\nbreak =1", false),
        ("\u{200f}شركة\u{200f}", false),
        ("🦀 Crab & Søn", false),
        (long.as_str(), false),
    ];
    let portal = portal(240);
    portal.with_portal(|portal| {
        let mut accounts = portal.accounts().cloned().collect::<Vec<_>>().into_iter();
        let mut account = accounts.next().expect("a customer");
        let last = accounts.map(|account| account.id).max().expect("customers");
        for (id, (name, _)) in (last + 1..).zip(names) {
            account.id = id;
            account.org_name = Text::from(name);
            account.deleted = false;
            portal.put_account(account.clone());
            portal.create_invoice(id, Month::parse("2026-11").expect("a month")).expect("an invoice");
        }
    });
    let cli = Cli::synced(BILLFOLD, &portal);
    let table = rows(&export(&cli, "names.csv", &[]));
    let shown: BTreeSet<&str> = table.iter().map(|row| row["Customer"].as_str()).collect();
    for (name, risky) in names {
        let expected = if risky { format!("'{name}") } else { name.to_owned() };
        assert!(shown.contains(expected.as_str()), "{expected:.50?} is whole and a text");
    }
    let book = export(&cli, "names.xlsx", &[]);
    let mut book: Xlsx<_> = calamine::open_workbook(book).expect("a workbook");
    let sheet = book.worksheet_range("Invoices").expect("the sheet");
    let texts: BTreeSet<String> = sheet.used_cells().filter_map(|(_, _, cell)| cell.as_string()).collect();
    for (name, _) in names.iter().filter(|(name, _)| *name != long) {
        assert!(texts.contains(*name), "{name:?}: in a workbook a text is one by its kind");
    }
    let cut: Vec<&String> = texts.iter().filter(|text| text.starts_with(&long[..32_000])).collect();
    let is_told = cut[0].ends_with("(cut here: a cell of a workbook holds 32,767 characters)");
    assert!(cut.len() == 1 && is_told && cut[0].chars().count() == 32_767, "what does not fit is cut, and told");
    let formulas = book.worksheet_formula("Invoices").expect("the sheet");
    assert_eq!(formulas.used_cells().count(), 0, "nothing is computed");
}

#[test]
fn an_amount_below_zero_is_a_number() {
    let portal = portal(60);
    let id = portal.with_portal(|portal| {
        let customer = portal.accounts().find(|account| !account.deleted).expect("a customer").id;
        let id = portal.create_invoice(customer, Month::parse("2026-11").expect("a month")).expect("an invoice");
        let credit = NewLineItem::by_hand("=Credit", "-1234.5".parse().expect("a number"));
        portal.add_line_item(id, credit).expect("an item");
        id.to_string()
    });
    let cli = Cli::synced(BILLFOLD, &portal);
    let held = cli.json(&["show", &id]);
    let cost = text(&held["cost"]);
    assert!(cost.starts_with('-'), "{cost}");
    let table = rows(&export(&cli, "items.csv", &["--line-items"]));
    let row = table.iter().find(|row| row["Id"] == id).expect("the invoice");
    let amounts = [&row["Total"], &row["Item cost"], &row["Item name"]];
    assert_eq!(amounts, [cost.as_str(), &text(&held["line_items"][0]["cost"]), "'=Credit"]);

    let mut book: Xlsx<_> = calamine::open_workbook(export(&cli, "all.xlsx", &[])).expect("a workbook");
    let sheet = book.worksheet_range("Invoices").expect("the sheet");
    let total = sheet.rows().next().expect("a header").iter().position(|cell| cell.get_string() == Some("Total"));
    let row = sheet.rows().find(|row| row[0].to_string() == id).expect("the invoice");
    assert_eq!(row[total.expect("a column")], Data::Float(cost.parse().expect("a number")));
}

/// The totals below the rows of a sheet of invoices: what they are called, and the column `Total`.
fn totals_below(sheet: &calamine::Range<Data>) -> BTreeMap<String, Decimal> {
    let head: Vec<String> = sheet.rows().next().expect("a header").iter().map(ToString::to_string).collect();
    let total = head.iter().position(|one| one == "Total").expect("a column");
    let below = sheet.rows().skip(1).filter(|row| row[0].is_string() && !row[total].is_empty());
    let totals = below.map(|row| {
        let cost = row[total].as_f64().map(|value| format!("{value:.2}").parse().expect("a number"));
        (row[0].to_string(), cost.expect("a total"))
    });
    totals.collect()
}

#[test]
fn totals_of_a_workbook_are_those_of_the_list() {
    let portal = portal(120);
    let window = Window::synced(&portal);
    *window.host.save_to.lock().expect("a lock") = Some(window.folder.path().to_owned());
    for filter in [json!({}), json!({ "states": ["paid"], "min": "100" }), json!({ "states": ["cancelled"] })] {
        let totals = window.json("total_invoices", json!({ "connection": "Test", "filter": filter }));
        let expected: BTreeMap<String, Decimal> = totals["totals"]
            .as_array()
            .expect("totals")
            .iter()
            .map(|one| {
                let label = match one["currency"].as_str() {
                    Some(currency) => format!("Total {currency}"),
                    None => "Total without a currency".to_owned(),
                };
                (label, text(&one["cost"]).parse().expect("a number"))
            })
            .collect();
        assert!(!expected.is_empty(), "{filter} finds some");
        let more = json!({ "filter": filter, "format": "xlsx", "line_items": true });
        let written = window.json("export_invoices", request(&window, more));
        assert_eq!(written["invoices"], totals["count"]);
        let file = window.folder.path().join(written["file"]["file_name"].as_str().expect("a name"));
        let mut book: Xlsx<_> = calamine::open_workbook(file).expect("a workbook");
        assert_eq!(totals_below(&book.worksheet_range("Invoices").expect("the sheet")), expected, "{filter}");
    }
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
    assert_eq!(totals_below(&sheet), expected, "a total for each currency, never across them");
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

#[test]
fn a_file_that_was_there_stays_when_an_export_fails() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    // The oldest invoice, which comes last, is not readable: the others are written before it.
    let damaged = rusqlite::Connection::open(cli.cache()).and_then(|cache| {
        let sql = "UPDATE invoices SET vat_amount = 'nonsense'
                   WHERE id = (SELECT id FROM invoices ORDER BY period_from, id LIMIT 1)";
        cache.execute(sql, [])
    });
    assert_eq!(damaged.expect("it is changed"), 1);
    let before = b"what was there\r\n\0".repeat(10_000);
    for name in ["kept.csv", "kept.xlsx"] {
        let path = cli.path(name);
        std::fs::write(&path, &before).expect("it is written");
        let format = name.rsplit('.').next().expect("an extension");
        let words = cli.fails(1, &["export", "--format", format, "--out", path.to_str().expect("text")]);
        assert!(words.contains("nonsense"), "{words}");
        assert!(std::fs::read(&path).expect("it is there") == before, "{name} stays byte for byte");
    }
    assert_eq!(std::fs::read_dir(cli.path("")).expect("a folder").count(), 2, "nothing half is left");
}

#[test]
fn a_file_that_was_there_stays_when_an_export_is_stopped() {
    let portal = portal(60);
    let window = Window::synced(&portal);
    *window.host.save_to.lock().expect("a lock") = Some(window.folder.path().to_owned());
    let before = b"what was there\r\n\0".repeat(10_000);
    for format in ["csv", "xlsx"] {
        let path = window.folder.path().join(format!("invoices-2026-11-15.{format}"));
        std::fs::write(&path, &before).expect("it is written");
        // Before the first row, half way, and when all that is left is to put it together.
        for stop_at in [0, 30, 60] {
            let stopped = export_stopped_at(&window, format, stop_at);
            assert_eq!(stopped.expect_err("it was stopped").code, ErrorCode::Stopped, "{format} at {stop_at}");
            let after = std::fs::read(&path).expect("it is there");
            assert!(after == before, "{format} stopped at {stop_at} stays byte for byte");
        }
    }
    assert_eq!(std::fs::read_dir(window.folder.path()).expect("a folder").count(), 3, "nothing half is left");
}

/// Exports everything and stops it after so many invoices.
fn export_stopped_at(window: &Window, format: &str, done: u64) -> Result<api::Reply, api::Error> {
    let app = Arc::clone(&window.app);
    window.call_with("export_invoices", request(window, json!({ "format": format })), move |at| {
        if at.done != done {
            return;
        }
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
    })
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
        let stopped = export_stopped_at(&window, format, 0);
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
