//! The supported times: from the year 1 to the year 9998, in UTC.
//!
//! Years in certificates (RFC 5280) and in RFC 3339 have four digits. One year is left at either end, so that
//! results such as a validity or the time in another zone can still be written. All times in input are checked
//! against these limits.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};
use time::format_description::well_known::Rfc3339;
use time::macros::datetime;
use time::{Duration, OffsetDateTime, UtcOffset};

/// The first and the last supported time.
const FIRST: OffsetDateTime = datetime!(0001-01-01 00:00 UTC);
const LAST: OffsetDateTime = datetime!(9998-12-31 23:59:59.999_999_999 UTC);

/// A time outside the supported years.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("this time is not in the years 1 to 9998: write one in these years")]
pub struct NoMoment;

/// The time in UTC, if it is supported.
pub(crate) fn within(moment: OffsetDateTime) -> Result<OffsetDateTime, NoMoment> {
    let moment = moment.checked_to_offset(UtcOffset::UTC).ok_or(NoMoment)?;
    if (FIRST..=LAST).contains(&moment) { Ok(moment) } else { Err(NoMoment) }
}

/// The time at that distance from another, if it is supported.
pub(crate) fn shifted(moment: OffsetDateTime, by: Duration) -> Result<OffsetDateTime, NoMoment> {
    within(moment.checked_add(by).ok_or(NoMoment)?)
}

/// The time in UTC, or the first or last supported one: a clock that was set near a limit still runs.
pub(crate) fn nearest(moment: OffsetDateTime) -> OffsetDateTime {
    within(moment.clamp(FIRST, LAST)).unwrap_or(LAST)
}

/// Date and time in the time's own zone, to the second, with that letter (ASCII) between the two:
/// `2026-01-15 08:00:00`. Lists write many of them, so the digits are put in their places one by one.
pub fn to_the_second(moment: OffsetDateTime, between: char) -> String {
    let (year, month, day) = moment.to_calendar_date();
    let (hour, minute, second) = moment.to_hms();
    let mut text = *b"0000-00-00 00:00:00";
    let mut write = |at: usize, number: u8| {
        text[at] += number / 10;
        text[at + 1] += number % 10;
    };
    // Years have four digits.
    let year = u16::try_from(year).unwrap_or_default();
    let [century, year] = [year / 100, year % 100].map(|part| u8::try_from(part).unwrap_or(99));
    for (at, number) in [(0, century), (2, year), (5, month.into()), (8, day)] {
        write(at, number);
    }
    for (at, number) in [(11, hour), (14, minute), (17, second)] {
        write(at, number);
    }
    text[10] = u8::try_from(between).unwrap_or(b' ');
    str::from_utf8(&text).unwrap_or_default().to_owned()
}

/// Reads a time in seconds since 1970.
pub(crate) fn unix_seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let seconds = i64::deserialize(deserializer)?;
    let moment = OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| NoMoment);
    moment.and_then(within).map_err(D::Error::custom)?;
    Ok(seconds)
}

/// Writes a time in RFC 3339.
pub(crate) fn serialize<S: Serializer>(
    moment: &OffsetDateTime,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    time::serde::rfc3339::serialize(moment, serializer)
}

/// Reads a time in RFC 3339.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<OffsetDateTime, D::Error> {
    let text = Cow::<str>::deserialize(deserializer)?;
    read(&text).map_err(D::Error::custom)
}

/// Reads a time, or returns what to write instead.
fn read(text: &str) -> Result<OffsetDateTime, String> {
    let moment = OffsetDateTime::parse(text, &Rfc3339)
        .map_err(|_| format!("{text:?} is not a time: write one like 2026-01-15T08:00:00Z"))?;
    within(moment).map_err(|error| error.to_string())
}

/// Reads and writes a time that may be absent.
pub(crate) mod option {
    use std::borrow::Cow;

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};
    use time::OffsetDateTime;

    /// Writes a time, or null.
    #[expect(clippy::ref_option, reason = "serde calls it so")]
    pub(crate) fn serialize<S: Serializer>(
        moment: &Option<OffsetDateTime>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        time::serde::rfc3339::option::serialize(moment, serializer)
    }

    /// Reads a time, or null.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<OffsetDateTime>, D::Error> {
        let text = Option::<Cow<'_, str>>::deserialize(deserializer)?;
        text.map(|text| super::read(&text)).transpose().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_to_the_second_with_four_digits_of_its_year() {
        let moment = datetime!(2026-01-05 08:09:07.9 UTC);
        assert_eq!(to_the_second(moment, ' '), "2026-01-05 08:09:07");
        assert_eq!(to_the_second(datetime!(0031-12-25 23:59:59 +8), 'T'), "0031-12-25T23:59:59");
    }

    #[test]
    fn moments_are_in_utc_and_of_the_years_1_to_9998() {
        for (moment, right) in [
            (datetime!(0001-01-01 00:00 UTC), true),
            (datetime!(0001-01-01 08:00 +8), true),
            (datetime!(9998-12-31 23:59:59 UTC), true),
            (datetime!(0001-01-01 07:59:59 +8), false),
            (datetime!(0000-01-01 00:00 +23:59), false),
            (datetime!(-9999-01-01 00:00 +23:59), false),
            (datetime!(9999-01-01 00:00 UTC), false),
            (datetime!(9999-12-31 23:59:59 -23:59), false),
        ] {
            let within = within(moment);
            assert_eq!(within.is_ok(), right, "{moment}");
            assert!(within.is_err() || within.unwrap().offset().is_utc());
        }
        assert_eq!(shifted(FIRST, Duration::MIN), Err(NoMoment));
        assert_eq!(shifted(FIRST, Duration::SECOND), Ok(FIRST + Duration::SECOND));
        assert_eq!(nearest(datetime!(9999-06-01 00:00 -1)), LAST);
        assert_eq!(nearest(datetime!(0000-01-01 00:00 +23:59)), FIRST);
    }
}
