//! The source that a type is read from: a value, or the text of an object, whose lists are read item by item.
//!
//! A value takes several times the memory of its text. A large state is an object of long lists: only one item
//! of them is a value at a time.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Error, Value, from_str, map};

/// Parses a part of a larger text. Its lines and columns would not be those of the whole.
fn parse<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, Error> {
    from_str(text).map_err(|error| {
        let words = error.to_string();
        Error::custom(words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words))
    })
}

/// Completes an item of the list of that name before it is read.
pub(crate) type Complete<'c> = dyn Fn(&str, &mut Value) + 'c;

/// A source that a type is read from.
pub(super) enum Piece<'t> {
    Value(Value),
    /// The text of any value, most likely an object.
    Object(&'t str, &'t Complete<'t>),
    /// The text of a list, and the name of the member that it is.
    List(&'t str, &'t str, &'t Complete<'t>),
}

impl<'t> Piece<'t> {
    /// The value as a whole.
    pub(super) fn into_value(self) -> Result<Value, Error> {
        match self {
            Self::Value(value) => Ok(value),
            Self::Object(text, _) => parse(text),
            Self::List(text, name, complete) => {
                let mut value: Value = parse(text)?;
                value.as_array_mut().into_iter().flatten().for_each(|item| complete(name, item));
                Ok(value)
            }
        }
    }

    pub(super) fn is_null(&self) -> bool {
        match self {
            Self::Value(value) => value.is_null(),
            Self::Object(text, _) | Self::List(text, ..) => *text == "null",
        }
    }

    /// The items of a list; otherwise the value.
    pub(super) fn into_items(self) -> Result<Result<Items<'t>, Value>, Error> {
        if let Self::List(text, name, complete) = self {
            let texts: Vec<&RawValue> = parse(text)?;
            return Ok(Ok(Items::Texts(texts.into_iter(), name, complete)));
        }
        Ok(match self.into_value()? {
            Value::Array(values) => Ok(Items::Values(values.into_iter())),
            other => Err(other),
        })
    }

    /// The members of an object; otherwise the value.
    pub(super) fn into_members(self) -> Result<Result<Members<'t>, Value>, Error> {
        if let Self::Object(text, complete) = self
            && text.starts_with('{')
        {
            let Named(texts) = parse(text)?;
            return Ok(Ok(Members::Texts(texts.into_iter(), complete)));
        }
        Ok(match self.into_value()? {
            Value::Object(members) => Ok(Members::Values(members.into_iter())),
            other => Err(other),
        })
    }
}

/// The items of a list.
pub(super) enum Items<'t> {
    Values(std::vec::IntoIter<Value>),
    Texts(std::vec::IntoIter<&'t RawValue>, &'t str, &'t Complete<'t>),
}

impl Items<'_> {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Texts(texts, ..) => texts.len(),
        }
    }

    pub(super) fn next(&mut self) -> Option<Result<Value, Error>> {
        match self {
            Self::Values(values) => values.next().map(Ok),
            Self::Texts(texts, name, complete) => texts.next().map(|text| {
                let mut item = parse(text.get())?;
                complete(name, &mut item);
                Ok(item)
            }),
        }
    }
}

/// The members of an object.
pub(super) enum Members<'t> {
    Values(map::IntoIter),
    Texts(std::vec::IntoIter<(String, &'t RawValue)>, &'t Complete<'t>),
}

impl<'t> Members<'t> {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Values(members) => members.len(),
            Self::Texts(texts, _) => texts.len(),
        }
    }

    pub(super) fn next(&mut self) -> Option<(String, Member<'t>)> {
        match self {
            Self::Values(members) => members.next().map(|(name, it)| (name, Member::Value(it))),
            Self::Texts(texts, complete) => {
                texts.next().map(|(name, text)| (name, Member::Text(text.get(), *complete)))
            }
        }
    }
}

/// A member of an object.
pub(super) enum Member<'t> {
    Value(Value),
    Text(&'t str, &'t Complete<'t>),
}

impl<'t> Member<'t> {
    /// The source of the member of that name.
    pub(super) fn named<'n>(self, name: &'n str) -> Result<Piece<'n>, Error>
    where
        't: 'n,
    {
        Ok(match self {
            Self::Value(value) => Piece::Value(value),
            Self::Text(text, complete) if text.starts_with('[') => {
                Piece::List(text, name, complete)
            }
            Self::Text(text, _) => Piece::Value(parse(text)?),
        })
    }
}

/// The members of an object as text, in their order.
struct Named<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Named<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;

        impl<'de> Visitor<'de> for Each {
            type Value = Named<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Named(members))
            }
        }

        deserializer.deserialize_map(Each)
    }
}
