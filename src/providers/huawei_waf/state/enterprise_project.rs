//! Enterprise projects, which group the objects of a project.

/// The enterprise project of objects that name none.
pub(crate) const DEFAULT_PROJECT: &str = "0";

pub(super) fn default_project() -> String {
    DEFAULT_PROJECT.to_owned()
}
