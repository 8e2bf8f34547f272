//! Random sequences of changes, faults, kills and other people: nothing happens twice, nothing is told that is not so,
//! and in the end what is held is what the portal has.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use billfold_core::api::{self, Reply};
use billfold_sandbox::{Fault, FaultKind, Sandbox, State, portal::NewLineItem};
use serde_json::{Value, json};
use testkit::{Window, portal, runtime};

use crate::write_kinds::{Kind, equal, seen};

/// A small generator of numbers, the same ones for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// What goes wrong with a change.
#[derive(Clone, Debug)]
enum Trouble {
    Nothing,
    Lost(FaultKind),
    /// The program ends at the so-manyth request from the beginning of the change.
    Killed(usize),
    /// Somebody else changes the invoice before.
    SomebodyElse,
}

fn trouble(dice: &mut Dice) -> Trouble {
    match dice.roll(10) {
        0..=2 => Trouble::Nothing,
        3 => Trouble::Lost(FaultKind::AnswerLost),
        4 => Trouble::Lost(FaultKind::ActedStatus { status: 502 }),
        5 => Trouble::Lost(FaultKind::Reset),
        6 => Trouble::Lost(FaultKind::Status { status: 500, retry_after: None }),
        7 | 8 => Trouble::Killed(dice.roll(9) as usize + 1),
        _ => Trouble::SomebodyElse,
    }
}

/// What was told of a change once it was settled, if it was sent at all.
fn last_line(window: &Window, id: Option<u64>) -> Option<Value> {
    let request = json!({ "connection": "Test", "invoice_id": id, "statuses": [], "offset": 0, "limit": 1 });
    window.json("journal", request).as_array().and_then(|lines| lines.first().cloned())
}

struct Turmoil {
    portal: Sandbox,
    window: Window,
    dice: Dice,
    told: std::collections::BTreeMap<String, usize>,
}

impl Turmoil {
    fn sync(&self) {
        self.window.json("sync", json!({ "connection": "Test", "full": false }));
    }

    /// The program is started anew on what the last one left.
    fn restart(&mut self, now: &str) {
        self.window = Window::again(&self.window.folder, now);
        self.window.connect(&self.portal, self.portal.token());
    }

    fn one(&mut self) {
        let kind = Kind::ALL[self.dice.roll(Kind::ALL.len() as u64) as usize];
        let (id, write) = kind.prepare(&self.portal);
        self.sync();
        let trouble = trouble(&mut self.dice);
        let shown = seen(&self.window, id);
        if let (Trouble::SomebodyElse, Some(id)) = (&trouble, id) {
            let other = NewLineItem::by_hand("Somebody else's", 7.into());
            // An issued invoice takes no line: then it is the other one's payment that shows.
            self.portal.with_portal(|p| {
                if p.add_line_item(id, other).is_err() {
                    p.add_failed_payment(id).expect("it is there");
                }
            });
        }
        let before = kind.effects(&self.portal, id, &write);
        let lines_before = last_line(&self.window, None).map(|line| line["id"].clone());
        self.portal.clear_requests();
        let told = self.send(&trouble, json!({ "connection": "Test", "writes": [write.clone()], "seen": shown }));
        self.portal.faults().clear();
        self.portal.clear_hook();
        let happened = kind.effects(&self.portal, id, &write) - before;
        let what = format!("{kind:?} with {trouble:?}: {told:?}");
        assert!(happened <= 1, "twice: {what}");
        let is_write = |method: &str, path: &str| method != "GET" && !(path == "/api/invoices.xml" && id.is_some());
        let sent = self.portal.requests().iter().filter(|r| is_write(&r.method, &r.path)).count();
        assert!(sent <= 1, "sent twice: {what}");

        if matches!(trouble, Trouble::Killed(_)) {
            self.restart("2026-11-15T12:00:00Z");
            self.window.json("settle_writes", json!({ "connection": "Test" }));
        }
        let shown = last_line(&self.window, None).map(|line| (line["id"].clone(), line["status"].clone()));
        if shown.is_some_and(|(id, status)| status == "unknown" && Some(id) != lines_before) {
            // A few minutes later the server is surely done with it.
            self.restart("2026-11-15T12:05:00Z");
            self.window.json("settle_writes", json!({ "connection": "Test" }));
            self.restart("2026-11-15T12:00:00Z");
        }
        let line = last_line(&self.window, None).filter(|line| Some(&line["id"]) != lines_before.as_ref());
        let status = line.as_ref().and_then(|line| line["status"].as_str()).unwrap_or("nothing").to_owned();
        let what = format!("{what}: {line:#?}");
        match status.as_str() {
            "done" => assert_eq!(happened, 1, "{what}"),
            // A declined charge leaves a payment that failed.
            "refused" if kind == Kind::Decline => {}
            "not_done" | "refused" | "nothing" => assert_eq!(happened, 0, "{what}"),
            "unknown" => assert!(matches!(kind, Kind::Charge | Kind::Decline) && happened == 0, "{what}"),
            other => panic!("{other}: {what}"),
        }
        if let (Trouble::SomebodyElse, Some(_)) = (&trouble, id) {
            assert_eq!((status.as_str(), sent), ("nothing", 0), "told before anything is sent: {what}");
        }
        if status == "unknown" {
            let id = line.as_ref().map(|line| line["id"].clone());
            self.window.json("decide_write", json!({ "connection": "Test", "id": id, "happened": false }));
        }
        *self.told.entry(format!("{} {status}", name(&trouble))).or_default() += 1;
        assert_eq!(kind.effects(&self.portal, id, &write) - before, happened, "settling only reads: {what}");
        self.put_away();
    }

    /// What was made is cancelled, so that a sync has little to read.
    fn put_away(&self) {
        self.portal.with_portal(|p| {
            let live = p.invoices().iter().skip(INVOICES).filter(|invoice| invoice.state.is_live());
            let live: Vec<u64> = live.map(|invoice| invoice.id).collect();
            live.iter().for_each(|id| p.transition(*id, State::Cancelled).expect("it is cancelled"));
        });
    }

    fn send(&self, trouble: &Trouble, request: Value) -> Option<Result<Reply, api::Error>> {
        match trouble {
            Trouble::Lost(fault) => {
                let lost = |method: &str| Fault::from(fault.clone()).on_method(method);
                // Whatever its method is; the others are taken away afterwards.
                ["POST", "PUT", "DELETE"].iter().for_each(|method| self.portal.faults().push(lost(method)));
                Some(self.window.call("write", request))
            }
            Trouble::Killed(at) => self.kill(*at, request),
            _ => Some(self.window.call("write", request)),
        }
    }

    /// Ends the change at a request; what blocks on the disk then is finished, as it is when a process is killed while
    /// the system writes.
    fn kill(&self, at: usize, request: Value) -> Option<Result<Reply, api::Error>> {
        let seen = AtomicUsize::new(0);
        let (reached, mut wait) = tokio::sync::mpsc::unbounded_channel();
        self.portal.before_each_request(Box::new(move |_, _| {
            if seen.fetch_add(1, Ordering::SeqCst) + 1 == at {
                // Nobody listens any more when the change was quicker.
                let _ = reached.send(());
            }
        }));
        let app = Arc::clone(&self.window.app);
        runtime().block_on(async move {
            let task = tokio::spawn(async move { api::dispatch(&app, "write", request, |_| {}).await });
            let abort = task.abort_handle();
            tokio::spawn(async move {
                if wait.recv().await.is_some() {
                    abort.abort();
                }
            });
            task.await.ok()
        })
    }
}

fn name(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Nothing => "nothing",
        Trouble::Lost(fault) => fault.name(),
        Trouble::Killed(_) => "killed",
        Trouble::SomebodyElse => "somebody else",
    }
}

/// Invoices there are before anything is changed.
const INVOICES: usize = 40;

/// So many in every run of the tests; `BILLFOLD_TURMOIL` asks for more.
const SEQUENCES: usize = 150;

#[test]
fn random_changes_faults_kills_and_other_people() {
    let sequences = std::env::var("BILLFOLD_TURMOIL").ok().and_then(|text| text.parse().ok()).unwrap_or(SEQUENCES);
    let portal = portal(INVOICES);
    let window = Window::synced(&portal);
    let mut turmoil = Turmoil { portal, window, dice: Dice(0x5eed), told: Default::default() };
    for sequence in 0..sequences {
        for _ in 0..=turmoil.dice.roll(3) {
            turmoil.one();
        }
        if sequence % 25 == 0 {
            turmoil.sync();
            equal(&turmoil.window, &turmoil.portal, &format!("after {sequence} sequences"));
        }
    }
    turmoil.sync();
    equal(&turmoil.window, &turmoil.portal, "at the end");
    assert_eq!(turmoil.window.json("verify", json!({ "connection": "Test" }))["ok"], true);
    let damage: String = rusqlite::Connection::open(turmoil.window.folder.path().join("data/test/cache.sqlite"))
        .and_then(|cache| cache.query_row("PRAGMA integrity_check", [], |row| row.get(0)))
        .expect("the cache");
    assert_eq!(damage, "ok");
    println!("{:#?}", turmoil.told);
}
