//! The behaviour of the operations on certificates.

use std::ops::Bound;

use smol_str::SmolStr;
use time::Duration;

use super::super::errors::{Error, no_certificate};
use super::super::state::{Account, Certificate};
use super::super::types::{
    CertificateSummary, Done, GetCertificateReply, ListCertificatesReply, NamedCertificate, Page,
    UploadCertificate, UploadCertificateReply, WholeCertificate, page_size,
};
use crate::ids::Ids;
use crate::spec::Refusal;
use crate::store::{Context, View};
use crate::x509::{self, Chain, Flaw, PrivateKey};

/// Assumption: validity of fewer than 30 days is too short (400322). From: what a client reports; the
/// number is not documented.
const SHORTEST_VALIDITY: Duration = Duration::days(30);

/// Assumption: a certificate's name has at most 32 KiB, which no client reaches; a longer one is answered
/// with 400000. From: the table of errors of the vendor's console, and acme.sh, which sends every name
/// of a certificate as the common name; the limit is not documented.
const LONGEST_NAME: usize = 32 * 1024;

/// An upload, with its texts parsed before the account is locked.
pub(crate) struct Upload {
    name: SmolStr,
    common_name: Option<SmolStr>,
    texts: (String, String),
    leaf: Result<x509::Certificate, Refusal<Error>>,
}

/// Looks at the names and reads the texts, in the service's order: both decode, the key matches, the
/// chain links.
pub(crate) fn read_upload(request: UploadCertificate) -> Upload {
    let UploadCertificate { name, common_name, pri, ca } = request;
    let texts = (ca.unwrap_or_default(), pri.unwrap_or_default());
    let is_long =
        |name: &Option<String>| name.as_ref().is_some_and(|name| name.len() > LONGEST_NAME);
    let leaf = if is_long(&name) || is_long(&common_name) {
        Err(Error::InvalidInput.into())
    } else {
        read_pair(&texts.0, &texts.1).map_err(Refusal::from)
    };
    let (name, common_name) = (name.unwrap_or_default().into(), common_name.map(SmolStr::from));
    Upload { name, common_name, texts, leaf }
}

fn read_pair(ca: &str, pri: &str) -> Result<x509::Certificate, Flaw> {
    let chain = Chain::from_pem(ca)?;
    // Assumption: keys are read as Go's `crypto/tls` reads them, whatever their label says. From: the
    // vendor's support, which had a customer write `BEGIN PRIVATE KEY` above a key of an elliptic
    // curve.
    let key = PrivateKey::from_pem_of_any_label(pri)?;
    chain.leaf().matches(&key)?;
    // A chain may end without a public root: offline tests use authorities of their own.
    chain.links()?;
    Ok(chain.into_leaf())
}

pub(crate) fn upload_certificate(
    context: &mut Context<'_, Account>,
    upload: Upload,
) -> Result<UploadCertificateReply, Refusal<Error>> {
    let Upload { name, common_name, texts, leaf } = upload;
    let leaf = leaf?;
    let now = context.tools.clock.now();
    leaf.has_not_expired(now)?;
    leaf.has_begun(now)?;
    leaf.lasts(now, SHORTEST_VALIDITY)?;
    let account = &mut *context.state;
    if account.certificates.len() >= account.quota {
        return Err(Error::QuotaExceeded.into());
    }
    let create_time = now.unix_timestamp();
    let cert_id = account.next_id(create_time, context.tools.ids);
    let certificate = Certificate::new(name, common_name, texts, &leaf, create_time);
    // The service keeps the same pair twice: every renewal of some clients uploads it again.
    account.certificates.insert(cert_id.clone(), certificate.into());
    Ok(UploadCertificateReply { code: 200, cert_id })
}

pub(crate) fn list_certificates(
    view: &View<'_, Account>,
    page: Page,
) -> Result<ListCertificatesReply, Refusal<Error>> {
    // The documented default of the page size.
    let limit = page_size(page.limit.as_deref(), 100)?;
    let marker = page.marker.filter(|marker| !marker.is_empty());
    let end = marker.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    // Assumption: lists begin with the newest. From: nothing; no client depends on the order.
    let certificates = &view.state.certificates;
    let newest = certificates.range::<str, _>((Bound::Unbounded, end)).rev().take(limit);
    let mut certs = Vec::with_capacity(limit.min(certificates.len()));
    certs.extend(newest.map(|(id, row)| CertificateSummary::new(id, uid(view.tools.ids), row)));
    // The service gives a marker with every page that has something on it: clients go on until a
    // page is empty.
    let marker = certs.last().map(|last| last.certid.clone()).unwrap_or_default();
    Ok(ListCertificatesReply { code: 200, error: "", marker, certs })
}

pub(crate) fn get_certificate(
    view: &View<'_, Account>,
    NamedCertificate { cert_id }: NamedCertificate,
) -> Result<GetCertificateReply, Refusal<Error>> {
    let certificate =
        view.state.find_certificate(&cert_id).ok_or_else(|| no_certificate(&cert_id))?;
    let summary = CertificateSummary::new(&cert_id, uid(view.tools.ids), certificate);
    let (ca, pri) = (certificate.ca.clone(), certificate.pri.clone());
    Ok(GetCertificateReply {
        code: 200,
        error: "",
        name: summary.name.clone(),
        common_name: summary.common_name.clone(),
        dnsnames: summary.dnsnames.clone(),
        not_before: summary.not_before,
        not_after: summary.not_after,
        pri: pri.clone(),
        ca: ca.clone(),
        create_time: summary.create_time,
        cert: WholeCertificate { summary, ca, pri },
    })
}

pub(crate) fn delete_certificate(
    context: &mut Context<'_, Account>,
    NamedCertificate { cert_id }: NamedCertificate,
) -> Result<Done, Refusal<Error>> {
    let account = &mut *context.state;
    account.find_certificate(&cert_id).ok_or_else(|| no_certificate(&cert_id))?;
    if let Some(domain) = account.domains.values().find(|domain| domain.https.cert_id == cert_id) {
        let storage = domain.is_storage();
        let error = if storage { Error::BoundToStorageDomain } else { Error::BoundToCdnDomain };
        return Err(error.into());
    }
    account.certificates.remove(&cert_id);
    Ok(Done::OK)
}

/// The number that the service shows for the account.
pub(super) fn uid(ids: &Ids) -> u32 {
    let mark = ids.mark();
    u32::from_be_bytes([0, mark[5], mark[6], mark[7]])
}
