//! Moments as the services print them.

use time::format_description::FormatItem;
use time::macros::{format_description, offset};
use time::{OffsetDateTime, PrimitiveDateTime};

use crate::moment;

const PLAIN: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");

/// A time in the services' time zone, GMT+8, which the text does not name.
pub(in crate::providers) fn print(moment: OffsetDateTime) -> String {
    // Certificates without an end expire in the last hours of the year 9999, which GMT+8 cannot represent.
    let there = moment.checked_to_offset(offset!(+8)).unwrap_or(moment);
    moment::to_the_second(there, ' ')
}

/// Reads the format of [`print()`].
pub(in crate::providers) fn read(text: &str) -> Option<OffsetDateTime> {
    Some(PrimitiveDateTime::parse(text, PLAIN).ok()?.assume_offset(offset!(+8)))
}
