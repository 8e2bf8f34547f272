//! Earnings, receivables and customers: against a second way to add up, and each figure against the invoices it opens.

use std::collections::{BTreeMap, BTreeSet};

use billfold_core::{
    api,
    domain::{Invoice, State},
};
use billfold_sandbox::portal::State as PortalState;
use jiff::{SignedDuration, civil::Date};
use proptest::{prelude::*, test_runner::Config};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use testkit::{Cli, Event, TODAY, Window, portal, runtime};

use crate::BILLFOLD;

/// Count and sum.
type Sum = (u64, Decimal);

/// Figures by currency and name.
type Sums = BTreeMap<(String, String), Sum>;

fn of() -> Value {
    json!({ "connection": "Test" })
}

fn with(more: Value) -> Value {
    let mut request = of();
    request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    request
}

fn invoices(window: &Window) -> Vec<Invoice> {
    let all = api::invoices::whole_invoices(&window.app, "Test", Default::default());
    runtime().block_on(all).expect("they are held")
}

fn add(sums: &mut Sums, currency: Option<&str>, name: String, cost: Decimal) {
    let sum = sums.entry((currency.unwrap_or_default().to_owned(), name)).or_default();
    *sum = (sum.0 + 1, sum.1 + cost);
}

fn sum_of(figure: &Value) -> Sum {
    let amount = figure["amount"].as_str().and_then(|text| text.parse().ok()).expect("an amount");
    (figure["count"].as_u64().expect("a count"), amount)
}

/// What a report says, without the figures that are nothing; each of which is held against the invoices its filter finds.
fn proven(window: &Window, figures: impl IntoIterator<Item = (String, String, Value)>) -> Sums {
    let mut sums = Sums::new();
    for (currency, name, figure) in figures {
        if figure.is_null() {
            continue;
        }
        let (count, amount) = sum_of(&figure);
        let found = window.json("total_invoices", with(json!({ "filter": figure["filter"] })));
        assert_eq!(found["count"], count, "{name} {currency}: {figure}");
        let totals = found["totals"].as_array().expect("totals");
        assert!(totals.len() <= 1, "{name} {currency}: currencies are never mixed: {found}");
        let total = totals.first().map_or(Decimal::ZERO, |total| {
            total["cost"].as_str().and_then(|text| text.parse().ok()).expect("an amount")
        });
        assert_eq!(total, amount, "{name} {currency}: {figure}");
        if count > 0 {
            sums.insert((currency, name), (count, amount));
        }
    }
    sums
}

fn currency_of(report: &Value) -> String {
    report["currency"].as_str().unwrap_or_default().to_owned()
}

/// The figures of a JSON object by name, `prefix` before each.
fn named(report: &Value, prefix: &str, figures: &Value) -> Vec<(String, String, Value)> {
    let figures = figures.as_object().expect("figures").iter();
    figures.map(|(name, figure)| (currency_of(report), format!("{prefix} {name}"), figure.clone())).collect()
}

fn earnings(window: &Window) -> Sums {
    let report = window.json("earnings", with(json!({ "from": null, "to": null })));
    let mut figures = Vec::new();
    for currency in report["currencies"].as_array().expect("currencies") {
        figures.extend(named(currency, "all", &currency["sum"]));
        for month in currency["months"].as_array().expect("months") {
            figures.extend(named(currency, month["month"].as_str().expect("a month"), &month["groups"]));
        }
    }
    proven(window, figures)
}

fn expected_earnings(invoices: &[Invoice]) -> Sums {
    let mut sums = Sums::new();
    for invoice in invoices {
        let group = match &invoice.state {
            State::Cancelled => continue,
            State::Open | State::Finalized | State::Pending => "in_process",
            State::Unpaid | State::Failed => "overdue",
            State::Paid => "paid",
            State::Other(_) => "other",
        };
        let month = invoice.period.from.to_string()[..7].to_owned();
        for name in [format!("all {group}"), "all total".into(), format!("{month} {group}"), format!("{month} total")] {
            add(&mut sums, invoice.currency.as_deref(), name, invoice.cost);
        }
    }
    sums
}

fn receivables(window: &Window, as_of: Option<Date>) -> Sums {
    let report = window.json("receivables", with(json!({ "as_of": as_of, "customers": 1000 })));
    let mut figures = Vec::new();
    for currency in report["currencies"].as_array().expect("currencies") {
        figures.extend(named(currency, "all", &currency["sum"]));
        let customers = currency["customers"].as_array().expect("customers");
        assert_eq!(currency["customer_count"], customers.len());
        for customer in customers {
            figures.extend(named(currency, &customer["id"].to_string(), &customer["ageing"]));
        }
    }
    proven(window, figures)
}

/// Whether it was owed at the end of a day, as far as the invoice itself says.
fn owed_on(invoice: &Invoice, day: Date, today: Date) -> bool {
    let owed_now = matches!(invoice.state, State::Pending | State::Unpaid | State::Failed);
    if day >= today {
        return owed_now;
    }
    let paid_later = invoice.state == State::Paid
        && invoice.paid_at.is_some_and(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date() > day);
    invoice.issued_on.is_some_and(|issued| issued <= day) && (owed_now || paid_later)
}

fn expected_receivables(invoices: &[Invoice], day: Date) -> Sums {
    let today: Date = TODAY.parse().expect("a day");
    let mut sums = Sums::new();
    for invoice in invoices.iter().filter(|invoice| owed_on(invoice, day, today)) {
        let late = invoice.due_on.map_or(0, |due| (day - due).get_days());
        let age = match late {
            ..=0 => "not_due",
            1..=30 => "days_1_30",
            31..=60 => "days_31_60",
            61..=90 => "days_61_90",
            _ => "days_91_up",
        };
        let customer = invoice.buyer.party.id.map_or_else(|| "null".to_owned(), |id| id.to_string());
        for name in [format!("all {age}"), "all total".into(), format!("{customer} {age}"), format!("{customer} total")]
        {
            add(&mut sums, invoice.currency.as_deref(), name, invoice.cost);
        }
    }
    sums
}

/// All rows, read in pages of seven.
fn customer_rows(window: &Window, sort: &str) -> (Value, Vec<Value>) {
    let page = |offset: usize| {
        let sort = json!({ "column": sort, "descending": true });
        window.json("customer_list", with(json!({ "query": null, "sort": sort, "offset": offset, "limit": 7 })))
    };
    let first = page(0);
    let count = first["count"].as_u64().expect("a count") as usize;
    let mut rows = first["rows"].as_array().expect("rows").clone();
    while rows.len() < count {
        rows.extend(page(rows.len())["rows"].as_array().expect("rows").clone());
    }
    assert_eq!(rows.len(), count);
    (first, rows)
}

fn customers(window: &Window) -> Sums {
    let (list, rows) = customer_rows(window, "balance");
    let mut figures = Vec::new();
    for row in &rows {
        let parts = json!({ "invoiced": row["invoiced"], "balance": row["balance"], "overdue": row["overdue"] });
        figures.extend(named(row, &row["id"].to_string(), &parts));
    }
    for sum in list["sums"].as_array().expect("sums") {
        figures.extend(named(sum, "all", &json!({ "balance": sum["balance"], "overdue": sum["overdue"] })));
    }
    let ids: BTreeSet<String> = rows.iter().map(|row| row["id"].to_string()).collect();
    assert_eq!(list["customers"], ids.len());
    proven(window, figures)
}

fn expected_customers(invoices: &[Invoice]) -> Sums {
    let today: Date = TODAY.parse().expect("a day");
    let mut sums = Sums::new();
    for invoice in invoices.iter().filter(|invoice| invoice.state != State::Cancelled) {
        let customer = invoice.buyer.party.id.map_or_else(|| "null".to_owned(), |id| id.to_string());
        let currency = invoice.currency.as_deref();
        add(&mut sums, currency, format!("{customer} invoiced"), invoice.cost);
        if owed_on(invoice, today, today) {
            add(&mut sums, currency, format!("{customer} balance"), invoice.cost);
            add(&mut sums, currency, "all balance".into(), invoice.cost);
            if invoice.due_on.is_some_and(|due| due < today) {
                add(&mut sums, currency, format!("{customer} overdue"), invoice.cost);
                add(&mut sums, currency, "all overdue".into(), invoice.cost);
            }
        }
    }
    sums
}

fn hold_against_a_second_way(window: &Window, days: &[Date]) {
    let held = invoices(window);
    assert_eq!(earnings(window), expected_earnings(&held));
    let today: Date = TODAY.parse().expect("a day");
    assert_eq!(receivables(window, None), expected_receivables(&held, today));
    for day in days {
        assert_eq!(receivables(window, Some(*day)), expected_receivables(&held, *day), "as of {day}");
    }
    assert_eq!(customers(window), expected_customers(&held));
}

#[test]
fn every_figure_is_the_sum_of_the_invoices_it_opens() {
    let portal = portal(240);
    portal.with_portal(|portal| {
        for (pick, event) in
            [Event::CustomerDeleted, Event::Cancelled, Event::Issued, Event::PaidByHand].iter().enumerate()
        {
            assert!(event.happen(portal, pick));
        }
    });
    let window = Window::synced(&portal);
    let days = ["2026-01-31", "2026-09-01", "2026-11-02", "2026-12-24"].map(|day| day.parse().expect("a day"));
    hold_against_a_second_way(&window, &days);
}

proptest! {
    #![proptest_config(Config { cases: 6, ..Config::default() })]
    #[test]
    fn whatever_happened_at_the_portal(
        events in prop::collection::vec((prop::sample::select(&Event::SEEN_BY_A_DELTA[..]), 0..1000usize), 0..60),
        back in prop::collection::vec(-40..400i64, 2),
    ) {
        let portal = portal(60);
        portal.with_portal(|portal| events.iter().for_each(|(event, pick)| {
            let _ = event.happen(portal, *pick);
        }));
        let window = Window::synced(&portal);
        let today: Date = TODAY.parse().expect("a day");
        let days: Vec<Date> = back.iter().map(|days| today - SignedDuration::from_hours(24 * days)).collect();
        hold_against_a_second_way(&window, &days);
    }
}

#[test]
fn a_day_that_is_over_is_told_with_what_nobody_can_know() {
    let portal = portal(120);
    portal.with_portal(|portal| {
        let issued = |invoice: &&billfold_sandbox::portal::Invoice| {
            invoice.state == PortalState::Pending
                && invoice.issued_on.is_some_and(|day| day < jiff::civil::date(2026, 11, 12))
        };
        let id = portal.invoices().iter().find(issued).expect("one that was issued").id;
        portal.transition(id, PortalState::Cancelled).expect("it can be cancelled");
    });
    let window = Window::synced(&portal);
    let uncertain = |day: Value| {
        let report = window.json("receivables", with(json!({ "as_of": day, "customers": 0 })));
        report["uncertain"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(uncertain(Value::Null), "");
    assert!(uncertain(json!("2026-11-12")).contains("cancelled now"), "{}", uncertain(json!("2026-11-12")));
    assert!(uncertain(json!("2026-12-31")).contains("still to come"));
}

#[test]
fn earnings_are_of_the_months_asked_for() {
    let portal = portal(120);
    let window = Window::synced(&portal);
    let report = window.json("earnings", with(json!({ "from": "2026-08", "to": "2026-09" })));
    let months: BTreeSet<&str> = report["currencies"]
        .as_array()
        .expect("currencies")
        .iter()
        .flat_map(|currency| currency["months"].as_array().expect("months"))
        .map(|month| month["month"].as_str().expect("a month"))
        .collect();
    assert_eq!(months, BTreeSet::from(["2026-08", "2026-09"]));
    let wrong = window.call("earnings", with(json!({ "from": "2026-09", "to": "2026-08" }))).expect_err("turned round");
    assert!(wrong.message.contains("after"), "{wrong}");
}

#[test]
fn customers_are_found_and_sorted_by_every_column() {
    let portal = portal(240);
    let window = Window::synced(&portal);
    let number = |row: &Value, part: &str| -> Decimal {
        row[part]["amount"].as_str().and_then(|text| text.parse().ok()).expect("an amount")
    };
    for part in ["invoiced", "balance", "overdue"] {
        let (_, rows) = customer_rows(&window, part);
        assert!(rows.is_sorted_by_key(|row| std::cmp::Reverse(number(row, part))), "by {part}");
    }
    let (_, rows) = customer_rows(&window, "invoices");
    assert!(rows.is_sorted_by_key(|row| std::cmp::Reverse(row["invoiced"]["count"].as_u64())));
    let (_, rows) = customer_rows(&window, "last_payment");
    let paid: Vec<_> = rows.iter().map(|row| row["last_paid_at"].as_str().map(str::to_owned)).collect();
    assert!(paid.is_sorted_by_key(std::cmp::Reverse), "{paid:?}");

    let sort = json!({ "column": "name", "descending": false });
    let found = window.json("customer_list", with(json!({ "query": "senal", "sort": sort, "offset": 0, "limit": 50 })));
    let names: Vec<_> = found["rows"].as_array().expect("rows").iter().map(|row| row["name"].clone()).collect();
    assert!(!names.is_empty() && names.iter().all(|name| name.as_str().is_some_and(|name| name.contains("Señal"))));
    let id = found["rows"][0]["id"].to_string();
    let by_id = window.json("customer_list", with(json!({ "query": id, "sort": sort, "offset": 0, "limit": 50 })));
    assert!(by_id["rows"].as_array().is_some_and(|rows| {
        rows.iter().any(|row| row["id"].as_i64().map(|one| one.to_string()).as_ref() == Some(&id))
    }));
}

#[test]
fn the_last_payment_is_the_latest_one() {
    let portal = portal(240);
    let window = Window::synced(&portal);
    let held = invoices(&window);
    let (_, rows) = customer_rows(&window, "name");
    let mut seen = 0;
    for row in rows.iter().filter(|row| !row["last_paid_at"].is_null()) {
        let own = held.iter().filter(|invoice| {
            json!(invoice.buyer.party.id) == row["id"] && invoice.currency.as_deref() == row["currency"].as_str()
        });
        let latest =
            own.filter(|invoice| invoice.state == State::Paid).max_by_key(|invoice| (invoice.paid_at, invoice.id));
        let latest = latest.expect("one that is paid");
        assert_eq!(json!(latest.paid_at), row["last_paid_at"]);
        seen += 1;
    }
    assert!(seen > 3);
}

#[test]
fn the_command_line_adds_up_too() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let earnings = cli.json(&["earnings", "--from", "2026-01"]);
    assert!(earnings["currencies"][0]["sum"]["total"]["count"].as_u64().is_some_and(|count| count > 10));
    let receivables = cli.json(&["receivables", "--as-of", "2026-11-01"]);
    assert_eq!(receivables["as_of"], "2026-11-01");
    let customers = cli.json(&["customers", "--sort", "balance"]);
    assert_eq!(customers["count"].as_u64(), customers["rows"].as_array().map(|rows| rows.len() as u64));
    for (command, words) in [("earnings", "In process"), ("receivables", "1–30"), ("customers", "Balance")] {
        let shown = cli.ok(&[command]);
        assert!(shown.to_lowercase().contains(&words.to_lowercase()) && shown.contains("EUR"), "{shown}");
    }
}
