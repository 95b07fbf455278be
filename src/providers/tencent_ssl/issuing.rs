//! From an order to a certificate: domains, keys, what validates a domain, and the issue itself.

use time::{Duration, OffsetDateTime, Time};

use super::super::tencent::{Contents, Facts};
use super::errors::Error;
use super::state::certificate::{Key, Order, VerifyType};
use super::types::{DvAuthDetail, DvAuths};
use crate::ids::{Ids, hex};
use crate::issue::{GeneratedKey, Issuer, KeyKind, Wanted};
use crate::pem::{self, Contents as PemContents};
use crate::verbatim::Verbatim;
use crate::x509::Chain;

/// What is said where a key for SM2 is asked for.
pub(super) const NO_SM2: &str = "certmock does not issue certificates for SM2.";

/// What is said where a private key is to be encrypted.
pub(super) const NO_PASSWORD: &str =
    "certmock does not encrypt private keys: leave the key's password out.";

/// The longest host name that a certificate's common name may be.
const LONGEST_DOMAIN: usize = 64;

/// Why a domain is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum BadDomain {
    Malformed,
    TooLong,
}

/// A host name in lower case, perhaps with `*` as its first label.
pub(super) fn read_domain(text: &str) -> Result<String, BadDomain> {
    let domain = text.trim().to_ascii_lowercase();
    if domain.len() > LONGEST_DOMAIN {
        return Err(BadDomain::TooLong);
    }
    let bare = domain.strip_prefix("*.").unwrap_or(&domain);
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let well_formed = bare.contains('.') && bare.split('.').all(label);
    if well_formed { Ok(domain) } else { Err(BadDomain::Malformed) }
}

/// The domain that was registered. Assumption: a registered domain has two labels, or three where
/// the last but one is a common second level of a country's. From: the public suffix list, of which
/// this is the part that tests need.
pub(super) fn main_domain(domain: &str) -> &str {
    let mut dots = domain.rmatch_indices('.').map(|(index, _)| index);
    let (last, second, third) = (dots.next(), dots.next(), dots.next());
    let from = |dot: Option<usize>| dot.map_or(domain, |dot| &domain[dot + 1..]);
    let (Some(last), Some(second_dot)) = (last, second) else { return domain };
    let country = domain.len() - last == 3;
    let middle = &domain[second_dot + 1..last];
    if country && matches!(middle, "ac" | "co" | "com" | "edu" | "gov" | "net" | "org") {
        from(third)
    } else {
        from(second)
    }
}

/// The names of a free certificate: for a registered domain the authority adds `www`, and the other
/// way round.
pub(super) fn names_of(domain: String, others: Vec<String>) -> Vec<String> {
    let added = if domain == main_domain(&domain) {
        Some(format!("www.{domain}"))
    } else {
        let bare = domain.strip_prefix("www.").or_else(|| domain.strip_prefix("*."));
        bare.filter(|bare| *bare == main_domain(bare)).map(str::to_owned)
    };
    let mut names = vec![domain];
    for name in added.into_iter().chain(others) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Why a kind of key is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum BadKey {
    Sm2,
    Unknown,
}

/// The kind of key that an algorithm and its parameter name; RSA with 2048 bits where nothing does.
pub(super) fn key_kind(
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
    /// A key whose public half is that `SubjectPublicKeyInfo`.
    pub(super) fn public(spki: &[u8]) -> Self {
        Self { public_key: pem::encode("PUBLIC KEY", spki).into(), private_key: None }
    }
}

impl From<GeneratedKey> for Key {
    fn from(generated: GeneratedKey) -> Self {
        let private_key: Verbatim = generated.private_key.expose().into();
        Self { private_key: Some(private_key), ..Self::public(&generated.public_key) }
    }
}

/// What the owner of an order's domains has to publish.
pub(super) fn validation(order: &Order) -> Vec<DvAuths> {
    let mut validated: Vec<&str> = Vec::new();
    for domain in &order.domains {
        let domain = domain.strip_prefix("*.").unwrap_or(domain);
        let www = domain.strip_prefix("www.").filter(|bare| order.domains[0] == **bare);
        // The authority takes the domain's validation for that of its `www`.
        if www.is_none() && !validated.contains(&domain) {
            validated.push(domain);
        }
    }
    validated.into_iter().map(|domain| validation_of(domain, order)).collect()
}

fn validation_of(domain: &str, order: &Order) -> DvAuths {
    let main = main_domain(domain);
    let below = domain.strip_suffix(main).unwrap_or_default().trim_end_matches('.');
    let value = order.validation.clone();
    match order.verify_type {
        VerifyType::Dns | VerifyType::DnsAuto => {
            let key =
                if below.is_empty() { "_dnsauth".into() } else { format!("_dnsauth.{below}") };
            DvAuths {
                dv_auth_key: "_dnsauth".to_owned(),
                dv_auth_value: value,
                dv_auth_domain: main.to_owned(),
                dv_auth_path: String::new(),
                dv_auth_sub_domain: key,
                dv_auth_verify_type: "TXT",
            }
        }
        VerifyType::File => DvAuths {
            dv_auth_key: "fileauth.txt".to_owned(),
            dv_auth_value: value,
            dv_auth_domain: domain.to_owned(),
            dv_auth_path: "/.well-known/pki-validation/".to_owned(),
            dv_auth_sub_domain: String::new(),
            dv_auth_verify_type: "FILE",
        },
    }
}

/// The same as one certificate's pages have it: the first domain's, and all.
pub(super) fn validation_detail(order: &Order) -> DvAuthDetail {
    let all = validation(order);
    let first = all.first().cloned();
    let of_first = |member: fn(DvAuths) -> String| first.clone().map(member);
    DvAuthDetail {
        dv_auth_key: of_first(|first| first.dv_auth_key),
        dv_auth_value: of_first(|first| first.dv_auth_value),
        dv_auth_domain: of_first(|first| first.dv_auth_domain),
        dv_auth_path: of_first(|first| first.dv_auth_path),
        dv_auth_key_sub_domain: of_first(|first| first.dv_auth_sub_domain),
        dv_auths: Some(all),
    }
}

/// What a new order's domains are validated by.
pub(super) fn new_validation(ids: &Ids) -> String {
    hex(&ids.draw()[..16])
}

/// The authority's number of a new order.
pub(super) fn new_order_id(ids: &Ids) -> String {
    hex(&ids.draw()[..8])
}

/// Issues what was ordered, for the key of the order.
pub(super) fn issue(
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
    let not_before = now.to_offset(time::UtcOffset::UTC).replace_time(Time::MIDNIGHT);
    let days = i64::from(order.months) * 365 / 12;
    let not_after = not_before.saturating_add(Duration::days(days) - Duration::SECOND);
    let wanted = Wanted {
        names: &order.domains,
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
