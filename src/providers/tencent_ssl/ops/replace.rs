//! Reissues certificates: a new certificate with a new id and the same expiry.

use time::{Duration, OffsetDateTime};

use super::super::super::tencent::Contents;
use super::super::errors::{Error, NO_PASSWORD, NO_SM2};
use super::super::state::certificate::{Certificate, Key, Links, Order, Source, VerifyType};
use super::super::state::domain::main_domain;
use super::super::state::issuing::{BadKey, key_kind, new_validation, place};
use super::super::state::status::Status;
use super::super::state::{Account, Authority};
use super::super::types::order::{ReplaceCertificate, ReplaceCertificateReply};
use super::super::types::pem::read_any_csr;
use crate::issue::{GeneratedKey, KeyKind};
use crate::spec::Refusal;
use crate::store::{Context, View};
use crate::x509::{Certificate as X509, CertificateRequest, PublicKey};

/// A certificate can be reissued if more than this is left of its validity, because a reissue does not extend
/// it.
const LEFT: Duration = Duration::days(30);

/// The key of the new certificate.
enum NewKey {
    /// The key of the replaced certificate.
    Original,
    /// The key of a signing request.
    Uploaded(Box<CertificateRequest>),
    /// One that the service generates.
    Generated(KeyKind),
}

/// A reissue that can be granted.
struct Reissue {
    verify_type: VerifyType,
    key: NewKey,
}

/// Checks a request against the certificate that it names.
///
/// Assumption: `ReplaceCertificate` refuses in this order: an unknown id, an upload, a second reissue, a
/// status that is not issued or too little validity, parameters, the key of a free certificate, the
/// account, another reissue of the domain. From: the words of the errors and the rules for reissues
/// (<https://www.tencentcloud.com/document/product/1007/39749>), which say no order.
fn examine(
    account: &Account,
    request: &ReplaceCertificate,
    now: OffsetDateTime,
) -> Result<Reissue, Refusal<Error>> {
    let certificate = account.find_permitted(&request.certificate_id)?;
    if certificate.source == Source::Upload {
        return Err(Error::InvalidCertificateSource.into());
    }
    let free = certificate.source == Source::Free;
    // A free certificate can be reissued once, and its reissue not at all.
    let links = &certificate.links;
    let status = account.status(certificate, now);
    let again = free && (links.replaced_for.is_some() || links.replaced_by.is_some());
    if again || status == Status::Reissuing {
        return Err(Error::OrderAlreadyReplaced.into());
    }
    let contents = certificate.contents(now).filter(|_| status == Status::Issued);
    let contents = contents.ok_or(Error::InvalidCertificateStatusCode)?;
    if contents.facts.not_after - now <= LEFT {
        return Err(Error::InvalidCertificateStatusCode.into());
    }
    certificate.order.as_ref().ok_or(Error::CannotGetOrder)?;
    let reissue = read(certificate, contents, request)?;
    if free && !is_rsa_2048(&reissue.key, contents) {
        return Err(Error::InvalidParameterRenewAlgorithmInvalid.into());
    }
    account.check_order(certificate.project_id)?;
    let rival = account.certificates.newest_first(0).any(|other| {
        account.status(other, now) == Status::Reissuing
            && main_domain(other.domain()) == main_domain(certificate.domain())
    });
    // The service reissues one certificate of a main domain at a time.
    if rival || account.authority == Authority::Refusing {
        return Err(Error::OrderReplaceFailed.into());
    }
    Ok(reissue)
}

fn read(
    certificate: &Certificate,
    contents: &Contents,
    request: &ReplaceCertificate,
) -> Result<Reissue, Refusal<Error>> {
    let verify_type = VerifyType::read(&request.valid_type).ok_or(Error::InvalidParam)?;
    let wildcard = certificate.names().iter().any(|name| name.starts_with("*."));
    if verify_type == VerifyType::File && wildcard {
        return Err(Error::InvalidParam.into());
    }
    if !matches!(request.sign_algo.as_deref(), None | Some("" | "SHA256")) {
        return Err(Error::InvalidParam.into());
    }
    // The vendor's pages do not agree on the case.
    let csr_type = request.csr_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    let key = match csr_type.as_str() {
        "" | "original" => NewKey::Original,
        "upload" => {
            let text = request.csr_content.as_deref().unwrap_or_default();
            NewKey::Uploaded(Box::new(read_csr(text, certificate)?))
        }
        "online" => NewKey::Generated(read_key_kind(request)?),
        _ => return Err(Error::InvalidParam.into()),
    };
    if matches!(key, NewKey::Original) && spki(contents).is_none() {
        return Err(Error::CertificateInvalid.into());
    }
    Ok(Reissue { verify_type, key })
}

fn read_key_kind(request: &ReplaceCertificate) -> Result<KeyKind, Refusal<Error>> {
    if request.csr_key_password.as_deref().is_some_and(|password| !password.is_empty()) {
        return Err(Refusal::saying(Error::InvalidParam, NO_PASSWORD));
    }
    key_kind(request.cert_csr_encrypt_algo.as_deref(), request.cert_csr_key_parameter.as_deref())
        .map_err(|bad| match bad {
            BadKey::Sm2 => Refusal::saying(Error::InvalidParameterRenewAlgorithmInvalid, NO_SM2),
            BadKey::Unknown => Error::InvalidParam.into(),
        })
}

/// Reads a signing request for the certificate's domain.
pub(super) fn read_csr(
    text: &str,
    certificate: &Certificate,
) -> Result<CertificateRequest, Refusal<Error>> {
    let request = read_any_csr(text)?;
    let domain = certificate.domain();
    let named =
        request.common_name().into_iter().chain(request.dns_names().iter().map(String::as_str));
    if !domain.is_empty() && !named.into_iter().any(|name| name.eq_ignore_ascii_case(domain)) {
        return Err(Error::InvalidParam.into());
    }
    Ok(request)
}

fn is_rsa_2048(key: &NewKey, original: &Contents) -> bool {
    match key {
        NewKey::Original => *original.facts.common.algorithm == *"RSA 2048",
        NewKey::Uploaded(request) => {
            let key = request.public_key();
            matches!(key, PublicKey::Rsa { .. }) && key.bits() == 2048
        }
        NewKey::Generated(kind) => *kind == KeyKind::Rsa2048,
    }
}

fn spki(contents: &Contents) -> Option<Vec<u8>> {
    X509::from_pem(&contents.certificate.text()).ok().map(|certificate| certificate.spki())
}

pub(crate) fn check_replacement(
    view: &View<'_, Account>,
    request: &ReplaceCertificate,
) -> Result<(), Refusal<Error>> {
    examine(view.state, request, view.tools.clock.now()).map(drop)
}

pub(crate) fn generate_for_replacement(
    request: ReplaceCertificate,
) -> (ReplaceCertificate, Option<GeneratedKey>) {
    let online =
        request.csr_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("online"));
    let kind = online.then(|| read_key_kind(&request).ok()).flatten();
    (request, kind.map(GeneratedKey::new))
}

pub(crate) fn replace_certificate(
    context: &mut Context<'_, Account>,
    (request, generated): (ReplaceCertificate, Option<GeneratedKey>),
) -> Result<ReplaceCertificateReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    context.state.settle(now);
    let Reissue { verify_type, key } = examine(context.state, &request, now)?;
    let old = context.state.find_permitted(&request.certificate_id)?;
    let contents = old.contents(now).ok_or(Error::InvalidCertificateStatusCode)?;
    let order = old.order.as_deref().ok_or(Error::CannotGetOrder)?;
    let key = match (key, generated) {
        (NewKey::Generated(_), generated) => generated.map(Key::from),
        (NewKey::Uploaded(request), _) => Some(Key::public(request.spki())),
        (NewKey::Original, _) => spki(contents)
            .map(|spki| Key { private_key: contents.private_key.clone(), ..Key::public(&spki) }),
    };
    let id = context.state.new_id(context.tools.ids);
    let new = Certificate {
        alias: old.alias.clone(),
        project_id: old.project_id,
        tags: old.tags.clone(),
        order: Some(Box::new(Order {
            order_id: order.order_id.clone(),
            product: order.product,
            domains: old.shared_names(),
            verify_type,
            months: order.months,
            domain_number: order.domain_number,
            key,
            validation: new_validation(context.tools.ids),
            not_after: Some(contents.facts.not_after),
            submitted: order.submitted.clone(),
            manager_id: order.manager_id,
        })),
        links: Links { replaced_by: Some(old.id.to_string()), ..Links::default() }.into(),
        allows_download: old.allows_download,
        uses_cross_sign_root: request.use_cross_sign_root.unwrap_or(true),
        ..Certificate::new(id.clone(), old.source, now)
    };
    context.state.log("replace", &request.certificate_id, now);
    place(context, new)?;
    if let Some(old) = context.state.certificates.find_mut(&request.certificate_id) {
        old.links.replaced_for = Some(id.clone());
    }
    Ok(ReplaceCertificateReply { certificate_id: id })
}
