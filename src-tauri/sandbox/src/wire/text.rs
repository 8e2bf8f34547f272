//! Text as it stands in a document.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Appends text with `&`, `<` and `>` escaped, as the server's serializer does.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// JSON with one space after commas and colons, as in the recorded answers.
pub(crate) fn json_text(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    let written = value.serialize(&mut Serializer::with_formatter(&mut out, Spaced));
    debug_assert!(written.is_ok(), "a value in memory always serializes");
    String::from_utf8(out).unwrap_or_default()
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{json_text, push_escaped};

    #[test]
    fn only_three_signs_are_escaped() {
        let mut out = String::new();
        push_escaped(&mut out, "Überziehung & <b> \"quoted\" 'Premium' > 1M");
        assert_eq!(out, "Überziehung &amp; &lt;b&gt; \"quoted\" 'Premium' &gt; 1M");
    }

    #[test]
    fn json_has_a_space_after_commas_and_colons() {
        assert_eq!(json_text(&json!({"a": [1, null], "b": -0.0})), r#"{"a": [1, null], "b": -0.0}"#);
    }
}
