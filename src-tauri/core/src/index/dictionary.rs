use std::{borrow::Borrow, collections::HashMap, hash::Hash};

/// Values that many invoices share, each once; code 0 stands for none.
pub(super) struct Dictionary<K> {
    values: Vec<K>,
    codes: HashMap<K, u32>,
}

impl<K> Default for Dictionary<K> {
    fn default() -> Self {
        Self { values: Vec::new(), codes: HashMap::new() }
    }
}

impl<K: Ord + Hash + Clone> Dictionary<K> {
    /// The code of a value, given out when it is new.
    pub(super) fn code<Q: ToOwned<Owned = K> + Hash + Eq + ?Sized>(&mut self, value: Option<&Q>) -> u32
    where
        K: Borrow<Q>,
    {
        let Some(value) = value else { return 0 };
        if let Some(code) = self.codes.get(value) {
            return *code;
        }
        self.values.push(value.to_owned());
        let code = self.values.len() as u32;
        self.codes.insert(value.to_owned(), code);
        code
    }

    /// The value of a code.
    pub(super) fn value(&self, code: u32) -> Option<&K> {
        self.values.get((code as usize).checked_sub(1)?)
    }

    /// For every code whether its value is wanted.
    pub(super) fn wanted(&self, wanted: impl Fn(Option<&K>) -> bool) -> Vec<bool> {
        std::iter::once(None).chain(self.values.iter().map(Some)).map(wanted).collect()
    }

    /// For every code its place among all values, none before all.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let mut codes: Vec<u32> = (1..=self.values.len() as u32).collect();
        codes.sort_by(|a, b| self.values[*a as usize - 1].cmp(&self.values[*b as usize - 1]));
        let mut ranks = vec![0; codes.len() + 1];
        for (place, code) in codes.into_iter().enumerate() {
            ranks[code as usize] = place as u32 + 1;
        }
        ranks
    }
}
