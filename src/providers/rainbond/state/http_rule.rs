//! What leads a host name to a component.

use serde::{Deserialize, Serialize};

/// A rule: the host names and paths that lead to a component's port.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct HttpRule {
    pub(crate) id: u64,
    pub(crate) http_rule_id: String,
    pub(crate) team: String,
    pub(crate) domain_name: String,
    pub(crate) container_port: i64,
    /// 0 where it has none.
    pub(crate) certificate_id: u64,
    pub(crate) https: bool,
    pub(crate) domain_path: String,
    pub(crate) domain_cookie: String,
    pub(crate) domain_header: String,
    pub(crate) the_weight: i64,
    pub(crate) auto_ssl: bool,
    pub(crate) auto_ssl_config: Option<String>,
}

impl HttpRule {
    /// Whether it asks for more of a request than its host name.
    pub(crate) fn is_senior(&self) -> bool {
        !(self.domain_path == "/" && self.domain_cookie.is_empty() && self.domain_header.is_empty())
    }
}
