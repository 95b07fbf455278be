//! What groups the objects of a project.

/// The enterprise project that everything is in for which none is named.
pub(crate) const DEFAULT_PROJECT: &str = "0";

pub(super) fn default_project() -> String {
    DEFAULT_PROJECT.to_owned()
}
