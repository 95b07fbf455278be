//! A list of objects with ids, in order of insertion.

use std::borrow::Cow;
use std::collections::HashMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::Error as _;
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
    numbers_by_id: HashMap<String, u64>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            last: 0,
            numbers: Vec::new(),
            by_number: HashMap::new(),
            numbers_by_id: HashMap::new(),
        }
    }
}

impl<T: Identified> Shelf<T> {
    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Adds an object and returns its number.
    pub(crate) fn insert(&mut self, object: T) -> u64 {
        self.last += 1;
        self.numbers.push(self.last);
        self.numbers_by_id.insert(object.id().to_owned(), self.last);
        self.by_number.insert(self.last, Box::new(object));
        self.last
    }

    pub(crate) fn number_of(&self, id: &str) -> Option<u64> {
        self.numbers_by_id.get(id).copied()
    }

    pub(crate) fn get(&self, number: u64) -> Option<&T> {
        self.by_number.get(&number).map(Box::as_ref)
    }

    pub(crate) fn find(&self, id: &str) -> Option<&T> {
        self.get(self.number_of(id)?)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut T> {
        self.by_number.get_mut(self.numbers_by_id.get(id)?).map(Box::as_mut)
    }

    /// Removes an object and returns it with its number.
    pub(crate) fn remove(&mut self, id: &str) -> Option<(u64, T)> {
        let number = self.numbers_by_id.remove(id)?;
        if let Ok(place) = self.numbers.binary_search(&number) {
            self.numbers.remove(place);
        }
        Some((number, *self.by_number.remove(&number)?))
    }

    /// Passes the objects for which `which` holds to `change`, and removes those for which it returns
    /// nothing.
    pub(crate) fn update(&mut self, which: impl Fn(&T) -> bool, change: impl Fn(T) -> Option<T>) {
        let numbers = self.numbers.iter().copied();
        let changed: Vec<_> =
            numbers.filter(|number| self.get(*number).is_some_and(&which)).collect();
        for number in changed {
            let Some(object) = self.by_number.remove(&number) else { continue };
            let id = object.id().to_owned();
            if let Some(object) = change(*object) {
                self.by_number.insert(number, Box::new(object));
            } else {
                self.numbers_by_id.remove(&id);
                self.numbers.retain(|known| *known != number);
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
        let mut shelf = Self::default();
        for object in Vec::<T>::deserialize(deserializer)? {
            if shelf.find(object.id()).is_some() {
                let words = format!("two {} have the id {:?}", T::MANY, object.id());
                return Err(D::Error::custom(words));
            }
            shelf.insert(object);
        }
        Ok(shelf)
    }
}
