//! Replies, and how a domain is shown.

use md5::{Digest as _, Md5};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::super::super::tencent::print;
use super::super::state::domain::{Bound, DEFAULT, Domain, Port};
use crate::ids::hex;
use crate::verbatim::Verbatim;

/// The reply of `DescribeDomainDetailsSaas`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDomainDetailsSaasReply {
    pub(crate) domains_part_info: DomainsPartInfo,
}

/// A domain with all that is configured.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DomainsPartInfo {
    pub(crate) domain: String,
    pub(crate) domain_id: String,
    pub(crate) instance_id: String,
    pub(crate) instance_name: String,
    pub(crate) cert_type: u64,
    /// A certificate that came with its key, and the key.
    pub(crate) cert: Verbatim,
    pub(crate) private_key: Verbatim,
    /// One of SSL's.
    #[serde(rename = "SSLId")]
    pub(crate) ssl_id: String,
    pub(crate) ports: Vec<Port>,
    /// In the vendor's time zone, GMT+8, which the text does not name.
    pub(crate) create_time: String,
    pub(crate) modify_time: String,
    pub(crate) cname: String,
    pub(crate) gm_private_key: String,
    pub(crate) gm_enc_private_key: String,
    /// The other members.
    #[serde(flatten)]
    pub(crate) config: Map<String, Value>,
}

impl DomainsPartInfo {
    pub(crate) fn of(domain: &Domain) -> Self {
        let (own, ssl_id) = match &domain.certificate {
            None => (None, ""),
            Some(Bound::Own(contents)) => (Some(contents), ""),
            Some(Bound::SslId(id)) => (None, id.as_str()),
        };
        let key = own.and_then(|contents| contents.private_key.clone());
        let mut config = DEFAULT.clone();
        config.extend(domain.config.iter().map(|(name, value)| (name.clone(), value.clone())));
        Self {
            domain: domain.domain.clone(),
            domain_id: domain.domain_id.clone(),
            instance_id: domain.instance_id.clone(),
            instance_name: domain.instance_name.clone(),
            cert_type: domain.certificate_type(),
            cert: own.map_or_else(|| "".into(), |contents| contents.certificate.clone()),
            private_key: key.unwrap_or_else(|| "".into()),
            ssl_id: ssl_id.to_owned(),
            ports: domain.ports.clone(),
            create_time: print(domain.created),
            modify_time: print(domain.updated),
            cname: format!("{}.qcloudwzgj.com", hex(&Md5::digest(&domain.domain))),
            gm_private_key: domain.gm_private_key.expose().to_owned(),
            gm_enc_private_key: domain.gm_enc_private_key.expose().to_owned(),
            config,
        }
    }
}
