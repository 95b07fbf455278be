//! The alias of a certificate.

use super::super::errors::Error;

/// The longest alias, in characters. Assumption: an alias has at most 200 characters. From:
/// nothing; that there is a limit is known, its number is not.
const LONGEST_ALIAS: usize = 200;

/// Refuses an alias that is too long.
pub(crate) fn check_alias(alias: &str) -> Result<(), Error> {
    if alias.chars().count() <= LONGEST_ALIAS { Ok(()) } else { Err(Error::InvalidParam) }
}
