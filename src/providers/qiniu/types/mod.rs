//! Requests and replies, as Qiniu writes them.
//!
//! Names of request members are in lower case here: the wire takes any case.

mod domain;
mod query;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::{SmolStr, ToSmolStr as _};

pub(super) use self::domain::{
    BindCertificate, CertificateBinding, GetDomainReply, GetHttpsConfReply, HttpsConf,
    ListCertificateBindings, ListCertificateBindingsReply, ListDomains, ListDomainsReply,
    NamedDomain,
};
use self::query::first;
use super::errors::Error;
use super::state::Certificate;
use crate::spec::Refusal;
use crate::verbatim::Verbatim;

/// The largest page. Assumption: a page has at most 1000 certificates. From: clients, which have
/// asked for 500 and got them; of domains it is documented.
const LARGEST_PAGE_SIZE: usize = 1000;

/// Asks to keep a certificate. Every member may be absent, and the names are never checked.
#[derive(Clone, Deserialize, JsonSchema)]
pub(super) struct UploadCertificate {
    pub(super) name: Option<String>,
    pub(super) common_name: Option<String>,
    /// The private key.
    pub(super) pri: Option<String>,
    /// The certificate with its chain, leaf first.
    pub(super) ca: Option<String>,
}

/// The id of the uploaded certificate.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct UploadCertificateReply {
    pub(super) code: u16,
    /// The service spells the id `certID` here, `certid` in lists and `certId` in domains.
    #[serde(rename = "certID")]
    pub(super) cert_id: String,
}

/// Names a certificate.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct NamedCertificate {
    #[serde(rename = "certid")]
    pub(super) cert_id: String,
}

/// Asks for a page.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Page {
    /// The marker of the previous page.
    #[serde(default, deserialize_with = "first")]
    #[schemars(with = "Option<String>")]
    pub(super) marker: Option<String>,
    /// The size of the page: 100 by default.
    #[serde(default, deserialize_with = "first")]
    #[schemars(with = "Option<String>")]
    pub(super) limit: Option<String>,
}

/// The size of a page with this limit; `usual` without a limit.
pub(super) fn page_size(limit: Option<&str>, usual: usize) -> Result<usize, Refusal<Error>> {
    match limit.filter(|limit| !limit.is_empty()) {
        None => Ok(usual),
        Some(limit) => match limit.parse::<i64>() {
            Ok(limit) => Ok(usize::try_from(limit).unwrap_or_default().clamp(1, LARGEST_PAGE_SIZE)),
            Err(_) => Err(Error::InvalidLimit.into()),
        },
    }
}

/// A page of certificates. The marker is that of the next page; only an empty page ends the list.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ListCertificatesReply {
    pub(super) code: u16,
    pub(super) error: &'static str,
    pub(super) marker: String,
    pub(super) certs: Vec<CertificateSummary>,
}

/// A certificate without its texts.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct CertificateSummary {
    pub(super) certid: String,
    pub(super) name: SmolStr,
    pub(super) uid: u32,
    pub(super) common_name: SmolStr,
    pub(super) dnsnames: Arc<[SmolStr]>,
    /// Unix seconds, as the two that follow.
    pub(super) create_time: i64,
    pub(super) not_before: i64,
    pub(super) not_after: i64,
    pub(super) orderid: &'static str,
    pub(super) product_short_name: &'static str,
    pub(super) product_type: &'static str,
    pub(super) cert_type: &'static str,
    pub(super) encrypt: &'static str,
    #[serde(rename = "encryptParameter")]
    pub(super) encrypt_parameter: SmolStr,
    pub(super) enable: bool,
    pub(super) child_order_id: &'static str,
    pub(super) state: &'static str,
    pub(super) auto_renew: bool,
    pub(super) renewable: bool,
}

impl CertificateSummary {
    pub(super) fn new(id: &str, uid: u32, certificate: &Certificate) -> Self {
        Self {
            certid: id.to_owned(),
            name: certificate.name.clone(),
            uid,
            common_name: certificate.common_name.clone(),
            dnsnames: certificate.dns_names.clone(),
            create_time: certificate.create_time,
            not_before: certificate.not_before,
            not_after: certificate.not_after,
            orderid: "",
            product_short_name: "",
            product_type: "",
            cert_type: "",
            encrypt: certificate.encrypt,
            // Assumption: `encryptParameter` is the size of the key in bits. From: its name; clients
            // read the kind of key alone.
            encrypt_parameter: certificate.key_bits.to_smolstr(),
            enable: true,
            child_order_id: "",
            state: "",
            auto_renew: false,
            renewable: false,
        }
    }
}

/// A certificate in both documented shapes: the older page's flat members beside the object that
/// live clients read.
#[derive(JsonSchema, Serialize)]
pub(super) struct GetCertificateReply {
    pub(super) code: u16,
    pub(super) error: &'static str,
    pub(super) cert: WholeCertificate,
    pub(super) name: SmolStr,
    pub(super) common_name: SmolStr,
    pub(super) dnsnames: Arc<[SmolStr]>,
    pub(super) not_before: i64,
    pub(super) not_after: i64,
    pub(super) pri: Verbatim,
    pub(super) ca: Verbatim,
    pub(super) create_time: i64,
}

/// A certificate with its texts. The service shows the private key.
#[derive(JsonSchema, Serialize)]
pub(super) struct WholeCertificate {
    #[serde(flatten)]
    pub(super) summary: CertificateSummary,
    pub(super) ca: Verbatim,
    pub(super) pri: Verbatim,
}

/// A success that says nothing more. It must not hold the word `error`: acme.sh looks for it.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Done {
    pub(super) code: u16,
}

impl Done {
    pub(super) const OK: Self = Self { code: 200 };
}
