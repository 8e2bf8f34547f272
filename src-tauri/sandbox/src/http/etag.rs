//! Entity tags, computed from `updated_at` only: a changed line item does not show in them.

use crate::portal::Invoice;

/// The tag of these invoices, read through that URL.
pub(super) fn of<'a>(target: &str, invoices: impl IntoIterator<Item = &'a Invoice>) -> String {
    let mut hash = Fnv::new();
    hash.add(target.as_bytes());
    for invoice in invoices {
        hash.add(&invoice.id.to_le_bytes());
        hash.add(&invoice.updated_at.as_nanosecond().to_le_bytes());
    }
    format!("W/\"{:016x}\"", hash.0)
}

/// Whether `If-None-Match` names the tag.
pub(super) fn matches(if_none_match: Option<&str>, tag: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    if_none_match.is_some_and(|sent| sent.split(',').any(|held| strong(held) == strong(tag) || held.trim() == "*"))
}

struct Fnv(u64);

impl Fnv {
    fn new() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
