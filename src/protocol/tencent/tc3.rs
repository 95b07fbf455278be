//! The signature TC3-HMAC-SHA256.
//! <https://www.tencentcloud.com/document/product/267/37447>

use std::borrow::Cow;
use std::cell::LazyCell;

use aws_lc_rs::{digest, hmac};
use axum::http::Method;
use axum::http::header::HOST;
use serde_json::json;
use time::OffsetDateTime;
use tracing::debug;

use super::errors::Error;
use crate::ids::hex;
use crate::moment;
use crate::protocol::authorization::{Fields, Signed, signed_headers};
use crate::redact;
use crate::secret::{Secret, constant_time_eq};
use crate::spec::{Failure, Request};

const ALGORITHM: &str = "TC3-HMAC-SHA256";
const SCOPE_END: &str = "tc3_request";
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// The content of an `Authorization` header.
#[derive(Debug)]
pub(super) struct Authorization<'a> {
    pub(super) secret_id: &'a str,
    date: &'a str,
    /// The service as the client names it. A client of a mock often cannot name it right: an SDK
    /// takes `127` from the address `127.0.0.1`. So the service itself is known by its version.
    pub(super) service: &'a str,
    signed_headers: &'a str,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    pub(super) fn read(header: &'a str) -> Option<Self> {
        let fields = Fields::of(header, ALGORITHM)?;
        let credential = fields.find("Credential")?.strip_suffix(SCOPE_END)?.strip_suffix('/')?;
        let (secret_id, scope) = credential.split_once('/')?;
        let (date, service) = scope.split_once('/').filter(|(_, rest)| !rest.contains('/'))?;
        let (signed_headers, signature) = (fields.find("SignedHeaders")?, fields.signature()?);
        let signs =
            |name: &str| signed_headers.split(';').any(|signed| signed.eq_ignore_ascii_case(name));
        (signs("content-type") && signs("host")).then_some(Self {
            secret_id,
            date,
            service,
            signed_headers,
            signature,
        })
    }

    /// Refuses a scope whose date is not the day of the timestamp in UTC.
    pub(super) fn check_date(&self, timestamp: OffsetDateTime) -> Result<(), Failure> {
        let moment = moment::to_the_second(timestamp, ' ');
        if moment.split(' ').next() == Some(self.date) {
            return Ok(());
        }
        debug!(scope = self.date, %timestamp, "a scope's date is not its timestamp's day in UTC");
        Err(Failure::new(&Error::SignatureFailure))
    }

    /// Refuses a signature that was not made with this secret. The client may have signed any of the hosts
    /// that this server has for it.
    pub(super) fn verify(
        &self,
        request: &Request,
        timestamp: &str,
        service: &str,
        secret_key: &Secret,
    ) -> Result<(), Failure> {
        let (headers, outcome) = signed_headers(self.signed_headers, request);
        // Assumption: a signature over a header that is named twice, or that is not sent, is
        // AuthFailure.SignatureFailure. From: the code's words; the vendor's page says how the
        // headers of the request are written, each once.
        outcome.map_err(|wrong| {
            Failure::new(&Error::SignatureFailure).explained(wrong.explanation())
        })?;
        let scope = [self.date, self.service, SCOPE_END].join("/");
        let key = secret_key.key_for(&scope, |secret| {
            let day_key = hmac_of(&key_of(format!("TC3{secret}").as_bytes()), self.date);
            let service_key = hmac_of(&key_of(day_key.as_ref()), self.service);
            key_of(hmac_of(&key_of(service_key.as_ref()), SCOPE_END).as_ref())
        });
        let hash = payload_hash(request);
        // The service signs the query as it was sent: clients do not agree on an order.
        let query = request.raw_query().filter(|_| request.method != Method::POST);
        let query = query.unwrap_or_default();
        let to_sign = |canonical_hash: &str| {
            [ALGORITHM, "\n", timestamp, "\n", &scope, "\n", canonical_hash].concat()
        };
        // The parts that all candidates share are written only once.
        let headers = &headers;
        let spell = |lower| move || Spelled::of(headers, lower, Shown::Whole);
        let spelled = [true, false].map(|lower| LazyCell::new(spell(lower)));
        let candidates = || {
            hosts(request, service).flat_map(|host| {
                paths(request).flat_map(move |path| {
                    [true, false].map(|lower| Candidate::new(&host, path, lower))
                })
            })
        };
        let hash_of = |candidate: &Candidate<'_>| {
            let headers = &spelled[usize::from(!candidate.lower)];
            sha256(candidate.canonical(request, query, headers, &hash).concat().as_bytes())
        };
        let given = self.signature.as_bytes();
        let right = candidates().any(|candidate| {
            let signature = hex(hmac_of(&key, &to_sign(&hash_of(&candidate))).as_ref());
            constant_time_eq(signature.as_bytes(), given)
        });
        if right {
            return Ok(());
        }
        let failure = Failure::new(&Error::SignatureFailure);
        // The explanation shows the string of the first candidate, without secrets.
        let Some(first) = candidates().next() else { return Err(failure) };
        let tried = candidates().map(|Candidate { host, path, lower }| {
            let (host, path) = (redact::host(&host), redact::path(path));
            json!({ "host": host, "path": path, "lower_case_values": lower })
        });
        let headers = Spelled::of(headers, first.lower, Shown::Redacted);
        let (host, path) = (redact::host(&first.host), redact::path(first.path));
        let shown = Candidate { host, path: &path, lower: first.lower };
        let shown = shown.canonical(request, &redact::query(query), &headers, &hash).concat();
        Err(failure.explained(json!({
            "canonical_request": shown,
            "string_to_sign": redact::lines(&to_sign(&hash_of(&first))),
            "tried": tried.collect::<Vec<_>>(),
        })))
    }
}

/// The signed headers in the form of the canonical request, split at the value of `Host`.
struct Spelled {
    before_host: String,
    behind_host: String,
    /// The names of the headers.
    names: String,
}

#[derive(Clone, Copy)]
enum Shown {
    Whole,
    Redacted,
}

impl Spelled {
    /// Writes the headers, without the value of `Host`.
    fn of(headers: &[Signed<'_>], lower: bool, shown: Shown) -> Self {
        let (mut text, mut host) = (String::new(), 0);
        for Signed { name, value } in headers {
            text.push_str(name.as_str());
            text.push(':');
            let value = match shown {
                Shown::Whole => Cow::Borrowed(*value),
                Shown::Redacted => redact::header(name.as_str(), value),
            };
            // The service lower-cases values; some clients do not.
            match (name, lower) {
                (&HOST, _) => host = text.len(),
                (_, true) => text.push_str(&value.to_lowercase()),
                (_, false) => text.push_str(&value),
            }
            text.push('\n');
        }
        let behind_host = text.split_off(host);
        let names: Vec<_> = headers.iter().map(|header| header.name.as_str()).collect();
        Self { before_host: text, behind_host, names: names.join(";") }
    }
}

fn payload_hash(request: &Request) -> String {
    match request.header("x-tc-content-sha256") {
        Some(UNSIGNED) => sha256(UNSIGNED.as_bytes()),
        _ if request.method == Method::POST => sha256(&request.body),
        _ => sha256(b""),
    }
}

/// The host, path and spelling that a client may have signed.
#[derive(Debug)]
struct Candidate<'a> {
    host: Cow<'a, str>,
    path: &'a str,
    /// Whether header values are in lower case.
    lower: bool,
}

impl<'a> Candidate<'a> {
    fn new(host: &Cow<'a, str>, path: &'a str, lower: bool) -> Self {
        let host = if lower { host.to_lowercase().into() } else { host.clone() };
        Self { host, path, lower }
    }

    /// The canonical request in parts.
    fn canonical<'p>(
        &'p self,
        request: &'p Request,
        query: &'p str,
        headers: &'p Spelled,
        hash: &'p str,
    ) -> [&'p str; 13] {
        [
            request.method.as_str(),
            "\n",
            self.path,
            "\n",
            query,
            "\n",
            &headers.before_host,
            &self.host,
            &headers.behind_host,
            "\n",
            &headers.names,
            "\n",
            hash,
        ]
    }
}

/// The hosts that clients sign when they are configured with another address: the request's host, with or
/// without its port, or still the service's own host.
fn hosts<'a>(request: &'a Request, service: &str) -> impl Iterator<Item = Cow<'a, str>> {
    let host = request.host();
    let without_port = host.rsplit_once(':').map(|(name, _)| name);
    let own = std::iter::once(host).chain(without_port).map(Cow::Borrowed);
    let regions = ["", "intl", "internal"].into_iter().chain(request.header("x-tc-region"));
    own.chain(regions.map(move |region| {
        let dot = if region.is_empty() { "" } else { "." };
        format!("{service}.{region}{dot}tencentcloudapi.com").into()
    }))
}

/// The paths that clients sign: all SDKs but one sign `/`, whatever the path.
fn paths(request: &Request) -> impl Iterator<Item = &str> {
    let own = Some(request.raw_path()).filter(|path| !matches!(*path, "/" | ""));
    std::iter::once("/").chain(own)
}

fn key_of(bytes: &[u8]) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, bytes)
}

fn hmac_of(key: &hmac::Key, text: &str) -> hmac::Tag {
    hmac::sign(key, text.as_bytes())
}

fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

#[cfg(test)]
mod tests {
    //! Test vectors with dates long past, which a server would refuse as expired.

    use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
    use bytes::Bytes;

    use super::*;

    fn request(method: Method, target: &str, headers: &[(&str, &str)], body: &str) -> Request {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(
                HeaderName::from_bytes(name.as_bytes()).unwrap(),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        let uri = target.parse::<Uri>().unwrap();
        Request::new(method, uri, map, Bytes::copy_from_slice(body.as_bytes()))
    }

    /// The vendor's example with these signed headers and this signature.
    fn published(signed: &str, signature: &str, body: &str) -> Result<(), Failure> {
        let header = format!(
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders={signed}, Signature={signature}"
        );
        let headers = [
            ("content-type", "application/json; charset=utf-8"),
            ("host", "cvm.tencentcloudapi.com"),
            ("x-tc-action", "DescribeInstances"),
        ];
        let request = request(Method::POST, "/", &headers, body);
        let authorization = Authorization::read(&header).unwrap();
        authorization.verify(
            &request,
            "1551113065",
            "cvm",
            &Secret::new("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"),
        )
    }

    const BODY: &str =
        r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;

    #[test]
    fn the_published_vector_is_verified_and_a_changed_one_is_not() {
        let signature = "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168";
        assert!(published("content-type;host", signature, BODY).is_ok());
        assert!(published("content-type;host", signature, &BODY.replace('1', "2")).is_err());
        let other = signature.replace("72e4", "72e5");
        assert!(published("content-type;host", &other, BODY).is_err());
    }

    #[test]
    fn a_signed_action_is_lower_cased_as_the_vendor_does_it() {
        let signature = "644be983de9a8a3f00db8eadaba61467c3b429e2215758ba897b738ca469fd26";
        assert!(published("content-type;host;x-tc-action", signature, BODY).is_ok());
    }

    #[test]
    fn the_recorded_request_of_the_python_sdk_is_verified() {
        let body = r#"{"CertificateId": "a91hoLqi", "ValidType": "DNS", "Reason": "\u4e0d\u60f3\u8981\u4e86", "UseCrossSignRoot": true}"#;
        assert_eq!(body.len(), 113);
        let header = "TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/2026-11-21/ssl/tc3_request, SignedHeaders=content-type;host, Signature=0d168150d20982b03912b8d386c395f9117bd69d9e80f5dba6adfa9655d80b78";
        let headers = [("content-type", "application/json"), ("host", "127.0.0.1:18081")];
        let request = request(Method::POST, "/", &headers, body);
        let authorization = Authorization::read(header).unwrap();
        assert!(
            authorization.verify(&request, "1795299605", "ssl", &Secret::new("SKEXAMPLE")).is_ok()
        );
        assert!(
            authorization.verify(&request, "1795299605", "ssl", &Secret::new("SKEXAMPLF")).is_err()
        );
        assert!(
            authorization.verify(&request, "1795299606", "ssl", &Secret::new("SKEXAMPLE")).is_err()
        );
    }
}
