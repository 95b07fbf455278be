//! Importing, showing, exporting and deleting a certificate.

use super::super::errors::Error;
use super::super::state::{
    Certificate, Contents, Domain, Leaf, Status, is_host, no_enterprise_project,
};
use super::super::types::certificate::{
    ExportCertificateReply, ImportCertificate, ImportCertificateReply, OneCertificate,
    ShowCertificateReply,
};
use crate::spec::{NoBody, Refusal};
use crate::store::{Context, View};
use crate::verbatim::Verbatim;
use crate::x509::{Chain, Flaw, PrivateKey};

/// The longest texts, in bytes.
///
/// Assumption: a certificate may have 12,288 bytes with its chain, and not the 4,096 of the page. From:
/// the page's limit for what is exported, and a client that sends longer ones than that.
const LONGEST_CERTIFICATE: usize = 12_288;
const LONGEST_CHAIN: usize = 8192;
const LONGEST_KEY: usize = 4096;

/// A request that was read and checked before the account is locked.
pub(crate) struct Import {
    is_new_only: bool,
    certificate: Certificate,
}

pub(crate) fn read_import(request: ImportCertificate) -> Result<Import, Refusal<Error>> {
    let ImportCertificate {
        name: Some(name),
        certificate: Some(certificate),
        private_key: Some(private_key),
        certificate_chain,
        duplicate_check,
        enterprise_project_id,
        enc_certificate,
        enc_private_key,
    } = request
    else {
        return Err(Error::ParameterIncorrect.into());
    };
    let chain = certificate_chain.filter(|chain| !chain.is_empty());
    let fits = |text: Option<&String>, longest| text.is_none_or(|text| text.len() <= longest);
    if !fits(Some(&certificate), LONGEST_CERTIFICATE)
        || !fits(chain.as_ref(), LONGEST_CHAIN)
        || !fits(Some(&private_key), LONGEST_KEY)
        || !fits(enc_certificate.as_ref(), LONGEST_KEY)
        || !fits(enc_private_key.as_ref(), LONGEST_KEY)
        || !fits(enterprise_project_id.as_ref(), 64)
    {
        return Err(Error::ParameterIncorrect.into());
    }
    if !is_name(&name) {
        return Err(Error::NameIncorrect.into());
    }
    let contents = read_contents(&certificate, chain.as_deref(), &private_key)?;
    let certificate = Certificate {
        enc_certificate: enc_certificate.map(Verbatim::from),
        enc_private_key: enc_private_key.map(Verbatim::from),
        enterprise_project_id: enterprise_project_id
            .filter(|id| !id.is_empty())
            .unwrap_or_else(no_enterprise_project),
        ..Certificate::imported(name, contents, private_key.into())
    };
    Ok(Import { is_new_only: duplicate_check == Some(true), certificate })
}

fn is_name(name: &str) -> bool {
    (3..=63).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

/// Reads the certificate with its chain, and checks that the key belongs to it.
fn read_contents(
    certificate: &str,
    chain: Option<&str>,
    private_key: &str,
) -> Result<Contents, Refusal<Error>> {
    let unreadable = |flaw: Flaw| Refusal::because(Error::CertificateUnreadable, flaw);
    let read = Chain::from_pem(certificate).map_err(unreadable)?;
    let leaf = Leaf::of(read.leaf());
    match leaf.names.first() {
        None => return Err(Error::NoDomain.into()),
        Some(domain) if !is_host(domain) => return Err(Error::DomainIncorrect.into()),
        Some(_) => {}
    }
    if private_key.is_empty() {
        return Err(Error::KeyEmpty.into());
    }
    let key = PrivateKey::from_pem(private_key)
        .map_err(|flaw| Refusal::because(Error::KeyUnreadable, flaw))?;
    let text = match chain {
        Some(chain) => {
            Chain::from_pem(chain)
                .map_err(|flaw| Refusal::because(Error::ChainUnreadable, flaw))?;
            let (first, _) = split(certificate);
            format!("{}\n{chain}", first.trim_end())
        }
        None => certificate.to_owned(),
    };
    read.leaf().matches(&key).map_err(|flaw| Refusal::because(Error::KeyMismatch, flaw))?;
    Ok(Contents::of(&text, leaf))
}

/// Splits a text into its first certificate and the rest.
fn split(pem: &str) -> (&str, &str) {
    const DASHES: &str = "-----";
    let end = pem.find("-----END ").and_then(|begin| {
        let label = begin + DASHES.len();
        Some(label + pem[label..].find(DASHES)? + DASHES.len())
    });
    let (first, rest) = pem.split_at(end.unwrap_or(pem.len()));
    (first, rest.trim_start())
}

pub(crate) fn import_certificate(
    context: &mut Context<'_, Domain>,
    import: Result<Import, Refusal<Error>>,
) -> Result<ImportCertificateReply, Refusal<Error>> {
    let Import { is_new_only, certificate } = import?;
    // Assumption: a certificate that is there already is imported once more, under another id, unless
    // `duplicate_check` asks for SCM.0005. From: a client that looks for it itself before; no code is
    // documented.
    let is_same = |other: &Certificate| {
        let sha1 = |certificate: &Certificate| certificate.leaf().map(|leaf| leaf.sha1);
        sha1(other) == sha1(&certificate)
    };
    if is_new_only && context.state.certificates.oldest_first().any(is_same) {
        return Err(Error::ParameterIncorrect.into());
    }
    let certificate_id = context.state.add(certificate, context.tools);
    Ok(ImportCertificateReply { certificate_id })
}

/// The certificate of an id.
///
/// Assumption: one that is not there is a 404 with the code that is documented for an incorrect id,
/// which is a 400 there. From: clients, which take nothing but a 404 for gone, and whose tests pass at
/// the service.
pub(super) fn find<'a>(domain: &'a Domain, id: &str) -> Result<&'a Certificate, Refusal<Error>> {
    check_id(id)?;
    domain.certificates.find(id).ok_or_else(|| Error::NotFound.into())
}

fn check_id(id: &str) -> Result<(), Refusal<Error>> {
    let digits = id.strip_prefix("scs").unwrap_or_default();
    if digits.len() == 13 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err(Error::IdAbnormal.into())
}

pub(crate) fn show_certificate(
    view: &View<'_, Domain>,
    OneCertificate { certificate_id }: OneCertificate,
) -> Result<ShowCertificateReply, Refusal<Error>> {
    let certificate = find(view.state, &certificate_id)?;
    Ok(ShowCertificateReply::of(certificate, view.tools.clock.now()))
}

/// Assumption: a certificate that was pushed can be deleted, and what it was pushed to stays. From: the
/// reverse, which is documented.
pub(crate) fn delete_certificate(
    context: &mut Context<'_, Domain>,
    OneCertificate { certificate_id }: OneCertificate,
) -> Result<NoBody, Refusal<Error>> {
    check_id(&certificate_id)?;
    match context.state.certificates.remove(&certificate_id) {
        Some(_) => Ok(NoBody),
        None => Err(Error::NotFound.into()),
    }
}

pub(crate) fn export_certificate(
    view: &View<'_, Domain>,
    OneCertificate { certificate_id }: OneCertificate,
) -> Result<ExportCertificateReply, Refusal<Error>> {
    let certificate = find(view.state, &certificate_id)?;
    let is_there = matches!(
        certificate.status(view.tools.clock.now()),
        Status::Expired | Status::Issued | Status::Upload
    );
    if !is_there || certificate.leaf().is_none() {
        return Err(Error::NotAllowed.into());
    }
    if !certificate.has_key() {
        return Err(Error::KeyEmpty.into());
    }
    let entire = certificate.certificate.pem.text();
    let (first, chain) = split(&entire);
    let text = |text: &Verbatim| text.text().into_owned();
    Ok(ExportCertificateReply {
        certificate: first.to_owned(),
        certificate_chain: chain.to_owned(),
        private_key: text(&certificate.private_key),
        enc_certificate: certificate.enc_certificate.as_ref().map(text),
        enc_private_key: certificate.enc_private_key.as_ref().map(text),
        entire_certificate: entire.into_owned(),
    })
}
