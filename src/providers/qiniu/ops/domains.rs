//! The behaviour of the operations on domains, to the extent that the use of certificates needs them.
//!
//! Domains cannot be created by requests; they are part of the state. One that is missing is
//! `no such domain`.

use std::ops::Bound;

use serde_json::Value;

use super::super::errors::{Error, no_certificate};
use super::super::state::{Account, Domain, OperatingState, Protocol, SourceType};
use super::super::types::{
    BindCertificate, CertificateBinding, Done, GetDomainReply, GetHttpsConfReply, HttpsConf,
    ListCertificateBindings, ListCertificateBindingsReply, ListDomains, ListDomainsReply,
    NamedDomain, page_size,
};
use super::certificates::uid;
use crate::spec::Refusal;
use crate::store::{Context, View};

pub(crate) fn get_domain(
    view: &View<'_, Account>,
    NamedDomain { name }: NamedDomain,
) -> Result<GetDomainReply, Refusal<Error>> {
    // Assumption: an unknown domain is 404 `无此域名` to who reads it, and 612 `no such domain` to the
    // other operations. From: what clients have met, here and where a configuration is changed.
    let domain = view.state.domains.get(&name).ok_or(Error::DomainNotFound)?;
    Ok(GetDomainReply(domain.clone()))
}

pub(crate) fn list_domains(
    view: &View<'_, Account>,
    request: ListDomains,
) -> Result<ListDomainsReply, Refusal<Error>> {
    // The documented default of the page size.
    let limit = page_size(request.limit.as_deref(), 10)?;
    let marker = request.marker.as_deref().filter(|marker| !marker.is_empty());
    let start = marker.map_or(Bound::Unbounded, Bound::Excluded);
    let domains: Vec<Domain> = view
        .state
        .domains
        .range::<str, _>((start, Bound::Unbounded))
        .map(|(_, domain)| domain)
        .filter(|domain| is_wanted(domain, &request))
        .take(limit)
        .cloned()
        .collect();
    let marker = domains.last().map(|last| last.name.clone()).unwrap_or_default();
    Ok(ListDomainsReply { code: 200, marker, domains })
}

/// Whether the request asks for this domain.
///
/// Assumption: a kind of domain or source that the service does not know finds nothing. From: nothing.
fn is_wanted(domain: &Domain, wanted: &ListDomains) -> bool {
    let source = &domain.source;
    let kind = source.source_type.map(SourceType::as_str).unwrap_or_default();
    let is = |asked: &Option<String>, found: &str| {
        asked.as_deref().is_none_or(|asked| asked.is_empty() || asked == found)
    };
    // The service looks at a bucket or an address only where no other kind of source is asked for.
    let by_bucket = wanted.source_types.is_only(SourceType::QiniuBucket.as_str());
    let by_ip = wanted.source_types.is_only(SourceType::Ip.as_str());
    wanted.types.have(domain.r#type.as_str())
        && is(&wanted.cert_id, &domain.https.cert_id)
        && wanted.source_types.have(kind)
        && (!by_bucket || is(&wanted.source_qiniu_bucket, &source.source_qiniu_bucket))
        && (!by_ip || wanted.source_ip.as_ref().is_none_or(|ip| ip.is_empty() || source.source_ips.contains(ip)))
        // Assumption: domains can be asked for by their state, too. From: the vendor's kodo-browser,
        // which does; the page does not say so.
        && wanted.operating_state.have(domain.operating_state.as_str())
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
    // Assumption: `sslize` configures a domain of HTTPS anew. From: the remark of a client's developer,
    // and another client, which renews so; the page has 400013 for operations that are repeated.
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

/// Assumption: the bindings are a bare array, empty where there are none. From: the vendor's console,
/// which has these four members, and the vendor's kodo-browser; no answer was recorded.
pub(crate) fn list_certificate_bindings(
    view: &View<'_, Account>,
    _: ListCertificateBindings,
) -> Result<ListCertificateBindingsReply, Refusal<Error>> {
    let bound = |domain: &&Domain| domain.is_storage() && !domain.https.cert_id.is_empty();
    let bindings = view.state.domains.values().filter(bound).map(|domain| {
        let certificate = view.state.find_certificate(&domain.https.cert_id);
        CertificateBinding {
            uid: uid(view.tools.ids),
            name: certificate.map(|certificate| certificate.name.to_string()).unwrap_or_default(),
            certid: domain.https.cert_id.clone(),
            domain: domain.name.clone(),
        }
    });
    Ok(ListCertificateBindingsReply(bindings.collect()))
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

/// The domain, if the change is valid.
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

/// Applies the members that the request has. The service takes minutes to roll out a change; here it is done
/// at once.
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
