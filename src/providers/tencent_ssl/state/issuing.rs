//! From an order to a certificate: its key, its numbers, and the issue itself.

use time::{Duration, OffsetDateTime, Time};

use super::super::super::tencent::{Contents, Facts};
use super::super::errors::Error;
use super::certificate::{Certificate, Key, Order, Progress, VerifyType};
use super::status::Status;
use super::{Account, ISSUE_PACE};
use crate::ids::{Ids, hex};
use crate::issue::{GeneratedKey, Issuer, KeyKind, Wanted};
use crate::pem::{self, Contents as PemContents};
use crate::store::Context;
use crate::verbatim::Verbatim;
use crate::x509::Chain;

/// Why a kind of key is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum BadKey {
    Sm2,
    Unknown,
}

/// The type of key for an algorithm and its parameter; by default RSA with 2048 bits.
pub(crate) fn key_kind(
    algorithm: Option<&str>,
    parameter: Option<&str>,
) -> Result<KeyKind, BadKey> {
    let parameter = parameter.filter(|parameter| !parameter.is_empty());
    match (algorithm.unwrap_or_default(), parameter) {
        ("" | "RSA", None | Some("2048")) => Ok(KeyKind::Rsa2048),
        ("" | "RSA", Some("3072")) => Ok(KeyKind::Rsa3072),
        ("" | "RSA", Some("4096")) => Ok(KeyKind::Rsa4096),
        ("ECC", None | Some("prime256v1")) => Ok(KeyKind::P256),
        ("ECC", Some("secp384r1")) => Ok(KeyKind::P384),
        ("SM2", _) => Err(BadKey::Sm2),
        _ => Err(BadKey::Unknown),
    }
}

impl Key {
    /// A key with this `SubjectPublicKeyInfo`, without its private half.
    pub(crate) fn public(spki: &[u8]) -> Self {
        Self { public_key: pem::encode("PUBLIC KEY", spki).into(), private_key: None }
    }
}

impl From<GeneratedKey> for Key {
    fn from(generated: GeneratedKey) -> Self {
        let private_key: Verbatim = generated.private_key.expose().into();
        Self { private_key: Some(private_key), ..Self::public(&generated.public_key) }
    }
}

/// The validation value of a new order.
pub(crate) fn new_validation(ids: &Ids) -> String {
    hex(&ids.draw()[..16])
}

/// The authority's number of a new order.
pub(crate) fn new_order_id(ids: &Ids) -> String {
    hex(&ids.draw()[..8])
}

/// Issues the ordered certificate for the order's key.
pub(crate) fn issue(
    order: &Order,
    issuer: &Issuer,
    ids: &Ids,
    now: OffsetDateTime,
) -> Result<Contents, Error> {
    let key = order.key.as_ref().ok_or(Error::CannotGetOrder)?;
    let public_key =
        pem::blocks(&key.public_key.text()).find_map(|block| match block.ok()?.contents {
            PemContents::Der(der) => Some(der),
            PemContents::Encrypted => None,
        });
    let mut serial = [0; 16];
    serial.copy_from_slice(&ids.draw()[..16]);
    // The service's certificates begin with the day, in UTC.
    let not_before = now.replace_time(Time::MIDNIGHT);
    let days = i64::from(order.months) * 365 / 12;
    let not_after = not_before.saturating_add(Duration::days(days) - Duration::SECOND);
    let names: Vec<_> = order.domains.iter().map(ToString::to_string).collect();
    let wanted = Wanted {
        names: &names,
        public_key: &public_key.ok_or(Error::CertificateInvalid)?,
        not_before,
        not_after: order.not_after.unwrap_or(not_after),
        serial,
    };
    let certificate = issuer.issue(&wanted).map_err(|_| Error::CertificateInvalid)?;
    let chain = Chain::from_pem(&certificate).map_err(|_| Error::CertificateInvalid)?;
    Ok(Contents {
        facts: Facts::of(&chain),
        certificate: certificate.into(),
        private_key: key.private_key.clone(),
    })
}

/// Adds an ordered certificate. If the service itself publishes the validation value, issuing begins.
pub(crate) fn place(
    context: &mut Context<'_, Account>,
    certificate: Certificate,
) -> Result<(), Error> {
    let id = certificate.id.clone();
    let automatic =
        certificate.order.as_ref().is_some_and(|order| order.verify_type == VerifyType::DnsAuto);
    context.state.certificates.insert(certificate);
    if automatic { begin_issue(context, &id, Status::DnsRecordAdded) } else { Ok(()) }
}

/// Begins to issue a certificate. It is created now and becomes visible when the work has ended.
pub(crate) fn begin_issue(
    context: &mut Context<'_, Account>,
    id: &str,
    meanwhile: Status,
) -> Result<(), Error> {
    let now = context.tools.clock.now();
    let found = context.state.certificates.find(id).and_then(|found| found.order.as_deref());
    let contents =
        issue(found.ok_or(Error::CannotGetOrder)?, context.tools.issuer, context.tools.ids, now)?;
    let work = context.tools.paces.begin(ISSUE_PACE, now);
    let (success, failure) = (Status::Issued, Status::ReviewFailed);
    context.state.certificates.change(id, |certificate| {
        certificate.contents = Some(contents);
        certificate.progress = Some(Box::new(Progress { meanwhile, success, failure, work }));
    });
    context.state.log("issued", id, now);
    Ok(())
}
