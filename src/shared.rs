//! What many objects have in common, kept once.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// How many values there can be before those that nobody uses are looked for.
const FEW: usize = 16;

/// Values by what tells them from each other. Each is freed with its last user; its key is forgotten some time
/// later.
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
            // There is room for as many again, so that this does not happen at each of the next ones.
            let more = known.len().max(FEW);
            let room = known.len() + more;
            known.shrink_to(room);
            known.reserve(more);
        }
        let value = Arc::new(value);
        known.insert(key, Arc::downgrade(&value));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_kept_once_while_it_is_used_and_its_key_is_forgotten_later() {
        let shared = Shared::default();
        let first = shared.keep(0, "zero".to_owned());
        assert!(Arc::ptr_eq(&first, &shared.keep(0, "another".to_owned())));
        let used: Vec<_> = (0..1000).map(|key| shared.keep(key, key.to_string())).collect();
        assert!(Arc::ptr_eq(&first, &used[0]));
        drop((first, used));
        assert_eq!(*shared.keep(0, "another".to_owned()), "another");
        (1000..10_000).for_each(|key| drop(shared.keep(key, key.to_string())));
        let known = shared.0.into_inner().unwrap();
        assert!(known.len() <= 100 && known.capacity() <= 100, "{}", known.capacity());
    }
}
