//! The clock of an account.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use crate::moment::{self, NoMoment};
use crate::span::Span;

/// A clock that shows the real time, runs at a distance from it, or stands still.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Clock {
    /// Stands still.
    Frozen(OffsetDateTime),
    /// Shows the real time.
    #[default]
    Real,
    /// Runs ahead of the real time, or behind it if negative.
    Shifted(Duration),
}

impl Clock {
    /// The time, in UTC.
    pub fn now(&self) -> OffsetDateTime {
        match self {
            Self::Frozen(moment) => moment::nearest(*moment),
            Self::Real => OffsetDateTime::now_utc(),
            Self::Shifted(by) => moment::nearest(OffsetDateTime::now_utc().saturating_add(*by)),
        }
    }

    /// The clock moved forward by that much, or back if negative.
    pub(crate) fn advanced(self, by: Duration) -> Result<Self, NoMoment> {
        match self {
            Self::Frozen(moment) => moment::shifted(moment, by).map(Self::Frozen),
            Self::Real => Self::shifted(by),
            Self::Shifted(shift) => Self::shifted(shift.checked_add(by).ok_or(NoMoment)?),
        }
    }

    /// A clock that is that far ahead of the real time.
    fn shifted(by: Duration) -> Result<Self, NoMoment> {
        moment::shifted(OffsetDateTime::now_utc(), by).map(|_| Self::Shifted(by))
    }
}

/// The setting of a clock: it stands still `at` a time, or runs with an `offset` from the real time. With
/// neither, it shows the real time.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ClockSetting {
    /// The time at which the clock stands still, in RFC 3339.
    #[serde(with = "crate::moment::option", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub at: Option<OffsetDateTime>,
    /// How far the clock is ahead of the real time; behind it, if negative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<Span>,
}

impl TryFrom<ClockSetting> for Clock {
    type Error = String;

    fn try_from(setting: ClockSetting) -> Result<Self, Self::Error> {
        match setting {
            ClockSetting { at: None, offset: None } => Ok(Self::Real),
            ClockSetting { at: Some(moment), offset: None } => Ok(Self::Frozen(moment)),
            ClockSetting { at: None, offset: Some(Span(by)) } => {
                Self::shifted(by).map_err(|error| error.to_string())
            }
            ClockSetting { at: Some(_), offset: Some(_) } => {
                Err("a clock has `at` or `offset`, not both: it stands still or it runs".to_owned())
            }
        }
    }
}

impl From<Clock> for ClockSetting {
    fn from(clock: Clock) -> Self {
        match clock {
            Clock::Frozen(moment) => Self { at: Some(moment), offset: None },
            Clock::Real => Self::default(),
            Clock::Shifted(by) => Self { at: None, offset: Some(Span(by)) },
        }
    }
}
