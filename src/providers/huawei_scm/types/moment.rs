//! Moments as the service prints them.

use time::OffsetDateTime;
use time::format_description::FormatItem;
use time::macros::{format_description, offset};

const FORMAT: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second].0");

/// `2021-05-27 16:46:25.0`.
///
/// Assumption: the zone is China's, eight hours before UTC. From: a client that compares it with the
/// end of the certificate, read so.
pub(crate) fn print(moment: OffsetDateTime) -> String {
    let moment = moment.checked_to_offset(offset!(+8)).unwrap_or(moment);
    moment.format(FORMAT).unwrap_or_default()
}
