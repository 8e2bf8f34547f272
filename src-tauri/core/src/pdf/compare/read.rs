//! Reading the words of a PDF in the order they are painted.
//!
//! As much of PDF as printed invoices use: text in simple and composite fonts, forms, and whether there are pictures.
//! The file comes from another computer, so everything is bounded: a file that asks for more is refused.

use std::{collections::HashMap, rc::Rc};

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream, content::Content};

use super::font::Font;

/// No invoice has as many pages.
const MOST_PAGES: usize = 1_000;
/// What one stream may become when it is decompressed, in bytes.
const LARGEST_STREAM: usize = 4 << 20;
/// What all of them together may become.
const ALL_STREAMS: usize = 48 << 20;
/// Forms within forms.
const DEEPEST_FORM: usize = 4;
/// States kept by `q` at the same time.
const MOST_STATES: usize = 512;
/// A gap this wide is a space, in thousandths of an em; kerning moves letters by less.
const SPACE: f64 = 180.0;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is no PDF, or a damaged one; the reader's words.
    #[error("it cannot be read as a PDF: {0}")]
    Damaged(String),
    /// It asks for a password.
    #[error("it is encrypted")]
    Encrypted,
    /// No invoice is like that; which bound it breaks.
    #[error("it has {0}")]
    TooMuch(&'static str),
}

/// What a PDF says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// How many pages it has.
    pub pages: usize,
    /// Its lines of text in the order they are painted.
    pub lines: Vec<Line>,
    /// Whether a picture is painted anywhere.
    pub has_picture: bool,
}

/// Text on one baseline, painted in one go.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The page it is on, from 0.
    pub page: usize,
    /// Where it begins, in points from the page's lower left corner.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
    /// Where it ends.
    pub end: f64,
    /// The size of its type, in points.
    pub size: f64,
    /// What it says; wide gaps are spaces.
    pub text: String,
}

impl Reading {
    /// All words with the index of their line.
    pub fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.lines.iter().enumerate();
        lines.flat_map(|(at, line)| line.text.split_whitespace().map(move |word| (at, word)))
    }
}

/// Reads a file.
///
/// # Errors
/// [`Unreadable`] says why it cannot be read. Parts of a page that cannot be understood are left out instead.
pub fn read(file: &[u8]) -> Result<Reading, Unreadable> {
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_STREAM), ..LoadOptions::default() };
    let document =
        Document::load_mem_with_options(file, options).map_err(|error| Unreadable::Damaged(error.to_string()))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(Unreadable::Encrypted);
    }
    let pages: Vec<ObjectId> = document.page_iter().take(MOST_PAGES + 1).collect();
    match pages.len() {
        0 => return Err(Unreadable::Damaged("there are no pages in it".to_owned())),
        count if count > MOST_PAGES => return Err(Unreadable::TooMuch("more pages than any invoice")),
        _ => {}
    }
    let mut reader = Reader {
        document: &document,
        budget: Budget { left: ALL_STREAMS },
        fonts: HashMap::new(),
        page: 0,
        lines: Vec::new(),
        has_picture: false,
    };
    for (at, page) in pages.iter().enumerate() {
        reader.page = at;
        reader.read_page(*page)?;
    }
    Ok(Reading { pages: pages.len(), lines: reader.lines, has_picture: reader.has_picture })
}

/// How many bytes may still be decompressed.
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    /// What a stream holds; `None` when it is damaged or larger than it may be.
    pub(super) fn content(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let content = stream.get_plain_content_with_limit(LARGEST_STREAM.min(self.left)).ok()?;
        self.left -= content.len().min(self.left);
        Some(content)
    }
}

struct Reader<'a> {
    document: &'a Document,
    budget: Budget,
    /// By where their dictionaries are in memory: they may stand in the resources themselves.
    fonts: HashMap<*const Dictionary, Rc<Font>>,
    page: usize,
    lines: Vec<Line>,
    has_picture: bool,
}

impl<'a> Reader<'a> {
    fn read_page(&mut self, page: ObjectId) -> Result<(), Unreadable> {
        let resources = self.resources_of(page);
        let mut content = Vec::new();
        for id in self.document.get_page_contents(page) {
            let Ok(stream) = self.document.get_object(id).and_then(Object::as_stream) else { continue };
            content.extend(self.budget.content(stream).ok_or(Unreadable::TooMuch("more on a page than any invoice"))?);
            content.push(b'\n');
            if content.len() > LARGEST_STREAM {
                return Err(Unreadable::TooMuch("more on a page than any invoice"));
            }
        }
        self.run(&content, resources, State::default(), 0)
    }

    /// A page's own resources, or those of the branch it hangs on.
    fn resources_of(&self, page: ObjectId) -> Option<&'a Dictionary> {
        let mut node = self.document.get_dictionary(page).ok()?;
        for _ in 0..32 {
            if let Ok(resources) = node.get_deref(b"Resources", self.document).and_then(Object::as_dict) {
                return Some(resources);
            }
            node = node.get_deref(b"Parent", self.document).and_then(Object::as_dict).ok()?;
        }
        None
    }

    fn resource(&self, resources: Option<&'a Dictionary>, kind: &[u8], name: &Object) -> Option<&'a Object> {
        let named = resources?.get_deref(kind, self.document).and_then(Object::as_dict).ok()?;
        named.get(name.as_name().ok()?).ok()
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &Object) -> Option<Rc<Font>> {
        let object = self.resource(resources, b"Font", name)?;
        let dictionary = self.document.dereference(object).ok()?.1.as_dict().ok()?;
        if let Some(font) = self.fonts.get(&std::ptr::from_ref(dictionary)) {
            return Some(Rc::clone(font));
        }
        let font = Rc::new(Font::new(self.document, dictionary, &mut self.budget));
        self.fonts.insert(dictionary, Rc::clone(&font));
        Some(font)
    }

    /// Carries out what is painted, as far as text and pictures go.
    fn run(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        state: State,
        depth: usize,
    ) -> Result<(), Unreadable> {
        let content = Content::decode(content).map_err(|error| Unreadable::Damaged(error.to_string()))?;
        let mut pen = Pen { state, kept: Vec::new(), text: Matrix::ONE, line: Matrix::ONE };
        for operation in &content.operations {
            let operands = operation.operands.as_slice();
            match (operation.operator.as_str(), operands) {
                ("Tf", [name, size]) => {
                    pen.state.font = self.font(resources, name);
                    pen.state.size = number(size);
                }
                ("Do", [name]) => self.paint(resources, name, &pen.state, depth)?,
                ("BI", _) => self.has_picture = true,
                ("Tj", [string]) => self.show(&mut pen, std::slice::from_ref(string)),
                ("TJ", [Object::Array(parts)]) => self.show(&mut pen, parts),
                ("'", [string]) => {
                    pen.next_line();
                    self.show(&mut pen, std::slice::from_ref(string));
                }
                ("\"", [word_spacing, spacing, string]) => {
                    (pen.state.word_spacing, pen.state.spacing) = (number(word_spacing), number(spacing));
                    pen.next_line();
                    self.show(&mut pen, std::slice::from_ref(string));
                }
                (operator, operands) => pen.operate(operator, operands),
            }
        }
        Ok(())
    }

    /// A picture, or a form that paints something itself.
    fn paint(
        &mut self,
        resources: Option<&'a Dictionary>,
        name: &Object,
        state: &State,
        depth: usize,
    ) -> Result<(), Unreadable> {
        let Some(object) = self.resource(resources, b"XObject", name) else { return Ok(()) };
        let Ok(stream) = self.document.dereference(object).and_then(|(_, object)| object.as_stream()) else {
            return Ok(());
        };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => self.has_picture = true,
            Ok(b"Form") if depth < DEEPEST_FORM => {
                let content =
                    self.budget.content(stream).ok_or(Unreadable::TooMuch("more in a form than any invoice"))?;
                let own = stream.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
                let matrix = stream.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array);
                let matrix = matrix.ok().and_then(|numbers| Matrix::of(numbers)).unwrap_or(Matrix::ONE);
                let state = State { page: matrix.then(state.page), ..state.clone() };
                self.run(&content, own.or(resources), state, depth + 1)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Strings and the distances between them, in thousandths of an em, taken away.
    fn show(&mut self, pen: &mut Pen, parts: &[Object]) {
        let Some(font) = pen.state.font.clone() else { return };
        let start = pen.place();
        let mut text = String::new();
        for part in parts {
            if let Object::String(string, _) = part {
                pen.show(&font, string, &mut text);
                continue;
            }
            let back = number(part);
            if back < -SPACE {
                text.push(' ');
            }
            pen.advance(-back / 1000.0 * pen.state.size);
        }
        self.add(start, pen.place(), pen.height(), text);
    }

    /// Text that goes on where the line before ended is of that line: a line in two fonts.
    fn add(&mut self, (x, y): (f64, f64), (end, _): (f64, f64), height: f64, text: String) {
        if text.is_empty() {
            return;
        }
        if let Some(last) = self.lines.last_mut().filter(|last| last.page == self.page) {
            let gap = (x - last.end).abs();
            if (y - last.y).abs() < height * 0.1 && gap < height * SPACE / 1000.0 {
                last.text.push_str(&text);
                last.end = end;
                return;
            }
        }
        self.lines.push(Line { page: self.page, x, y, end, size: height, text });
    }
}

/// What `q` keeps and `Q` brings back.
#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            page: Matrix::ONE,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// Where text goes next.
struct Pen {
    state: State,
    kept: Vec<State>,
    text: Matrix,
    line: Matrix,
}

impl Pen {
    /// What changes the state without painting text.
    fn operate(&mut self, operator: &str, operands: &[Object]) {
        match (operator, operands) {
            ("q", _) if self.kept.len() < MOST_STATES => self.kept.push(self.state.clone()),
            ("Q", _) => self.state = self.kept.pop().unwrap_or_else(|| self.state.clone()),
            ("cm", numbers) => {
                if let Some(matrix) = Matrix::of(numbers) {
                    self.state.page = matrix.then(self.state.page);
                }
            }
            ("BT", _) => self.begin(Matrix::ONE),
            ("Tm", numbers) => {
                if let Some(matrix) = Matrix::of(numbers) {
                    self.begin(matrix);
                }
            }
            ("Td", [x, y]) => self.move_line(number(x), number(y)),
            ("TD", [x, y]) => {
                self.state.leading = -number(y);
                self.move_line(number(x), number(y));
            }
            ("T*", _) => self.next_line(),
            ("Tc", [spacing]) => self.state.spacing = number(spacing),
            ("Tw", [spacing]) => self.state.word_spacing = number(spacing),
            ("Tz", [percent]) => self.state.scale = number(percent) / 100.0,
            ("TL", [leading]) => self.state.leading = number(leading),
            ("Ts", [rise]) => self.state.rise = number(rise),
            _ => {}
        }
    }

    fn begin(&mut self, matrix: Matrix) {
        (self.text, self.line) = (matrix, matrix);
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.begin(Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line));
    }

    fn next_line(&mut self) {
        self.move_line(0.0, -self.state.leading);
    }

    fn advance(&mut self, by: f64) {
        self.text = Matrix([1.0, 0.0, 0.0, 1.0, by * self.state.scale, 0.0]).then(self.text);
    }

    fn show(&mut self, font: &Font, string: &[u8], text: &mut String) {
        for code in font.codes(string) {
            font.push_text(code, text);
            let word_spacing = if font.is_space(code) { self.state.word_spacing } else { 0.0 };
            self.advance(font.width(code) / 1000.0 * self.state.size + self.state.spacing + word_spacing);
        }
    }

    fn place(&self) -> (f64, f64) {
        let Matrix([.., x, y]) =
            Matrix([1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise]).then(self.text).then(self.state.page);
        (x, y)
    }

    /// The size of the text on the page.
    fn height(&self) -> f64 {
        let Matrix([_, _, c, d, ..]) = self.text.then(self.state.page);
        self.state.size * c.hypot(d)
    }
}

/// `[a b c d e f]` as PDF has it.
#[derive(Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn of(numbers: &[Object]) -> Option<Self> {
        let numbers: [f64; 6] = numbers.iter().map(number).collect::<Vec<_>>().try_into().ok()?;
        Some(Self(numbers))
    }

    /// This one, then the other.
    fn then(self, Self([g, h, i, j, k, l]): Self) -> Self {
        let Self([a, b, c, d, e, f]) = self;
        Self([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }
}

/// 0 for what is no number.
fn number(object: &Object) -> f64 {
    object.as_float().map(f64::from).unwrap_or_default()
}
