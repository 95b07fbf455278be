//! What each operation on domains does: what a certificate's use needs of them.
//!
//! Domains are not made here. They are state, and one that is not there is `no such domain`.

use std::ops::Bound;

use serde_json::Value;

use super::super::errors::{Error, no_certificate};
use super::super::state::{Account, Domain, OperatingState, Protocol};
use super::super::types::{
    BindCertificate, Done, GetDomainReply, GetHttpsConfReply, HttpsConf, ListDomainsReply,
    NamedDomain, Page,
};
use crate::spec::Refusal;
use crate::store::{Context, View};

pub(crate) fn get_domain(
    view: &View<'_, Account>,
    NamedDomain { name }: NamedDomain,
) -> Result<GetDomainReply, Refusal<Error>> {
    // Assumption: only here an unknown domain is 404 `无此域名`, and it is 612 `no such domain` to the
    // other operations. From: what clients have met, here and where a configuration is changed.
    let domain = view.state.domains.get(&name).ok_or(Error::DomainNotFound)?;
    Ok(GetDomainReply(domain.clone()))
}

pub(crate) fn list_domains(
    view: &View<'_, Account>,
    page: Page,
) -> Result<ListDomainsReply, Refusal<Error>> {
    let limit = page.size()?;
    let marker = page.marker.filter(|marker| !marker.is_empty());
    let start = marker.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    let domains: Vec<Domain> = view
        .state
        .domains
        .range::<str, _>((start, Bound::Unbounded))
        .take(limit)
        .map(|(_, domain)| domain.clone())
        .collect();
    let marker = domains.last().map(|last| last.name.clone()).unwrap_or_default();
    Ok(ListDomainsReply { code: 200, marker, domains })
}

pub(crate) fn get_https_conf(
    view: &View<'_, Account>,
    NamedDomain { name }: NamedDomain,
) -> Result<GetHttpsConfReply, Refusal<Error>> {
    Ok(GetHttpsConfReply(find_domain(view.state, &name)?.https.clone()))
}

pub(crate) fn modify_https_conf(
    context: &mut Context<'_, Account>,
    conf: HttpsConf,
) -> Result<Done, Refusal<Error>> {
    // Assumption: a domain of HTTP does not take a configuration of HTTPS (400302), whatever is in
    // it. From: the remark of a client's developer, who turns to `sslize` because of it.
    if check(context.state, &conf)?.protocol == Protocol::Http {
        return Err(Error::CertificateChangeFailed.into());
    }
    apply(context, conf, "modify_https_conf", None)
}

pub(crate) fn sslize(
    context: &mut Context<'_, Account>,
    conf: HttpsConf,
) -> Result<Done, Refusal<Error>> {
    // Assumption: a domain of HTTPS is configured anew by the same request. From: the remark of a
    // client's developer, and another client, which renews so; the page has 400013 for operations
    // that are repeated.
    check(context.state, &conf)?;
    if conf.cert_id.as_deref().unwrap_or_default().is_empty() {
        return Err(Error::NoSuchCertificate.into());
    }
    apply(context, conf, "sslize", Some(Protocol::Https))
}

pub(crate) fn unsslize(
    context: &mut Context<'_, Account>,
    NamedDomain { name }: NamedDomain,
) -> Result<Done, Refusal<Error>> {
    let domain = find_domain(context.state, &name)?;
    check_idle(domain)?;
    if domain.protocol == Protocol::Http {
        return Err(Error::AlreadyInState.into());
    }
    let off = HttpsConf {
        name,
        cert_id: Some(String::new()),
        force_https: Some(false),
        http2_enable: Some(false),
        ..HttpsConf::default()
    };
    apply(context, off, "unsslize", Some(Protocol::Http))
}

pub(crate) fn bind_certificate(
    context: &mut Context<'_, Account>,
    BindCertificate { cert_id, domain }: BindCertificate,
) -> Result<Done, Refusal<Error>> {
    let name = domain.unwrap_or_default();
    let cert_id = cert_id.unwrap_or_default();
    if !find_domain(context.state, &name)?.is_storage() {
        return Err(Error::DomainTypeNotAllowed.into());
    }
    context.state.find_certificate(&cert_id).ok_or_else(|| no_certificate(&cert_id))?;
    let conf = HttpsConf { name, cert_id: Some(cert_id), ..HttpsConf::default() };
    apply(context, conf, "bind_cert", Some(Protocol::Https))
}

/// The domain, where nothing is wrong with the change.
fn check<'a>(account: &'a Account, conf: &HttpsConf) -> Result<&'a Domain, Refusal<Error>> {
    if matches!(conf.tls_versions, Some(Value::String(_))) {
        return Err(Error::InvalidTlsVersions.into());
    }
    let domain = find_domain(account, &conf.name)?;
    if domain.cname.is_empty() {
        return Err(Error::CnameEmpty.into());
    }
    check_idle(domain)?;
    if let Some(cert_id) = conf.cert_id.as_deref().filter(|id| !id.is_empty()) {
        account.find_certificate(cert_id).ok_or_else(|| no_certificate(cert_id))?;
    }
    Ok(domain)
}

fn check_idle(domain: &Domain) -> Result<(), Refusal<Error>> {
    if domain.operating_state == OperatingState::Processing {
        return Err(Error::PreviousOperationRunning.into());
    }
    Ok(())
}

/// Changes what is given. The rollout, which takes the service minutes, is done at once.
fn apply(
    context: &mut Context<'_, Account>,
    conf: HttpsConf,
    operation: &str,
    protocol: Option<Protocol>,
) -> Result<Done, Refusal<Error>> {
    let now = context.tools.clock.now();
    let domain = context.state.domains.get_mut(&conf.name).ok_or(Error::NoSuchDomain)?;
    if let Some(cert_id) = conf.cert_id {
        domain.https.cert_id = cert_id;
    }
    if let Some(force_https) = conf.force_https {
        domain.https.force_https = force_https;
    }
    if let Some(http2_enable) = conf.http2_enable {
        domain.https.http2_enable = http2_enable;
    }
    if let Some(protocol) = protocol {
        domain.protocol = protocol;
    }
    operation.clone_into(&mut domain.operation_type);
    // A moment of this calendar can always be written as RFC 3339.
    domain.modify_at =
        now.format(&time::format_description::well_known::Rfc3339).unwrap_or_default();
    Ok(Done::OK)
}

fn find_domain<'a>(account: &'a Account, name: &str) -> Result<&'a Domain, Refusal<Error>> {
    account.domains.get(name).ok_or_else(|| Error::NoSuchDomain.into())
}
