//! How long lists, filters, searches and sums of very many invoices take, by the commands as the window calls them, JSON
//! included; beside it the same answered from SQL alone, as the command line does.
//!
//!     cargo bench -p billfold-tests --bench list
//!
//! `BILLFOLD_BENCH_SIZES` sets how many invoices (100000,1000000), `BILLFOLD_BENCH_ROUNDS` how often each is asked (40).
//! The caches are synced from a local portal, once, and kept in `target/tmp`.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use billfold_core::{
    api,
    app::{App, NoHost, Options},
    clock::FixedClock,
    index::SORT_COLUMNS,
    secret::SessionStore,
    threescale::ClientOptions,
};
use billfold_sandbox::Sandbox;
use serde_json::{Value, json};

const TODAY: &str = "2026-11-15";

/// One kind of question with the requests that stand for it: name, command, requests.
struct Kind(&'static str, &'static str, Vec<Value>);

struct Times(Vec<Duration>);

impl Times {
    fn at(&self, share: f64) -> f64 {
        self.0[((self.0.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0
    }
}

fn main() {
    // `cargo test --benches` only wants to see that it builds and starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let sizes = std::env::var("BILLFOLD_BENCH_SIZES").unwrap_or_else(|_| "100000,1000000".to_owned());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    for size in sizes.split(',').map(|size| size.trim().parse().expect("a number")) {
        let folder = cache(&runtime, size);
        measure(&runtime, &folder, size);
    }
}

fn rounds() -> usize {
    std::env::var("BILLFOLD_BENCH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(40)
}

fn app(folder: &Path, keep_index: bool) -> Arc<App> {
    Arc::new(App::new(Options {
        data_dir: folder.to_owned(),
        clock: Box::new(FixedClock(format!("{TODAY}T12:00:00Z").parse().expect("a moment"))),
        secrets: Box::new(SessionStore::default()),
        host: Box::new(NoHost),
        sample: None,
        client: ClientOptions::default(),
        keep_index,
    }))
}

/// A data folder with so many invoices, synced when it is not there.
fn cache(runtime: &tokio::runtime::Runtime, size: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("list-{size}"));
    let done = folder.join("done");
    if done.exists() {
        return folder;
    }
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let today = TODAY.parse().expect("a day");
    let options = billfold_sandbox::Options { invoices: size, today, gzip: false, ..Default::default() };
    let portal = runtime.block_on(Sandbox::start(options)).expect("the sandbox starts");
    let app = app(&folder, false);
    let connect = json!({ "name": "Bench", "url": portal.url(), "token": portal.token(), "read_only": true,
                          "use_chosen_ca": false, "accept_plain_http": true });
    call(runtime, &app, "connect", &connect);
    let began = Instant::now();
    call(runtime, &app, "sync", &json!({ "connection": "Bench", "full": false }));
    println!("{size} invoices synced in {:.1} s", began.elapsed().as_secs_f64());
    fs::write(done, "").expect("it is written");
    folder
}

fn call(runtime: &tokio::runtime::Runtime, app: &Arc<App>, command: &str, request: &Value) -> Value {
    match runtime.block_on(api::dispatch(app, command, request.clone(), |_| {})) {
        Ok(api::Reply::Json(value)) => value,
        other => panic!("{command} {request}: {other:?}"),
    }
}

fn measure(runtime: &tokio::runtime::Runtime, folder: &Path, size: usize) {
    let (indexed, plain) = (app(folder, true), app(folder, false));
    let first_page = list(json!({}), "number", true, 0);
    let before = resident();
    let began = Instant::now();
    call(runtime, &indexed, "list_invoices", &first_page);
    let first = began.elapsed();
    while indexed.index_size() == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    println!(
        "\n{size} invoices: first page {:.0} ms after opening, index there after {:.2} s",
        first.as_secs_f64() * 1000.0,
        began.elapsed().as_secs_f64()
    );
    println!("| kind | p50 ms | p95 ms | max ms | SQL p50 ms | times as fast |\n|---|---|---|---|---|---|");
    let mut all = Vec::new();
    for Kind(name, command, requests) in kinds(runtime, &plain, size) {
        let ours = times(runtime, &indexed, command, &requests, rounds());
        let sql = times(runtime, &plain, command, &requests, (rounds() / 10).max(3));
        for request in &requests {
            let (ours, sql) = (call(runtime, &indexed, command, request), call(runtime, &plain, command, request));
            assert_eq!(ours, sql, "{command} {request}");
        }
        let (p50, p95, max, plain) = (ours.at(0.5), ours.at(0.95), ours.at(1.0), sql.at(0.5));
        println!("| {name} | {p50:.1} | {p95:.1} | {max:.1} | {plain:.1} | {:.1} |", plain / p50);
        all.extend(ours.0);
    }
    all.sort_unstable();
    let all = Times(all);
    println!("| all | {:.1} | {:.1} | {:.1} | | |", all.at(0.5), all.at(0.95), all.at(1.0));
    let mb = |bytes: usize| bytes as f64 / f64::from(1 << 20);
    println!(
        "memory: index {:.0} MB, {} bytes an invoice; the process grew by {:.0} MB",
        mb(indexed.index_size()),
        indexed.index_size() / size,
        resident() - before
    );
}

/// How long each request takes, shortest first; `rounds` in all, each request as often as the others.
fn times(runtime: &tokio::runtime::Runtime, app: &Arc<App>, command: &str, requests: &[Value], rounds: usize) -> Times {
    let one = |request: &Value| {
        let began = Instant::now();
        call(runtime, app, command, request);
        began.elapsed()
    };
    let mut times: Vec<Duration> = requests.iter().cycle().take(rounds.max(requests.len())).map(one).collect();
    times.sort_unstable();
    Times(times)
}

fn list(filter: Value, column: &str, descending: bool, offset: usize) -> Value {
    let sort = json!({ "column": column, "descending": descending });
    json!({ "connection": "Bench", "filter": filter, "sort": sort, "offset": offset, "limit": 100 })
}

fn kinds(runtime: &tokio::runtime::Runtime, app: &Arc<App>, size: usize) -> Vec<Kind> {
    // What stands in the middle of the cache: its words are typical ones.
    let middle = call(runtime, app, "list_invoices", &list(json!({}), "id", true, size / 2))[0].clone();
    let [customer, number] = ["buyer_name", "friendly_id"].map(|field| middle[field].as_str().unwrap_or("").to_owned());
    let word = customer.split_whitespace().next().unwrap_or_default().to_owned();
    let month = middle["period_from"].as_str().unwrap_or_default()[..7].to_owned();
    let filters = |filters: &[Value]| filters.iter().map(|filter| list(filter.clone(), "number", true, 0)).collect();
    let orders: Vec<Value> = SORT_COLUMNS
        .into_iter()
        .flat_map(|column| [true, false].map(|down| (serde_json::to_value(column).expect("a word"), down)))
        .map(|(column, down)| list(json!({}), column.as_str().unwrap_or_default(), down, 0))
        .collect();
    let deep = |column| list(json!({}), column, true, size - 150);
    let filtered = [
        json!({ "states": ["paid"] }),
        json!({ "buyer": word }),
        json!({ "min": "100", "max": "500" }),
        json!({ "period_from": month, "period_to": month }),
        json!({ "overdue": true }),
        json!({ "outstanding_on": "2026-09-30" }),
        json!({ "number": format!("{month}-*") }),
        json!({ "number": "*0042" }),
    ];
    let searched = [
        json!({ "query": word }),
        json!({ "query": "premium" }),
        json!({ "query": "geocoding" }),
        json!({ "query": number }),
        json!({ "query": "ge" }),
        json!({ "query": "1" }),
        json!({ "query": "ch_" }),
        json!({ "query": "nowherewritten" }),
    ];
    let sums = |of: &[Value]| {
        let request = |filter: &Value| json!({ "connection": "Bench", "filter": filter });
        std::iter::once(json!({})).chain(of.iter().cloned()).map(|filter| request(&filter)).collect::<Vec<_>>()
    };
    let connection = vec![json!({ "connection": "Bench" })];
    let mut kinds = vec![
        Kind("first page", "list_invoices", vec![list(json!({}), "number", true, 0)]),
        Kind("sorted by each column, both ways", "list_invoices", orders),
        Kind("deep in the list", "list_invoices", vec![deep("number"), deep("total"), deep("customer")]),
    ];
    let names = [
        "filter: state",
        "filter: customer",
        "filter: amounts",
        "filter: month",
        "filter: overdue",
        "filter: outstanding on a day",
        "filter: start of a number",
        "filter: end of a number",
    ];
    for (name, filter) in names.into_iter().zip(&filtered) {
        kinds.push(Kind(name, "list_invoices", filters(std::slice::from_ref(filter))));
    }
    let names = [
        "search: a customer",
        "search: an item",
        "search: a rarer item",
        "search: a number",
        "search: two letters",
        "search: one digit",
        "search: in most payments",
        "search: no hits",
    ];
    for (name, search) in names.into_iter().zip(&searched) {
        kinds.push(Kind(name, "list_invoices", filters(std::slice::from_ref(search))));
    }
    kinds.extend([
        Kind("totals, unfiltered and filtered", "total_invoices", sums(&filtered)),
        Kind("totals of searches", "total_invoices", sums(&searched)),
        Kind("counts of the sidebar", "view_counts", connection.clone()),
        Kind("months", "months", connection),
    ]);
    kinds
}

/// What the process holds in memory, in MB, as the kernel counts it; 0 where there is no such count.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
