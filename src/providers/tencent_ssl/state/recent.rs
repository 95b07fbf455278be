//! Lists that would grow without end: only the newest items are kept.

use std::collections::VecDeque;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most items of one list; the oldest are forgotten.
const MOST: usize = 10_000;

/// The newest items, the oldest of them first. Each item has a place, a number that does not change.
#[derive(Clone)]
pub(crate) struct Recent<T> {
    /// The place of the first.
    first: u64,
    kept: VecDeque<T>,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self { first: 0, kept: VecDeque::new() }
    }
}

impl<T> Recent<T> {
    /// Adds an item. Returns its place, and the item that is forgotten for it.
    pub(crate) fn push(&mut self, new: T) -> (u64, Option<T>) {
        let forgotten = if self.kept.len() < MOST { None } else { self.forget_first() };
        self.kept.push_back(new);
        (self.first + self.kept.len() as u64 - 1, forgotten)
    }

    /// Forgets the oldest, unless it is the only one.
    pub(crate) fn forget_first(&mut self) -> Option<T> {
        if self.kept.len() < 2 {
            return None;
        }
        self.first += 1;
        self.kept.pop_front()
    }

    /// The place of the first.
    pub(crate) fn first(&self) -> u64 {
        self.first
    }

    pub(crate) fn get(&self, place: u64) -> Option<&T> {
        self.kept.get(usize::try_from(place.checked_sub(self.first)?).ok()?)
    }

    pub(crate) fn get_mut(&mut self, place: u64) -> Option<&mut T> {
        self.kept.get_mut(usize::try_from(place.checked_sub(self.first)?).ok()?)
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.kept.iter()
    }
}

impl<T: Serialize> Serialize for Recent<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.kept)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Recent<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut recent = Self::default();
        for each in Vec::<T>::deserialize(deserializer)? {
            recent.push(each);
        }
        Ok(recent)
    }
}
