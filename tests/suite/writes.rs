//! Changes of invoices on the command line: what is possible, what is told, and that nothing else is sent.

use billfold_sandbox::{
    Sandbox, State,
    portal::{Card, NewLineItem},
};
use serde_json::{Value, json};
use testkit::{Cli, assert_equal, portal};

use crate::BILLFOLD;

/// An invoice in a state, of a customer that is there and whose card is as it is said.
fn one(portal: &Sandbox, state: State, card: Card) -> u64 {
    portal.with_portal(|p| {
        let fits = |i: &&billfold_sandbox::portal::Invoice| {
            i.state == State::Open && p.account(i.account_id).is_some() && i.totals().cost > 0.into()
        };
        let (id, account) = p.invoices().iter().rev().find(fits).map(|i| (i.id, i.account_id)).expect("an open one");
        p.set_card(account, card).expect("a customer");
        let way: &[State] = match state {
            State::Open => &[],
            State::Finalized => &[State::Finalized],
            State::Pending => &[State::Pending],
            State::Unpaid => &[State::Pending, State::Unpaid],
            State::Failed => &[State::Pending, State::Unpaid, State::Failed],
            State::Paid => &[State::Pending, State::Paid],
            State::Cancelled => &[State::Cancelled],
        };
        way.iter().for_each(|state| p.transition(id, *state).expect("it moves"));
        id
    })
}

fn writes_sent(portal: &Sandbox) -> Vec<String> {
    let is_write = |method: &str| method != "GET";
    portal.requests().iter().filter(|r| is_write(&r.method)).map(|r| format!("{} {}", r.method, r.path)).collect()
}

#[test]
fn the_whole_life_of_an_invoice() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let account = portal.with_portal(|p| {
        let id = p.accounts().find(|a| !a.deleted).expect("a customer").id;
        p.set_card(id, Card::Approves).expect("a customer");
        id
    });
    let created = cli.json(&["invoice", "create", "--account", &account.to_string(), "--period", "2026-11", "--yes"]);
    assert_eq!((&created["outcome"], &created["invoice"]["state"]), (&json!("done"), &json!("open")));
    let id = created["invoice_id"].to_string();

    let added = cli.json(&[
        "line-item",
        "add",
        &id,
        "--name",
        "Support",
        "--cost",
        "120.5",
        "--quantity",
        "2",
        "--description",
        "October",
        "--yes",
    ]);
    let item = added["invoice"]["line_items"][0].clone();
    assert_eq!((&item["name"], &item["cost"], &item["quantity"]), (&json!("Support"), &json!("120.5"), &json!(2)));
    let item = item["id"].to_string();
    let replaced = cli.json(&["line-item", "replace", &id, &item, "--name", "Support", "--cost", "99.9999", "--yes"]);
    assert_eq!(replaced["entries"].as_array().map(Vec::len), Some(2));
    let lines = replaced["invoice"]["line_items"].as_array().expect("lines");
    assert_eq!((lines.len(), &lines[0]["cost"]), (1, &json!("99.9999")));
    cli.ok(&["line-item", "add", &id, "--name", "Gone", "--cost", "-1", "--yes"]);
    let gone = cli.json(&["show", &id])["line_items"][1]["id"].to_string();
    cli.ok(&["line-item", "remove", &id, &gone, "--yes"]);

    cli.ok(&["invoice", "update", &id, "--period", "2026-10", "--number", "2026-10-00000777", "--yes"]);
    assert_eq!(cli.json(&["show", "2026-10-00000777"])["period"]["from"], "2026-10-01");
    for state in ["finalized", "pending", "unpaid", "failed"] {
        assert_eq!(cli.json(&["invoice", "state", &id, state, "--yes"])["invoice"]["state"], state);
    }
    let charged = cli.json(&["invoice", "charge", &id, "--yes"]);
    assert_eq!((&charged["outcome"], &charged["invoice"]["state"]), (&json!("done"), &json!("paid")));
    assert_eq!(charged["invoice"]["payment_transactions"][0]["success"], true);
    assert_equal(&cli, &portal);

    let journal = cli.json(&["journal", "--invoice", &id]);
    let journal = journal.as_array().expect("lines");
    assert_eq!(journal.len(), 12);
    assert!(journal.iter().all(|line| line["status"] == "done" && line["person"] != ""), "{journal:#?}");
    assert_eq!(journal[0]["differences"][0], json!({ "field": "state", "before": "failed", "after": "paid" }));
    let csv = cli.path("journal.csv");
    cli.ok(&["journal", "--csv", csv.to_str().expect("a path")]);
    let csv = std::fs::read_to_string(csv).expect("the file");
    assert!(csv.starts_with('\u{feff}') && csv.lines().count() == 13 && csv.contains("state: failed → paid"), "{csv}");
}

#[test]
fn what_the_server_refuses_is_told_in_its_words() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let paid = one(&portal, State::Paid, Card::Approves).to_string();
    cli.ok(&["sync"]);
    for (call, words) in [
        (vec!["invoice", "state", &paid, "finalized", "--yes"], "Cannot transition to finalized"),
        (vec!["invoice", "state", &paid, "cancel", "--yes"], "Cannot transition to cancelled"),
        (vec!["invoice", "charge", &paid, "--yes"], "is not in chargeable state"),
        (vec!["line-item", "add", &paid, "--name", "x", "--cost", "1", "--yes"], "Invalid invoice state"),
    ] {
        let said = cli.fails(4, &call);
        assert!(said.contains(words) && said.contains("Nothing was changed"), "{call:?}: {said}");
    }
    assert_equal(&cli, &portal);
}

#[test]
fn a_charge_that_does_not_go_through_is_none() {
    let portal = portal(60);
    let declined = one(&portal, State::Pending, Card::Declines);
    let missing = one(&portal, State::Pending, Card::Missing);
    let cli = Cli::synced(BILLFOLD, &portal);
    let said = cli.fails(4, &["invoice", "charge", &declined.to_string(), "--yes"]);
    assert!(said.contains("Your card was declined") && said.contains("failed payment"), "{said}");
    let said = cli.fails(4, &["invoice", "charge", &missing.to_string(), "--yes"]);
    assert!(said.contains("Failed to charge the credit card") && said.contains("shows no new payment"), "{said}");
    assert_equal(&cli, &portal);
}

#[test]
fn an_invoice_that_is_paid_and_still_owed_is_not_charged_lightly() {
    let portal = portal(60);
    let id = one(&portal, State::Pending, Card::Approves);
    let cli = Cli::synced(BILLFOLD, &portal);
    // The server ended between the payment and the invoice's state.
    portal.with_portal(|p| {
        p.charge(id).expect("it is charged");
        p.leave_unpaid(id).expect("it is there");
    });
    cli.ok(&["sync"]);
    portal.clear_requests();
    for call in [vec!["--yes"], vec!["--yes", "--json"]] {
        let id = id.to_string();
        let call = [vec!["invoice", "charge", &id], call].concat();
        assert!(cli.fails(2, &call).contains("charged already"));
    }
    assert_eq!(writes_sent(&portal), Vec::<String>::new());
    let preview = cli.json(&["bulk", "charge", &id.to_string(), "--preview"]);
    assert!(preview["rows"][0]["problem"].as_str().is_some_and(|why| why.contains("went through")), "{preview}");
}

#[test]
fn a_charge_of_nothing_is_announced_as_what_it_does() {
    let portal = portal(60);
    let id = one(&portal, State::Open, Card::Approves);
    portal.with_portal(|p| {
        let cost = p.invoice(id).expect("it").totals().net;
        p.add_line_item(id, NewLineItem::by_hand("Refund", -cost)).expect("added");
        p.transition(id, State::Pending).expect("issued");
    });
    let cli = Cli::synced(BILLFOLD, &portal);
    let asked = cli.fails(2, &["invoice", "charge", &id.to_string()]);
    assert!(asked.contains("cancels the invoice instead of charging"), "{asked}");
    let said = cli.fails(4, &["invoice", "charge", &id.to_string(), "--yes"]);
    assert!(said.contains("cancelled the invoice"), "{said}");
    assert_equal(&cli, &portal);
}

#[test]
fn nothing_is_sent_without_a_yes() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = one(&portal, State::Pending, Card::Approves).to_string();
    cli.ok(&["sync"]);
    portal.clear_requests();
    let asked = cli.fails(2, &["invoice", "charge", &id]);
    let cost = cli.json(&["show", &id])["cost"].as_str().expect("a cost").to_owned();
    assert!(asked.contains("card on file") && asked.contains(&cost.replace(',', "")[..1]), "{asked}");
    assert!(asked.contains("not confirmed"), "{asked}");
    assert_eq!(portal.requests(), Vec::new(), "not even a look");
    assert_eq!(cli.json(&["journal"]), json!([]));
}

#[test]
fn a_token_that_may_only_read_changes_nothing_and_never_charges() {
    let portal = portal(60);
    let pending = one(&portal, State::Pending, Card::Approves);
    let open = one(&portal, State::Open, Card::Approves).to_string();
    let cli = Cli::synced(BILLFOLD, &portal).with_token(portal.read_only_token());
    let item = cli.json(&["show", &open])["line_items"][0]["id"].to_string();
    let account = portal.with_portal(|p| p.accounts().find(|a| !a.deleted).expect("one").id.to_string());
    let pending = pending.to_string();
    portal.clear_requests();
    let words = cli.fails(4, &["invoice", "charge", &pending, "--yes"]);
    assert!(words.contains("correct permissions"), "{words}");
    assert!(
        writes_sent(&portal).iter().all(|sent| !sent.contains("charge")),
        "a charge may move money before it is refused"
    );
    for call in [
        vec!["invoice", "create", "--account", &account, "--period", "2026-11", "--yes"],
        vec!["invoice", "update", &open, "--number", "2026-11-00000999", "--yes"],
        vec!["invoice", "state", &pending, "paid", "--yes"],
        vec!["line-item", "add", &open, "--name", "x", "--cost", "1", "--yes"],
        vec!["line-item", "remove", &open, &item, "--yes"],
    ] {
        let words = cli.fails(4, &call);
        assert!(words.contains("correct permissions") && words.contains("Nothing was changed"), "{call:?}: {words}");
    }
    assert_equal(&cli, &portal);
    cli.fails(4, &["bulk", "state", "pending", &open, "--yes"]);
    let status = cli.json(&["status"]);
    assert!(status["changes_off"].as_str().is_some_and(|why| why.contains("may only read")), "{status}");
    let lines = cli.json(&["journal"]);
    assert!(lines.as_array().expect("lines").iter().all(|line| line["status"] == "refused"), "{lines}");

    // A better token is taken for what it is.
    let cli = cli.with_token(portal.token());
    assert_eq!(cli.json(&["status"])["changes_off"], Value::Null);
    cli.ok(&["invoice", "charge", &pending, "--yes"]);
    assert_equal(&cli, &portal);
}

#[test]
fn a_connection_for_reading_sends_nothing() {
    let portal = portal(60);
    let cli = Cli::new(BILLFOLD).with_token(portal.token());
    cli.ok(&["connect", "Test", "--url", &portal.url(), "--read-only"]);
    cli.ok(&["sync"]);
    portal.clear_requests();
    let id = portal.with_portal(|p| p.invoices().last().expect("one").id).to_string();
    let words = cli.fails(2, &["invoice", "state", &id, "finalized", "--yes"]);
    assert!(words.contains("for reading only"), "{words}");
    cli.fails(2, &["invoice", "state", &id, "finalized", "--draft", "--yes"]);
    assert_eq!(portal.requests(), Vec::new());
}

#[test]
fn an_invoice_that_moved_on_is_told_before_anything_is_sent() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = one(&portal, State::Open, Card::Approves);
    portal.with_portal(|p| p.add_line_item(id, NewLineItem::by_hand("Somebody else's", 7.into())).expect("added"));
    portal.clear_requests();
    let id = id.to_string();
    let result = cli.call(&["invoice", "state", &id, "pending", "--yes", "--json"]);
    assert_eq!(result.code, Some(1), "{}", result.stderr);
    let told: Value = serde_json::from_str(&result.stdout).expect("JSON");
    assert_eq!((&told["outcome"], &told["entries"]), (&json!("conflict"), &json!([])));
    let fields = told["conflict"].to_string();
    assert!(fields.contains("Somebody else's") && fields.contains("\"cost\""), "{fields}");
    assert!(result.stderr.contains("You saw") && result.stderr.contains("The portal has now"), "{}", result.stderr);
    assert_eq!(writes_sent(&portal), Vec::<String>::new());
    assert_equal(&cli, &portal);
    // Seen now, decided again.
    cli.ok(&["invoice", "state", &id, "pending", "--yes"]);
    assert_equal(&cli, &portal);
}

#[test]
fn what_the_server_lets_through_and_should_not_is_stopped_here() {
    let portal = portal(60);
    let pending = one(&portal, State::Pending, Card::Approves).to_string();
    let cli = Cli::synced(BILLFOLD, &portal);
    let open = one(&portal, State::Open, Card::Approves).to_string();
    let taken = cli.json(&["show", &pending])["friendly_id"].as_str().expect("a number").to_owned();
    portal.clear_requests();
    let words = cli.fails(2, &["invoice", "update", &pending, "--number", "2026-11-00000999", "--yes"]);
    assert!(words.contains("issued") && words.contains("--although-issued"), "{words}");
    for (call, words) in [
        (vec!["invoice", "update", &open, "--number", "INV-7", "--yes"], "YYYY-MM-XXXXXXXX"),
        (vec!["invoice", "update", &open, "--period", "2027-12", "--yes"], "out of range"),
        (vec!["invoice", "update", &open, "--period", "2010-12", "--yes"], "2011-01 to 2027-11"),
        (vec!["invoice", "create", "--account", "0", "--period", "2026-11", "--yes"], "account_id 0 is no id"),
        (vec!["line-item", "add", &open, "--name", " ", "--cost", "1", "--yes"], "needs a name"),
        (vec!["line-item", "add", &open, "--name", "x", "--cost", "1", "--type", "LineItem::Gift", "--yes"], "no type"),
        (
            vec!["line-item", "add", &open, "--name", "x", "--cost", "1", "--quantity", "9999999999", "--yes"],
            "out of range",
        ),
    ] {
        let said = cli.fails(2, &call);
        assert!(said.contains(words), "{call:?}: {said}");
    }
    let long = "x".repeat(256);
    assert!(cli.fails(2, &["line-item", "add", &open, "--name", &long, "--cost", "1", "--yes"]).contains("256"));
    for cost in ["1,234.5", "1.234,50", "1e3", "", "  ", "12345678901234567890", "0.00005", "NaN", "$5.50", "1_000"] {
        let said = cli.fails(2, &["line-item", "add", &open, "--name", "x", "--cost", cost, "--yes"]);
        assert!(said.contains("amount") || said.contains("portal"), "{cost}: {said}");
    }
    assert_eq!(writes_sent(&portal), Vec::<String>::new());

    let used = cli.call(&["invoice", "update", &open, "--number", &taken, "--yes"]);
    assert!(used.code == Some(0) && used.stderr.contains("used already"), "{}", used.stderr);
    cli.ok(&["invoice", "update", &pending, "--number", "2026-11-00000999", "--although-issued", "--yes"]);
    assert_equal(&cli, &portal);
}

#[test]
fn drafts_wait_without_the_portal_and_are_sent_on_a_word() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let (first, second) = portal.with_portal(|p| {
        let mut open = p.invoices().iter().filter(|i| i.state == State::Open && p.account(i.account_id).is_some());
        (open.next().expect("one").id.to_string(), open.next().expect("another").id.to_string())
    });
    portal.faults().set_offline(true);
    portal.clear_requests();
    let offline = cli.fails(3, &["invoice", "state", &first, "pending", "--yes"]);
    assert!(offline.contains("nothing was sent"), "{offline}");
    portal.clear_requests();
    cli.ok(&["line-item", "add", &first, "--name", "Prepared", "--cost", "3.5", "--draft", "--yes"]);
    cli.ok(&["invoice", "state", &first, "finalized", "--draft", "--yes"]);
    cli.ok(&["invoice", "state", &first, "pending", "--draft", "--yes"]);
    cli.ok(&["invoice", "state", &second, "finalized", "--draft", "--yes"]);
    assert!(cli.fails(2, &["invoice", "charge", &first, "--draft", "--yes"]).contains("--draft"), "never a charge");
    assert_eq!(portal.requests(), Vec::new(), "nothing leaves while it is prepared");
    assert_eq!(cli.json(&["status"])["drafts"], 4);
    assert_eq!(cli.json(&["drafts", "list"]).as_array().map(Vec::len), Some(4));

    // Somebody else was at the second one meanwhile.
    portal.faults().set_offline(false);
    portal.with_portal(|p| {
        let second = second.parse().expect("an id");
        p.add_line_item(second, NewLineItem::by_hand("Somebody else's", 7.into())).expect("added");
    });
    let draft = cli.json(&["drafts", "list"])[0]["id"].to_string();
    assert_eq!(cli.call(&["drafts", "check", "--all"]).code, Some(1));
    let told = cli.call(&["drafts", "send", "--all", "--yes", "--json"]);
    assert_eq!(told.code, Some(5), "{}", told.stderr);
    let results: Value = serde_json::from_str(&told.stdout).expect("JSON");
    let outcomes: Vec<_> = results.as_array().expect("results").iter().map(|r| r["outcome"].clone()).collect();
    assert_eq!(outcomes, ["done", "done", "done", "conflict"], "our own changes are no conflict: {results:#}");
    assert!(results[3]["conflict"].to_string().contains("Somebody else's"));
    assert_eq!(cli.json(&["show", &first])["state"], "pending");
    assert_equal(&cli, &portal);

    cli.ok(&["drafts", "accept", &draft]);
    cli.ok(&["drafts", "send", &draft, "--yes"]);
    assert_eq!(cli.json(&["show", &second])["state"], "finalized");
    cli.ok(&["invoice", "state", &second, "pending", "--draft", "--yes"]);
    cli.ok(&["drafts", "discard", "--all"]);
    assert_eq!(cli.json(&["drafts", "list"]), json!([]));
    cli.fails(1, &["drafts", "send", &draft, "--yes"]);
    assert_equal(&cli, &portal);
}

#[test]
fn a_draft_does_not_overtake_one_that_failed() {
    let portal = portal(30);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = one(&portal, State::Open, Card::Approves).to_string();
    cli.ok(&["sync"]);
    cli.ok(&["line-item", "add", &id, "--name", "Support", "--cost", "9", "--draft", "--yes"]);
    cli.ok(&["invoice", "state", &id, "pending", "--draft", "--yes"]);
    portal.faults().push(billfold_sandbox::Fault::status(500).on_method("POST"));
    let told = cli.fails(1, &["drafts", "send", "--all", "--yes"]);
    assert!(told.contains("what was prepared before it"), "{told}");
    assert_eq!(cli.json(&["show", &id])["state"], "open", "nothing is issued without its line");
    assert_eq!(cli.json(&["drafts"]).as_array().map(Vec::len), Some(1));
    assert_equal(&cli, &portal);
}

#[test]
fn an_invoice_and_its_lines_are_prepared_together() {
    let portal = portal(30);
    let cli = Cli::synced(BILLFOLD, &portal);
    let account = portal.with_portal(|p| p.accounts().find(|a| !a.deleted).expect("a customer").id.to_string());
    portal.faults().set_offline(true);
    let create = ["invoice", "create", "--account", &account, "--period", "2026-11", "--draft", "--yes"];
    let draft = cli.json(&create)[0]["id"].to_string();
    let of = format!("draft:{draft}");
    for (name, cost) in [("Support", "120"), ("Refund", "-20.5")] {
        cli.ok(&["line-item", "add", &of, "--name", name, "--cost", cost, "--draft", "--yes"]);
    }
    cli.ok(&["invoice", "state", &of, "pending", "--draft", "--yes"]);
    cli.fails(2, &["invoice", "state", &of, "pending", "--yes"]);
    portal.faults().set_offline(false);
    // By themselves the others have no invoice to go to.
    let second = cli.json(&["drafts", "list"])[2]["id"].to_string();
    assert!(cli.fails(1, &["drafts", "send", &second, "--yes"]).contains("not made yet"));
    cli.fails(1, &["line-item", "add", "draft:999", "--name", "x", "--cost", "1", "--draft", "--yes"]);
    cli.fails(1, &["line-item", "add", &format!("draft:{second}"), "--name", "x", "--cost", "1", "--draft", "--yes"]);
    cli.fails(2, &["line-item", "add", "draft:-1001", "--name", "x", "--cost", "1", "--draft", "--yes"]);
    cli.ok(&["drafts", "send", "--all", "--yes"]);
    let made = cli.json(&["list", "--month", "2026-11"])[0].clone();
    assert_eq!((&made["state"], &made["cost_without_vat"]), (&json!("pending"), &json!("99.5")));
    assert_equal(&cli, &portal);
    assert!(cli.ok(&["show", &made["id"].to_string()]).contains("add “Support”"));
}

#[test]
fn an_invoice_that_somebody_else_made_first_is_shown_before_another_is_made() {
    let portal = portal(30);
    let cli = Cli::synced(BILLFOLD, &portal);
    let account = portal.with_portal(|p| {
        let account = p.accounts().find(|a| !a.deleted).expect("a customer").id;
        let month = billfold_sandbox::portal::Month::parse("2027-03").expect("a month");
        p.create_invoice(account, month).expect("somebody else makes it");
        account.to_string()
    });
    let create = ["invoice", "create", "--account", &account, "--period", "2027-03", "--yes"];
    let told = cli.fails(1, &create);
    assert!(told.contains("2027-03-00000001 (open)"), "{told}");
    let again = cli.call(&create);
    assert!(again.code == Some(0) && again.stderr.contains("already an invoice"), "{}", again.stderr);
    assert_equal(&cli, &portal);
}

#[test]
fn a_number_that_somebody_else_gave_is_shown_before_it_is_given_again() {
    let portal = portal(30);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = one(&portal, State::Open, Card::Approves);
    let other = portal.with_portal(|p| {
        let other = p.invoices().iter().find(|i| i.id != id).expect("another").id;
        p.set_number(other, "2026-11-00000555").expect("somebody else gives it");
        other
    });
    let update = ["invoice", "update", &id.to_string(), "--number", "2026-11-00000555", "--yes"];
    portal.clear_requests();
    let told = cli.fails(1, &update);
    assert!(told.contains("Another invoice carries this number") && told.contains(&other.to_string()), "{told}");
    assert_eq!(writes_sent(&portal), Vec::<String>::new());
    let again = cli.call(&update);
    assert!(again.code == Some(0) && again.stderr.contains("used already"), "{}", again.stderr);
    assert_equal(&cli, &portal);
}

#[test]
fn the_second_half_of_an_edit_goes_nowhere_by_itself() {
    let portal = portal(30);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id = one(&portal, State::Open, Card::Approves).to_string();
    cli.ok(&["sync"]);
    let item = cli.json(&["show", &id])["line_items"][0]["id"].to_string();
    let replace = ["line-item", "replace", &id, &item, "--name", "New", "--cost", "5", "--yes"];
    portal.faults().push(billfold_sandbox::Fault::from(billfold_sandbox::FaultKind::Reset).on_method("DELETE"));
    let told = cli.fails(6, &replace);
    assert!(told.contains("not sent"), "{told}");
    let draft = cli.json(&["drafts"])[0]["id"].to_string();
    assert!(cli.fails(1, &["drafts", "send", &draft, "--yes"]).contains("it is to follow"));
    // The old line is still there: the new one does not come beside it.
    cli.at("2026-11-15T12:05:00Z").ok(&["settle"]);
    assert_eq!(cli.json(&["drafts"]), json!([]));
    cli.ok(&replace);
    assert_equal(&cli, &portal);
}

#[test]
fn many_at_once_one_after_the_other() {
    let portal = portal(120);
    let cli = Cli::synced(BILLFOLD, &portal);
    portal.with_portal(|p| {
        let open: Vec<u64> = p.invoices().iter().filter(|i| i.state == State::Open).map(|i| i.id).collect();
        open.iter().take(2).for_each(|id| p.transition(*id, State::Finalized).expect("it moves"));
        let accounts: Vec<u64> = p.accounts().filter(|a| !a.deleted).map(|a| a.id).collect();
        accounts.iter().for_each(|id| p.set_card(*id, Card::Approves).expect("a customer"));
    });
    cli.ok(&["sync"]);
    let preview = cli.json(&["bulk", "state", "finalized", "--month", "2026-11", "--preview"]);
    let rows = preview["rows"].as_array().expect("rows");
    let impossible = rows.iter().filter(|row| row["problem"] != Value::Null).count();
    assert!(impossible >= 2 && rows.len() > impossible, "{preview:#}");
    let done = cli.call(&["bulk", "state", "finalized", "--month", "2026-11", "--yes", "--json"]);
    assert_eq!(done.code, Some(5), "{}", done.stderr);
    let done: Value = serde_json::from_str(&done.stdout).expect("JSON");
    let results = done["results"].as_array().expect("results");
    assert_eq!(results.len(), rows.len(), "what is not possible is told, too");
    assert_eq!(results.iter().filter(|row| row["outcome"] == "done").count(), rows.len() - impossible, "{done:#}");
    assert!(
        results
            .iter()
            .filter(|row| row["outcome"] == "not_done")
            .all(|row| row["message"].to_string().contains("Not possible"))
    );
    cli.ok(&["bulk", "state", "pending", "--state", "finalized", "--yes"]);
    assert_equal(&cli, &portal);

    let words = cli.fails(2, &["bulk", "charge", "--state", "pending", "--yes"]);
    assert!(words.contains("was not typed"), "{words}");
    let owed = cli.json(&["bulk", "charge", "--state", "pending", "--preview"]);
    let totals: Vec<String> = owed["possible"]
        .as_array()
        .expect("totals")
        .iter()
        .map(|t| format!("{}={}", t["currency"].as_str().expect("a currency"), t["cost"].as_str().expect("a total")))
        .collect();
    let wrong: Vec<String> = totals.iter().map(|total| format!("{total}1")).collect();
    portal.clear_requests();
    for wrong in [&wrong[..], &totals[..totals.len() - 1]] {
        let mut call = vec!["bulk", "charge", "--state", "pending", "--yes"];
        call.extend(wrong.iter().flat_map(|total| ["--total", total.as_str()]));
        let words = cli.fails(2, &call);
        assert!(words.contains("come to") || words.contains("was not typed"), "{words}");
    }
    assert_eq!(portal.requests(), Vec::new(), "not even a look");
    let mut call = vec!["bulk", "charge", "--state", "pending", "--yes"];
    call.extend(totals.iter().flat_map(|total| ["--total", total.as_str()]));
    portal.clear_requests();
    let charged = cli.call(&call);
    assert!(matches!(charged.code, Some(0 | 5)), "{}{}", charged.stdout, charged.stderr);
    let sent = writes_sent(&portal);
    let unique: std::collections::BTreeSet<_> = sent.iter().collect();
    assert_eq!(unique.len(), sent.len(), "each once");
    assert_equal(&cli, &portal);
}
