//! What a file says about itself, once for people's viewers and once, in the same words, for the archive.

use jiff::Timestamp;
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};

use super::{color_profile, deflate, subset::compressed};
use crate::pdf::document::Metadata;

/// The program named in every file. No version: the same invoice becomes the same bytes.
const PRODUCER: &str = "Billfold";

/// The language of the words that Billfold and the server print.
const LANGUAGE: &str = "en";

/// Replaces what printpdf says about the file. With `archival` the file claims to be PDF/A-2u.
pub fn describe(document: &mut Document, metadata: &Metadata, archival: bool) {
    document.version = "1.7".to_owned();
    let mut info = dictionary! {
        "Title" => text(&metadata.title),
        "Producer" => text(PRODUCER),
        "CreationDate" => date(metadata.created),
        "ModDate" => date(metadata.modified),
    };
    if let Some(author) = &metadata.author {
        info.set("Author", text(author));
    }
    if let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        document.objects.insert(id, info.into());
    }
    let about = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let packet = Stream::new(about, xmp(metadata, archival).into_bytes()).with_compression(false);
    let packet = document.add_object(packet);
    let intent = archival.then(|| output_intent(document));
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("Lang", Object::string_literal(LANGUAGE));
        catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
        catalog.set("Metadata", packet);
        if let Some(intent) = intent {
            catalog.set("OutputIntents", vec![intent.into()]);
        }
    }
}

/// What the colours of the file mean.
fn output_intent(document: &mut Document) -> Dictionary {
    let profile = compressed(deflate(color_profile::srgb()), dictionary! { "N" => 3 });
    let profile = document.add_object(profile);
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB"),
        "DestOutputProfile" => profile,
    }
}

/// A text string: plain where it is ASCII, else UTF-16.
pub fn text(text: &str) -> Object {
    if text.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
        return Object::string_literal(text);
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

fn date(time: Timestamp) -> Object {
    Object::string_literal(time.strftime("D:%Y%m%d%H%M%SZ").to_string())
}

/// The XMP packet (ISO 16684-1).
fn xmp(metadata: &Metadata, archival: bool) -> String {
    let title = escaped(&metadata.title);
    let author = metadata.author.as_deref().map(escaped).map_or_else(String::new, |author| {
        format!("<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n")
    });
    let moment = |time: Timestamp| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let (created, modified) = (moment(metadata.created), moment(metadata.modified));
    let (namespace, conformance) = match archival {
        true => (
            " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"",
            "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\n",
        ),
        false => ("", ""),
    };
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"{namespace}>\n\
         {conformance}\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         {author}\
         <dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>\n\
         <xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{modified}</xmp:ModifyDate>\n\
         <pdf:Producer>{PRODUCER}</pdf:Producer>\n\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

/// Text for XML, without what XML cannot hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            character => escaped.push(character),
        }
    }
    escaped
}
