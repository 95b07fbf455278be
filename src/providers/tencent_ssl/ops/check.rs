//! Checks of certificates that are not stored.

use super::super::errors::Error;
use super::super::state::Account;
use super::super::types::certificate::{
    CheckCertificateChain, CheckCertificateChainReply, CheckCertificateExist,
    CheckCertificateExistReply,
};
use crate::spec::Refusal;
use crate::store::View;
use crate::x509::{Certificate, Chain};

pub(crate) fn check_certificate_chain(
    _: &View<'_, Account>,
    request: CheckCertificateChain,
) -> Result<CheckCertificateChainReply, Refusal<Error>> {
    let chain = Chain::from_pem(&request.certificate_chain)
        .map_err(|flaw| Refusal::because(Error::CertificateInvalid, flaw))?;
    let all = || std::iter::once(chain.leaf()).chain(chain.issuers());
    let name = |certificate: &Certificate| {
        certificate.common_name().unwrap_or_else(|| certificate.subject()).to_owned()
    };
    let is_valid = chain.links().is_ok();
    Ok(CheckCertificateChainReply {
        is_valid,
        // Assumption: a chain is trusted whose leaf has an issuer beside it. From: nothing; the
        // service looks at public roots, which none of a test's certificates has.
        is_trusted_ca: is_valid && !chain.leaf().is_self_issued(),
        chains: all().map(name).collect(),
    })
}

pub(crate) fn check_certificate_exist(
    view: &View<'_, Account>,
    request: CheckCertificateExist,
) -> Result<CheckCertificateExistReply, Refusal<Error>> {
    let certificate = Certificate::from_pem(&request.certificate_public_key)
        .map_err(|flaw| Refusal::because(Error::InvalidParam, flaw))?;
    let sha1 = certificate.sha1();
    let mut known = view.state.certificates.copies(&sha1);
    let repeat_cert_id = known.next().map(|copy| copy.id.clone()).unwrap_or_default();
    Ok(CheckCertificateExistReply { repeat_cert_id })
}
