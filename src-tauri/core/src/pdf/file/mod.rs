//! Pages into a PDF file: fonts cut down to what is used, codes, what pages show, what the file
//! says about itself.

mod alphabet;
mod codes;
mod color_profile;
mod content;
mod kept;
mod merge;
mod metadata;
mod render;
mod sfnt;
mod subset;

use std::{cell::RefCell, collections::BTreeSet};

use flate2::{Compress, Compression, FlushCompress, Status};

use super::{
    fonts::{NOTDEF, is_invisible},
    layout::{Cluster, Item, Page},
};
pub use merge::{Merger, Part};
pub use render::render;

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

/// Characters on some pages that no font has.
fn missing_on(pages: &[Page]) -> BTreeSet<char> {
    let shaped = pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
        Item::Shaped(run) => Some(&run.clusters),
        _ => None,
    });
    let is_missing = |cluster: &&Cluster| cluster.glyphs.iter().any(|glyph| glyph.id == NOTDEF);
    let characters = shaped.flatten().filter(is_missing).flat_map(|cluster| cluster.text.chars());
    characters.filter(|character| !character.is_control() && !is_invisible(*character)).collect()
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
