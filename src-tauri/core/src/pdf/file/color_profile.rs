//! sRGB as an ICC profile, which a PDF for the archive needs to say what its colours are.
//!
//! Made of the numbers of IEC 61966-2-1, its primaries adapted to the profile's white D50, in the
//! form of ICC.1:2004-10 (version 4.2) for a display with three primaries and a curve.

use std::sync::LazyLock;

/// The profile.
pub fn srgb() -> &'static [u8] {
    static PROFILE: LazyLock<Vec<u8>> = LazyLock::new(make);
    &PROFILE
}

/// A tag's content, with the tags that share it.
type Tag = (&'static [&'static [u8; 4]], Vec<u8>);

fn make() -> Vec<u8> {
    let tags: [Tag; 8] = [
        (&[b"desc"], text("sRGB")),
        (&[b"cprt"], text("CC0")),
        (&[b"wtpt"], xyz([0.9642, 1.0, 0.8249])),
        (&[b"chad"], adaptation()),
        (&[b"rXYZ"], xyz([0.43607, 0.22249, 0.01392])),
        (&[b"gXYZ"], xyz([0.38515, 0.71687, 0.09708])),
        (&[b"bXYZ"], xyz([0.14307, 0.06061, 0.7141])),
        (&[b"rTRC", b"gTRC", b"bTRC"], curve()),
    ];
    let count: usize = tags.iter().map(|(names, _)| names.len()).sum();
    let mut table = (count as u32).to_be_bytes().to_vec();
    let mut content = Vec::new();
    let start = HEADER + 4 + count * 12;
    for (names, tag) in &tags {
        for name in *names {
            table.extend(*name);
            table.extend(((start + content.len()) as u32).to_be_bytes());
            table.extend((tag.len() as u32).to_be_bytes());
        }
        content.extend(tag);
        content.resize(content.len().next_multiple_of(4), 0);
    }
    let mut profile = header((start + content.len()) as u32);
    profile.extend(table);
    profile.extend(content);
    profile
}

const HEADER: usize = 128;

fn header(size: u32) -> Vec<u8> {
    let mut header = vec![0; HEADER];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &size.to_be_bytes());
    put(8, &[4, 0x20]);
    put(12, b"mntrRGB XYZ ");
    // A date is asked for: the one of the standard the numbers are from.
    put(24, &[7, 207, 0, 10, 0, 1]);
    put(36, b"acsp");
    put(68, &xyz([0.9642, 1.0, 0.8249])[8..]);
    header
}

/// A number with 16 bits behind the point.
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    [b"XYZ \0\0\0\0".to_vec(), values.map(fixed).concat()].concat()
}

/// From the white of the display, D65, to D50, by Bradford.
fn adaptation() -> Vec<u8> {
    let matrix = [1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168];
    [b"sf32\0\0\0\0".to_vec(), matrix.map(fixed).concat()].concat()
}

/// A power of 2.4 with a straight piece near black.
fn curve() -> Vec<u8> {
    let parameters = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];
    [b"para\0\0\0\0\0\x03\0\0".to_vec(), parameters.map(fixed).concat()].concat()
}

/// One text in English.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut tag = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0CenUS".to_vec();
    tag.extend((units.len() as u32).to_be_bytes());
    tag.extend(28_u32.to_be_bytes());
    tag.extend(units);
    tag
}
