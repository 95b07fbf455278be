//! Moments as the service prints them.

use time::format_description::FormatItem;
use time::macros::{format_description, offset};
use time::{OffsetDateTime, PrimitiveDateTime};

const PLAIN: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");

const ISO: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

/// A moment in the service's zone, GMT+8, which it does not name.
pub(crate) fn print(moment: OffsetDateTime) -> String {
    // The last hours of the year 9999, where certificates without an end have theirs, have none in
    // that zone.
    let there = moment.checked_to_offset(offset!(+8)).unwrap_or(moment);
    // A moment of this calendar can always be written so.
    there.format(PLAIN).unwrap_or_default()
}

/// A moment inside deployment records, in UTC.
pub(crate) fn print_iso(moment: OffsetDateTime) -> String {
    moment.format(ISO).unwrap_or_default()
}

/// Reads what [`print()`] writes.
pub(crate) fn read(text: &str) -> Option<OffsetDateTime> {
    Some(PrimitiveDateTime::parse(text, PLAIN).ok()?.assume_offset(offset!(+8)))
}
