//! Requests and replies about the whole configuration of a domain: sections, and words where the
//! older paths have numbers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::super::huawei::milliseconds;
use super::super::state::{
    BusinessType, Certificate, Domain, ForceRedirect, OriginProtocol, RedirectType, ServiceArea,
    Source,
};
use crate::verbatim::Verbatim;

/// The sections that are kept as they were sent, of those that the vendor has.
const SECTIONS: [&str; 31] = [
    "access_area_filter",
    "browser_cache_rules",
    "cache_rules",
    "cache_url_parameter_filter",
    "client_cert",
    "compress",
    "error_code_cache",
    "error_code_redirect_rules",
    "flexible_origin",
    "flow_limit_strategy",
    "hsts",
    "http_response_header",
    "https_tls_version",
    "ip_filter",
    "ip_frequency_limit",
    "origin_follow302_status",
    "origin_range_status",
    "origin_receive_timeout",
    "origin_request_header",
    "origin_request_url_rewrite",
    "quic",
    "referer",
    "remote_auth",
    "request_limit_rules",
    "request_url_rewrite",
    "slice_etag_status",
    "sni",
    "url_auth",
    "user_agent_filter",
    "video_seek",
    "websocket",
];

/// Whether a section of that name is kept.
pub(crate) fn is_section(name: &str) -> bool {
    SECTIONS.contains(&name)
}

/// Changes sections of a domain's configuration. Those that are absent stay as they are.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct UpdateDomainFullConfig {
    pub(crate) domain_name: String,
    pub(crate) configs: Option<Configs>,
    pub(crate) enterprise_project_id: Option<String>,
}

/// The sections.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Configs {
    pub(crate) business_type: Option<BusinessType>,
    pub(crate) service_area: Option<ServiceArea>,
    pub(crate) remark: Option<String>,
    pub(crate) https: Option<GivenHttps>,
    pub(crate) sources: Option<Vec<Source>>,
    pub(crate) origin_protocol: Option<OriginProtocol>,
    pub(crate) force_redirect: Option<GivenRedirect>,
    pub(crate) ipv6_accelerate: Option<i32>,
    /// The other sections, which are stored unchanged.
    #[serde(flatten)]
    pub(crate) others: Map<String, Value>,
}

/// HTTPS settings. Members that are absent are not changed. A certificate must be complete.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct GivenHttps {
    /// `on` or `off`.
    pub(crate) https_status: Option<String>,
    /// `server`, or `server_sm` of the national algorithms.
    pub(crate) certificate_type: Option<String>,
    /// 0 for a certificate of the user's own, 2 for one of the certificate manager.
    pub(crate) certificate_source: Option<i64>,
    pub(crate) scm_certificate_id: Option<String>,
    pub(crate) certificate_name: Option<String>,
    /// PEM, the leaf first.
    pub(crate) certificate_value: Option<String>,
    /// PEM.
    pub(crate) private_key: Option<String>,
    /// At most one certificate of each type. They override the certificate in the members beside this one.
    pub(crate) certificates: Option<Vec<GivenOne>>,
    /// `on` or `off`.
    pub(crate) http2_status: Option<String>,
    /// Versions of TLS, with commas between them.
    pub(crate) tls_version: Option<String>,
    /// `on` or `off`.
    pub(crate) ocsp_stapling_status: Option<String>,
}

/// One of several certificates.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct GivenOne {
    pub(crate) certificate_type: Option<String>,
    pub(crate) certificate_source: Option<i64>,
    pub(crate) scm_certificate_id: Option<String>,
    pub(crate) certificate_name: Option<String>,
    pub(crate) certificate_value: Option<String>,
    pub(crate) private_key: Option<String>,
}

impl GivenHttps {
    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { certificate_source, certificates, .. } = self;
        let texts = [
            &self.https_status,
            &self.certificate_type,
            &self.scm_certificate_id,
            &self.certificate_name,
            &self.certificate_value,
            &self.private_key,
            &self.http2_status,
            &self.tls_version,
            &self.ocsp_stapling_status,
        ];
        certificate_source.is_none()
            && certificates.is_none()
            && texts.iter().all(|text| text.is_none())
    }
}

/// How requests are to be redirected.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct GivenRedirect {
    /// `on` or `off`.
    pub(crate) status: Option<String>,
    pub(crate) r#type: Option<String>,
    /// 301, 302 or 307.
    pub(crate) redirect_code: Option<u16>,
}

/// Reads `on` or `off`.
pub(crate) fn is_on(word: &str) -> Option<bool> {
    match word {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

/// Writes `on` or `off`.
pub(crate) fn switch(is_on: bool) -> &'static str {
    if is_on { "on" } else { "off" }
}

/// Asks for the whole configuration.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ShowDomainFullConfig {
    pub(crate) domain_name: String,
    pub(crate) enterprise_project_id: Option<String>,
}

/// The whole configuration.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ShowDomainFullConfigReply {
    pub(crate) configs: FullConfig,
}

/// The sections.
#[derive(JsonSchema, Serialize)]
pub(crate) struct FullConfig {
    business_type: BusinessType,
    service_area: ServiceArea,
    remark: String,
    https: ShownHttps,
    sources: Vec<Source>,
    origin_protocol: OriginProtocol,
    force_redirect: ShownRedirect,
    ipv6_accelerate: i32,
    /// The other sections, as they were sent.
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// How the domain speaks HTTPS. The service never shows the private key.
#[derive(JsonSchema, Serialize)]
struct ShownHttps {
    https_status: &'static str,
    certificate_type: &'static str,
    certificate_source: u8,
    scm_certificate_id: String,
    certificate_name: String,
    certificate_value: Verbatim,
    /// In milliseconds since 1970.
    expire_time: i64,
    /// Certificates of several types; always empty here.
    certificates: [(); 0],
    http2_status: &'static str,
    tls_version: String,
    ocsp_stapling_status: &'static str,
}

/// How requests are redirected.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ShownRedirect {
    status: &'static str,
    r#type: RedirectType,
    redirect_code: u16,
}

impl From<ForceRedirect> for ShownRedirect {
    fn from(ForceRedirect { is_on, r#type, redirect_code }: ForceRedirect) -> Self {
        Self { status: switch(is_on), r#type, redirect_code }
    }
}

impl From<&Domain> for FullConfig {
    fn from(domain: &Domain) -> Self {
        Self {
            business_type: domain.business_type,
            service_area: domain.service_area,
            remark: domain.remark.clone(),
            https: domain.into(),
            sources: domain.sources.clone(),
            origin_protocol: domain.origin_protocol,
            force_redirect: domain.force_redirect.into(),
            ipv6_accelerate: domain.ipv6_accelerate,
            others: domain.configs.clone(),
        }
    }
}

impl From<&Domain> for ShownHttps {
    fn from(domain: &Domain) -> Self {
        let certificate = domain.certificate.as_ref();
        let id = certificate.and_then(|it| it.scm_certificate_id.clone());
        Self {
            https_status: switch(certificate.is_some()),
            certificate_type: "server",
            certificate_source: certificate.map_or(0, Certificate::source),
            scm_certificate_id: id.unwrap_or_default(),
            certificate_name: certificate.map(|it| it.name.clone()).unwrap_or_default(),
            certificate_value: certificate.map_or_else(|| "".into(), |it| it.certificate.clone()),
            expire_time: certificate.map_or(0, |it| milliseconds(it.not_after)),
            certificates: [],
            http2_status: switch(domain.http2),
            tls_version: domain.tls_version.clone(),
            ocsp_stapling_status: switch(domain.ocsp_stapling),
        }
    }
}
