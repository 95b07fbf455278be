//! Replaces members in updates: a member that is absent keeps its value.

/// Replaces a value if the request has one.
pub(super) fn replace<T>(kept: &mut T, given: Option<T>) {
    if let Some(given) = given {
        *kept = given;
    }
}

/// Replaces an optional value if the request has one.
pub(super) fn replace_some<T>(kept: &mut Option<T>, given: Option<T>) {
    if given.is_some() {
        *kept = given;
    }
}
