//! Requests and replies about certificates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use super::super::super::huawei::milliseconds;
use super::super::state::{Certificate, Host, WafType};
use crate::verbatim::Verbatim;

/// Asks to keep a certificate.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct CreateCertificate {
    pub(crate) name: Option<String>,
    /// PEM, the leaf first.
    pub(crate) content: Option<String>,
    /// PEM.
    pub(crate) key: Option<String>,
    /// Whether the pair is looked at: `true` or `false`.
    pub(crate) verify_cert_key: Option<String>,
    pub(crate) enterprise_project_id: Option<String>,
}

/// Names a certificate.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NamedCertificate {
    pub(crate) certificate_id: String,
}

/// Asks for a page of certificates.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListCertificates {
    /// The number of the page, from 1.
    pub(crate) page: Option<String>,
    /// Its size: 10 by default, 100 at most.
    pub(crate) pagesize: Option<String>,
    /// A part of their names.
    pub(crate) name: Option<String>,
    /// Whether their hosts are wanted, `true` or `false`.
    pub(crate) host: Option<String>,
    /// The status of their validity: 0, 1 or 2.
    pub(crate) exp_status: Option<String>,
    pub(crate) enterprise_project_id: Option<String>,
}

/// Renames a certificate, and optionally replaces its contents.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct UpdateCertificate {
    pub(crate) certificate_id: String,
    pub(crate) name: Option<String>,
    /// PEM, the leaf first.
    pub(crate) content: Option<String>,
    /// PEM.
    pub(crate) key: Option<String>,
}

/// Assigns a certificate to hosts.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ApplyCertificateToHost {
    pub(crate) certificate_id: String,
    /// Hosts in the cloud.
    pub(crate) cloud_host_ids: Option<Vec<String>>,
    /// Hosts with a dedicated instance.
    pub(crate) premium_host_ids: Option<Vec<String>>,
}

/// A certificate with its texts. The service shows the private key.
#[derive(JsonSchema, Serialize)]
pub(crate) struct WholeCertificate {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) content: Verbatim,
    pub(crate) key: Verbatim,
    /// In milliseconds since 1970, as `timestamp` is.
    pub(crate) expire_time: i64,
    pub(crate) exp_status: u8,
    pub(crate) timestamp: i64,
    pub(crate) bind_host: Vec<ListedHost>,
}

impl WholeCertificate {
    pub(crate) fn new<'a>(
        certificate: &Certificate,
        hosts: impl Iterator<Item = &'a Host>,
        now: OffsetDateTime,
    ) -> Self {
        Self {
            id: certificate.id.clone(),
            name: certificate.name.clone(),
            content: certificate.contents.content.clone(),
            key: certificate.contents.key.clone(),
            expire_time: milliseconds(certificate.contents.not_after),
            exp_status: exp_status(certificate, now),
            timestamp: milliseconds(certificate.timestamp),
            bind_host: hosts.map(ListedHost::from).collect(),
        }
    }
}

/// A page of certificates.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListCertificatesReply {
    pub(crate) items: Vec<ListedCertificate>,
    pub(crate) total: usize,
}

/// A certificate without its texts.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListedCertificate {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) expire_time: i64,
    pub(crate) exp_status: u8,
    pub(crate) timestamp: i64,
    pub(crate) bind_host: Vec<ListedHost>,
}

impl ListedCertificate {
    pub(crate) fn new<'a>(
        certificate: &Certificate,
        hosts: impl Iterator<Item = &'a Host>,
        now: OffsetDateTime,
    ) -> Self {
        Self {
            id: certificate.id.clone(),
            name: certificate.name.clone(),
            expire_time: milliseconds(certificate.contents.not_after),
            exp_status: exp_status(certificate, now),
            timestamp: milliseconds(certificate.timestamp),
            bind_host: hosts.map(ListedHost::from).collect(),
        }
    }
}

/// The status of a certificate's validity: 1 if it has expired, 2 if it expires within a month, otherwise 0.
///
/// Assumption: a month has 30 days. From: nothing; the page says no more than the word.
pub(crate) fn exp_status(certificate: &Certificate, now: OffsetDateTime) -> u8 {
    let left = certificate.contents.not_after - now;
    if left < Duration::ZERO {
        1
    } else if left < Duration::days(30) {
        2
    } else {
        0
    }
}

/// A host that uses a certificate.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListedHost {
    pub(crate) id: String,
    pub(crate) hostname: String,
    pub(crate) waf_type: WafType,
    /// Only for special hosts, which do not exist here.
    pub(crate) mode: Option<String>,
}

impl From<&Host> for ListedHost {
    fn from(host: &Host) -> Self {
        let BoundHost { id, hostname, waf_type } = host.into();
        Self { id, hostname, waf_type, mode: None }
    }
}

/// The reply for a certificate that was changed or deleted.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ChangedCertificate {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) expire_time: i64,
    pub(crate) timestamp: i64,
}

impl From<&Certificate> for ChangedCertificate {
    fn from(certificate: &Certificate) -> Self {
        Self {
            id: certificate.id.clone(),
            name: certificate.name.clone(),
            expire_time: milliseconds(certificate.contents.not_after),
            timestamp: milliseconds(certificate.timestamp),
        }
    }
}

/// A certificate with all hosts that use it now.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct AppliedCertificate {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) timestamp: i64,
    pub(crate) expire_time: i64,
    pub(crate) bind_host: Vec<BoundHost>,
}

impl AppliedCertificate {
    pub(crate) fn new<'a>(
        certificate: &Certificate,
        hosts: impl Iterator<Item = &'a Host>,
    ) -> Self {
        let ChangedCertificate { id, name, expire_time, timestamp } = certificate.into();
        Self { id, name, timestamp, expire_time, bind_host: hosts.map(BoundHost::from).collect() }
    }
}

/// A host that uses it.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct BoundHost {
    pub(crate) id: String,
    pub(crate) hostname: String,
    pub(crate) waf_type: WafType,
}

impl From<&Host> for BoundHost {
    fn from(host: &Host) -> Self {
        let (id, hostname) = (host.id.clone(), host.hostname.clone());
        Self { id, hostname, waf_type: host.waf_type }
    }
}
