//! The behaviour of the operations on certificates.

use std::collections::HashMap;
use std::iter;

use super::super::errors::Error;
use super::super::state::{Certificate, Contents, DEFAULT_PROJECT, Host, Project};
use super::super::types::{
    ALL_PROJECTS, ChangedCertificate, CreateCertificate, ListCertificates, ListCertificatesReply,
    ListedCertificate, NamedCertificate, Page, UpdateCertificate, WholeCertificate, exp_status,
    flag, holds,
};
use crate::spec::Refusal;
use crate::store::{Context, View};
use crate::x509::{Chain, Flaw, PrivateKey};

/// The longest name. Assumption: a name has 256 characters at most. From: the page of the operation;
/// the table of errors has 64 in its words for WAF.00021005.
const LONGEST_NAME: usize = 256;

/// A request, with its texts parsed before the account is locked.
pub(crate) struct Prepared<T> {
    request: T,
    /// Nothing if the request has no texts.
    contents: Option<Result<Read, Flaw>>,
}

/// The parsed texts.
struct Read {
    contents: Contents,
    /// Whether the key is the certificate's.
    matches: Result<(), Flaw>,
}

pub(crate) fn read_creation(request: CreateCertificate) -> Prepared<CreateCertificate> {
    Prepared { contents: read(request.content.as_deref(), request.key.as_deref()), request }
}

pub(crate) fn read_update(request: UpdateCertificate) -> Prepared<UpdateCertificate> {
    Prepared { contents: read(request.content.as_deref(), request.key.as_deref()), request }
}

/// Assumption: content and key have to be PEM that can be read, and may have white space around it. From:
/// the guide, which takes no other form; the older service refused white space (WAF.1605).
fn read(content: Option<&str>, key: Option<&str>) -> Option<Result<Read, Flaw>> {
    let content = content.filter(|text| !text.is_empty())?;
    let key = key.filter(|text| !text.is_empty())?;
    let read = || {
        let leaf = Chain::from_pem(content)?.into_leaf();
        let matches = leaf.matches(&PrivateKey::from_pem(key)?);
        Ok(Read { contents: Contents::new(content, key, &leaf), matches })
    };
    Some(read())
}

pub(crate) fn create_certificate(
    context: &mut Context<'_, Project>,
    Prepared { request, contents }: Prepared<CreateCertificate>,
) -> Result<WholeCertificate, Refusal<Error>> {
    let name = request.name.filter(|name| !name.is_empty()).ok_or(Error::BodyIllegal)?;
    let read = contents.ok_or(Error::BodyIllegal)?;
    check_name(&name)?;
    let is_verified = flag(request.verify_cert_key.as_deref())?;
    let project = request.enterprise_project_id.filter(|project| !project.is_empty());
    if project.as_deref() == Some(ALL_PROJECTS) {
        return Err(Error::EpsAllNotSupport.into());
    }
    let now = context.tools.clock.now();
    let Read { contents, matches } = read?;
    // The service takes any key and a certificate whose validity is over, unless it is asked to look.
    // Terraform's own tests upload such pairs.
    if is_verified {
        matches?;
        if contents.not_after < now {
            return Err(Flaw::Expired { not_after: contents.not_after, now }.into());
        }
    }
    let project = project.unwrap_or_else(|| DEFAULT_PROJECT.to_owned());
    let made = context.state.add_certificate(name, project, contents, context.tools)?;
    Ok(WholeCertificate::new(&made, iter::empty(), now))
}

pub(crate) fn list_certificates(
    view: &View<'_, Project>,
    request: ListCertificates,
) -> Result<ListCertificatesReply, Refusal<Error>> {
    let page = Page::read(request.page.as_deref(), request.pagesize.as_deref())?;
    let status = match request.exp_status.as_deref() {
        None | Some("") => None,
        Some("0") => Some(0),
        Some("1") => Some(1),
        Some("2") => Some(2),
        Some(_) => return Err(Error::UrlParamIllegal.into()),
    };
    // Assumption: the hosts are listed whether they are asked for or not. From: the page's example,
    // which has them; a member more disturbs nobody.
    flag(request.host.as_deref())?;
    let now = view.tools.clock.now();
    let part = request.name.unwrap_or_default();
    let is_wanted = |certificate: &&Certificate| {
        holds(request.enterprise_project_id.as_deref(), &certificate.enterprise_project_id)
            && certificate.name.contains(&part)
            && status.is_none_or(|status| exp_status(certificate, now) == status)
    };
    // Assumption: lists begin with the newest. From: nothing; no client depends on the order.
    let (found, total) = page.of(view.state.certificates.newest_first().filter(is_wanted));
    let mut hosts: HashMap<&str, Vec<&Host>> = HashMap::new();
    for (id, host) in view.state.hosts.bound() {
        hosts.entry(id).or_default().push(host);
    }
    let hosts_of = |id: &str| hosts.get(id).into_iter().flatten().copied();
    let items = found
        .into_iter()
        .map(|certificate| ListedCertificate::new(certificate, hosts_of(&certificate.id), now))
        .collect();
    Ok(ListCertificatesReply { items, total })
}

pub(crate) fn show_certificate(
    view: &View<'_, Project>,
    NamedCertificate { certificate_id }: NamedCertificate,
) -> Result<WholeCertificate, Refusal<Error>> {
    let certificate = find(view.state, &certificate_id)?;
    let hosts = view.state.hosts.with(&certificate_id);
    Ok(WholeCertificate::new(certificate, hosts, view.tools.clock.now()))
}

/// Assumption: a certificate that hosts use can be given other contents and another name. From: the
/// guide, which forbids the name alone where it describes the console, and a client that renames it at
/// each renewal; the page of the operation forbids neither.
pub(crate) fn update_certificate(
    context: &mut Context<'_, Project>,
    Prepared { request, contents }: Prepared<UpdateCertificate>,
) -> Result<ChangedCertificate, Refusal<Error>> {
    let id = request.certificate_id;
    find(context.state, &id)?;
    let name = request.name.filter(|name| !name.is_empty()).ok_or(Error::BodyIllegal)?;
    // Assumption: of content and key there are both or neither. From: Terraform, which sends both.
    if contents.is_none() && (request.content.is_some() || request.key.is_some()) {
        return Err(Error::BodyIllegal.into());
    }
    check_name(&name)?;
    // The service looks neither for a copy of the content here, which one client makes on purpose, nor
    // at the pair.
    let contents = contents.transpose()?.map(|read| read.contents);
    let now = context.tools.clock.now();
    let changed = context.state.certificates.change(&id, name, contents, now);
    Ok(changed.ok_or(Error::NotFound)?.into())
}

pub(crate) fn delete_certificate(
    context: &mut Context<'_, Project>,
    NamedCertificate { certificate_id }: NamedCertificate,
) -> Result<ChangedCertificate, Refusal<Error>> {
    find(context.state, &certificate_id)?;
    // Assumption: a certificate that hosts use is refused with WAF.00022003. From: the guide, by which
    // it cannot be deleted, and the one code that says so.
    if context.state.hosts.with(&certificate_id).next().is_some() {
        return Err(Error::BeingUsed.into());
    }
    let deleted = context.state.certificates.remove(&certificate_id).ok_or(Error::NotFound)?;
    Ok(ChangedCertificate::from(&deleted))
}

pub(super) fn find<'a>(project: &'a Project, id: &str) -> Result<&'a Certificate, Refusal<Error>> {
    check_id(id)?;
    project.certificates.find(id).ok_or_else(|| Error::NotFound.into())
}

/// 32 hexadecimal digits.
pub(super) fn check_id(id: &str) -> Result<(), Refusal<Error>> {
    let is_id = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_id { Ok(()) } else { Err(Error::IdIllegal.into()) }
}

/// Letters, digits, `-`, `_` and `.`.
fn check_name(name: &str) -> Result<(), Refusal<Error>> {
    let is_right = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if name.chars().count() <= LONGEST_NAME && name.chars().all(is_right) {
        return Ok(());
    }
    Err(Error::NameIllegal.into())
}
