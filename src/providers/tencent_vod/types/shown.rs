//! Replies, and how a domain is shown.

use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;
use time::macros::offset;

use super::super::super::tencent_ssl::find_hosted;
use super::super::state::Application;
use super::super::state::domain::Seen;
use crate::moment;
use crate::store::Others;

/// A policy that is not in force.
const DISABLED: &str = "Disabled";

/// The reply of `DescribeVodDomains`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeVodDomainsReply {
    pub(crate) total_count: usize,
    pub(crate) domain_set: Vec<DomainDetailInfo>,
}

/// A domain.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DomainDetailInfo {
    domain: String,
    accelerate_area_infos: [AccelerateAreaInfo; 1],
    deploy_status: &'static str,
    /// Assumption: it is null where there is no certificate. From: nothing sure; both of its members are
    /// about one.
    #[serde(rename = "HTTPSConfig")]
    https_config: Option<DomainHttpsConfig>,
    url_signature_auth_policy: UrlSignatureAuthPolicy,
    referer_auth_policy: RefererAuthPolicy,
    create_time: String,
    #[serde(rename = "QUICConfig")]
    quic_config: DomainQuicConfig,
    #[serde(rename = "IPFilterPolicy")]
    ip_filter_policy: IpFilterPolicy,
    r#type: &'static str,
}

/// The area in which a domain is served, and the target of its CNAME.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct AccelerateAreaInfo {
    area: &'static str,
    tencent_disable_reason: &'static str,
    tencent_edge_domain: String,
}

/// The certificate of a domain.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct DomainHttpsConfig {
    /// Empty if SSL no longer has the certificate.
    cert_expire_time: String,
    /// The certificate's id at SSL. The request has another name for this member.
    cloud_cert_id: String,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct UrlSignatureAuthPolicy {
    status: &'static str,
    encrypted_key: &'static str,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct RefererAuthPolicy {
    status: &'static str,
    auth_type: &'static str,
    referers: [(); 0],
    blank_referer_allowed: &'static str,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct DomainQuicConfig {
    status: &'static str,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct IpFilterPolicy {
    status: &'static str,
    filter_type: &'static str,
    #[serde(rename = "IPList")]
    ip_list: [(); 0],
}

/// What is needed to show an account's domains.
#[derive(Clone, Copy)]
pub(crate) struct Painter<'a> {
    pub(crate) others: Others<'a>,
    pub(crate) now: OffsetDateTime,
}

impl Painter<'_> {
    /// Assumption: no policy is in force. From: nothing emulated changes one.
    pub(crate) fn domain(&self, application: &Application, seen: &Seen<'_>) -> DomainDetailInfo {
        let domain = &*seen.domain;
        let https = |id: &String| {
            let contents = find_hosted(self.others, id, self.now).and_then(|it| it.contents);
            let end = contents.map(|contents| print(contents.facts.not_after));
            DomainHttpsConfig {
                cert_expire_time: end.unwrap_or_default(),
                cloud_cert_id: id.clone(),
            }
        };
        DomainDetailInfo {
            domain: domain.name.clone(),
            accelerate_area_infos: [AccelerateAreaInfo {
                area: "Chinese Mainland",
                tencent_disable_reason: "",
                tencent_edge_domain: format!("{}.cdn.dnsv1.com", domain.name),
            }],
            deploy_status: seen.status(),
            https_config: domain.certificate_id.as_ref().map(https),
            url_signature_auth_policy: UrlSignatureAuthPolicy {
                status: DISABLED,
                encrypted_key: "",
            },
            referer_auth_policy: RefererAuthPolicy {
                status: DISABLED,
                auth_type: "",
                referers: [],
                blank_referer_allowed: "",
            },
            create_time: print(domain.created.unwrap_or(application.created)),
            quic_config: DomainQuicConfig { status: DISABLED },
            ip_filter_policy: IpFilterPolicy { status: DISABLED, filter_type: "", ip_list: [] },
            r#type: domain.kind.word(),
        }
    }
}

/// A time in the vendor's time zone. Unlike in other services, the text names the zone.
fn print(moment: OffsetDateTime) -> String {
    // The last hours of the year 9999 cannot be represented in that zone.
    let there = moment.checked_to_offset(offset!(+8)).unwrap_or(moment);
    moment::to_the_second(there, 'T') + "+08:00"
}
