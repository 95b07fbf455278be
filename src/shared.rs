//! What many objects have in common, kept once.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Values by what tells them from each other. Each is kept for as long as somebody uses it.
#[derive(Debug)]
pub(crate) struct Shared<K, T>(Mutex<HashMap<K, Weak<T>>>);

impl<K, T> Default for Shared<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, T> Shared<K, T> {
    /// The value of that key: one that is in use already, or else this one.
    pub(crate) fn keep(&self, key: K, value: T) -> Arc<T> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(used) = known.get(&key).and_then(Weak::upgrade) {
            return used;
        }
        if known.len() == known.capacity() {
            known.retain(|_, value| value.strong_count() > 0);
            // Twice the room, so that this does not happen at each of the next ones.
            let len = known.len();
            known.reserve(len);
        }
        let value = Arc::new(value);
        known.insert(key, Arc::downgrade(&value));
        value
    }
}
