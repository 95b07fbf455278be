//! What time it is for an account.

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// A clock that runs with the real one, beside it, or not at all.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub enum Clock {
    /// Stands still.
    Frozen(#[serde(with = "time::serde::rfc3339")] OffsetDateTime),
    /// Shows the real time.
    #[default]
    Real,
    /// Runs ahead of the real time, or, where negative, behind it.
    Shifted(Duration),
}

impl Clock {
    /// The time, in UTC.
    pub fn now(&self) -> OffsetDateTime {
        match self {
            Self::Frozen(moment) => *moment,
            Self::Real => OffsetDateTime::now_utc(),
            Self::Shifted(by) => OffsetDateTime::now_utc().saturating_add(*by),
        }
    }
}
