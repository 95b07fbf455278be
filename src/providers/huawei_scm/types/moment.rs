//! Moments as the service prints them.

use time::OffsetDateTime;
use time::macros::offset;

use crate::moment;

/// `2021-05-27 16:46:25.0`.
///
/// Assumption: the zone is China's, eight hours before UTC. From: a client that compares it with the
/// end of the certificate, read so.
pub(crate) fn print(moment: OffsetDateTime) -> String {
    let moment = moment.checked_to_offset(offset!(+8)).unwrap_or(moment);
    moment::to_the_second(moment, ' ') + ".0"
}
