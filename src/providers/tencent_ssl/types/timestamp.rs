//! Moments as the service prints them.

use time::OffsetDateTime;
use time::format_description::FormatItem;
use time::macros::format_description;

pub(in crate::providers) use super::super::super::tencent::{print, read};

const ISO: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

/// A moment inside deployment records, in UTC.
pub(crate) fn print_iso(moment: OffsetDateTime) -> String {
    moment.format(ISO).unwrap_or_default()
}
