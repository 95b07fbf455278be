//! Global domains.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::Tag;
use super::super::state::proxy::BanStatus;
use super::Done;
use super::proxy::Filter;

/// `CreateGlobalDomain`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateGlobalDomain {
    pub(crate) project_id: i64,
    /// Where it leads by default: an address or a host name.
    pub(crate) default_value: String,
    pub(crate) alias: Option<String>,
    #[serde(default)]
    pub(crate) tag_set: Vec<Tag>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateGlobalDomainReply {
    pub(crate) domain_id: String,
}

/// `DescribeGlobalDomains`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeGlobalDomains {
    /// -1: every project.
    pub(crate) project_id: i64,
    pub(crate) offset: u64,
    pub(crate) limit: u64,
    #[serde(default)]
    pub(crate) filters: Vec<Filter>,
    /// Any of these.
    #[serde(default)]
    pub(crate) tag_set: Vec<Tag>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeGlobalDomainsReply {
    pub(crate) domains: Vec<ShownGlobalDomain>,
    pub(crate) total_count: usize,
}

/// A global domain.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownGlobalDomain {
    pub(crate) domain_id: String,
    pub(crate) full_domain: String,
    pub(crate) alias: String,
    #[serde(rename = "Type")]
    pub(crate) kind: &'static str,
    pub(crate) status: i64,
    pub(crate) project_id: u64,
    pub(crate) default_value: String,
    /// The number of proxies that it leads to.
    pub(crate) proxy_count: usize,
    pub(crate) create_time: i64,
    pub(crate) update_time: Option<i64>,
    pub(crate) tag_set: Vec<Tag>,
    pub(crate) ban_status: BanStatus,
}

/// `ModifyGlobalDomainAttribute`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyGlobalDomainAttribute {
    pub(crate) domain_id: String,
    pub(crate) project_id: u64,
    pub(crate) alias: Option<String>,
    pub(crate) default_value: Option<String>,
}

/// `DeleteGlobalDomain`, `EnableGlobalDomain` and `DisableGlobalDomain`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NamedGlobalDomain {
    pub(crate) domain_id: String,
}

// These have the shape of others.
pub(crate) type ModifyGlobalDomainAttributeReply = Done;
pub(crate) type DeleteGlobalDomainReply = Done;
pub(crate) type EnableGlobalDomainReply = Done;
pub(crate) type DisableGlobalDomainReply = Done;
