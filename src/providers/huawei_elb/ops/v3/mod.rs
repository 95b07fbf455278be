//! The API of today.

pub(crate) mod certificates;
pub(crate) mod listeners;
pub(crate) mod load_balancers;
pub(crate) mod quotas;

use super::super::errors::v3::Error;
use super::texts::Unfit;
use crate::spec::Refusal;

impl From<Unfit> for Refusal<Error> {
    fn from(Unfit { half, flaw }: Unfit) -> Self {
        refuse(half.member(), flaw)
    }
}

/// The error for a member with an invalid value. `flaw` is the flaw of a certificate or a key.
fn refuse(member: &str, flaw: Option<crate::x509::Flaw>) -> Refusal<Error> {
    let refusal = match flaw {
        Some(flaw) => Refusal::because(Error::InvalidInput, flaw),
        None => Error::InvalidInput.into(),
    };
    refusal.in_words(format!("Invalid input for '{member}'."))
}

/// Checks that a text has at most this many characters.
fn check_length(member: &str, text: Option<&str>, most: usize) -> Result<(), Refusal<Error>> {
    let length = text.map_or(0, |text| text.chars().take(most + 1).count());
    if length <= most { Ok(()) } else { Err(Error::invalid(member)) }
}

/// A reason for a protection: 255 characters without `<` and `>`, at the most.
fn check_reason(reason: Option<&str>) -> Result<(), Refusal<Error>> {
    check_length("protection_reason", reason, 255)?;
    if reason.is_some_and(|reason| reason.contains(['<', '>'])) {
        return Err(Error::invalid("protection_reason"));
    }
    Ok(())
}

/// Checks the id of an enterprise project, which cannot be empty.
fn check_enterprise_project(id: Option<&str>) -> Result<(), Refusal<Error>> {
    check_length("enterprise_project_id", id, 64)?;
    if id == Some("") { Err(Error::EnterpriseProjectEmpty.into()) } else { Ok(()) }
}
