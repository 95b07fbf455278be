//! A request, as the protocols read it.

use std::fmt;
use std::sync::OnceLock;

use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use bytes::Bytes;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use smol_str::SmolStr;

use super::Way;

/// The parameters of a request by their names, in their order.
pub type Parameters = Map<String, Value>;

/// A name and its value, decoded.
pub(crate) type Pair = (String, String);

/// The media type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// A complete request.
pub struct Request {
    /// The method.
    pub method: Method,
    /// The target as it was sent, in origin-form or absolute-form.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The path parameters of the route, percent-decoded.
    pub path: Vec<(&'static str, SmolStr)>,
    /// How the request reached certmock.
    pub way: Way,
    /// The pairs of the query or the form, decoded on first use.
    pairs: OnceLock<Vec<Pair>>,
}

// Written by hand, because bodies and headers hold keys and tokens.
impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .finish_non_exhaustive()
    }
}

impl Request {
    /// A request on a direct connection, without path parameters.
    pub fn new(method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            method,
            uri,
            headers,
            body,
            path: Vec::new(),
            way: Way::default(),
            pairs: OnceLock::new(),
        }
    }

    /// A header's value, trimmed; nothing if it is absent, empty or not UTF-8.
    pub fn header(&self, name: &str) -> Option<&str> {
        let value = std::str::from_utf8(self.headers.get(name)?.as_bytes()).ok()?.trim();
        (!value.is_empty()).then_some(value)
    }

    /// The host that the request names, with its port.
    pub fn host(&self) -> &str {
        self.header(HOST.as_str())
            .or_else(|| self.uri.authority().map(axum::http::uri::Authority::as_str))
            .unwrap_or_default()
    }

    /// The path as it was sent.
    pub fn raw_path(&self) -> &str {
        self.uri.path()
    }

    /// The path, percent-decoded.
    pub fn decoded_path(&self) -> String {
        percent_decode_str(self.uri.path()).decode_utf8_lossy().into_owned()
    }

    /// The query as it was sent.
    pub fn raw_query(&self) -> Option<&str> {
        self.uri.query()
    }

    /// The decoded pairs of the query, or of a POST request's form. They are decoded once.
    pub fn pairs(&self) -> &[Pair] {
        self.pairs
            .get_or_init(|| form_urlencoded::parse(self.encoded_pairs()).into_owned().collect())
    }

    /// The same pairs before decoding. A POST request whose body is not a form has none.
    pub fn encoded_pairs(&self) -> &[u8] {
        if self.method != Method::POST {
            self.raw_query().unwrap_or_default().as_bytes()
        } else if is_form(&self.headers) {
            &self.body
        } else {
            &[]
        }
    }

    /// The query's pairs, decoded.
    pub fn query(&self) -> impl Iterator<Item = (String, String)> {
        form_urlencoded::parse(self.uri.query().unwrap_or_default().as_bytes()).into_owned()
    }

    /// The value of one of the route's path parameters.
    pub fn path_parameter(&self, name: &str) -> Option<&str> {
        self.path.iter().find_map(|(known, value)| (*known == name).then_some(value.as_str()))
    }

    /// The media type of the body as it was sent, parameters included.
    pub fn content_type(&self) -> Option<&str> {
        self.header(CONTENT_TYPE.as_str())
    }
}

/// Whether the body is a form.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    let media = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let beginning = media.and_then(|media| media.get(..FORM.len()));
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(FORM.as_bytes()))
}
