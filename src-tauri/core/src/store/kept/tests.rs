//! The index held against the SQL it stands for: the same caches, the same questions, the same answers.

use jiff::{Timestamp, civil::Date};
use proptest::{prelude::*, sample::select, strategy::ValueTree};
use rust_decimal::Decimal;

use super::*;
use crate::{
    domain::{
        Buyer, CustomerKey, DateRange, Invoice, InvoiceFilter, LineItem, Month, Party, PaymentTransaction, Period,
        Sort, SyncKind,
    },
    store::{
        invoices,
        page_writer::{PageWriter, ReadInvoice},
        payments, settings, sync_runs,
    },
    threescale::Converted,
};

const NOW: &str = "2026-11-15T12:00:00Z";
const TODAY: &str = "2026-11-15";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn today() -> Date {
    TODAY.parse().unwrap()
}

/// A cache seen by two: one with an index, one that writes and answers by SQL, as another process would.
struct Pair {
    indexed: Database,
    other: Database,
    _folder: tempfile::TempDir,
}

impl Pair {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.sqlite");
        let indexed = Database::open(&path, now()).unwrap();
        indexed.keep_index();
        Self { indexed, other: Database::open(&path, now()).unwrap(), _folder: folder }
    }

    fn writer(&self, other: bool) -> &Database {
        if other { &self.other } else { &self.indexed }
    }

    fn write(&self, by_other: bool, read: Vec<Invoice>) {
        self.writer(by_other)
            .write(|tx| {
                let run = sync_runs::open(tx, SyncKind::Full, now(), None)?;
                let read: Vec<_> = read.into_iter().map(as_read).collect();
                PageWriter::new(run, true).write(tx, &read, now()).map(drop)
            })
            .unwrap();
    }

    fn execute(&self, by_other: bool, sql: &str, id: i64) {
        self.writer(by_other).write(|tx| Ok(tx.execute(sql, [id]).map(drop)?)).unwrap();
    }

    fn ask(&self, ask: &Ask) {
        let Ask { filter, sort, page } = ask;
        let sql = |tx: &Transaction<'_>| {
            Ok((
                invoices::list(tx, filter, *sort, *page, today())?,
                invoices::totals(tx, filter, today())?,
                invoices::view_counts(tx, today())?,
                invoices::months(tx)?,
            ))
        };
        let expected = self.other.read(sql).unwrap();
        assert_eq!(list(&self.indexed, filter, *sort, *page, today()).unwrap(), expected.0, "{ask:?}");
        assert_eq!(totals(&self.indexed, filter, today()).unwrap(), expected.1, "{ask:?}");
        assert_eq!(view_counts(&self.indexed, today()).unwrap(), expected.2);
        assert_eq!(months(&self.indexed).unwrap(), expected.3);
        assert!(self.indexed.index_size().is_some(), "the index answered");
    }

    fn count(&self) -> u64 {
        // Not by totals: those beyond cents come from SQL.
        view_counts(&self.indexed, today()).unwrap().all
    }
}

fn as_read(invoice: Invoice) -> ReadInvoice {
    // What is different has another fingerprint.
    let print = xxhash_rust::xxh3::xxh3_128(format!("{invoice:?}").as_bytes());
    ReadInvoice { invoice: Converted { value: invoice, odd: Vec::new() }, fingerprint: print.to_le_bytes() }
}

#[derive(Clone, Debug)]
struct Ask {
    filter: InvoiceFilter,
    sort: Sort,
    page: (u32, u32),
}

#[derive(Clone, Debug)]
enum Step {
    Write(bool, Vec<Invoice>),
    Payments(bool, i64, String),
    Delete(bool, i64),
    State(bool, i64),
    /// What nobody sees in a list.
    Unseen(bool, i64),
    Ask(Box<Ask>),
}

const NAMES: [&str; 6] = ["Señal Abierta", "Łódź Data", "acme", "Acme 100%", "", "日本データ"];
const NUMBERS: [&str; 9] = [
    "2026-09-00000001",
    "2026-09-00000002",
    "2026-10-00000001",
    "INV-a",
    "inv-A",
    "",
    "2026-09-00000001b",
    "5_%",
    "ÄB-1",
];
const STATES: [&str; 9] =
    ["open", "finalized", "pending", "unpaid", "failed", "paid", "cancelled", "written_off", "disputed"];
const AMOUNTS: [&str; 8] =
    ["0", "-0.00", "12.30", "-7.5", "99999999999.99", "92233720368547758.07", "0.3", "12.300001"];
const DAYS: [&str; 7] =
    ["2026-08-31", "2026-11-14", "2026-11-15", "2026-11-16", "1999-01-01", "-000044-03-15", "-000003-12-01"];
const MOMENTS: [&str; 7] = [
    "2026-11-14T23:59:59Z",
    "2026-11-15T00:00:00Z",
    "2026-11-15T00:00:00.5Z",
    "2026-11-15T00:00:00.51Z",
    "2026-11-16T10:00:00Z",
    "1999-01-01T00:00:00.000001Z",
    "-000044-03-15T12:00:00Z",
];
const WORDS: [&str; 14] = [
    "geocoding",
    "geo",
    "ge",
    "100%",
    "_",
    "senal",
    "SEÑAL abierta",
    "2026-09",
    "inv",
    "1",
    "ch_9",
    "データ",
    "nothing",
    "z",
];
const ITEMS: [&str; 4] = ["Fixed fee ('Premium')", "Geocoding, 1–1000", "Hits", "zz"];

fn maybe<T: std::fmt::Debug + Clone + 'static>(of: impl Strategy<Value = T> + 'static) -> BoxedStrategy<Option<T>> {
    prop::option::of(of).boxed()
}

fn text(of: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    select(of).prop_map(str::to_owned)
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Debug> + std::fmt::Debug + Clone>(
    of: &'static [&'static str],
) -> impl Strategy<Value = T> + Clone {
    select(of).prop_map(|text| text.parse().unwrap())
}

fn period() -> impl Strategy<Value = Date> + Clone {
    parsed(&["2026-09-01", "2026-10-01", "2026-10-02", "1999-12-01"])
}

fn invoice() -> impl Strategy<Value = Invoice> {
    let who = (
        maybe(text(&NAMES)),
        maybe(1_i64..4),
        maybe(text(&NUMBERS)),
        text(&STATES),
        maybe(text(&["EUR", "USD", "eur"])),
    );
    let when = (
        period(),
        maybe(parsed::<Date>(&DAYS)),
        maybe(parsed(&DAYS)),
        maybe(parsed(&MOMENTS)),
        maybe(parsed(&MOMENTS)),
    );
    let what = (
        parsed::<Decimal>(&AMOUNTS),
        maybe(parsed(&AMOUNTS)),
        maybe(parsed(&AMOUNTS)),
        maybe(parsed(&AMOUNTS)),
        maybe(text(&["background", "manual"])),
    );
    (1_i64..40, who, when, what, prop::collection::vec(text(&ITEMS), 0..3), 0_i64..3).prop_map(
        |(
            id,
            (name, account, number, state, currency),
            (from, issued_on, due_on, paid_at, created_at),
            what,
            items,
            count,
        )| {
            let line =
                |(at, name): (usize, String)| LineItem { id: at as i64, name: Some(name), ..LineItem::default() };
            Invoice {
                id,
                friendly_id: number,
                creation_type: what.4,
                state: state.into(),
                period: Period { from, to: from },
                issued_on,
                due_on,
                paid_at,
                created_at,
                updated_at: None,
                currency,
                cost: what.0,
                vat_rate: what.1,
                vat_amount: what.2,
                cost_without_vat: what.3,
                provider: Party::default(),
                buyer: Buyer { status: None, party: Party { id: account, org_name: name, ..Party::default() } },
                line_items: items.into_iter().enumerate().map(line).collect(),
                payment_transactions_count: count,
                payment_transactions: None,
            }
        },
    )
}

fn range() -> BoxedStrategy<Option<DateRange>> {
    let range = (maybe(parsed(&DAYS)), maybe(parsed(&DAYS))).prop_map(|(from, to)| DateRange { from, to });
    prop::option::weighted(0.15, range).boxed()
}

fn rarely<T: std::fmt::Debug + Clone + 'static>(of: impl Strategy<Value = T> + 'static) -> BoxedStrategy<Option<T>> {
    prop::option::weighted(0.15, of).boxed()
}

fn ask() -> impl Strategy<Value = Ask> {
    let globs = ["2026-09-*", "*1", "inv-?", "INV*", "*", "", "5_%", "?B*", "2026-??-00000001", "*a*b*", "**1**"];
    let who = (
        prop::collection::vec(text(&STATES).prop_map(Into::into), 0..3),
        rarely(text(Vec::leak(globs.to_vec()))),
        rarely(text(&["SENAL", "a", "100%", "_", "", "łódź"])),
        rarely(1_i64..5),
        rarely(text(&WORDS)),
        rarely(text(&["eur", "USD", "", "GBP"])),
    );
    let months = ["2026-09", "2026-10", "1999-12", "2027-01"];
    let months: &'static [&'static str] = Vec::leak(months.to_vec());
    let when = (rarely(parsed::<Month>(months)), rarely(parsed::<Month>(months)), range(), range(), range());
    let customer = (prop::option::of(1_i64..5), prop::option::of(text(&["SENAL", "", "łódź"])));
    let customer = customer.prop_map(|(id, name)| CustomerKey { id, name });
    let owed = (rarely(parsed::<Date>(&DAYS)), rarely(prop::collection::vec(customer, 0..4)));
    let owing = (rarely(parsed::<Date>(&DAYS)), owed);
    let what = (prop::bool::weighted(0.1), owing, rarely(parsed::<Decimal>(&AMOUNTS)));
    let sort = (select(&SORT_COLUMNS), any::<bool>()).prop_map(|(column, descending)| Sort { column, descending });
    let page = (prop_oneof![4 => Just(0_u32), 1 => 0_u32..45], prop_oneof![4 => Just(100_u32), 1 => 0_u32..5]);
    (who, when, what, rarely(parsed::<Decimal>(&AMOUNTS)), sort, page).prop_map(
        |(
            who,
            (period_from, period_to, issued, due, paid),
            (overdue, (outstanding_on, (not_due_on, customers)), min),
            max,
            sort,
            page,
        )| Ask {
            filter: InvoiceFilter {
                states: who.0,
                period_from,
                period_to,
                number: who.1,
                buyer: who.2,
                buyer_id: who.3,
                query: who.4,
                issued,
                due,
                paid,
                overdue,
                outstanding_on,
                not_due_on,
                customers,
                min,
                max,
                currency: who.5,
            },
            sort,
            page,
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    let id = 1_i64..40;
    prop_oneof![
        3 => (any::<bool>(), prop::collection::vec(invoice(), 1..12)).prop_map(|(other, all)| Step::Write(other, all)),
        1 => (any::<bool>(), id.clone(), text(&["ch_9", "card declined", "Geo"]))
            .prop_map(|(other, id, message)| Step::Payments(other, id, message)),
        1 => (any::<bool>(), id.clone()).prop_map(|(other, id)| Step::Delete(other, id)),
        1 => (any::<bool>(), id.clone()).prop_map(|(other, id)| Step::State(other, id)),
        1 => (any::<bool>(), id).prop_map(|(other, id)| Step::Unseen(other, id)),
        6 => ask().prop_map(|ask| Step::Ask(Box::new(ask))),
    ]
}

fn read_payment(pair: &Pair, other: bool, id: i64, message: String) {
    let payment = PaymentTransaction { message: Some(message), ..payment() };
    pair.writer(other)
        .write(|tx| {
            let run = sync_runs::open(tx, SyncKind::Full, now(), None)?;
            payments::save(tx, id, &[Converted { value: payment, odd: Vec::new() }], run, now())
        })
        .unwrap();
}

fn payment() -> PaymentTransaction {
    serde_json::from_value(serde_json::json!({ "id": 1, "created_at": null, "reference": null, "success": null,
        "amount": null, "currency": null, "action": null, "message": null, "test": null, "gateway_response": {} }))
    .unwrap()
}

fn run(pair: &Pair, step: Step) {
    match step {
        Step::Write(other, read) => pair.write(other, read),
        Step::Payments(other, id, message) => {
            let held = pair.other.read(|tx| invoices::get(tx, id)).unwrap().is_some();
            if held {
                read_payment(pair, other, id, message);
            }
        }
        Step::Delete(other, id) => {
            pair.execute(other, "DELETE FROM line_items WHERE place / 1000000 = ?1", id);
            pair.execute(other, "DELETE FROM invoices WHERE id = ?1", id);
        }
        Step::State(other, id) => {
            pair.execute(
                other,
                "UPDATE invoices SET state = 'failed', cost_cents = 5, cost = '0.05' WHERE id = ?1",
                id,
            );
        }
        Step::Unseen(other, id) => {
            pair.execute(other, "UPDATE invoices SET read_run = read_run WHERE id = ?1", id);
        }
        Step::Ask(ask) => pair.ask(&ask),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn it_says_what_sql_says(
        first in prop::collection::vec(invoice(), 0..60), steps in prop::collection::vec(step(), 1..24),
        last in prop::collection::vec(ask(), 12),
    ) {
        let pair = Pair::new();
        pair.write(true, first);
        steps.into_iter().for_each(|step| run(&pair, step));
        for ask in &last {
            pair.ask(ask);
        }
        // Every order, both ways.
        for (column, descending) in SORT_COLUMNS.into_iter().flat_map(|column| [(column, true), (column, false)]) {
            pair.ask(&Ask { filter: InvoiceFilter::default(), sort: Sort { column, descending }, page: (0, 100) });
        }
    }
}

fn some(id: i64) -> Invoice {
    let runner = &mut proptest::test_runner::TestRunner::deterministic();
    Invoice { id, ..invoice().new_tree(runner).unwrap().current() }
}

#[test]
fn every_kind_of_change_by_another_is_seen_by_the_next_question() {
    let pair = Pair::new();
    pair.write(true, (1..=20).map(some).collect());
    assert_eq!(pair.count(), 20);
    let everything = Ask { filter: InvoiceFilter::default(), sort: Sort::default(), page: (0, 100) };
    let found = |word: &str| {
        let filter = InvoiceFilter { query: Some(word.to_owned()), ..InvoiceFilter::default() };
        totals(&pair.indexed, &filter, today()).unwrap().count
    };
    pair.write(true, vec![some(21)]);
    assert_eq!(pair.count(), 21, "a new one");
    pair.execute(true, "DELETE FROM invoices WHERE id = ?1", 3);
    assert_eq!(pair.count(), 20, "one less");
    let changed = Invoice { cost: "1234.56".parse().unwrap(), ..some(5) };
    pair.write(true, vec![changed]);
    pair.ask(&everything);
    assert_eq!(found("wholly-new"), 0);
    read_payment(&pair, true, 7, "Wholly-New words".to_owned());
    assert_eq!(found("wholly-new"), 1, "a text that was in no invoice before");
    pair.execute(true, "UPDATE invoices SET buyer_folded = 'aaa' WHERE id = ?1", 8);
    pair.ask(&everything);
}

#[test]
fn what_was_rolled_back_is_not_seen_nor_noted() {
    let pair = Pair::new();
    pair.write(false, vec![some(1)]);
    assert_eq!(pair.count(), 1);
    let newest = || pair.other.read(newest).unwrap();
    let before = newest();
    let failed = pair.indexed.write(|tx| -> Result<()> {
        let run = sync_runs::open(tx, SyncKind::Full, now(), None)?;
        PageWriter::new(run, true).write(tx, &[as_read(some(2))], now())?;
        Err(crate::store::Error::Value("stopped".to_owned()))
    });
    assert!(failed.is_err());
    pair.indexed.write(|_| Ok(())).unwrap();
    assert_eq!((pair.count(), newest()), (1, before));
}

#[test]
fn a_log_that_was_shortened_beyond_it_makes_it_load_anew() {
    let pair = Pair::new();
    pair.write(true, (1..=5).map(some).collect());
    assert_eq!(pair.count(), 5);
    pair.write(true, vec![some(6)]);
    pair.write(true, vec![some(8)]);
    pair.other
        .write(|tx| Ok(tx.execute("DELETE FROM touched WHERE seq < (SELECT MAX(seq) FROM touched)", [])?))
        .unwrap();
    assert_eq!(pair.count(), 7);
}

#[test]
fn a_file_put_back_is_another_past_also_for_those_who_have_it_open() {
    let pair = Pair::new();
    let old = pair._folder.path().join("old.sqlite");
    std::fs::File::create(&old).unwrap();
    pair.other.write(|tx| settings::set(tx, settings::PORTAL_URL, Some(&"http://portal".to_owned()))).unwrap();
    pair.write(true, (1..=5).map(some).collect());
    pair.other.back_up(&old).unwrap();
    // As many lines here as will be there, about other invoices.
    pair.write(true, vec![some(11)]);
    assert_eq!(pair.count(), 6);
    pair.other.restore(&old, "http://portal", now()).unwrap();
    pair.write(true, vec![some(12)]);
    let ids = |database: &Database| -> Vec<i64> {
        let rows = list(
            database,
            &InvoiceFilter::default(),
            Sort { column: crate::domain::SortColumn::Id, descending: false },
            (0, 100),
            today(),
        );
        rows.unwrap().into_iter().map(|row| row.id).collect()
    };
    assert_eq!(ids(&pair.indexed), [1, 2, 3, 4, 5, 12]);
}

#[test]
fn many_changes_of_few_invoices_leave_no_heap_of_dead_ones() {
    let pair = Pair::new();
    pair.write(true, (1..=300).map(some).collect());
    assert_eq!(pair.count(), 300);
    let size = pair.indexed.index_size().unwrap();
    for round in 0..30_i64 {
        pair.other.write(|tx| Ok(tx.execute("UPDATE invoices SET cost_cents = ?1", [round])?)).unwrap();
        assert_eq!(pair.count(), 300);
    }
    let everything = Ask { filter: InvoiceFilter::default(), sort: Sort::default(), page: (0, 100) };
    pair.ask(&everything);
    assert!(pair.indexed.index_size().unwrap() < size * 12, "{size} became {:?}", pair.indexed.index_size());
}

#[test]
fn what_does_not_fit_is_answered_from_sql() {
    let pair = Pair::new();
    pair.write(true, vec![some(1), some(2)]);
    assert_eq!(pair.count(), 2);
    pair.execute(true, "UPDATE invoices SET payment_transactions_count = 5000000000 WHERE id = ?1", 1);
    assert_eq!(pair.count(), 2);
    assert!(pair.indexed.index_size().is_none());
    assert_eq!(pair.count(), 2);
}

/// While a large cache loads SQL answers, and the index does when it is there; closing waits for no one.
#[test]
fn a_large_cache_is_answered_before_it_is_loaded_and_after() {
    let pair = Pair::new();
    pair.write(true, (1..=FEW + 1).map(some).collect());
    let all = FEW as u64 + 1;
    assert_eq!(pair.count(), all);
    let began = std::time::Instant::now();
    while pair.indexed.index_size().is_none() {
        assert!(began.elapsed().as_secs() < 60, "it never loads");
        assert_eq!(pair.count(), all);
    }
    pair.write(true, vec![some(FEW + 2)]);
    assert_eq!(pair.count(), all + 1);
    pair.ask(&Ask { filter: InvoiceFilter::default(), sort: Sort::default(), page: (5_000, 100) });
}
