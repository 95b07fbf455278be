//! What the wire is told of the service behind the gateway, and of the versions of its API.

use super::envelope::Envelope;
use crate::spec::{ErrorCode, Failure, Request};

/// A service.
#[derive(Debug)]
pub struct Service {
    /// What it answers, whatever it is asked; the gateway's errors come beside them.
    pub errors: fn() -> &'static [&'static dyn ErrorCode],
    /// What its errors are written in.
    pub envelope: Envelope,
    /// Its error for what the wire finds wrong.
    pub refuse: fn(Mistake) -> &'static dyn ErrorCode,
    /// Its error for a path that no operation has; the gateway's where it is none.
    pub unrouted: fn(&Request) -> Option<&'static dyn ErrorCode>,
}

/// A version of a service's API that refuses in its own way.
#[derive(Debug)]
pub struct Version {
    /// What its paths begin with, whole segments.
    pub prefix: &'static str,
    /// The service, as this version shows it.
    pub service: Service,
}

impl Version {
    pub(super) fn has(&self, path: &str) -> bool {
        let rest = path.strip_prefix(self.prefix);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl Service {
    pub(super) fn refusal(&self, mistake: Mistake) -> Failure {
        Failure::new((self.refuse)(mistake))
    }
}

/// What the wire finds wrong with a request that the gateway let through; each service has its own
/// errors for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mistake {
    /// There is no body where one is wanted, or it is no JSON.
    EmptyBody,
    /// The project of the path is not the caller's.
    ForeignProject,
    /// The body is JSON, but not of the operation's shape.
    MalformedBody,
    /// The path names no project.
    NoProject,
    /// The user or the password of a login is not right.
    WrongLogin,
}
