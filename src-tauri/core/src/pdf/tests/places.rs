//! Properties every layout has.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::support::{ink, overlap, the_case};
use crate::{
    domain::{Invoice, LineItem},
    pdf::{InvoiceDocument, Item, Layout, Page, PrintContext, TextRun, layout},
};

const MARGIN: f64 = 36.0;

/// What the server's font has. Together never so much that a row is higher than a page: the server prints such a row past
/// the page's end, and so does this.
fn word() -> BoxedStrategy<String> {
    prop_oneof![8 => "[A-Za-z0-9]{1,12}", 2 => "[a-z]{1,5}-[a-z]{1,8}", 1 => "[A-Za-zéŁжΩ]{30,60}"].boxed()
}

/// What it has not, among what it has.
fn any_word() -> BoxedStrategy<String> {
    prop_oneof![4 => word(), 1 => "[א-ת]{1,10}", 1 => "[ء-ي]{1,20}", 1 => "[一-龠ぁ-ん]{1,30}", 1 => "[क-ह][ा-ौ]?",
        1 => "[ก-ฮ][ะ-ู]?", 1 => "[\\PC]{1,4}"]
    .boxed()
}

fn words(of: &BoxedStrategy<String>, most: usize) -> impl Strategy<Value = String> + use<> {
    prop::collection::vec(of.clone(), 0..most).prop_map(|words| words.join(" "))
}

fn item(of: &BoxedStrategy<String>) -> impl Strategy<Value = LineItem> + use<> {
    let cost = (-10_i64.pow(11)..10_i64.pow(11), 0..5_u32).prop_map(|(units, scale)| Decimal::new(units, scale));
    (prop::option::of(words(of, 20)), prop::option::of(0..10_i64.pow(9)), cost)
        .prop_map(|(name, quantity, cost)| LineItem { name, quantity, cost: Some(cost), ..LineItem::default() })
}

/// Any invoice the server's font can print, and what is printed with it.
pub fn an_invoice() -> impl Strategy<Value = (Invoice, PrintContext)> {
    an_invoice_of(word())
}

fn an_invoice_of(word: BoxedStrategy<String>) -> impl Strategy<Value = (Invoice, PrintContext)> {
    let words = |most| words(&word, most);
    let rate = prop::option::of((0..4000_i64).prop_map(|rate| Decimal::new(rate, 2)));
    let items = prop::collection::vec(item(&word), 0..60);
    (items, rate, words(8), words(12), words(60), prop::option::of(words(3))).prop_map(
        |(items, rate, name, address, footnote, code)| {
            let mut case = the_case("plain");
            let invoice = &mut case.invoice;
            (invoice.line_items, invoice.vat_rate) = (items, rate);
            invoice.cost = invoice.totals().unwrap().cost;
            invoice.buyer.party.org_name = Some(name);
            invoice.buyer.party.address = Some(address);
            case.context.buyer_vat_code = code;
            case.context.footnote = Some(footnote);
            (case.invoice, case.context)
        },
    )
}

fn runs(page: &Page) -> Vec<&TextRun> {
    let text = page.items.iter().filter_map(|item| match item {
        Item::Text(run) => Some(run),
        _ => None,
    });
    text.collect()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A place without what kerning may take of it at each side.
fn kerned(place: [f64; 4]) -> [f64; 4] {
    [place[0] + 1.2, place[1], place[2] - 1.2, place[3]]
}

/// Text is between the margins, and none on top of other text.
fn check_text(page: &Page) {
    let text: Vec<&Item> = page.items.iter().filter(|item| matches!(item, Item::Text(_) | Item::Shaped(_))).collect();
    for (at, item) in text.iter().enumerate() {
        let place = ink(item);
        assert!(place[1] >= MARGIN - 0.01 && place[3] <= 841.89 - MARGIN + 0.01, "{item:?} at {place:?}");
        assert!(place[0] >= MARGIN - 0.01 && place[2] <= 595.28 - 25.0, "{item:?} at {place:?}");
        for other in &text[at + 1..] {
            assert!(!overlap(kerned(place), ink(other)), "{item:?} and {other:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn text_neither_overlaps_nor_is_cut((invoice, context) in an_invoice()) {
        for page in layout(&InvoiceDocument::build(&invoice, &context), Layout::Server).pages {
            check_text(&page);
        }
    }

    #[test]
    fn nor_does_text_of_any_script((invoice, context) in an_invoice_of(any_word())) {
        for page in layout(&InvoiceDocument::build(&invoice, &context), Layout::Server).pages {
            check_text(&page);
        }
    }

    #[test]
    fn every_word_is_there_in_order((invoice, context) in an_invoice()) {
        let document = InvoiceDocument::build(&invoice, &context);
        let pages = layout(&document, Layout::Server).pages;
        let all: String = pages.iter().flat_map(runs).map(|run| without_spaces(&run.text())).collect();
        let rows = document.line_items.rows.iter().chain(&document.line_items.totals).flatten();
        let wanted = rows.chain([&document.amount_due]).chain(&document.footnote);
        let mut rest = all.as_str();
        for text in wanted {
            let text = without_spaces(text);
            let at = rest.find(&text);
            prop_assert!(at.is_some(), "{text} in {rest}");
            rest = &rest[at.unwrap() + text.len()..];
        }
        for field in document.buyer.iter().chain(&document.issuer).chain(&document.details.fields) {
            prop_assert!(all.contains(&without_spaces(&field.value)), "{field:?}");
        }
    }

    #[test]
    fn every_page_of_line_items_has_the_header((invoice, context) in an_invoice()) {
        let document = InvoiceDocument::build(&invoice, &context);
        let pages = layout(&document, Layout::Server).pages;
        let bordered = |page: &Page| page.items.iter().any(|item| matches!(item, Item::Border(_)));
        // Joined, because a narrow column breaks even these words.
        let words = |page: &Page| -> String { runs(page).into_iter().map(TextRun::text).collect() };
        let header = "NameQuantityCostCharged";
        let first = pages.iter().position(|page| words(page).contains(header)).unwrap();
        let last = pages.iter().rposition(bordered).unwrap();
        for page in &pages[first + 1..=last] {
            prop_assert!(words(page).starts_with(header), "{}", words(page));
        }
    }

    #[test]
    fn rows_are_closed_boxes_within_the_page((invoice, context) in an_invoice()) {
        for page in layout(&InvoiceDocument::build(&invoice, &context), Layout::Server).pages {
            for item in &page.items {
                if let Item::Border(border) = item {
                    prop_assert!(border.y > MARGIN - 0.01 && border.y + border.height < 841.89 - MARGIN + 0.01);
                    prop_assert!(border.width > 0.0 && border.x + border.width < 595.28);
                }
            }
        }
    }
}

/// The amount due and its line go to a new page together.
#[test]
fn the_line_stays_with_the_amount() {
    let mut case = the_case("two-pages");
    let item = case.invoice.line_items[0].clone();
    let mut moved = 0;
    for count in 1..60 {
        case.invoice.line_items = vec![item.clone(); count];
        let pages = layout(&InvoiceDocument::build(&case.invoice, &case.context), Layout::Server).pages;
        let page = pages.iter().find(|page| runs(page).iter().any(|run| run.text().starts_with("AMOUNT"))).unwrap();
        let line = page.items.iter().position(|item| matches!(item, Item::Stroke(_)));
        let line = line.expect("the line is on the page of the amount");
        assert!(matches!(&page.items[line + 1], Item::Text(run) if run.text().starts_with("AMOUNT")), "{count}");
        moved += usize::from(line == 0);
    }
    assert!(moved > 0, "no count of items moved the amount to a page of its own");
}
