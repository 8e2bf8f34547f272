//! `billfold sandbox`: the same portal as a program of its own.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use testkit::Cli;

use crate::BILLFOLD;

#[test]
fn it_prints_its_address_and_token_and_can_be_synced() {
    let mut child = Command::new(BILLFOLD)
        .args(["sandbox", "--invoices", "25", "--seed", "x"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let mut value = |name: &str| {
        let line = lines.next().expect("a line").expect("text");
        line.strip_prefix(name).unwrap_or_else(|| panic!("no {name} in {line}")).trim().to_owned()
    };
    let (url, token) = (value("URL"), value("Token"));
    assert!(url.starts_with("http://127.0.0.1:"));
    let cli = Cli::new(BILLFOLD).with_token(&token);
    cli.ok(&["connect", "Test", "--url", &url]);
    assert_eq!(cli.json(&["sync"])["added"], 25);
    child.kill().expect("it is ended");
    child.wait().expect("it ends");
}
