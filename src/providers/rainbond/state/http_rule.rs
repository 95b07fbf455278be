//! A rule that routes a host name to a component.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rule: the host names and paths that lead to a component's port.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct HttpRule {
    /// A unique number.
    pub(crate) id: u64,
    /// The id in requests: 32 hexadecimal digits.
    pub(crate) http_rule_id: String,
    /// The `tenant_id` of its team.
    pub(crate) team: String,
    /// The host name.
    pub(crate) domain_name: String,
    /// The component's port.
    pub(crate) container_port: i64,
    /// The id of its certificate; 0 if it has none.
    pub(crate) certificate_id: u64,
    /// Whether it serves HTTPS.
    pub(crate) https: bool,
    /// The path that requests begin with: `/`.
    pub(crate) domain_path: String,
    /// The cookie that requests must have, `a=b`; empty for any.
    pub(crate) domain_cookie: String,
    /// The header that requests must have, `a=b`; empty for any.
    pub(crate) domain_header: String,
    /// Its share among rules that are alike.
    pub(crate) the_weight: i64,
    /// Whether the platform requests certificates for it automatically.
    pub(crate) auto_ssl: bool,
    /// The configuration with which the platform requests certificates.
    pub(crate) auto_ssl_config: Option<String>,
}

impl HttpRule {
    /// Whether it matches more of a request than the host name.
    pub(crate) fn is_senior(&self) -> bool {
        !(self.domain_path == "/" && self.domain_cookie.is_empty() && self.domain_header.is_empty())
    }
}
