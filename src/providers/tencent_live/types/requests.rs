//! Requests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `ModifyLiveDomainCertBindings`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyLiveDomainCertBindings {
    pub(crate) domain_infos: Vec<LiveCertDomainInfo>,
    /// One of SSL's.
    pub(crate) cloud_cert_id: Option<String>,
    /// PEM, which SSL will store.
    pub(crate) certificate_public_key: Option<String>,
    pub(crate) certificate_private_key: Option<String>,
    /// The certificate's alias at SSL.
    pub(crate) certificate_alias: Option<String>,
}

/// A domain that a certificate is for.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct LiveCertDomainInfo {
    pub(crate) domain_name: String,
    /// HTTPS: 1 on, 0 off, -1 not changed.
    pub(crate) status: i64,
}

/// `DescribeLiveDomains`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeLiveDomains {
    /// 1 for enabled domains, 0 for the others.
    pub(crate) domain_status: Option<u64>,
    /// 0 for push domains, 1 for playback domains.
    pub(crate) domain_type: Option<u64>,
    pub(crate) page_size: Option<u64>,
    /// From 1.
    pub(crate) page_num: Option<u64>,
    pub(crate) is_delay_live: Option<u64>,
    pub(crate) domain_prefix: Option<String>,
    pub(crate) play_type: Option<u64>,
}

/// `DescribeLiveDomainCertBindings`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeLiveDomainCertBindings {
    /// A part of the name.
    pub(crate) domain_search: Option<String>,
    pub(crate) offset: Option<i64>,
    pub(crate) length: Option<i64>,
    /// The complete name.
    pub(crate) domain_name: Option<String>,
    /// `ExpireTimeAsc` or `ExpireTimeDesc`.
    pub(crate) order_by: Option<String>,
}

/// `DescribeLiveDomain` and `DescribeLiveDomainCert`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct OneDomain {
    pub(crate) domain_name: String,
}

/// `UnBindLiveDomainCert`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UnBindLiveDomainCert {
    pub(crate) domain_name: String,
    /// `formal` or `gray`.
    #[serde(rename = "Type")]
    pub(crate) kind: Option<String>,
}

/// An empty reply.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Done {}
