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

/// The progress of a piece of work.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Stage {
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
pub(crate) struct Work {
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
    pub(crate) fn begun(&self) -> OffsetDateTime {
        self.begun
    }

    /// How it ends.
    pub(crate) fn end(&self) -> End {
        self.end
    }

    /// The progress of the work.
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

    /// Whether the work is finished.
    pub(crate) fn is_over(&self, now: OffsetDateTime) -> bool {
        self.stage(now) == Stage::Over
    }

    /// The progress, as a request sees it; this counts as a look.
    pub(crate) fn look(&self, now: OffsetDateTime) -> Stage {
        let stage = self.stage(now);
        if stage != Stage::Over {
            self.looks.fetch_add(1, Ordering::Relaxed);
        }
        stage
    }
}
