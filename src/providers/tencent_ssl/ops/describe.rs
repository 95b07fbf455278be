//! One certificate, shown.

use super::super::super::tencent::Facts;
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::certificate::Source;
use super::super::types::picture::Picture;
use super::super::types::shown::{
    CertBasicInfo, DescribeCertificate, DescribeCertificateDetail, DescribeCertificateDetailReply,
    DescribeCertificateReply, RootCertificates,
};
use super::super::types::timestamp::print;
use crate::ids::hex;
use crate::spec::Refusal;
use crate::store::View;

/// The requested certificate. The request counts as a look, which lets its work advance.
fn look<'a>(view: &View<'a, Account>, id: &str) -> Result<Picture<'a>, Refusal<Error>> {
    let now = view.tools.clock.now();
    let certificate = view.state.find_permitted(id)?;
    let picture = Picture::of(view.state, certificate, now);
    certificate.look(now);
    let new = certificate.links.replaced_for.as_deref();
    if let Some(new) = new.and_then(|id| view.state.find(id)) {
        new.look(now);
    }
    Ok(picture)
}

pub(crate) fn describe_certificate(
    view: &View<'_, Account>,
    request: DescribeCertificate,
) -> Result<DescribeCertificateReply, Refusal<Error>> {
    let picture = look(view, &request.certificate_id)?;
    Ok(DescribeCertificateReply {
        shown: picture.shown(view.tools.ids, picture.certificate.shared_names()),
        alone: picture.alone(),
        package_type_name: picture.product.map(|product| product.name().to_owned()),
        ca_encrypt_algorithms: Vec::new(),
        ca_common_names: Vec::new(),
        ca_end_times: Vec::new(),
    })
}

pub(crate) fn describe_certificate_detail(
    view: &View<'_, Account>,
    request: DescribeCertificateDetail,
) -> Result<DescribeCertificateDetailReply, Refusal<Error>> {
    let picture = look(view, &request.certificate_id)?;
    let certificate = picture.certificate;
    let contents = picture.contents;
    let ours = contents.filter(|_| certificate.source != Source::Upload);
    // The service leaves the domain out of the names here, and here alone.
    let others = certificate.names().get(1..).unwrap_or_default().into();
    Ok(DescribeCertificateDetailReply {
        shown: picture.shown(view.tools.ids, others),
        alone: picture.alone(),
        type_name: picture.product.map(|product| product.name().to_owned()),
        certificate_private_key: contents.and_then(|contents| contents.private_key.clone()),
        certificate_public_key: contents.map(|contents| contents.certificate.clone()),
        root_cert: RootCertificates {
            sign: None,
            encrypt: None,
            standard: ours.map(|_| view.tools.issuer.root().to_owned()),
        },
        encrypt_cert: None,
        encrypt_private_key: None,
        cert_fingerprint: contents.map(|contents| contents.facts.fingerprint()),
        encrypt_cert_fingerprint: None,
        encrypt_algorithm: picture.algorithm(),
        cert_chain_info: contents.map(|contents| chain_info(&contents.facts)),
        domain_type: match (certificate.names().len() > 2, picture.is_wildcard()) {
            (false, false) => 1,
            (true, false) => 2,
            (false, true) => 3,
            (true, true) => 4,
        },
        cert_type: picture.product.map_or("DV", |product| product.validation.name()),
        use_cross_sign_root: certificate.uses_cross_sign_root,
        hosting_status: -1,
    })
}

fn chain_info(facts: &Facts) -> Vec<CertBasicInfo> {
    let leaf = CertBasicInfo {
        issuer: facts.common.issuer.to_string(),
        subject: facts.common_name().to_owned(),
        fingerprint: hex(&facts.sha1),
        valid_from: print(facts.not_before),
        valid_to: print(facts.not_after),
    };
    let issuers = facts.common.issuers.iter().map(|issuer| CertBasicInfo {
        issuer: issuer.issuer.clone(),
        subject: issuer.common_name.clone(),
        fingerprint: hex(&issuer.sha1),
        valid_from: print(issuer.not_before),
        valid_to: print(issuer.not_after),
    });
    std::iter::once(leaf).chain(issuers).collect()
}
