//! How long asynchronous work takes: issuance, deployment, tasks.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use time::{Duration, OffsetDateTime};

use crate::span::{self, Span};

/// How long a piece of work takes.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// It is finished at the first look.
    #[default]
    Immediate,
    /// It is finished after this many requests have seen it unfinished.
    Reads(u32),
    /// It takes this long, by the account's clock.
    After(Span),
    /// It never finishes.
    Manual,
}

/// How a piece of work ends.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// All parts succeed.
    #[default]
    Success,
    /// All parts fail.
    Failure,
    /// The first parts fail, this many of them.
    Failed(usize),
}

impl End {
    /// Whether the part of that number, from 0, succeeds.
    pub fn succeeds(self, part: usize) -> bool {
        match self {
            Self::Success => true,
            Self::Failure => false,
            Self::Failed(parts) => part >= parts,
        }
    }
}

/// How long a kind of work takes, and how it ends.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Script {
    /// How long it takes.
    pub pace: Pace,
    /// How it ends.
    pub end: End,
}

/// A script in a fixture: `immediate`, `manual`, `{ reads: 2 }` or `{ after: 5s }`, the latter two
/// optionally with an `end`. An `end` alone means that the work is finished at the first look.
#[derive(Clone, Copy, Debug)]
pub struct Written(pub Script);

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

/// The scripts of kinds of work, by name, such as `tencent_ssl.issue`.
#[derive(Clone, Debug, Default)]
pub struct Paces(BTreeMap<String, Script>);

impl Paces {
    /// Sets the script of a kind of work.
    #[must_use]
    pub fn with(mut self, kind: impl Into<String>, script: Script) -> Self {
        self.0.insert(kind.into(), script);
        self
    }

    /// Takes over the scripts of others.
    pub fn extend(&mut self, others: impl IntoIterator<Item = (String, Script)>) {
        self.0.extend(others);
    }

    /// Begins a piece of work.
    pub fn begin(&self, kind: &str, now: OffsetDateTime) -> Work {
        let Script { pace, end } = self.0.get(kind).copied().unwrap_or_default();
        Work { pace, end, begun: now, looks: AtomicU32::new(0) }
    }
}

/// The progress of a piece of work.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// The work has not begun.
    Waiting,
    /// The work is in progress.
    Running,
    /// The work is finished.
    Over,
}

/// A piece of asynchronous work.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// How long it takes.
    #[serde(default)]
    pace: Pace,
    /// How it ends.
    #[serde(default)]
    end: End,
    /// When the work was requested.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    begun: OffsetDateTime,
    /// How many requests have seen the work unfinished.
    #[serde(default)]
    #[schemars(with = "u32")]
    looks: AtomicU32,
}

impl Clone for Work {
    fn clone(&self) -> Self {
        let looks = self.looks.load(Ordering::Relaxed).into();
        Self { pace: self.pace, end: self.end, begun: self.begun, looks }
    }
}

impl Work {
    /// When it was asked for.
    pub fn begun(&self) -> OffsetDateTime {
        self.begun
    }

    /// How it ends.
    pub fn end(&self) -> End {
        self.end
    }

    /// The progress of the work.
    pub fn stage(&self, now: OffsetDateTime) -> Stage {
        let (done, whole) = match self.pace {
            Pace::Immediate => return Stage::Over,
            Pace::Manual => return Stage::Waiting,
            Pace::Reads(reads) => (i64::from(self.looks.load(Ordering::Relaxed)), i64::from(reads)),
            Pace::After(Span(time)) => {
                let milliseconds = |time: Duration| {
                    i64::try_from(time.whole_milliseconds()).unwrap_or(i64::MAX / 2)
                };
                (milliseconds((now - self.begun).max(Duration::ZERO)), milliseconds(time))
            }
        };
        if done >= whole {
            Stage::Over
        } else if done >= whole - done {
            Stage::Running
        } else {
            Stage::Waiting
        }
    }

    /// Whether the work is finished.
    pub fn is_over(&self, now: OffsetDateTime) -> bool {
        self.stage(now) == Stage::Over
    }

    /// The progress, as a request sees it; this counts as a look.
    pub fn look(&self, now: OffsetDateTime) -> Stage {
        let stage = self.stage(now);
        if stage != Stage::Over {
            self.looks.fetch_add(1, Ordering::Relaxed);
        }
        stage
    }
}
