//! A row of the certificates' table.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use smol_str::SmolStr;

use super::listing::Listing;
use crate::verbatim::Verbatim;
use crate::x509;

/// The type of a server's certificate, for which the service looks when the type of a certificate changes.
pub(crate) const SERVER_CERTIFICATE: &str = "服务端证书";

/// A row of the certificates' table.
#[derive(Clone)]
pub(crate) struct Certificate {
    /// The `tenant_id` of its team.
    pub(crate) team: Arc<str>,
    pub(crate) alias: SmolStr,
    pub(crate) private_key: Verbatim,
    /// The PEM text.
    pub(crate) certificate: Verbatim,
    /// Whether the service's check of its answers leaves both texts as they are. The first request that shows them
    /// finds out.
    pub(crate) are_clean: OnceLock<bool>,
    pub(crate) certificate_type: CertificateType,
    /// The parsed facts for the list, so that a list need not parse.
    pub(crate) listing: Listing,
}

impl Certificate {
    /// A row of these texts, whose leaf was read from them.
    pub(crate) fn new(
        team: Arc<str>,
        alias: SmolStr,
        [certificate, private_key]: [Verbatim; 2],
        certificate_type: CertificateType,
        leaf: &x509::Certificate,
    ) -> Self {
        Self {
            team,
            alias,
            private_key,
            certificate,
            are_clean: OnceLock::new(),
            certificate_type,
            listing: Listing::new(leaf),
        }
    }
}

/// The type of a certificate: almost always [`SERVER_CERTIFICATE`], which takes no memory here.
pub(crate) type CertificateType = Cow<'static, str>;

/// The text as the type of a certificate.
pub(crate) fn certificate_type(text: String) -> CertificateType {
    if text == SERVER_CERTIFICATE { SERVER_CERTIFICATE.into() } else { text.into() }
}
