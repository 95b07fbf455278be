//! The object that a request is wrapped in: `{"certificate": {…}}`, `{"listener": {…}}`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::hint::shorten_word;
use crate::json::{Step, members_of, read_in_place};

/// How many unknown members are named.
const MOST_NAMED: usize = 20;

/// An object that requests wrap in a member.
pub(crate) trait Wrapping: DeserializeOwned + JsonSchema {
    /// The name of this member.
    const NAME: &'static str;
}

/// The members of a wrapped object, or what is wrong with them. The service refuses a wrong type with its own
/// error, so the protocol must not refuse it before.
pub(crate) struct Wrapped<T>(pub(crate) Result<T, Wrong>);

/// What is wrong with the members of an object.
#[derive(Debug)]
pub(crate) enum Wrong {
    /// It is missing, or not an object.
    NoObject,
    /// It has unknown members.
    Unknown(Vec<String>),
    /// A member has the wrong type.
    Member(String),
}

impl<T: Wrapping> Wrapped<T> {
    fn read(value: Value, takes_unknown: bool) -> Self {
        let Value::Object(mut members) = value else { return Self(Err(Wrong::NoObject)) };
        let known = members_of::<T>();
        let is_known = |name: &str| known.contains(&name);
        if takes_unknown {
            members.retain(|name, _| is_known(name));
        }
        let unknown = members.keys().filter(|name| !is_known(name)).take(MOST_NAMED);
        let unknown: Vec<_> = unknown.map(|name| shorten_word(name).to_owned()).collect();
        if !unknown.is_empty() {
            return Self(Err(Wrong::Unknown(unknown)));
        }
        Self(read_in_place(members.into()).map_err(|wrong| {
            Wrong::Member(match wrong.path.into_iter().next() {
                Some(Step::Member(name)) => name,
                _ => T::NAME.to_owned(),
            })
        }))
    }
}

impl<T> Default for Wrapped<T> {
    fn default() -> Self {
        Self(Err(Wrong::NoObject))
    }
}

impl<'de, T: Wrapping> Deserialize<'de> for Wrapped<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Self::read(value, false))
    }
}

impl<T: Wrapping> JsonSchema for Wrapped<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// The same for a version that ignores unknown members.
pub(crate) struct Loose<T>(pub(crate) Wrapped<T>);

impl<T> Default for Loose<T> {
    fn default() -> Self {
        Self(Wrapped::default())
    }
}

impl<'de, T: Wrapping> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Self(Wrapped::read(value, true)))
    }
}

impl<T: Wrapping> JsonSchema for Loose<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// A member that may be absent, null, or a value: an update tells the three apart.
#[derive(Debug, Default)]
pub(crate) enum Nullable<T> {
    #[default]
    Absent,
    Null,
    Value(T),
}

impl<T> Nullable<T> {
    /// Replaces the stored value if the request has one, and removes it if the request has `null`.
    pub(crate) fn replace(self, kept: &mut Option<T>) {
        match self {
            Self::Absent => {}
            Self::Null => *kept = None,
            Self::Value(value) => *kept = Some(value),
        }
    }

    /// The value, if any.
    pub(crate) fn value(&self) -> Option<&T> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    /// For a creation, which cannot remove anything.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

impl<T: JsonSchema> JsonSchema for Nullable<T> {
    fn inline_schema() -> bool {
        Option::<T>::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}
