//! The operators that paint a page.
//!
//! Written directly: as printpdf's operations the same page takes longer than everything else
//! about an invoice together, and kerned glyphs in a subset have no operation there.

use super::{
    fonts::{Face, FontId},
    layout::{Border, Fill, Frame, Glyph, Item, Page, Stroke, TextRun},
};

/// Which code stands for which character in each font of a document.
pub trait Codes {
    /// The name of a font in the page's resources.
    fn resource(&self, font: FontId) -> &'static str;
    /// The code of a character.
    fn code(&self, font: FontId, character: char) -> u16;
}

/// The content stream of a page, not compressed. `logo` names the picture in the page's resources.
pub fn content(page: &Page, codes: &impl Codes, logo: &str) -> Vec<u8> {
    let mut pen = Pen { out: Vec::with_capacity(page.items.len() * 64), codes, fill: 0.0, gray: 0.0, line_width: 1.0 };
    for item in &page.items {
        match item {
            Item::Text(run) => pen.text(run),
            Item::Fill(fill) => pen.fill(fill),
            Item::Border(border) => pen.border(border),
            Item::Stroke(stroke) => pen.stroke(stroke),
            Item::Logo(frame) => pen.logo(frame, logo),
        }
    }
    pen.out
}

/// Writes operators; colours and line widths only where they change.
struct Pen<'a, C> {
    out: Vec<u8>,
    codes: &'a C,
    fill: f64,
    gray: f64,
    line_width: f64,
}

impl<C: Codes> Pen<'_, C> {
    /// Operands and their operator. Lengths are written to a thousandth of a point.
    fn op(&mut self, operands: &[f64], operator: &str) {
        for operand in operands {
            self.number(*operand, 3);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(operator.as_bytes());
        self.out.push(b'\n');
    }

    /// A number with so many decimals at most.
    fn number(&mut self, value: f64, decimals: u32) {
        let unit = 10_i64.pow(decimals);
        let scaled = (value * unit as f64).round() as i64;
        if scaled < 0 {
            self.out.push(b'-');
        }
        let (whole, mut fraction) = (scaled.abs() / unit, scaled.abs() % unit);
        self.digits(whole, 1);
        if fraction > 0 {
            let mut places = decimals;
            while fraction % 10 == 0 {
                fraction /= 10;
                places -= 1;
            }
            self.out.push(b'.');
            self.digits(fraction, places);
        }
    }

    /// Digits of a whole number, with zeros before it up to `places`.
    fn digits(&mut self, mut number: i64, places: u32) {
        let from = self.out.len();
        while number > 0 || self.out.len() < from + places as usize {
            self.out.push(b'0' + (number % 10) as u8);
            number /= 10;
        }
        self.out[from..].reverse();
    }

    fn set_fill(&mut self, gray: f64) {
        if self.fill != gray {
            self.number(gray, 5);
            self.op(&[], " g");
            self.fill = gray;
        }
    }

    fn set_stroke(&mut self, gray: f64, line_width: f64) {
        if self.gray != gray {
            self.number(gray, 5);
            self.op(&[], " G");
            self.gray = gray;
        }
        if self.line_width != line_width {
            self.number(line_width, 5);
            self.op(&[], " w");
            self.line_width = line_width;
        }
    }

    fn fill(&mut self, fill: &Fill) {
        self.set_fill(fill.gray);
        self.op(&[fill.x, fill.y, fill.width, fill.height], "re f");
    }

    fn border(&mut self, border: &Border) {
        self.set_stroke(border.gray, border.line_width);
        self.op(&[border.x, border.y, border.width, border.height], "re S");
    }

    fn stroke(&mut self, stroke: &Stroke) {
        self.set_stroke(stroke.gray, stroke.width);
        self.op(&stroke.from, "m");
        self.op(&stroke.to, "l S");
    }

    /// A picture is one unit wide and high until it is scaled.
    fn logo(&mut self, frame: &Frame, name: &str) {
        self.op(&[], "q");
        self.op(&[frame.width, 0.0, 0.0, frame.height, frame.x, frame.y], "cm");
        self.op(&[], &format!("/{name} Do Q"));
    }

    fn text(&mut self, run: &TextRun) {
        self.set_fill(run.gray);
        self.out.extend_from_slice(b"BT /");
        self.out.extend_from_slice(self.codes.resource(run.font).as_bytes());
        self.out.push(b' ');
        self.number(run.size, 5);
        self.op(&[], " Tf");
        self.op(&[run.x, run.y], "Td");
        let face = run.font.face();
        let mut squeeze = 1.0;
        for glyphs in run.glyphs.chunk_by(|left, right| squeezed(face, left) == squeezed(face, right)) {
            self.set_squeeze(&mut squeeze, squeezed(face, &glyphs[0]));
            self.glyphs(run.font, glyphs);
        }
        // Unlike the pen's place, this outlives the text object.
        self.set_squeeze(&mut squeeze, 1.0);
        self.op(&[], "ET");
    }

    fn set_squeeze(&mut self, current: &mut f64, wanted: f64) {
        if *current != wanted {
            self.op(&[wanted * 100.0], "Tz");
            *current = wanted;
        }
    }

    /// Codes of the glyphs, broken by the distances that kerning takes away.
    fn glyphs(&mut self, font: FontId, glyphs: &[Glyph]) {
        self.out.extend_from_slice(b"[(");
        for (at, glyph) in glyphs.iter().enumerate() {
            for byte in self.codes.code(font, glyph.character).to_be_bytes() {
                self.string_byte(byte);
            }
            if glyph.kern != 0.0 && at + 1 < glyphs.len() {
                self.out.push(b')');
                self.number(f64::from(-glyph.kern), 5);
                self.out.push(b'(');
            }
        }
        self.op(&[], ")] TJ");
    }

    /// A byte of a literal string. A bare carriage return would be read as a line feed.
    fn string_byte(&mut self, byte: u8) {
        match byte {
            b'(' | b')' | b'\\' => self.out.extend_from_slice(&[b'\\', byte]),
            b'\r' => self.out.extend_from_slice(b"\\r"),
            _ => self.out.push(byte),
        }
    }
}

fn squeezed(face: &Face, glyph: &Glyph) -> f64 {
    face.metric(glyph.character).squeeze()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Ascii;

    impl Codes for Ascii {
        fn resource(&self, _: FontId) -> &'static str {
            "F1"
        }

        fn code(&self, _: FontId, character: char) -> u16 {
            character as u16
        }
    }

    fn run(text: &str) -> Page {
        let glyph = |character| Glyph { id: 1, character, kern: if character == 'V' { -74.21875 } else { 0.0 } };
        let glyphs = text.chars().map(glyph).collect();
        Page {
            items: vec![Item::Text(TextRun {
                x: 36.0,
                y: 700.5,
                font: FontId::Regular,
                size: 12.0,
                gray: 0.0,
                glyphs,
            })],
        }
    }

    fn painted(page: &Page) -> String {
        String::from_utf8(content(page, &Ascii, "Logo")).unwrap().replace('\0', "")
    }

    #[test]
    fn text_is_placed_and_kerned() {
        assert_eq!(painted(&run("AVA")), "BT /F1 12 Tf\n36 700.5 Td\n[(AV)74.21875(A)] TJ\nET\n");
    }

    #[test]
    fn strings_are_escaped() {
        assert!(painted(&run("(\\)\r\n")).contains("[(\\(\\\\\\)\\r\n)] TJ"));
    }

    #[test]
    fn a_squeeze_ends_with_its_text() {
        let text = content(&run("a漢b"), &Ascii, "Logo");
        let scalings = text.split(|byte| *byte == b'\n').filter(|line| line.ends_with(b" Tz")).count();
        assert_eq!(scalings, 2, "in and out again");
    }

    #[test]
    fn colours_are_set_once() {
        let border = Border { x: 1.0, y: 2.0, width: 3.0, height: 4.5, line_width: 0.5, gray: 0.25 };
        let page = Page { items: vec![Item::Border(border), Item::Border(border)] };
        assert_eq!(painted(&page), "0.25 G\n0.5 w\n1 2 3 4.5 re S\n1 2 3 4.5 re S\n");
    }

    proptest! {
        #[test]
        fn numbers_read_back(value in -1e6..1e6f64) {
            let mut pen = Pen { out: Vec::new(), codes: &Ascii, fill: 0.0, gray: 0.0, line_width: 1.0 };
            pen.number(value, 3);
            let read: f64 = String::from_utf8(pen.out).unwrap().parse().unwrap();
            prop_assert!((read - value).abs() <= 0.0005 + 1e-9);
        }
    }
}
