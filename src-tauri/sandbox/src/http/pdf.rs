//! A PDF as plain as a reader accepts it: the words of an invoice in their order, in the reader's own fonts.
//!
//! It shows what the stored file of an invoice says, not how the server lays it out.

use std::{collections::BTreeSet, fmt::Write as _};

use super::report::Row;

/// Where the columns of a row begin, by how many it has.
const COLUMNS: [&[u32]; 4] = [&[60], &[60, 200], &[60, 330, 430], &[60, 330, 430, 500]];

/// A PDF with a line for each row.
pub(super) fn of_pages(rows: &[Vec<Row>]) -> Vec<u8> {
    let pages: Vec<String> = rows.iter().map(|rows| content(rows)).collect();
    let first_page = 7;
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", first_page + 2 * at)).collect();
    let to_unicode = to_unicode(rows);
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /Font /Subtype /Type0 /BaseFont /ArialUnicodeMS /Encoding /Identity-H /DescendantFonts [5 0 R] \
         /ToUnicode 6 0 R >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ArialUnicodeMS /DW 600 /CIDSystemInfo \
         << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
            .to_owned(),
        stream(&to_unicode),
    ];
    for (at, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>",
            first_page + 2 * at + 1
        ));
        objects.push(stream(page));
    }
    file(&objects)
}

fn stream(text: &str) -> String {
    format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len())
}

fn file(objects: &[String]) -> Vec<u8> {
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let table = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}

fn content(rows: &[Row]) -> String {
    let mut content = String::new();
    for (at, row) in rows.iter().enumerate() {
        let columns = COLUMNS[row.len().clamp(1, COLUMNS.len()) - 1];
        for (text, x) in row.iter().zip(columns).filter(|(text, _)| !text.is_empty()) {
            let y = 790 - 15 * at;
            let _ = writeln!(content, "BT {} 10 Tf {x} {y} Td {} Tj ET", font(text), shown(text));
        }
    }
    content
}

/// Helvetica shows what its usual encoding has; for the rest a reader takes whatever font it finds.
fn font(text: &str) -> &'static str {
    if text.chars().all(is_western) { "/F1" } else { "/F2" }
}

fn is_western(character: char) -> bool {
    matches!(character, '\n' | ' '..='~' | '\u{A0}'..='\u{FF}')
}

/// A string in the codes of its font: both are the characters' own numbers.
fn shown(text: &str) -> String {
    let is_western = text.chars().all(is_western);
    let code = |unit: u16| if is_western { format!("{unit:02X}") } else { format!("{unit:04X}") };
    format!("<{}>", text.replace('\n', " ").encode_utf16().map(code).collect::<String>())
}

fn to_unicode(pages: &[Vec<Row>]) -> String {
    let units: BTreeSet<u16> = pages.iter().flatten().flatten().flat_map(|text| text.encode_utf16()).collect();
    let units: Vec<u16> = units.into_iter().collect();
    let mut map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n\
                   1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        .to_owned();
    for block in units.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for unit in block {
            let _ = writeln!(map, "<{unit:04X}> <{unit:04X}>");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap CMapName currentdict /CMap defineresource pop end end");
    map
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_points_at_the_objects() {
        let row = |text: &str| vec!["Name".to_owned(), text.to_owned()];
        let text = String::from_utf8(super::of_pages(&[vec![row("Łódź (1)"), row("みどり")]])).unwrap();
        let table = text.find("xref\n").unwrap();
        assert!(text.ends_with(&format!("startxref\n{table}\n%%EOF\n")));
        let third = text[table..].lines().nth(5).unwrap();
        let place: usize = third[..10].parse().unwrap();
        assert!(text[place..].starts_with("3 0 obj"));
        assert!(text.contains("<0141> <0141>"));
    }
}
