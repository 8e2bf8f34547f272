//! What ISO 19005-2 asks of a file that claims to be PDF/A-2u, as far as such a file can break it.
//!
//! Written from the standard, since its validators cannot be had everywhere; the numbers are its clauses.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, content::Content};

use super::support::{Case, png, the_case};
use crate::pdf::{Layout, Logo, Merger, Part, invoice_pdf};

/// Files of every kind: both layouts, other scripts, missing characters, a picture, several invoices in one.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let scripts = |case: &mut Case| {
        case.invoice.buyer.party.org_name = Some("हिन्दी שלום البيانات 北京 ข้อมูล Ễ".to_owned());
        case.context.footnote = Some("a\u{A0}b \u{F8FF}\u{10FFFD}\u{200E} · Ж (\\) \u{1}".to_owned());
    };
    let mut odd = the_case("unicode-latin");
    scripts(&mut odd);
    let mut picture = the_case("plain");
    picture.context.logo = Some(Logo::new(png(40, 20)).unwrap());
    let print = |case: &Case, layout| invoice_pdf(&case.invoice, &case.context, layout).unwrap().bytes;
    let mut merger = Merger::default();
    for case in [&odd, &picture, &the_case("two-pages")] {
        merger.add(Part::new(&case.invoice, &case.context, Layout::Server));
    }
    vec![
        ("plain", print(&the_case("plain"), Layout::Server)),
        ("readable", print(&the_case("two-pages"), Layout::Readable)),
        ("odd", print(&odd, Layout::Server)),
        ("odd, readable", print(&odd, Layout::Readable)),
        ("picture", print(&picture, Layout::Server)),
        ("merged", merger.finish().unwrap().bytes),
    ]
}

#[test]
fn the_file_is_formed_as_asked() {
    for (name, bytes) in files() {
        assert!(bytes.starts_with(b"%PDF-1.7\n%"), "{name}: 6.1.2");
        assert!(bytes[10..14].iter().all(|byte| *byte > 127), "{name}: 6.1.2");
        assert!(bytes.ends_with(b"%%EOF") || bytes.ends_with(b"%%EOF\n"), "{name}: 6.1.3");
        let document = Document::load_mem(&bytes).unwrap();
        assert!(document.trailer.get(b"ID").is_ok() && document.trailer.get(b"Encrypt").is_err(), "{name}: 6.1.3");
        for object in document.objects.values() {
            if let Ok(stream) = object.as_stream() {
                let filter = stream.dict.get(b"Filter").map(|filter| filter.as_name().unwrap());
                assert!(matches!(filter, Err(_) | Ok(b"FlateDecode" | b"DCTDecode")), "{name}: 6.1.7");
                assert!(!stream.dict.has(b"F"), "{name}: 6.1.7");
                assert!(!stream.dict.has(b"Interpolate"), "{name}: 6.2.8");
                let space = stream.dict.get(b"ColorSpace").and_then(Object::as_name);
                assert!(matches!(space, Err(_) | Ok(b"DeviceGray" | b"DeviceRGB")), "{name}: 6.2.4.3");
            }
        }
        let catalog = document.catalog().unwrap();
        for forbidden in ["AA", "OpenAction", "Names", "AcroForm", "Requirements", "OCProperties"] {
            assert!(!catalog.has(forbidden.as_bytes()), "{name}: {forbidden}, 6.5 and 6.9");
        }
    }
}

#[test]
fn its_colours_have_a_meaning() {
    for (name, bytes) in files() {
        let document = Document::load_mem(&bytes).unwrap();
        let intents = document.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap();
        let intent = intents[0].as_dict().unwrap();
        assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFA1", "{name}: 6.2.3");
        let profile = document.get_object(intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap()).unwrap();
        let profile = profile.as_stream().unwrap().decompressed_content().unwrap();
        assert_eq!(profile.len(), u32::from_be_bytes(profile[..4].try_into().unwrap()) as usize, "{name}");
        assert_eq!((&profile[12..20], &profile[36..40]), (&b"mntrRGB "[..], &b"acsp"[..]), "{name}: 6.2.3");
    }
}

#[test]
fn it_says_of_itself_the_same_twice() {
    for (name, bytes) in files() {
        let document = Document::load_mem(&bytes).unwrap();
        let catalog = document.catalog().unwrap();
        let packet = document.get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap()).unwrap();
        let packet = String::from_utf8(packet.as_stream().unwrap().content.clone()).unwrap();
        let text = |element: &str| text_in(&packet, element);
        assert_eq!((text("pdfaid:part"), text("pdfaid:conformance")), ("2".into(), "U".into()), "{name}: 6.6.4");
        let info = document.get_object(document.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
        let said = |key: &str| {
            let bytes = info.as_dict().unwrap().get(key.as_bytes()).unwrap().as_str().unwrap();
            String::from_utf8(bytes.to_vec()).unwrap()
        };
        assert_eq!(text("dc:title"), said("Title"), "{name}");
        assert_eq!(text("dc:creator"), said("Author"), "{name}");
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        assert_eq!(digits(&text("xmp:CreateDate")), digits(&said("CreationDate")), "{name}");
        assert_eq!(digits(&text("xmp:ModifyDate")), digits(&said("ModDate")), "{name}");
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en", "{name}");
    }
}

/// The text in an element, its children's included. Elements are closed in the order they are opened.
fn text_in(xml: &str, element: &str) -> String {
    let mut open = Vec::new();
    let mut text = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, behind) = piece.split_once('>').expect("6.6.2: well formed");
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "6.6.2: well formed"),
            None if name.starts_with('?') => {}
            None => open.push(name),
        }
        if open.contains(&element) {
            text.push_str(behind.trim());
        }
    }
    assert!(open.is_empty(), "6.6.2: well formed");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn every_code_is_drawn_as_wide_as_it_says_and_means_something() {
    for (name, bytes) in files() {
        let document = Document::load_mem(&bytes).unwrap();
        let used = codes_in_use(&document);
        assert!(!used.is_empty());
        for (font, codes) in used {
            let font = Font::read(&document, &font);
            for code in codes {
                let text =
                    font.to_unicode.get(&code).unwrap_or_else(|| panic!("{name}: {code} means nothing, 6.2.11.7"));
                assert!(
                    !text.is_empty() && text.chars().all(|c| !matches!(c, '\0' | '\u{FEFF}' | '\u{FFFE}')),
                    "{name}"
                );
                let glyph = font.glyph(code);
                assert_ne!(glyph, 0, "{name}: {code} is the glyph for what is missing, 6.2.11.8");
                if let Some(width) = font.width_in_file(glyph) {
                    let said = font.widths.get(&code).copied().unwrap_or(1000);
                    assert!((said as f64 - width).abs() <= 1.0, "{name}: {code} is {width} wide, not {said}, 6.2.11.5");
                }
            }
        }
    }
}

/// Codes by the font they are shown in.
fn codes_in_use(document: &Document) -> BTreeMap<Vec<u8>, BTreeSet<u16>> {
    let mut used: BTreeMap<Vec<u8>, BTreeSet<u16>> = BTreeMap::new();
    for page in document.page_iter() {
        let mut font = Vec::new();
        for operation in Content::decode(&document.get_page_content(page)).unwrap().operations {
            match operation.operator.as_str() {
                "Tf" => font = operation.operands[0].as_name().unwrap().to_vec(),
                "TJ" => {
                    let strings =
                        operation.operands[0].as_array().unwrap().iter().filter_map(|part| part.as_str().ok());
                    let codes =
                        strings.flat_map(|text| text.chunks(2).map(|code| u16::from_be_bytes([code[0], code[1]])));
                    used.entry(font.clone()).or_default().extend(codes);
                }
                _ => {}
            }
        }
    }
    used
}

struct Font {
    to_unicode: BTreeMap<u16, String>,
    widths: BTreeMap<u16, i64>,
    glyph_map: Option<Vec<u8>>,
    /// A TrueType file; PostScript outlines say their widths elsewhere.
    program: Option<Vec<u8>>,
}

impl Font {
    fn read(document: &Document, name: &[u8]) -> Self {
        let follow = |dict: &Dictionary, key: &[u8]| match dict.get(key).unwrap() {
            Object::Reference(id) => document.get_object(*id).unwrap().clone(),
            other => other.clone(),
        };
        let page = document.get_dictionary(document.page_iter().next().unwrap()).unwrap();
        let resources = follow(page, b"Resources");
        let fonts = follow(resources.as_dict().unwrap(), b"Font");
        let font = follow(fonts.as_dict().unwrap(), name);
        let font = font.as_dict().unwrap();
        let descendants = follow(font, b"DescendantFonts");
        let descendant = document.get_dictionary(descendants.as_array().unwrap()[0].as_reference().unwrap()).unwrap();
        let descriptor = follow(descendant, b"FontDescriptor");
        let descriptor = descriptor.as_dict().unwrap();
        let stream = |object: Object| object.as_stream().unwrap().decompressed_content().unwrap();
        let map = descendant.has(b"CIDToGIDMap").then(|| follow(descendant, b"CIDToGIDMap"));
        Self {
            to_unicode: to_unicode(&String::from_utf8(stream(follow(font, b"ToUnicode"))).unwrap()),
            widths: widths(follow(descendant, b"W").as_array().unwrap()),
            glyph_map: map.filter(|map| map.as_stream().is_ok()).map(stream),
            program: descriptor.has(b"FontFile2").then(|| stream(follow(descriptor, b"FontFile2"))),
        }
    }

    fn glyph(&self, code: u16) -> u16 {
        match &self.glyph_map {
            None => code,
            Some(map) => u16::from_be_bytes(map[usize::from(code) * 2..][..2].try_into().unwrap()),
        }
    }

    fn width_in_file(&self, glyph: u16) -> Option<f64> {
        let font = ttf_parser::RawFace::parse(self.program.as_deref()?, 0).unwrap();
        let table = |tag: &[u8; 4]| font.table(ttf_parser::Tag::from_bytes(tag)).unwrap();
        let head = ttf_parser::head::Table::parse(table(b"head")).unwrap();
        let hhea = ttf_parser::hhea::Table::parse(table(b"hhea")).unwrap();
        let glyphs = ttf_parser::maxp::Table::parse(table(b"maxp")).unwrap().number_of_glyphs;
        let hmtx = ttf_parser::hmtx::Table::parse(hhea.number_of_metrics, glyphs, table(b"hmtx")).unwrap();
        let advance = hmtx.advance(ttf_parser::GlyphId(glyph)).expect("the glyph is in the file");
        Some(f64::from(advance) * 1000.0 / f64::from(head.units_per_em))
    }
}

fn to_unicode(map: &str) -> BTreeMap<u16, String> {
    let hex = |text: &str| -> Vec<u16> {
        let text = text.trim_matches(['<', '>']);
        (0..text.len() / 4).map(|at| u16::from_str_radix(&text[at * 4..at * 4 + 4], 16).unwrap()).collect()
    };
    let entries = map.lines().filter_map(|line| line.strip_prefix('<').and_then(|_| line.split_once("> <")));
    // The code space is written the same way; it is the only entry for code 0.
    let entries = entries.map(|(code, text)| (hex(code)[0], String::from_utf16(&hex(text)).unwrap()));
    entries.filter(|(code, _)| *code != 0).collect()
}

fn widths(array: &[Object]) -> BTreeMap<u16, i64> {
    let rows = array.chunks(2).flat_map(|row| {
        let first = row[0].as_i64().unwrap() as u16;
        row[1]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
            .map(move |(at, width)| (first + at as u16, width.as_i64().unwrap()))
    });
    rows.collect()
}

#[test]
fn inks_are_not_claimed_for_the_archive() {
    let mut case = the_case("plain");
    let mut jpeg = vec![0xFF, 0xD8, 0xFF, 0xC0, 0, 20, 8, 0, 10, 0, 10, 4];
    jpeg.extend([1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0, 0xFF, 0xD9]);
    case.context.logo = Some(Logo::new(jpeg).unwrap());
    let bytes = invoice_pdf(&case.invoice, &case.context, Layout::Server).unwrap().bytes;
    assert!(!String::from_utf8_lossy(&bytes).contains("pdfaid"), "a picture in inks needs a profile of them");
}
