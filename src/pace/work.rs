//! A piece of work that goes on, and how far it is.

use std::sync::atomic::{AtomicU32, Ordering};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use super::{End, Pace, Paces, Script};
use crate::span::Span;

impl Paces {
    /// Begins a piece of work.
    pub(crate) fn begin(&self, kind: &str, now: OffsetDateTime) -> Work {
        let Script { pace, end } = self.0.get(kind).copied().unwrap_or_default();
        Work { pace, end, begun: now, looks: AtomicU32::new(0) }
    }
}

/// How far a piece of work is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Stage {
    /// It has not begun.
    Waiting,
    /// It goes on.
    Running,
    /// It is over.
    Over,
}

/// A piece of work that goes on while requests come and go.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Work {
    /// How long it takes.
    #[serde(default)]
    pace: Pace,
    /// How it ends.
    #[serde(default)]
    end: End,
    /// When it was asked for.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    begun: OffsetDateTime,
    /// How often it was seen unfinished.
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
    pub(crate) fn begun(&self) -> OffsetDateTime {
        self.begun
    }

    /// How it ends.
    pub(crate) fn end(&self) -> End {
        self.end
    }

    /// How far it is.
    pub(crate) fn stage(&self, now: OffsetDateTime) -> Stage {
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

    /// Whether it is over.
    pub(crate) fn is_over(&self, now: OffsetDateTime) -> bool {
        self.stage(now) == Stage::Over
    }

    /// How far it is, as somebody sees it who asks; that counts as a look.
    pub(crate) fn look(&self, now: OffsetDateTime) -> Stage {
        let stage = self.stage(now);
        if stage != Stage::Over {
            self.looks.fetch_add(1, Ordering::Relaxed);
        }
        stage
    }
}
