//! Requests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::state::domain::Port;
use crate::secret::Secret;

/// `DescribeDomainDetailsSaas`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDomainDetailsSaas {
    pub(crate) domain: String,
    pub(crate) domain_id: String,
    pub(crate) instance_id: String,
}

/// `ModifySpartaProtection`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifySpartaProtection {
    pub(crate) domain: String,
    pub(crate) domain_id: String,
    /// The service spells it so here alone.
    #[serde(rename = "InstanceID")]
    pub(crate) instance_id: String,
    /// 0 for none, 1 for one with its key, 2 for one of SSL.
    pub(crate) cert_type: Option<i64>,
    pub(crate) cert: Option<String>,
    pub(crate) private_key: Option<String>,
    #[serde(rename = "SSLId")]
    pub(crate) ssl_id: Option<String>,
    pub(crate) ports: Option<Vec<Port>>,
    /// The service takes a text and shows a number.
    pub(crate) is_keep_alive: Option<String>,
    /// The service takes numbers and shows texts.
    pub(crate) weights: Option<Vec<i64>>,
    pub(crate) gm_private_key: Option<Secret>,
    pub(crate) gm_enc_private_key: Option<Secret>,
    /// Members that are shown as they were given.
    #[serde(flatten)]
    pub(crate) config: Map<String, Value>,
}

/// An empty reply.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Done {}
