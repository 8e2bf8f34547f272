//! What the readable layout promises: everything is there, in its place and in one piece.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::support::{Case, ink, overlap, print, the_case};
use crate::{
    domain::{Buyer, Invoice, LineItem, Party, PaymentTransaction, Period, State},
    pdf::{InvoiceDocument, Item, Layout, Logo, PAGE_HEIGHT, PAGE_WIDTH, Page, PrintContext, TextRun, layout},
};

const SIDE: f64 = 48.0;
const EDGE: f64 = 45.0;

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The plain invoice, changed, under a name.
fn sample(name: &str, change: impl FnOnce(&mut Invoice, &mut PrintContext)) -> Case {
    let mut case = the_case("plain");
    case.name = name.to_owned();
    change(&mut case.invoice, &mut case.context);
    case
}

/// As [`sample`], with the cost that follows from the line items.
fn added_up(name: &str, change: impl FnOnce(&mut Invoice, &mut PrintContext)) -> Case {
    sample(name, |invoice, context| {
        change(invoice, context);
        invoice.cost = invoice.totals().unwrap().cost;
    })
}

fn line(name: &str, description: &str, quantity: i64, cost: &str) -> LineItem {
    LineItem {
        name: some(name),
        description: some(description),
        quantity: Some(quantity),
        cost: Some(dec(cost)),
        ..LineItem::default()
    }
}

fn payment(success: Option<bool>, amount: &str) -> PaymentTransaction {
    PaymentTransaction {
        id: 1,
        created_at: "2026-10-03T23:30:00Z".parse().ok(),
        reference: some("ch_1N2b3c4d5e6f"),
        success,
        amount: amount.parse().ok(),
        currency: some("EUR"),
        action: some("purchase"),
        message: some(if success == Some(true) { "Approved" } else { "Your card has insufficient funds." }),
        test: None,
        gateway_response: serde_json::Map::new(),
    }
}

fn paid(invoice: &mut Invoice) {
    invoice.state = State::Paid;
    invoice.paid_at = "2026-10-03T23:30:00Z".parse().ok();
    invoice.payment_transactions_count = 2;
    let cost = invoice.cost.to_string();
    invoice.payment_transactions = Some(vec![payment(Some(false), &cost), payment(Some(true), &cost)]);
}

fn logo() -> Logo {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 320, 90);
    encoder.set_color(png::ColorType::Grayscale);
    let pixels: Vec<u8> =
        (0..320 * 90).map(|at| if (at % 320 / 20 + at / 320 / 15) % 2 == 0 { 60 } else { 170 }).collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    Logo::new(bytes).unwrap()
}

fn many(count: usize) -> Vec<LineItem> {
    let item = |at: usize| {
        let name = format!("Fixed fee of application {at}");
        let description = if at.is_multiple_of(3) { "From 1 September to 30 September 2026" } else { "" };
        line(&name, description, at as i64 * 37, &format!("{}.{:02}", at * 131, at % 100))
    };
    (1..=count).map(item).collect()
}

fn samples() -> Vec<Case> {
    let long = "Gesellschaft für außergewöhnlich umfangreiche Schnittstellenabrechnungen und Beteiligungen ";
    let word = "x".repeat(90);
    vec![
        sample("plain", |_, _| {}),
        added_up("described", |invoice, _| {
            for item in &mut invoice.line_items {
                item.description = some("From 1 September to 30 September 2026");
            }
        }),
        added_up("long", |invoice, context| {
            invoice.buyer.party.org_name = Some(long.repeat(3));
            invoice.provider.org_name = some(&word);
            invoice.buyer.party.address = Some(format!("{word}\nSecond line"));
            context.buyer_vat_code = Some("ES".to_owned() + &"1234567890".repeat(5));
            context.buyer_po_number = some("PO-2026-114");
            context.footnote = Some("Words of a footnote that go on for a while. ".repeat(46));
            invoice.line_items.push(line(
                &word,
                &"A description that is long enough to wrap. ".repeat(48),
                i64::MAX,
                "1",
            ));
            invoice.line_items.push(line(&long.repeat(3), "", i64::MIN, "-123456789012.3456"));
        }),
        added_up("pages", |invoice, _| invoice.line_items = many(75)),
        added_up("three-hundred", |invoice, _| {
            invoice.state = State::Finalized;
            invoice.line_items = many(300);
        }),
        added_up("refund", |invoice, _| invoice.line_items = vec![line("Refund", "September", 1, "-1234.5")]),
        sample("paid", |invoice, _| paid(invoice)),
        sample("paid-unread", |invoice, _| {
            paid(invoice);
            (invoice.paid_at, invoice.payment_transactions) = (None, None);
        }),
        sample("draft", |invoice, _| {
            (invoice.state, invoice.issued_on, invoice.due_on) = (State::Open, None, None);
        }),
        sample("cancelled", |invoice, _| (invoice.state, invoice.currency) = (State::Cancelled, None)),
        sample("unpaid", |invoice, _| {
            invoice.state = State::Unpaid;
            invoice.payment_transactions_count = 1;
            invoice.payment_transactions = Some(vec![payment(Some(false), "243.49")]);
        }),
        sample("no-items", |invoice, _| {
            invoice.line_items.clear();
            (invoice.cost, invoice.cost_without_vat) = (Decimal::ZERO, Some(Decimal::ZERO));
            invoice.vat_amount = Some(Decimal::ZERO);
        }),
        sample("logo", |_, context| context.logo = Some(logo())),
        added_up("no-vat", |invoice, _| invoice.vat_rate = None),
        added_up("vat-zero", |invoice, _| invoice.vat_rate = Some(Decimal::ZERO)),
        sample("empty", |invoice, context| {
            *context = PrintContext::default();
            invoice.provider = Party::default();
            invoice.buyer = Buyer { status: some("deleted"), party: Party::default() };
            invoice.line_items = vec![LineItem::default()];
            (invoice.friendly_id, invoice.currency, invoice.issued_on, invoice.due_on) = (None, None, None, None);
            (invoice.cost, invoice.vat_rate) = (Decimal::ZERO, None);
            invoice.cost_without_vat = None;
        }),
        added_up("huge", |invoice, _| {
            invoice.period = Period { from: "2026-11-01".parse().unwrap(), to: "2027-01-31".parse().unwrap() };
            invoice.friendly_id = Some("2026-09-".to_owned() + &"0123456789".repeat(6));
            invoice.line_items = vec![line("Huge", "", i64::MIN, "-7922816251426433759354.3950")];
            invoice.vat_rate = some("21.125").map(|rate| dec(&rate));
        }),
    ]
}

#[test]
#[ignore = "writes the samples into the folder PDF_OUT, to be looked at"]
fn print_samples() {
    print(samples(), Layout::Readable);
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[A-Za-z][A-Za-z0-9]{0,11}", 2 => "[a-z]{1,5}-[a-z]{1,8}", 1 => "[A-Za-zéŁжΩ]{30,90}"]
}

fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 0..most).prop_map(|words| words.join(" "))
}

fn amount() -> impl Strategy<Value = Decimal> {
    let most = prop_oneof![4 => Just(10_i64.pow(6)), 1 => Just(10_i64.pow(16))];
    most.prop_flat_map(|most| (-most..most, 0..5_u32)).prop_map(|(units, scale)| Decimal::new(units, scale))
}

fn item() -> impl Strategy<Value = LineItem> {
    (prop::option::of(words(12)), prop::option::of(words(30)), prop::option::of(any::<i64>()), amount()).prop_map(
        |(name, description, quantity, cost)| LineItem {
            name,
            description,
            quantity,
            cost: Some(cost),
            ..LineItem::default()
        },
    )
}

fn attempts() -> impl Strategy<Value = Vec<PaymentTransaction>> {
    let attempt = (any::<Option<bool>>(), amount(), prop::option::of(words(20)));
    let attempt = attempt
        .prop_map(|(success, amount, message)| PaymentTransaction { message, ..payment(success, &amount.to_string()) });
    prop::collection::vec(attempt, 0..12)
}

fn an_invoice() -> impl Strategy<Value = (Invoice, PrintContext)> {
    let rate = prop::option::of((0..4000_i64).prop_map(|rate| Decimal::new(rate, 2)));
    let parties = (words(12), words(20), words(4), prop::option::of(words(3)));
    let state = prop::sample::select(State::ALL.to_vec());
    (prop::collection::vec(item(), 0..60), rate, parties, words(80), state, attempts()).prop_map(
        |(items, rate, (name, address, issuer, code), footnote, state, attempts)| {
            let mut case = the_case("plain");
            let invoice = &mut case.invoice;
            (invoice.line_items, invoice.vat_rate, invoice.state) = (items, rate, state);
            invoice.cost = invoice.totals().unwrap().cost;
            invoice.buyer.party.org_name = Some(name);
            invoice.buyer.party.address = Some(address);
            invoice.provider.org_name = Some(issuer);
            invoice.payment_transactions_count = 5;
            invoice.payment_transactions = Some(attempts);
            case.context.buyer_vat_code = code;
            case.context.footnote = Some(footnote);
            (case.invoice, case.context)
        },
    )
}

fn laid_out(invoice: &Invoice, context: &PrintContext) -> (InvoiceDocument, Vec<Page>) {
    let document = InvoiceDocument::build(invoice, context);
    let pages = layout(&document, Layout::Readable).pages;
    (document, pages)
}

fn runs(page: &Page) -> Vec<&TextRun> {
    let text = page.items.iter().filter_map(|item| match item {
        Item::Text(run) => Some(run),
        _ => None,
    });
    text.collect()
}

fn texts(page: &Page) -> Vec<String> {
    runs(page).into_iter().map(TextRun::text).collect()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Everything is between the margins; text and picture share no place with other text, nor with lines.
fn check_places(pages: &[Page]) {
    for page in pages {
        for (at, item) in page.items.iter().enumerate() {
            let place = ink(item);
            assert!(place[0] >= SIDE - 0.01 && place[2] <= PAGE_WIDTH - SIDE + 0.01, "{item:?} at {place:?}");
            assert!(place[1] >= EDGE - 0.01 && place[3] <= PAGE_HEIGHT - EDGE + 0.01, "{item:?} at {place:?}");
            for other in page.items[at + 1..].iter().filter(|other| are_kept_apart(item, other)) {
                assert!(!overlap(place, ink(other)), "{item:?} and {other:?}");
            }
        }
    }
}

fn are_kept_apart(one: &Item, other: &Item) -> bool {
    let is_around = |item: &Item| matches!(item, Item::Fill(_) | Item::Border(_));
    let are_lines = matches!((one, other), (Item::Stroke(_), Item::Stroke(_)));
    !(is_around(one) || is_around(other) || are_lines)
}

/// Texts that are numbers, dates or amounts: each must be a run of its own, so often as the document says it.
fn unbroken(document: &InvoiceDocument) -> Vec<&String> {
    let words = &document.readable;
    let items = words.line_items.rows.iter().flat_map(|row| [&row.quantity, &row.cost]);
    let payments = words.payments.iter().flat_map(|words| &words.rows).flat_map(|row| [&row.date, &row.amount]);
    let totals = words.totals.iter().flat_map(|sum| [Some(&sum.amount), sum.exactly.as_ref()]).flatten();
    let facts = words.facts[1..].iter().chain([&words.amount]).map(|field| &field.value);
    let all = items.chain(payments).chain(totals).chain(facts).chain([&words.number]);
    all.filter(|text| !text.is_empty()).collect()
}

fn check_numbers(document: &InvoiceDocument, pages: &[Page]) {
    let all: Vec<String> = pages.iter().flat_map(texts).collect();
    for number in unbroken(document) {
        let wanted = unbroken(document).into_iter().filter(|other| *other == number).count();
        assert!(all.iter().filter(|text| *text == number).count() >= wanted, "{number}");
    }
}

/// The text of all pages in order, without what stands at their edges, without header rows after the first, and
/// without what stands beside the words of a table.
fn running_text(document: &InvoiceDocument, pages: &[Page]) -> String {
    let beside = unbroken(document);
    let words = &document.readable;
    let columns = words.payments.iter().flat_map(|payments| &payments.columns).chain(&words.line_items.columns);
    let headers: Vec<&String> = columns.collect();
    let results = ["Succeeded", "Failed", "Not known"];
    let mut all = String::new();
    for (at, page) in pages.iter().enumerate() {
        let line_below_running = page.items.iter().find_map(|item| match item {
            Item::Stroke(stroke) if at > 0 => Some(stroke.from[1]),
            _ => None,
        });
        let top = line_below_running.unwrap_or(PAGE_HEIGHT);
        for run in runs(page).into_iter().filter(|run| run.y > EDGE + 20.0 && run.y < top) {
            let text = run.text();
            if !beside.contains(&&text) && !headers.contains(&&text) && !results.contains(&text.as_str()) {
                all.push_str(&without_spaces(&text));
            }
        }
    }
    all
}

fn check_words(document: &InvoiceDocument, pages: &[Page]) {
    let all = running_text(document, pages);
    let words = &document.readable;
    let items = words.line_items.rows.iter().flat_map(|row| [&row.name, &row.description]);
    let totals = words.totals.iter().map(|sum| &sum.label);
    let payments = words.payments.iter().flat_map(|words| &words.rows).flat_map(|row| [&row.what, &row.details]);
    let unread = words.payments.iter().filter_map(|words| words.unread.as_ref());
    let in_order = items.chain(totals).chain(&document.vat_zero_text).chain(payments).chain(unread);
    // A draft says before that its line items may change.
    let start = all.rfind("Lineitems").unwrap();
    let mut rest = &all[start..];
    for text in in_order.chain(&document.footnote) {
        let text = without_spaces(text);
        let at = rest.find(&text);
        assert!(at.is_some(), "{text} in {rest}");
        rest = &rest[at.unwrap() + text.len()..];
    }
    for party in [&words.issuer, &words.buyer] {
        let codes = party.codes.iter().flat_map(|code| [&code.label, &code.value]);
        for text in codes.chain(&party.address).chain([&party.name]) {
            assert!(all[..start].contains(&without_spaces(text)), "{text}");
        }
    }
}

/// Each page has its number, its mark and, from the second on, the invoice it belongs to.
fn check_edges(document: &InvoiceDocument, pages: &[Page]) {
    let words = &document.readable;
    for (at, page) in pages.iter().enumerate() {
        let texts = texts(page);
        assert_eq!(texts.last().unwrap(), &format!("Page {} of {}", at + 1, pages.len()));
        assert!(texts.iter().rev().nth(1).unwrap().starts_with(&format!("Invoice {}", words.number)));
        assert!(words.mark.iter().all(|mark| texts.contains(mark)), "{texts:?}");
        let running = without_spaces(&texts[..4.min(texts.len())].concat());
        assert!(at == 0 || running.contains(&without_spaces(&format!("Invoice {}", words.number))), "{running}");
    }
}

/// A page with line items has one header row, above them.
fn check_headers(document: &InvoiceDocument, pages: &[Page]) {
    let words = &document.readable;
    let columns = &words.line_items.columns;
    let first = pages.iter().position(|page| texts(page).contains(&columns[2])).unwrap();
    for page in &pages[first..] {
        let runs = runs(page);
        let header = runs.iter().find(|run| run.text() == columns[2]);
        let of_item = |run: &&&TextRun| words.line_items.rows.iter().any(|row| row.cost == run.text());
        for item in runs.iter().filter(of_item) {
            let header = header.expect("the header is on the page of its items");
            assert!(header.y > item.y && columns.iter().all(|column| runs.iter().any(|run| run.text() == *column)));
        }
    }
}

/// All sums are on one page.
fn check_totals(document: &InvoiceDocument, pages: &[Page]) {
    let words = &document.readable;
    let is_total = |text: &String| words.totals.iter().any(|sum| sum.label == *text);
    let with_totals = pages.iter().filter(|page| texts(page).contains(&words.totals.last().unwrap().label));
    let most = with_totals.map(|page| texts(page).iter().filter(|text| is_total(text)).count()).max();
    assert!(most.unwrap() >= words.totals.len());
}

fn check(invoice: &Invoice, context: &PrintContext) {
    let (document, pages) = laid_out(invoice, context);
    check_places(&pages);
    check_numbers(&document, &pages);
    check_words(&document, &pages);
    check_edges(&document, &pages);
    check_headers(&document, &pages);
    check_totals(&document, &pages);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn everything_is_there_in_its_place_and_in_one_piece((invoice, context) in an_invoice()) {
        check(&invoice, &context);
    }

    #[test]
    fn rows_are_not_split(lengths in prop::collection::vec((0..90_usize, 0..200_usize), 1..50)) {
        let mut case = the_case("plain");
        let item = |(at, (name, words)): (usize, &(usize, usize))| {
            line(&format!("Begin{at} {}", "word ".repeat(*name)), &format!("{} End{at}", "more ".repeat(*words)), 1, "2")
        };
        case.invoice.line_items = lengths.iter().enumerate().map(item).collect();
        let (_, pages) = laid_out(&case.invoice, &case.context);
        let pages: Vec<String> = pages.iter().map(|page| texts(page).join(" ") + " ").collect();
        for at in 0..lengths.len() {
            let on = |word: &str| pages.iter().position(|page| page.contains(&format!("{word}{at} ")));
            prop_assert!(on("Begin").is_some() && on("Begin") == on("End"), "row {}", at);
        }
    }
}

#[test]
fn every_sample_is_in_order() {
    for case in samples() {
        println!("{}", case.name);
        check(&case.invoice, &case.context);
    }
}

/// However many line items there are, the sums are on the page of the last one.
#[test]
fn the_totals_stay_with_the_last_line_item() {
    let mut moved = 0;
    for count in 1..60 {
        let case = added_up("", |invoice, _| invoice.line_items = many(count));
        let (_, pages) = laid_out(&case.invoice, &case.context);
        let page = pages.iter().position(|page| texts(page).contains(&"Subtotal".to_owned())).unwrap();
        let last = texts(&pages[page]);
        assert!(last.contains(&format!("Fixed fee of application {count}")), "{count}");
        moved += usize::from(page > 0 && last.iter().filter(|text| text.starts_with("Fixed")).count() == 1);
    }
    assert!(moved > 0, "no count of items moved the last one to the page of the totals");
}

#[test]
fn a_row_higher_than_a_page_goes_on_below_the_header() {
    let case = added_up("", |invoice, _| {
        let words: Vec<String> = (0..3000).map(|at| format!("word{at}")).collect();
        invoice.line_items = vec![line("High", &words.join(" "), 1, "2"), line("Last", "", 1, "3")];
    });
    check(&case.invoice, &case.context);
    let (document, pages) = laid_out(&case.invoice, &case.context);
    assert!(pages.len() > 2);
    for page in &pages[..pages.len() - 1] {
        assert!(texts(page).contains(&document.readable.line_items.columns[1]));
    }
}

/// Figures have the room of the widest; then words give way, and only then are figures set smaller.
#[test]
fn words_give_way_before_figures_become_smaller() {
    let size = |cost: &str, quantity: i64| {
        let case = sample("", |invoice, _| invoice.line_items = vec![line("Item", "", quantity, cost)]);
        let (document, pages) = laid_out(&case.invoice, &case.context);
        let cost = &document.readable.line_items.rows[0].cost;
        runs(&pages[0]).into_iter().find(|run| run.text() == *cost).unwrap().size
    };
    assert_eq!(size("1", 1), size("-123456789012.3456", i64::MIN));
    assert!(size(&Decimal::MIN.to_string(), i64::MIN) < size("1", 1));
}

#[test]
fn a_draft_is_marked_on_every_page_and_an_issued_invoice_on_none() {
    let marked = |state: State| {
        let case = added_up("", |invoice, _| (invoice.state, invoice.line_items) = (state, many(80)));
        let (_, pages) = laid_out(&case.invoice, &case.context);
        let marked = pages.iter().filter(|page| texts(page).iter().any(|text| text.starts_with("DRAFT"))).count();
        (marked, pages.len())
    };
    assert_eq!(marked(State::Open), (4, 4));
    assert_eq!(marked(State::Finalized), (4, 4));
    assert_eq!(marked(State::Pending).0, 0);
}
