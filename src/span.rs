//! Durations as people write them: `300ms`, `5s`, `2m`, `1h`, `30d`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::Duration;

/// A duration, read and written as a number with a unit, such as `5s`; it may have a sign.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Span(pub Duration);

/// The units, the longest first, in milliseconds.
const UNITS: [(&str, i64); 5] =
    [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

/// The form of a duration, for error messages and schemas.
const FORM: &str = "a duration like 300ms, 5s, 2m, 1h or 30d";

/// The longest duration, in milliseconds: from the year 1 to the year 9999.
const LONGEST: i64 = 3_652_059 * 86_400_000;

impl Span {
    /// The same for a timer; zero if it is negative.
    pub fn to_std(self) -> std::time::Duration {
        self.0.try_into().unwrap_or_default()
    }

    /// Returns an error if the duration is negative.
    pub fn not_negative(self) -> Result<Self, Negative> {
        if self.0.is_negative() { Err(Negative) } else { Ok(self) }
    }
}

/// A negative duration where it makes no sense.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a duration must not be negative here: write one like 300ms, 5s, 2m, 1h or 30d")]
pub struct Negative;

/// Reads a duration that may be absent and must not be negative.
pub(crate) fn not_negative<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Span>, D::Error> {
    let span = Option::<Span>::deserialize(deserializer)?;
    span.map(Span::not_negative).transpose().map_err(de::Error::custom)
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not a duration: write {FORM}");
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = rest.split_at(digits);
        let number: i64 = number.parse().map_err(|_| wrong())?;
        let (_, length) = UNITS.into_iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
        let milliseconds = number.checked_mul(length).filter(|length| *length <= LONGEST);
        let milliseconds =
            milliseconds.ok_or_else(|| format!("{}, at most ten thousand years", wrong()))?;
        Ok(Self(Duration::milliseconds(sign * milliseconds)))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = i64::try_from(self.0.whole_milliseconds()).unwrap_or(i64::MAX);
        let fitting = UNITS.into_iter().find(|(_, length)| whole != 0 && whole % length == 0);
        let (unit, length) = fitting.unwrap_or(("s", 1000));
        write!(formatter, "{}{unit}", whole / length)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Span {
    fn schema_name() -> Cow<'static, str> {
        "Duration".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[+-]?[0-9]+(ms|s|m|h|d)$", "description": FORM })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_written_in_their_largest_whole_unit() {
        for (text, printed) in [
            ("300ms", "300ms"),
            ("5s", "5s"),
            ("120s", "2m"),
            ("+48h", "2d"),
            ("-20m", "-20m"),
            ("0s", "0s"),
        ] {
            assert_eq!(text.parse::<Span>().unwrap().to_string(), printed);
        }
        for wrong in ["", "5", "s", "5 s", "1w", "1.5s", "--1s", "99999999999999999d", "3652060d"] {
            assert!(wrong.parse::<Span>().unwrap_err().contains("300ms"), "{wrong}");
        }
    }
}
