//! Moments as the services print them.

use time::format_description::FormatItem;
use time::macros::{format_description, offset};
use time::{OffsetDateTime, PrimitiveDateTime};

use crate::moment;

const PLAIN: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");

/// A moment in the services' zone, GMT+8, which they do not name.
pub(in crate::providers) fn print(moment: OffsetDateTime) -> String {
    // The last hours of the year 9999, where certificates without an end have theirs, have none in
    // that zone.
    let there = moment.checked_to_offset(offset!(+8)).unwrap_or(moment);
    moment::to_the_second(there, ' ')
}

/// Reads what [`print()`] writes.
pub(in crate::providers) fn read(text: &str) -> Option<OffsetDateTime> {
    Some(PrimitiveDateTime::parse(text, PLAIN).ok()?.assume_offset(offset!(+8)))
}
