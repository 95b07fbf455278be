//! The whole configuration of a domain, by sections.

use super::super::errors::{ConfigsError, Fault, Found};
use super::super::state::{Account, Domain, ForceRedirect, RedirectType, TLS_VERSIONS};
use super::super::types::{
    Configs, GivenHttps, GivenOne, GivenRedirect, ShowDomainFullConfig, ShowDomainFullConfigReply,
    UpdateDomainFullConfig, is_on, is_section,
};
use super::change::{CONFIGURE_PACE, Wanted, check_state, given, read_pair};
use super::domains::find_named;
use crate::json;
use crate::spec::{NoBody, Refusal};
use crate::store::{Context, View};
use crate::x509;

pub(crate) fn show_domain_full_config(
    view: &View<'_, Account>,
    request: ShowDomainFullConfig,
) -> Result<ShowDomainFullConfigReply, Refusal<ConfigsError>> {
    let asked = request.enterprise_project_id.as_deref();
    let domain = find_named(view.state, &request.domain_name, asked)?;
    Ok(ShowDomainFullConfigReply { configs: domain.into() })
}

/// A request, with its certificate parsed before the account is locked.
pub(crate) struct Prepared {
    request: UpdateDomainFullConfig,
    pair: Result<Option<x509::Certificate>, Found>,
}

pub(crate) fn read_full_config(request: UpdateDomainFullConfig) -> Prepared {
    let https = request.configs.as_ref().and_then(|configs| configs.https.as_ref());
    let pair = match https.map(One::of) {
        Some(Ok(one)) => read_pair(one.value, one.key),
        // The flaw will be found again.
        Some(Err(_)) | None => Ok(None),
    };
    Prepared { request, pair }
}

/// Assumption: a change of `configs` is answered with 204. From: the SDK's model, which has no body, and Terraform,
/// which takes 200, 202 and 204; one client takes no body at all.
pub(crate) fn update_domain_full_config(
    context: &mut Context<'_, Account>,
    Prepared { request, pair }: Prepared,
) -> Result<NoBody, Refusal<ConfigsError>> {
    let UpdateDomainFullConfig { domain_name, configs, enterprise_project_id } = request;
    let domain = find_named(context.state, &domain_name, enterprise_project_id.as_deref())?;
    let configs = configs.ok_or(ConfigsError::ParameterInvalid)?;
    if configs.https.as_ref().is_some_and(GivenHttps::is_empty) {
        // The service fails, as a pull request to Terraform's provider has it.
        return Err(ConfigsError::SystemError.into());
    }
    if says_nothing(&configs) || !fits(&configs) {
        return Err(ConfigsError::ParameterInvalid.into());
    }
    let now = context.tools.clock.now();
    check_state(domain, now).map_err(ConfigsError::from)?;
    let https = configs.https.as_ref();
    let wanted = match https {
        Some(https) => want(context, https, pair)?,
        None => None,
    };
    let speaks_https = match &wanted {
        Some(wanted) => {
            wanted.check_validity(now)?;
            wanted.check_for(domain, now)?;
            !matches!(wanted, Wanted::Nothing)
        }
        None => domain.certificate.is_some(),
    };
    let settings = https.map(|https| Settings::read(https, speaks_https)).transpose()?;
    let redirect = configs.force_redirect.as_ref();
    let redirect = redirect.map(|redirect| read_redirect(redirect, speaks_https)).transpose()?;
    let domain = context.state.domains.named_mut(&domain_name);
    let domain = domain.ok_or(ConfigsError::DomainNotExist)?;
    if let Some(settings) = settings {
        settings.give_to(domain);
    }
    domain.force_redirect = redirect.unwrap_or(domain.force_redirect);
    if let Some(wanted) = wanted {
        wanted.give_to(domain);
    }
    give_others(configs, domain);
    domain.begin(context.tools.paces.begin(CONFIGURE_PACE, now), now);
    Ok(NoBody)
}

/// Whether no section is there that is known.
fn says_nothing(configs: &Configs) -> bool {
    let Configs { business_type, service_area, remark, https, sources, .. } = configs;
    let Configs { origin_protocol, force_redirect, ipv6_accelerate, others, .. } = configs;
    business_type.is_none()
        && service_area.is_none()
        && remark.is_none()
        && https.is_none()
        && sources.is_none()
        && origin_protocol.is_none()
        && force_redirect.is_none()
        && ipv6_accelerate.is_none()
        && !others.iter().any(|(name, value)| is_section(name) && !value.is_null())
}

/// Whether the settings that are stored are small enough.
///
/// Assumption: a remark has at most 1 KiB, a section that is kept as it is 64 KiB, and there are 1 to 50
/// sources. From: nothing; no documented section comes near.
fn fits(configs: &Configs) -> bool {
    let sources = configs.sources.as_ref().map_or(1, Vec::len);
    let remark = configs.remark.as_ref().map_or(0, String::len);
    (1..=50).contains(&sources)
        && remark <= 1 << 10
        && configs.others.values().all(|section| json::fits(section, 64 << 10))
}

/// Gives the domain the sections that have nothing to do with certificates.
fn give_others(configs: Configs, domain: &mut Domain) {
    domain.business_type = configs.business_type.unwrap_or(domain.business_type);
    domain.service_area = configs.service_area.unwrap_or(domain.service_area);
    domain.origin_protocol = configs.origin_protocol.unwrap_or(domain.origin_protocol);
    domain.ipv6_accelerate = configs.ipv6_accelerate.unwrap_or(domain.ipv6_accelerate);
    if let Some(remark) = configs.remark {
        domain.remark = remark;
    }
    if let Some(sources) = configs.sources {
        domain.sources = sources;
    }
    let others = configs.others.into_iter();
    domain.configs.extend(others.filter(|(name, value)| is_section(name) && !value.is_null()));
}

/// The certificate that the request asks for; nothing if its section does not change the certificate.
fn want(
    context: &Context<'_, Account>,
    https: &GivenHttps,
    pair: Result<Option<x509::Certificate>, Found>,
) -> Result<Option<Wanted>, Refusal<ConfigsError>> {
    let one = One::of(https)?;
    match read_switch(https.https_status.as_deref())? {
        Some(true) => {}
        Some(false) => return Ok(Some(Wanted::Nothing)),
        // Assumption: a certificate without `https_status` is refused. From: the page, which wants
        // both.
        None if one.says_something() => return Err(ConfigsError::ParameterInvalid.into()),
        None => return Ok(None),
    }
    // The documentation requires a name, even for a certificate of the manager.
    let name = Some(one.name.ok_or(ConfigsError::ParameterInvalid)?);
    if one.source == 2 {
        let (account, others) = (&*context.state, context.others);
        return Ok(Some(Wanted::of_scm(account, others, one.scm_certificate_id, name)?));
    }
    let (Some(leaf), Some(value), Some(key)) = (pair?, one.value, one.key) else {
        return Err(ConfigsError::PairBlank.into());
    };
    Ok(Some(Wanted::own(name, value, key, &leaf)?))
}

/// The certificate of a section.
struct One<'a> {
    source: i64,
    scm_certificate_id: Option<&'a str>,
    name: Option<&'a str>,
    value: Option<&'a str>,
    key: Option<&'a str>,
}

impl<'a> One<'a> {
    /// The certificate in the list; if the list is empty, the one that is given beside it.
    ///
    /// Assumption: a certificate of the national algorithms, `server_sm`, is CDN.0407. From: nothing;
    /// certmock reads none.
    fn of(https: &'a GivenHttps) -> Result<Self, Fault> {
        let list = https.certificates.as_deref().unwrap_or_default();
        let one = match list {
            [] => {
                check_type(https.certificate_type.as_deref())?;
                Self {
                    source: https.certificate_source.unwrap_or_default(),
                    scm_certificate_id: given(https.scm_certificate_id.as_deref()),
                    name: given(https.certificate_name.as_deref()),
                    value: given(https.certificate_value.as_deref()),
                    key: given(https.private_key.as_deref()),
                }
            }
            [one, more @ ..] => {
                list.iter().try_for_each(|one| check_type(one.certificate_type.as_deref()))?;
                // The service has one of each type, and here is one type.
                if !more.is_empty() {
                    return Err(Fault::ParameterInvalid);
                }
                Self::from(one)
            }
        };
        if matches!(one.source, 0 | 2) { Ok(one) } else { Err(Fault::ParameterInvalid) }
    }

    fn says_something(&self) -> bool {
        [self.scm_certificate_id, self.name, self.value, self.key].iter().any(Option::is_some)
    }
}

impl<'a> From<&'a GivenOne> for One<'a> {
    fn from(one: &'a GivenOne) -> Self {
        Self {
            source: one.certificate_source.unwrap_or_default(),
            scm_certificate_id: given(one.scm_certificate_id.as_deref()),
            name: given(one.certificate_name.as_deref()),
            value: given(one.certificate_value.as_deref()),
            key: given(one.private_key.as_deref()),
        }
    }
}

fn check_type(word: Option<&str>) -> Result<(), Fault> {
    match word {
        None | Some("" | "server") => Ok(()),
        Some("server_sm") => Err(Fault::CertificateBroken),
        Some(_) => Err(Fault::ParameterInvalid),
    }
}

/// Reads `on` or `off`, if present.
fn read_switch(word: Option<&str>) -> Result<Option<bool>, Fault> {
    given(word).map(|word| is_on(word).ok_or(Fault::ParameterInvalid)).transpose()
}

/// The HTTPS settings of a request. Settings that are absent are not changed.
///
/// Assumption: what is not sent of the section `https` is kept. From: users of a tool whose other
/// configuration survived.
struct Settings {
    http2: Option<bool>,
    tls_version: Option<String>,
    ocsp_stapling: Option<bool>,
}

impl Settings {
    /// Assumption: HTTP/2 and OCSP stapling are refused with CDN.0001 where there is no certificate.
    /// From: an issue of Terraform's provider, without its code.
    fn read(section: &GivenHttps, speaks_https: bool) -> Result<Self, Fault> {
        let http2 = read_switch(section.http2_status.as_deref())?;
        let ocsp_stapling = read_switch(section.ocsp_stapling_status.as_deref())?;
        if !speaks_https && [http2, ocsp_stapling].contains(&Some(true)) {
            return Err(Fault::ParameterInvalid);
        }
        let tls_version = given(section.tls_version.as_deref());
        if tls_version.is_some_and(|versions| !are_versions(versions)) {
            return Err(Fault::ParameterInvalid);
        }
        Ok(Self { http2, tls_version: tls_version.map(str::to_owned), ocsp_stapling })
    }

    fn give_to(self, domain: &mut Domain) {
        domain.http2 = self.http2.unwrap_or(domain.http2);
        domain.ocsp_stapling = self.ocsp_stapling.unwrap_or(domain.ocsp_stapling);
        if let Some(tls_version) = self.tls_version {
            domain.tls_version = tls_version;
        }
    }
}

/// Whether these are versions of TLS without a gap, in any order.
fn are_versions(versions: &str) -> bool {
    let place = |version: &str| TLS_VERSIONS.iter().position(|known| *known == version.trim());
    let Some(mut places) = versions.split(',').map(place).collect::<Option<Vec<_>>>() else {
        return false;
    };
    places.sort_unstable();
    places.windows(2).all(|two| two[1] == two[0] + 1)
}

/// Assumption: to lead to HTTPS without a certificate is CDN.0001, as is a status that is none of 301,
/// 302 and 307. From: the guide, which wants a certificate and has these three.
fn read_redirect(given: &GivenRedirect, speaks_https: bool) -> Result<ForceRedirect, Fault> {
    let is_on = read_switch(given.status.as_deref())?.ok_or(Fault::ParameterInvalid)?;
    let usual = ForceRedirect::default();
    let r#type = match super::change::given(given.r#type.as_deref()) {
        Some(word) => RedirectType::read(word).ok_or(Fault::ParameterInvalid)?,
        None => usual.r#type,
    };
    let redirect_code = given.redirect_code.unwrap_or(usual.redirect_code);
    let leads_nowhere = is_on && r#type == RedirectType::Https && !speaks_https;
    if leads_nowhere || !matches!(redirect_code, 301 | 302 | 307) {
        return Err(Fault::ParameterInvalid);
    }
    Ok(ForceRedirect { is_on, r#type, redirect_code })
}
