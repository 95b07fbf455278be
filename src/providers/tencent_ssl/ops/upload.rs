//! Certificates that come with their keys.

use smol_str::SmolStr;

use super::super::super::tencent::{Contents, Facts};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::certificate::Kind;
use super::super::state::uploading::keep_upload;
use super::super::types::alias::check_alias;
use super::super::types::certificate::{UploadCertificate, UploadCertificateReply};
use super::super::types::pem::read_pair;
use crate::spec::Refusal;
use crate::store::Context;
use crate::x509::Chain;

/// The most copies of one certificate. For another copy, the service returns the id of the last one.
const MOST_COPIES: usize = 5000;

/// An upload with its texts parsed.
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

pub(crate) fn upload_certificate(
    context: &mut Context<'_, Account>,
    read: Result<ReadUpload, Refusal<Error>>,
) -> Result<UploadCertificateReply, Refusal<Error>> {
    let ReadUpload { request, kind, contents } = read?;
    let now = context.tools.clock.now();
    context.state.settle(now);
    context.state.permit(request.project_id)?;
    let known = find_copy(context.state, &contents.facts.sha1, request.repeatable);
    if let Some(id) = known {
        return Ok(UploadCertificateReply { certificate_id: id.clone(), repeat_cert_id: id });
    }
    let UploadCertificate { alias, project_id, tags, .. } = request;
    let certificate_id = keep_upload(context, kind, contents, alias, project_id, tags);
    Ok(UploadCertificateReply { certificate_id, repeat_cert_id: SmolStr::default() })
}

/// The existing copy whose id is returned for another upload of the same certificate.
fn find_copy(account: &Account, sha1: &[u8; 20], repeatable: Option<bool>) -> Option<SmolStr> {
    let mut copies = account.certificates.copies(sha1);
    let copy = match repeatable {
        Some(false) => copies.next(),
        _ if account.certificates.count_copies(sha1) >= MOST_COPIES => copies.next_back(),
        _ => None,
    };
    copy.map(|copy| copy.id.clone())
}
