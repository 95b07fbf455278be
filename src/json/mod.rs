//! JSON: reads types from values, writes types as text, and measures values. A type with named members can be
//! read only from an object.

mod defaults;
mod piece;
mod place;
mod prepared;
mod strict;
mod write;

use std::fmt::Display;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::value::RawValue;
use serde_json::{Error, Map, Value};

pub(crate) use self::defaults::{Defaults, WithDefaults};
pub(crate) use self::piece::Complete;
use self::piece::Piece;
use self::place::Notes;
pub(crate) use self::place::{Path, Step};
pub(crate) use self::prepared::{Parts, Prepared, Version};
use self::strict::Strict;
pub(crate) use self::write::{RAW, write};

/// Why a value could not be read as a type.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub(crate) struct Wrong {
    /// The path of the invalid part.
    pub path: Path,
    /// What is wrong with it. The message may repeat the value.
    pub error: Error,
}

/// Counts the values in a JSON text without parsing it, up to `most`: one for the text itself, and one for
/// each bracket, brace or comma outside of strings. Looks at each byte once and allocates nothing, whereas a
/// parsed value takes many times the memory of its text.
pub(crate) fn count_values(text: &[u8], most: usize) -> usize {
    let (mut values, mut in_text, mut is_escaped) = (1, false, false);
    for byte in text {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = in_text,
            b'"' => in_text = !in_text,
            b'[' | b'{' | b',' if !in_text => values += 1,
            _ => {}
        }
        if values >= most {
            break;
        }
    }
    values
}

/// Reads a type from a value.
pub(crate) fn read<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    let notes = Notes::default();
    T::deserialize(Strict::of(value, notes.root()))
}

/// Reads a type from a value. An error contains the path of the invalid part.
pub(crate) fn read_in_place<T: DeserializeOwned>(value: Value) -> Result<T, Wrong> {
    let notes = Notes::default();
    let read = T::deserialize(Strict::of(value, notes.root()));
    read.map_err(|error| Wrong { path: notes.into_path(), error })
}

/// The same of the text of an object. Its lists are read item by item, each completed first, so that a long one
/// takes little more memory than its text.
pub(crate) fn read_by_item<T: DeserializeOwned>(
    text: &RawValue,
    complete: &Complete<'_>,
) -> Result<T, Wrong> {
    let notes = Notes::default();
    let piece = Piece::Object(text.get(), complete);
    let read = T::deserialize(Strict { piece, place: notes.root() });
    read.map_err(|error| Wrong { path: notes.into_path(), error })
}

/// Reads a type from a value. Calls `unread` with the path of each member that the type does not have, as
/// names joined by dots.
pub(crate) fn read_telling<T: DeserializeOwned>(
    value: Value,
    unread: &dyn Fn(&dyn Display),
) -> Result<T, Error> {
    let notes = Notes::of_unread(unread);
    T::deserialize(Strict::of(value, notes.root()))
}

/// Reads a type from a text. An error contains the line and the column.
pub(crate) fn read_text<T: DeserializeOwned>(text: &[u8]) -> Result<T, Error> {
    // Read twice: only the text has lines and columns and shows repeated members.
    serde_json::from_slice::<T>(text)?;
    read(serde_json::from_slice(text)?)
}

/// The names of the members that a type reads; empty if it is not a type with named members.
pub(crate) fn members_of<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let mut members: &'static [&'static str] = &[];
    // Only the names are wanted. There is nothing to read, so the result is an error.
    let _ = T::deserialize(Asked(&mut members));
    members
}

/// A deserializer that records which members a type asks for.
struct Asked<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("there is nothing to read"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        members: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        *self.0 = members;
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The size that each value counts for in addition to its text, in bytes.
const VALUE: usize = 8;

/// The approximate size of a value, in bytes.
pub(crate) fn size(value: &Value) -> usize {
    VALUE
        + match value {
            Value::String(text) => text.len(),
            Value::Array(items) => items.iter().map(size).sum(),
            Value::Object(members) => size_of_members(members),
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        }
}

/// The approximate size of an object's members, in bytes.
pub(crate) fn size_of_members(members: &Map<String, Value>) -> usize {
    members.iter().map(|(name, value)| name.len() + size(value)).sum()
}

/// Whether a value has at most about this size, in bytes. Stops as soon as it is larger.
pub(crate) fn fits(value: &Value, mut bytes: usize) -> bool {
    fits_into(value, &mut bytes)
}

fn fits_into(value: &Value, room: &mut usize) -> bool {
    let own = VALUE + value.as_str().map_or(0, str::len);
    take(room, own)
        && match value {
            Value::Array(items) => items.iter().all(|item| fits_into(item, room)),
            Value::Object(members) => {
                members.iter().all(|(name, value)| take(room, name.len()) && fits_into(value, room))
            }
            _ => true,
        }
}

fn take(room: &mut usize, bytes: usize) -> bool {
    let left = room.checked_sub(bytes);
    *room = left.unwrap_or_default();
    left.is_some()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Plain {
        number: Option<u8>,
        inner: Option<Box<Self>>,
        kind: Option<Kind>,
        list: Vec<(u8, String)>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Bare,
        Held(u8),
        Named { number: u8 },
    }

    #[test]
    fn what_has_named_members_is_an_object_wherever_it_stands() {
        let right = json!({ "number": 1, "inner": { "kind": "bare" }, "list": [[1, "a"]] });
        let plain: Plain = read(right).unwrap();
        let inner = Plain { kind: Some(Kind::Bare), ..Plain::default() };
        let list = vec![(1, "a".to_owned())];
        let wanted = Plain { number: Some(1), inner: Some(Box::new(inner)), kind: None, list };
        assert_eq!(plain, wanted);
        for (kind, right) in [
            (json!({ "held": 1 }), Kind::Held(1)),
            (json!({ "named": { "number": 1 } }), Kind::Named { number: 1 }),
        ] {
            assert_eq!(read::<Plain>(json!({ "kind": kind })).unwrap().kind, Some(right));
        }
        for wrong in [
            json!([1]),
            json!([]),
            json!({ "inner": [1] }),
            json!({ "kind": { "named": [1] } }),
            json!({ "list": [[1, "a", 2]] }),
        ] {
            assert!(read::<Plain>(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_first_thing_that_is_wrong_is_said_with_its_place() {
        let member = |name: &str| Step::Member(name.to_owned());
        for (wrong, place) in [
            (json!(1), vec![]),
            (json!({ "number": [] }), vec![member("number")]),
            (
                json!({ "inner": { "list": [[1, "a"], [300, "a"]] }, "number": [] }),
                vec![member("inner"), member("list"), Step::Item(1), Step::Item(0)],
            ),
            (json!({ "kind": "other" }), vec![member("kind")]),
            (json!({ "kind": { "held": "a" } }), vec![member("kind"), member("held")]),
            (json!({ "kind": { "named": {} } }), vec![member("kind"), member("named")]),
        ] {
            assert_eq!(read_in_place::<Plain>(wrong.clone()).unwrap_err().path, place, "{wrong}");
        }
    }

    #[test]
    fn the_text_of_an_object_is_read_like_its_value_and_its_lists_are_completed_item_by_item() {
        let complete = |list: &str, item: &mut Value| {
            if list == "list" && item.is_null() {
                *item = json!([7, "completed"]);
            }
        };
        let read = |text: &str| {
            read_by_item::<Plain>(&RawValue::from_string(text.to_owned()).unwrap(), &complete)
        };
        let text = r#"{ "number": null, "inner" : { "list": [[1, "a"]] },
            "list" :  [ [2, "b"] , null ], "kind": {"held": 3} }"#;
        let inner = Plain { list: vec![(1, "a".to_owned())], ..Plain::default() };
        let list = vec![(2, "b".to_owned()), (7, "completed".to_owned())];
        let kind = Some(Kind::Held(3));
        let wanted = Plain { number: None, inner: Some(Box::new(inner)), kind, list };
        assert_eq!(read(text).unwrap(), wanted);
        let (member, item) = (|name: &str| Step::Member(name.to_owned()), Step::Item);
        for (wrong, place, words) in [
            ("1", vec![], "invalid type: integer `1`, expected struct Plain"),
            ("[]", vec![], "invalid type: sequence, expected struct Plain"),
            (r#"{"list":null}"#, vec![member("list")], "invalid type: null, expected a sequence"),
            (r#"{"list":{}}"#, vec![member("list")], "invalid type: map, expected a sequence"),
            (
                r#"{"list":[[1,"a"],[300,"a"]]}"#,
                vec![member("list"), item(1), item(0)],
                "invalid value: integer `300`, expected u8",
            ),
            (r#"{"number":1,"number":2}"#, vec![], "duplicate field `number`"),
            (r#"{"number":1e999}"#, vec![member("number")], "number out of range"),
            (
                r#"{"list":[[1,"\ud800"]]}"#,
                vec![member("list"), item(0)],
                "unexpected end of hex escape",
            ),
        ] {
            let said = read(wrong).unwrap_err();
            assert_eq!((said.path, said.error.to_string()), (place, words.to_owned()), "{wrong}");
        }
    }

    #[test]
    fn what_a_type_does_not_have_is_told_of() {
        let told = RefCell::new(Vec::new());
        let value = json!({ "number": 1, "more": {}, "inner": { "a.b": 1, "kind": { "named": { "number": 1, "odd": 1 } } } });
        read_telling::<Plain>(value, &|path| told.borrow_mut().push(path.to_string())).unwrap();
        assert_eq!(told.into_inner(), ["more", "inner.a.b", "inner.kind.named.odd"]);
    }

    #[test]
    fn values_are_counted_outside_of_texts_and_as_far_as_somebody_asks() {
        for (text, values) in
            [(r#"{"a": 1, "b": [2, 3]}"#, 5), (r#"["[,{\"[,", ","]"#, 3), (r"[[[[", 5), ("1", 1)]
        {
            assert_eq!(count_values(text.as_bytes(), 100), values, "{text}");
        }
        assert_eq!(count_values(&b"[".repeat(1000), 100), 100);
    }
}
