//! The server over a raw connection, with clients and a network that behave.

use super::test_client::{basic, call, get, sandbox, send, some};
use crate::AuthKind;
use crate::portal::{Card, Front, State};

#[tokio::test]
async fn pages_follow_each_other_and_filters_narrow() {
    let sandbox = sandbox().await;
    let page = get(&sandbox, "/api/invoices.xml?page=3&per_page=25").await;
    assert!(page.text().contains(
        "<pagination total_pages=\"3\" current_page=\"3\" per_page=\"25\" total_entries=\"60\"/><invoice version"
    ));
    assert_eq!(page.text().matches("<invoice version").count(), 10);
    let beyond = get(&sandbox, "/api/invoices.xml?page=9").await;
    assert_eq!((beyond.status, beyond.text().matches("<invoice version").count()), (200, 0));

    let month = get(&sandbox, "/api/invoices.xml?month=2026-09&per_page=500").await;
    let same = get(&sandbox, "/api/invoices.xml?year=2026&month_number=9&per_page=500").await;
    let number = get(&sandbox, "/api/invoices.xml?number=2026-09-*&per_page=500").await;
    assert_eq!(month.body, same.body);
    assert_eq!(month.body, number.body);
    assert!(month.text().contains("<from>2026-09-01</from>") && !month.text().contains("<from>2026-08-01</from>"));
    for nothing in ["state=lost", "state=cancel", "month=2026-13"] {
        let reply = get(&sandbox, &format!("/api/invoices.xml?{nothing}")).await;
        assert!(reply.text().contains("total_entries=\"0\""), "{nothing}");
    }
    let open = get(&sandbox, "/api/invoices.json?state=open&per_page=500").await;
    let open: serde_json::Value = serde_json::from_slice(&open.body).unwrap();
    assert!(open["invoices"].as_array().unwrap().iter().all(|item| item["invoice"]["state"] == "open"));
}

#[tokio::test]
async fn customers_have_their_own_lists() {
    let sandbox = sandbox().await;
    let (id, account) = sandbox.with_portal(|portal| {
        let invoice = portal.invoices().iter().find(|held| portal.account(held.account_id).is_some()).unwrap();
        (invoice.id, invoice.account_id)
    });
    let list = get(&sandbox, &format!("/api/accounts/{account}/invoices.xml")).await;
    assert!(list.text().contains(&format!("<id>{id}</id>")));
    assert_eq!(get(&sandbox, &format!("/api/accounts/{account}/invoices/{id}.xml")).await.status, 200);
    assert_eq!(get(&sandbox, &format!("/api/accounts/{}/invoices/{id}.xml", account + 1)).await.status, 404);
    sandbox.with_portal(|portal| portal.delete_customer(account).unwrap());
    assert_eq!(get(&sandbox, &format!("/api/accounts/{account}/invoices.xml")).await.status, 404);
    assert_eq!(get(&sandbox, &format!("/admin/api/accounts/{account}.xml")).await.status, 404);
    let orphan = get(&sandbox, &format!("/api/invoices/{id}.xml")).await;
    assert!(orphan.text().contains(&format!("<buyer><id>{account}</id><status>deleted</status></buyer>")));
}

#[tokio::test]
async fn tokens_open_what_they_may() {
    let sandbox = sandbox().await;
    let status = async |token: &str, method: &str, target: &str| {
        let reply = send(&sandbox.url(), method, target, &basic(token), "").await;
        (reply.status, reply.text().to_owned())
    };
    let scope = "<error>Your access token does not have the correct permissions</error>";
    let (code, words) = status("wrong", "GET", "/api/invoices.xml").await;
    assert!(code == 403 && words.ends_with("<error>Access denied</error>"));
    for path in ["/admin/api/accounts.xml", "/admin/api/provider.xml", "/admin/api/fields_definitions.json"] {
        assert_eq!(status(sandbox.read_only_token(), "GET", path).await.0, 200);
        assert_eq!(status(sandbox.finance_only_token(), "GET", path).await.0, 403);
    }
    assert!(status(sandbox.finance_only_token(), "GET", "/admin/api/accounts.xml").await.1.ends_with(scope));
    assert_eq!(status(sandbox.finance_only_token(), "GET", "/api/invoices.xml").await.0, 200);
    assert!(status(sandbox.read_only_token(), "POST", "/api/invoices.xml").await.1.ends_with(scope));

    let target = format!("/api/invoices.xml?access_token={}", sandbox.token());
    assert_eq!(send(&sandbox.url(), "GET", &target, "", "").await.status, 200);
    let last = sandbox.requests().pop().unwrap();
    assert_eq!((last.auth, last.status), (AuthKind::Parameter, Some(200)));
    assert!(!last.query.contains(sandbox.token()));
}

#[tokio::test]
async fn the_whole_portal_can_be_switched() {
    let sandbox = sandbox().await;
    let mut seen = Vec::new();
    for step in 0..5 {
        sandbox.with_portal(|portal| {
            portal.switches = Default::default();
            match step {
                0 => portal.switches.finance_disabled = true,
                1 => portal.switches.suspended = true,
                2 => portal.switches.front = Front::DeveloperPortal,
                3 => portal.switches.front = Front::SingleSignOn,
                _ => portal.switches.tokens_expired = true,
            }
        });
        let reply = get(&sandbox, "/api/invoices.xml").await;
        seen.push((reply.status, reply.text().len() > 40, reply.text().contains("<html")));
    }
    let expected =
        [(403, true, false), (403, false, false), (404, false, false), (200, true, true), (403, true, false)];
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn an_entity_tag_hides_a_changed_total() {
    let sandbox = sandbox().await;
    let open = some(&sandbox, State::Open);
    let target = format!("/api/invoices/{open}.xml");
    let first = get(&sandbox, &target).await;
    let headers = format!("{}If-None-Match: {}\r\n", basic(sandbox.token()), first.header("ETag").unwrap());
    let item = crate::portal::NewLineItem::by_hand("Fee", rust_decimal::Decimal::TEN);
    sandbox.with_portal(|portal| portal.add_line_item(open, item).unwrap());
    let hidden = send(&sandbox.url(), "GET", &target, &headers, "").await;
    assert_eq!((hidden.status, hidden.body.len()), (304, 0));
    sandbox.with_portal(|portal| portal.advance(jiff::SignedDuration::from_secs(1)));
    sandbox.with_portal(|portal| portal.transition(open, State::Finalized).unwrap());
    assert_eq!(send(&sandbox.url(), "GET", &target, &headers, "").await.status, 200);
}

#[tokio::test]
async fn an_invoice_goes_all_the_way_over_the_wire() {
    let sandbox = sandbox().await;
    let account = sandbox.with_portal(|portal| {
        let id = portal.accounts().next().unwrap().id;
        portal.set_card(id, Card::Approves).unwrap();
        id
    });
    let made = call(&sandbox, "POST", "/api/invoices.xml", &format!("account_id={account}&period=2026-11")).await;
    assert_eq!((made.status, made.element("state"), made.element("creation_type")), (201, "open", "manual"));
    let path = format!("/api/invoices/{}", made.element("id"));
    let item = call(&sandbox, "POST", &format!("{path}/line_items.xml"), "name=A+%26+B&cost=12.34565&quantity=3").await;
    assert_eq!((item.status, item.element("name"), item.element("cost")), (201, "A &amp; B", "12.3457"));
    let odd = call(&sandbox, "POST", &format!("{path}/line_items.xml"), "name=Odd&cost=1,5").await;
    assert_eq!(odd.element("cost"), "0.0");
    let gone = call(&sandbox, "DELETE", &format!("{path}/line_items/{}.xml", odd.element("id")), "").await;
    assert_eq!((gone.status, gone.body.len()), (200, 0));
    assert_eq!(call(&sandbox, "GET", &format!("{path}.pdf"), "").await.status, 404);

    let issued = call(&sandbox, "PUT", &format!("{path}/state.xml"), "state=pending").await;
    assert_eq!((issued.element("issued_on"), issued.element("due_on")), ("2026-10-08", "2026-10-10"));
    let late = call(&sandbox, "DELETE", &format!("{path}/line_items/{}.xml", item.element("id")), "").await;
    assert_eq!(late.status, 403);
    let again = call(&sandbox, "PUT", &format!("{path}/state.xml"), "state=pending").await;
    assert_eq!((again.status, again.element("error")), (422, "Cannot transition to pending"));
    let charged = call(&sandbox, "POST", &format!("{path}/charge.xml"), "").await;
    assert_eq!((charged.status, charged.element("state")), (201, "paid"));
    assert_eq!(charged.element("payment_transactions_count"), "1");
    let late = call(&sandbox, "PUT", &format!("{path}/state.json"), "state=cancel").await;
    assert_eq!(late.text(), r#"{"errors": {"base": ["Cannot transition to cancelled"]}}"#);
}

#[tokio::test]
async fn nonsense_is_refused_as_the_server_does() {
    let sandbox = sandbox().await;
    let open = some(&sandbox, State::Open);
    let missing = call(&sandbox, "POST", "/api/invoices.xml", "period=2026-11").await;
    assert_eq!((missing.status, missing.header("Content-Type")), (400, Some("text/plain; charset=utf-8")));
    for (method, target, body, status) in [
        ("POST", "/api/invoices.xml".to_owned(), "account_id=101&period=11-2026", 422),
        ("POST", "/api/invoices.xml".to_owned(), "account_id=9&period=2026-11", 422),
        ("PUT", format!("/api/invoices/{open}.xml"), "friendly_id=7", 422),
        ("PUT", format!("/api/invoices/{open}.xml"), "", 400),
        ("PUT", format!("/api/invoices/{open}/state.xml"), "state=lost", 422),
        ("POST", format!("/api/invoices/{open}/charge.xml"), "", 422),
        ("POST", format!("/api/invoices/{open}/line_items.xml"), "name=x&type=Odd", 422),
        ("POST", format!("/api/invoices/{open}/line_items.xml"), "name=x&metric_id=1", 404),
        ("DELETE", format!("/api/invoices/{open}/line_items/1.xml"), "", 404),
        ("GET", "/api/invoices/1.xml".to_owned(), "", 404),
        ("GET", "/api/invoices.csv".to_owned(), "", 406),
        ("GET", "/elsewhere".to_owned(), "", 404),
    ] {
        assert_eq!(call(&sandbox, method, &target, body).await.status, status, "{method} {target} {body}");
    }
    let headers = format!("{}Content-Type: application/json\r\n", basic(sandbox.token()));
    let target = format!("/api/invoices/{open}/state.xml");
    let json = send(&sandbox.url(), "PUT", &target, &headers, r#"{"state":"cancel"}"#).await;
    assert_eq!((json.status, json.element("state")), (200, "cancelled"));
}

#[tokio::test]
async fn the_pdf_lies_on_another_host_that_takes_no_token() {
    let sandbox = sandbox().await;
    let paid = some(&sandbox, State::Paid);
    let redirect = get(&sandbox, &format!("/api/invoices/{paid}.pdf")).await;
    let location = redirect.header("Location").unwrap().to_owned();
    let target = location.strip_prefix(&sandbox.storage_url()).unwrap();
    assert_eq!(redirect.status, 302);
    let pdf = send(&sandbox.storage_url(), "GET", target, "", "").await;
    assert!(pdf.status == 200 && pdf.text().starts_with("%PDF-1.4"));
    let unsigned = target.split('?').next().unwrap();
    assert_eq!(send(&sandbox.storage_url(), "GET", unsigned, &basic("x"), "").await.status, 403);
    let seen: Vec<(bool, u16)> =
        sandbox.storage_requests().iter().map(|held| (held.authorization, held.status)).collect();
    assert_eq!(seen, [(false, 200), (true, 403)]);
}

#[tokio::test]
async fn big_answers_are_compressed_for_those_who_ask() {
    use std::io::Read;
    let sandbox = sandbox().await;
    let plain = get(&sandbox, "/api/invoices.xml").await;
    let headers = format!("{}Accept-Encoding: gzip, br\r\n", basic(sandbox.token()));
    let small = send(&sandbox.url(), "GET", "/api/invoices.xml", &headers, "").await;
    assert_eq!(small.header("Content-Encoding"), Some("gzip"));
    assert!(small.body.len() * 3 < plain.body.len());
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&small.body[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
}
