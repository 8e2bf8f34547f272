//! Pages into a PDF file.
//!
//! printpdf holds the pages, their operations and the catalogue. Fonts are added here, because
//! printpdf embeds whole ones; everything it makes up (dates, file id) is replaced, so that the
//! same pages always become the same bytes.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write as _,
    sync::Arc,
};

use jiff::Timestamp;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use printpdf::{
    Color, DictItem, ExternalStream, ExternalXObject, FontId as ResourceName, Greyscale, Line, LinePoint, Op,
    PaintMode, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Px, Rect, XObject, XObjectId,
    XObjectTransform,
};
use sha2::{Digest, Sha256};

use super::{
    Error, Rendered,
    document::Metadata,
    fonts::{FontId, NOTDEF},
    layout::{Border, Fill, Frame, Glyph, Item, PAGE_HEIGHT, PAGE_WIDTH, Page, Pages, Stroke, TextRun},
    logo::{ColorSpace, Logo},
    subset::{Alphabet, Subset},
};

const LOGO: &str = "Logo";

/// Writes pages as a PDF file.
///
/// # Errors
///
/// When the logo's pixels cannot be decoded.
pub fn render(pages: &Pages) -> Result<Rendered, Error> {
    let fonts = Fonts::used_by(pages)?;
    let mut pdf = PdfDocument::new(&pages.metadata.title);
    if let Some(logo) = &pages.logo {
        pdf.resources.xobjects.map.insert(XObjectId(LOGO.to_owned()), logo_object(logo)?);
    }
    pdf.pages = pages.pages.iter().map(|page| pdf_page(page, &fonts)).collect();
    // Text is written with the one operator that takes kerned glyphs by code; printpdf knows it
    // only as an "unknown" one, which `secure` would drop.
    let options = PdfSaveOptions { secure: false, optimize: false, subset_fonts: false, image_optimization: None };
    let mut document = pdf.to_lopdf_document(&options, &mut Vec::new());
    fonts.embed(&mut document);
    describe(&mut document, &pages.metadata);
    compress_pages(&mut document);
    Ok(Rendered { bytes: finish(document)?, missing: missing(pages) })
}

/// Compresses as a PDF's `FlateDecode` expects it.
pub(super) fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder =
        flate2::write::ZlibEncoder::new(Vec::with_capacity(data.len() / 2), flate2::Compression::default());
    encoder.write_all(data).expect("writing to memory does not fail");
    encoder.finish().expect("writing to memory does not fail")
}

/// The subsets of the faces a document uses.
struct Fonts(BTreeMap<FontId, Arc<Subset>>);

impl Fonts {
    fn used_by(pages: &Pages) -> Result<Self, Error> {
        let mut characters: BTreeMap<FontId, Alphabet> = BTreeMap::new();
        for run in runs(pages) {
            let alphabet = characters.entry(run.font).or_default();
            run.glyphs.iter().for_each(|glyph| alphabet.insert(glyph.character));
        }
        let subsets = characters.into_iter().map(|(font, alphabet)| Ok((font, Subset::of(font, alphabet)?)));
        subsets.collect::<Result<_, Error>>().map(Self)
    }

    /// Puts the fonts into the resources all pages share.
    fn embed(&self, document: &mut Document) {
        let mut names = Dictionary::new();
        for (font, subset) in &self.0 {
            names.set(resource_name(*font), subset.embed(document));
        }
        let names = document.add_object(names);
        for page in page_ids(document) {
            let resources =
                document.get_dictionary(page).and_then(|page| page.get(b"Resources")).and_then(Object::as_reference);
            if let Ok(resources) = resources.and_then(|id| document.get_dictionary_mut(id)) {
                resources.set("Font", names);
            }
        }
    }
}

fn runs(pages: &Pages) -> impl Iterator<Item = &TextRun> {
    pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
        Item::Text(run) => Some(run),
        _ => None,
    })
}

fn missing(pages: &Pages) -> Vec<char> {
    let is_missing = |glyph: &&Glyph| glyph.id == NOTDEF && !glyph.character.is_ascii_control();
    let glyphs = runs(pages).flat_map(|run| &run.glyphs).filter(is_missing);
    glyphs.map(|glyph| glyph.character).collect::<BTreeSet<char>>().into_iter().collect()
}

fn resource_name(font: FontId) -> &'static str {
    match font {
        FontId::Regular => "F1",
        FontId::Bold => "F2",
    }
}

/// A length as it is written: to a thousandth of a point.
fn pt(length: f64) -> Pt {
    Pt(((length * 1000.0).round() / 1000.0) as f32)
}

fn point([x, y]: [f64; 2]) -> Point {
    Point { x: pt(x), y: pt(y) }
}

fn gray(gray: f64) -> Color {
    Color::Greyscale(Greyscale { percent: ((gray * 1e5).round() / 1e5) as f32, icc_profile: None })
}

fn pdf_page(page: &Page, fonts: &Fonts) -> PdfPage {
    let whole = Rect {
        x: Pt(0.0),
        y: Pt(0.0),
        width: pt(PAGE_WIDTH),
        height: pt(PAGE_HEIGHT),
        mode: None,
        winding_order: None,
    };
    let mut pen = Pen { ops: Vec::with_capacity(page.items.len() * 3), fill: 0.0, stroke: (0.0, 1.0) };
    for item in &page.items {
        match item {
            Item::Text(run) => pen.text(run, fonts),
            Item::Fill(fill) => pen.fill(fill),
            Item::Border(border) => pen.border(border),
            Item::Stroke(stroke) => pen.stroke(stroke),
            Item::Logo(frame) => pen.logo(frame),
        }
    }
    PdfPage { media_box: whole.clone(), trim_box: whole.clone(), crop_box: whole, ops: pen.ops }
}

/// Writes operations, colours and line widths only where they change.
struct Pen {
    ops: Vec<Op>,
    fill: f64,
    /// Gray and width.
    stroke: (f64, f64),
}

impl Pen {
    fn set_fill(&mut self, level: f64) {
        if self.fill != level {
            self.ops.push(Op::SetFillColor { col: gray(level) });
            self.fill = level;
        }
    }

    fn set_stroke(&mut self, level: f64, width: f64) {
        if self.stroke.0 != level {
            self.ops.push(Op::SetOutlineColor { col: gray(level) });
        }
        if self.stroke.1 != width {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(((width * 1e5).round() / 1e5) as f32) });
        }
        self.stroke = (level, width);
    }

    fn fill(&mut self, fill: &Fill) {
        self.set_fill(fill.gray);
        self.rectangle([fill.x, fill.y, fill.width, fill.height], PaintMode::Fill);
    }

    fn border(&mut self, border: &Border) {
        self.set_stroke(border.gray, border.line_width);
        self.rectangle([border.x, border.y, border.width, border.height], PaintMode::Stroke);
    }

    fn rectangle(&mut self, sides: [f64; 4], mode: PaintMode) {
        let [x, y, width, height] = sides.map(pt);
        self.ops
            .push(Op::DrawRectangle { rectangle: Rect { x, y, width, height, mode: Some(mode), winding_order: None } });
    }

    fn stroke(&mut self, stroke: &Stroke) {
        self.set_stroke(stroke.gray, stroke.width);
        let points = [stroke.from, stroke.to].map(|end| LinePoint { p: point(end), bezier: false });
        self.ops.push(Op::DrawLine { line: Line { points: points.to_vec(), is_closed: false } });
    }

    fn text(&mut self, run: &TextRun, fonts: &Fonts) {
        let Some(subset) = fonts.0.get(&run.font) else { return };
        self.set_fill(0.0);
        let font = PdfFontHandle::External(ResourceName(resource_name(run.font).to_owned()));
        let size = Pt(((run.size * 1e5).round() / 1e5) as f32);
        let pos = point([run.x, run.y]);
        self.ops.extend([Op::StartTextSection, Op::SetFont { font, size }, Op::SetTextCursor { pos }]);
        let face = run.font.face();
        let squeeze = |glyph: &Glyph| face.metric(glyph.character).squeeze();
        let mut current = 1.0;
        for glyphs in run.glyphs.chunk_by(|left, right| squeeze(left) == squeeze(right)) {
            self.squeeze(&mut current, squeeze(&glyphs[0]));
            self.ops.push(Op::Unknown { key: "TJ".to_owned(), value: vec![DictItem::Array(kerned(glyphs, subset))] });
        }
        // Unlike the pen's place, this outlives the text section.
        self.squeeze(&mut current, 1.0);
        self.ops.push(Op::EndTextSection);
    }

    fn squeeze(&mut self, current: &mut f64, wanted: f64) {
        if *current != wanted {
            self.ops.push(Op::SetHorizontalScaling { percent: (wanted * 100.0) as f32 });
            *current = wanted;
        }
    }

    /// A picture is one unit wide and high until it is scaled.
    fn logo(&mut self, frame: &Frame) {
        let transform = XObjectTransform {
            translate_x: Some(pt(frame.x)),
            translate_y: Some(pt(frame.y)),
            scale_x: Some(pt(frame.width).0),
            scale_y: Some(pt(frame.height).0),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id: XObjectId(LOGO.to_owned()), transform });
    }
}

/// Codes of the glyphs, broken by the distances that kerning takes away.
fn kerned(glyphs: &[Glyph], subset: &Subset) -> Vec<DictItem> {
    let mut items = Vec::new();
    let mut codes = Vec::with_capacity(glyphs.len() * 2);
    for glyph in glyphs {
        codes.extend(subset.code(glyph.character).to_be_bytes());
        if glyph.kern != 0.0 {
            items.push(DictItem::String { data: std::mem::take(&mut codes), literal: true });
            items.push(DictItem::Real(-glyph.kern));
        }
    }
    if !codes.is_empty() {
        items.push(DictItem::String { data: codes, literal: true });
    }
    items
}

fn logo_object(logo: &Logo) -> Result<XObject, Error> {
    let image = logo.image()?;
    let mut dict = image_dictionary(logo, image.color_space, image.bits, image.filter);
    if let Some(alpha) = &image.alpha {
        let mask = image_dictionary(logo, ColorSpace::Gray, 8, "FlateDecode");
        dict.insert("SMask".to_owned(), DictItem::Stream { stream: uncompressed(mask, alpha.clone()) });
    }
    if image.color_space == ColorSpace::Cmyk {
        // What writes CMYK into JPEG files writes it inverted.
        let decode = [1, 0, 1, 0, 1, 0, 1, 0].map(DictItem::Int);
        dict.insert("Decode".to_owned(), DictItem::Array(decode.to_vec()));
    }
    Ok(XObject::External(ExternalXObject {
        stream: uncompressed(dict, image.data.clone()),
        width: Some(Px(logo.width() as usize)),
        height: Some(Px(logo.height() as usize)),
        dpi: None,
    }))
}

fn uncompressed(dict: BTreeMap<String, DictItem>, content: Vec<u8>) -> ExternalStream {
    ExternalStream { dict, content, compress: false }
}

fn image_dictionary(logo: &Logo, space: ColorSpace, bits: u8, filter: &str) -> BTreeMap<String, DictItem> {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let space = match space {
        ColorSpace::Gray => "DeviceGray",
        ColorSpace::Rgb => "DeviceRGB",
        ColorSpace::Cmyk => "DeviceCMYK",
    };
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(logo.width().into())),
        ("Height", DictItem::Int(logo.height().into())),
        ("ColorSpace", name(space)),
        ("BitsPerComponent", DictItem::Int(bits.into())),
        ("Filter", name(filter)),
    ];
    entries.map(|(key, value)| (key.to_owned(), value)).into()
}

/// Replaces what printpdf says about the file.
fn describe(document: &mut Document, metadata: &Metadata) {
    document.version = "1.7".to_owned();
    let mut info = dictionary! {
        "Title" => text(&metadata.title),
        "Producer" => text("Billfold"),
        "CreationDate" => date(metadata.created),
        "ModDate" => date(metadata.modified),
    };
    if let Some(author) = &metadata.author {
        info.set("Author", text(author));
    }
    if let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        document.objects.insert(id, info.into());
    }
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("Lang", Object::string_literal("en"));
        catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    }
}

/// A text string: plain where it is ASCII, else UTF-16.
fn text(text: &str) -> Object {
    if text.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
        return Object::string_literal(text);
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

fn date(time: Timestamp) -> Object {
    Object::string_literal(time.strftime("D:%Y%m%d%H%M%SZ").to_string())
}

fn page_ids(document: &Document) -> Vec<ObjectId> {
    document.page_iter().collect()
}

fn compress_pages(document: &mut Document) {
    for page in page_ids(document) {
        for id in document.get_page_contents(page) {
            if let Ok(stream) = document.get_object_mut(id).and_then(Object::as_stream_mut) {
                let data = deflate(&stream.content);
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(data);
            }
        }
    }
}

/// Writes the file with an id made from everything else in it.
fn finish(mut document: Document) -> Result<Vec<u8>, Error> {
    let placeholder = Object::String(vec![0; 16], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![placeholder.clone(), placeholder]);
    let mut bytes = Vec::with_capacity(32 * 1024);
    document.save_to(&mut bytes).map_err(|error| Error::Write(error.to_string()))?;
    let id: String = Sha256::digest(&bytes).iter().take(16).map(|byte| format!("{byte:02X}")).collect();
    let zeros = "0".repeat(id.len());
    let trailer = bytes.windows(7).rposition(|window| window == b"trailer").unwrap_or(0);
    let mut from = trailer;
    while let Some(at) = bytes[from..].windows(zeros.len()).position(|window| window == zeros.as_bytes()) {
        bytes[from + at..from + at + zeros.len()].copy_from_slice(id.as_bytes());
        from += at + zeros.len();
    }
    Ok(bytes)
}
