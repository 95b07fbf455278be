//! TLS versions and cipher suites.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The versions of TLS that can be spoken.
pub(crate) const TLS_VERSIONS: [&str; 4] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

/// The cipher suites. The service's page spells the last two differently; this is the Terraform provider's
/// spelling, which follows that of the first.
pub(crate) const TLS_CIPHERS: [&str; 5] = [
    "GAAP_TLS_CIPHERS_WIDE",
    "GAAP_TLS_CIPHERS_GENERAL",
    "GAAP_TLS_CIPHERS_STRICT",
    "GAAPTLS_CIPHERS_GENERAL",
    "GAAPTLS_CIPHERS_STRICT",
];

/// The versions of TLS and the suites that are spoken.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Tls {
    /// As `TLSv1.2`.
    pub(crate) versions: Vec<String>,
    /// As `GAAP_TLS_CIPHERS_WIDE`.
    pub(crate) ciphers: String,
}

impl Tls {
    /// What a new listener speaks. Assumption: a new listener speaks every version of TLS that
    /// the parameter knows. From: the description of the parameter, which restricts them.
    pub(crate) fn of_a_listener() -> Self {
        Self {
            versions: TLS_VERSIONS.map(str::to_owned).to_vec(),
            ciphers: TLS_CIPHERS[0].to_owned(),
        }
    }
}
