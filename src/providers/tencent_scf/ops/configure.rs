//! Domains, added, changed and deleted.

use time::OffsetDateTime;

use super::super::super::tencent::read_word;
use super::super::super::tencent_ssl::{Deployments, ResourceType, find_hosted};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::domain::{CustomDomain, Protocol, Waf};
use super::super::types::requests::{
    CertConf, CreateCustomDomain, Done, OneDomain, UpdateCustomDomain, WafConf,
};
use crate::spec::Refusal;
use crate::store::{Context, Others};

/// The longest name, in characters.
const LONGEST_NAME: usize = 253;

/// The deployments to the account's domains.
fn deployments<'a>(context: &Context<'a, Account>, now: OffsetDateTime) -> Deployments<'a> {
    Deployments::to_instances_of(context.others, ResourceType::Scf, now)
}

/// Assumption: a domain that is there in any region, and what is no name of a host, is
/// `InvalidParameterValue.Domain`, as is another protocol or state of the firewall than the vendor's; no
/// function has to be there. From: the errors that the vendor lists for the action.
pub(crate) fn create_custom_domain(
    context: &mut Context<'_, Account>,
    request: CreateCustomDomain,
) -> Result<Done, Refusal<Error>> {
    let now = context.tools.clock.now();
    let name = request.domain.to_lowercase();
    if !is_host(&name) || context.state.custom_domains.find(&name).is_some() {
        return Err(Error::Domain.into());
    }
    let mut domain = CustomDomain {
        domain: name,
        region: context.facts.region.clone().unwrap_or_default(),
        protocol: read_word(&request.protocol).ok_or(Error::Domain)?,
        certificate_id: None,
        endpoints: request.endpoints_config,
        waf: Waf::default(),
        tags: request.tags,
        deployment: 0,
        created: now,
        updated: now,
    };
    if let Some(waf) = request.waf_config {
        change_waf(&mut domain.waf, waf, Error::Domain)?;
    }
    change_certificate(&mut domain, request.cert_config, context.others, now)?;
    // Updates of an earlier domain with the same name do not count.
    let deployments = deployments(context, now);
    let outlived = deployments.to_instance(&domain.instance());
    domain.deployment = outlived.map_or(0, |deployment| deployment.record);
    context.state.custom_domains.insert(domain);
    Ok(Done {})
}

/// Whether this is a host name. The service does not accept wildcards.
fn is_host(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= LONGEST_NAME && name.contains('.') && name.split('.').all(is_label)
}

/// Assumption: what is not sent stays as it is, and what is wrong is `FailedOperation.Ssl`, whatever it is,
/// but for the domain itself. From: clients, which send a protocol and a certificate and nothing else; the
/// only error that the vendor lists for the action.
pub(crate) fn update_custom_domain(
    context: &mut Context<'_, Account>,
    request: UpdateCustomDomain,
) -> Result<Done, Refusal<Error>> {
    let now = context.tools.clock.now();
    let (others, deployments) = (context.others, deployments(context, now));
    let region = context.facts.region.as_deref().unwrap_or_default();
    let domain = context.state.settle(region, &request.domain, &deployments);
    let domain = domain.ok_or(Error::DomainUnExist)?;
    let mut changed = domain.clone();
    if let Some(word) = request.protocol {
        changed.protocol = read_word(&word).ok_or(Error::Ssl)?;
    }
    if let Some(endpoints) = request.endpoints_config {
        changed.endpoints = endpoints;
    }
    if let Some(waf) = request.waf_config {
        change_waf(&mut changed.waf, waf, Error::Ssl)?;
    }
    change_certificate(&mut changed, request.cert_config, others, now)?;
    changed.updated = now;
    *domain = changed;
    Ok(Done {})
}

fn change_waf(waf: &mut Waf, given: WafConf, wrong: Error) -> Result<(), Error> {
    if let Some(word) = given.waf_open {
        waf.open = read_word(&word).ok_or(wrong)?;
    }
    waf.instance_id = given.waf_instance_id.unwrap_or_else(|| std::mem::take(&mut waf.instance_id));
    Ok(())
}

/// Sets the certificate of a domain if the request has one. Refuses HTTPS without a certificate.
///
/// Assumption: an empty id is none, and a domain without HTTPS has none, whatever is sent. From: what is
/// shown of such a domain; a client that sends back what it was shown.
fn change_certificate(
    domain: &mut CustomDomain,
    given: Option<CertConf>,
    others: Others<'_>,
    now: OffsetDateTime,
) -> Result<(), Refusal<Error>> {
    if let Some(id) = given.and_then(|given| given.certificate_id) {
        domain.certificate_id = Some(id).filter(|id| !id.is_empty());
        if let Some(id) = &domain.certificate_id {
            check_certificate(others, id, &domain.domain, now)?;
        }
    }
    match domain.protocol {
        Protocol::Http => domain.certificate_id = None,
        _ if domain.certificate_id.is_none() => return Err(Error::Ssl.into()),
        _ => {}
    }
    Ok(())
}

/// Refuses a certificate of SSL's that the domain cannot have.
fn check_certificate(
    others: Others<'_>,
    id: &str,
    domain: &str,
    now: OffsetDateTime,
) -> Result<(), Refusal<Error>> {
    let hosted = find_hosted(others, id, now);
    let contents = hosted.and_then(|hosted| hosted.for_a_server()).ok_or(Error::Ssl)?;
    contents.covers(domain).map_err(|flaw| Refusal::because(Error::Ssl, flaw))
}

pub(crate) fn delete_custom_domain(
    context: &mut Context<'_, Account>,
    OneDomain { domain }: OneDomain,
) -> Result<Done, Refusal<Error>> {
    let name = domain.unwrap_or_default().to_lowercase();
    let region = context.facts.region.as_deref().unwrap_or_default();
    let found = context.state.custom_domains.find(&name);
    found.filter(|domain| domain.region == region).ok_or(Error::DomainUnExist)?;
    context.state.custom_domains.remove(&name);
    Ok(Done {})
}
