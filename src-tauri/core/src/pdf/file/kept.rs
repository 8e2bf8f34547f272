//! What was made once and may be needed again.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use super::super::Error;

/// So many are kept: a bulk export meets few hundred alphabets, and each takes some 20 KB.
const MOST: usize = 512;

/// Things by what they were made from. When there are too many, any one of them goes: invoices come in rounds of
/// customers, and the one not used for the longest time would be the next to be needed.
pub struct Kept<K, T>(Mutex<Option<HashMap<K, Arc<T>>>>);

impl<K: Eq + Hash, T> Kept<K, T> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// What was made from the key, now or before.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn get_or_make(&self, key: K, make: impl FnOnce(&K) -> Result<T, Error>) -> Result<Arc<T>, Error>
    where
        K: Clone,
    {
        if let Some(kept) = self.with(|kept| kept.get(&key).map(Arc::clone)) {
            return Ok(kept);
        }
        // Made without the lock: other threads go on printing meanwhile.
        let made = Arc::new(make(&key)?);
        self.with(|kept| {
            if kept.len() >= MOST
                && let Some(any) = kept.keys().next().cloned()
            {
                kept.remove(&any);
            }
            kept.insert(key, Arc::clone(&made));
        });
        Ok(made)
    }

    fn with<R>(&self, then: impl FnOnce(&mut HashMap<K, Arc<T>>) -> R) -> R {
        then(self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
    }
}
