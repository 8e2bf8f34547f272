//! How a sync goes about it: page sizes, waits, limits, stopping.

use std::process::Command;

use billfold_sandbox::{Fault, FaultKind, Sandbox};
use testkit::{Cli, assert_equal, portal};

use crate::BILLFOLD;

/// The sizes of the pages of the whole list that were asked for, without the counts.
fn sizes(portal: &Sandbox) -> Vec<u64> {
    let mut sizes = Vec::new();
    for request in portal.requests().iter().filter(|r| r.path.ends_with("invoices.xml") && !r.query.contains("state="))
    {
        let size = request.query.split('&').find_map(|part| part.strip_prefix("per_page=")).expect("a size");
        let size = size.parse().expect("a number");
        if size > 1 && sizes.last() != Some(&size) {
            sizes.push(size);
        }
    }
    sizes
}

#[test]
fn pages_are_halved_for_a_server_that_is_too_slow() {
    let portal = portal(1300);
    let cli = Cli::connected(BILLFOLD, &portal);
    for size in [500, 250] {
        portal.faults().push(Fault::status(504).on_path(&format!("per_page={size}")).times(1000));
    }
    cli.ok(&["sync"]);
    assert_equal(&cli, &portal);
    // Only the first pages are asked for in sizes that do not work.
    let too_large = portal.requests().iter().filter(|r| r.status == Some(504)).count();
    assert!(too_large <= 4, "{too_large} requests were too large");
    // What the server manages is remembered.
    portal.clear_requests();
    cli.ok(&["sync"]);
    assert!(portal.requests().iter().all(|r| r.status != Some(504)));
    // And a full one tries again whether it has become quicker.
    portal.faults().clear();
    portal.clear_requests();
    cli.ok(&["sync", "--full"]);
    assert_eq!(sizes(&portal), [250]);
    assert_equal(&cli, &portal);
}

#[test]
fn a_page_size_that_changes_while_pages_are_read_loses_nothing() {
    for at in [1, 3, 4] {
        let portal = portal(1300);
        let cli = Cli::connected(BILLFOLD, &portal);
        let mut pages = 0;
        portal.before_each_request(Box::new(move |portal, request| {
            if request.path.ends_with("invoices.xml") && !request.query.contains("state=") {
                pages += 1;
                portal.switches.largest_page = (pages > at).then_some(170);
            }
        }));
        cli.ok(&["sync"]);
        portal.clear_hook();
        assert_equal(&cli, &portal);
    }
}

#[test]
fn a_slow_server_costs_halves_even_when_it_never_answers() {
    let portal = portal(120);
    let cli = Cli::connected(BILLFOLD, &portal);
    portal
        .faults()
        .push(Fault::from(FaultKind::Status { status: 504, retry_after: None }).on_path("invoices").times(1000));
    let words = cli.fails(1, &["sync"]);
    assert!(words.contains("504"), "{words}");
    let asked = portal.requests().len();
    assert!(asked < 60, "{asked} requests for nothing");
}

#[test]
fn a_server_that_asks_for_a_long_rest_is_left_alone() {
    let portal = portal(120);
    let cli = Cli::connected(BILLFOLD, &portal);
    portal.faults().push(Fault::from(FaultKind::Status { status: 429, retry_after: Some(1800) }).times(1000));
    let words = cli.fails(1, &["sync"]);
    assert!(words.contains("30 minutes") && words.contains("429"), "{words}");
    assert!(portal.requests().len() <= 2, "nobody knocks again");
}

#[test]
fn a_limit_that_was_set_is_kept() {
    let portal = portal(40);
    let cli = Cli::connected(BILLFOLD, &portal);
    cli.ok(&["settings", "set", "requests_per_minute=10"]);
    assert_eq!(cli.json(&["settings", "show"])["requests_per_minute"], 10);
    let mut running = cli.start(&["sync"]);
    // The burst is spent at once, and then the next request is six seconds away: this one is stopped before.
    while portal.requests().len() < 10 {
        std::thread::yield_now();
    }
    interrupt(&running);
    running.wait().expect("it ends");
    assert_eq!(portal.requests().len(), 10);
    cli.fails(2, &["settings", "set", "requests_per_minute=many"]);
    cli.fails(2, &["settings", "set", "speed=9"]);
    cli.ok(&["settings", "set", "requests_per_minute=0"]);
    cli.ok(&["sync"]);
    assert_equal(&cli, &portal);
}

fn interrupt(process: &std::process::Child) {
    let status = Command::new("kill").args(["-INT", &process.id().to_string()]).status().expect("kill starts");
    assert!(status.success());
}

#[test]
fn stopping_does_not_wait_for_an_answer_and_loses_nothing() {
    let portal = portal(1300);
    let cli = Cli::connected(BILLFOLD, &portal);
    // The server answers the first pages and then no more: a stop that waited would wait half a minute.
    portal.faults().push(Fault::from(FaultKind::Stall).on_path("per_page=500").after(14).times(1000));
    let running = cli.start(&["sync"]);
    while portal.requests().iter().all(|request| request.fault.is_none()) {
        std::thread::yield_now();
    }
    interrupt(&running);
    let output = running.wait_with_output().expect("it ends");
    assert!(String::from_utf8_lossy(&output.stderr).contains("stopped"), "{output:?}");
    let status = cli.json(&["status"]);
    assert_eq!(status["last_run"]["outcome"], "stopped");
    let held = status["invoices"].as_u64().expect("a number");
    assert!(held > 0);
    let words = cli.ok(&["status"]);
    assert!(words.contains("was stopped while reading"), "{words}");
    portal.faults().clear();
    portal.clear_requests();
    let run = cli.json(&["sync"]);
    assert_eq!(run["added"].as_u64(), Some(1300 - held));
    assert_equal(&cli, &portal);
}

#[test]
fn two_requests_at_a_time_at_most() {
    let portal = portal(600);
    let cli = Cli::connected(BILLFOLD, &portal);
    cli.ok(&["sync"]);
    assert_eq!(portal.most_at_once(), 2);
}

#[test]
fn where_it_ended_is_said_by_the_error_and_by_the_status() {
    let portal = portal(1200);
    let cli = Cli::connected(BILLFOLD, &portal);
    portal.faults().push(Fault::status(400).on_path("page=1&per_page=500").after(11).times(1));
    let words = cli.fails(5, &["sync"]);
    assert!(words.contains("while reading") && words.contains("400"), "{words}");
    let words = cli.ok(&["status"]);
    assert!(words.contains("while reading") && words.contains("400"), "{words}");
    cli.ok(&["sync"]);
    assert_equal(&cli, &portal);
}
