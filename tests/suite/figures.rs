//! Figures: by hand for a few invoices, and each against its own filter for whatever a cache may hold.

use billfold_core::domain::InvoiceFilter;
use billfold_sandbox::{
    Sandbox, State,
    portal::{Frozen, Invoice, LineItem, LineItemKind, Month, Portal},
};
use jiff::{Timestamp, civil::Date};
use proptest::{prelude::*, test_runner::TestRunner};
use rusqlite::{Connection, params};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use testkit::{Cli, TODAY, Window, portal};

use crate::BILLFOLD;

/// Three customers; the third will be deleted.
const NAMES: [&str; 3] = ["Ärger & Söhne", "Borealis", "Cumulus"];

/// State, month, issued, due, paid, last change, currency, total, customer. Totals are powers of two: a sum tells which
/// invoices are in it.
type Line =
    (State, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, usize);

const NOON: &str = "2026-11-01T12:00:00Z";

const LINES: [Line; 15] = [
    (State::Open, "2026-11", "", "", "", NOON, "EUR", "10", 0),
    (State::Finalized, "2026-10", "", "", "", NOON, "EUR", "20", 0),
    (State::Pending, "2026-10", "2026-11-01", "2026-11-20", "", NOON, "EUR", "40", 0),
    (State::Pending, "2026-10", "2026-11-01", "2026-11-14", "", NOON, "EUR", "80", 1),
    (State::Unpaid, "2026-09", "2026-10-01", "2026-10-16", "", NOON, "EUR", "160", 0),
    (State::Unpaid, "2026-09", "2026-10-01", "2026-10-15", "", NOON, "EUR", "320", 1),
    (State::Failed, "2026-08", "2026-09-01", "2026-09-15", "", NOON, "EUR", "640", 2),
    (State::Failed, "2026-08", "2026-08-01", "2026-08-16", "", NOON, "EUR", "1280", 2),
    (State::Paid, "2026-09", "2026-10-01", "2026-10-03", "2026-11-10T23:59:59Z", NOON, "EUR", "2560", 0),
    (State::Paid, "2026-08", "2026-09-01", "2026-09-03", "2026-10-01T00:00:00Z", NOON, "EUR", "5120", 1),
    (State::Cancelled, "2026-08", "2026-09-01", "2026-09-03", "", NOON, "EUR", "10240", 0),
    (State::Cancelled, "2026-10", "", "", "", NOON, "", "20480", 0),
    (State::Pending, "2026-10", "2026-11-01", "", "", NOON, "USD", "0.05", 1),
    (State::Failed, "2026-09", "2026-10-01", "2026-10-31", "", NOON, "USD", "-7", 0),
    (State::Cancelled, "2026-08", "2026-08-01", "2026-08-03", "", "2026-08-20T12:00:00Z", "EUR", "40960", 0),
];

fn by_hand() -> (Sandbox, [u64; 3]) {
    let sandbox = portal(40);
    let accounts = sandbox.with_portal(|portal| {
        let mut living = portal.accounts().map(|account| account.id);
        let accounts = [0, 1, 2].map(|_| living.next().expect("a customer"));
        drop(living);
        for (id, name) in accounts.into_iter().zip(NAMES) {
            let named = portal.edit_customer(id, |account| {
                account.org_name = name.into();
                account.currency = Some("EUR".into());
            });
            named.expect("it is there");
        }
        let templates: Vec<Invoice> = portal.invoices().to_vec();
        for template in &templates {
            portal.remove_invoice(template.id);
        }
        for (line, template) in LINES.iter().zip(&templates) {
            let invoice = invoice(portal, line, template, accounts);
            portal.put_invoice(invoice);
        }
        accounts
    });
    (sandbox, accounts)
}

fn invoice(portal: &Portal, line: &Line, template: &Invoice, accounts: [u64; 3]) -> Invoice {
    let (state, period, issued, due, paid, changed, currency, cost, customer) = *line;
    let day = |text: &str| (!text.is_empty()).then(|| text.parse::<Date>().expect("a day"));
    let moment = |text: &str| (!text.is_empty()).then(|| text.parse::<Timestamp>().expect("a moment"));
    let address = &portal.tenant().address;
    let frozen = Frozen { provider: address.clone(), buyer: address.clone(), currency: currency.into() };
    let item = LineItem {
        id: template.id,
        name: Some("Plan".into()),
        description: None,
        quantity: Some(1),
        kind: LineItemKind::ByHand,
        metric_id: None,
        plan_id: None,
        contract_id: None,
        contract_kind: None,
        cost: cost.parse().expect("an amount"),
    };
    Invoice {
        state,
        period: Month::parse(period).expect("a month"),
        friendly_id: format!("{period}-{:08}", template.id),
        account_id: accounts[customer],
        vat_rate: None,
        frozen: (!issued.is_empty()).then_some(frozen),
        issued_on: day(issued),
        due_on: day(due),
        paid_at: moment(paid),
        updated_at: changed.parse().expect("a moment"),
        line_items: vec![item],
        payments: Vec::new(),
        ..template.clone()
    }
}

/// Synced while all customers were there, and again after the third was deleted.
fn synced() -> (Cli, [u64; 3]) {
    let (sandbox, accounts) = by_hand();
    let cli = Cli::synced(BILLFOLD, &sandbox);
    sandbox.with_portal(|portal| portal.delete_customer(accounts[2])).expect("it is deleted");
    cli.ok(&["sync", "--full"]);
    (cli, accounts)
}

fn amounts(groups: &Value, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| groups[name]["amount"].as_str().unwrap_or("none").to_owned()).collect()
}

/// The part of a list that has a currency.
fn of<'a>(document: &'a Value, currency: &str) -> &'a Value {
    let currencies = document["currencies"].as_array().expect("currencies");
    currencies.iter().find(|part| part["currency"] == currency).expect("the currency")
}

#[test]
fn earnings_are_in_the_portals_groups() {
    let (cli, _) = synced();
    let groups = ["total", "in_process", "overdue", "paid"];
    let earnings = cli.json(&["earnings"]);
    let currencies: Vec<_> =
        earnings["currencies"].as_array().expect("a list").iter().map(|c| &c["currency"]).collect();
    assert_eq!(currencies, ["EUR", "USD"], "what was cancelled before it was issued is nowhere");
    let eur = of(&earnings, "EUR");
    let months: Vec<_> = eur["months"].as_array().expect("months").iter().map(|m| m["month"].clone()).collect();
    assert_eq!(months, ["2026-11", "2026-10", "2026-09", "2026-08"]);
    for (at, expected) in [
        ["10.00", "10.00", "0.00", "0.00"],
        // A pending one that is past due is in process, as the portal has it.
        ["140.00", "140.00", "0.00", "0.00"],
        ["3040.00", "0.00", "480.00", "2560.00"],
        ["7040.00", "0.00", "1920.00", "5120.00"],
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(amounts(&eur["months"][at]["groups"], &groups), expected, "{}", months[at]);
    }
    assert_eq!(amounts(&eur["sum"], &groups), ["10230.00", "150.00", "2400.00", "7680.00"]);
    assert_eq!((&eur["sum"]["total"]["count"], &eur["sum"]["other"]), (&json!(10), &Value::Null));
    assert_eq!(amounts(&of(&earnings, "USD")["sum"], &groups), ["-6.95", "0.05", "-7.00", "0.00"]);

    let part = cli.json(&["earnings", "--from", "2026-09", "--to", "2026-10"]);
    assert_eq!(amounts(&of(&part, "EUR")["sum"], &groups), ["3180.00", "140.00", "480.00", "2560.00"]);
    assert_eq!(cli.json(&["earnings", "--to", "2026-07"])["currencies"], json!([]));
    cli.fails(2, &["earnings", "--from", "2026-10", "--to", "2026-09"]);
    let table = cli.ok(&["earnings"]);
    assert!(
        table.lines().any(|l| l.split_whitespace().eq(["2026-08", "3", "7,040.00", "0.00", "1,920.00", "5,120.00"]))
    );
    assert!(!table.contains("Other"), "{table}");
}

#[test]
fn a_state_nobody_knows_is_in_the_total_and_in_a_group_of_its_own() {
    let (cli, _) = synced();
    edit(&cli.cache(), "UPDATE invoices SET state = 'frozen' WHERE cost_cents = 512000");
    let earnings = cli.json(&["earnings"]);
    let groups = ["total", "in_process", "overdue", "paid", "other"];
    assert_eq!(amounts(&of(&earnings, "EUR")["sum"], &groups), ["10230.00", "150.00", "2400.00", "2560.00", "5120.00"]);
    assert!(cli.ok(&["earnings"]).contains("Other"));
    let uncertain = cli.json(&["receivables"])["uncertain"].clone();
    assert!(uncertain.as_str().is_some_and(|words| words.starts_with("1 invoice is in a state")), "{uncertain}");
}

#[test]
fn receivables_are_aged_as_of_any_day() {
    let (cli, accounts) = synced();
    let ages = ["total", "not_due", "days_1_30", "days_31_60", "days_61_90", "days_91_up"];
    let on = |day: &str| cli.json(&["receivables", "--as-of", day]);
    let check = |found: &Value, currency: &str, expected: [&str; 6]| {
        assert_eq!(amounts(&of(found, currency)["sum"], &ages), expected, "{currency} on {}", found["as_of"]);
    };
    let now = cli.json(&["receivables"]);
    assert_eq!((&now["as_of"], &now["uncertain"]), (&json!(TODAY), &Value::Null));
    check(&now, "EUR", ["2520.00", "40.00", "240.00", "320.00", "640.00", "1280.00"]);
    check(&now, "USD", ["-6.95", "0.05", "-7.00", "0.00", "0.00", "0.00"]);
    assert_eq!(on(TODAY), now);

    let past = on("2026-10-31");
    check(&past, "EUR", ["4960.00", "0.00", "3040.00", "640.00", "1280.00", "0.00"]);
    check(&past, "USD", ["-7.00", "-7.00", "0.00", "0.00", "0.00", "0.00"]);
    let words = past["uncertain"].as_str().expect("words");
    assert!(words.starts_with("1 invoice issued by then is cancelled now"), "{words}");
    // Paid on the tenth, a second before midnight: owed at the end of the ninth.
    check(&on("2026-11-09"), "EUR", ["5080.00", "120.00", "480.00", "3200.00", "1280.00", "0.00"]);
    check(&on("2026-11-10"), "EUR", ["2520.00", "120.00", "480.00", "640.00", "1280.00", "0.00"]);
    assert_eq!(on("2026-07-31")["currencies"], json!([]));

    let future = on("2026-12-31");
    check(&future, "EUR", ["2520.00", "0.00", "0.00", "120.00", "480.00", "1920.00"]);
    assert!(future["uncertain"].as_str().is_some_and(|words| words.starts_with("The day is still to come")));

    let customers = of(&now, "EUR")["customers"].as_array().expect("customers");
    let told: Vec<_> = customers.iter().map(|c| (&c["id"], &c["name"], &c["deleted"], &c["ageing"]["total"])).collect();
    let owed: Vec<_> = told.iter().map(|c| (c.0.clone(), c.1.clone(), c.2.clone(), c.3["amount"].clone())).collect();
    let expected = [(2, true, "1920.00"), (1, false, "400.00"), (0, false, "200.00")]
        .map(|(at, deleted, owed)| (json!(accounts[at]), json!(NAMES[at]), json!(deleted), json!(owed)));
    assert_eq!(owed, expected);
    let one = cli.json(&["receivables", "--customers", "1"]);
    let eur = of(&one, "EUR");
    assert_eq!((eur["customers"].as_array().map(Vec::len), &eur["customer_count"]), (Some(1), &json!(3)));
    assert_eq!(eur["sum"], of(&now, "EUR")["sum"]);
    assert!(cli.ok(&["receivables"]).contains("Cumulus (deleted)"));
}

#[test]
fn today_is_what_is_outstanding_now_also_where_it_is_still_yesterday_in_utc() {
    let (cli, _) = synced();
    let before = cli.json(&["receivables"]);
    // The portal's day has begun: issued, and another paid, on what is tomorrow here.
    edit(&cli.cache(), "UPDATE invoices SET issued_on = '2026-11-16' WHERE cost_cents = 5");
    edit(&cli.cache(), "UPDATE invoices SET paid_at = '2026-11-16T03:00:00Z' WHERE cost_cents = 256000");
    assert_eq!(cli.json(&["receivables"]), before);
}

#[test]
fn what_no_day_is_known_of_is_in_doubt() {
    let (cli, _) = synced();
    let uncertain = |day: &str| cli.json(&["receivables", "--as-of", day])["uncertain"].clone();
    edit(&cli.cache(), "UPDATE invoices SET paid_at = NULL WHERE cost_cents = 512000");
    edit(&cli.cache(), "UPDATE invoices SET issued_on = NULL WHERE cost_cents IN (4000, 8000)");
    let words = uncertain("2026-10-31");
    let words = words.as_str().expect("words");
    for part in ["1 invoice issued by then is cancelled", "1 invoice issued by then is paid", "2 invoices have no day"]
    {
        assert!(words.contains(part), "{words}");
    }
    assert_eq!(uncertain(TODAY), Value::Null, "what is outstanding now is known");
    let told = cli.call(&["receivables", "--as-of", "2026-10-31"]);
    assert!(told.stderr.contains(words), "{}", told.stderr);
    edit(&cli.cache(), "UPDATE invoices SET updated_at = NULL WHERE state = 'cancelled'");
    assert!(uncertain("2026-10-31").as_str().is_some_and(|words| words.starts_with("2 invoices issued by then are")));
}

#[test]
fn customers_have_what_they_owe_in_each_currency() {
    let (cli, accounts) = synced();
    let list = cli.json(&["customers", "--sort", "balance"]);
    let row = |list: &Value, at: usize, currency: &str| {
        let rows = list["rows"].as_array().expect("rows");
        let mut found = rows.iter().filter(|row| row["id"] == accounts[at] && row["currency"] == currency);
        found.next().unwrap_or_else(|| panic!("{} in {currency}", NAMES[at])).clone()
    };
    let figures = ["invoiced", "balance", "overdue"];
    for (at, currency, expected, count) in [
        (0, "EUR", ["2790.00", "200.00", "160.00"], 5),
        (1, "EUR", ["5520.00", "400.00", "400.00"], 3),
        (2, "EUR", ["1920.00", "1920.00", "1920.00"], 2),
        (0, "USD", ["-7.00", "-7.00", "-7.00"], 1),
        (1, "USD", ["0.05", "0.05", "0.00"], 1),
    ] {
        let row = row(&list, at, currency);
        assert_eq!(amounts(&row, &figures), expected, "{} in {currency}", NAMES[at]);
        assert_eq!((&row["invoiced"]["count"], &row["deleted"]), (&json!(count), &json!(at == 2)));
    }
    let paid = row(&list, 0, "EUR");
    assert_eq!((&paid["last_paid_at"], &paid["last_paid"]), (&json!("2026-11-10T23:59:59Z"), &json!("2560.0")));
    assert_eq!(row(&list, 2, "EUR")["last_paid"], Value::Null);
    let sums: Vec<_> = list["sums"].as_array().expect("sums").iter().collect();
    assert_eq!(sums.iter().map(|sum| &sum["currency"]).collect::<Vec<_>>(), ["EUR", "USD"]);
    assert_eq!(amounts(sums[0], &figures[1..]), ["2520.00", "2480.00"]);
    assert_eq!(amounts(sums[1], &figures[1..]), ["-6.95", "-7.00"]);

    // Customers nobody ever made an invoice for are customers, too.
    let rows = list["rows"].as_array().expect("rows");
    assert_eq!((list["count"].as_u64(), rows.len()), (Some(rows.len() as u64), rows.len()));
    let customers = list["customers"].as_u64().expect("a number");
    assert_eq!(customers + 2, rows.len() as u64, "two have a second currency");
    assert!(customers > 3);
    let balances: Vec<Decimal> = rows.iter().map(|row| decimal(&row["balance"]["amount"])).collect();
    assert!(balances.is_sorted_by(|a, b| a >= b), "{balances:?}");

    let found = cli.json(&["customers", "--query", "arger"]);
    assert_eq!((&found["customers"], &found["count"]), (&json!(1), &json!(2)));
    assert_eq!(amounts(&found["sums"][0], &figures[1..]), ["200.00", "160.00"]);
    assert_eq!(cli.json(&["customers", "--query", &accounts[0].to_string()])["rows"], found["rows"]);
    let table = cli.ok(&["customers", "--query", "cumulus"]);
    assert!(table.contains("Cumulus (deleted)") && table.contains("1,920.00"), "{table}");
}

#[test]
fn every_column_sorts_customers_and_pages_fit_together() {
    let (sandbox, _) = by_hand();
    let window = Window::synced(&sandbox);
    let page = |column: &str, descending: bool, offset: usize, limit: usize| {
        let request = json!({ "connection": "Test", "query": null, "offset": offset, "limit": limit,
                              "sort": { "column": column, "descending": descending } });
        window.json("customer_list", request)["rows"].as_array().expect("rows").clone()
    };
    for column in ["name", "invoices", "invoiced", "balance", "overdue", "last_payment"] {
        for descending in [false, true] {
            let all = page(column, descending, 0, 1_000);
            let parts: Vec<_> = (0..all.len()).step_by(2).flat_map(|at| page(column, descending, at, 2)).collect();
            assert_eq!(parts, all, "{column}");
            let ordered = |a: &Value, b: &Value| match column {
                "name" => true,
                "invoices" => {
                    (a["invoiced"]["count"].as_u64() <= b["invoiced"]["count"].as_u64()) != descending
                        || a["invoiced"]["count"] == b["invoiced"]["count"]
                }
                "last_payment" => {
                    (a["last_paid_at"].as_str() <= b["last_paid_at"].as_str()) != descending
                        || a["last_paid_at"] == b["last_paid_at"]
                }
                column => {
                    (decimal(&a[column]["amount"]) <= decimal(&b[column]["amount"])) != descending
                        || a[column]["amount"] == b[column]["amount"]
                }
            };
            assert!(all.windows(2).all(|pair| ordered(&pair[0], &pair[1])), "{column} {descending}");
        }
    }
    let names = |descending| -> Vec<Value> {
        page("name", descending, 0, 1_000).iter().map(|row| row["name"].clone()).collect()
    };
    let place = |names: &[Value], name: &str| names.iter().position(|n| n == name).expect("it is there");
    let up = names(false);
    assert!(place(&up, NAMES[0]) < place(&up, NAMES[1]) && place(&up, NAMES[1]) < place(&up, NAMES[2]), "{up:?}");
    assert!(place(&names(true), NAMES[0]) > place(&names(true), NAMES[2]));
}

#[test]
fn a_customer_has_the_newest_name_and_one_without_an_account_its_own() {
    let (cli, accounts) = synced();
    let renamed = format!("UPDATE accounts SET org_name = 'Borealis Nova' WHERE id = {}", accounts[1]);
    edit(&cli.cache(), &renamed);
    let found = cli.json(&["customers", "--query", "nova"]);
    assert_eq!((&found["rows"][0]["name"], &found["rows"][0]["id"]), (&json!("Borealis Nova"), &json!(accounts[1])));
    assert_eq!(cli.json(&["customers", "--query", "nothing like it"])["sums"], json!([]));

    // Accounts that may not be read, and an invoice that has another name by now.
    edit(
        &cli.cache(),
        "DELETE FROM accounts;
         INSERT INTO parties (id, org_name, identity) VALUES (900001, 'Borealis Ultima', 'a');
         UPDATE invoices SET buyer = 900001, buyer_folded = 'borealis ultima' WHERE cost_cents = 5;
         UPDATE invoices SET buyer_account_id = NULL WHERE cost_cents = 8000",
    );
    let list = cli.json(&["customers"]);
    let rows = list["rows"].as_array().expect("rows");
    let named = |name: &str| rows.iter().filter(|row| row["name"] == name).collect::<Vec<_>>();
    assert_eq!(named("Borealis Ultima").len(), 2, "both currencies of the account: {rows:?}");
    let alone = named("Borealis");
    assert_eq!((alone.len(), &alone[0]["id"], &alone[0]["balance"]["amount"]), (1, &Value::Null, &json!("80.00")));
}

fn decimal(value: &Value) -> Decimal {
    value.as_str().expect("text").parse().expect("a decimal")
}

/// What no sync would write, written all the same.
fn edit(cache: &std::path::Path, sql: &str) {
    Connection::open(cache).and_then(|cache| cache.execute_batch(sql)).expect("it is written");
}

/// One invoice of a made-up cache.
#[derive(Clone, Debug)]
struct Made {
    state: &'static str,
    month: u8,
    issued: Option<i32>,
    due: Option<i32>,
    paid: Option<i32>,
    changed: Option<i32>,
    currency: Option<&'static str>,
    cents: i64,
    /// Beyond what cents can say.
    huge: bool,
    account: Option<u8>,
    /// Which version of a customer's name.
    name: u8,
    deleted: bool,
}

fn made() -> impl Strategy<Value = Made> {
    let states = prop::sample::select(vec![
        "open",
        "finalized",
        "pending",
        "pending",
        "unpaid",
        "failed",
        "paid",
        "paid",
        "cancelled",
        "frozen",
        "thawed",
    ]);
    let day = || prop::option::weighted(0.85, -130i32..40);
    let money = (prop::option::weighted(0.8, prop::sample::select(vec!["EUR", "USD", "JPY"])), -5_000i64..500_000);
    let who = (prop::option::weighted(0.8, 0u8..6), 0u8..5, prop::bool::weighted(0.1), prop::bool::weighted(0.05));
    (states, 1u8..12, day(), day(), day(), day(), money, who).prop_map(
        |(state, month, issued, due, paid, changed, (currency, cents), (account, name, deleted, huge))| Made {
            state,
            month,
            issued,
            due,
            paid,
            changed,
            currency,
            cents,
            huge,
            account,
            name,
            deleted,
        },
    )
}

fn day(offset: i32) -> Date {
    TODAY.parse::<Date>().expect("a day").saturating_add(jiff::Span::new().days(offset))
}

const MADE_NAMES: [Option<&str>; 5] = [Some("Señal"), Some("SENAL"), Some("Łódź %_"), Some("日本"), None];

/// Writes them over the invoices of a cache.
fn write(cache: &mut Connection, made: &[Made]) -> rusqlite::Result<()> {
    let tx = cache.transaction()?;
    let ids: Vec<i64> = tx
        .prepare("SELECT id FROM invoices ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for (id, made) in ids.iter().zip(made) {
        let name = MADE_NAMES[usize::from(made.name)];
        let amount = match made.huge {
            true => Decimal::from(i64::MAX) * Decimal::from(7) + Decimal::new(made.cents, 2),
            false => Decimal::new(made.cents, 2),
        };
        let text = |day_of: Option<i32>| day_of.map(|offset| day(offset).to_string());
        tx.execute(
            "UPDATE invoices SET state = ?2, period_from = ?3, period_to = ?3, issued_on = ?4, due_on = ?5, paid_at = ?6,
                 updated_at = ?7, currency = ?8, cost = ?9, cost_cents = ?10, buyer = ?11, buyer_folded = ?12,
                 buyer_account_id = ?13, buyer_status = ?14 WHERE id = ?1",
            params![
                id,
                made.state,
                format!("2026-{:02}-01", made.month),
                text(made.issued),
                text(made.due),
                text(made.paid).map(|day| format!("{day}T23:30:00Z")),
                text(made.changed).map(|day| format!("{day}T00:00:00Z")),
                made.currency,
                amount.to_string(),
                if made.huge { i64::MAX } else { made.cents },
                800_000 + i64::from(made.name),
                billfold_core::store::fold(name.unwrap_or_default()),
                made.account.map(|account| 700_000 + i64::from(account)),
                made.deleted.then_some("deleted"),
            ],
        )?;
    }
    tx.commit()
}

/// Every figure of a document, wherever it is.
fn figures(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Object(fields) if fields.contains_key("filter") => found.push(value.clone()),
        Value::Object(fields) => fields.values().for_each(|value| figures(value, found)),
        Value::Array(values) => values.iter().for_each(|value| figures(value, found)),
        _ => {}
    }
}

/// The filter of a figure finds what the figure says, in the totals and in the list.
fn is_found_again(window: &Window, figure: &Value) -> Result<(), TestCaseError> {
    let filter = &figure["filter"];
    let _: InvoiceFilter = serde_json::from_value(filter.clone()).expect("a filter");
    let totals = window.json("total_invoices", json!({ "connection": "Test", "filter": filter }));
    prop_assert_eq!(&totals["count"], &figure["count"], "{}", figure);
    let sum: Decimal = totals["totals"].as_array().expect("totals").iter().map(|total| decimal(&total["cost"])).sum();
    prop_assert_eq!(sum, decimal(&figure["amount"]), "{}", figure);
    let list = json!({ "connection": "Test", "filter": filter, "offset": 0, "limit": 1_000,
                       "sort": { "column": "number", "descending": true } });
    let rows = window.json("list_invoices", list);
    prop_assert_eq!(rows.as_array().map(|rows| rows.len() as u64), figure["count"].as_u64(), "{}", figure);
    Ok(())
}

/// The parts of a whole, in count and amount.
fn add_up<'a>(whole: &Value, parts: impl IntoIterator<Item = &'a Value>) -> Result<(), TestCaseError> {
    let (mut count, mut amount) = (0, Decimal::ZERO);
    for part in parts.into_iter().filter(|part| !part.is_null()) {
        count += part["count"].as_u64().expect("a number");
        amount += decimal(&part["amount"]);
    }
    prop_assert_eq!(Some(count), whole["count"].as_u64());
    prop_assert_eq!(amount, decimal(&whole["amount"]));
    Ok(())
}

fn check_earnings(window: &Window, found: &mut Vec<Value>) -> Result<(), TestCaseError> {
    for (from, to) in [(None, None), (Some("2026-03"), Some("2026-09"))] {
        let earnings = window.json("earnings", json!({ "connection": "Test", "from": from, "to": to }));
        for currency in earnings["currencies"].as_array().expect("a list") {
            let months = currency["months"].as_array().expect("months");
            for groups in months.iter().map(|month| &month["groups"]).chain([&currency["sum"]]) {
                let parts = ["in_process", "overdue", "paid", "other"].map(|name| &groups[name]);
                add_up(&groups["total"], parts)?;
            }
            add_up(&currency["sum"]["total"], months.iter().map(|month| &month["groups"]["total"]))?;
        }
        figures(&earnings, found);
    }
    Ok(())
}

fn check_receivables(window: &Window, found: &mut Vec<Value>) -> Result<(), TestCaseError> {
    for as_of in [0, -1, -45, 20].map(day) {
        let request = json!({ "connection": "Test", "as_of": as_of, "customers": 1_000 });
        let receivables = window.json("receivables", request);
        for currency in receivables["currencies"].as_array().expect("a list") {
            let customers = currency["customers"].as_array().expect("customers");
            prop_assert_eq!(Some(customers.len() as u64), currency["customer_count"].as_u64());
            add_up(&currency["sum"]["total"], customers.iter().map(|customer| &customer["ageing"]["total"]))?;
            for ageing in customers.iter().map(|customer| &customer["ageing"]).chain([&currency["sum"]]) {
                let ages = ["not_due", "days_1_30", "days_31_60", "days_61_90", "days_91_up"];
                add_up(&ageing["total"], ages.map(|age| &ageing[age]))?;
            }
        }
        figures(&receivables, found);
    }
    Ok(())
}

fn check_customers(window: &Window, found: &mut Vec<Value>) -> Result<(), TestCaseError> {
    for query in [None, Some("sen"), Some("700001"), Some("nobody")] {
        let request = json!({ "connection": "Test", "query": query, "offset": 0, "limit": 1_000,
                              "sort": { "column": "overdue", "descending": true } });
        let list = window.json("customer_list", request);
        let rows = list["rows"].as_array().expect("rows");
        for sum in list["sums"].as_array().expect("sums") {
            let of_currency = || rows.iter().filter(|row| row["currency"] == sum["currency"]);
            add_up(&sum["balance"], of_currency().map(|row| &row["balance"]))?;
            add_up(&sum["overdue"], of_currency().map(|row| &row["overdue"]))?;
        }
        rows.iter().try_for_each(|row| check_last_payment(window, row))?;
        figures(&list, found);
    }
    Ok(())
}

/// The first of a customer's paid invoices by day of payment is the one the row tells of.
fn check_last_payment(window: &Window, row: &Value) -> Result<(), TestCaseError> {
    let mut filter = row["invoiced"]["filter"].clone();
    filter["states"] = json!(["paid"]);
    let latest = json!({ "connection": "Test", "filter": filter, "offset": 0, "limit": 1,
                         "sort": { "column": "paid", "descending": true } });
    let latest = window.json("list_invoices", latest)[0].clone();
    let expected = if latest["paid_at"].is_null() { &Value::Null } else { &latest["cost"] };
    prop_assert_eq!((&row["last_paid_at"], &row["last_paid"]), (&latest["paid_at"], expected), "{}", row);
    Ok(())
}

#[test]
fn the_filter_of_every_figure_finds_what_the_figure_says() {
    let portal = portal(48);
    let window = Window::synced(&portal);
    let cache = cache_of(&window);
    for (at, name) in MADE_NAMES.iter().enumerate() {
        let party = params![800_000 + at as i64, name, format!("made {at}")];
        cache
            .execute("INSERT INTO parties (id, org_name, identity) VALUES (?1, ?2, ?3)", party)
            .expect("it is written");
    }
    let mut runner = TestRunner::new(ProptestConfig { cases: 8, failure_persistence: None, ..Default::default() });
    let result = runner.run(&prop::collection::vec(made(), 48), |made| {
        write(&mut cache_of(&window), &made).expect("it is written");
        let mut found = Vec::new();
        check_earnings(&window, &mut found)?;
        check_receivables(&window, &mut found)?;
        check_customers(&window, &mut found)?;
        prop_assert!(found.len() > 100, "only {} figures", found.len());
        found.iter().try_for_each(|figure| is_found_again(&window, figure))
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

fn cache_of(window: &Window) -> Connection {
    Connection::open(window.folder.path().join("data/test/cache.sqlite")).expect("the cache")
}
