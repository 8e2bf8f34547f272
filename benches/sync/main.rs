//! A first sync of very many invoices against what somebody would otherwise use: a straightforward script.
//!
//! Both read from the same local portal, one after the other, several times in turn. The portal has no payments:
//! they take a request each, for the script as for Billfold. Billfold's time is that of the whole call, with the
//! search index, the JSON beside the XML and the comparison with the portal at the end, which the script does not do.
//!
//!     cargo bench -p billfold-tests --bench sync
//!
//! `BILLFOLD_BENCH_INVOICES` sets how many (100,000), `BILLFOLD_BENCH_ROUNDS` how often (3).

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use billfold_sandbox::{Options, Sandbox, sample};

/// The command line, built like the bench.
const BILLFOLD: &str = env!("CARGO_BIN_EXE_billfold-under-test");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../benches/sync/straightforward.py");

struct Measured {
    seconds: f64,
    /// Of the processor: what is left of the measure when others use the machine too.
    cpu_seconds: f64,
    peak_mb: f64,
}

fn main() {
    // `cargo test --benches` only wants to see that it builds and starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let invoices = setting("BILLFOLD_BENCH_INVOICES", 100_000);
    let rounds = setting("BILLFOLD_BENCH_ROUNDS", 3);
    let (portal, items) = portal(invoices);
    println!("{invoices} invoices with {items} line items at {}", portal.url());
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 1..=rounds {
        let script = script(&portal);
        let billfold = billfold(&portal, invoices);
        println!(
            "round {round}: script {:.1} s ({:.1} s of processor), {:.0} MB; \
             billfold {:.1} s ({:.1} s of processor), {:.0} MB; {:.1} times as fast",
            script.seconds,
            script.cpu_seconds,
            script.peak_mb,
            billfold.seconds,
            billfold.cpu_seconds,
            billfold.peak_mb,
            script.seconds / billfold.seconds
        );
        ours.push(billfold);
        theirs.push(script);
    }
    // Of each round by itself: what else the machine does slows both of a round, not all rounds alike.
    let ratio = median(ours.iter().zip(&theirs).map(|(ours, theirs)| theirs.seconds / ours.seconds).collect());
    let per_second = |all: &[Measured]| invoices as f64 / median(all.iter().map(|one| one.seconds).collect());
    println!(
        "median: script {:.0} invoices/s, billfold {:.0} invoices/s, ratio {ratio:.1}",
        per_second(&theirs),
        per_second(&ours)
    );
    unchanged(&portal);
}

fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn portal(invoices: usize) -> (Sandbox, usize) {
    let today = "2026-11-15".parse().expect("a day");
    let options = Options { invoices, today, gzip: false, ..Options::default() };
    let mut portal = sample::portal(&options);
    let ids: Vec<u64> = portal.invoices().iter().map(|invoice| invoice.id).collect();
    let mut items = 0;
    for id in ids {
        let invoice = portal.invoice_mut(id).expect("it is there");
        invoice.payments.clear();
        items += invoice.line_items.len();
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let sandbox = runtime.block_on(Sandbox::start_with(options, portal)).expect("the sandbox starts");
    // It serves as long as the process lives.
    std::mem::forget(runtime);
    (sandbox, items)
}

fn script(portal: &Sandbox) -> Measured {
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("invoices.sqlite");
    let mut command = Command::new("python3");
    command.arg(SCRIPT).arg(portal.url()).arg(portal.token()).arg(&database);
    measure(&mut command)
}

fn billfold(portal: &Sandbox, invoices: usize) -> Measured {
    let folder = tempfile::tempdir().expect("a folder");
    call(portal, folder.path(), &["connect", "Bench", "--url", &portal.url()]);
    let measured = measure(command(portal, folder.path()).arg("sync"));
    let status = call(portal, folder.path(), &["status", "--json"]);
    let status: serde_json::Value = serde_json::from_str(&status).expect("JSON");
    let proof = &status["verification"];
    assert_eq!((&proof["ok"], proof["verified"].as_u64()), (&true.into(), Some(invoices as u64)), "{proof}");
    measured
}

/// What a delta with nothing new costs after all that.
fn unchanged(portal: &Sandbox) {
    let folder = tempfile::tempdir().expect("a folder");
    call(portal, folder.path(), &["connect", "Bench", "--url", &portal.url()]);
    call(portal, folder.path(), &["sync"]);
    portal.clear_requests();
    let measured = measure(command(portal, folder.path()).arg("sync"));
    println!("a delta with nothing new: {} requests, {:.2} s", portal.requests().len(), measured.seconds);
}

fn command(portal: &Sandbox, folder: &Path) -> Command {
    let mut command = Command::new(BILLFOLD);
    command
        .env("BILLFOLD_DATA_DIR", folder)
        .env("BILLFOLD_KEYCHAIN", "off")
        .env("BILLFOLD_TOKEN", portal.token())
        .stdin(Stdio::null());
    command
}

fn call(portal: &Sandbox, folder: &Path, arguments: &[&str]) -> String {
    let output = command(portal, folder).args(arguments).output().expect("it starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn measure(command: &mut Command) -> Measured {
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("it starts");
    let (mut peak_mb, mut cpu_seconds) = (0.0_f64, 0.0_f64);
    loop {
        peak_mb = peak_mb.max(resident_peak(&child));
        cpu_seconds = cpu_seconds.max(processor_time(&child));
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            assert!(status.success(), "{command:?}");
            return Measured { seconds: began.elapsed().as_secs_f64(), cpu_seconds, peak_mb };
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The most memory the process held so far, as the kernel counts it; 0 where there is no such count.
fn resident_peak(child: &Child) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// The processor's time the process used so far, in the kernel's hundredths of a second.
fn processor_time(child: &Child) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    // Behind the name, which may hold spaces, follow state and numbers; user and system time are the 12th and 13th.
    let fields: Vec<&str> = status.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
