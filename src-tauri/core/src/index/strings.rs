use memchr::memmem::Finder;

/// Many short texts in one piece of memory.
#[derive(Clone, Default)]
pub(super) struct Strings {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Strings {
    /// One text more; false when there is no room for it.
    #[must_use]
    pub(super) fn push(&mut self, text: &str) -> bool {
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len() as u32);
        u32::try_from(self.bytes.len()).is_ok()
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.ends[before] as usize)
    }

    pub(super) fn get(&self, at: u32) -> &[u8] {
        &self.bytes[self.start(at as usize)..self.ends[at as usize] as usize]
    }

    /// Calls `found` with each text, by its place, that has a text in it. All of them are one haystack, which is far
    /// quicker than one after the other.
    pub(super) fn containing(&self, text: &[u8], mut found: impl FnMut(u32)) {
        if text.is_empty() {
            (0..self.len() as u32).for_each(found);
            return;
        }
        let finder = Finder::new(text);
        let (mut from, mut at) = (0, 0);
        while let Some(hit) = finder.find(&self.bytes[from..]) {
            let hit = from + hit;
            at = self.place(hit, at);
            let end = self.ends[at] as usize;
            if hit + text.len() <= end {
                found(at as u32);
                from = end;
            } else {
                // It goes over the end of one text into the next.
                from = hit + 1;
            }
        }
    }

    /// Which text a byte belongs to, looking from one on: first nearby, since hits are often close to each other.
    fn place(&self, byte: usize, from: usize) -> usize {
        let (mut low, mut step) = (from, 1);
        while self.ends.get(low + step).is_some_and(|end| *end as usize <= byte) {
            low += step;
            step *= 2;
        }
        let high = (low + step + 1).min(self.ends.len());
        low + self.ends[low..high].partition_point(|end| *end as usize <= byte)
    }

    /// Leaves those at the places that are wanted.
    pub(super) fn retain(&mut self, wanted: impl Fn(u32) -> bool) {
        let mut left = Self::default();
        for at in (0..self.len() as u32).filter(|at| wanted(*at)) {
            left.bytes.extend_from_slice(self.get(at));
            left.ends.push(left.bytes.len() as u32);
        }
        *self = left;
    }

    pub(super) fn size(&self) -> usize {
        self.bytes.capacity() + self.ends.capacity() * 4
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_what_one_after_the_other_finds(texts in prop::collection::vec("[ab]{0,4}", 0..40), word in "[ab]{0,3}") {
            let mut strings = Strings::default();
            prop_assert!(texts.iter().all(|text| strings.push(text)));
            let mut found = Vec::new();
            strings.containing(word.as_bytes(), |at| found.push(at as usize));
            let expected: Vec<_> = (0..texts.len()).filter(|at| texts[*at].contains(&word)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
