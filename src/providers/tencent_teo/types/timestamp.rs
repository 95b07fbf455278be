//! Moments as the service prints them.

use time::OffsetDateTime;
use time::format_description::FormatItem;
use time::macros::format_description;

const ISO: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");

/// A moment in UTC.
///
/// Assumption: all moments are in UTC, with `Z`. From: the vendor's examples, which have some so and some
/// with `+08:00`, and a client that takes what ends otherwise for a certificate that is over.
pub(crate) fn print(moment: OffsetDateTime) -> String {
    moment.format(ISO).unwrap_or_default()
}
