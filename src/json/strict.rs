//! A deserializer for values.
//!
//! The same deserializer type is used everywhere, with and without paths. Each type that is read is therefore
//! compiled only once, and only for the kinds of JSON from which it can be read.

use serde::de::value::StrDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error as _, Expected, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value, map};

use super::place::Place;

/// A value to read a type from, with its position.
pub(super) struct Strict<'p> {
    pub(super) value: Value,
    pub(super) place: Place<'p>,
}

/// The error for a value of an unexpected kind.
fn of_another_kind(value: &Value, expected: &dyn Expected) -> Error {
    let found = match value {
        Value::Null => Unexpected::Unit,
        Value::Bool(truth) => Unexpected::Bool(*truth),
        Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(number), _, _) => Unexpected::Unsigned(number),
            (_, Some(number), _) => Unexpected::Signed(number),
            (_, _, Some(number)) => Unexpected::Float(number),
            _ => Unexpected::Other("number"),
        },
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    };
    Error::invalid_type(found, expected)
}

// Code that does not depend on the type that is read is in functions of its own, which are compiled only
// once.
impl Strict<'_> {
    /// The value as a text.
    fn into_text(self, expected: &dyn Expected) -> Result<String, Error> {
        match self.value {
            Value::String(text) => Ok(text),
            other => Err(of_another_kind(&other, expected)),
        }
    }

    /// The elements, if the value is a list.
    fn items(&mut self, expected: &dyn Expected) -> Result<Items<'_>, Error> {
        match self.value.take() {
            Value::Array(values) => {
                Ok(Items { values: values.into_iter(), read: 0, place: &self.place })
            }
            other => Err(of_another_kind(&other, expected)),
        }
    }

    /// The members, if the value is an object.
    fn members(&mut self, expected: &dyn Expected) -> Result<Members<'_>, Error> {
        match self.value.take() {
            Value::Object(members) => {
                Ok(Members { members: members.into_iter(), current: None, place: &self.place })
            }
            other => Err(of_another_kind(&other, expected)),
        }
    }

    /// The variant of an enum that the value names.
    fn variant(&mut self) -> Result<Variant<'_>, Error> {
        let place = &self.place;
        match self.value.take() {
            Value::String(name) => Ok(Variant { name, value: None, place }),
            Value::Object(members) => {
                let mut members = members.into_iter();
                match (members.next(), members.next()) {
                    (Some((name, value)), None) => Ok(Variant { name, value: Some(value), place }),
                    _ => Err(Error::invalid_value(Unexpected::Map, &"map with a single key")),
                }
            }
            other => Err(of_another_kind(&other, &"string or map")),
        }
    }
}

impl<'de> Deserializer<'de> for Strict<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
            Value::Null => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(truth),
            Value::Number(number) => number.deserialize_any(visitor),
            Value::String(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Bool(truth) => visitor.visit_bool(truth),
            other => Err(of_another_kind(&other, &visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.into_text(&visitor)?;
        visitor.visit_string(text)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let mut items = self.items(&visitor)?;
        let read = visitor.visit_seq(&mut items)?;
        items.end().map(|()| read)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let members = self.members(&visitor)?;
        visitor.visit_map(members)
    }

    // Serde would also read a type with named members from a list of their values. Nobody who writes a list
    // means that: `[null]` would be a clock.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let variant = self.variant()?;
        visitor.visit_enum(variant)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.place.note_unread();
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
    }
}

/// The items of a list.
struct Items<'p> {
    values: std::vec::IntoIter<Value>,
    read: usize,
    place: &'p Place<'p>,
}

impl Items<'_> {
    /// Returns an error if elements are left that were not read.
    fn end(self) -> Result<(), Error> {
        let left = self.values.len();
        if left == 0 {
            return Ok(());
        }
        let expected = match self.read {
            1 => "1 element in sequence".to_owned(),
            read => format!("{read} elements in sequence"),
        };
        Err(Error::invalid_length(self.read + left, &expected.as_str()))
    }
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(value) = self.values.next() else { return Ok(None) };
        let place = self.place.item(self.read);
        self.read += 1;
        let item = seed.deserialize(Strict { value, place });
        item.map(Some).inspect_err(|_| place.note_wrong())
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.values.len())
    }
}

/// The members of an object.
struct Members<'p> {
    members: map::IntoIter,
    /// The member whose name was read.
    current: Option<(String, Value)>,
    place: &'p Place<'p>,
}

impl Members<'_> {
    /// Moves to the next member and returns its name.
    fn go_on(&mut self) -> Option<&str> {
        self.current = self.members.next();
        self.current.as_ref().map(|(name, _)| name.as_str())
    }

    /// Records that the member whose name was read is invalid.
    fn note_wrong(&self) {
        if let Some((name, _)) = &self.current {
            self.place.member(name).note_wrong();
        }
    }
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(name) = self.go_on() else { return Ok(None) };
        let key = seed.deserialize(StrDeserializer::new(name));
        key.map(Some).inspect_err(|_| self.note_wrong())
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let (name, value) = self.current.take().expect("a member's name is read before its value");
        let place = self.place.member(&name);
        seed.deserialize(Strict { value, place }).inspect_err(|_| place.note_wrong())
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

/// A variant of an enum, with its contents.
struct Variant<'p> {
    name: String,
    value: Option<Value>,
    place: &'p Place<'p>,
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let variant = seed.deserialize(StrDeserializer::new(&self.name))?;
        Ok((variant, self))
    }
}

impl Variant<'_> {
    /// Reads the variant's contents. If there are none, the error says what was expected.
    fn read<T>(
        self,
        expected: &'static str,
        read: impl FnOnce(Strict<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Some(value) = self.value else {
            return Err(Error::invalid_type(Unexpected::UnitVariant, &expected));
        };
        let place = self.place.member(&self.name);
        read(Strict { value, place }).inspect_err(|_| place.note_wrong())
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.value {
            None => Ok(()),
            Some(_) => self.read("unit variant", |held| <()>::deserialize(held)),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        self.read("newtype variant", |held| seed.deserialize(held))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.read("tuple variant", |held| held.deserialize_seq(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.read("struct variant", |held| held.deserialize_map(visitor))
    }
}
