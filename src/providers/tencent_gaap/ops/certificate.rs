//! Certificates: added, shown, renamed, deleted.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use smol_str::SmolStr;

use super::super::super::tencent::{Contents, Facts, page};
use super::super::errors::{Error, missing, no_certificate};
use super::super::state::Account;
use super::super::state::certificate::{Certificate, CertificateType, Content, LONGEST_ALIAS};
use super::super::types::DEFAULT_LIMIT;
use super::super::types::certificate::{
    CertificateDetail, CreateCertificate, CreateCertificateReply, DeleteCertificate,
    DeleteCertificateReply, DescribeCertificateDetail, DescribeCertificateDetailReply,
    DescribeCertificates, DescribeCertificatesReply, ListedCertificate,
    ModifyCertificateAttributes, ModifyCertificateAttributesReply, ShownCertificate,
};
use crate::spec::Refusal;
use crate::store::{Context, View};
use crate::x509::{Chain, PrivateKey};

/// A certificate with its texts parsed.
pub(crate) struct ReadCertificate {
    kind: CertificateType,
    alias: String,
    content: Content,
}

pub(crate) fn read_certificate(
    request: CreateCertificate,
) -> Result<ReadCertificate, Refusal<Error>> {
    let kind = CertificateType::try_from(request.certificate_type)
        .map_err(|_| Error::InvalidParameterValue)?;
    check_alias(&request.certificate_alias)?;
    let text = decode(&request.certificate_content).ok_or(Error::InvalidCertificateContent)?;
    let content = if kind == CertificateType::BasicAuth {
        Content::BasicAuth(read_basic_auth(&text)?.into())
    } else {
        let key = request.certificate_key.filter(|key| kind.has_key() && !key.is_empty());
        Content::X509(read_contents(&text, key, kind)?)
    };
    Ok(ReadCertificate { kind, alias: request.certificate_alias, content })
}

fn check_alias(alias: &str) -> Result<(), Error> {
    let fits = alias.chars().count() <= LONGEST_ALIAS;
    if fits { Ok(()) } else { Err(Error::InvalidParameterValue) }
}

/// Decodes a text if it is percent-encoded. The vendor's page requires this, but its example and some clients
/// do not encode the text. The first space of the PEM text tells which it is. `+` does not stand for a space,
/// because it is a letter of Base64.
fn decode(text: &str) -> Option<Cow<'_, str>> {
    if text.contains("-----BEGIN ") {
        return Some(text.into());
    }
    percent_decode_str(text).decode_utf8().ok()
}

/// A name and the hash of its password on each line.
fn read_basic_auth(text: &str) -> Result<&str, Error> {
    let fits = |line: &str| {
        line.split_once(':').is_some_and(|(name, hash)| !name.is_empty() && !hash.is_empty())
    };
    let text = text.trim_end();
    let right = !text.is_empty() && text.lines().all(fits);
    if right { Ok(text) } else { Err(Error::InvalidCertificateContent) }
}

fn read_contents(
    text: &str,
    key: Option<String>,
    kind: CertificateType,
) -> Result<Contents, Refusal<Error>> {
    if kind.has_key() && key.is_none() {
        return Err(missing("CertificateKey"));
    }
    let chain = Chain::from_pem(text)?;
    let private_key = match key {
        None => None,
        Some(key) => {
            let key = decode(&key).ok_or(Error::InvalidCertificateKey)?;
            let unreadable = |flaw| Refusal::because(Error::InvalidCertificateKey, flaw);
            chain.leaf().matches(&PrivateKey::from_pem(&key).map_err(unreadable)?)?;
            Some(key.into())
        }
    };
    Ok(Contents { certificate: text.into(), private_key, facts: Facts::of(&chain) })
}

pub(crate) fn create_certificate(
    context: &mut Context<'_, Account>,
    read: Result<ReadCertificate, Refusal<Error>>,
) -> Result<CreateCertificateReply, Refusal<Error>> {
    let ReadCertificate { kind, alias, content } = read?;
    let id = SmolStr::from(context.state.new_id(context.tools.ids, "cert"));
    let created = context.tools.clock.now();
    let certificate = Certificate { id: id.clone(), kind, alias: alias.into(), created, content };
    context.state.certificates.insert(certificate);
    Ok(CreateCertificateReply { certificate_id: id })
}

fn show(certificate: &Certificate) -> ShownCertificate {
    let facts = certificate.content.x509().map(|contents| &contents.facts);
    ShownCertificate {
        certificate_id: certificate.id.clone(),
        certificate_type: certificate.kind.code(),
        certificate_alias: certificate.alias.clone(),
        create_time: certificate.created.unix_timestamp(),
        begin_time: facts.map(|facts| facts.not_before.unix_timestamp()),
        end_time: facts.map(|facts| facts.not_after.unix_timestamp()),
        issuer_cn: facts.map(|facts| facts.common.issuer.clone()).unwrap_or_default(),
        subject_cn: facts.and_then(|facts| facts.names.first()).cloned().unwrap_or_default(),
    }
}

pub(crate) fn describe_certificates(
    view: &View<'_, Account>,
    request: DescribeCertificates,
) -> Result<DescribeCertificatesReply, Refusal<Error>> {
    let kind = match request.certificate_type {
        None | Some(-1) => None,
        Some(number) => {
            Some(CertificateType::try_from(number).map_err(|_| Error::InvalidParameterValue)?)
        }
    };
    let list = |certificate: &Certificate| ListedCertificate {
        certificate_name: certificate.alias.clone(),
        certificate: show(certificate),
    };
    let limit = request.limit.unwrap_or(DEFAULT_LIMIT);
    let certificates = &view.state.certificates;
    let Some(kind) = kind else {
        let skip = usize::try_from(request.offset.unwrap_or(0)).unwrap_or(usize::MAX);
        return Ok(DescribeCertificatesReply {
            certificate_set: page(certificates.newest_first(skip), None, limit).map(list).collect(),
            total_count: certificates.len(),
        });
    };
    let wanted = || certificates.newest_first(0).filter(|certificate| certificate.kind == kind);
    Ok(DescribeCertificatesReply {
        certificate_set: page(wanted(), request.offset, limit).map(list).collect(),
        total_count: wanted().count(),
    })
}

pub(crate) fn describe_certificate_detail(
    view: &View<'_, Account>,
    request: DescribeCertificateDetail,
) -> Result<DescribeCertificateDetailReply, Refusal<Error>> {
    let certificate = view.state.certificates.find(&request.certificate_id);
    let certificate = certificate.ok_or_else(no_certificate)?;
    let contents = certificate.content.x509();
    Ok(DescribeCertificateDetailReply {
        certificate_detail: CertificateDetail {
            certificate: show(certificate),
            certificate_content: certificate.content.text().clone(),
            certificate_key: contents.and_then(|contents| contents.private_key.clone()),
        },
    })
}

pub(crate) fn modify_certificate_attributes(
    context: &mut Context<'_, Account>,
    request: ModifyCertificateAttributes,
) -> Result<ModifyCertificateAttributesReply, Refusal<Error>> {
    let certificate = context.state.certificates.find_mut(&request.certificate_id);
    let certificate = certificate.ok_or_else(no_certificate)?;
    // The service says that it changes the content, too, but has no parameter for it.
    if let Some(alias) = request.certificate_alias {
        check_alias(&alias)?;
        certificate.alias = alias.into();
    }
    Ok(ModifyCertificateAttributesReply {})
}

pub(crate) fn delete_certificate(
    context: &mut Context<'_, Account>,
    request: DeleteCertificate,
) -> Result<DeleteCertificateReply, Refusal<Error>> {
    let id = request.certificate_id;
    if context.state.certificates.find(&id).is_none() {
        return Err(no_certificate());
    }
    let at = context.state.at(context.tools.clock.now());
    let uses_it = context
        .state
        .listeners(at)
        .any(|listener| listener.certificate_ids().any(|used| used == id));
    if uses_it {
        return Err(Error::CertificateIsUsing.into());
    }
    context.state.certificates.remove(&id);
    Ok(DeleteCertificateReply {})
}
