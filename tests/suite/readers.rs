//! The readers of XML and JSON, fed with answers that were damaged on the way.

use billfold_core::threescale::{convert, wire};
use proptest::prelude::*;
use testkit::fixture;

const PAGES: [&str; 4] = ["invoices-page-1.xml", "invoices-page-3.xml", "invoices-month.xml", "invoices-empty.xml"];

fn text(name: &str) -> String {
    std::fs::read_to_string(fixture(&format!("wire/{name}"))).expect("a fixture")
}

/// One thing that happens to a text on the way.
#[derive(Clone, Debug)]
enum Damage {
    /// Everything behind a place is missing.
    Cut(prop::sample::Index),
    /// Some bytes are missing.
    Hole(prop::sample::Index, usize),
    /// Some bytes are there twice.
    Echo(prop::sample::Index, usize),
    /// A byte is another.
    Flip(prop::sample::Index, u8),
    /// Something is put in.
    Insert(prop::sample::Index, &'static str),
}

const ODD: [&str; 15] = [
    "<",
    ">",
    "</invoice>",
    "<invoice>",
    "&",
    "&amp;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "\"",
    "\0",
    "{",
    "}",
    "null",
    "9e99",
];

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        at().prop_map(Damage::Cut),
        (at(), 1..400_usize).prop_map(|(at, length)| Damage::Hole(at, length)),
        (at(), 1..400_usize).prop_map(|(at, length)| Damage::Echo(at, length)),
        (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        (at(), prop::sample::select(&ODD[..])).prop_map(|(at, text)| Damage::Insert(at, text)),
    ]
}

fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for damage in damages {
        let size = bytes.len().max(1);
        let range = |at: &prop::sample::Index, length: usize| at.index(size)..(at.index(size) + length).min(size);
        if bytes.is_empty() {
            break;
        }
        match damage {
            Damage::Cut(at) => bytes.truncate(at.index(size)),
            Damage::Hole(at, length) => drop(bytes.drain(range(at, *length))),
            Damage::Echo(at, length) => {
                let echo = bytes[range(at, *length)].to_vec();
                bytes.splice(at.index(size)..at.index(size), echo);
            }
            Damage::Flip(at, byte) => bytes[at.index(size)] = *byte,
            Damage::Insert(at, text) => drop(bytes.splice(at.index(size)..at.index(size), text.bytes())),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A page as the client takes it: read, counted against its own pagination, and understood.
fn taken(text: &str) -> Option<(u64, Vec<i64>)> {
    let page = wire::invoices(text).ok()?;
    let pagination = page.pagination?;
    wire::check_whole(&page).ok()?;
    let ids = page.invoices.iter().map(|xml| convert::invoice(xml).map(|read| read.value.id)).collect::<Result<_, _>>();
    Some((pagination.total_entries, ids.ok()?))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_reader_panics(name in prop::sample::select(&FILES[..]), damages in prop::collection::vec(damage(), 1..4)) {
        let text = damaged(&text(name), &damages);
        drop(wire::invoices(&text));
        drop(wire::line_items(&text));
        drop(wire::payment_transactions(&text).map(|list| list.iter().map(convert::payment).collect::<Vec<_>>()));
        drop(wire::accounts(&text));
        drop(wire::errors(&text));
        drop(wire::index(&text));
        drop(wire::index_entry(&text));
        drop(wire::fields_definitions(&text));
        if let Ok(xml) = wire::invoice(&text)
            && let Ok(mut read) = convert::invoice(&xml)
            && let Ok(index) = wire::index_entry(&self::text("invoice-paid.json"))
        {
            convert::complete(&mut read, &index);
        }
    }

    #[test]
    fn half_a_page_is_never_taken_for_a_whole_one(name in prop::sample::select(&PAGES[..]), at in any::<prop::sample::Index>(), length in 1..6000_usize) {
        let whole = text(name);
        let expected = taken(&whole).expect("a whole page");
        for damage in [Damage::Cut(at), Damage::Hole(at, length), Damage::Echo(at, length)] {
            let hurt = damaged(&whole, std::slice::from_ref(&damage));
            // Within a text a hole cannot be seen, and it does not lose an invoice. Whole invoices cut out or doubled
            // are seen by their number.
            if let Some((total, ids)) = taken(&hurt)
                && total == expected.0
            {
                prop_assert_eq!(ids.len(), expected.1.len(), "{:?}", damage);
            }
        }
    }

    #[test]
    fn a_cut_index_is_an_error(at in any::<prop::sample::Index>()) {
        let whole = text("invoices-page-1.json");
        let end = at.index(whole.trim_end().len());
        prop_assert!(!whole.is_char_boundary(end) || wire::index(&whole[..end]).is_err());
    }
}

const FILES: [&str; 12] = [
    "accounts.xml",
    "error-403-scope.xml",
    "fields_definitions.json",
    "invoice-deleted-buyer.xml",
    "invoice-open.xml",
    "invoice-paid.json",
    "invoice-paid.xml",
    "invoices-month.xml",
    "invoices-page-1.json",
    "invoices-page-3.xml",
    "line_items.xml",
    "payment_transactions.xml",
];
