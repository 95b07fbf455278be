//! Requests and replies about certificates, as the older paths have them: with numbers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::huawei::milliseconds;
use super::super::state::{Certificate, Domain, ForceRedirect, OriginProtocol, RedirectType};
use crate::verbatim::Verbatim;

/// Sets or removes the certificate of several domains.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct UpdateDomainMultiCertificates {
    pub(crate) https: Option<MultiCertificates>,
    pub(crate) enterprise_project_id: Option<String>,
}

/// The HTTPS settings. Absent ones are reset to those of a new domain.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct MultiCertificates {
    /// Their names, with commas between them.
    pub(crate) domain_name: Option<String>,
    /// 1 to set a certificate, or to keep the present one if none is given; 0 to remove it.
    pub(crate) https_switch: Option<i64>,
    /// The protocol of requests to the sources: 1 the domain's, 2 HTTP, 3 HTTPS.
    pub(crate) access_origin_way: Option<i64>,
    pub(crate) force_redirect_https: Option<i64>,
    pub(crate) force_redirect_config: Option<Redirect>,
    pub(crate) http2: Option<i64>,
    pub(crate) cert_name: Option<String>,
    /// PEM, the leaf first.
    pub(crate) certificate: Option<String>,
    /// PEM.
    pub(crate) private_key: Option<String>,
    /// 0 for a certificate of the user's own, 2 for one of the certificate manager.
    pub(crate) certificate_type: Option<i64>,
    pub(crate) scm_certificate_id: Option<String>,
}

/// Sets or removes the certificate of one domain.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct UpdateHttpsInfo {
    pub(crate) domain_id: String,
    pub(crate) https: Option<GivenHttpsInfo>,
    pub(crate) enterprise_project_id: Option<String>,
}

/// The HTTPS settings.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct GivenHttpsInfo {
    pub(crate) cert_name: Option<String>,
    /// 0 to remove the certificate; other values are those of `access_origin_way`.
    pub(crate) https_status: Option<i64>,
    /// PEM, the leaf first.
    pub(crate) certificate: Option<String>,
    /// PEM.
    pub(crate) private_key: Option<String>,
    pub(crate) http2: Option<i64>,
    /// 0 for a certificate of the user's own.
    pub(crate) certificate_type: Option<i64>,
    pub(crate) force_redirect_https: Option<i64>,
    pub(crate) force_redirect_config: Option<Redirect>,
}

/// How requests are redirected.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Redirect {
    pub(crate) switch: Option<i64>,
    pub(crate) redirect_type: Option<String>,
}

/// The result for each domain.
#[derive(JsonSchema, Serialize)]
pub(crate) struct UpdateDomainMultiCertificatesReply {
    pub(crate) https: ChangedHttps,
    pub(crate) status: &'static str,
    pub(crate) result: Vec<Outcome>,
}

/// The changed settings.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ChangedHttps {
    pub(crate) domain_name: String,
    pub(crate) https_switch: u8,
    pub(crate) access_origin_way: u8,
    pub(crate) force_redirect_https: u8,
    pub(crate) force_redirect_config: ShownSwitch,
    pub(crate) http2: u8,
    /// This and the following members are present if a certificate was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cert_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) certificate: Option<Verbatim>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) certificate_type: Option<u8>,
    /// In milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expiration_time: Option<i64>,
}

/// The result for a domain.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Outcome {
    pub(crate) domain_name: String,
    pub(crate) status: &'static str,
    /// The reason of a failure; empty if there was none.
    pub(crate) reason: &'static str,
}

/// How requests are redirected.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ShownSwitch {
    switch: u8,
    redirect_type: RedirectType,
}

impl From<ForceRedirect> for ShownSwitch {
    fn from(redirect: ForceRedirect) -> Self {
        // The service says `http` where requests are not redirected.
        let redirect_type = if redirect.is_on { redirect.r#type } else { RedirectType::Http };
        Self { switch: redirect.is_on.into(), redirect_type }
    }
}

/// 0 without a redirect, 1 for a redirect to HTTPS, 2 for one to HTTP.
pub(crate) fn redirect_number(redirect: ForceRedirect) -> u8 {
    match (redirect.is_on, redirect.r#type) {
        (false, _) => 0,
        (true, RedirectType::Https) => 1,
        (true, RedirectType::Http) => 2,
    }
}

/// The number of `access_origin_way`.
pub(crate) fn origin_number(protocol: OriginProtocol) -> u8 {
    match protocol {
        OriginProtocol::Follow => 1,
        OriginProtocol::Http => 2,
        OriginProtocol::Https => 3,
    }
}

/// 0 if the domain has no certificate, otherwise the number of `access_origin_way`. All paths show this
/// except the list, which shows only whether there is a certificate.
pub(crate) fn https_status(domain: &Domain) -> u8 {
    domain.certificate.as_ref().map_or(0, |_| origin_number(domain.origin_protocol))
}

/// Asks for a page of the certificates that domains have.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ShowCertificatesHttpsInfo {
    /// The size of the page: 30 by default, 10000 at most.
    pub(crate) page_size: Option<String>,
    /// Its number, from 1.
    pub(crate) page_number: Option<String>,
    /// A part of the domains' names.
    pub(crate) domain_name: Option<String>,
    pub(crate) enterprise_project_id: Option<String>,
}

/// A page of them.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ShowCertificatesHttpsInfoReply {
    pub(crate) total: usize,
    pub(crate) https: Vec<CertificateInfo>,
}

/// A domain's certificate.
#[derive(JsonSchema, Serialize)]
pub(crate) struct CertificateInfo {
    domain_id: String,
    domain_name: String,
    cert_name: String,
    certificate: Verbatim,
    /// The service never shows it.
    private_key: &'static str,
    certificate_type: u8,
    expiration_time: i64,
    https_status: u8,
    force_redirect_https: u8,
    force_redirect_config: ShownSwitch,
    http2: u8,
}

impl CertificateInfo {
    pub(crate) fn new(domain: &Domain, certificate: &Certificate) -> Self {
        Self {
            domain_id: domain.id.clone(),
            domain_name: domain.domain_name.clone(),
            cert_name: certificate.name.clone(),
            certificate: certificate.certificate.clone(),
            private_key: "",
            certificate_type: certificate.source(),
            expiration_time: milliseconds(certificate.not_after),
            https_status: https_status(domain),
            force_redirect_https: redirect_number(domain.force_redirect),
            force_redirect_config: domain.force_redirect.into(),
            http2: domain.http2.into(),
        }
    }
}

/// How a domain speaks HTTPS.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ShowHttpsInfoReply {
    pub(crate) https: ShownHttpsInfo,
}

/// The HTTPS settings; the certificate is empty if there is none.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ShownHttpsInfo {
    https_status: u8,
    cert_name: String,
    certificate: Verbatim,
    /// The service never shows it.
    private_key: &'static str,
    certificate_type: u8,
    force_redirect_https: u8,
    force_redirect_config: ShownSwitch,
    http2: u8,
    expiration_time: i64,
}

impl From<&Domain> for ShownHttpsInfo {
    fn from(domain: &Domain) -> Self {
        let certificate = domain.certificate.as_ref();
        Self {
            https_status: https_status(domain),
            cert_name: certificate.map(|it| it.name.clone()).unwrap_or_default(),
            certificate: certificate.map_or_else(|| "".into(), |it| it.certificate.clone()),
            private_key: "",
            certificate_type: certificate.map_or(0, Certificate::source),
            force_redirect_https: redirect_number(domain.force_redirect),
            force_redirect_config: domain.force_redirect.into(),
            http2: domain.http2.into(),
            expiration_time: certificate.map_or(0, |it| milliseconds(it.not_after)),
        }
    }
}
