//! A strict pull reader for the server's XML: it knows where an element ends, so an answer that was
//! cut short is an error and never half a page.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
};

/// Text of an element; `None` for `<x/>` and for `<x></x>`, which the server uses alike.
pub(super) type Text<'a> = Option<Cow<'a, str>>;

/// Why a text is not the XML that was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlError {
    /// Not well-formed, or not of the expected shape.
    #[error("{0}")]
    Malformed(String),
    /// It ends inside an element: the answer was cut.
    #[error("the answer ends before its last element is closed")]
    Cut,
}

impl From<quick_xml::Error> for XmlError {
    fn from(error: quick_xml::Error) -> Self {
        match error {
            // These say that the input ended inside a tag, a comment or a reference.
            quick_xml::Error::Syntax(_) => Self::Cut,
            error => Self::Malformed(error.to_string()),
        }
    }
}

/// Nesting the server never reaches; an answer that goes deeper is refused.
const DEPTH_LIMIT: usize = 24;

pub(super) struct XmlReader<'a> {
    reader: Reader<&'a [u8]>,
    source: &'a str,
}

impl<'a> XmlReader<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        Self { reader, source }
    }

    /// The first element of the document.
    pub(super) fn root(&mut self) -> Result<BytesStart<'a>, XmlError> {
        loop {
            match self.reader.read_event()? {
                Event::Start(start) => return Ok(start),
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Eof => return Err(XmlError::Malformed("the answer is empty".into())),
                _ => return Err(XmlError::Malformed("the answer does not start with an XML element".into())),
            }
        }
    }

    /// After the root element was read to its end: nothing may follow.
    pub(super) fn finish(&mut self) -> Result<(), XmlError> {
        loop {
            match self.reader.read_event()? {
                Event::Eof => return Ok(()),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim().is_empty() => {}
                _ => return Err(XmlError::Malformed("something follows the last element".into())),
            }
        }
    }

    /// The next child of the element we are in, or `None` at its end.
    pub(super) fn child(&mut self) -> Result<Option<BytesStart<'a>>, XmlError> {
        loop {
            match self.reader.read_event()? {
                Event::Start(start) => return Ok(Some(start)),
                Event::End(_) => return Ok(None),
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => return Err(XmlError::Cut),
                Event::DocType(_) => return Err(doctype()),
                _ => return Err(XmlError::Malformed("text stands where only elements belong".into())),
            }
        }
    }

    /// The text of the element just started, up to and with its end.
    pub(super) fn text(&mut self) -> Result<Text<'a>, XmlError> {
        let mut collected: Text<'a> = None;
        loop {
            match self.reader.read_event()? {
                Event::Text(text) => append(&mut collected, text.xml10_content_cow()),
                Event::CData(text) => append(&mut collected, text.xml10_content_cow()),
                Event::GeneralRef(reference) => append(&mut collected, resolve(&reference)?),
                Event::End(_) => return Ok(collected.filter(|text| !text.is_empty())),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => return Err(XmlError::Cut),
                Event::Start(start) => {
                    let name = element_name(&start);
                    return Err(XmlError::Malformed(format!("<{name}> stands where only text belongs")));
                }
                _ => return Err(doctype()),
            }
        }
    }

    /// Anything: text becomes a string, nothing becomes null, children become an object, and a name
    /// that occurs again becomes an array, so nothing is lost.
    pub(super) fn value(&mut self) -> Result<serde_json::Value, XmlError> {
        self.value_at(0)
    }

    fn value_at(&mut self, depth: usize) -> Result<serde_json::Value, XmlError> {
        if depth > DEPTH_LIMIT {
            return Err(XmlError::Malformed("elements are nested too deep".into()));
        }
        let mut text = String::new();
        let mut children = serde_json::Map::new();
        loop {
            match self.reader.read_event()? {
                Event::Start(start) => {
                    let name = element_name(&start);
                    let value = self.value_at(depth + 1)?;
                    insert(&mut children, name, value);
                }
                Event::Text(part) => text.push_str(&part.xml10_content_cow()),
                Event::CData(part) => text.push_str(&part.xml10_content_cow()),
                Event::GeneralRef(reference) => text.push_str(&resolve(&reference)?),
                Event::Comment(_) | Event::PI(_) => {}
                Event::End(_) => break,
                Event::Eof => return Err(XmlError::Cut),
                _ => return Err(doctype()),
            }
        }
        Ok(if !children.is_empty() {
            if !text.trim().is_empty() {
                insert(&mut children, "#text".into(), text.into());
            }
            children.into()
        } else if text.is_empty() {
            serde_json::Value::Null
        } else {
            text.into()
        })
    }

    /// Where the reader stands, in bytes from the start.
    pub(super) fn position(&self) -> usize {
        self.reader.buffer_position() as usize
    }

    /// What was read between two positions.
    pub(super) fn slice(&self, from: usize) -> &'a str {
        self.source.get(from..self.position()).unwrap_or_default()
    }
}

fn doctype() -> XmlError {
    XmlError::Malformed("the answer declares a document type, which this server never does".into())
}

pub(super) fn element_name(start: &BytesStart<'_>) -> String {
    start.name().as_ref().to_owned()
}

/// Adds a child; a name that occurs again becomes an array.
pub(super) fn insert(
    children: &mut serde_json::Map<String, serde_json::Value>,
    name: String,
    value: serde_json::Value,
) {
    use serde_json::map::Entry;
    match children.entry(name) {
        Entry::Vacant(entry) => {
            entry.insert(value);
        }
        Entry::Occupied(mut entry) => match entry.get_mut() {
            serde_json::Value::Array(values) => values.push(value),
            first => *first = serde_json::Value::Array(vec![first.take(), value]),
        },
    }
}

fn append<'a>(collected: &mut Text<'a>, part: Cow<'a, str>) {
    match collected {
        None => *collected = Some(part),
        Some(text) => text.to_mut().push_str(&part),
    }
}

/// Only the five entities of XML and character references: nothing that could expand.
fn resolve(reference: &BytesRef<'_>) -> Result<Cow<'static, str>, XmlError> {
    if let Some(character) = reference.resolve_char_ref()? {
        return Ok(Cow::Owned(character.to_string()));
    }
    let name = reference.xml10_content_cow();
    resolve_predefined_entity(&name)
        .map(Cow::Borrowed)
        .ok_or_else(|| XmlError::Malformed(format!("the answer uses an unknown entity `&{name};`")))
}

/// Line ends as XML 1.0 wants them (`\r\n` is `\n`), borrowed where nothing changes.
trait Content<'a> {
    fn xml10_content_cow(self) -> Cow<'a, str>;
}

macro_rules! content {
    ($($event:ident),*) => {
        $(impl<'a> Content<'a> for quick_xml::events::$event<'a> {
            fn xml10_content_cow(self) -> Cow<'a, str> {
                let text = self.into_inner();
                if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text }
            }
        })*
    };
}
content!(BytesText, BytesCData);

impl<'a> Content<'a> for &'a BytesRef<'_> {
    fn xml10_content_cow(self) -> Cow<'a, str> {
        self.xml10_content()
    }
}
