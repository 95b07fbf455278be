//! Faults that happen to an answer on its way.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A fault that happens to an answer on its way.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Transport {
    /// The connection is closed without an answer.
    Close,
    /// The connection is reset (TCP RST) without an answer.
    Reset,
    /// No answer is sent, and the connection stays open.
    Hang,
    /// Bytes that are not HTTP are sent, then the connection is closed.
    Garbage,
    /// Only the head is sent, then the connection is closed.
    Empty,
    /// Only this many bytes of the body are sent, then the connection is closed.
    Truncate(usize),
    /// The body is sent a few bytes at a time.
    Dribble {
        /// How many bytes at a time.
        bytes: usize,
        /// The pause between them.
        every: Span,
    },
    /// The head is sent one byte at a time, with this pause between them.
    SlowHeaders(Span),
}

impl Transport {
    /// Its name in a rule.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Reset => "reset",
            Self::Hang => "hang",
            Self::Garbage => "garbage",
            Self::Empty => "empty",
            Self::Truncate(_) => "truncate",
            Self::Dribble { .. } => "dribble",
            Self::SlowHeaders(_) => "slow_headers",
        }
    }

    /// Whether the client sees a part of an answer.
    pub(crate) fn sends_answer(self) -> bool {
        match self {
            Self::Close | Self::Reset | Self::Hang | Self::Garbage => false,
            Self::Empty | Self::Truncate(_) | Self::Dribble { .. } | Self::SlowHeaders(_) => true,
        }
    }

    /// Returns what is wrong with its values.
    pub(super) fn check(self) -> Result<(), String> {
        match self {
            Self::Dribble { bytes: 0, .. } => Err("`bytes` of `dribble` must be 1 or more".into()),
            Self::Dribble { every: pause, .. } | Self::SlowHeaders(pause) => pause
                .not_negative()
                .map(drop)
                .map_err(|error| format!("`{}`: {error}", self.name())),
            _ => Ok(()),
        }
    }
}
