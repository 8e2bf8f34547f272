//! What the files are made of.

use super::support::{cases, png, run, the_case};
use crate::pdf::{Layout, Logo, LogoError, invoice_pdf};

#[test]
fn the_same_invoice_becomes_the_same_file() {
    let case = the_case("plain");
    let first = invoice_pdf(&case.invoice, &case.context, Layout::Server).unwrap();
    // What was printed in between must not matter, however many alphabets it brings.
    for other in cases() {
        invoice_pdf(&other.invoice, &other.context, Layout::Server).unwrap();
    }
    for code in 0x3B1..0x3C9 {
        let mut other = the_case("plain");
        other.context.footnote = char::from_u32(code).map(String::from);
        invoice_pdf(&other.invoice, &other.context, Layout::Server).unwrap();
    }
    assert_eq!(invoice_pdf(&case.invoice, &case.context, Layout::Server).unwrap(), first);
}

#[test]
fn different_invoices_have_different_ids() {
    let mut case = the_case("plain");
    let id = |bytes: &[u8]| lopdf::Document::load_mem(bytes).unwrap().trailer.get(b"ID").unwrap().clone();
    let first = id(&invoice_pdf(&case.invoice, &case.context, Layout::Server).unwrap().bytes);
    case.invoice.cost += rust_decimal::Decimal::ONE;
    let second = id(&invoice_pdf(&case.invoice, &case.context, Layout::Server).unwrap().bytes);
    assert_ne!(first, second);
    assert_ne!(first.as_array().unwrap()[0].as_str().unwrap(), [0; 16]);
}

#[test]
fn a_page_takes_thirty_kilobytes_at_most() {
    for case in cases() {
        let rendered = invoice_pdf(&case.invoice, &case.context, Layout::Server).unwrap();
        let document = lopdf::Document::load_mem(&rendered.bytes).unwrap();
        let pages = document.get_pages().len();
        assert!(rendered.bytes.len() <= 30_000 + 4_000 * (pages - 1), "{}: {}", case.name, rendered.bytes.len());
    }
}

#[test]
fn fonts_are_embedded_cut_and_searchable() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("invoice.pdf");
    let mut case = the_case("unicode-latin");
    case.context.footnote = Some("a\u{A0}b \u{F8FF}\u{10FFFD} Ж ễ (\\\r) end".to_owned());
    let rendered = invoice_pdf(&case.invoice, &case.context, Layout::Server).unwrap();
    assert_eq!(rendered.missing, ['\u{F8FF}', '\u{10FFFD}']);
    std::fs::write(&path, &rendered.bytes).unwrap();
    let (_, fonts) = run("pdffonts", &[path.to_str().unwrap()]);
    assert_eq!(
        fonts.lines().skip(2).filter(|line| line.contains("yes yes yes")).count(),
        fonts.lines().count() - 2,
        "{fonts}"
    );
    let (_, text) = run("pdftotext", &["-layout", path.to_str().unwrap(), "-"]);
    for word in ["Łódź Ångström", "Hauptstraße", "\u{F8FF}\u{10FFFD} Ж ễ", "end", "AMOUNT DUE: EUR"] {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn a_logo_is_fitted_into_its_frame() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("invoice.pdf");
    let mut case = the_case("plain");
    case.context.logo = Some(Logo::new(png(40, 20)).unwrap());
    std::fs::write(&path, invoice_pdf(&case.invoice, &case.context, Layout::Server).unwrap().bytes).unwrap();
    let (_, images) = run("pdfimages", &["-list", path.to_str().unwrap()]);
    // 100 x 50 points: 40 pixels on 100 points are 29 to the inch.
    let image = images.lines().find(|line| line.contains("image")).unwrap();
    let columns: Vec<&str> = image.split_whitespace().collect();
    assert_eq!((columns[3], columns[4], columns[5], columns[12]), ("40", "20", "rgb", "29"), "{images}");
    assert!(images.contains("smask"), "{images}");
}

#[test]
fn only_pictures_can_be_logos() {
    assert_eq!(Logo::new(b"GIF89a".to_vec()), Err(LogoError::UnknownFormat));
    assert_eq!(Logo::new(Vec::new()), Err(LogoError::UnknownFormat));
    assert!(matches!(Logo::new(png(4, 4)[..20].to_vec()), Err(LogoError::Damaged(_))));
    let header = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 17, 8, 0, 100, 3, 0x20, 3];
    let logo = Logo::new(header.to_vec()).unwrap();
    assert_eq!((logo.width(), logo.height()), (800, 100));
    assert!(matches!(Logo::new(header[..12].to_vec()), Err(LogoError::Damaged(_))));
    let mut huge = header;
    huge[13..17].fill(0xFF);
    assert!(matches!(Logo::new(huge.to_vec()), Err(LogoError::TooLarge { .. })));
}

#[test]
fn a_cut_off_picture_is_an_error_not_a_panic() {
    let mut case = the_case("plain");
    let mut bytes = png(40, 20);
    bytes.truncate(60);
    case.context.logo = Logo::new(bytes).ok();
    assert!(case.context.logo.is_none() || invoice_pdf(&case.invoice, &case.context, Layout::Server).is_err());
}
