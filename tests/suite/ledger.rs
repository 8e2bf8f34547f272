//! The ledger: every change a sync saw, field by field.

use billfold_sandbox::{State, portal::NewLineItem};
use serde_json::{Value, json};
use testkit::{Cli, Event, portal};

use crate::BILLFOLD;

fn changes(cli: &Cli, since: &str) -> Vec<Value> {
    cli.json(&["changes", "--since", since]).as_array().expect("a list").clone()
}

#[test]
fn what_is_read_for_the_first_time_is_no_change() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    cli.ok(&["sync"]);
    cli.ok(&["sync", "--full"]);
    assert_eq!(changes(&cli, "2000-01-01"), Vec::<Value>::new());
}

#[test]
fn a_change_is_told_with_before_and_after() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = portal.with_portal(|p| {
        let open =
            p.invoices().iter().find(|i| i.state == State::Open && !i.line_items.is_empty()).expect("one").clone();
        p.advance(jiff::SignedDuration::from_secs(1));
        p.add_line_item(open.id, NewLineItem::by_hand("Late fee", 5.into())).expect("it is added");
        p.transition(open.id, State::Finalized).expect("it is finalized");
        open.id
    });
    let run = cli.json(&["sync"])["id"].clone();
    let seen = changes(&cli, "2026-11-15T12:00:00Z");
    assert!(seen.iter().all(|change| change["invoice_id"] == id && change["run"] == run), "{seen:#?}");
    let of = |field: &str| seen.iter().find(|change| change["field"] == field).unwrap_or(&Value::Null).clone();
    assert_eq!((&of("state")["before"], &of("state")["after"]), (&json!("open"), &json!("finalized")));
    let added =
        seen.iter().find(|change| change["field"].as_str().is_some_and(|f| f.starts_with("line_items["))).expect("one");
    assert_eq!((&added["before"], &added["after"]["name"]), (&Value::Null, &json!("Late fee")));
    assert_ne!(of("cost"), Value::Null);

    let shown = cli.ok(&["show", &id.to_string()]);
    assert!(shown.contains("finalized") && shown.contains("Late fee") && shown.contains("Before"), "{shown}");
    assert_eq!(changes(&cli, "2026-11-15T12:00:01Z"), Vec::<Value>::new());
    assert!(!changes(&cli, "1h").is_empty());
    cli.fails(2, &["changes", "--since", "yesterday"]);
}

#[test]
fn new_invoices_and_new_payments_are_news() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (new, declined) = portal.with_portal(|p| {
        assert!(Event::Created.happen(p, 1) && Event::Declined.happen(p, 1));
        let declined = p.invoices().iter().max_by_key(|i| i.payments.last().map(|payment| payment.created_at));
        (p.invoices().last().expect("one").id, declined.expect("one").id)
    });
    cli.ok(&["sync"]);
    let seen = changes(&cli, "1h");
    let has = |id: u64, field: &str, after: &Value| {
        seen.iter().any(|c| {
            let named = c["field"].as_str().is_some_and(|name| name.starts_with(field));
            c["invoice_id"] == id && named && (after.is_null() || &c["after"] == after)
        })
    };
    assert!(has(new, "state", &json!("open")), "{seen:#?}");
    assert!(has(declined, "payment_transactions_count", &Value::Null));
    assert!(has(declined, "payment_transactions[", &Value::Null), "{seen:#?}");
}

#[test]
fn a_deleted_customer_keeps_its_name_and_the_ledger_says_so() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let account = portal.with_portal(|p| {
        let account = p.invoices().iter().find(|i| p.account(i.account_id).is_some()).expect("one").account_id;
        p.delete_customer(account).expect("it is deleted");
        account
    });
    cli.ok(&["sync", "--full"]);
    let seen = changes(&cli, "1h");
    assert!(!seen.is_empty());
    for change in seen {
        assert_eq!((&change["field"], &change["after"]), (&json!("buyer.status"), &json!("deleted")));
        let invoice = cli.json(&["show", &change["invoice_id"].to_string()]);
        assert_eq!(invoice["buyer"]["id"], account);
        assert_ne!(invoice["buyer"]["org_name"], Value::Null);
    }
}
