//! `QBox` and `Qiniu` tokens.
//!
//! The vendor's SDKs sign different texts, and the service accepts all of them. Each text is therefore a
//! candidate. <https://developer.qiniu.com/kodo/1201/access-token>

use std::borrow::Cow;
use std::fmt::Write as _;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::{Value, json};

use crate::redact;
use crate::secret::{Secret, constant_time_eq};
use crate::spec::Request;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const OCTETS: &str = "application/octet-stream";

/// The service's tokens are padded; one client leaves the padding out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The content of an `Authorization` header.
#[derive(Debug)]
pub(super) struct Token<'a> {
    scheme: Scheme,
    pub(super) access_key: &'a str,
    signature: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Scheme {
    /// Signs the path and query, and the body of a form.
    QBox,
    /// Version 2: signs method, host, headers and body as well.
    Qiniu,
}

impl<'a> Token<'a> {
    /// Reads `QBox key:signature` or `Qiniu key:signature`.
    pub(super) fn read(header: &'a str) -> Option<Self> {
        let (scheme, token) = header.split_once(' ')?;
        let scheme = match scheme {
            "QBox" => Scheme::QBox,
            "Qiniu" => Scheme::Qiniu,
            _ => return None,
        };
        let (access_key, signature) = token.trim().split_once(':')?;
        let signature = BASE64.decode(signature).ok()?;
        // HMAC-SHA1 makes 20 bytes.
        (!access_key.is_empty() && signature.len() == 20).then_some(Self {
            scheme,
            access_key,
            signature,
        })
    }

    /// Accepts the signature if it belongs to one of the candidates. Otherwise returns the candidates that
    /// were tried.
    pub(super) fn verify(&self, request: &Request, secret_key: &Secret) -> Result<(), Value> {
        let key = secret_key.key_for("tokens", |secret| {
            hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret.as_bytes())
        });
        let candidates = match self.scheme {
            Scheme::QBox => qbox_candidates(request, Shown::Whole),
            Scheme::Qiniu => qiniu_candidates(request, Shown::Whole),
        };
        let verified = candidates.iter().any(|candidate| {
            let mut context = hmac::Context::with_key(&key);
            context.update(candidate.head.as_bytes());
            if candidate.with_body {
                context.update(&request.body);
            }
            constant_time_eq(context.sign().as_ref(), &self.signature)
        });
        if verified {
            return Ok(());
        }
        let shown = match self.scheme {
            Scheme::QBox => qbox_candidates(request, Shown::Redacted),
            Scheme::Qiniu => qiniu_candidates(request, Shown::Redacted),
        };
        let tried = shown.iter().map(|Candidate { head, with_body }| {
            json!({ "string_to_sign": head, "and_the_body": with_body })
        });
        Err(json!({
            "scheme": format!("{:?}", self.scheme),
            "tried": tried.collect::<Vec<_>>(),
        }))
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Shown {
    Whole,
    Redacted,
}

/// A text that the client may have signed. The body is kept out of it, because a log may print a candidate.
#[derive(Debug)]
struct Candidate {
    head: String,
    with_body: bool,
}

/// `path[?query]\n`, followed by the body of a form. The Node SDK signs any body that it is given.
fn qbox_candidates(request: &Request, shown: Shown) -> Vec<Candidate> {
    let bodies: &[bool] = match request.content_type() {
        Some(FORM) => &[true],
        _ if request.body.is_empty() => &[false],
        _ => &[false, true],
    };
    let mut candidates = Vec::new();
    for target in targets(request, shown) {
        for with_body in bodies {
            candidates.push(Candidate { head: format!("{target}\n"), with_body: *with_body });
        }
    }
    candidates
}

fn qiniu_candidates(request: &Request, shown: Shown) -> Vec<Candidate> {
    let content_type = request.content_type();
    // The Go SDK signs only the body of a form or of plain JSON. The other SDKs sign any body except octets.
    let bodies: &[bool] = match content_type {
        None | Some(OCTETS) => &[false],
        Some(FORM | JSON) => &[true],
        Some(_) => &[true, false],
    };
    let value_of = |name: &str, value| match shown {
        Shown::Whole => Cow::Borrowed(value),
        Shown::Redacted => redact::header(name, value),
    };
    let host = value_of("host", request.host());
    let mut hosts = vec![host.clone().into_owned()];
    if let Some((_, port)) = host.rsplit_once(':') {
        // The Node SDK appends the port to a host that has it.
        hosts.push(format!("{host}:{port}"));
    }
    let line = |value| format!("Content-Type: {}\n", value_of("content-type", value));
    let mut headers = content_type.map(line).unwrap_or_default();
    for (name, value) in qiniu_headers(request) {
        // Writing to a string cannot fail.
        let _ = writeln!(headers, "{name}: {}", value_of(&name, value));
    }
    let method = &request.method;
    let mut candidates = Vec::new();
    for target in targets(request, shown) {
        for host in &hosts {
            let head = format!("{method} {target}\nHost: {host}\n{headers}\n");
            for with_body in bodies {
                candidates.push(Candidate { head: head.clone(), with_body: *with_body });
            }
        }
    }
    candidates
}

/// The path with the query. The path is tried as it was sent and, as the Go and Java SDKs sign it, decoded.
fn targets(request: &Request, shown: Shown) -> Vec<String> {
    let whole = shown == Shown::Whole;
    let show = |query: &str| {
        if whole { format!("?{query}") } else { format!("?{}", redact::query(query)) }
    };
    let query = request.raw_query().map(show).unwrap_or_default();
    let mut paths = vec![request.raw_path().to_owned()];
    let decoded = request.decoded_path();
    if decoded != paths[0] {
        paths.push(decoded);
    }
    let show = |path: String| if whole { path } else { redact::path(&path).into_owned() };
    paths.into_iter().map(|path| show(path) + &query).collect()
}

/// The `X-Qiniu-…` headers, sorted by name and in MIME's capitalization (`X-Qiniu-Date`).
fn qiniu_headers(request: &Request) -> Vec<(String, &str)> {
    let mut headers: Vec<(String, &str)> = request
        .headers
        .keys()
        .filter(|name| name.as_str().len() > 8 && name.as_str().starts_with("x-qiniu-"))
        .filter_map(|name| Some((title_case(name.as_str()), request.header(name.as_str())?)))
        .collect();
    headers.sort();
    headers
}

fn title_case(name: &str) -> String {
    let mut start = true;
    name.chars()
        .map(|letter| {
            let upper = start;
            start = letter == '-';
            if upper { letter.to_ascii_uppercase() } else { letter }
        })
        .collect()
}
