//! The smallest PDF a reader accepts: one page with one line of text.

/// A PDF of one A4 page. The text must be ASCII without parentheses and backslashes.
pub(super) fn page(text: &str) -> Vec<u8> {
    let content = format!("BT /F1 18 Tf 72 760 Td ({text}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let table = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_points_at_the_objects() {
        let text = String::from_utf8(super::page("Invoice 2026-09-00000001")).unwrap();
        let table = text.find("xref\n").unwrap();
        assert!(text.ends_with(&format!("startxref\n{table}\n%%EOF\n")));
        let third = text[table..].lines().nth(5).unwrap();
        let place: usize = third[..10].parse().unwrap();
        assert!(text[place..].starts_with("3 0 obj"));
    }
}
