//! The server's own PDFs, read and compared.

use proptest::prelude::*;

use super::*;
use crate::pdf::{
    Layout, PrintContext, invoice_pdf,
    tests::places::an_invoice,
    tests::support::{Case, cases, reference, the_case},
};

fn theirs(name: &str) -> Vec<u8> {
    std::fs::read(reference(&format!("{name}.pdf"))).unwrap()
}

fn ours(case: &Case) -> Vec<u8> {
    invoice_pdf(&case.invoice, &case.context, Layout::Server).unwrap().bytes
}

fn words(reading: &Reading) -> Vec<&str> {
    reading.words().map(|(_, word)| word).collect()
}

#[test]
fn every_reference_says_word_for_word_what_ours_says() {
    for case in cases() {
        let (here, there) = (read(&ours(&case)).unwrap(), read(&theirs(&case.name)).unwrap());
        assert_eq!(words(&here), words(&there), "{}", case.name);
        assert_eq!(here.pages, there.pages, "{}", case.name);
        assert!(words(&there).len() > 50, "{}", case.name);
    }
}

#[test]
fn places_are_those_of_the_page() {
    for case in cases() {
        let (here, there) = (read(&ours(&case)).unwrap(), read(&theirs(&case.name)).unwrap());
        for (one, other) in here.lines.iter().zip(&there.lines) {
            assert!((one.x - other.x).abs() < 0.1 && (one.y - other.y).abs() < 0.1, "{one:?} {other:?}");
            assert!((one.end - other.end).abs() < 1.0, "{one:?} {other:?}");
        }
    }
}

fn compared(case: &Case, there: &[u8]) -> Vec<Difference> {
    let document = InvoiceDocument::build(&case.invoice, &case.context);
    compare(&document, &ours(case), there, Known::default()).unwrap().differences
}

#[test]
fn every_reference_is_the_same_as_ours() {
    for case in cases() {
        let document = InvoiceDocument::build(&case.invoice, &case.context);
        let comparison = compare(&document, &ours(&case), &theirs(&case.name), Known::default()).unwrap();
        assert_eq!(comparison.differences, [], "{}", case.name);
        assert_eq!(comparison.pages_here, comparison.pages_there);
        assert!(comparison.words > 50);
    }
}

/// Place, here, there.
fn told(differences: &[Difference]) -> Vec<(&str, Option<&str>, Option<&str>)> {
    differences.iter().map(|d| (d.place.as_str(), d.here.as_deref(), d.there.as_deref())).collect()
}

/// What is told when the case is changed by `change` after the server made its PDF.
fn after(name: &str, change: impl FnOnce(&mut Case)) -> Vec<Difference> {
    let mut case = the_case(name);
    change(&mut case);
    compared(&case, &theirs(name))
}

#[test]
fn a_renamed_customer_is_told_once() {
    let found = after("plain", |case| case.invoice.buyer.party.org_name = Some("Momcorp Robots Inc.".to_owned()));
    assert_eq!(told(&found), [("the customer's Name", Some("Momcorp Robots Inc."), Some("Planet Express"))]);
    assert!(!found[0].is_amount);
    assert!(found[0].explanation.as_ref().unwrap().contains("renamed"));
}

#[test]
fn an_address_that_was_corrected_is_told_whole() {
    let found = after("plain", |case| {
        case.invoice.provider.address = Some("Gran Vía 1".to_owned());
        case.invoice.buyer.party.zip = Some("10020".to_owned());
    });
    assert_eq!(
        told(&found),
        [
            (
                "the customer's Address",
                Some("57th Street New New York, NY 10020"),
                Some("57th Street New New York, NY 10019")
            ),
            (
                "the issuer's Address",
                Some("Gran Vía 1 Madrid, Madrid 28046"),
                Some("Paseo de la Castellana 77 Planta 4 Madrid, Madrid 28046")
            ),
        ]
    );
}

#[test]
fn codes_that_only_one_has_are_told_by_their_name() {
    let found = after("tax-codes", |case| {
        case.context.buyer_fiscal_code = None;
        case.context.buyer_vat_code = None;
        case.context.buyer_po_number = None;
    });
    let places: Vec<_> = told(&found).into_iter().map(|(place, here, _)| (place, here)).collect();
    assert_eq!(
        places,
        [("the customer's Fiscal code", None), ("the customer's VAT Code", None), ("the customer's PO num", None)]
    );
    assert_eq!(found[0].there.as_deref(), Some("F-1234567"));
    assert!(found[0].explanation.as_ref().unwrap().contains("removed"));
    let case = Case {
        context: PrintContext { buyer_vat_code: None, ..the_case("tax-codes").context },
        ..the_case("tax-codes")
    };
    let document = InvoiceDocument::build(&case.invoice, &case.context);
    let known = Known { codes_unread: true };
    let found = compare(&document, &ours(&case), &theirs("tax-codes"), known).unwrap().differences;
    assert!(found[0].explanation.as_ref().unwrap().contains("account_management"), "{found:?}");

    let found = after("plain", |case| case.context.buyer_po_number = Some("PO-1".to_owned()));
    assert_eq!(told(&found), [("the customer's PO num", Some("PO-1"), None)]);
}

#[test]
fn texts_that_are_not_set_say_how_to_set_them() {
    let found = after("zero-vat", |case| {
        case.context.footnote = None;
        case.context.vat_zero_text = None;
    });
    let [zero, footnote] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((zero.place.as_str(), &zero.here), ("the text for VAT of 0 %", &None));
    assert!(zero.there.as_ref().unwrap().starts_with("Reverse charge: VAT"));
    assert!(zero.explanation.as_ref().unwrap().contains("billfold profile set vat_zero_text="));
    assert_eq!((footnote.place.as_str(), &footnote.here), ("the footnote", &None));
    assert!(footnote.explanation.as_ref().unwrap().contains("billfold profile set footnote="));
    let found = after("plain", |case| case.context.footnote = Some("Thank you.".to_owned()));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].place.as_str(), found[0].here.as_deref()), ("the footnote", Some("Thank you.")));
}

#[test]
fn an_amount_that_was_changed_is_told_where_it_stands() {
    let found = after("plain", |case| {
        case.invoice.line_items[1].cost = Some("2.2345".parse().unwrap());
        case.invoice.cost = case.invoice.totals().unwrap().cost;
    });
    assert_eq!(
        told(&found),
        [
            ("Line item 2, Cost", Some("2.2345"), Some("1.2345")),
            ("Total cost (without Vat rate), Cost", Some("202.2345"), Some("201.2345")),
            ("Total cost (without Vat rate), Charged", Some("202.23"), Some("201.23")),
            ("Total Vat rate Amount, Cost", Some("42.469245"), Some("42.259245")),
            ("Total Vat rate Amount, Charged", Some("42.47"), Some("42.26")),
            ("Total cost (Vat rate 21.0% included)", Some("244.7"), Some("243.49")),
            ("AMOUNT DUE", Some("EUR 244.70"), Some("EUR 243.49")),
        ]
    );
    assert!(found.iter().all(|difference| difference.is_amount && difference.explanation.is_some()));
}

#[test]
fn line_items_that_came_or_went_are_told_as_rows() {
    let keep_sums = |case: &mut Case| {
        // Only the lines are looked at here.
        case.invoice.cost_without_vat = None;
    };
    let found = after("plain", |case| {
        case.invoice.line_items.remove(1);
        keep_sums(case);
    });
    assert_eq!(told(&found)[0], ("a line item after line item 1", None, Some("Hits 12345 1.2345")));
    assert!(found[0].is_amount);
    let found = after("plain", |case| {
        let item = case.invoice.line_items[0].clone();
        case.invoice.line_items.insert(1, item);
    });
    assert_eq!(told(&found)[0], ("Line item 2", Some("Fixed fee ('Premium') 1 200.0"), None));
    let found = after("plain", |case| {
        case.invoice.line_items.remove(0);
    });
    assert_eq!(told(&found)[0], ("a line item before all others", None, Some("Fixed fee ('Premium') 1 200.0")));
}

#[test]
fn what_changed_beside_each_other_is_told_apart() {
    let mut case = the_case("zero-vat");
    let there = theirs("zero-vat");
    (case.context.footnote, case.context.vat_zero_text) = (None, None);
    case.invoice.line_items[0].cost = Some("777.7".parse().unwrap());
    case.invoice.cost = case.invoice.totals().unwrap().cost;
    let found = compared(&case, &there);
    let places: Vec<&str> = found.iter().map(|difference| difference.place.as_str()).collect();
    let wanted = [
        "Line item 1, Cost",
        "Total cost (without Vat rate), Cost",
        "Total cost (without Vat rate), Charged",
        "Total cost (Vat rate 0.0% included)",
        "the text for VAT of 0 %",
        "AMOUNT DUE",
        "the footnote",
    ];
    assert_eq!(places, wanted, "{found:#?}");
    assert!(found[4].here.is_none() && found[6].here.is_none());

    // A line that is another one altogether, and one that is only there, behind it.
    let found = after("plain", |case| {
        case.invoice.line_items[0].name = Some("Setup".to_owned());
        case.invoice.line_items.remove(1);
    });
    let told = told(&found);
    assert_eq!(told[0], ("Line item 1, Name", Some("Setup"), Some("Fixed fee ('Premium')")), "{found:#?}");
    assert_eq!(told[1], ("a line item after line item 1", None, Some("Hits 12345 1.2345")), "{found:#?}");
}

#[test]
fn a_name_that_takes_more_lines_is_told_whole() {
    let mut case = the_case("plain");
    case.invoice.buyer.party.org_name =
        Some("Planet Express and Company and Sons and Daughters and Everybody Else".to_owned());
    let there = ours(&case);
    case.invoice.buyer.party.org_name = Some("Planet Express".to_owned());
    let found = compared(&case, &there);
    let name = "Planet Express and Company and Sons and Daughters and Everybody Else";
    assert_eq!(told(&found), [("the customer's Name", Some("Planet Express"), Some(name))]);
}

#[test]
fn dates_number_and_period_are_told() {
    let found = after("plain", |case| {
        case.invoice.due_on = None;
        case.invoice.friendly_id = Some("2026-09-00000099".to_owned());
    });
    assert_eq!(
        told(&found),
        [
            ("Invoice ID", Some("2026-09-00000099"), Some("2026-09-00000001")),
            ("Due on", Some("-"), Some("3 October, 2026"))
        ]
    );
}

#[test]
fn a_label_of_the_portal_is_told() {
    let found = after("tax-codes", |case| case.context.labels.vat_code = "NIF".to_owned());
    assert_eq!(found[0].here.as_deref(), Some("NIF"), "{found:?}");
    assert_eq!(found[0].place, "the label “NIF”");
    assert!(found[0].explanation.as_ref().unwrap().contains("labels.vat_code"));
    assert!(found.iter().all(|difference| !difference.is_amount), "{found:?}");
}

#[test]
fn a_logo_on_one_of_them_is_told() {
    let mut case = the_case("plain");
    let without = ours(&case);
    let mut picture = Vec::new();
    let mut encoder = png::Encoder::new(&mut picture, 4, 4);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&[0; 48]).unwrap();
    case.context.logo = Some(crate::pdf::Logo::new(picture).unwrap());
    assert_eq!(told(&compared(&case, &without)), [("the logo", Some("a picture"), None)]);
    let with = ours(&case);
    case.context.logo = None;
    let found = compared(&case, &with);
    assert_eq!(told(&found), [("the logo", None, Some("a picture"))]);
    assert!(found[0].explanation.as_ref().unwrap().contains("logo=FILE"));
}

#[test]
fn more_pages_are_told_and_headers_that_come_again_are_not() {
    let mut case = the_case("two-pages");
    let there = ours(&case);
    assert_eq!(compared(&case, &there), []);
    let item = case.invoice.line_items[0].clone();
    case.invoice.line_items.extend(vec![item; 40]);
    let found = compared(&case, &there);
    assert_eq!(found.last().unwrap().place, "the number of pages");
    assert!(found.iter().all(|difference| !difference.place.contains("heading")), "{found:?}");
    let rows = found.iter().filter(|difference| difference.place.starts_with("Line item ")).count();
    assert_eq!(rows, 40, "{found:#?}");
}

#[test]
fn words_broken_elsewhere_are_the_same() {
    let mut case = the_case("plain");
    case.invoice.line_items[0].name = Some("Donaudampfschifffahrtsgesellschaft".repeat(4));
    let there = ours(&case);
    // A wider number makes the column of names narrower, and the name breaks elsewhere.
    case.invoice.line_items[1].quantity = Some(123_456_789_012_345);
    let found = compared(&case, &there);
    assert_eq!(told(&found), [("Line item 2, Quantity", Some("123456789012345"), Some("12345"))]);
}

#[test]
fn what_is_another_invoice_altogether_is_told_in_words() {
    let found = compared(&the_case("tax-codes"), &theirs("two-pages"));
    assert!(found.iter().any(|difference| difference.is_amount));
    assert!(found.len() > 3, "{found:?}");
}

#[test]
fn files_that_cannot_be_read_say_why() {
    assert!(matches!(read(b"<html>"), Err(Unreadable::Damaged(_))));
    assert!(matches!(read(b"%PDF-1.4\n"), Err(Unreadable::Damaged(_))));
    let whole = theirs("plain");
    assert!(read(&whole[..whole.len() / 2]).is_err());
}

#[test]
fn a_stream_that_inflates_without_end_is_refused() {
    use lopdf::{Document, Stream, dictionary};
    let mut document = Document::load_mem(&theirs("plain")).unwrap();
    let page = document.page_iter().next().unwrap();
    let bomb = super::super::file::deflate(&vec![b' '; 64 << 20]);
    let bomb = document.add_object(Stream::new(dictionary! { "Filter" => "FlateDecode" }, bomb));
    document.get_dictionary_mut(page).unwrap().set("Contents", bomb);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert!(matches!(read(&bytes), Err(Unreadable::TooMuch(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn an_invoice_says_the_same_as_itself((invoice, context) in an_invoice()) {
        let file = invoice_pdf(&invoice, &context, Layout::Server).unwrap().bytes;
        let document = InvoiceDocument::build(&invoice, &context);
        prop_assert_eq!(compare(&document, &file, &file, Known::default()).unwrap().differences, []);
    }

    /// Whatever else is on the page, a name that is another one is told as what it is.
    #[test]
    fn a_renamed_customer_is_told_on_any_invoice((invoice, context) in an_invoice(), name in "[a-z]{3,20}( [a-z]{3,12})?") {
        let there = invoice_pdf(&invoice, &context, Layout::Server).unwrap().bytes;
        let mut renamed = invoice.clone();
        renamed.buyer.party.org_name = Some(name.clone());
        let here = invoice_pdf(&renamed, &context, Layout::Server).unwrap().bytes;
        let document = InvoiceDocument::build(&renamed, &context);
        let found = compare(&document, &here, &there, Known::default()).unwrap().differences;
        let found: Vec<&Difference> = found.iter().filter(|it| it.place != "the number of pages").collect();
        if invoice.buyer.party.org_name.as_ref() != Some(&name) {
            // The layout cuts a line of an address depending on the scripts before it, and then the address is another
            // one on paper, too.
            let is_cut = |difference: &&Difference| difference.place == "the customer's Address";
            prop_assert!(found.first().is_some_and(|difference| difference.place == "the customer's Name"));
            prop_assert!(found[1..].iter().all(is_cut), "{:#?}", found);
        }
    }

    #[test]
    fn a_damaged_file_never_panics(
        at in prop::sample::select(vec!["plain", "two-pages", "unicode-latin", "tax-codes"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..60),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut file = theirs(at);
        for (place, byte) in changes {
            let place = place.index(file.len());
            file[place] = byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        let case = the_case(at);
        let document = InvoiceDocument::build(&case.invoice, &case.context);
        let _ = compare(&document, &theirs("plain"), &file, Known::default());
    }
}
