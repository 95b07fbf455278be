//! Instances that are a domain.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::state::resource_type::ResourceType;
use super::{Asked, Found, ShownInstance, domain};

/// A domain of the content delivery network.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CdnInstanceDetail {
    pub(crate) domain: String,
    pub(crate) cert_id: String,
    pub(crate) status: String,
    pub(crate) https_billing_switch: String,
}

impl ShownInstance for CdnInstanceDetail {
    const KIND: ResourceType = ResourceType::Cdn;

    fn of(Found { first, .. }: &Found<'_>, asked: &Asked<'_>) -> Self {
        Self {
            domain: domain(first),
            cert_id: asked.certificate(first),
            status: or(&first.status, "online"),
            https_billing_switch: first.https_billing.clone().unwrap_or_else(|| "on".to_owned()),
        }
    }
}

/// A domain of a bucket.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CosInstanceDetail {
    pub(crate) domain: String,
    pub(crate) cert_id: String,
    /// `ENABLED` or `DISABLED`.
    pub(crate) status: String,
    pub(crate) bucket: String,
    pub(crate) region: String,
}

impl ShownInstance for CosInstanceDetail {
    const KIND: ResourceType = ResourceType::Cos;

    fn of(Found { first, .. }: &Found<'_>, asked: &Asked<'_>) -> Self {
        Self {
            domain: domain(first),
            cert_id: asked.certificate(first),
            status: or(&first.status, "ENABLED"),
            bucket: first.bucket.clone(),
            region: first.region.clone(),
        }
    }
}

/// A domain of live video.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct LiveInstanceDetail {
    pub(crate) domain: String,
    pub(crate) cert_id: String,
    /// -1: it has no certificate; 1: HTTPS is on; 0: HTTPS is off.
    pub(crate) status: i64,
}

impl ShownInstance for LiveInstanceDetail {
    const KIND: ResourceType = ResourceType::Live;

    fn of(Found { first, .. }: &Found<'_>, asked: &Asked<'_>) -> Self {
        let cert_id = asked.certificate(first);
        let usual = if cert_id.is_empty() { -1 } else { 1 };
        let status = first.https.unwrap_or(usual);
        Self { domain: domain(first), cert_id, status }
    }
}

/// A host of `EdgeOne`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TeoInstanceDetail {
    pub(crate) host: String,
    pub(crate) cert_id: String,
    pub(crate) zone_id: String,
    pub(crate) status: String,
    /// The certificate's: `RSA` or `ECC`.
    pub(crate) algorithm: String,
}

impl ShownInstance for TeoInstanceDetail {
    const KIND: ResourceType = ResourceType::Teo;

    fn of(Found { first, .. }: &Found<'_>, asked: &Asked<'_>) -> Self {
        let cert_id = asked.certificate(first);
        Self {
            host: domain(first),
            algorithm: or(&first.algorithm, asked.key_type(&cert_id)),
            cert_id,
            zone_id: first.zone_id.clone(),
            status: or(&first.status, "deployed"),
        }
    }
}

/// A domain of video on demand.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct VodInstanceDetail {
    pub(crate) domain: String,
    pub(crate) cert_id: String,
}

impl ShownInstance for VodInstanceDetail {
    const KIND: ResourceType = ResourceType::Vod;

    fn of(Found { first, .. }: &Found<'_>, asked: &Asked<'_>) -> Self {
        Self { domain: domain(first), cert_id: asked.certificate(first) }
    }
}

/// A domain of the web application firewall.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct WafInstanceDetail {
    pub(crate) domain: String,
    pub(crate) cert_id: String,
    /// 1 if connections to the origin are kept alive.
    pub(crate) keepalive: u64,
}

impl ShownInstance for WafInstanceDetail {
    const KIND: ResourceType = ResourceType::Waf;

    fn of(Found { first, .. }: &Found<'_>, asked: &Asked<'_>) -> Self {
        Self {
            domain: domain(first),
            cert_id: asked.certificate(first),
            keepalive: first.keepalive.unwrap_or(1),
        }
    }
}

/// A domain of cloud functions.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ScfInstanceDetail {
    pub(crate) certificate_id: String,
    /// `HTTP&HTTPS`, say.
    pub(crate) protocol: String,
    pub(crate) domain: String,
    pub(crate) region: String,
}

impl ShownInstance for ScfInstanceDetail {
    const KIND: ResourceType = ResourceType::Scf;

    fn of(Found { first, .. }: &Found<'_>, asked: &Asked<'_>) -> Self {
        Self {
            certificate_id: asked.certificate(first),
            protocol: or(&first.protocol, "HTTPS"),
            domain: domain(first),
            region: first.region.clone(),
        }
    }
}

/// The word of a state, or the usual one.
pub(super) fn or(word: &str, usual: &str) -> String {
    if word.is_empty() { usual.to_owned() } else { word.to_owned() }
}
