//! Certificates of hosts, as they are shown.

use schemars::JsonSchema;
use serde::Serialize;
use time::{Duration, OffsetDateTime};

use super::super::super::tencent::Facts;
use super::super::super::tencent_ssl::{Hosted, find_hosted};
use super::super::state::host::{Bound, Mutual, Seen};
use super::super::state::words::Mode;
use super::super::state::zone::Zone;
use super::timestamp::print;
use crate::store::Others;

/// The validity of certificates that the service applies for itself.
const FREE_VALIDITY: Duration = Duration::days(90);

/// A certificate. The name is empty if SSL no longer has it.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Certificate {
    cert_id: String,
    alias: String,
    r#type: &'static str,
    expire_time: String,
    deploy_time: String,
    /// `RSA 2048`, `ECC 256`.
    sign_algo: String,
}

/// A certificate of a host.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertificateInfo {
    #[serde(flatten)]
    certificate: Certificate,
    status: &'static str,
}

/// A server certificate of a host, in the form of the older lists.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ServerCertInfo {
    #[serde(flatten)]
    certificate: Certificate,
    common_name: String,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct MutualTls {
    switch: &'static str,
    cert_infos: Vec<CertificateInfo>,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpstreamCertInfo {
    #[serde(rename = "UpstreamMutualTLS")]
    upstream_mutual_tls: MutualTls,
    upstream_certificate_verify: OriginCertificateVerify,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct OriginCertificateVerify {
    verification_mode: &'static str,
    #[serde(rename = "CustomCACerts")]
    custom_ca_certs: Vec<CertificateInfo>,
}

/// What is needed to show an account's hosts.
#[derive(Clone, Copy)]
pub(crate) struct Painter<'a> {
    pub(crate) others: Others<'a>,
    pub(crate) now: OffsetDateTime,
}

impl<'a> Painter<'a> {
    /// A certificate of SSL's.
    pub(crate) fn find(&self, id: &str) -> Option<Hosted<'a>> {
        find_hosted(self.others, id, self.now)
    }

    /// The certificates that a host serves with.
    pub(crate) fn list(&self, zone: &Zone, seen: &Seen<'_>) -> Vec<CertificateInfo> {
        let show = |bound: &Bound| {
            let since = bound.deployed.or(seen.host.created).unwrap_or(zone.created);
            let status = seen.certificate_status(bound);
            match seen.host.mode() {
                Mode::Disable | Mode::Ssl => self.of_ssl(&bound.id, Some(since), status),
                Mode::Free | Mode::FreeManual => {
                    CertificateInfo { certificate: managed(&bound.id, since), status }
                }
            }
        };
        seen.host.certificates.iter().map(show).collect()
    }

    pub(crate) fn server_list(&self, zone: &Zone, seen: &Seen<'_>) -> Vec<ServerCertInfo> {
        let show = |CertificateInfo { certificate, .. }: CertificateInfo| {
            let contents = self.find(&certificate.cert_id).and_then(|known| known.contents);
            let name = contents.map(|contents| contents.facts.common_name().to_owned());
            ServerCertInfo { certificate, common_name: name.unwrap_or_default() }
        };
        self.list(zone, seen).into_iter().map(show).collect()
    }

    /// A certificate of SSL's.
    fn of_ssl(
        &self,
        id: &str,
        since: Option<OffsetDateTime>,
        status: &'static str,
    ) -> CertificateInfo {
        let known = self.find(id);
        let facts = known.as_ref().and_then(|known| known.contents).map(|it| &it.facts);
        let certificate = Certificate {
            cert_id: id.to_owned(),
            alias: known.as_ref().map(|known| known.alias.to_owned()).unwrap_or_default(),
            r#type: "upload",
            expire_time: facts.map(|facts| print(facts.not_after)).unwrap_or_default(),
            deploy_time: since.map(print).unwrap_or_default(),
            sign_algo: facts.map(sign_algo).unwrap_or_default(),
        };
        CertificateInfo { certificate, status }
    }

    pub(crate) fn mutual(&self, mutual: &Mutual) -> MutualTls {
        MutualTls {
            switch: if mutual.on { "on" } else { "off" },
            cert_infos: self.beside(&mutual.ids),
        }
    }

    pub(crate) fn upstream(&self, seen: &Seen<'_>) -> UpstreamCertInfo {
        let verify = &seen.host.verify;
        UpstreamCertInfo {
            upstream_mutual_tls: self.mutual(&seen.host.upstream),
            upstream_certificate_verify: OriginCertificateVerify {
                verification_mode: verify.mode.word(),
                custom_ca_certs: self.beside(&verify.ids),
            },
        }
    }

    fn beside(&self, ids: &[String]) -> Vec<CertificateInfo> {
        ids.iter().map(|id| self.of_ssl(id, None, "deployed")).collect()
    }
}

/// A certificate that the service applied for itself.
///
/// Assumption: it has a key of RSA 2048 and is valid for 90 days. From: the validity of the authority that
/// the vendor names.
fn managed(id: &str, since: OffsetDateTime) -> Certificate {
    Certificate {
        cert_id: id.to_owned(),
        alias: String::new(),
        r#type: "managed",
        expire_time: print(since + FREE_VALIDITY),
        deploy_time: print(since),
        sign_algo: "RSA 2048".to_owned(),
    }
}

/// The algorithm and the size of a certificate's key.
///
/// Assumption: it is `RSA 2048` or `ECC 256`. From: a client that takes what stands before the blank for
/// the algorithm; the vendor's example has `RSA` alone.
pub(crate) fn sign_algo(facts: &Facts) -> String {
    format!("{} {}", facts.key_type(), facts.key_bits())
}
