//! How long asynchronous work takes: issuance, deployment, tasks.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use crate::span::Span;

/// How long a piece of work takes.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// No time: it is over when it is first looked at.
    #[default]
    Immediate,
    /// Until it was seen unfinished that many times.
    Reads(u32),
    /// That long, by the account's clock.
    After(Span),
    /// For ever.
    Manual,
}

/// How a piece of work ends.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// All of it succeeds.
    #[default]
    Success,
    /// All of it fails.
    Failure,
    /// That many of its parts fail, the first ones.
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
    /// How long.
    pub pace: Pace,
    /// How it ends.
    pub end: End,
}

/// The scripts of the kinds of work that have one, by their names: `tencent_ssl.issue`.
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
        let script = self.0.get(kind).copied().unwrap_or_default();
        Work { script, begun: now, looks: AtomicU32::new(0) }
    }
}

/// How far a piece of work is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// It has not begun.
    Waiting,
    /// It goes on.
    Running,
    /// It is over.
    Over,
}

/// A piece of work that goes on while requests come and go.
#[derive(Debug, Deserialize, Serialize)]
pub struct Work {
    #[serde(flatten)]
    script: Script,
    /// When it was asked for.
    #[serde(with = "time::serde::rfc3339")]
    begun: OffsetDateTime,
    /// How often it was seen unfinished.
    #[serde(default)]
    looks: AtomicU32,
}

impl Work {
    /// When it was asked for.
    pub fn begun(&self) -> OffsetDateTime {
        self.begun
    }

    /// How it ends.
    pub fn end(&self) -> End {
        self.script.end
    }

    /// How far it is.
    pub fn stage(&self, now: OffsetDateTime) -> Stage {
        let (done, whole) = match self.script.pace {
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

    /// Whether it is over.
    pub fn is_over(&self, now: OffsetDateTime) -> bool {
        self.stage(now) == Stage::Over
    }

    /// How far it is, as somebody sees it who asks; that counts as a look.
    pub fn look(&self, now: OffsetDateTime) -> Stage {
        let stage = self.stage(now);
        if stage != Stage::Over {
            self.looks.fetch_add(1, Ordering::Relaxed);
        }
        stage
    }
}
