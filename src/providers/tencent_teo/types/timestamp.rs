//! Moments as the service prints them.

use time::OffsetDateTime;

use crate::moment;

/// A moment in UTC.
///
/// Assumption: all moments are in UTC, with `Z`. From: the vendor's examples, which have some so and some
/// with `+08:00`, and a client that takes what ends otherwise for a certificate that is over.
pub(crate) fn print(moment: OffsetDateTime) -> String {
    moment::to_the_second(moment, 'T') + "Z"
}
