//! The domains that a certificate is for.

use super::super::super::tencent::{Facts, HostNames, read_word};
use super::super::super::tencent_ssl::{Deployments, ResourceType, find_hosted};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::domain::Product;
use super::super::types::requests::DescribeCertDomains;
use super::super::types::shown::DescribeCertDomainsReply;
use super::https::pem;
use crate::spec::Refusal;
use crate::store::Context;
use crate::x509::Chain;

/// What the request asks about.
pub(crate) enum Asked {
    Id(String),
    Names(HostNames),
}

/// Reads a certificate that the request contains.
pub(crate) fn read_certificate(
    request: DescribeCertDomains,
) -> Result<(Asked, Product), Refusal<Error>> {
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let product = given(request.product).map_or(Some(Product::Cdn), |word| read_word(&word));
    let product = product.ok_or(Error::CdnParamError)?;
    match (given(request.cert), given(request.cert_id)) {
        (Some(cert), _) => {
            let text = pem(&cert).map_err(|_| Error::CdnCertNotPem)?;
            let chain = Chain::from_pem(&text)
                .map_err(|flaw| Refusal::because(Error::CdnCertNotPem, flaw))?;
            Ok((Asked::Names(HostNames::of(&Facts::of(&chain))), product))
        }
        (None, Some(id)) => Ok((Asked::Id(id), product)),
        (None, None) => Err(Error::CdnParamError.into()),
    }
}

/// Assumption: what is closing or rejected is left out, whatever else stands. From: "connected domains",
/// in the vendor's words.
pub(crate) fn describe_cert_domains(
    context: &mut Context<'_, Account>,
    read: Result<(Asked, Product), Refusal<Error>>,
) -> Result<DescribeCertDomainsReply, Refusal<Error>> {
    let (asked, product) = read?;
    let now = context.tools.clock.now();
    let names = match asked {
        Asked::Names(names) => names,
        Asked::Id(id) => {
            let hosted = find_hosted(context.others, &id, now);
            let contents = hosted.and_then(|hosted| hosted.contents);
            HostNames::of(&contents.ok_or(Error::CdnCertNoCertInfo)?.facts)
        }
    };
    let deployments = Deployments::to_instances_of(context.others, ResourceType::Cdn, now);
    let mut reply = DescribeCertDomainsReply { domains: Vec::new(), certified_domains: Vec::new() };
    for seen in context.state.newest_first(&deployments, now) {
        let name = &seen.domain.domain;
        let is_connected = !matches!(seen.status(), "closing" | "rejected");
        if seen.domain.product != product || !is_connected || !names.cover(name) {
            continue;
        }
        reply.domains.push(name.clone());
        if seen.domain.certificate.is_some() {
            reply.certified_domains.push(name.clone());
        }
    }
    Ok(reply)
}
