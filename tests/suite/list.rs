//! Finding: what a filter gives is what the server's data says it must.

use std::collections::BTreeSet;

use billfold_sandbox::{State, portal::Invoice};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use testkit::{Cli, TODAY, Window, portal};

use crate::BILLFOLD;

fn ids(cli: &Cli, filter: &[&str]) -> BTreeSet<u64> {
    let list = cli.json(&[&["list"], filter].concat());
    list.as_array().expect("a list").iter().map(|invoice| invoice["id"].as_u64().expect("an id")).collect()
}

#[test]
fn every_filter_finds_exactly_what_it_says() {
    let portal = portal(400);
    let cli = Cli::synced(BILLFOLD, &portal);
    let expect = |wanted: &dyn Fn(&Invoice) -> bool| -> BTreeSet<u64> {
        portal.with_portal(|p| p.invoices().iter().filter(|i| wanted(i)).map(|i| i.id).collect())
    };
    let check = |filter: &[&str], wanted: &dyn Fn(&Invoice) -> bool| {
        let expected = expect(wanted);
        assert!(!expected.is_empty(), "{filter:?} should find something in the sample data");
        assert_eq!(ids(&cli, filter), expected, "{filter:?}");
    };
    let day = |text: &str| text.parse::<jiff::civil::Date>().expect("a day");
    let today = day(testkit::TODAY);
    let amount = |text: &str| text.parse::<Decimal>().expect("an amount");
    let issued = |i: &Invoice| i.issued_on;

    check(&[], &|_| true);
    check(&["--state", "paid"], &|i| i.state == State::Paid);
    check(&["--state", "failed", "--state", "unpaid"], &|i| matches!(i.state, State::Failed | State::Unpaid));
    check(&["--month", "2026-09"], &|i| i.period.to_string() == "2026-09");
    check(&["--year", "2026"], &|i| i.period.to_string().starts_with("2026"));
    check(&["--number", "2026-09-*"], &|i| i.friendly_id.starts_with("2026-09-"));
    check(&["--number", "*0000001"], &|i| i.friendly_id.ends_with("0000001"));
    check(&["--issued", "2026-08-01..2026-08-31"], &|i| {
        issued(i).is_some_and(|d| d >= day("2026-08-01") && d <= day("2026-08-31"))
    });
    check(&["--due", "..2026-01-31"], &|i| i.due_on.is_some_and(|d| d <= day("2026-01-31")));
    check(&["--paid", "2026-06-01.."], &|i| {
        i.paid_at.is_some_and(|t| t.to_zoned(jiff::tz::TimeZone::UTC).date() >= day("2026-06-01"))
    });
    check(&["--overdue"], &|i| {
        matches!(i.state, State::Pending | State::Unpaid | State::Failed) && i.due_on.is_some_and(|d| d < today)
    });
    let paid_on = |i: &Invoice| i.paid_at.map(|t| t.to_zoned(jiff::tz::TimeZone::UTC).date());
    check(&["--outstanding-on", "2026-06-02"], &|i| {
        issued(i).is_some_and(|d| d <= day("2026-06-02"))
            && match i.state {
                State::Pending | State::Unpaid | State::Failed => true,
                State::Paid => paid_on(i).is_some_and(|d| d > day("2026-06-02")),
                _ => false,
            }
    });
    check(&["--not-due-on", "2026-06-02"], &|i| i.due_on.is_none_or(|d| d >= day("2026-06-02")));
    let customer = portal.with_portal(|p| p.invoices()[7].account_id);
    check(&["--customer", &customer.to_string()], &|i| i.account_id == customer);
    check(&["--min", "1000"], &|i| i.totals().cost >= amount("1000"));
    check(&["--min", "100.50", "--max", "900"], &|i| (amount("100.50")..=amount("900")).contains(&i.totals().cost));
    check(&["--query", "geocoding"], &|i| {
        i.line_items.iter().any(|l| l.name.as_deref().is_some_and(|n| n.to_lowercase().contains("geocoding")))
    });
    check(&["--query", "geocoding", "--state", "paid", "--min", "500"], &|i| {
        i.state == State::Paid
            && i.totals().cost >= amount("500")
            && i.line_items.iter().any(|l| l.name.as_deref().is_some_and(|n| n.to_lowercase().contains("geocoding")))
    });
}

#[test]
fn names_are_found_without_their_accents() {
    let portal = portal(400);
    let cli = Cli::synced(BILLFOLD, &portal);
    let of = |part: &str| -> BTreeSet<u64> {
        portal.with_portal(|p| {
            let named = |id: u64| p.account(id).is_some_and(|a| a.org_name.contains(part) && !a.deleted);
            p.invoices().iter().filter(|i| named(i.account_id)).map(|i| i.id).collect()
        })
    };
    // Some name in a script of three-byte letters, whichever the sample data has.
    let other = portal.with_portal(|p| {
        let wide = |name: &str| name.chars().take(2).all(|c| c.len_utf8() == 3);
        let owner = |id: u64| p.invoices().iter().any(|i| i.account_id == id);
        let account = p.accounts().find(|a| !a.deleted && wide(&a.org_name) && owner(a.id)).expect("one");
        account.org_name.chars().take(3).collect::<String>()
    });
    for (part, typed) in [("Señal", "senal"), ("Łódź", "lodz"), (other.as_str(), other.as_str())] {
        assert!(!of(part).is_empty(), "{part} is in the sample data");
        assert_eq!(ids(&cli, &["--buyer", typed]), of(part), "--buyer {typed}");
        assert!(ids(&cli, &["--query", typed]).is_superset(&of(part)), "--query {typed}");
    }
}

#[test]
fn payment_messages_and_numbers_are_found_too() {
    let portal = portal(400);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (id, number, reference) = portal.with_portal(|p| {
        let paid = p.invoices().iter().find(|i| i.payments.iter().any(|p| p.reference.is_some())).expect("one");
        let reference = paid.payments.iter().find_map(|p| p.reference.clone()).expect("a reference");
        (paid.id, paid.friendly_id.clone(), reference.to_string())
    });
    assert_eq!(ids(&cli, &["--query", &reference]), BTreeSet::from([id]));
    assert!(ids(&cli, &["--query", &number]).contains(&id));
}

#[test]
fn addresses_are_found_too_and_follow_the_customer() {
    let portal = portal(100);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (id, zip) = portal.with_portal(|p| {
        let wanted = p.invoices().iter().find_map(|i| {
            let truth = p.truth_of(i);
            truth["buyer"]["zip"].as_str().map(|zip| (i.id, zip.to_owned()))
        });
        wanted.expect("one with a zip")
    });
    assert!(ids(&cli, &["--query", &zip]).contains(&id));
}

#[test]
fn an_id_is_that_invoice_even_when_it_is_anothers_number() {
    let portal = portal(30);
    let (id, other) = portal.with_portal(|p| {
        let (id, other) = (p.invoices()[3].id, p.invoices()[4].id);
        p.invoice_mut(other).expect("it is there").friendly_id = id.to_string();
        (id, other)
    });
    let cli = Cli::synced(BILLFOLD, &portal);
    assert_eq!(cli.json(&["show", &id.to_string()])["id"], id);
    assert_eq!(cli.json(&["show", &other.to_string()])["id"], other);
}

#[test]
fn odd_searches_are_no_errors() {
    let portal = portal(50);
    let cli = Cli::synced(BILLFOLD, &portal);
    for query in ["\"", "' OR 1=1 --", "%", "_", "*", "a", "ab", "NEAR(a b)", "((", "日本"] {
        let output = cli.call(&["list", "--query", query, "--json"]);
        assert_eq!(output.code, Some(0), "{query}: {}", output.stderr);
    }
    assert_eq!(ids(&cli, &["--query", "%_%"]), BTreeSet::new(), "a wildcard of SQL is a plain character here");
}

#[test]
fn wrong_filters_are_wrong_use() {
    let cli = Cli::new(BILLFOLD);
    for wrong in [
        ["--state", "payed"],
        ["--month", "2026-13"],
        ["--issued", "yesterday"],
        ["--issued", "2026-02-01..2026-01-01"],
        ["--min", "1,234.5"],
        ["--min", "much"],
        ["--year", "26"],
    ] {
        cli.fails(2, &[&["list"], &wrong[..]].concat());
    }
}

#[test]
fn the_table_totals_each_currency_by_itself() {
    let portal = portal(200);
    let cli = Cli::synced(BILLFOLD, &portal);
    let table = cli.ok(&["list"]);
    assert!(table.contains("200 invoices"), "{table}");
    portal.with_portal(|p| {
        for currency in ["EUR", "USD"] {
            let total: Decimal =
                p.invoices().iter().filter(|i| p.truth_of(i)["currency"] == currency).map(|i| i.totals().cost).sum();
            let line = format!("{} {currency} in", billfold_core::domain::group_thousands(total));
            assert!(table.contains(&line), "no `{line}` in {table}");
        }
    });
}

#[test]
fn one_invoice_is_shown_by_id_and_by_number() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (id, number, truth) = portal.with_portal(|p| {
        let invoice = &p.invoices()[17];
        (invoice.id.to_string(), invoice.friendly_id.clone(), p.truth_of(invoice))
    });
    for text in [&id, &number] {
        let shown = serde_json::Value::Array(vec![cli.json(&["show", text])]);
        assert_eq!(testkit::differences(&shown, &serde_json::Value::Array(vec![truth.clone()])), Vec::<String>::new());
    }
    assert!(cli.ok(&["show", &number]).contains(&number));
    cli.fails(1, &["show", "999999999"]);
}

#[test]
fn a_number_carried_twice_asks_which() {
    let portal = portal(60);
    let (first, second) = portal.with_portal(|p| {
        let (first, second) = (p.invoices()[0].id, p.invoices()[1].id);
        p.set_number(first, "2020-01-00000001").expect("it is set");
        p.set_number(second, "2020-01-00000001").expect("the server accepts it");
        (first, second)
    });
    let cli = Cli::synced(BILLFOLD, &portal);
    let words = cli.fails(2, &["show", "2020-01-00000001"]);
    assert!(words.contains(&first.to_string()) && words.contains(&second.to_string()), "{words}");
}

#[test]
fn lists_leave_payments_out_and_exports_do_not() {
    let portal = portal(30);
    let cli = Cli::synced(BILLFOLD, &portal);
    let list = cli.json(&["list"]);
    assert!(list[0].get("payment_transactions").is_none() && list[0].get("line_items").is_some());
    assert!(cli.exported()[0].get("payment_transactions").is_some());
}

/// The window answers from memory, the command line from SQL.
#[test]
fn the_window_lists_and_adds_up_what_the_server_has() {
    let portal = portal(400);
    let window = Window::synced(&portal);
    let list = |filter: Value| {
        let sort = json!({ "column": "id", "descending": false });
        let request = json!({ "connection": "Test", "filter": filter, "sort": sort, "offset": 0, "limit": 1000 });
        let list = window.json("list_invoices", request);
        list.as_array().expect("a list").iter().map(|row| row["id"].as_u64().expect("an id")).collect::<Vec<_>>()
    };
    let check = |filter: Value, wanted: &dyn Fn(&Invoice) -> bool| {
        let (expected, cost): (Vec<u64>, Decimal) = portal.with_portal(|p| {
            let found: Vec<_> = p.invoices().iter().filter(|invoice| wanted(invoice)).collect();
            (found.iter().map(|invoice| invoice.id).collect(), found.iter().map(|invoice| invoice.totals().cost).sum())
        });
        assert!(!expected.is_empty(), "{filter} should find something in the sample data");
        let totals = window.json("total_invoices", json!({ "connection": "Test", "filter": filter }));
        let each = totals["totals"].as_array().expect("a list").iter();
        let sum: Decimal =
            each.map(|total| total["cost"].as_str().expect("a text").parse::<Decimal>().expect("cost")).sum();
        assert_eq!((&totals["count"], sum), (&expected.len().into(), cost), "{filter}");
        assert_eq!(list(filter), expected);
    };
    check(json!({}), &|_| true);
    check(json!({ "states": ["paid"] }), &|invoice| invoice.state == State::Paid);
    check(json!({ "number": "2026-09-*" }), &|invoice| invoice.friendly_id.starts_with("2026-09-"));
    check(json!({ "min": "1000" }), &|invoice| invoice.totals().cost >= Decimal::from(1000));
    check(json!({ "query": "geocoding" }), &|invoice| {
        let name = |name: &str| name.to_lowercase().contains("geocoding");
        invoice.line_items.iter().any(|line| line.name.as_deref().is_some_and(name))
    });
}

#[test]
fn what_another_program_syncs_is_in_the_next_answer_of_the_window() {
    let portal = portal(120);
    let window = Window::synced(&portal);
    let states = |state: &str| {
        let totals = window.json("total_invoices", json!({ "connection": "Test", "filter": { "states": [state] } }));
        totals["count"].as_u64().expect("a number")
    };
    let (open, finalized) = (states("open"), states("finalized"));
    let counted = |view: &str| window.json("view_counts", json!({ "connection": "Test" }))[view].as_u64();
    assert_eq!(counted("to_review"), Some(finalized));
    let account = portal.with_portal(|p| {
        let id = p.invoices().iter().find(|invoice| invoice.state == State::Open).expect("one").id;
        p.invoice_mut(id).expect("it is there").state = State::Finalized;
        p.invoices()[0].account_id
    });
    let other = Window::again(&window.folder, &format!("{TODAY}T13:00:00Z"));
    let token = json!({ "connection": "Test", "token": portal.token() });
    assert_eq!(other.json("provide_token", token)["outcome"], "connected");
    other.json("sync", json!({ "connection": "Test", "full": true }));
    assert_eq!(
        (states("open"), states("finalized"), counted("to_review")),
        (open - 1, finalized + 1, Some(finalized + 1))
    );
    portal.with_portal(|p| {
        let period = p.invoices()[0].period;
        p.create_invoice(account, period).expect("it is made")
    });
    other.json("sync", json!({ "connection": "Test", "full": false }));
    assert_eq!(states("open"), open);
}
