//! The signature TC3-HMAC-SHA256.
//! <https://www.tencentcloud.com/document/product/267/37447>

use std::borrow::Cow;
use std::fmt::Write as _;

use aws_lc_rs::{digest, hmac};
use axum::http::Method;
use serde_json::json;
use time::OffsetDateTime;
use time::macros::format_description;
use tracing::debug;

use super::errors::Error;
use crate::ids::hex;
use crate::protocol::authorization::Fields;
use crate::redact;
use crate::secret::constant_time_eq;
use crate::spec::{Failure, Request};

const ALGORITHM: &str = "TC3-HMAC-SHA256";
const SCOPE_END: &str = "tc3_request";
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// What an `Authorization` header holds.
#[derive(Debug)]
pub(super) struct Authorization<'a> {
    pub(super) secret_id: &'a str,
    date: &'a str,
    /// The service as the client names it. A client of a mock often cannot name it right: an SDK
    /// takes `127` from the address `127.0.0.1`. So the service itself is known by its version.
    service: &'a str,
    signed_headers: &'a str,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    pub(super) fn read(header: &'a str) -> Option<Self> {
        let fields = Fields::of(header, ALGORITHM)?;
        let [secret_id, date, service, SCOPE_END] =
            fields.find("Credential")?.split('/').collect::<Vec<_>>()[..]
        else {
            return None;
        };
        let (signed_headers, signature) = (fields.find("SignedHeaders")?, fields.signature()?);
        let signs = |name: &str| signed_headers.split(';').any(|signed| signed == name);
        (signs("content-type") && signs("host")).then_some(Self {
            secret_id,
            date,
            service,
            signed_headers,
            signature,
        })
    }

    /// Refuses a scope of another day than the timestamp's, which is that of UTC.
    pub(super) fn check_date(&self, timestamp: OffsetDateTime) -> Result<(), Failure> {
        let date = timestamp.date().format(format_description!("[year]-[month]-[day]"));
        if date.is_ok_and(|date| date == self.date) {
            return Ok(());
        }
        debug!(scope = &*redact::text(self.date), %timestamp, "a scope's date is not its timestamp's day in UTC");
        Err(Failure::new(&Error::SignatureFailure))
    }

    /// Refuses a signature that is not the secret's, whichever of its own names the client took the
    /// host for.
    pub(super) fn verify(
        &self,
        request: &Request,
        timestamp: &str,
        service: &str,
        secret_key: &str,
    ) -> Result<(), Failure> {
        let scope = [self.date, self.service, SCOPE_END];
        let secret = format!("TC3{secret_key}").into_bytes();
        let key = scope.iter().fold(secret, |key, part| sign(&key, part));
        let hash = payload_hash(request);
        let to_sign = |canonical: &str| {
            let hash = sha256(canonical.as_bytes());
            format!("{ALGORITHM}\n{timestamp}\n{}\n{hash}", scope.join("/"))
        };
        let candidates = || {
            hosts(request, service).flat_map(|host| {
                paths(request).flat_map(move |path| {
                    [true, false].map(|lower| Candidate { host: host.clone(), path, lower })
                })
            })
        };
        let given = self.signature.as_bytes();
        let right = candidates().any(|candidate| {
            let canonical = self.canonical(request, &candidate, &hash, Shown::Whole);
            constant_time_eq(hex(&sign(&key, &to_sign(&canonical))).as_bytes(), given)
        });
        if right {
            return Ok(());
        }
        let failure = Failure::new(&Error::SignatureFailure);
        // What is shown is what the first candidate would have signed, its secrets excepted.
        let Some(first) = candidates().next() else { return Err(failure) };
        let tried = candidates().map(|Candidate { host, path, lower }| {
            let (host, path) = (redact::header("host", &host), redact::path(path));
            json!({ "host": host, "path": path, "lower_case_values": lower })
        });
        Err(failure.explained(json!({
            "canonical_request": self.canonical(request, &first, &hash, Shown::Redacted),
            "string_to_sign":
                redact::lines(&to_sign(&self.canonical(request, &first, &hash, Shown::Whole))),
            "tried": tried.collect::<Vec<_>>(),
        })))
    }

    fn canonical(
        &self,
        request: &Request,
        candidate: &Candidate<'_>,
        hash: &str,
        shown: Shown,
    ) -> String {
        // The service signs the query as it was sent: clients do not agree on an order.
        let query = match request.raw_query() {
            Some(query) if request.method != Method::POST => query,
            _ => "",
        };
        let mut text = match shown {
            Shown::Whole => format!("{}\n{}\n{query}", request.method, candidate.path),
            Shown::Redacted => {
                let (path, query) = (redact::path(candidate.path), redact::query(query));
                format!("{}\n{path}\n{query}", request.method)
            }
        };
        text.push('\n');
        for name in self.signed_headers.split(';') {
            let value = match name {
                "host" => &candidate.host,
                _ => request.header(name).unwrap_or_default(),
            };
            let (name, value) = match shown {
                Shown::Whole => (name.into(), value.into()),
                Shown::Redacted => (redact::name(name), redact::header(name, value)),
            };
            // The service lower-cases values; some clients do not.
            let value = if candidate.lower { value.to_lowercase() } else { value.into_owned() };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name}:{value}");
        }
        let signed = match shown {
            Shown::Whole => self.signed_headers.into(),
            Shown::Redacted => redact::text(self.signed_headers),
        };
        let _ = write!(text, "\n{signed}\n{hash}");
        text
    }
}

fn payload_hash(request: &Request) -> String {
    match request.header("x-tc-content-sha256") {
        Some(UNSIGNED) => sha256(UNSIGNED.as_bytes()),
        _ if request.method == Method::POST => sha256(&request.body),
        _ => sha256(b""),
    }
}

/// What a client may have taken for its request.
#[derive(Debug)]
struct Candidate<'a> {
    host: Cow<'a, str>,
    path: &'a str,
    /// Whether header values are in lower case.
    lower: bool,
}

#[derive(Clone, Copy)]
enum Shown {
    Whole,
    Redacted,
}

/// The hosts that clients sign for when they are pointed elsewhere: that of the request, with or
/// without its port, or still the service's.
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

/// The paths that they sign: all but one SDK sign `/`, whatever the path.
fn paths(request: &Request) -> impl Iterator<Item = &str> {
    let own = Some(request.raw_path()).filter(|path| !matches!(*path, "/" | ""));
    std::iter::once("/").chain(own)
}

fn sign(key: &[u8], text: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
}

fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

#[cfg(test)]
mod tests {
    //! Vectors that are long past, so that no server would look at their signatures any more.

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

    /// The vendor's example, with those headers signed and that signature.
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
        authorization.verify(&request, "1551113065", "cvm", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE")
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
        assert!(authorization.verify(&request, "1795299605", "ssl", "SKEXAMPLE").is_ok());
        assert!(authorization.verify(&request, "1795299605", "ssl", "SKEXAMPLF").is_err());
        assert!(authorization.verify(&request, "1795299606", "ssl", "SKEXAMPLE").is_err());
    }
}
