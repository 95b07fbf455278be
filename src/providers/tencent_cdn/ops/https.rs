//! Checks the HTTPS settings of a request.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::super::super::tencent::{self, Contents, WrongPair};
use super::super::super::tencent_ssl::find_hosted;
use super::super::errors::Error;
use crate::spec::Refusal;
use crate::store::Others;

/// The members whose values are `on` and `off`.
const SWITCHES: [&str; 5] = ["Http2", "OcspStapling", "Spdy", "Switch", "VerifyClient"];

/// The versions of TLS, which are a range without gaps where they are given.
const VERSIONS: [&str; 4] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

/// The certificate that a request gives a domain.
#[derive(Clone)]
pub(crate) enum Given {
    /// None: the domain keeps its certificate.
    Kept,
    /// One of SSL's.
    Id(String),
    /// One that SSL is to store: PEM, unencoded or in Base64.
    Texts { certificate: String, private_key: String },
}

/// Removes the certificate and its remark from `Https`.
///
/// Assumption: an object without a certificate keeps the one that the domain has, and an id counts more
/// than texts beside it. From: a client that binds a certificate, then sends the switches alone and goes
/// on with HTTPS.
///
/// Assumption: a remark without a certificate is a remark on the one that the domain has. From: the vendor's
/// words for what a path names, which is all that changes.
pub(super) fn take_certificate(
    https: &mut Map<String, Value>,
) -> Result<(Given, Option<String>), Error> {
    // The status is shown and cannot be set.
    https.remove("SslStatus");
    let Some(Value::Object(mut given)) = https.remove("CertInfo") else {
        return Ok((Given::Kept, None));
    };
    // An empty remark removes the present one.
    let message = match given.remove("Message") {
        Some(Value::String(message)) => Some(message),
        _ => None,
    };
    let mut text = |name: &str| match given.remove(name) {
        Some(Value::String(text)) if !text.is_empty() => Some(text),
        _ => None,
    };
    let (certificate, private_key) = (text("Certificate"), text("PrivateKey"));
    let given = match (text("CertId"), certificate, private_key) {
        (Some(id), ..) => Given::Id(id),
        (None, Some(certificate), Some(private_key)) => Given::Texts { certificate, private_key },
        (None, None, None) => Given::Kept,
        (None, ..) => return Err(Error::CdnParamError),
    };
    Ok((given, message))
}

/// Refuses a certificate of SSL's that the domain cannot have.
///
/// Assumption: a certificate that is an authority's, is not issued or not for the domain is "invalid", and
/// one that is not there is not found. From: the words of the two errors.
pub(super) fn check_hosted(
    others: Others<'_>,
    id: &str,
    domain: &str,
    now: OffsetDateTime,
) -> Result<(), Refusal<Error>> {
    let hosted = find_hosted(others, id, now).ok_or(Error::SslCertNotFound)?;
    let contents = hosted.for_a_server().ok_or(Error::CdnCertInfoNotFound)?;
    contents.covers(domain).map_err(|flaw| Refusal::because(Error::CdnCertInfoNotFound, flaw))
}

/// Reads a certificate with its chain and its key, for that domain.
pub(super) fn read_pair(
    certificate: &str,
    private_key: &str,
    domain: &str,
    now: OffsetDateTime,
) -> Result<Contents, Refusal<Error>> {
    let contents = tencent::read_pair(&pem(certificate)?, &pem(private_key)?);
    let contents = contents.map_err(|wrong| match wrong {
        WrongPair::Chain(flaw) | WrongPair::Key(flaw) => {
            Refusal::because(Error::SslCertParseError, flaw)
        }
        WrongPair::Match(flaw) => Refusal::because(Error::SslCertMatchError, flaw),
        WrongPair::Links(flaw) => Refusal::because(Error::SslCertChainError, flaw),
    })?;
    if contents.facts.not_after < now {
        return Err(Error::CdnCertInfoNotFound.into());
    }
    let because = |flaw| Refusal::because(Error::CdnCertInfoNotFound, flaw);
    contents.covers(domain).map_err(because)?;
    Ok(contents)
}

/// The text, decoded if a client sent it in Base64.
pub(super) fn pem(text: &str) -> Result<String, Error> {
    if text.contains("-----BEGIN") {
        return Ok(text.to_owned());
    }
    let packed: String = text.split_whitespace().collect();
    let decoded = STANDARD.decode(packed).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    decoded.ok_or(Error::SslCertParseError)
}

/// Refuses a switch whose value is neither `on` nor `off`, at any depth.
pub(super) fn check_switches(value: &Value) -> Result<(), Error> {
    match value {
        Value::Array(items) => items.iter().try_for_each(check_switches),
        Value::Object(members) => members.iter().try_for_each(|(name, value)| {
            let is_switch = SWITCHES.contains(&name.as_str());
            match value.as_str() {
                Some(word) if is_switch && !matches!(word, "on" | "off") => {
                    Err(Error::CdnParamError)
                }
                _ => check_switches(value),
            }
        }),
        _ => Ok(()),
    }
}

/// Refuses versions of TLS that are unknown, or not next to each other.
pub(super) fn check_versions(https: &Map<String, Value>) -> Result<(), Error> {
    let Some(given) = https.get("TlsVersion").and_then(Value::as_array) else { return Ok(()) };
    let place = |word: &Value| VERSIONS.iter().position(|known| word.as_str() == Some(known));
    let places: Option<Vec<_>> = given.iter().map(place).collect();
    let mut places = places.ok_or(Error::CdnParamError)?;
    places.sort_unstable();
    let follow = places.windows(2).all(|pair| pair[1] == pair[0] + 1);
    if follow { Ok(()) } else { Err(Error::CdnParamError) }
}
