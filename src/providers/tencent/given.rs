//! Checks of states that users give.

use std::collections::HashSet;

use serde_json::{Map, Value};

/// Refuses a name that is not in lower case: services store names in lower case, so it could not be found.
/// `place` is the member's place in the state.
pub(in crate::providers) fn check_lower_case(place: &str, name: &str) -> Result<(), String> {
    if name.chars().any(char::is_uppercase) {
        return Err(format!("{place}: {name:?} is not in lower case, as names are in a state"));
    }
    Ok(())
}

/// Refuses members that no request configures.
pub(in crate::providers) fn check_members(
    place: &str,
    given: &Map<String, Value>,
    is_configurable: impl Fn(&str) -> bool,
) -> Result<(), String> {
    match given.keys().find(|name| !is_configurable(name)) {
        Some(name) => Err(format!("{place}.{name}: there is no such member that is configured")),
        None => Ok(()),
    }
}

/// Checks that ids are unique.
#[derive(Debug, Default)]
pub(in crate::providers) struct Once<'a>(HashSet<&'a str>);

impl<'a> Once<'a> {
    /// Refuses an id that was checked before.
    pub(in crate::providers) fn check(&mut self, place: &str, id: &'a str) -> Result<(), String> {
        if self.0.insert(id) { Ok(()) } else { Err(format!("{place}: there are two of {id:?}")) }
    }
}
