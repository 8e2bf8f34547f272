//! The operators that paint a page.
//!
//! Written directly: as printpdf's operations the same page takes longer than everything else
//! about an invoice together, and kerned glyphs in a subset have no operation there.

use super::codes::{Codes, piece, plain_name};
use crate::pdf::{
    fonts::FontId,
    layout::{Border, Cluster, Fill, Frame, Glyph, Item, Page, ShapedRun, Stroke, TextRun},
};

/// The content stream of a page, not compressed. `logo` names the picture in the page's resources.
pub fn content(page: &Page, codes: &mut impl Codes, logo: &str) -> Vec<u8> {
    let mut pen = Pen { out: Vec::with_capacity(page.items.len() * 64), codes, fill: 0.0, gray: 0.0, line_width: 1.0 };
    for item in &page.items {
        match item {
            Item::Text(run) => pen.text(run),
            Item::Shaped(run) => pen.shaped(run),
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
    codes: &'a mut C,
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
        self.begin_text(plain_name(run.font), run.size, run.gray, [run.x, run.y]);
        self.glyphs(run.font, &run.glyphs);
        self.op(&[], "ET");
    }

    fn begin_text(&mut self, font: &str, size: f64, gray: f64, at: [f64; 2]) {
        self.set_fill(gray);
        self.out.extend_from_slice(b"BT /");
        self.out.extend_from_slice(font.as_bytes());
        self.out.push(b' ');
        self.number(size, 5);
        self.op(&[], " Tf");
        self.op(&at, "Td");
    }

    /// Codes of the glyphs, broken by the distances the pen does not go by itself: kerning, and where the server's copy
    /// of a glyph is wider or narrower.
    fn glyphs(&mut self, font: FontId, glyphs: &[Glyph]) {
        let face = font.face();
        self.out.extend_from_slice(b"[(");
        for (at, glyph) in glyphs.iter().enumerate() {
            let code = self.codes.plain(font, glyph.character);
            self.code(code);
            let metric = face.metric(glyph.character);
            let back = f64::from(metric.width) - f64::from(metric.advance) - f64::from(glyph.kern);
            if back != 0.0 && at + 1 < glyphs.len() {
                self.out.push(b')');
                self.number(back, 5);
                self.out.push(b'(');
            }
        }
        self.op(&[], ")] TJ");
    }

    /// Shaped text. Where a glyph's code does not tell what it stands for, the text is said beside it.
    fn shaped(&mut self, run: &ShapedRun) {
        let name = self.codes.name(&run.file);
        self.begin_text(&name, run.size, run.gray, [run.x, run.y]);
        let is_stretched = (run.stretch - 1.0).abs() > 1e-4;
        if is_stretched {
            self.op(&[run.stretch * 100.0], "Tz");
        }
        let mut array = Array { is_open: false, back: 0.0, rise: 0.0 };
        for cluster in &run.clusters {
            self.cluster(run, cluster, &mut array);
        }
        self.close(&mut array);
        // Unlike the pen's place, these outlive the text object.
        self.set_rise(&mut array, 0.0);
        if is_stretched {
            self.op(&[100.0], "Tz");
        }
        self.op(&[], "ET");
    }

    fn cluster(&mut self, run: &ShapedRun, cluster: &Cluster, array: &mut Array) {
        let codes: Vec<(u16, bool)> = cluster
            .glyphs
            .iter()
            .enumerate()
            .map(|(at, glyph)| self.codes.shaped(&run.file, glyph.id, piece(cluster, at)))
            .collect();
        let tells_itself = matches!(codes.as_slice(), [(_, true)]);
        if !tells_itself {
            self.close(array);
            self.out.extend_from_slice(b"/Span <</ActualText <FEFF");
            cluster.text.encode_utf16().for_each(|unit| self.out.extend_from_slice(format!("{unit:04X}").as_bytes()));
            self.out.extend_from_slice(b">>> BDC\n");
        }
        for ((code, _), glyph) in codes.into_iter().zip(&cluster.glyphs) {
            self.set_rise(array, f64::from(glyph.dy) * run.size / 1000.0);
            array.back -= f64::from(glyph.dx);
            self.open(array);
            self.code(code);
            array.back = f64::from(glyph.dx) + f64::from(glyph.width) - f64::from(glyph.advance);
        }
        if !tells_itself {
            self.close(array);
            self.op(&[], "EMC");
        }
    }

    /// Opens the string a code goes into, behind the distance the pen has to go back.
    fn open(&mut self, array: &mut Array) {
        let moves = array.back.abs() > 0.01;
        match (array.is_open, moves) {
            (true, false) => return,
            (true, true) => self.out.push(b')'),
            (false, _) => self.out.push(b'['),
        }
        if moves {
            self.number(array.back, 2);
            array.back = 0.0;
        }
        self.out.push(b'(');
        array.is_open = true;
    }

    fn close(&mut self, array: &mut Array) {
        if array.is_open {
            self.op(&[], ")] TJ");
            array.is_open = false;
        }
    }

    fn set_rise(&mut self, array: &mut Array, rise: f64) {
        if (array.rise - rise).abs() > 1e-3 {
            self.close(array);
            self.op(&[rise], "Ts");
            array.rise = rise;
        }
    }

    fn code(&mut self, code: u16) {
        for byte in code.to_be_bytes() {
            self.string_byte(byte);
        }
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

/// An array of strings and distances that is being written.
struct Array {
    is_open: bool,
    /// How far the pen has to go back before the next glyph, in thousandths of an em.
    back: f64,
    /// How high glyphs stand above the baseline, in points.
    rise: f64,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pdf::fonts::{FontFile, ShapedGlyph};

    struct Ascii;

    impl Codes for Ascii {
        fn plain(&mut self, _: FontId, character: char) -> u16 {
            if character == '¶' { 13 } else { character as u16 }
        }

        fn shaped(&mut self, _: &FontFile, glyph: u16, text: &str) -> (u16, bool) {
            (glyph, text.len() == 1)
        }

        fn name(&mut self, _: &FontFile) -> String {
            "S1".to_owned()
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
        String::from_utf8(content(page, &mut Ascii, "Logo")).unwrap().replace('\0', "")
    }

    #[test]
    fn text_is_placed_and_kerned() {
        assert_eq!(painted(&run("AVA")), "BT /F1 12 Tf\n36 700.5 Td\n[(AV)74.21875(A)] TJ\nET\n");
    }

    #[test]
    fn strings_are_escaped() {
        assert!(painted(&run("(\\)¶")).contains("[(\\(\\\\\\)\\r)] TJ"));
    }

    fn shaped(text: &str, glyphs: &[(char, f32, f32)]) -> Cluster {
        let glyph =
            |&(id, advance, dy): &(char, f32, f32)| ShapedGlyph { dy, ..ShapedGlyph::plain(id as u16, advance) };
        Cluster { text: text.to_owned(), glyphs: glyphs.iter().map(glyph).collect() }
    }

    #[test]
    fn shaped_text_says_what_its_codes_do_not() {
        let clusters = vec![
            shaped("a", &[('a', 500.0, 0.0)]),
            shaped("ka", &[('k', 500.0, 0.0), ('^', 0.0, 250.0)]),
            shaped("b", &[('b', 500.0, 0.0)]),
        ];
        let mut run = ShapedRun::new(FontId::Regular.file().clone(), 12.0, clusters);
        run.stretch = 0.5;
        let page = Page { items: vec![Item::Shaped(run)] };
        let wanted = [
            "BT /S1 12 Tf",
            "0 0 Td",
            "50 Tz",
            "[(a)] TJ",
            "/Span <</ActualText <FEFF006B0061>>> BDC",
            "[(k)] TJ",
            "3 Ts",
            "[(^)] TJ",
            "EMC",
            "0 Ts",
            "[(b)] TJ",
            "100 Tz",
            "ET",
            "",
        ];
        assert_eq!(painted(&page).split('\n').collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn distances_of_shaped_glyphs_are_kept() {
        let mut moved = shaped("b", &[('b', 400.0, 0.0)]);
        (moved.glyphs[0].dx, moved.glyphs[0].width) = (30.0, 500);
        let clusters = vec![shaped("a", &[('a', 500.0, 0.0)]), moved, shaped("c", &[('c', 500.0, 0.0)])];
        let run = ShapedRun::new(FontId::Regular.file().clone(), 12.0, clusters);
        let page = Page { items: vec![Item::Shaped(run)] };
        assert!(painted(&page).contains("[(a)-30(b)130(c)] TJ"), "{}", painted(&page));
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
            let mut pen = Pen { out: Vec::new(), codes: &mut Ascii, fill: 0.0, gray: 0.0, line_width: 1.0 };
            pen.number(value, 3);
            let read: f64 = String::from_utf8(pen.out).unwrap().parse().unwrap();
            prop_assert!((read - value).abs() <= 0.0005 + 1e-9);
        }
    }
}
