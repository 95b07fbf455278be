//! Certificates given to domains, and taken from them.
//!
//! If a request contains a certificate with its key, SSL stores it, as in the vendor's service: it is added
//! there before the domains are changed.

use time::OffsetDateTime;

use super::super::super::tencent::{self, Contents, HostNames, WrongPair};
use super::super::super::tencent_ssl::{self, Deployments, ResourceType, find_hosted};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::domain::Kind;
use super::super::types::requests::{
    Done, LiveCertDomainInfo, ModifyLiveDomainCertBindings, UnBindLiveDomainCert,
};
use super::super::types::shown::{BatchDomainOperateErrors, ModifyLiveDomainCertBindingsReply};
use crate::spec::{ErrorCode as _, Parcel, Refusal};
use crate::store::{Context, View};

/// The changes that a request makes to domains.
pub(crate) struct Load {
    domains: Vec<(String, Option<bool>)>,
    given: Given,
    now: OffsetDateTime,
}

/// The certificate that a request gives domains.
enum Given {
    /// None: the domains keep their certificates.
    Kept,
    /// One of SSL's.
    Id(String),
    /// One that SSL is to store with this alias.
    Texts { certificate: String, private_key: String, alias: String },
}

/// Assumption: no domains at all, and another status than the three, are `InvalidParameter`, and nothing is
/// done then. From: nothing sure; the vendor's page has no words for either.
pub(crate) fn load(
    view: &View<'_, Account>,
    request: ModifyLiveDomainCertBindings,
) -> Result<Load, Refusal<Error>> {
    let read = |info: LiveCertDomainInfo| {
        let https = match info.status {
            -1 => None,
            0 => Some(false),
            1 => Some(true),
            _ => return Err(Error::InvalidParameter),
        };
        Ok((info.domain_name, https))
    };
    let domains = request.domain_infos.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if domains.is_empty() {
        return Err(Error::InvalidParameter.into());
    }
    let text = |text: Option<String>| text.filter(|text| !text.is_empty());
    let pair = (text(request.certificate_public_key), text(request.certificate_private_key));
    let given = match (text(request.cloud_cert_id), pair) {
        (Some(id), _) => Given::Id(id),
        (None, (Some(certificate), Some(private_key))) => {
            let alias = request.certificate_alias.unwrap_or_default();
            Given::Texts { certificate, private_key, alias }
        }
        (None, (None, None)) => Given::Kept,
        (None, _) => return Err(Error::CrtOrKeyNotExist.into()),
    };
    Ok(Load { domains, given, now: view.tools.clock.now() })
}

/// Takes a certificate that came with its key to SSL.
///
/// Assumption: SSL keeps it whatever becomes of the domains. From: the vendor's words, which have it
/// uploaded first, and the id used that this gives.
pub(crate) fn pack(load: &Load) -> Result<Vec<Parcel<String>>, Refusal<Error>> {
    let Given::Texts { certificate, private_key, alias } = &load.given else {
        return Ok(Vec::new());
    };
    let contents = read_pair(certificate, private_key, load.now)?;
    Ok(vec![tencent_ssl::host_named(contents, alias.clone())])
}

fn read_pair(
    certificate: &str,
    private_key: &str,
    now: OffsetDateTime,
) -> Result<Contents, Refusal<Error>> {
    let contents = tencent::read_pair(certificate, private_key).map_err(|wrong| match wrong {
        WrongPair::Chain(flaw) | WrongPair::Links(flaw) => {
            Refusal::because(Error::CrtDateNotLegal, flaw)
        }
        WrongPair::Key(flaw) | WrongPair::Match(flaw) => {
            Refusal::because(Error::CrtKeyNotMatch, flaw)
        }
    })?;
    if contents.facts.not_after < now {
        return Err(Error::CrtDateOverdue.into());
    }
    Ok(contents)
}

/// The host names of an SSL certificate, or the error for a certificate that domains cannot use.
///
/// Assumption: an authority's certificate, and one that there is not yet, are an id that is wrong; one
/// that was revoked is no certificate that is legal. From: the words of the errors.
fn names_of(context: &Context<'_, Account>, id: &str) -> Result<HostNames, Error> {
    let now = context.tools.clock.now();
    let hosted = find_hosted(context.others, id, now).filter(|hosted| !hosted.is_ca);
    let hosted = hosted.ok_or(Error::CloudCrtIdError)?;
    let facts = &hosted.contents.ok_or(Error::CloudCrtIdError)?.facts;
    if facts.not_after < now {
        return Err(Error::CrtDateOverdue);
    }
    if hosted.is_issued { Ok(HostNames::of(facts)) } else { Err(Error::CrtDateNotLegal) }
}

/// The reply is a success whatever becomes of the domains.
///
/// Assumption: a domain that is not there, or that streams are pushed to, is `DomainNotExist`, one that the
/// certificate is not for `CrtDomainNotFound`, and one without a certificate, where none is given,
/// `CrtOrKeyNotExist`. From: the errors' words, "does not exist or is not matched" for the first.
pub(crate) fn note(
    context: &mut Context<'_, Account>,
    Load { domains, given, .. }: Load,
    hosted: Vec<String>,
) -> Result<ModifyLiveDomainCertBindingsReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let own = matches!(given, Given::Texts { .. });
    let new = match (given, hosted.into_iter().next()) {
        (Given::Id(id), _) | (Given::Texts { .. }, Some(id)) => {
            let names = names_of(context, &id)?;
            Some((id, names))
        }
        _ => None,
    };
    let deployments = Deployments::to_instances_of(context.others, ResourceType::Live, now);
    let mut reply = ModifyLiveDomainCertBindingsReply::default();
    for (name, https) in domains {
        let domain = context.state.settle(&name, &deployments);
        let domain = domain.filter(|domain| domain.kind == Kind::Play);
        let error = match (domain, &new) {
            (None, _) => Some(Error::DomainNotExist),
            (Some(domain), Some((_, names))) if !names.cover(&domain.name) => {
                reply.mismatched_domain_names.push(name.clone());
                Some(Error::CrtDomainNotFoundParameter)
            }
            (Some(domain), Some((id, _))) => {
                domain.bind(id.clone(), own, https, now);
                None
            }
            (Some(domain), None) => match &mut domain.certificate {
                None => Some(Error::CrtOrKeyNotExist),
                Some(bound) => {
                    if let Some(https) = https {
                        (bound.https, bound.updated) = (https, Some(now));
                    }
                    None
                }
            },
        };
        if let Some(error) = error {
            let message = if context.facts.wants_chinese { error.zh() } else { error.en() };
            let code = error.code();
            reply.errors.push(BatchDomainOperateErrors { domain_name: name, code, message });
        }
    }
    Ok(reply)
}

/// Assumption: what is not there to be taken away is `InvalidParameter`, the certificate of a gray release
/// included, which no domain has; another type is `InvalidParameterValue`. From: the errors that the vendor
/// lists for the action.
pub(crate) fn unbind_live_domain_cert(
    context: &mut Context<'_, Account>,
    UnBindLiveDomainCert { domain_name, kind }: UnBindLiveDomainCert,
) -> Result<Done, Refusal<Error>> {
    match kind.as_deref().unwrap_or_default() {
        "" | "formal" => {}
        "gray" => return Err(Error::InvalidParameter.into()),
        _ => return Err(Error::InvalidParameterValue.into()),
    }
    let now = context.tools.clock.now();
    let deployments = Deployments::to_instances_of(context.others, ResourceType::Live, now);
    let domain = context.state.settle(&domain_name, &deployments);
    let bound = domain.and_then(|domain| domain.certificate.take());
    bound.map(|_| Done {}).ok_or_else(|| Error::InvalidParameter.into())
}
