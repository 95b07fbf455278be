//! The behaviour of the operations on certificates.

use super::super::super::errors::v1::Error;
use super::super::super::state::{Certificate, Contents, Project, QuotaReached};
use super::super::super::types::v1::{
    CreateCertificate, CreateCertificateReply, DeleteCertificate, ListCertificates,
    ListCertificatesReply, ShownCertificate, UpdateCertificate,
};
use crate::spec::{NoBody, Refusal};
use crate::store::{Context, View};
use crate::x509::{Chain, Flaw, PrivateKey};

/// A request, with its texts parsed before the account is locked.
pub(crate) struct Creation {
    request: CreateCertificate,
    contents: Result<Contents, Flaw>,
}

pub(crate) fn read_creation(request: CreateCertificate) -> Creation {
    let contents = read_pair(
        request.certificate.as_deref().unwrap_or_default(),
        request.private_key.as_deref().unwrap_or_default(),
    );
    Creation { request, contents }
}

/// Assumption: a key of another certificate is refused with ELB.1011. From: the nginx behind the
/// service, which starts with no such pair.
fn read_pair(certificate: &str, private_key: &str) -> Result<Contents, Flaw> {
    let chain = Chain::from_pem(certificate)?;
    chain.leaf().matches(&PrivateKey::from_pem(private_key)?)?;
    Ok(Contents::of(certificate, chain.leaf()))
}

pub(crate) fn create_certificate(
    context: &mut Context<'_, Project>,
    Creation { request, contents }: Creation,
) -> Result<CreateCertificateReply, Refusal<Error>> {
    let (Some(_), Some(private_key)) = (present(request.certificate), present(request.private_key))
    else {
        return Err(Error::MissingPair.into());
    };
    check_name(request.name.as_deref())?;
    check_description(request.description.as_deref())?;
    check_domain(request.domain.as_deref())?;
    // The service does not look at validity: an expired certificate is taken.
    let certificate = Certificate {
        name: request.name.unwrap_or_default(),
        description: request.description,
        domain: request.domain,
        ..Certificate::new(contents?, private_key.into())
    };
    let made = context
        .state
        .add_certificate(certificate, context.tools)
        .map_err(|QuotaReached| Error::QuotaExceeded)?;
    let ShownCertificate {
        name,
        description,
        domain,
        certificate,
        private_key,
        id,
        create_time,
        update_time,
    } = made.into();
    Ok(CreateCertificateReply {
        name,
        description,
        domain,
        certificate,
        private_key,
        tenant_id: request.project_id,
        id,
        create_time,
        update_time,
    })
}

pub(crate) fn list_certificates(
    view: &View<'_, Project>,
    _: ListCertificates,
) -> Result<ListCertificatesReply, Refusal<Error>> {
    // Newest first, as in the one list that was recorded.
    let certificates: Vec<_> =
        view.state.certificates.newest_first(0).map(ShownCertificate::from).collect();
    // Assumption: an empty list is `[]`. From: typed clients, which read nothing else, though the
    // service's Lua is known to print the list of load balancers as `{}`.
    Ok(ListCertificatesReply { instance_num: certificates.len().to_string(), certificates })
}

pub(crate) fn update_certificate(
    context: &mut Context<'_, Project>,
    request: UpdateCertificate,
) -> Result<ShownCertificate, Refusal<Error>> {
    check_id(&request.certificate_id)?;
    let certificate = context
        .state
        .certificates
        .find_mut(&request.certificate_id)
        .ok_or(Error::CertificateNotFound)?;
    check_name(request.name.as_deref())?;
    check_description(request.description.as_deref())?;
    if let Some(name) = request.name {
        certificate.name = name;
    }
    if let Some(description) = request.description {
        certificate.description = Some(description);
    }
    certificate.update_time = context.tools.clock.now();
    Ok(ShownCertificate::from(&*certificate))
}

pub(crate) fn delete_certificate(
    context: &mut Context<'_, Project>,
    DeleteCertificate { certificate_id }: DeleteCertificate,
) -> Result<NoBody, Refusal<Error>> {
    check_id(&certificate_id)?;
    let certificate =
        context.state.certificates.find(&certificate_id).ok_or(Error::CertificateNotFound)?;
    let listener_ids = context.state.users_of(certificate);
    if !listener_ids.is_empty() {
        // Assumption: a certificate in use is refused with the status 409 and the listeners' ids.
        // From: the later API of the service, whose clients read `listener_ids`.
        return Err(Refusal::from(Error::CertificateInUse).with("listener_ids", listener_ids));
    }
    context.state.certificates.remove(&certificate_id);
    Ok(NoBody)
}

fn present(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

fn check_id(id: &str) -> Result<(), Refusal<Error>> {
    if id.chars().count() == 32 { Ok(()) } else { Err(Error::IdLengthInvalid.into()) }
}

/// 0 to 64 Chinese or English letters, digits, `_` and `-`.
fn check_name(name: Option<&str>) -> Result<(), Refusal<Error>> {
    check(name, 64, |letter| {
        matches!(letter, '_' | '-' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
            || letter.is_ascii_alphanumeric()
    })
}

/// Up to 128 characters without `<` and `>`.
fn check_description(description: Option<&str>) -> Result<(), Refusal<Error>> {
    check(description, 128, |letter| !matches!(letter, '<' | '>'))
}

/// Up to 254 letters, digits, `-` and `.`, the first a letter or a digit.
fn check_domain(domain: Option<&str>) -> Result<(), Refusal<Error>> {
    if domain.is_some_and(|domain| domain.starts_with(['-', '.'])) {
        return Err(Error::InvalidParameter.into());
    }
    check(domain, 254, |letter| matches!(letter, '-' | '.') || letter.is_ascii_alphanumeric())
}

fn check(
    text: Option<&str>,
    longest: usize,
    allowed: impl Fn(char) -> bool,
) -> Result<(), Refusal<Error>> {
    let text = text.unwrap_or_default();
    if text.chars().count() <= longest && text.chars().all(allowed) {
        Ok(())
    } else {
        Err(Error::InvalidParameter.into())
    }
}
