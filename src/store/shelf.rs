//! A list of objects with ids, in order of insertion.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher as _, RandomState};

use hashbrown::HashTable;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An object with an id that is unique among objects of its kind.
pub(crate) trait Identified {
    /// The plural name of the objects.
    const MANY: &'static str;

    fn id(&self) -> &str;
}

/// Objects of one kind, in order of insertion. A page of them is found without walking through those before
/// it.
#[derive(Clone)]
pub(crate) struct Shelf<T> {
    last: u64,
    /// The numbers of the objects in the list, ascending.
    numbers: Vec<u64>,
    /// Boxed, because a hash table has room for up to twice as many entries as it has.
    by_number: HashMap<u64, Box<T>>,
    /// The numbers again, by the hash of the id, which the object has and this does not.
    by_id: HashTable<u64>,
    hasher: RandomState,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            last: 0,
            numbers: Vec::new(),
            by_number: HashMap::new(),
            by_id: HashTable::new(),
            hasher: RandomState::new(),
        }
    }
}

impl<T: Identified> Shelf<T> {
    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Adds an object and returns its number. An object with the same id is removed.
    pub(crate) fn insert(&mut self, object: T) -> u64 {
        self.remove(object.id());
        self.last += 1;
        self.numbers.push(self.last);
        self.put(self.last, object);
        self.last
    }

    /// Adds an object in the same way. If there are `most` objects, the oldest is removed first.
    pub(crate) fn insert_bounded(&mut self, object: T, most: usize) {
        if self.len() >= most
            && let Some(oldest) = self.numbers.first().copied()
        {
            self.forget(oldest);
            self.take(oldest);
        }
        self.insert(object);
    }

    /// Stores an object under its number, and the number under its id.
    fn put(&mut self, number: u64, object: T) {
        let hash = self.hasher.hash_one(object.id());
        self.by_number.insert(number, Box::new(object));
        let (objects, hasher) = (&self.by_number, &self.hasher);
        let again = |number: &u64| objects.get(number).map_or(0, |it| hasher.hash_one(it.id()));
        self.by_id.insert_unique(hash, number, again);
    }

    /// Takes an object out. Its number keeps its place.
    fn take(&mut self, number: u64) -> Option<T> {
        let object = self.by_number.remove(&number)?;
        let hash = self.hasher.hash_one(object.id());
        if let Ok(entry) = self.by_id.find_entry(hash, |known| *known == number) {
            entry.remove();
        }
        Some(*object)
    }

    /// Gives up the place of a number.
    fn forget(&mut self, number: u64) {
        if let Ok(place) = self.numbers.binary_search(&number) {
            self.numbers.remove(place);
        }
    }

    pub(crate) fn number_of(&self, id: &str) -> Option<u64> {
        let has_id = |number: &u64| self.get(*number).is_some_and(|object| object.id() == id);
        self.by_id.find(self.hasher.hash_one(id), has_id).copied()
    }

    pub(crate) fn get(&self, number: u64) -> Option<&T> {
        self.by_number.get(&number).map(Box::as_ref)
    }

    pub(crate) fn find(&self, id: &str) -> Option<&T> {
        self.get(self.number_of(id)?)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut T> {
        let number = self.number_of(id)?;
        self.by_number.get_mut(&number).map(Box::as_mut)
    }

    /// Removes an object and returns it with its number.
    pub(crate) fn remove(&mut self, id: &str) -> Option<(u64, T)> {
        let number = self.number_of(id)?;
        self.forget(number);
        Some((number, self.take(number)?))
    }

    /// Passes the objects for which `which` holds to `change`, and removes those for which it returns
    /// nothing.
    pub(crate) fn update(&mut self, which: impl Fn(&T) -> bool, change: impl Fn(T) -> Option<T>) {
        let numbers = self.numbers.iter().copied();
        let changed: Vec<_> =
            numbers.filter(|number| self.get(*number).is_some_and(&which)).collect();
        for number in changed {
            let Some(object) = self.take(number) else { continue };
            match change(object) {
                Some(object) => self.put(number, object),
                None => self.forget(number),
            }
        }
    }

    /// All objects, the newest first, without the first `skip`.
    pub(crate) fn newest_first(&self, skip: usize) -> impl Iterator<Item = &T> {
        self.numbers.iter().rev().skip(skip).filter_map(|number| self.get(*number))
    }

    /// The objects after the one with this number, the oldest first.
    pub(crate) fn behind(&self, number: u64) -> impl Iterator<Item = &T> {
        let begin = self.numbers.partition_point(|known| *known <= number);
        self.numbers[begin..].iter().filter_map(|number| self.get(*number))
    }

    /// The objects before the one with this number, the newest first.
    pub(crate) fn before(&self, number: u64) -> impl Iterator<Item = &T> {
        let end = self.numbers.partition_point(|known| *known < number);
        self.numbers[..end].iter().rev().filter_map(|number| self.get(*number))
    }

    /// All objects, the oldest first.
    pub(crate) fn oldest_first(&self) -> impl Iterator<Item = &T> {
        self.numbers.iter().filter_map(|number| self.get(*number))
    }
}

impl<T: Identified + Serialize> Serialize for Shelf<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.oldest_first())
    }
}

impl<T: JsonSchema> JsonSchema for Shelf<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }
}

impl<'de, T: Identified + Deserialize<'de>> Deserialize<'de> for Shelf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each<T>(Shelf<T>);

        impl<'de, T: Identified + Deserialize<'de>> Visitor<'de> for Each<T> {
            type Value = Shelf<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a sequence")
            }

            fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Shelf<T>, A::Error> {
                while let Some(object) = list.next_element::<T>()? {
                    if self.0.find(object.id()).is_some() {
                        let words = format!("two {} have the id {:?}", T::MANY, object.id());
                        return Err(A::Error::custom(words));
                    }
                    self.0.insert(object);
                }
                Ok(self.0)
            }
        }

        deserializer.deserialize_seq(Each(Self::default()))
    }
}
