//! What an update does to each member: one that is left out stays.

/// Puts what a request has in the place of what is kept.
pub(super) fn replace<T>(kept: &mut T, given: Option<T>) {
    if let Some(given) = given {
        *kept = given;
    }
}

/// The same of what may be missing.
pub(super) fn replace_some<T>(kept: &mut Option<T>, given: Option<T>) {
    if given.is_some() {
        *kept = given;
    }
}
