//! A vendor's wire: what comes before an operation runs, and after.

use std::fmt;
use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use bytes::Bytes;
use time::OffsetDateTime;

use super::{Description, ErrorCode, Failure, Operation, Parameters, Request, Target, buffer};
use crate::accounts::Directory;
use crate::ids::Seed;
use crate::store::{Facts, Login, Tenant};

/// What the wire's request id is made from.
pub(crate) type Serial = [u8; 32];

/// A vendor's wire, shared by its services.
pub trait Protocol: fmt::Debug + Send + Sync {
    /// What it says of itself in an OpenAPI document.
    fn description(&self) -> Description;

    /// The errors that the wire itself answers with, whatever the operation.
    fn errors(&self) -> &'static [&'static dyn ErrorCode];

    /// Those of them that it answers with at a path.
    fn errors_at(&self, _path: &str) -> Vec<&'static dyn ErrorCode> {
        self.errors().to_vec()
    }

    /// Says who asks, or refuses the request.
    fn admit(
        &self,
        request: &Request,
        target: &Target,
        admission: &Admission<'_>,
    ) -> Result<Caller, Failure>;

    /// Answers a request that was admitted but names no operation.
    fn unrouted(&self, request: &Request, target: &Target) -> Result<Success, Failure>;

    /// Reads what the request says to the operation.
    fn decode(
        &self,
        request: &Request,
        operation: &'static Operation,
    ) -> Result<Parameters, Failure>;

    /// What is known of the request beside that.
    fn facts(&self, request: &Request, caller: &Caller, _: &Serial) -> Facts {
        facts_of(request, caller)
    }

    /// The refusal of parameters that do not have the operation's shape.
    fn malformed(&self, request: &Request, error: &serde_json::Error) -> Failure;

    /// The refusal of a body that is too large.
    fn too_large(&self) -> Failure;

    /// The answer when the emulator itself failed.
    fn internal(&self) -> Failure;

    /// Writes the answer.
    fn encode(&self, exchange: &Exchange<'_>, outcome: Result<Success, Failure>) -> Answer;

    /// What stands before a reply in the body of a success.
    fn before_reply(&self) -> &'static [u8] {
        b""
    }

    /// Whether answers are compressed for those who ask.
    fn compresses(&self) -> bool {
        false
    }

    /// The name of a wire that services share whose requests name their operation themselves
    /// ([`super::Surface::Actions`]); else none.
    fn shared_wire(&self) -> &'static str {
        ""
    }

    /// Whether a request is in that wire, whatever its path and its service. The host is the one that it
    /// names, in lower case and without its port.
    fn claims(&self, _head: &Parts, _host: &str) -> bool {
        false
    }

    /// Whether a request may be in such a wire, where neither its host nor its path is another's.
    fn may_have(&self, _head: &Parts) -> bool {
        false
    }

    /// Whether that says that a request in this wire is for this service of it.
    fn is_meant(&self, _request: &Request, _by: Sign) -> bool {
        false
    }

    /// The operation that a request in this wire names.
    fn action(&self, _request: &Request) -> Option<String> {
        None
    }

    /// The names of an operation's parameters, where the vendor publishes them.
    fn parameters(&self, _operation: &str) -> Option<Vec<&str>> {
        None
    }

    /// Every operation that the service has, emulated or not, where that is known.
    fn vendors_operations(&self) -> Option<Vec<&str>> {
        None
    }
}

/// What is known of a request whatever its wire.
pub(crate) fn facts_of(request: &Request, caller: &Caller) -> Facts {
    Facts {
        account: caller.account.clone(),
        host: request.host().to_owned(),
        is_secure: request.way.is_secure(),
        login: caller.login.clone(),
        tenant: caller.tenant.clone(),
        project: caller.project.clone().unwrap_or_default(),
        ..Facts::default()
    }
}

/// What may say that a request is for a service, where several share a wire.
#[derive(Clone, Copy, Debug)]
pub enum Sign {
    /// It is the service that the request names, and has the operation that it names: services may
    /// share a name.
    Operation,
    /// It is the service that the request names.
    Name,
    /// The path or the host has its name.
    Address,
    /// The credentials name it.
    Signature,
}

impl Sign {
    /// All of them; what stands first weighs most.
    pub const ALL: [Self; 4] = [Self::Operation, Self::Name, Self::Address, Self::Signature];
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

impl AuthMode {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Off => "off",
            Self::Strict => "strict",
        }
    }
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
    /// What a user who logs in is handed out, or the token that is asked about.
    pub login: Option<Arc<Login>>,
    /// Who asks, of a service whose objects are a domain's.
    pub tenant: Option<Arc<Tenant>>,
    /// The project that the request is for, of a vendor that has them.
    pub project: Option<String>,
}

impl Caller {
    /// The account whose credentials were verified.
    pub fn verified(account: impl Into<String>) -> Self {
        Self { verified: true, ..Self::unverified(account) }
    }

    /// An account that is taken at its word.
    pub fn unverified(account: impl Into<String>) -> Self {
        let account = account.into();
        Self { account, verified: false, login: None, tenant: None, project: None }
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
    /// The body, which takes no more memory than it is long: the journal keeps it.
    pub body: Bytes,
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
        Self { status, headers: HeaderMap::new(), body: buffer::finish(body) }
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
