//! The common parameters: the action, the caller and the time.

use axum::http::{HeaderMap, HeaderName, Method, header};

use super::errors::Error;
use crate::spec::{Failure, Pair, Request, is_form};

/// The common parameters of a request, in headers or in pairs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Common<'a> {
    /// In headers such as `X-TC-Action`. Signed with TC3-HMAC-SHA256.
    Headers(&'a HeaderMap),
    /// In the query or the form, among the operation's parameters. Signed with version 1.
    Pairs(&'a [Pair]),
}

impl<'a> Common<'a> {
    pub(super) fn of(request: &'a Request) -> Self {
        let headers = &request.headers;
        if names_action(headers) || headers.contains_key(header::AUTHORIZATION) {
            return Self::Headers(headers);
        }
        Self::Pairs(request.pairs())
    }

    /// The value of a parameter, given its name in a form. An empty value counts as present.
    pub(super) fn find(&self, name: &str) -> Option<&'a str> {
        match self {
            Self::Headers(headers) => {
                let value = headers.get(header_of(name)?)?;
                std::str::from_utf8(value.as_bytes()).ok().map(str::trim)
            }
            Self::Pairs(pairs) => find(pairs, name),
        }
    }

    /// The value of a required parameter.
    pub(super) fn require(&self, name: &str) -> Result<&'a str, Failure> {
        self.find(name).filter(|value| !value.is_empty()).ok_or_else(|| missing(name))
    }

    /// Refuses a region with invalid characters, and an absent one if it is required.
    ///
    /// Assumption: an empty region is none. From: the SDK for Java, which sends the header for the empty
    /// region that its own examples pass; and one that signs an empty parameter.
    pub(super) fn check_region(&self, is_required: bool) -> Result<(), Failure> {
        let region = self.find("Region").unwrap_or_default();
        if region.is_empty() && is_required {
            return Err(missing("Region"));
        }
        if region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Ok(());
        }
        let name = match self {
            Self::Headers(_) => "X-TC-Region",
            Self::Pairs(_) => "Region",
        };
        let words = format!(
            "A value specified in `{name}` is not valid, is unsupported, or cannot be used."
        );
        Err(Failure::saying(&Error::InvalidParameterValue, words))
    }

    /// Whether the client asks for messages in Chinese.
    pub(super) fn wants_chinese(&self) -> bool {
        self.find("Language").is_some_and(|language| language.eq_ignore_ascii_case("zh-CN"))
    }
}

/// The headers of the common parameters. The first two are looked up in every request.
static HEADERS: [(&str, HeaderName); 6] = [
    ("Action", HeaderName::from_static("x-tc-action")),
    ("Version", HeaderName::from_static("x-tc-version")),
    ("Language", HeaderName::from_static("x-tc-language")),
    ("Region", HeaderName::from_static("x-tc-region")),
    ("Timestamp", HeaderName::from_static("x-tc-timestamp")),
    ("Token", HeaderName::from_static("x-tc-token")),
];

/// Whether the headers name an action or the version of an API.
pub(super) fn names_action(headers: &HeaderMap) -> bool {
    HEADERS[..2].iter().any(|(_, header)| headers.contains_key(header))
}

/// The header of a common parameter.
fn header_of(name: &str) -> Option<&'static HeaderName> {
    HEADERS.iter().find_map(|(known, header)| (*known == name).then_some(header))
}

/// The common parameters of a form, which are not passed to operations.
pub(super) const NAMES: [&str; 11] = [
    "Action",
    "Language",
    "Nonce",
    "Region",
    "RequestClient",
    "SecretId",
    "Signature",
    "SignatureMethod",
    "Timestamp",
    "Token",
    "Version",
];

pub(super) fn find<'p>(pairs: &'p [Pair], name: &str) -> Option<&'p str> {
    pairs.iter().find_map(|(known, value)| (known == name).then_some(value.as_str()))
}

/// The error for a missing parameter.
pub(super) fn missing(name: &str) -> Failure {
    Failure::saying(&Error::MissingParameter, say_missing(name))
}

/// The message for a missing parameter, of the gateway and of the services.
pub(crate) fn say_missing(name: &str) -> String {
    format!("The request is missing a required parameter `{name}`.")
}

/// Whether the parameters are flattened: in a query, or in a form.
pub(super) fn is_flat(request: &Request) -> bool {
    request.method != Method::POST || is_form(&request.headers)
}
