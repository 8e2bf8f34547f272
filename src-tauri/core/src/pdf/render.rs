//! Pages into a PDF file.
//!
//! printpdf makes the document: pages, resources, pictures, catalogue. Fonts are added here, because
//! printpdf embeds whole ones, and so is what the pages show, see [`content`](super::content);
//! everything printpdf makes up (dates, file id) is replaced, so that the same pages always become
//! the same bytes.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use flate2::{Compress, Compression, FlushCompress, Status};
use jiff::Timestamp;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, PdfDocument, PdfPage, PdfSaveOptions, Pt, Px, Rect, XObject, XObjectId,
};
use sha2::{Digest, Sha256};

use super::{
    Error, Rendered,
    content::{Codes, content},
    document::Metadata,
    fonts::{FontId, NOTDEF},
    layout::{Glyph, Item, PAGE_HEIGHT, PAGE_WIDTH, Pages, TextRun},
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
    render_with_outline(pages, &[])
}

/// Writes pages with an outline: titles and the indices of the pages they lead to.
pub(super) fn render_with_outline(pages: &Pages, outline: &[(String, usize)]) -> Result<Rendered, Error> {
    let fonts = Fonts::used_by(pages)?;
    let mut pdf = PdfDocument::new(&pages.metadata.title);
    if let Some(logo) = &pages.logo {
        pdf.resources.xobjects.map.insert(XObjectId(LOGO.to_owned()), logo_object(logo)?);
    }
    pdf.pages = pages.pages.iter().map(|_| empty_page()).collect();
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, ..PdfSaveOptions::default() };
    let mut document = pdf.to_lopdf_document(&options, &mut Vec::new());
    fonts.embed(&mut document);
    describe(&mut document, &pages.metadata);
    add_outline(&mut document, outline);
    paint(&mut document, pages, &fonts);
    Ok(Rendered { bytes: finish(document)?, missing: missing(pages) })
}

/// Compresses as a PDF's `FlateDecode` expects it.
pub(super) fn deflate(data: &[u8]) -> Vec<u8> {
    // Making a compressor takes as long as compressing a page, so each thread keeps its own.
    thread_local! {
        static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::default(), true));
    }
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut compressed = Vec::with_capacity(data.len() / 2 + 64);
        loop {
            let read = compressor.total_in() as usize;
            let status = compressor.compress_vec(&data[read..], &mut compressed, FlushCompress::Finish);
            match status.expect("compressing in memory does not fail") {
                Status::StreamEnd => return compressed,
                Status::Ok | Status::BufError => compressed.reserve(data.len() / 2 + 64),
            }
        }
    })
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
            names.set(self.resource(*font), subset.embed(document));
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

impl Codes for Fonts {
    fn resource(&self, font: FontId) -> &'static str {
        match font {
            FontId::Regular => "F1",
            FontId::Bold => "F2",
        }
    }

    fn code(&self, font: FontId, character: char) -> u16 {
        self.0.get(&font).map_or(0, |subset| subset.code(character))
    }
}

fn empty_page() -> PdfPage {
    let (width, height) = (Pt(PAGE_WIDTH as f32), Pt(PAGE_HEIGHT as f32));
    let whole = Rect { x: Pt(0.0), y: Pt(0.0), width, height, mode: None, winding_order: None };
    PdfPage { media_box: whole.clone(), trim_box: whole.clone(), crop_box: whole, ops: Vec::new() }
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

/// One entry below the other, each leading to the top of its page; viewers open it at once.
fn add_outline(document: &mut Document, outline: &[(String, usize)]) {
    if outline.is_empty() {
        return;
    }
    let pages = page_ids(document);
    let root = document.new_object_id();
    let entries: Vec<ObjectId> = outline.iter().map(|_| document.new_object_id()).collect();
    for (at, (title, page)) in outline.iter().enumerate() {
        let mut entry = dictionary! { "Title" => text(title), "Parent" => root };
        if let Some(page) = pages.get(*page) {
            entry.set("Dest", vec![Object::Reference(*page), "Fit".into()]);
        }
        if at > 0 {
            entry.set("Prev", entries[at - 1]);
        }
        if let Some(next) = entries.get(at + 1) {
            entry.set("Next", *next);
        }
        document.objects.insert(entries[at], entry.into());
    }
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    let (first, last) = (entries[0], entries[entries.len() - 1]);
    let outlines = dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count };
    document.objects.insert(root, outlines.into());
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("Outlines", root);
        catalog.set("PageMode", "UseOutlines");
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

/// Puts on the document's pages what they show.
fn paint(document: &mut Document, pages: &Pages, fonts: &Fonts) {
    for (page, id) in pages.pages.iter().zip(page_ids(document)) {
        let data = deflate(&content(page, fonts, LOGO));
        for id in document.get_page_contents(id) {
            if let Ok(stream) = document.get_object_mut(id).and_then(Object::as_stream_mut) {
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(data.clone());
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

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_deflated_inflates(data in prop::collection::vec(any::<u8>(), 0..20_000)) {
            let mut inflated = Vec::new();
            flate2::read::ZlibDecoder::new(deflate(&data).as_slice()).read_to_end(&mut inflated).unwrap();
            prop_assert_eq!(inflated, data);
        }
    }
}
