//! One place in a domain's configuration.

use serde_json::{Map, Value};

use super::super::errors::Error;
use crate::json::count_values;

/// The members of a certificate that are given.
const CERTIFICATE: [&str; 4] = ["CertId", "Certificate", "Message", "PrivateKey"];

/// The longest text of a new value, in bytes, and the most values in it. Assumption: more is refused.
/// From: nothing; the largest of the vendor's examples has some hundred bytes.
const LONGEST: usize = 64 << 10;
const MOST_VALUES: usize = 10_000;

/// The new value in `{"update": …}`.
pub(super) fn read_update(text: &str) -> Result<Value, Error> {
    if text.len() > LONGEST || count_values(text.as_bytes(), MOST_VALUES) == MOST_VALUES {
        return Err(Error::CdnParamError);
    }
    let value: Map<String, Value> = serde_json::from_str(text).map_err(|_| Error::CdnParamError)?;
    value
        .into_iter()
        .find_map(|(name, new)| (name == "update").then_some(new))
        .ok_or(Error::CdnParamError)
}

/// Replaces the value to which the rest of a route leads in a member. The route must exist in the member.
///
/// Assumption: a value of another kind than what stands there is refused, as is a route that leads
/// nowhere. From: nothing sure; the vendor's page has only routes that are right.
pub(super) fn change<'a>(
    member: &mut Value,
    mut rest: impl Iterator<Item = &'a str>,
    new: Value,
) -> Result<(), Error> {
    let Some(name) = rest.next() else {
        let same = std::mem::discriminant(member) == std::mem::discriminant(&new);
        if !same && !member.is_null() {
            return Err(Error::CdnParamError);
        }
        *member = new;
        return Ok(());
    };
    let next = member.as_object_mut().and_then(|members| members.get_mut(name));
    change(next.ok_or(Error::CdnParamError)?, rest, new)
}

/// Stands for a certificate, whose members are not shown.
pub(super) fn certificate() -> Value {
    CERTIFICATE.iter().map(|name| ((*name).to_owned(), Value::Null)).collect::<Map<_, _>>().into()
}
