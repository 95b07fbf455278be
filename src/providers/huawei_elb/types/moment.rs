//! Moments, as the versions of the API print them: all in UTC, to the second.

use time::{OffsetDateTime, UtcOffset};

use crate::moment;

/// Of certificates, before v3: a blank between, and no zone.
pub(crate) fn print_with_blank(moment: OffsetDateTime) -> String {
    print(moment, ' ')
}

fn print(moment: OffsetDateTime, between: char) -> String {
    // An imported state may contain a time in another time zone.
    moment::to_the_second(moment.checked_to_offset(UtcOffset::UTC).unwrap_or(moment), between)
}

/// Of v3.
pub(crate) fn print_with_zone(moment: OffsetDateTime) -> String {
    print_without_zone(moment) + "Z"
}

/// Of listeners in v2.0.
pub(crate) fn print_without_zone(moment: OffsetDateTime) -> String {
    print(moment, 'T')
}
