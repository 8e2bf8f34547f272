//! Pages into a PDF file.
//!
//! printpdf makes the document: pages, resources, pictures, catalogue. Fonts are added here, because
//! printpdf embeds whole ones, and so is what the pages show, see [`content`](super::content);
//! everything printpdf makes up (dates, file id) is replaced, so that the same pages always become
//! the same bytes.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, PdfDocument, PdfPage, PdfSaveOptions, Pt, Px, Rect, XObject, XObjectId,
};
use sha2::{Digest, Sha256};

use super::{
    codes::Fonts,
    content::content,
    deflate,
    metadata::{describe, text},
    missing_on,
};
use crate::pdf::{
    Error, Rendered,
    document::Metadata,
    layout::{PAGE_HEIGHT, PAGE_WIDTH, Pages},
    logo::{ColorSpace, Logo},
};

/// The name of the logo in the pages' resources.
pub const LOGO: &str = "Logo";

/// Writes pages as a PDF file.
///
/// # Errors
///
/// When the logo's pixels cannot be decoded, or a font of the system cannot be cut down.
pub fn render(pages: &Pages) -> Result<Rendered, Error> {
    let mut fonts = Fonts::of(&pages.pages)?;
    let contents = pages.pages.iter().map(|page| deflate(&content(page, &mut fonts, LOGO))).collect();
    let parts = Parts { contents, logo: pages.logo.as_ref(), metadata: &pages.metadata, outline: &[] };
    let bytes = put_together(parts, |document| Ok(fonts.embed(document)))?;
    Ok(Rendered { bytes, missing: missing_on(&pages.pages).into_iter().collect() })
}

/// What a file is made of, besides fonts.
pub struct Parts<'a> {
    /// What each page shows, deflated.
    pub contents: Vec<Vec<u8>>,
    /// The picture pages may show.
    pub logo: Option<&'a Logo>,
    /// What the file says about itself.
    pub metadata: &'a Metadata,
    /// Titles and the indices of the pages they lead to.
    pub outline: &'a [(String, usize)],
}

/// Makes the file.
///
/// # Errors
///
/// As [`render`].
pub fn put_together(
    parts: Parts<'_>,
    embed_fonts: impl FnOnce(&mut Document) -> Result<Dictionary, Error>,
) -> Result<Vec<u8>, Error> {
    let mut pdf = PdfDocument::new(&parts.metadata.title);
    let mut archival = true;
    if let Some(logo) = parts.logo {
        pdf.resources.xobjects.map.insert(XObjectId(LOGO.to_owned()), logo_object(logo)?);
        // The file says what its colours mean for a display; what inks mean it does not know.
        archival = logo.image()?.color_space != ColorSpace::Cmyk;
    }
    pdf.pages = parts.contents.iter().map(|_| empty_page()).collect();
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, ..PdfSaveOptions::default() };
    let mut document = pdf.to_lopdf_document(&options, &mut Vec::new());
    let fonts = embed_fonts(&mut document)?;
    let fonts = document.add_object(fonts);
    describe(&mut document, parts.metadata, archival);
    let pages: Vec<ObjectId> = document.page_iter().collect();
    add_outline(&mut document, parts.outline, &pages);
    for (data, page) in parts.contents.into_iter().zip(pages) {
        show(&mut document, page, data, fonts);
    }
    finish(document)
}

/// Puts on a page what it shows, and the fonts among its resources.
fn show(document: &mut Document, page: ObjectId, data: Vec<u8>, fonts: ObjectId) {
    let resources =
        document.get_dictionary(page).and_then(|page| page.get(b"Resources")).and_then(Object::as_reference);
    if let Ok(resources) = resources.and_then(|id| document.get_dictionary_mut(id)) {
        resources.set("Font", fonts);
    }
    if let Some(stream) = document.get_page_contents(page).first()
        && let Ok(stream) = document.get_object_mut(*stream).and_then(Object::as_stream_mut)
    {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(data);
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

/// One entry below the other, each leading to the top of its page; viewers open it at once.
fn add_outline(document: &mut Document, outline: &[(String, usize)], pages: &[ObjectId]) {
    if outline.is_empty() {
        return;
    }
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
