//! Certificates in v2 and in v2.0.

use super::super::errors::v2::Error;
use super::super::state::{Certificate, CertificateType, Project, QuotaReached};
use super::super::types::moment::print_with_blank;
use super::super::types::query::{Filter, Paging};
use super::super::types::sorting::{Member, Sorting, Value};
use super::super::types::v2::{
    CreateCertificate, Kind, ListCertificates, ListCertificatesReply, NamedCertificate,
    ShownCertificate, UpdateCertificate,
};
use super::domains::is_list_of_domains;
use super::page::{Page, turn_to};
use super::replace::{replace, replace_some};
use super::texts::{Kept, Texts, Unfit};
use crate::spec::{NoBody, Refusal};
use crate::store::{Context, View};

/// The largest page size, which is also that of a request without a limit: no list is expected to be longer.
const ALL: usize = 100_000;

/// The members by which certificates can be sorted.
const MEMBERS: &[Member<Certificate>] = &[
    ("id", |it| Value::Text(it.id.clone())),
    ("name", |it| Value::Text(it.name.clone())),
    ("description", |it| Value::Text(it.description.clone().unwrap_or_default())),
    ("type", |it| Value::Text(it.kind.name().to_owned())),
    ("domain", |it| Value::Text(it.domain.clone().unwrap_or_default())),
    ("create_time", |it| Value::Text(print_with_blank(it.create_time))),
    ("update_time", |it| Value::Text(print_with_blank(it.update_time))),
    ("source", |it| Value::Text(it.source.clone().unwrap_or_default())),
    ("protection_status", |it| Value::Text(it.protection_status.name().to_owned())),
    ("protection_reason", |it| Value::Text(it.protection_reason.clone())),
];

/// A new certificate and the project that the request names, read before the account is locked.
pub(crate) struct Creation {
    tenant_id: Option<String>,
    certificate: Result<Certificate, Refusal<Error>>,
}

pub(crate) fn read_creation(mut request: CreateCertificate) -> Creation {
    let tenant_id = request.tenant_id.take();
    Creation { tenant_id, certificate: read(request) }
}

fn read(request: CreateCertificate) -> Result<Certificate, Refusal<Error>> {
    let kind = request.r#type.unwrap_or_default();
    let certificate = request.certificate.filter(|text| !text.is_empty());
    let certificate = certificate.ok_or(Error::InvalidParameter)?;
    // The service passes over the key of a client's authority, whatever it is.
    let private_key = request.private_key.filter(|text| kind == Kind::Server && !text.is_empty());
    if kind == Kind::Server && private_key.is_none() {
        return Err(Error::InvalidParameter.into());
    }
    check(Said {
        name: request.name.as_deref(),
        description: request.description.as_deref(),
        domain: request.domain.as_deref(),
        source: request.source.as_deref(),
        protection_reason: request.protection_reason.as_deref(),
        admin_state_up: request.admin_state_up,
    })?;
    if request.enterprise_project_id.as_deref().is_some_and(|id| id.chars().count() > 64) {
        return Err(Error::InvalidParameter.into());
    }
    let content = match kind {
        Kind::Server => Error::ContentInvalid,
        Kind::Client => Error::CaInvalid,
    };
    let texts = Texts::read(Some(certificate), private_key);
    let kept = texts.fit(kind.into(), None).map_err(|unfit| refuse(content, unfit))?;
    let certificate = kept.certificate.ok_or(content)?;
    let private_key = kept.private_key.unwrap_or_else(|| "".into());
    Ok(Certificate {
        name: request.name.unwrap_or_default(),
        description: request.description,
        domain: request.domain,
        kind: kind.into(),
        source: request.source.filter(|source| !source.is_empty()),
        enterprise_project_id: request.enterprise_project_id.unwrap_or_else(|| "0".to_owned()),
        protection_status: request.protection_status.unwrap_or_default(),
        protection_reason: request.protection_reason.unwrap_or_default(),
        ..Certificate::new(certificate, private_key)
    })
}

fn refuse(error: Error, unfit: Unfit) -> Refusal<Error> {
    match unfit.flaw {
        Some(flaw) => Refusal::because(error, flaw),
        None => error.into(),
    }
}

/// The members of a request except the texts.
struct Said<'a> {
    name: Option<&'a str>,
    description: Option<&'a str>,
    domain: Option<&'a str>,
    source: Option<&'a str>,
    protection_reason: Option<&'a str>,
    admin_state_up: Option<bool>,
}

fn check(said: Said<'_>) -> Result<(), Error> {
    let is_short =
        |text: Option<&str>| text.is_none_or(|text| text.chars().take(256).count() < 256);
    let fits = is_short(said.name)
        && is_short(said.description)
        && is_short(said.protection_reason)
        && !said.protection_reason.is_some_and(|reason| reason.contains(['<', '>']))
        && said.domain.is_none_or(is_list_of_domains)
        && said.source.is_none_or(|source| matches!(source, "" | "scm"))
        // The pages take nothing but true.
        && said.admin_state_up != Some(false);
    if fits { Ok(()) } else { Err(Error::InvalidParameter) }
}

pub(crate) fn create_certificate(
    context: &mut Context<'_, Project>,
    Creation { tenant_id, certificate }: Creation,
) -> Result<ShownCertificate, Refusal<Error>> {
    if tenant_id.is_some_and(|tenant_id| tenant_id != context.facts.project) {
        return Err(Error::TenantMismatch.into());
    }
    let made = context.state.add_certificate(certificate?, context.tools);
    let made = made.map_err(|QuotaReached| Error::QuotaExceeded)?;
    Ok(ShownCertificate::new(made, &context.facts.project))
}

pub(crate) fn list_certificates(
    view: &View<'_, Project>,
    request: ListCertificates,
) -> Result<ListCertificatesReply, Refusal<Error>> {
    let paging = Paging::read(&request.limit, &request.marker, &request.page_reverse, ALL);
    let paging = paging.map_err(|_| Error::SearchInvalid)?;
    let filter = Filter::<Certificate>::new([
        (&request.id, |it| it.id.clone()),
        (&request.name, |it| it.name.clone()),
        (&request.description, |it| it.description.clone().unwrap_or_default()),
        (&request.r#type, |it| it.kind.name().to_owned()),
        (&request.domain, |it| it.domain.clone().unwrap_or_default()),
        (&request.private_key, |it| it.private_key.text().into_owned()),
        (&request.certificate, |it| it.certificate.pem.text().into_owned()),
        (&request.create_time, |it| print_with_blank(it.create_time)),
        (&request.update_time, |it| print_with_blank(it.update_time)),
        (&request.source, |it| it.source.clone().unwrap_or_default()),
        (&request.protection_status, |it| it.protection_status.name().to_owned()),
        (&request.protection_reason, |it| it.protection_reason.clone()),
    ]);
    // Assumption: v2 sorts its list, too. From: v2.0, whose certificates are the same in all else.
    let sorting = Sorting::read(&request.sort_key, &request.sort_dir, MEMBERS);
    let sorting = sorting.ok_or(Error::SearchInvalid)?;
    let passes = |it: &Certificate| filter.lets_pass(it);
    let page = turn_to(&view.state.certificates, passes, Some(&sorting), paging);
    let Page { objects, .. } = page.ok_or(Error::SearchInvalid)?;
    let shown = |certificate| ShownCertificate::new(certificate, &view.facts.project);
    let certificates: Vec<_> = objects.into_iter().map(shown).collect();
    Ok(ListCertificatesReply { instance_num: certificates.len(), certificates })
}

fn find<'a>(state: &'a Project, id: &str) -> Result<&'a Certificate, Refusal<Error>> {
    if id.chars().count() != 32 {
        return Err(Error::IdLengthInvalid.into());
    }
    Ok(state.certificates.find(id).ok_or(Error::CertificateNotFound)?)
}

pub(crate) fn show_certificate(
    view: &View<'_, Project>,
    NamedCertificate { certificate_id }: NamedCertificate,
) -> Result<ShownCertificate, Refusal<Error>> {
    let certificate = find(view.state, &certificate_id)?;
    Ok(ShownCertificate::new(certificate, &view.facts.project))
}

/// The changes of a request, with its texts parsed before the account is locked.
pub(crate) struct Change {
    request: UpdateCertificate,
    texts: Texts,
}

pub(crate) fn read_change(mut request: UpdateCertificate) -> Change {
    let texts = Texts::read(request.certificate.take(), request.private_key.take());
    Change { request, texts }
}

pub(crate) fn update_certificate(
    context: &mut Context<'_, Project>,
    Change { request, texts }: Change,
) -> Result<ShownCertificate, Refusal<Error>> {
    let id = request.certificate_id;
    let known = find(context.state, &id)?;
    check(Said {
        name: request.name.as_deref(),
        description: request.description.as_deref(),
        domain: request.domain.as_deref(),
        source: request.source.as_deref(),
        protection_reason: request.protection_reason.as_deref(),
        admin_state_up: request.admin_state_up,
    })?;
    let (texts, error) = match known.kind {
        CertificateType::Client => (texts.without_key(), Error::UpdatedCaInvalid),
        CertificateType::Server | CertificateType::ServerSm => {
            (texts, Error::UpdatedContentInvalid)
        }
    };
    let kept = texts.fit(known.kind, Some(known)).map_err(|unfit| refuse(error, unfit))?;
    let Kept { certificate, private_key } = kept;
    let now = context.tools.clock.now();
    let known = context.state.certificates.find_mut(&id).ok_or(Error::CertificateNotFound)?;
    replace(&mut known.certificate, certificate);
    replace(&mut known.private_key, private_key);
    replace(&mut known.name, request.name);
    replace_some(&mut known.description, request.description);
    replace_some(&mut known.domain, request.domain);
    replace_some(&mut known.source, request.source);
    replace(&mut known.protection_status, request.protection_status);
    replace(&mut known.protection_reason, request.protection_reason);
    known.update_time = now;
    Ok(ShownCertificate::new(known, &context.facts.project))
}

pub(crate) fn delete_certificate(
    context: &mut Context<'_, Project>,
    NamedCertificate { certificate_id: id }: NamedCertificate,
) -> Result<NoBody, Refusal<Error>> {
    let listener_ids = context.state.users_of(find(context.state, &id)?);
    if !listener_ids.is_empty() {
        // Assumption: the code of a certificate in use is ELB.8907 in v2.0, too. From: v3; that the
        // listeners' ids are in the body is what a client reads.
        return Err(Refusal::from(Error::CertificateInUse).with("listener_ids", listener_ids));
    }
    context.state.certificates.remove(&id);
    Ok(NoBody)
}
