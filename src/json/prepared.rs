//! Parts of replies that were already written as JSON. A list shows objects that rarely change, and writing them
//! anew costs more than everything else about the list.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

/// How many parts a thread keeps, and the longest of them in bytes.
const MOST: usize = 1024;
const LONGEST: usize = 4 << 10;

/// Identifies an object in one of its versions. No other object has the same, nor has this one before or after a
/// change.
#[derive(Debug)]
pub(crate) struct Version(u64);

impl Default for Version {
    fn default() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

impl Clone for Version {
    /// Another one: the copy of an object can change without the original.
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// A part of a reply: a value, or the JSON of one.
pub(crate) enum Prepared<T> {
    Value(Box<T>),
    Json(Rc<RawValue>),
}

impl<T: Serialize> Serialize for Prepared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Json(json) => json.serialize(serializer),
        }
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
    /// `make` makes, which is kept for the next time. The tests make each part anew and compare it.
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
            return Prepared::Json(part.json.clone());
        }
        let value = make();
        match to_raw_value(&value) {
            Ok(json) if json.get().len() <= LONGEST => {
                let json = Rc::<RawValue>::from(json);
                *place = Some(Part { version: *version, beside, json: json.clone() });
                Prepared::Json(json)
            }
            _ => Prepared::Value(Box::new(value)),
        }
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
        assert!(matches!(&prepared, Prepared::Value(value) if **value == long));
        assert_eq!(parts.0.borrow().iter().flatten().count(), kept);
    }
}
