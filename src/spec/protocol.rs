//! A vendor's protocol: what happens before and after an operation runs.

use std::fmt;
use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use bytes::Bytes;
use smol_str::SmolStr;
use time::OffsetDateTime;

use super::{Description, ErrorCode, Failure, Operation, Parameters, Request, Target, buffer};
use crate::accounts::Directory;
use crate::ids::Seed;
use crate::store::{Facts, Login, Tenant};

/// What a request id is derived from.
pub(crate) type Serial = [u8; 32];

/// A vendor's protocol, which its services share.
pub trait Protocol: fmt::Debug + Send + Sync {
    /// The protocol's part of an OpenAPI document.
    fn description(&self) -> Description;

    /// The errors that the protocol itself answers with, for any operation.
    fn errors(&self) -> &'static [&'static dyn ErrorCode];

    /// The errors of these that can occur at a path.
    fn errors_at(&self, _path: &str) -> Vec<&'static dyn ErrorCode> {
        self.errors().to_vec()
    }

    /// Authenticates the request and returns the caller, or refuses the request.
    fn admit(
        &self,
        request: &Request,
        target: &Target,
        admission: &Admission<'_>,
    ) -> Result<Caller, Failure>;

    /// Answers an authenticated request that names no operation.
    fn unrouted(&self, request: &Request, target: &Target) -> Result<Success, Failure>;

    /// Reads the operation's parameters from the request.
    fn decode(
        &self,
        request: &Request,
        operation: &'static Operation,
    ) -> Result<Parameters, Failure>;

    /// Returns what the protocol knows about the request beside the parameters.
    fn facts(&self, request: &Request, caller: &Caller, _: &Serial) -> Facts {
        facts_of(request, caller)
    }

    /// The refusal of parameters that do not have the operation's shape.
    fn malformed(&self, request: &Request, error: &serde_json::Error) -> Failure;

    /// The refusal of a body that is too large.
    fn too_large(&self) -> Failure;

    /// The error when certmock itself failed.
    fn internal(&self) -> Failure;

    /// Writes the response.
    fn encode(&self, exchange: &Exchange<'_>, outcome: Result<Success, Failure>) -> Answer;

    /// The bytes before the reply in the body of a successful response.
    fn before_reply(&self) -> &'static [u8] {
        b""
    }

    /// Whether responses are compressed if the client accepts it.
    fn compresses(&self) -> bool {
        false
    }

    /// The name of a protocol that several services share and whose requests name their operation explicitly
    /// ([`super::Surface::Actions`]); otherwise empty.
    fn shared_wire(&self) -> &'static str {
        ""
    }

    /// Whether a request is in this shared protocol, whatever its path and service. `host` is the request's
    /// host in lower case, without the port.
    fn claims(&self, _head: &Parts, _host: &str) -> bool {
        false
    }

    /// Whether a request may be in this shared protocol, if neither its host nor its path belongs to another
    /// provider.
    fn may_have(&self, _head: &Parts) -> bool {
        false
    }

    /// What a request in this shared protocol names.
    fn names_of<'r>(&self, _request: &'r Request) -> Named<'r> {
        Named::default()
    }

    /// Whether this sign tells that the request is for this service. `named` is what the request names.
    fn is_meant(&self, _request: &Request, _named: Named<'_>, _by: Sign) -> bool {
        false
    }

    /// The names of an operation's parameters, if the vendor publishes them.
    fn parameters(&self, _operation: &str) -> Option<Vec<&str>> {
        None
    }

    /// All operations of the real service, emulated or not, if they are known.
    fn vendors_operations(&self) -> Option<Vec<&str>> {
        None
    }
}

/// What is known about a request in any protocol.
pub(crate) fn facts_of(request: &Request, caller: &Caller) -> Facts {
    Facts {
        account: caller.account.clone(),
        host: request.host().into(),
        is_secure: request.way.is_secure(),
        login: caller.login.clone(),
        tenant: caller.tenant.clone(),
        project: caller.project.clone().unwrap_or_default(),
        ..Facts::default()
    }
}

/// What a request in a shared protocol names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Named<'r> {
    /// The operation.
    pub operation: Option<&'r str>,
    /// The service: its name, or what else distinguishes it, such as a version.
    pub service: Option<&'r str>,
}

/// The signs by which a request is assigned to one of the services that share a protocol.
#[derive(Clone, Copy, Debug)]
pub enum Sign {
    /// The request names this service, and the service has the operation that it names. Several services may
    /// have the same name.
    Operation,
    /// The request names this service.
    Name,
    /// The path or the host contains the service's name.
    Address,
    /// The credentials name the service.
    Signature,
}

impl Sign {
    /// All signs, the strongest first.
    pub const ALL: [Self; 4] = [Self::Operation, Self::Name, Self::Address, Self::Signature];
}

/// How strictly credentials are checked.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum AuthMode {
    /// Signatures by declared keys are verified. An unknown key gets an account of its own, without
    /// verification.
    #[default]
    Known,
    /// Credentials are not checked.
    Off,
    /// Signatures by declared keys are verified. Unknown keys are refused.
    Strict,
}

impl AuthMode {
    /// The mode's name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Off => "off",
            Self::Strict => "strict",
        }
    }
}

/// What authentication needs beside the request.
#[derive(Clone, Copy, Debug)]
pub struct Admission<'a> {
    /// How strictly credentials are checked.
    pub mode: AuthMode,
    /// The declared accounts.
    pub directory: &'a Directory,
    /// What tokens are derived from.
    pub seed: &'a Seed,
    /// The real time, which signatures are checked against.
    pub now: OffsetDateTime,
}

/// The caller, as authentication found it.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The name of the account.
    pub account: SmolStr,
    /// Whether the credentials were verified.
    pub verified: bool,
    /// The token that a login issues, or the token that the request asks about.
    pub login: Option<Arc<Login>>,
    /// The user and domain of the caller, for services whose objects belong to a domain.
    pub tenant: Option<Arc<Tenant>>,
    /// The project that the request is for, if the vendor has projects.
    pub project: Option<String>,
}

impl Caller {
    /// A caller whose credentials were verified.
    pub fn verified(account: impl Into<SmolStr>) -> Self {
        Self { verified: true, ..Self::unverified(account) }
    }

    /// A caller whose credentials were accepted without verification.
    pub fn unverified(account: impl Into<SmolStr>) -> Self {
        let account = account.into();
        Self { account, verified: false, login: None, tenant: None, project: None }
    }
}

/// What is known about a request when its response is written.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// The request.
    pub request: &'a Request,
    /// What the request names.
    pub target: &'a Target,
    /// The caller, if authentication succeeded.
    pub caller: Option<&'a Caller>,
    /// What the request id is derived from.
    pub serial: Serial,
}

/// The result of an operation that succeeded.
pub struct Success {
    /// The status.
    pub status: StatusCode,
    /// The reply as JSON; empty if the response has no body.
    pub body: Vec<u8>,
}

// Written by hand, because bodies and headers hold keys and tokens.
impl fmt::Debug for Success {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Success").field("status", &self.status).finish_non_exhaustive()
    }
}

/// A response.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers, without `Content-Length`.
    pub headers: HeaderMap,
    /// The body. Its buffer has no spare capacity, because the journal keeps it.
    pub body: Bytes,
}

// Written by hand, because bodies and headers hold keys and tokens.
impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Answer {
    /// A response without headers.
    pub fn new(status: StatusCode, body: Vec<u8>) -> Self {
        Self { status, headers: HeaderMap::new(), body: buffer::finish(body) }
    }

    /// Adds a header whose value is always the same.
    ///
    /// # Panics
    ///
    /// If the value is not visible ASCII.
    #[must_use]
    pub fn with_static(mut self, name: HeaderName, value: &'static str) -> Self {
        self.headers.insert(name, HeaderValue::from_static(value));
        self
    }

    /// Adds a header. A value that cannot be sent is left out.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: impl TryInto<HeaderValue>) -> Self {
        if let Ok(value) = value.try_into() {
            self.headers.insert(name, value);
        }
        self
    }
}
