/// Which slots have a text, text by text: built at once, with a list of what came since.
#[derive(Default)]
pub(super) struct Postings {
    /// Where the slots of a text begin; one more than there are texts.
    begins: Vec<u32>,
    slots: Vec<u32>,
    since: Vec<(u32, u32)>,
}

/// So many pairs may wait in the list before all is built anew.
const WAITING: usize = 100_000;

impl Postings {
    pub(super) fn add(&mut self, text: u32, slot: u32) {
        self.since.push((text, slot));
    }

    /// To be called when a round of adding is over.
    pub(super) fn settle(&mut self) {
        if self.since.len() > WAITING.max(self.slots.len() / 8) {
            let pairs = self.pairs().collect::<Vec<_>>();
            self.build(pairs);
        }
    }

    fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        let texts = self.begins.windows(2).enumerate();
        let built = texts.flat_map(|(text, ends)| {
            self.slots[ends[0] as usize..ends[1] as usize].iter().map(move |slot| (text as u32, *slot))
        });
        built.chain(self.since.iter().copied())
    }

    fn build(&mut self, pairs: Vec<(u32, u32)>) {
        let texts = pairs.iter().map(|(text, _)| *text as usize + 1).max().unwrap_or(0);
        let mut begins = vec![0_u32; texts + 1];
        for (text, _) in &pairs {
            begins[*text as usize + 1] += 1;
        }
        for text in 0..texts {
            begins[text + 1] += begins[text];
        }
        let mut next = begins.clone();
        let mut slots = vec![0; pairs.len()];
        for (text, slot) in pairs {
            slots[next[text as usize] as usize] = slot;
            next[text as usize] += 1;
        }
        *self = Self { begins, slots, since: Vec::new() };
    }

    /// Calls `found` with every slot that has one of the texts, perhaps several times.
    pub(super) fn of(&self, texts: &[u32], mut found: impl FnMut(u32)) {
        for text in texts {
            let ends = self.begins.get(*text as usize).zip(self.begins.get(*text as usize + 1));
            let slots = ends.map(|(begin, end)| &self.slots[*begin as usize..*end as usize]);
            slots.into_iter().flatten().for_each(|slot| found(*slot));
        }
        // Texts come ascending.
        for (text, slot) in &self.since {
            if texts.binary_search(text).is_ok() {
                found(*slot);
            }
        }
    }

    /// Gives slots their new numbers; one without is left out.
    pub(super) fn renumber(&mut self, new: impl Fn(u32) -> Option<u32>) {
        let pairs = self.pairs().filter_map(|(text, slot)| Some((text, new(slot)?))).collect();
        self.build(pairs);
    }

    pub(super) fn size(&self) -> usize {
        (self.begins.capacity() + self.slots.capacity() + self.since.capacity() * 2) * 4
    }
}
