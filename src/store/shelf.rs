//! A list of objects with ids, in order of insertion.

use std::borrow::Cow;
use std::collections::VecDeque;
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
    /// The objects with their numbers, ascending. Boxed, because there is room for more than are there.
    objects: VecDeque<(u64, Box<T>)>,
    /// The numbers by the hash of the id, which the object has and this does not.
    by_id: HashTable<u64>,
    hasher: RandomState,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            last: 0,
            objects: VecDeque::new(),
            by_id: HashTable::new(),
            hasher: RandomState::new(),
        }
    }
}

/// The place of the object of that number. Numbers are consecutive until one in the middle is removed.
fn place_of<T>(objects: &VecDeque<(u64, Box<T>)>, number: u64) -> Option<usize> {
    let (first, _) = objects.front()?;
    let expected = usize::try_from(number.checked_sub(*first)?).ok()?;
    if objects.get(expected).is_some_and(|(known, _)| *known == number) {
        return Some(expected);
    }
    objects.binary_search_by_key(&number, |(known, _)| *known).ok()
}

impl<T: Identified> Shelf<T> {
    pub(crate) fn len(&self) -> usize {
        self.objects.len()
    }

    /// Adds an object and returns its number. An object with the same id is removed.
    pub(crate) fn insert(&mut self, object: T) -> u64 {
        self.remove(object.id());
        self.append(object)
    }

    /// Adds an object with another id than all others and returns its number.
    fn append(&mut self, object: T) -> u64 {
        self.last += 1;
        let hash = self.hasher.hash_one(object.id());
        self.objects.push_back((self.last, Box::new(object)));
        self.enter(self.last, hash);
        self.last
    }

    /// Adds an object in the same way. If there are `most` objects, the oldest is removed first.
    pub(crate) fn insert_bounded(&mut self, object: T, most: usize) {
        if self.len() >= most {
            self.take(0);
        }
        self.insert(object);
    }

    /// Enters a number under the hash of its object's id.
    fn enter(&mut self, number: u64, hash: u64) {
        let (objects, hasher) = (&self.objects, &self.hasher);
        let again = |number: &u64| {
            place_of(objects, *number).map_or(0, |place| hasher.hash_one(objects[place].1.id()))
        };
        self.by_id.insert_unique(hash, number, again);
    }

    /// Strikes out a number that was entered under that hash.
    fn strike(&mut self, number: u64, hash: u64) {
        if let Ok(entry) = self.by_id.find_entry(hash, |known| *known == number) {
            entry.remove();
        }
    }

    /// Takes out the object at that place.
    fn take(&mut self, place: usize) -> Option<(u64, T)> {
        let (number, object) = self.objects.remove(place)?;
        self.strike(number, self.hasher.hash_one(object.id()));
        Some((number, *object))
    }

    /// The numbers of the objects, ascending.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u64> {
        self.objects.iter().map(|(number, _)| *number)
    }

    pub(crate) fn number_of(&self, id: &str) -> Option<u64> {
        let has_id = |number: &u64| self.get(*number).is_some_and(|object| object.id() == id);
        self.by_id.find(self.hasher.hash_one(id), has_id).copied()
    }

    pub(crate) fn get(&self, number: u64) -> Option<&T> {
        let (_, object) = self.objects.get(place_of(&self.objects, number)?)?;
        Some(object)
    }

    pub(crate) fn find(&self, id: &str) -> Option<&T> {
        self.get(self.number_of(id)?)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut T> {
        let place = place_of(&self.objects, self.number_of(id)?)?;
        let (_, object) = self.objects.get_mut(place)?;
        Some(object)
    }

    /// Removes an object and returns it with its number.
    pub(crate) fn remove(&mut self, id: &str) -> Option<(u64, T)> {
        self.take(place_of(&self.objects, self.number_of(id)?)?)
    }

    /// Passes the objects for which `which` holds to `change`, and removes those for which it returns
    /// nothing.
    pub(crate) fn update(&mut self, which: impl Fn(&T) -> bool, change: impl Fn(T) -> Option<T>)
    where
        T: Clone,
    {
        let mut gone = Vec::new();
        for place in 0..self.objects.len() {
            let (number, object) = &self.objects[place];
            if !which(object) {
                continue;
            }
            let (number, before) = (*number, self.hasher.hash_one(object.id()));
            let changed = change(T::clone(object));
            self.strike(number, before);
            if let Some(changed) = changed {
                let after = self.hasher.hash_one(changed.id());
                *self.objects[place].1 = changed;
                self.enter(number, after);
            } else {
                gone.push(number);
            }
        }
        if !gone.is_empty() {
            let mut gone = gone.into_iter().peekable();
            self.objects.retain(|(number, _)| gone.next_if_eq(number).is_none());
        }
    }

    /// All objects, the newest first, without the first `skip`.
    pub(crate) fn newest_first(&self, skip: usize) -> impl Iterator<Item = &T> {
        self.objects.iter().rev().skip(skip).map(|(_, object)| &**object)
    }

    /// The objects after the one with this number, the oldest first.
    pub(crate) fn behind(&self, number: u64) -> impl Iterator<Item = &T> {
        let begin = self.objects.partition_point(|(known, _)| *known <= number);
        self.objects.range(begin..).map(|(_, object)| &**object)
    }

    /// The objects before the one with this number, the newest first.
    pub(crate) fn before(&self, number: u64) -> impl Iterator<Item = &T> {
        let end = self.objects.partition_point(|(known, _)| *known < number);
        self.objects.range(..end).rev().map(|(_, object)| &**object)
    }

    /// All objects, the oldest first.
    pub(crate) fn oldest_first(&self) -> impl Iterator<Item = &T> {
        self.objects.iter().map(|(_, object)| &**object)
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
                    self.0.append(object);
                }
                Ok(self.0)
            }
        }

        deserializer.deserialize_seq(Each(Self::default()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Object {
        id: String,
        age: u8,
    }

    impl Identified for Object {
        const MANY: &'static str = "objects";

        fn id(&self) -> &str {
            &self.id
        }
    }

    #[derive(Clone, Debug)]
    enum Change {
        Insert(u8),
        InsertBounded(u8, usize),
        Remove(u8),
        /// Of the objects of that age, those of 0 become older, those of 1 are renamed, others are removed.
        Update(u8),
    }

    fn any_change() -> impl Strategy<Value = Change> {
        prop_oneof![
            any::<u8>().prop_map(Change::Insert),
            (any::<u8>(), 1..9_usize).prop_map(|(id, most)| Change::InsertBounded(id, most)),
            any::<u8>().prop_map(Change::Remove),
            (0..4_u8).prop_map(Change::Update),
        ]
    }

    fn object(id: u8) -> Object {
        Object { id: (id % 24).to_string(), age: id % 4 }
    }

    /// `round` keeps the new names apart.
    fn older(object: Object, round: usize) -> Option<Object> {
        match object.age {
            0 => Some(Object { age: 1, ..object }),
            1 => Some(Object { id: format!("{} of {round}", object.id), age: 2 }),
            _ => None,
        }
    }

    proptest! {
        #[test]
        fn a_shelf_is_a_list_whose_objects_are_found_by_id_and_by_number(
            changes in proptest::collection::vec(any_change(), 0..200)
        ) {
            let (mut shelf, mut list) = (Shelf::default(), Vec::<Object>::new());
            for (round, change) in changes.into_iter().enumerate() {
                match change {
                    Change::Insert(id) => {
                        shelf.insert(object(id));
                        list.retain(|known| known.id != object(id).id);
                        list.push(object(id));
                    }
                    Change::InsertBounded(id, most) => {
                        shelf.insert_bounded(object(id), most);
                        if list.len() >= most {
                            list.remove(0);
                        }
                        list.retain(|known| known.id != object(id).id);
                        list.push(object(id));
                    }
                    Change::Remove(id) => {
                        let removed = shelf.remove(&object(id).id).map(|(_, object)| object);
                        let place = list.iter().position(|known| known.id == object(id).id);
                        prop_assert_eq!(removed, place.map(|place| list.remove(place)));
                    }
                    Change::Update(age) => {
                        shelf.update(|object| object.age == age, |object| older(object, round));
                        list = list
                            .into_iter()
                            .filter_map(|it| if it.age == age { older(it, round) } else { Some(it) })
                            .collect();
                    }
                }
                prop_assert!(shelf.oldest_first().eq(&list));
                prop_assert!(shelf.newest_first(1).eq(list.iter().rev().skip(1)));
                for (number, object) in shelf.numbers().zip(&list) {
                    prop_assert_eq!(shelf.get(number), Some(object));
                    prop_assert_eq!(shelf.number_of(&object.id), Some(number));
                    let (before, behind) = (shelf.before(number), shelf.behind(number));
                    prop_assert_eq!(before.count() + 1 + behind.count(), list.len());
                }
                prop_assert!(shelf.find("24").is_none());
            }
        }
    }
}
