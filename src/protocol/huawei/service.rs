//! What the wire is told of the service behind the gateway, and of the versions of its API.

use super::envelope::Envelope;
use crate::spec::{Answer, ErrorCode, Failure, Request};

/// A service.
#[derive(Debug)]
pub(crate) struct Service {
    /// Whose its objects are.
    pub owner: Owner,
    /// What it answers, whatever it is asked; the gateway's errors come beside them.
    pub errors: fn() -> &'static [&'static dyn ErrorCode],
    /// What its errors are written in.
    pub envelope: Envelope,
    /// Its error for what the wire finds wrong.
    pub refuse: fn(Mistake) -> &'static dyn ErrorCode,
    /// Its error for a path that no operation has; the gateway's where it is none.
    pub unrouted: fn(&Request) -> Option<&'static dyn ErrorCode>,
    /// What its answers are called in their headers.
    pub media: &'static str,
    /// Adds the headers that its answers have beside the gateway's, by the id of the request.
    pub adorn: fn(Answer, request_id: &str) -> Answer,
}

/// Whose the objects of a service are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Owner {
    /// A domain's: the account of who asks, whatever project it names.
    Domain,
    /// A project's: that of the path.
    Project,
}

/// A version of a service's API that refuses in its own way.
#[derive(Debug)]
pub(crate) struct Version {
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
    /// A service of those objects and that envelope, with nothing of its own beside them.
    pub(crate) const fn of(
        owner: Owner,
        envelope: Envelope,
        refuse: fn(Mistake) -> &'static dyn ErrorCode,
    ) -> Self {
        Self {
            owner,
            // Its operations have all of them.
            errors: || &[],
            envelope,
            refuse,
            unrouted: |_| None,
            media: "application/json",
            adorn: |answer, _| answer,
        }
    }

    pub(super) fn refusal(&self, mistake: Mistake) -> Failure {
        Failure::new((self.refuse)(mistake))
    }
}

/// What the wire finds wrong with a request that the gateway let through; each service has its own
/// errors for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Mistake {
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
