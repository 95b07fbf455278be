//! Certificates that come with their keys.

use time::OffsetDateTime;

use super::super::super::tencent::{Contents, Facts, Tag};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::certificate::{Certificate, Kind, Source};
use super::super::state::status::Status;
use super::super::types::certificate::{UploadCertificate, UploadCertificateReply};
use crate::spec::Refusal;
use crate::store::Context;
use crate::x509::{Chain, Flaw, PrivateKey};

/// The longest alias, in characters. Assumption: an alias has at most 200 characters. From:
/// nothing; that there is a limit is known, its number is not.
pub(super) const LONGEST_ALIAS: usize = 200;

/// How many copies of one certificate are kept: the service answers a further one with the id of
/// the last.
const MOST_COPIES: usize = 5000;

/// An upload whose texts were read.
pub(crate) struct ReadUpload {
    request: UploadCertificate,
    kind: Kind,
    contents: Contents,
}

pub(crate) fn read_upload(mut request: UploadCertificate) -> Result<ReadUpload, Refusal<Error>> {
    let kind = match request.certificate_type.as_deref() {
        None | Some("" | "SVR") => Kind::Svr,
        Some("CA") => Kind::Ca,
        Some(_) => return Err(Error::InvalidParam.into()),
    };
    check_alias(&request.alias)?;
    let certificate = std::mem::take(&mut request.certificate_public_key);
    let private_key = request.certificate_private_key.take().filter(|key| !key.is_empty());
    let encrypted = request.key_password.as_deref().is_some_and(|password| !password.is_empty());
    let contents = match kind {
        Kind::Svr => {
            let private_key = private_key.ok_or(Error::InvalidParameterMissMatchPrivateKey)?;
            read_pair(certificate, private_key, encrypted)?
        }
        Kind::Ca => {
            let chain = Chain::from_pem(&certificate)?;
            chain.leaf().is_for_an_authority()?;
            let private_key = private_key.map(Into::into);
            Contents { facts: Facts::of(&chain), certificate: certificate.into(), private_key }
        }
    };
    Ok(ReadUpload { request, kind, contents })
}

/// Reads a certificate with its chain, and the key that is its own.
pub(super) fn read_pair(
    certificate: String,
    private_key: String,
    has_password: bool,
) -> Result<Contents, Refusal<Error>> {
    let chain = Chain::from_pem(&certificate)?;
    let key = match PrivateKey::from_pem(&private_key) {
        Err(flaw @ Flaw::EncryptedKey { .. }) if has_password => {
            let words = format!("certmock does not decrypt private keys: {flaw}.");
            return Err(Refusal::saying(Error::InvalidParameterWithDetailReason, words));
        }
        read => read?,
    };
    chain.leaf().matches(&key)?;
    chain.links()?;
    Ok(Contents {
        facts: Facts::of(&chain),
        certificate: certificate.into(),
        private_key: Some(private_key.into()),
    })
}

pub(super) fn check_alias(alias: &str) -> Result<(), Error> {
    if alias.chars().count() <= LONGEST_ALIAS { Ok(()) } else { Err(Error::InvalidParam) }
}

pub(crate) fn upload_certificate(
    context: &mut Context<'_, Account>,
    read: Result<ReadUpload, Refusal<Error>>,
) -> Result<UploadCertificateReply, Refusal<Error>> {
    let ReadUpload { request, kind, contents } = read?;
    let now = context.clock.now();
    context.state.settle(now);
    context.state.permit(request.project_id)?;
    let known = find_copy(context.state, &contents.facts.sha1, request.repeatable, now);
    if let Some(id) = known {
        return Ok(UploadCertificateReply { certificate_id: id.clone(), repeat_cert_id: id });
    }
    let UploadCertificate { alias, project_id, tags, .. } = request;
    let certificate_id = keep(context, kind, contents, alias, project_id, tags);
    Ok(UploadCertificateReply { certificate_id, repeat_cert_id: String::new() })
}

/// The copy that answers for a further upload of the same certificate.
fn find_copy(
    account: &Account,
    sha1: &[u8; 20],
    repeatable: Option<bool>,
    now: OffsetDateTime,
) -> Option<String> {
    let copies = account.certificates.copies(sha1);
    let mut copies = copies.filter(|copy| account.find(&copy.id, now).is_some());
    let copy = match repeatable {
        Some(false) => copies.next(),
        _ if account.certificates.count_copies(sha1) >= MOST_COPIES => copies.next_back(),
        _ => None,
    };
    copy.map(|copy| copy.id.clone())
}

/// Keeps a certificate that was uploaded; its id.
pub(super) fn keep(
    context: &mut Context<'_, Account>,
    kind: Kind,
    contents: Contents,
    alias: String,
    project_id: u64,
    tags: Vec<Tag>,
) -> String {
    let now = context.clock.now();
    let id = context.state.new_id(context.ids);
    context.state.certificates.insert(Certificate {
        kind,
        alias,
        project_id,
        tags,
        status: Status::Issued,
        contents: Some(contents),
        ..Certificate::new(id.clone(), Source::Upload, now)
    });
    // Assumption: an upload is logged as `uploadFromYunAPI`. From: the vendor's list of the kinds
    // that a log may have.
    context.state.log("uploadFromYunAPI", &id, now);
    id
}
