//! The server with a network that does not behave, and its control.

use jiff::civil::date;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::test_client::{basic, get, raw, sandbox, send, some};
use crate::portal::State;
use crate::{Fault, FaultKind, Options, Sandbox};

#[tokio::test]
async fn faults_really_break_connections() {
    let sandbox = sandbox().await;
    let (url, auth) = (sandbox.url(), basic(sandbox.token()));
    let ask = async || raw(&url, "GET", "/api/invoices.xml", &auth, "").await;

    sandbox.faults().push(FaultKind::Reset);
    assert_eq!(ask().await.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
    sandbox.faults().push(FaultKind::CutBody { fraction: 0.5 });
    let cut = ask().await.unwrap();
    let whole = ask().await.unwrap();
    assert!(cut.len() < whole.len() && cut.len() > whole.len() / 3 && whole.starts_with(&cut));
    sandbox.faults().push(FaultKind::Html);
    assert!(String::from_utf8(ask().await.unwrap()).unwrap().contains("<html"));
    sandbox.faults().push(FaultKind::Status { status: 503, retry_after: Some(7) });
    let busy = get(&sandbox, "/api/invoices.xml").await;
    assert_eq!((busy.status, busy.header("Retry-After")), (503, Some("7")));
    let seen: Vec<Option<u16>> = sandbox.requests().iter().map(|request| request.status).collect();
    assert_eq!(seen, [None, Some(200), Some(200), Some(200), Some(503)]);
}

#[tokio::test]
async fn a_lost_answer_was_still_carried_out() {
    let sandbox = sandbox().await;
    let open = some(&sandbox, State::Open);
    sandbox.faults().push(Fault::from(FaultKind::AnswerLost).on_method("PUT"));
    let headers = format!("{}Content-Type: application/x-www-form-urlencoded\r\n", basic(sandbox.token()));
    let target = format!("/api/invoices/{open}/state.xml");
    let answer = raw(&sandbox.url(), "PUT", &target, &headers, "state=cancelled").await.unwrap_or_default();
    assert!(answer.is_empty());
    assert_eq!(sandbox.portal().invoice(open).unwrap().state, State::Cancelled);
    assert_eq!(sandbox.requests()[0].fault.as_deref(), Some("answer_lost"));
}

#[tokio::test]
async fn a_stalled_request_goes_on_when_it_is_released() {
    let sandbox = sandbox().await;
    sandbox.faults().push(FaultKind::Stall);
    let (arrived, arrival) = tokio::sync::oneshot::channel();
    let mut arrived = Some(arrived);
    sandbox.before_each_request(Box::new(move |_, _| {
        if let Some(arrived) = arrived.take() {
            arrived.send(()).unwrap();
        }
    }));
    let (reply, ()) = tokio::join!(get(&sandbox, "/api/invoices.xml"), async {
        arrival.await.unwrap();
        // The fault is taken right after the hook; releasing until it is taken cannot come too early or too late.
        while !sandbox.faults().pending().is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(sandbox.requests()[0].status, None);
        sandbox.faults().release();
    });
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn a_hook_changes_the_portal_between_two_requests() {
    let sandbox = sandbox().await;
    let open = some(&sandbox, State::Open);
    sandbox.before_each_request(Box::new(move |portal, request| {
        if request.number == 2 {
            portal.transition(open, State::Cancelled).unwrap();
        }
    }));
    let target = format!("/api/invoices/{open}.xml");
    assert_eq!(get(&sandbox, &target).await.element("state"), "open");
    assert_eq!(get(&sandbox, &target).await.element("state"), "cancelled");
}

#[tokio::test]
async fn control_works_over_http_even_offline() {
    let sandbox = sandbox().await;
    let control = async |method: &str, name: &str, body: &str| {
        send(&sandbox.url(), method, &format!("/sandbox/{name}"), "", body).await
    };
    let faults = r#"[{"kind":"status","status":429,"retry_after":3,"path":"/api/invoices"}]"#;
    assert_eq!(control("POST", "faults", faults).await.status, 204);
    assert_eq!(get(&sandbox, "/api/invoices.xml").await.status, 429);
    assert_eq!(control("POST", "faults", r#"[{"kind":"odd"}]"#).await.status, 400);
    assert_eq!(control("POST", "offline", "").await.status, 204);
    assert!(raw(&sandbox.url(), "GET", "/api/invoices.xml", "", "").await.is_err());
    assert_eq!(control("DELETE", "offline", "").await.status, 204);
    assert_eq!(get(&sandbox, "/api/invoices.xml").await.status, 200);
    let log: serde_json::Value = serde_json::from_slice(&control("GET", "requests", "").await.body).unwrap();
    assert_eq!(
        (log[0]["status"].as_u64(), log[1]["status"].as_u64(), &log[2]["auth"]),
        (Some(429), None, &"basic".into())
    );
    control("DELETE", "requests", "").await;
    assert!(sandbox.requests().is_empty());
    let truth: serde_json::Value = serde_json::from_slice(&control("GET", "truth.json", "").await.body).unwrap();
    assert_eq!(truth, sandbox.portal().truth_json());
}

#[tokio::test]
async fn one_connection_serves_many_requests() {
    let sandbox = sandbox().await;
    let mut stream = TcpStream::connect(sandbox.url().strip_prefix("http://").unwrap()).await.unwrap();
    let one = format!("GET /api/invoices/1.xml HTTP/1.1\r\n{}\r\n", basic(sandbox.token()));
    let expected = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".repeat(2);
    stream.write_all(one.repeat(2).as_bytes()).await.unwrap();
    let mut answer = vec![0; expected.len()];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer, expected);
}

#[tokio::test]
async fn shutting_down_frees_the_port() {
    let sandbox = sandbox().await;
    let url = sandbox.url();
    sandbox.shutdown().await;
    assert!(TcpStream::connect(url.strip_prefix("http://").unwrap()).await.is_err());
}

#[test]
fn it_runs_without_a_runtime_around_it() {
    use std::io::{Read, Write};
    let sandbox =
        Sandbox::start_blocking(Options { invoices: 5, today: date(2026, 10, 8), ..Options::default() }).unwrap();
    let mut stream = std::net::TcpStream::connect(sandbox.url().strip_prefix("http://").unwrap()).unwrap();
    let head = format!("GET /api/invoices.xml HTTP/1.1\r\nConnection: close\r\n{}\r\n", basic(sandbox.token()));
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("total_entries=\"5\""));
}
