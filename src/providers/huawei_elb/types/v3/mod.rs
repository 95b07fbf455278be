//! Requests and replies of v3.

pub(crate) mod certificate;
pub(crate) mod listener;
pub(crate) mod load_balancer;
pub(crate) mod quota;

use super::super::errors::v3::Error;
use super::members::{Wrapped, Wrapping, Wrong};
use crate::spec::Refusal;

impl<T: Wrapping> Wrapped<T> {
    /// The members, read as v3 does: unknown members are refused before the others are checked.
    pub(crate) fn strict(self) -> Result<T, Refusal<Error>> {
        self.0.map_err(|wrong| match wrong {
            Wrong::NoObject => Error::invalid(T::NAME),
            Wrong::Member(member) => Error::invalid(&member),
            Wrong::Unknown(names) => Refusal::saying(
                Error::UnrecognizedAttributes,
                format!("Unrecognized attribute(s) '{}'", names.join(", ")),
            ),
        })
    }
}
