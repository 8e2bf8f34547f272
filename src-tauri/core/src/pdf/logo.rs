//! The picture at the top of an invoice.

use std::{
    fmt,
    io::Cursor,
    sync::{Arc, OnceLock},
};

use super::file::deflate;

/// Pictures with more pixels than this are refused: one would take all memory to show at 200 points.
const MOST_PIXELS: u64 = 64 * 1024 * 1024;

/// Why a picture cannot be the logo.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// Neither a JPEG nor a PNG.
    #[error("the logo is neither a JPEG nor a PNG picture")]
    UnknownFormat,
    /// A JPEG or PNG that cannot be read.
    #[error("the logo cannot be read: {0}")]
    Damaged(String),
    /// More pixels than anybody can print.
    #[error("the logo is too large: {width} x {height} pixels")]
    TooLarge {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
}

/// A JPEG or PNG picture, read as far as its size; its pixels are decoded when first drawn and kept.
#[derive(Clone)]
pub struct Logo(Arc<Inner>);

struct Inner {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
    kind: Kind,
    image: OnceLock<Result<Image, LogoError>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Goes into the PDF as it is.
    Jpeg {
        components: u8,
        bits: u8,
    },
    Png,
}

/// The colours of an image as PDF names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColorSpace {
    Gray,
    Rgb,
    Cmyk,
}

/// An image ready for a PDF.
#[derive(Debug)]
pub(super) struct Image {
    pub color_space: ColorSpace,
    pub bits: u8,
    /// `DCTDecode` or `FlateDecode`.
    pub filter: &'static str,
    pub data: Vec<u8>,
    /// How opaque each pixel is, one byte each, deflated.
    pub alpha: Option<Vec<u8>>,
}

impl Logo {
    /// Reads a picture's kind and size.
    ///
    /// # Errors
    ///
    /// Anything but a JPEG or PNG, a header that cannot be read, a picture beyond all measure.
    pub fn new(bytes: Vec<u8>) -> Result<Self, LogoError> {
        let (width, height, kind) = if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            jpeg_header(&bytes).ok_or_else(|| LogoError::Damaged("no picture in the JPEG file".to_owned()))?
        } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
            let info = png::Decoder::new(Cursor::new(&bytes)).read_header_info().map(|info| (info.width, info.height));
            let (width, height) = info.map_err(|error| LogoError::Damaged(error.to_string()))?;
            (width, height, Kind::Png)
        } else {
            return Err(LogoError::UnknownFormat);
        };
        if width == 0 || height == 0 {
            return Err(LogoError::Damaged("it has no pixels".to_owned()));
        }
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(LogoError::TooLarge { width, height });
        }
        Ok(Self(Arc::new(Inner { bytes, width, height, kind, image: OnceLock::new() })))
    }

    /// Pixels across.
    pub fn width(&self) -> u32 {
        self.0.width
    }

    /// Pixels down.
    pub fn height(&self) -> u32 {
        self.0.height
    }

    /// The file it was read from.
    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    pub(super) fn image(&self) -> Result<&Image, LogoError> {
        let image = self.0.image.get_or_init(|| match self.0.kind {
            Kind::Jpeg { components, bits } => jpeg_image(&self.0.bytes, components, bits),
            Kind::Png => png_image(&self.0.bytes),
        });
        image.as_ref().map_err(LogoError::clone)
    }
}

impl PartialEq for Logo {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.bytes == other.0.bytes
    }
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logo({:?}, {} x {})", self.0.kind, self.0.width, self.0.height)
    }
}

/// Width, height and kind from the first frame header of a JPEG file.
fn jpeg_header(bytes: &[u8]) -> Option<(u32, u32, Kind)> {
    let word = |at: usize| Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        // Any number of fill bytes may stand before a marker.
        let marker = *bytes.get(at + 1)?;
        match marker {
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                let (height, width) = (word(at + 5)?, word(at + 7)?);
                let kind = Kind::Jpeg { bits: *bytes.get(at + 4)?, components: *bytes.get(at + 9)? };
                return Some((width.into(), height.into(), kind));
            }
            _ => at += 2 + usize::from(word(at + 2)?),
        }
    }
}

fn jpeg_image(bytes: &[u8], components: u8, bits: u8) -> Result<Image, LogoError> {
    let color_space = match components {
        1 => ColorSpace::Gray,
        3 => ColorSpace::Rgb,
        4 => ColorSpace::Cmyk,
        other => return Err(LogoError::Damaged(format!("a JPEG with {other} colour components"))),
    };
    Ok(Image { color_space, bits, filter: "DCTDecode", data: bytes.to_vec(), alpha: None })
}

/// Decodes a PNG to eight bits a channel, its alpha channel apart.
fn png_image(bytes: &[u8]) -> Result<Image, LogoError> {
    let damaged = |error: png::DecodingError| LogoError::Damaged(error.to_string());
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let size = reader.output_buffer_size().ok_or_else(|| LogoError::Damaged("it is too large".to_owned()))?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(damaged)?;
    pixels.truncate(frame.buffer_size());
    let (color_space, channels, has_alpha) = match frame.color_type {
        png::ColorType::Grayscale => (ColorSpace::Gray, 1, false),
        png::ColorType::GrayscaleAlpha => (ColorSpace::Gray, 1, true),
        png::ColorType::Rgb => (ColorSpace::Rgb, 3, false),
        png::ColorType::Rgba => (ColorSpace::Rgb, 3, true),
        png::ColorType::Indexed => return Err(LogoError::Damaged("a palette that was not expanded".to_owned())),
    };
    let (colors, alpha) = if has_alpha { split_alpha(&pixels, channels) } else { (pixels, None) };
    let alpha = alpha.map(|alpha| deflate(&alpha));
    Ok(Image { color_space, bits: 8, filter: "FlateDecode", data: deflate(&colors), alpha })
}

/// Takes the alpha channel, the last one, apart from `channels` others. Opaque pictures have none.
fn split_alpha(pixels: &[u8], channels: usize) -> (Vec<u8>, Option<Vec<u8>>) {
    let mut colors = Vec::with_capacity(pixels.len());
    let mut alpha = Vec::with_capacity(pixels.len() / (channels + 1));
    for pixel in pixels.chunks_exact(channels + 1) {
        colors.extend_from_slice(&pixel[..channels]);
        alpha.push(pixel[channels]);
    }
    let opaque = alpha.iter().all(|value| *value == u8::MAX);
    (colors, (!opaque).then_some(alpha))
}
