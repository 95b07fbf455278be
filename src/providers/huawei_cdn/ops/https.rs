//! Certificates of domains, by the older paths.

use std::collections::HashSet;

use super::super::super::huawei::milliseconds;
use super::super::errors::{DomainsError, Fault, Found};
use super::super::state::{
    Account, Certificate, Domain, ForceRedirect, OriginProtocol, RedirectType,
};
use super::super::types::{
    CertificateInfo, ChangedHttps, DomainById, GivenHttpsInfo, MultiCertificates, Outcome, Page,
    Redirect, ShowCertificatesHttpsInfo, ShowCertificatesHttpsInfoReply, ShowHttpsInfoReply,
    UpdateDomainMultiCertificates, UpdateDomainMultiCertificatesReply, UpdateHttpsInfo, is_in,
    origin_number, redirect_number,
};
use super::change::{CONFIGURE_PACE, Wanted, given, read_pair};
use super::domains::{find, is_domain};
use crate::spec::{ErrorCode as _, Refusal};
use crate::store::{Context, View};
use crate::x509;

/// The most domains that a request may name.
const MOST_DOMAINS: usize = 50;

/// A request, with its certificate parsed before the account is locked.
pub(crate) struct Prepared<T> {
    request: T,
    pair: Result<Option<x509::Certificate>, Found>,
}

pub(crate) fn read_multi_certificates(
    request: UpdateDomainMultiCertificates,
) -> Prepared<UpdateDomainMultiCertificates> {
    let https = request.https.as_ref();
    let certificate = https.and_then(|https| https.certificate.as_deref());
    let key = https.and_then(|https| https.private_key.as_deref());
    Prepared { pair: read_pair(certificate, key), request }
}

pub(crate) fn read_https_info(request: UpdateHttpsInfo) -> Prepared<UpdateHttpsInfo> {
    let https = request.https.as_ref();
    let certificate = https.and_then(|https| https.certificate.as_deref());
    let key = https.and_then(|https| https.private_key.as_deref());
    Prepared { pair: read_pair(certificate, key), request }
}

/// The HTTPS settings of a request. As in the service, settings that are absent are reset.
#[derive(Clone, Copy)]
struct Settings {
    origin_protocol: OriginProtocol,
    force_redirect: ForceRedirect,
    http2: bool,
}

impl Settings {
    fn read(
        way: Option<i64>,
        redirects: Option<i64>,
        redirect: Option<&Redirect>,
        http2: Option<i64>,
    ) -> Result<Self, Fault> {
        let origin_protocol = match way {
            Some(1) => OriginProtocol::Follow,
            None | Some(2) => OriginProtocol::Http,
            Some(3) => OriginProtocol::Https,
            Some(_) => return Err(Fault::ParameterInvalid),
        };
        let usual = ForceRedirect { is_on: flag(redirects)?, ..ForceRedirect::default() };
        let force_redirect = redirect.map_or(Ok(usual), |redirect| {
            let is_on = redirect.switch.ok_or(Fault::ParameterInvalid)?;
            let r#type = redirect.redirect_type.as_deref().and_then(RedirectType::read);
            let r#type = r#type.ok_or(Fault::ParameterInvalid)?;
            Ok(ForceRedirect { is_on: flag(Some(is_on))?, r#type, ..usual })
        })?;
        Ok(Self { origin_protocol, force_redirect, http2: flag(http2)? })
    }

    fn give_to(self, domain: &mut Domain) {
        domain.origin_protocol = self.origin_protocol;
        domain.force_redirect = self.force_redirect;
        domain.http2 = self.http2;
    }
}

/// Reads 0 or 1. An absent number means 0.
fn flag(number: Option<i64>) -> Result<bool, Fault> {
    match number {
        None | Some(0) => Ok(false),
        Some(1) => Ok(true),
        Some(_) => Err(Fault::ParameterInvalid),
    }
}

pub(crate) fn update_domain_multi_certificates(
    context: &mut Context<'_, Account>,
    Prepared { request, pair }: Prepared<UpdateDomainMultiCertificates>,
) -> Result<UpdateDomainMultiCertificatesReply, Refusal<DomainsError>> {
    let https = request.https.ok_or(DomainsError::ParameterInvalid)?;
    let listed = https.domain_name.clone().unwrap_or_default();
    let names = read_names(&listed)?;
    let settings = read_settings(&https)?;
    let is_on = flag(Some(https.https_switch.ok_or(DomainsError::ParameterInvalid)?))?;
    let now = context.tools.clock.now();
    let wanted = if is_on { want(context, &https, pair)? } else { Wanted::Nothing };
    wanted.check_validity(now)?;
    let account = &mut *context.state;
    // A domain without a certificate cannot keep its certificate: then the request lacks one.
    let lacks = |name: &&str| {
        account.domains.named(name).is_some_and(|domain| domain.certificate.is_none())
    };
    if matches!(wanted, Wanted::Kept) && names.iter().any(lacks) {
        return Err(DomainsError::PairBlank.into());
    }
    let asked = request.enterprise_project_id.as_deref();
    let mut kept = None;
    let mut change = |name: &str| -> Result<(), DomainsError> {
        let domain = account.domains.named_mut(name).ok_or(DomainsError::DomainNotFound)?;
        if !is_in(asked, &domain.enterprise_project_id) {
            return Err(DomainsError::ProjectNotAuthorized);
        }
        wanted.check_for(domain, now).map_err(|found| DomainsError::from(found.fault))?;
        settings.give_to(domain);
        wanted.give_to(domain);
        domain.begin(context.tools.paces.begin(CONFIGURE_PACE, now), now);
        if kept.is_none() {
            kept.clone_from(&domain.certificate);
        }
        Ok(())
    };
    // Assumption: what is wrong with one domain is said of it alone, in the words of the table, the
    // others are changed, and the whole is a failure. From: Terraform, which prints the reason of each
    // domain; the words were not recorded.
    let result: Vec<Outcome> = names
        .iter()
        .map(|name| {
            let failed = change(name).err();
            let reason = failed.map_or("", |error| error.as_static().en());
            Outcome { domain_name: (*name).to_owned(), status: status(failed.is_none()), reason }
        })
        .collect();
    let certificate = wanted.certificate().cloned().or(kept);
    let off = ForceRedirect { is_on: false, ..settings.force_redirect };
    let force_redirect = if is_on { settings.force_redirect } else { off };
    let https = ChangedHttps {
        domain_name: listed,
        https_switch: is_on.into(),
        access_origin_way: origin_number(settings.origin_protocol),
        force_redirect_https: redirect_number(force_redirect),
        force_redirect_config: force_redirect.into(),
        http2: (is_on && settings.http2).into(),
        certificate_type: certificate.as_ref().map(Certificate::source),
        expiration_time: certificate.as_ref().map(|it| milliseconds(it.not_after)),
        cert_name: certificate.as_ref().map(|it| it.name.clone()),
        certificate: certificate.map(|it| it.certificate),
    };
    let is_done = result.iter().all(|outcome| outcome.reason.is_empty());
    Ok(UpdateDomainMultiCertificatesReply { https, status: status(is_done), result })
}

fn status(is_done: bool) -> &'static str {
    if is_done { "success" } else { "fail" }
}

/// The names without repetitions.
///
/// Assumption: a list with a name that is none is CDN.0127 as a whole. From: the words of the code.
fn read_names(listed: &str) -> Result<Vec<&str>, Refusal<DomainsError>> {
    let mut known = HashSet::new();
    let names = listed.split(',').map(str::trim).filter(|name| !name.is_empty());
    let names: Vec<&str> = names.filter(|name| known.insert(*name)).collect();
    if names.is_empty() || names.len() > MOST_DOMAINS {
        return Err(DomainsError::ParameterInvalid.into());
    }
    if !names.iter().all(|name| is_domain(name)) {
        return Err(DomainsError::DomainNameWrong.into());
    }
    Ok(names)
}

fn read_settings(https: &MultiCertificates) -> Result<Settings, Fault> {
    let MultiCertificates { access_origin_way, force_redirect_https, http2, .. } = https;
    let redirect = https.force_redirect_config.as_ref();
    Settings::read(*access_origin_way, *force_redirect_https, redirect, *http2)
}

/// The certificate that the request asks for.
fn want(
    context: &Context<'_, Account>,
    https: &MultiCertificates,
    pair: Result<Option<x509::Certificate>, Found>,
) -> Result<Wanted, Refusal<DomainsError>> {
    let name = https.cert_name.as_deref();
    match https.certificate_type {
        Some(2) => {
            let id = https.scm_certificate_id.as_deref();
            Ok(Wanted::of_scm(context.state, context.others, id, name)?)
        }
        None | Some(0) => {
            want_own(name, https.certificate.as_deref(), https.private_key.as_deref(), pair)
        }
        Some(_) => Err(DomainsError::ParameterInvalid.into()),
    }
}

/// The certificate and key of the request; if it has neither, the domain's present certificate.
fn want_own(
    name: Option<&str>,
    certificate: Option<&str>,
    key: Option<&str>,
    pair: Result<Option<x509::Certificate>, Found>,
) -> Result<Wanted, Refusal<DomainsError>> {
    let (Some(leaf), Some(certificate), Some(key)) = (pair?, certificate, key) else {
        return Ok(Wanted::Kept);
    };
    Ok(Wanted::own(name, certificate, key, &leaf)?)
}

pub(crate) fn show_certificates_https_info(
    view: &View<'_, Account>,
    request: ShowCertificatesHttpsInfo,
) -> Result<ShowCertificatesHttpsInfoReply, Refusal<DomainsError>> {
    let page = Page::read(request.page_size.as_deref(), request.page_number.as_deref())?;
    let name = given(request.domain_name.as_deref()).unwrap_or_default();
    let asked = request.enterprise_project_id.as_deref();
    // Assumption: domains without a certificate are left out, and a part of a name finds a domain. From:
    // the name of the operation, and the list of domains.
    let found = view.state.domains.newest_first().filter_map(|domain| {
        let is_wanted =
            domain.domain_name.contains(name) && is_in(asked, &domain.enterprise_project_id);
        Some((domain, domain.certificate.as_ref().filter(|_| is_wanted)?))
    });
    let (found, total) = page.of(found);
    let show = |(domain, certificate)| CertificateInfo::new(domain, certificate);
    Ok(ShowCertificatesHttpsInfoReply { total, https: found.into_iter().map(show).collect() })
}

pub(crate) fn show_https_info(
    view: &View<'_, Account>,
    request: DomainById,
) -> Result<ShowHttpsInfoReply, Refusal<DomainsError>> {
    let asked = request.enterprise_project_id.as_deref();
    Ok(ShowHttpsInfoReply { https: find(view.state, &request.domain_id, asked)?.into() })
}

/// Assumption: what `https-info` is not sent is reset, too. From: `config-https-info`, which took the place of
/// this operation.
pub(crate) fn update_https_info(
    context: &mut Context<'_, Account>,
    Prepared { request, pair }: Prepared<UpdateHttpsInfo>,
) -> Result<ShowHttpsInfoReply, Refusal<DomainsError>> {
    let UpdateHttpsInfo { domain_id, https, enterprise_project_id } = request;
    let https = https.ok_or(DomainsError::ParameterInvalid)?;
    find(context.state, &domain_id, enterprise_project_id.as_deref())?;
    let GivenHttpsInfo { https_status, force_redirect_https, http2, .. } = https;
    let is_on = https_status.ok_or(DomainsError::ParameterInvalid)? != 0;
    let way = https_status.filter(|_| is_on);
    let redirect = https.force_redirect_config.as_ref();
    let settings = Settings::read(way, force_redirect_https, redirect, http2)?;
    let name = given(https.cert_name.as_deref()).ok_or(DomainsError::ParameterInvalid)?;
    let wanted = match https.certificate_type {
        _ if !is_on => Wanted::Nothing,
        None | Some(0) => {
            let (certificate, key) = (https.certificate.as_deref(), https.private_key.as_deref());
            want_own(Some(name), certificate, key, pair)?
        }
        Some(_) => return Err(DomainsError::ParameterInvalid.into()),
    };
    let now = context.tools.clock.now();
    wanted.check_validity(now)?;
    let domain = context.state.domains.find_mut(&domain_id).ok_or(DomainsError::DomainNotFound)?;
    wanted.check_for(domain, now)?;
    settings.give_to(domain);
    wanted.give_to(domain);
    domain.begin(context.tools.paces.begin(CONFIGURE_PACE, now), now);
    Ok(ShowHttpsInfoReply { https: (&*domain).into() })
}
