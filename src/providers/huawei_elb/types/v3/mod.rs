//! Requests and replies of v3.

pub(crate) mod certificate;
pub(crate) mod listener;
pub(crate) mod load_balancer;
pub(crate) mod quota;

use super::super::errors::v3::Error;
use super::members::{Wrapped, Wrapping, Wrong};
use crate::spec::Refusal;

impl<T: Wrapping> Wrapped<T> {
    /// The members, as v3 takes them: it refuses those that it does not know, and that before it
    /// looks at the others.
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
