//! The configuration of domains.

use std::sync::LazyLock;

use crate::json::Defaults;

/// The configuration of a new domain, from the vendor's example.
pub(crate) static DEFAULT: LazyLock<Defaults> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../default.json"))
        .expect("it is as it was when it was built")
});

/// The members of a domain that no request gives.
const OUTPUT_ONLY: [&str; 6] =
    ["Advance", "AdvanceSet", "Compatibility", "ImageOptimization", "RuleEngine", "SecurityConfig"];

/// The members that a domain is added with, and that no request changes.
const FIXED: [&str; 2] = ["Ipv6", "Tag"];

/// Whether a request can set the member with this name.
pub(crate) fn is_configurable(member: &str) -> bool {
    DEFAULT.contains_key(member) && !OUTPUT_ONLY.contains(&member)
}

/// Whether a request can change the member.
pub(crate) fn is_changeable(member: &str) -> bool {
    is_configurable(member) && !FIXED.contains(&member)
}
