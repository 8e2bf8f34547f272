//! Every read of the Billing API, against the sandbox.

use billfold_core::threescale::{Client, ClientOptions, Error, InvoiceList, PortalAddress, RetryPolicy};
use billfold_sandbox::{AuthKind, Fault, FaultKind, Sandbox, State, portal::StorageFault};
use testkit::{TlsFront, portal, runtime};

fn client(portal: &Sandbox) -> Client {
    let address = PortalAddress::parse(&portal.url()).expect("an address");
    let options = ClientOptions { retry: RetryPolicy::NONE, ..ClientOptions::default() };
    Client::new(address, portal.token().to_owned().into(), options).expect("a client")
}

#[test]
fn lists_can_be_asked_for_by_state_month_and_customer() {
    let portal = portal(200);
    let client = client(&portal);
    let account = portal.with_portal(|p| p.invoices()[3].account_id);
    let count = |list: InvoiceList| {
        let page = runtime().block_on(client.invoices(&list, 1, 500)).expect("a page");
        let index = runtime().block_on(client.index(&list, 1, 500)).expect("an index");
        assert_eq!(page.invoices.len(), index.len());
        (page.pagination.total_entries, page.invoices.len())
    };
    let expect = |wanted: &dyn Fn(&billfold_sandbox::portal::Invoice) -> bool| {
        let count = portal.with_portal(|p| p.invoices().iter().filter(|i| wanted(i)).count());
        assert!(count > 0);
        (count as u64, count)
    };
    let paid = InvoiceList { state: Some(billfold_core::domain::State::Paid), ..InvoiceList::default() };
    assert_eq!(count(paid), expect(&|i| i.state == State::Paid));
    let month = InvoiceList { month: Some("2026-09".parse().expect("a month")), ..InvoiceList::default() };
    assert_eq!(count(month), expect(&|i| i.period.to_string() == "2026-09"));
    let customer = InvoiceList { account: Some(account as i64), ..InvoiceList::default() };
    assert_eq!(count(customer), expect(&|i| i.account_id == account));
}

#[test]
fn single_reads_agree_with_the_portal() {
    let portal = portal(60);
    let client = client(&portal);
    let (id, account, items, payments) = portal.with_portal(|p| {
        let i = p.invoices().iter().find(|i| {
            let known = p.account(i.account_id).is_some_and(|account| !account.deleted);
            known && i.state == State::Paid && !i.payments.is_empty()
        });
        let i = i.expect("one");
        (i.id as i64, i.account_id as i64, i.line_items.len(), i.payments.len())
    });
    runtime().block_on(async {
        let (invoice, _) = client.invoice(id).await.expect("an invoice");
        assert_eq!(invoice.read.value.line_items, client.line_items(id).await.expect("items"));
        assert_eq!(invoice.read.value.line_items.len(), items);
        assert_eq!(client.payment_transactions(id).await.expect("payments").len(), payments);
        let customer = client.account(account).await.expect("an answer").expect("an account");
        assert_eq!(customer.org_name, invoice.read.value.buyer.party.org_name);
        assert!(client.provider().await.expect("an answer").is_some());
        assert!(client.fields_definitions().await.expect("labels").len() >= 2);
        assert!(matches!(client.invoice(1).await.map(drop), Err(Error::NotFound { .. })));
    });
    assert!(portal.requests().iter().all(|request| matches!(request.auth, AuthKind::Basic)));
}

#[test]
fn the_servers_pdf_comes_from_another_host_that_never_sees_the_token() {
    let portal = portal(60);
    let client = client(&portal);
    let id =
        |wanted: State| portal.with_portal(|p| p.invoices().iter().find(|i| i.state == wanted).expect("one").id as i64);
    let stored = runtime().block_on(client.server_pdf(id(State::Paid))).expect("an answer").expect("a PDF");
    assert!(stored.starts_with(b"%PDF-"));
    let seen = portal.storage_requests();
    assert_eq!(seen.len(), 1);
    assert!(!seen[0].authorization && !seen[0].token_parameter, "{seen:?}");
    assert_eq!(runtime().block_on(client.server_pdf(id(State::Open))).expect("an answer"), None);
}

#[test]
fn a_storage_host_that_sends_us_on_gets_no_token_and_not_too_much_patience() {
    let portal = portal(60);
    let client = client(&portal);
    let id = portal.with_portal(|p| p.invoices().iter().find(|i| i.state == State::Paid).expect("one").id as i64);
    let read = || runtime().block_on(client.server_pdf(id));
    portal.with_portal(|p| p.storage_fault = Some(StorageFault::Hops(3)));
    assert!(read().expect("an answer").is_some());
    portal.with_portal(|p| p.storage_fault = Some(StorageFault::Hops(4)));
    assert!(matches!(read(), Err(Error::Storage { status: None, .. })));
    // Back to the portal, which would know the token: it is not sent a second time.
    portal.clear_requests();
    let back = format!("{}/api/invoices/{id}.xml", portal.url());
    portal.with_portal(|p| p.storage_fault = Some(StorageFault::Elsewhere(back)));
    assert!(matches!(read(), Err(Error::Storage { status: Some(403), .. })));
    let auth: Vec<_> = portal.requests().into_iter().map(|request| request.auth).collect();
    assert_eq!(auth, [AuthKind::Basic, AuthKind::None]);
    // Nor a name and password that an address carries.
    let with_password = portal.storage_url().replace("http://", "http://name:password@");
    portal.with_portal(|p| p.storage_fault = Some(StorageFault::Elsewhere(with_password)));
    assert!(read().is_err());
    assert!(portal.storage_requests().iter().all(|seen| !seen.authorization && !seen.token_parameter));
}

#[test]
fn what_an_encrypted_portal_keeps_is_not_fetched_unencrypted() {
    let portal = portal(60);
    let front = TlsFront::before(&portal.url(), &["localhost"]);
    let id = portal.with_portal(|p| p.invoices().iter().find(|i| i.state == State::Paid).expect("one").id as i64);
    let address = PortalAddress::parse(&front.url).expect("an address");
    let options = ClientOptions {
        retry: RetryPolicy::NONE,
        ca_pem: Some(front.ca_pem.clone().into_bytes()),
        ..ClientOptions::default()
    };
    let client = Client::new(address, portal.token().to_owned().into(), options).expect("a client");
    let error = runtime().block_on(client.server_pdf(id)).expect_err("the sandbox's storage speaks plain http");
    assert!(error.to_string().contains("over http, which everybody on the way can read"), "{error}");
    assert_eq!(portal.storage_requests(), []);
}

#[test]
fn each_fault_has_its_own_error() {
    let portal = portal(30);
    let client = client(&portal);
    let read = |fault: Fault| {
        portal.faults().push(fault);
        let error =
            runtime().block_on(client.invoices(&InvoiceList::default(), 1, 500)).map(drop).expect_err("it fails");
        portal.faults().clear();
        error
    };
    assert!(matches!(read(Fault::from(FaultKind::Reset)), Error::Cut { .. }));
    assert!(matches!(read(Fault::from(FaultKind::AnswerLost)), Error::Cut { .. }));
    assert!(matches!(read(Fault::from(FaultKind::CutBody { fraction: 0.5 })), Error::Cut { .. }));
    assert!(matches!(read(Fault::from(FaultKind::Html)), Error::Html { .. }));
    assert!(matches!(read(Fault::status(500)), Error::Server { status: 500, .. }));
    let wait = read(Fault::from(FaultKind::Status { status: 429, retry_after: Some(7) }));
    assert_eq!(wait, Error::Busy { status: 429, retry_after: Some(std::time::Duration::from_secs(7)) });
}

#[test]
fn a_server_that_never_answers_is_a_timeout() {
    let portal = portal(5);
    let address = PortalAddress::parse(&portal.url()).expect("an address");
    let options = ClientOptions {
        retry: RetryPolicy::NONE,
        read_timeout: std::time::Duration::from_millis(50),
        ..ClientOptions::default()
    };
    let client = Client::new(address, portal.token().to_owned().into(), options).expect("a client");
    portal.faults().push(Fault::from(FaultKind::Stall));
    let error = runtime().block_on(client.provider()).expect_err("it fails");
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
    assert!(!format!("{error} {error:?}").contains(portal.token()));
}
