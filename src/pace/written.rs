//! A script, as fixtures and the control API have it.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::{End, Pace, Script};
use crate::span::{self, Span};

/// A script in a fixture: `immediate`, `manual`, `{ reads: 2 }` or `{ after: 5s }`, the latter two
/// optionally with an `end`. An `end` alone means that the work is finished at the first look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written(pub Script);

/// The longer form of a script.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Form {
    /// How many requests see the work unfinished.
    reads: Option<u32>,
    /// How long the work takes, by the account's clock.
    #[serde(default, deserialize_with = "span::not_negative")]
    after: Option<Span>,
    /// How the work ends: `success`, `failure`, or `failed: n`, where the first n parts fail.
    end: Option<End>,
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Script;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("immediate, manual, { reads: 2 } or { after: 5s }")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Script, E> {
                let pace = match word {
                    "immediate" => Pace::Immediate,
                    "manual" => Pace::Manual,
                    _ => return Err(E::invalid_value(Unexpected::Str(word), &self)),
                };
                Ok(Script { pace, end: End::default() })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Script, A::Error> {
                let Form { reads, after, end } =
                    Form::deserialize(MapAccessDeserializer::new(map))?;
                let pace = match (reads, after) {
                    (Some(reads), None) => Pace::Reads(reads),
                    (None, Some(time)) => Pace::After(time),
                    (None, None) => Pace::Immediate,
                    (Some(_), Some(_)) => {
                        return Err(de::Error::custom("write `reads` or `after`, not both"));
                    }
                };
                Ok(Script { pace, end: end.unwrap_or_default() })
            }
        }
        deserializer.deserialize_any(Reader).map(Self)
    }
}

impl JsonSchema for Written {
    fn schema_name() -> Cow<'static, str> {
        "Pace".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let form = generator.subschema_for::<Form>();
        json_schema!({ "anyOf": [{ "enum": ["immediate", "manual"] }, form] })
    }
}
