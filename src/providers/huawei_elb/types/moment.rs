//! Moments, as the versions of the API print them: all in UTC, to the second.

use time::format_description::FormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

/// Of certificates, before v3: a blank between, and no zone.
pub(crate) fn print_with_blank(moment: OffsetDateTime) -> String {
    print(moment, format_description!("[year]-[month]-[day] [hour]:[minute]:[second]"))
}

fn print(moment: OffsetDateTime, format: &[FormatItem<'_>]) -> String {
    // A moment of the calendar can always be written so; a state may have one of another zone.
    let moment = moment.checked_to_offset(UtcOffset::UTC).unwrap_or(moment);
    moment.format(format).unwrap_or_default()
}
