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
use serde_json::{Error, Value};

use super::piece::{self, Member, Piece};
use super::place::Place;

/// The source of a type, with its position.
pub(super) struct Strict<'p> {
    pub(super) piece: Piece<'p>,
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
impl<'p> Strict<'p> {
    pub(super) fn of(value: Value, place: Place<'p>) -> Self {
        Self { piece: Piece::Value(value), place }
    }

    /// The value as a text.
    fn into_text(self, expected: &dyn Expected) -> Result<String, Error> {
        match self.piece.into_value()? {
            Value::String(text) => Ok(text),
            other => Err(of_another_kind(&other, expected)),
        }
    }

    /// The elements, if the value is a list.
    fn items(self, expected: &dyn Expected) -> Result<Items<'p>, Error> {
        let items = self.piece.into_items()?.map_err(|other| of_another_kind(&other, expected))?;
        Ok(Items { items, read: 0, place: self.place })
    }

    /// The members, if the value is an object.
    fn members(self, expected: &dyn Expected) -> Result<Members<'p>, Error> {
        let members =
            self.piece.into_members()?.map_err(|other| of_another_kind(&other, expected))?;
        Ok(Members { members, current: None, place: self.place })
    }

    /// The variant of an enum that the value names.
    fn variant(self) -> Result<Variant<'p>, Error> {
        let place = self.place;
        match self.piece.into_value()? {
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
        let Self { piece, place } = self;
        match piece.into_value()? {
            value @ Value::Array(_) => Strict::of(value, place).deserialize_seq(visitor),
            value @ Value::Object(_) => Strict::of(value, place).deserialize_map(visitor),
            Value::Null => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(truth),
            Value::Number(number) => number.deserialize_any(visitor),
            Value::String(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.piece.into_value()? {
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

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
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

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
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
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let variant = self.variant()?;
        visitor.visit_enum(variant)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.piece.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
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
    items: piece::Items<'p>,
    read: usize,
    place: Place<'p>,
}

impl Items<'_> {
    /// Returns an error if elements are left that were not read.
    fn end(self) -> Result<(), Error> {
        let left = self.items.len();
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
        let Some(value) = self.items.next() else { return Ok(None) };
        let place = self.place.item(self.read);
        self.read += 1;
        let item = value.and_then(|value| seed.deserialize(Strict::of(value, place)));
        item.map(Some).inspect_err(|_| place.note_wrong())
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The members of an object.
struct Members<'p> {
    members: piece::Members<'p>,
    /// The member whose name was read.
    current: Option<(String, Member<'p>)>,
    place: Place<'p>,
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
        let (name, member) = self.current.take().expect("a member's name is read before its value");
        let place = self.place.member(&name);
        let value = member.named(&name);
        let value = value.and_then(|piece| seed.deserialize(Strict { piece, place }));
        value.inspect_err(|_| place.note_wrong())
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

/// A variant of an enum, with its contents.
struct Variant<'p> {
    name: String,
    value: Option<Value>,
    place: Place<'p>,
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
        read(Strict::of(value, place)).inspect_err(|_| place.note_wrong())
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
