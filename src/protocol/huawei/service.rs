//! What the protocol needs to know about the service behind the gateway and the versions of its API.

use super::envelope::Envelope;
use crate::spec::{Answer, ErrorCode, Failure, Request};

/// A service.
#[derive(Debug)]
pub(crate) struct Service {
    /// What its objects belong to.
    pub owner: Owner,
    /// The errors that any of its operations can return, in addition to the gateway's.
    pub errors: fn() -> &'static [&'static dyn ErrorCode],
    /// The envelope of its errors.
    pub envelope: Envelope,
    /// Its error for a mistake that the protocol finds.
    pub refuse: fn(Mistake) -> &'static dyn ErrorCode,
    /// Its error for a path without an operation; if it has none, the gateway's error is used.
    pub unrouted: fn(&Request) -> Option<&'static dyn ErrorCode>,
    /// The media type of its responses.
    pub media: &'static str,
    /// Adds the service's own headers to a response, given the request id.
    pub adorn: fn(Answer, request_id: &str) -> Answer,
}

/// What the objects of a service belong to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Owner {
    /// To a domain: the account is the sender's, whatever project the request names.
    Domain,
    /// To a project: the account is that of the project in the path.
    Project,
}

/// A version of a service's API with its own errors.
#[derive(Debug)]
pub(crate) struct Version {
    /// The prefix of its paths, in whole segments.
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
    /// A service without errors or headers of its own.
    pub(crate) const fn of(
        owner: Owner,
        envelope: Envelope,
        refuse: fn(Mistake) -> &'static dyn ErrorCode,
    ) -> Self {
        Self {
            owner,
            // All its errors belong to operations.
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

/// A mistake that the protocol finds in a request after the gateway accepted it. Each service has its own
/// errors for these.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Mistake {
    /// The body is missing or is not JSON.
    EmptyBody,
    /// The project in the path belongs to another account.
    ForeignProject,
    /// The body is JSON, but does not have the operation's shape.
    MalformedBody,
    /// The path has an empty project.
    NoProject,
    /// The user or the password of a login is wrong.
    WrongLogin,
}
