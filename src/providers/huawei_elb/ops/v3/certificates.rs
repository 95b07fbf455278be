//! Certificates.

use std::collections::HashSet;

use super::super::super::errors::v3::Error;
use super::super::super::state::{Certificate, CertificateType, Leaf, Project, QuotaReached};
use super::super::super::types::query::{Filter, Paging};
use super::super::super::types::v3::certificate::{
    BatchDeleteCertificates, BatchDeleteCertificatesReply, CertificateReply, CreateCertificate,
    CreateCertificateOption, CreateCertificatePrivateKeyEcho, Deletion, ListCertificates,
    ListCertificatesReply, NamedCertificate, PrivateKeyEchoReply, ShowCertificatePrivateKeyEcho,
    ShownCertificate, UpdateCertificate, UpdateCertificateOption,
};
use super::super::domains::is_list_of_domains;
use super::super::page::{Page, turn_to};
use super::super::replace::{replace, replace_some};
use super::super::texts::{Kept, Texts};
use super::{check_enterprise_project, check_length, check_reason};
use crate::spec::{ErrorCode, NoBody, Refusal};
use crate::store::{Context, Facts, View};

/// The largest page of a list.
pub(super) const LONGEST_PAGE: usize = 2000;

/// Reads a new certificate, or returns its error. This runs before the account is locked.
pub(crate) fn read_creation(request: CreateCertificate) -> Result<Certificate, Refusal<Error>> {
    let option = request.certificate.strict()?;
    let CreateCertificateOption { certificate: Some(certificate), .. } = &option else {
        return Err(Error::invalid("certificate"));
    };
    let kind = option.r#type.unwrap_or_default();
    if option.private_key.is_none() && kind != CertificateType::Client {
        return Err(Error::invalid("private_key"));
    }
    check_texts(&[
        ("name", &option.name),
        ("description", &option.description),
        ("scm_certificate_id", &option.scm_certificate_id),
    ])?;
    check_domain(option.domain.as_deref())?;
    check_source(option.source.as_deref())?;
    check_reason(option.protection_reason.as_deref())?;
    check_enterprise_project(option.enterprise_project_id.as_deref())?;
    let texts = Texts::read(Some(certificate.clone()), option.private_key);
    let Kept { certificate, private_key } = texts.fit(kind, None)?;
    let certificate = certificate.expect("a text was given, and is one");
    let private_key = private_key.unwrap_or_else(|| "".into());
    let pair = read_encryption_pair(kind, option.enc_certificate, option.enc_private_key)?;
    if kind == CertificateType::ServerSm && pair.certificate.is_none() {
        return Err(Error::invalid("enc_certificate"));
    }
    if kind == CertificateType::ServerSm && pair.private_key.is_none() {
        return Err(Error::invalid("enc_private_key"));
    }
    let source = option.source.filter(|source| !source.is_empty());
    let scm = option.scm_certificate_id.as_ref().map(|_| "scm".to_owned());
    Ok(Certificate {
        name: option.name.unwrap_or_default(),
        description: option.description,
        domain: option.domain,
        kind,
        enc_certificate: pair.certificate.map(|contents| contents.pem),
        enc_private_key: pair.private_key,
        source: source.or(scm),
        scm_certificate_id: option.scm_certificate_id,
        enterprise_project_id: option.enterprise_project_id.unwrap_or_else(|| "0".to_owned()),
        protection_status: option.protection_status.unwrap_or_default(),
        protection_reason: option.protection_reason.unwrap_or_default(),
        ..Certificate::new(certificate, private_key)
    })
}

/// The encryption pair, which only a certificate for the Chinese algorithms has.
///
/// Assumption: another certificate's is refused. From: the page, which has it for `server_sm` alone.
fn read_encryption_pair(
    kind: CertificateType,
    certificate: Option<String>,
    private_key: Option<String>,
) -> Result<Kept, Refusal<Error>> {
    if kind != CertificateType::ServerSm && certificate.is_some() {
        return Err(Error::invalid("enc_certificate"));
    }
    if kind != CertificateType::ServerSm && private_key.is_some() {
        return Err(Error::invalid("enc_private_key"));
    }
    let kept = Texts::read(certificate, private_key).fit(CertificateType::ServerSm, None);
    kept.map_err(|unfit| super::refuse(unfit.half.encrypting(), unfit.flaw))
}

pub(crate) fn create_certificate(
    context: &mut Context<'_, Project>,
    certificate: Result<Certificate, Refusal<Error>>,
) -> Result<CertificateReply, Refusal<Error>> {
    let made = context.state.add_certificate(certificate?, context.tools);
    let id = made.map_err(|QuotaReached| Error::quota("certificate"))?.id.clone();
    show(context.state, context.facts, &id)
}

fn show(state: &Project, facts: &Facts, id: &str) -> Result<CertificateReply, Refusal<Error>> {
    let certificate = state.certificates.find(id);
    let certificate = certificate.ok_or_else(|| Error::not_found("certificate", id))?;
    Ok(CertificateReply {
        certificate: ShownCertificate::new(certificate, state, &facts.project),
        request_id: facts.request_id.clone(),
    })
}

pub(crate) fn list_certificates(
    view: &View<'_, Project>,
    request: ListCertificates,
) -> Result<ListCertificatesReply, Refusal<Error>> {
    let paging = Paging::read(&request.limit, &request.marker, &request.page_reverse, LONGEST_PAGE);
    let paging = paging.map_err(Error::invalid)?;
    let is_up = request.admin_state_up.as_bools();
    let is_up = is_up.ok_or_else(|| Error::invalid("admin_state_up"))?;
    let filter = Filter::<Certificate>::new([
        (&request.id, |it| it.id.clone()),
        (&request.name, |it| it.name.clone()),
        (&request.description, |it| it.description.clone().unwrap_or_default()),
        // All of them are up.
        (&is_up, |_| true.to_string()),
        (&request.domain, |it| it.domain.clone().unwrap_or_default()),
        (&request.r#type, |it| it.kind.name().to_owned()),
        (&request.scm_certificate_id, |it| it.scm_certificate_id.clone().unwrap_or_default()),
        (&request.common_name, |it| of_leaf(it, |leaf| leaf.common_name.to_string())),
        (&request.fingerprint, |it| of_leaf(it, Leaf::fingerprint)),
        (&request.source, |it| it.source.clone().unwrap_or_default()),
        (&request.protection_status, |it| it.protection_status.name().to_owned()),
        (&request.protection_reason, |it| it.protection_reason.clone()),
        (&request.enterprise_project_id.unless_all(), |it| it.enterprise_project_id.clone()),
    ]);
    let page = turn_to(&view.state.certificates, |it| filter.lets_pass(it), None, paging);
    let Page { objects, info } = page.ok_or_else(|| Error::invalid("marker"))?;
    let shown = |certificate: &Certificate| {
        ShownCertificate::new(certificate, view.state, &view.facts.project)
    };
    Ok(ListCertificatesReply {
        certificates: objects.into_iter().map(shown).collect(),
        page_info: info,
        request_id: view.facts.request_id.clone(),
    })
}

fn of_leaf(certificate: &Certificate, say: impl Fn(&Leaf) -> String) -> String {
    certificate.certificate.leaf.as_ref().map(say).unwrap_or_default()
}

pub(crate) fn show_certificate(
    view: &View<'_, Project>,
    NamedCertificate { certificate_id }: NamedCertificate,
) -> Result<CertificateReply, Refusal<Error>> {
    show(view.state, view.facts, &certificate_id)
}

/// The changes of a request, with its texts parsed before the account is locked.
pub(crate) struct Change {
    certificate_id: String,
    option: UpdateCertificateOption,
    texts: Texts,
}

pub(crate) fn read_change(request: UpdateCertificate) -> Result<Change, Refusal<Error>> {
    let mut option = request.certificate.strict()?;
    check_texts(&[
        ("name", &option.name),
        ("description", &option.description),
        ("scm_certificate_id", &option.scm_certificate_id),
    ])?;
    check_domain(option.domain.as_deref())?;
    check_source(option.source.as_deref())?;
    check_reason(option.protection_reason.as_deref())?;
    let texts = Texts::read(option.certificate.take(), option.private_key.take());
    Ok(Change { certificate_id: request.certificate_id, option, texts })
}

pub(crate) fn update_certificate(
    context: &mut Context<'_, Project>,
    change: Result<Change, Refusal<Error>>,
) -> Result<CertificateReply, Refusal<Error>> {
    let Change { certificate_id: id, option, texts } = change?;
    let known = context.state.certificates.find(&id);
    let known = known.ok_or_else(|| Error::not_found("certificate", &id))?;
    let Kept { certificate, private_key } = texts.fit(known.kind, Some(known))?;
    let pair = read_encryption_pair(known.kind, option.enc_certificate, option.enc_private_key)?;
    let is_emptied = option.domain.as_deref() == Some("");
    if is_emptied && known.domain.as_deref().is_some_and(|domain| !domain.is_empty()) {
        // Listeners choose a certificate by its domain.
        refuse_in_use(context.state, known)?;
    }
    let now = context.tools.clock.now();
    let Some(known) = context.state.certificates.find_mut(&id) else {
        return Err(Error::not_found("certificate", &id));
    };
    replace(&mut known.certificate, certificate);
    replace(&mut known.private_key, private_key);
    replace(&mut known.name, option.name);
    replace(&mut known.protection_status, option.protection_status);
    replace(&mut known.protection_reason, option.protection_reason);
    replace_some(&mut known.description, option.description);
    replace_some(&mut known.domain, option.domain);
    replace_some(&mut known.enc_certificate, pair.certificate.map(|contents| contents.pem));
    replace_some(&mut known.enc_private_key, pair.private_key);
    replace_some(&mut known.scm_certificate_id, option.scm_certificate_id);
    replace_some(&mut known.source, option.source);
    known.update_time = now;
    show(context.state, context.facts, &id)
}

pub(crate) fn delete_certificate(
    context: &mut Context<'_, Project>,
    NamedCertificate { certificate_id: id }: NamedCertificate,
) -> Result<NoBody, Refusal<Error>> {
    let known = context.state.certificates.find(&id);
    let known = known.ok_or_else(|| Error::not_found("certificate", &id))?;
    refuse_in_use(context.state, known)?;
    context.state.certificates.remove(&id);
    Ok(NoBody)
}

fn refuse_in_use(state: &Project, certificate: &Certificate) -> Result<(), Refusal<Error>> {
    match state.users_of(certificate).first() {
        Some(listener) => Err(Error::in_use("listener", listener, "certificate")),
        None => Ok(()),
    }
}

pub(crate) fn batch_delete_certificates(
    context: &mut Context<'_, Project>,
    request: BatchDeleteCertificates,
) -> Result<BatchDeleteCertificatesReply, Refusal<Error>> {
    let state = &mut *context.state;
    let used: HashSet<String> = state.used_certificates();
    let delete = |id: String| {
        // Assumption: one that is in use has `failed`, and the code of a single deletion. From: the
        // page, which has two words for what else becomes of one, and a code of what failed.
        let (ret_status, ret_code) = if used.contains(&id) {
            ("failed", Some(Error::Conflict.code()))
        } else if state.certificates.remove(&id).is_some() {
            ("successful", None)
        } else {
            ("not found", None)
        };
        Deletion { id, ret_status, ret_code }
    };
    Ok(BatchDeleteCertificatesReply {
        certificates: request.certificates.into_iter().map(delete).collect(),
        request_id: context.facts.request_id.clone(),
    })
}

pub(crate) fn show_private_key_echo(
    view: &View<'_, Project>,
    _: ShowCertificatePrivateKeyEcho,
) -> Result<PrivateKeyEchoReply, Refusal<Error>> {
    Ok(PrivateKeyEchoReply {
        private_key_echo: view.state.private_key_echo,
        request_id: view.facts.request_id.clone(),
    })
}

/// Assumption: the switch reaches the answers of v3 alone. From: the pages of v3, which have it;
/// those of the older versions do not name it.
pub(crate) fn create_private_key_echo(
    context: &mut Context<'_, Project>,
    CreateCertificatePrivateKeyEcho { private_key_echo }: CreateCertificatePrivateKeyEcho,
) -> Result<PrivateKeyEchoReply, Refusal<Error>> {
    context.state.private_key_echo = private_key_echo;
    let request_id = context.facts.request_id.clone();
    Ok(PrivateKeyEchoReply { private_key_echo, request_id })
}

/// Texts of 255 characters at the most.
fn check_texts(texts: &[(&str, &Option<String>)]) -> Result<(), Refusal<Error>> {
    texts.iter().try_for_each(|(member, text)| check_length(member, text.as_deref(), 255))
}

fn check_domain(domain: Option<&str>) -> Result<(), Refusal<Error>> {
    if domain.is_none_or(is_list_of_domains) { Ok(()) } else { Err(Error::invalid("domain")) }
}

fn check_source(source: Option<&str>) -> Result<(), Refusal<Error>> {
    let is_known = source.is_none_or(|source| matches!(source, "" | "scm"));
    if is_known { Ok(()) } else { Err(Error::invalid("source")) }
}
