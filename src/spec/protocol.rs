//! A vendor's wire: what comes before an operation runs, and after.

use std::fmt;

use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use bytes::Bytes;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::{Description, ErrorCode, Failure, Operation};
use crate::accounts::Directory;
use crate::ids::Seed;
use crate::secret::Secret;

/// The parameters of a request by their names, in their order.
pub type Parameters = Map<String, Value>;

/// What the wire's request id is made from.
pub type Serial = [u8; 32];

/// A vendor's wire, shared by its services.
pub trait Protocol: fmt::Debug + Send + Sync {
    /// What it says of itself in an OpenAPI document.
    fn description(&self) -> Description;

    /// The errors that the wire itself answers with, whatever the operation.
    fn errors(&self) -> &'static [&'static dyn ErrorCode];

    /// Says who asks, or refuses the request.
    fn admit(
        &self,
        request: &Request,
        target: &Target,
        admission: &Admission<'_>,
    ) -> Result<Caller, Failure>;

    /// Answers a request that was admitted but names no operation.
    fn unrouted(&self, request: &Request, target: &Target) -> Result<Success, Failure>;

    /// Reads the parameters, to which a wire may add what it knows of the request itself.
    fn decode(
        &self,
        request: &Request,
        caller: &Caller,
        serial: &Serial,
    ) -> Result<Parameters, Failure>;

    /// The refusal of parameters that do not have the operation's shape.
    fn malformed(&self, error: &serde_json::Error) -> Failure;

    /// The refusal of a body that is too large.
    fn too_large(&self) -> Failure;

    /// The answer when the emulator itself failed.
    fn internal(&self) -> Failure;

    /// Writes the answer.
    fn encode(&self, exchange: &Exchange<'_>, outcome: Result<Success, Failure>) -> Answer;

    /// Whether answers are compressed for those who ask.
    fn compresses(&self) -> bool {
        false
    }

    /// Whether a request is in this wire, whatever its path: of a wire whose requests name their
    /// operation themselves ([`super::Route::Action`]).
    fn claims(&self, _head: &Parts) -> bool {
        false
    }

    /// How much says that a request in this wire is for this service of it.
    fn meant(&self, _request: &Request) -> Meant {
        Meant::Perhaps
    }

    /// The operation that a request in this wire names.
    fn action(&self, _request: &Request) -> Option<String> {
        None
    }

    /// The names of an operation's parameters, where the vendor publishes them.
    fn parameters(&self, _operation: &str) -> Option<Vec<&str>> {
        None
    }

    /// The parameters whose values are secret, wherever they stand.
    fn secrets(&self) -> &'static [&'static str];

    /// Whether a value is not to be shown: by its name, or because a private key is in it.
    fn is_secret(&self, name: &str, value: &str) -> bool {
        self.secrets().contains(&name) || value.contains("PRIVATE KEY")
    }

    /// Every operation that the service has, emulated or not, where that is known.
    fn vendors_operations(&self) -> Option<Vec<&str>> {
        None
    }
}

/// What says that a request is for a service, where several share a wire; the more, the greater.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Meant {
    /// Nothing.
    Perhaps,
    /// The path or the host has its name.
    ByAddress,
    /// It is the service that the request names.
    ByName,
}

/// What a request names.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// A path that no operation has.
    NoPath,
    /// A path that some operations have, and a method that none of them has.
    NoMethod(&'static [&'static Operation]),
    /// An operation, with all that share its path.
    Operation(&'static Operation, &'static [&'static Operation]),
}

impl Target {
    /// The operation that is named.
    pub fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Operation(operation, _) => Some(operation),
            Self::NoPath | Self::NoMethod(_) => None,
        }
    }

    /// The operations on the path.
    pub fn neighbours(&self) -> &'static [&'static Operation] {
        match self {
            Self::NoPath => &[],
            Self::NoMethod(neighbours) | Self::Operation(_, neighbours) => neighbours,
        }
    }
}

/// A request, whole.
pub struct Request {
    /// The method.
    pub method: Method,
    /// The target as it was sent, in origin-form or absolute-form.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// What the route's braces matched, percent-decoded.
    pub path: Vec<(String, String)>,
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
    /// A header's value, trimmed; none where it is absent, empty or not UTF-8.
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

    /// The query's pairs, decoded.
    pub fn query(&self) -> impl Iterator<Item = (String, String)> {
        form_urlencoded::parse(self.uri.query().unwrap_or_default().as_bytes()).into_owned()
    }

    /// What one of the route's braces matched.
    pub fn path_parameter(&self, name: &str) -> Option<&str> {
        self.path.iter().find_map(|(known, value)| (known == name).then_some(value.as_str()))
    }

    /// The media type of the body as it was sent, parameters included.
    pub fn content_type(&self) -> Option<&str> {
        self.header(CONTENT_TYPE.as_str())
    }
}

/// How much is asked of credentials.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum AuthMode {
    /// Declared keys are verified; others get an account of their own, unverified.
    #[default]
    Known,
    /// Nothing is asked.
    Off,
    /// Declared keys are verified; others are refused.
    Strict,
}

/// What is known when a request is to be admitted.
#[derive(Clone, Copy, Debug)]
pub struct Admission<'a> {
    /// How much is asked.
    pub mode: AuthMode,
    /// The declared accounts.
    pub directory: &'a Directory,
    /// What tokens are made from.
    pub seed: &'a Seed,
    /// The real time, which signatures are held against.
    pub now: OffsetDateTime,
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The name of the account.
    pub account: String,
    /// Whether the credentials were verified.
    pub verified: bool,
    /// What the wire tells the operation of the caller.
    pub parameters: Parameters,
    /// A token that the answer hands out.
    pub token: Option<Secret>,
}

impl Caller {
    /// The account whose credentials were verified.
    pub fn verified(account: impl Into<String>) -> Self {
        Self { verified: true, ..Self::unverified(account) }
    }

    /// An account that is taken at its word.
    pub fn unverified(account: impl Into<String>) -> Self {
        let account = account.into();
        Self { account, verified: false, parameters: Parameters::new(), token: None }
    }
}

/// A request with its circumstances, when the answer is written.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// The request.
    pub request: &'a Request,
    /// What it names.
    pub target: &'a Target,
    /// Who asked, where that was found out.
    pub caller: Option<&'a Caller>,
    /// What the wire's request id is made from.
    pub serial: Serial,
}

/// What an operation achieved.
pub struct Success {
    /// The status.
    pub status: StatusCode,
    /// The reply's JSON; empty where it has no body.
    pub body: Vec<u8>,
}

// Written by hand, because bodies and headers hold keys and tokens.
impl fmt::Debug for Success {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Success").field("status", &self.status).finish_non_exhaustive()
    }
}

/// What is sent.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers, `Content-Length` excepted.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

// Written by hand, because bodies and headers hold keys and tokens.
impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Answer {
    /// An answer without headers.
    pub fn new(status: StatusCode, body: Vec<u8>) -> Self {
        Self { status, headers: HeaderMap::new(), body }
    }

    /// Adds a header; one whose value cannot be sent is left out.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: impl TryInto<HeaderValue>) -> Self {
        if let Ok(value) = value.try_into() {
            self.headers.insert(name, value);
        }
        self
    }
}
