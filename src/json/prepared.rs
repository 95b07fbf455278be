//! Parts of replies that were already written as JSON. A list shows objects that rarely change, and writing them
//! anew costs more than everything else about the list.

use std::borrow::Cow;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

/// How many parts each thread keeps, and the longest of them in bytes. A part stays until another takes its place.
const MOST: usize = 1024;
const LONGEST: usize = 4 << 10;

/// Identifies an object in one of its versions. No other object has the same, nor has this one before or after a
/// change.
#[derive(Debug)]
pub(crate) struct Version(u64);

impl Version {
    /// That of an object that is nowhere yet, so that no part of it is asked for.
    pub(crate) const NONE: Self = Self(0);
}

impl Default for Version {
    fn default() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(1);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

impl Clone for Version {
    /// Another one: the copy of an object can change without the original.
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// A part of a reply: the JSON of a `T`.
pub(crate) struct Prepared<T> {
    json: Rc<RawValue>,
    of: PhantomData<fn() -> T>,
}

impl<T> From<Rc<RawValue>> for Prepared<T> {
    fn from(json: Rc<RawValue>) -> Self {
        Self { json, of: PhantomData }
    }
}

impl<T> Serialize for Prepared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for Prepared<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// The parts of one kind that a thread keeps. `K` is everything that a part depends on beside the object's own
/// version.
pub(crate) struct Parts<K>(RefCell<Vec<Option<Part<K>>>>);

struct Part<K> {
    version: u64,
    beside: K,
    json: Rc<RawValue>,
}

impl<K: Eq> Parts<K> {
    pub(crate) const fn new() -> Self {
        Self(RefCell::new(Vec::new()))
    }

    /// The part that was written of this version of an object and of what is beside it, or else the one that
    /// `make` makes, which is kept for the next time. Debug builds make each part anew and compare it.
    ///
    /// # Panics
    ///
    /// Never: parts of replies are plain data.
    pub(crate) fn find_or<T: Serialize>(
        &self,
        Version(version): &Version,
        beside: K,
        make: impl FnOnce() -> T,
    ) -> Prepared<T> {
        let mut parts = self.0.borrow_mut();
        if parts.is_empty() {
            parts.resize_with(MOST, || None);
        }
        // Versions that follow each other have different places.
        let place = usize::try_from(*version % MOST as u64).unwrap_or_default();
        let place = &mut parts[place];
        if let Some(part) = place.as_ref().filter(|part| part.version == *version)
            && part.beside == beside
        {
            debug_assert_eq!(
                to_raw_value(&make()).ok().as_deref().map(RawValue::get),
                Some(part.json.get()),
                "a part depends on more than it is found by"
            );
            return part.json.clone().into();
        }
        let json: Rc<RawValue> = to_raw_value(&make()).expect("a reply is plain data").into();
        if json.get().len() <= LONGEST {
            *place = Some(Part { version: *version, beside, json: json.clone() });
        }
        json.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_written_once_for_a_version_and_what_is_beside_it_and_again_for_others() {
        let parts = Parts::new();
        let text = |prepared: Prepared<Vec<u32>>| serde_json::to_string(&prepared).unwrap();
        let one = Version::default();
        let (copy, other) = (one.clone(), Version::default());
        assert_eq!(text(parts.find_or(&one, 'a', || vec![1])), "[1]");
        assert_eq!(text(parts.find_or(&one, 'a', || vec![1])), "[1]");
        assert_eq!(text(parts.find_or(&one, 'b', || vec![2])), "[2]");
        assert_eq!(text(parts.find_or(&other, 'b', || vec![3])), "[3]");
        assert_eq!(text(parts.find_or(&copy, 'b', || vec![4])), "[4]");
        assert_eq!(text(parts.find_or(&one, 'b', || vec![2])), "[2]");
        let kept = parts.0.borrow().iter().flatten().count();
        assert_eq!(kept, 3);
        let long = vec![u32::MAX; LONGEST / 10];
        let prepared = parts.find_or(&Version::default(), 'a', || long.clone());
        assert_eq!(text(prepared), serde_json::to_string(&long).unwrap());
        assert_eq!(parts.0.borrow().iter().flatten().count(), kept);
    }
}
