//! Connecting: what works is remembered, what does not is told with its causes.

use billfold_sandbox::{Fault, FaultKind, portal::Front};
use testkit::{Cli, TlsFront, portal};

use crate::BILLFOLD;

fn no_connection(cli: &Cli) {
    assert_eq!(cli.json(&["connections"]), serde_json::json!([]), "nothing was remembered");
}

#[test]
fn a_working_portal_is_remembered_without_its_token() {
    let portal = portal(30);
    let cli = Cli::connected(BILLFOLD, &portal);
    let connections = cli.json(&["connections"]);
    assert_eq!(connections[0]["name"], "Test");
    assert_eq!(connections[0]["url"], portal.url());
    assert_eq!(connections[0]["org_name"], "Farnsworth APIs S.L.");
    cli.ok(&["sync"]);
    for file in files_below(cli.data()) {
        let bytes = std::fs::read(&file).expect("a file");
        let token = portal.token().as_bytes();
        assert!(!bytes.windows(token.len()).any(|part| part == token), "{} holds the token", file.display());
    }
}

fn files_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

#[cfg(unix)]
#[test]
fn only_the_person_can_read_the_data() {
    use std::os::unix::fs::PermissionsExt;
    let portal = portal(10);
    let cli = Cli::synced(BILLFOLD, &portal);
    let mode = |path: &std::path::Path| path.metadata().expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&cli.cache()), 0o600);
    assert_eq!(mode(cli.cache().parent().expect("a folder")), 0o700);
}

#[test]
fn the_token_can_come_from_standard_input() {
    let portal = portal(10);
    let cli = Cli::new(BILLFOLD);
    let mut child = std::process::Command::new(BILLFOLD)
        .args(["connect", "Test", "--url", &portal.url(), "--token-stdin"])
        .env("BILLFOLD_DATA_DIR", cli.data())
        .env("BILLFOLD_KEYCHAIN", "off")
        .env_remove("BILLFOLD_TOKEN")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("its input");
    std::io::Write::write_all(&mut input, format!("{}\n", portal.token()).as_bytes()).expect("it reads");
    drop(input);
    assert!(child.wait().expect("it ends").success());
    assert_eq!(cli.json(&["connections"])[0]["name"], "Test");
}

#[test]
fn a_refused_token_is_told_with_the_servers_words_and_causes() {
    let portal = portal(5);
    let cli = Cli::new(BILLFOLD).with_token("wrong");
    let words = cli.fails(4, &["connect", "Test", "--url", &portal.url()]);
    assert!(words.contains("Access denied") && words.contains("most likely"), "{words}");
    assert!(words.contains("expired") && words.contains("another portal"), "{words}");
    assert!(!words.contains("wrong"), "the token is never shown: {words}");
    no_connection(&cli);
}

#[test]
fn each_way_a_portal_can_refuse_has_its_own_words() {
    let portal = portal(5);
    let cli = Cli::new(BILLFOLD).with_token(portal.token());
    let url = portal.url();
    let connect = ["connect", "Test", "--url", url.as_str()];

    portal.with_portal(|p| p.switches.finance_disabled = true);
    let words = cli.fails(4, &connect);
    assert!(words.contains("Finance module not enabled") && words.contains("1. Billing is off"), "{words}");
    portal.with_portal(|p| p.switches.finance_disabled = false);

    portal.with_portal(|p| p.switches.suspended = true);
    let words = cli.fails(4, &connect);
    assert!(words.contains("1. The account is suspended"), "{words}");
    portal.with_portal(|p| p.switches.suspended = false);

    portal.with_portal(|p| p.switches.front = Front::DeveloperPortal);
    let words = cli.fails(4, &connect);
    assert!(words.contains("developer portal"), "{words}");

    portal.with_portal(|p| p.switches.front = Front::SingleSignOn);
    let words = cli.fails(1, &connect);
    assert!(words.contains("web page") && words.contains("sign-on"), "{words}");
    portal.with_portal(|p| p.switches.front = Front::AdminPortal);

    portal.faults().push(Fault::from(FaultKind::Reset));
    let words = cli.fails(3, &connect);
    assert!(words.contains("closed the connection"), "{words}");
    no_connection(&cli);
}

#[test]
fn a_token_without_account_management_connects_with_a_note() {
    let portal = portal(5);
    let cli = Cli::new(BILLFOLD).with_token(portal.finance_only_token());
    let output = cli.call(&["connect", "Test", "--url", &portal.url()]);
    assert_eq!(output.code, Some(0));
    assert!(output.stderr.contains("Account Management"), "{}", output.stderr);
}

#[test]
fn what_is_not_a_portals_address_is_wrong_use() {
    let cli = Cli::new(BILLFOLD).with_token("t");
    for url in ["banana", "not a url", "ftp://example.com", "https://token@example.com", "https://e.com?access_token=1"]
    {
        let words = cli.fails(2, &["connect", "Test", "--url", url]);
        assert!(words.contains("address"), "{url}: {words}");
    }
    no_connection(&cli);
}

#[test]
fn plain_http_to_another_computer_needs_a_clear_yes() {
    let cli = Cli::new(BILLFOLD).with_token("t");
    let words = cli.fails(2, &["connect", "Test", "--url", "http://portal.example.com"]);
    assert!(words.contains("not encrypted") && words.contains("https"), "{words}");
    no_connection(&cli);
}

#[test]
fn nothing_listening_and_unknown_names_are_offline() {
    let cli = Cli::new(BILLFOLD).with_token("t");
    let words = cli.fails(3, &["connect", "Test", "--url", "http://127.0.0.1:1"]);
    assert!(words.contains("refused"), "{words}");
    let words = cli.fails(3, &["connect", "Test", "--url", "https://portal.invalid"]);
    assert!(words.contains("portal.invalid was not found"), "{words}");
    no_connection(&cli);
}

#[test]
fn a_companys_own_authority_works_with_its_ca_file_only() {
    let portal = portal(5);
    let front = TlsFront::before(&portal.url(), &["localhost"]);
    let cli = Cli::new(BILLFOLD).with_token(portal.token());
    let words = cli.fails(3, &["connect", "Test", "--url", &front.url]);
    assert!(words.contains("authority this computer does not know") && words.contains("CA file"), "{words}");
    no_connection(&cli);

    let ca_file = cli.path("ca.pem");
    std::fs::create_dir_all(ca_file.parent().expect("a folder")).expect("it is made");
    std::fs::write(&ca_file, &front.ca_pem).expect("it is written");
    cli.ok(&["connect", "Test", "--url", &front.url, "--ca-file", ca_file.to_str().expect("a path")]);
    std::fs::remove_file(&ca_file).expect("the connection has a copy of its own");
    assert_eq!(cli.json(&["sync"])["added"], 5);
}

#[test]
fn a_certificate_for_another_name_and_plain_http_behind_https_are_told() {
    let portal = portal(5);
    let front = TlsFront::before(&portal.url(), &["elsewhere.example.com"]);
    let cli = Cli::new(BILLFOLD).with_token(portal.token());
    let ca_file = cli.path("ca.pem");
    std::fs::create_dir_all(ca_file.parent().expect("a folder")).expect("it is made");
    std::fs::write(&ca_file, &front.ca_pem).expect("it is written");
    let ca_file = ca_file.to_str().expect("a path");
    let words = cli.fails(3, &["connect", "Test", "--url", &front.url, "--ca-file", ca_file]);
    assert!(words.contains("for another name"), "{words}");
    // What a server that speaks plain http says to a greeting in TLS.
    let plain = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("https://{}", plain.local_addr().expect("an address"));
    let server = std::thread::spawn(move || {
        let (mut client, _) = plain.accept().expect("a client");
        std::io::Write::write_all(&mut client, b"HTTP/1.1 400 Bad Request\r\n\r\n").expect("it is told");
    });
    let words = cli.fails(3, &["connect", "Test", "--url", &url]);
    server.join().expect("it ends");
    assert!(words.contains("does not speak TLS"), "{words}");
}

#[test]
fn a_bad_ca_file_is_wrong_use() {
    let portal = portal(5);
    let cli = Cli::new(BILLFOLD).with_token(portal.token());
    let not_pem = testkit::fixture("wire/account.xml");
    let words =
        cli.fails(2, &["connect", "Test", "--url", &portal.url(), "--ca-file", not_pem.to_str().expect("a path")]);
    assert!(words.contains("PEM"), "{words}");
}

#[test]
fn a_redirect_never_carries_the_token() {
    let portal = portal(5);
    let cli = Cli::new(BILLFOLD).with_token(portal.token());
    // The storage host of the sandbox is another port; nothing may reach it while connecting and syncing.
    cli.ok(&["connect", "Test", "--url", &portal.url()]);
    cli.ok(&["sync"]);
    assert!(portal.storage_requests().is_empty());
}

#[test]
fn several_connections_have_to_be_told_apart() {
    let (first, second) = (portal(5), portal(7));
    let cli = Cli::synced(BILLFOLD, &first);
    cli.ok(&["connect", "Other", "--url", &second.url()]);
    let words = cli.fails(2, &["status"]);
    assert!(words.contains("--connection") && words.contains("Test, Other"), "{words}");
    assert_eq!(cli.json(&["status", "--connection", "Test"])["invoices"], 5);
    assert_eq!(cli.json(&["status", "--connection", "Other"])["invoices"], 0);
    let words = cli.fails(3, &["status", "--connection", "None"]);
    assert!(words.contains("None"), "{words}");
    let words = cli.fails(2, &["connect", "Test", "--url", &second.url()]);
    assert!(words.contains("taken"), "{words}");
}

#[test]
fn disconnecting_keeps_or_wipes_the_cache() {
    let portal = portal(12);
    let cli = Cli::synced(BILLFOLD, &portal);
    cli.ok(&["disconnect", "Test"]);
    no_connection(&cli);
    cli.ok(&["connect", "Test", "--url", &portal.url()]);
    assert_eq!(cli.json(&["status"])["invoices"], 12, "the cache was found again");
    cli.ok(&["disconnect", "Test", "--wipe"]);
    assert!(!cli.cache().exists());
    cli.fails(3, &["status"]);
}

#[test]
fn without_a_token_the_cache_is_readable_and_sync_says_what_is_missing() {
    let portal = portal(12);
    let mut cli = Cli::synced(BILLFOLD, &portal);
    cli = cli.without_token();
    assert_eq!(cli.json(&["list"]).as_array().expect("a list").len(), 12);
    let words = cli.fails(3, &["sync"]);
    assert!(words.contains("BILLFOLD_TOKEN"), "{words}");
}
