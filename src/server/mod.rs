//! The table → axum routes, and the way of a request: who asks, what it names, what it says, what
//! the operation answers, what is sent.
//!
//! Nothing here knows a provider: what differs between them stands in its table and its protocol.

mod listen;
mod routes;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderName, StatusCode};
use time::OffsetDateTime;
use tracing::{debug, error, info};

pub(crate) use self::listen::serve;
pub(crate) use self::routes::routes;
use crate::spec::{
    Admission, Answer, AuthMode, CallError, Caller, Exchange, Failure, Provider, Request, Success,
    Target,
};
use crate::store::Store;

/// Says that the credentials of a request were taken at their word.
const AUTH_HEADER: HeaderName = HeaderName::from_static("x-certmock-auth");

/// What answers requests.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) mode: AuthMode,
    /// The largest body that is read, in bytes.
    pub(crate) body_limit: usize,
}

impl Desk {
    /// Answers a request that was read whole.
    fn answer(&self, provider: &Provider, target: &Target, request: &Request) -> Answer {
        let begun = Instant::now();
        let mut caller = None;
        // A failure of the emulator must not end a connection that others wait on.
        let outcome =
            catch_unwind(AssertUnwindSafe(|| self.perform(provider, target, request, &mut caller)))
                .unwrap_or_else(|_| {
                    error!(
                        provider = provider.id,
                        operation = name_of(target),
                        "the operation panicked"
                    );
                    Err(provider.protocol.internal())
                });
        self.write(provider, target, request, caller.as_ref(), outcome, begun)
    }

    /// Refuses a request whose body was not read.
    fn refuse(
        &self,
        provider: &Provider,
        target: &Target,
        request: &Request,
        failure: Failure,
    ) -> Answer {
        self.write(provider, target, request, None, Err(failure), Instant::now())
    }

    fn perform(
        &self,
        provider: &Provider,
        target: &Target,
        request: &Request,
        admitted: &mut Option<Caller>,
    ) -> Result<Success, Failure> {
        let protocol = provider.protocol;
        let desk = Admission {
            mode: self.mode,
            directory: self.store.directory(),
            seed: self.store.seed(),
            now: OffsetDateTime::now_utc(),
        };
        let caller = &*admitted.insert(protocol.admit(request, target, &desk)?);
        if let Some(entrance) = provider.entrance {
            entrance.enter(&self.store, &caller.account, request)?;
        }
        let Some(operation) = target.operation() else {
            return protocol.unrouted(request, target);
        };
        let parameters = protocol.decode(request, caller)?;
        match operation.call.run(&self.store, &caller.account, parameters) {
            Ok(body) => Ok(Success { status: operation.success, body }),
            Err(CallError::Refused(failure)) => Err(failure),
            Err(CallError::Malformed(error)) => Err(protocol.malformed(&error)),
        }
    }

    fn write(
        &self,
        provider: &Provider,
        target: &Target,
        request: &Request,
        caller: Option<&Caller>,
        outcome: Result<Success, Failure>,
        begun: Instant,
    ) -> Answer {
        // A request that nobody was found to have sent is given an id of the server's own.
        let serial = self.store.draw(caller.map_or("", |caller| &caller.account));
        let failure = outcome.as_ref().err();
        let error = failure.map(|failure| failure.error.name());
        if let Some(flaw) = failure.and_then(Failure::flaw) {
            debug!(provider = provider.id, operation = name_of(target), %flaw, "found a flaw");
        }
        let exchange = Exchange { request, target, caller, serial };
        let mut answer = provider.protocol.encode(&exchange, outcome);
        if caller.is_some_and(|caller| !caller.verified) {
            answer = answer.with(AUTH_HEADER, "unverified");
        }
        info!(
            provider = provider.id,
            operation = name_of(target),
            status = answer.status.as_u16(),
            error,
            elapsed_ms = begun.elapsed().as_secs_f64() * 1000.0,
            "answered",
        );
        answer
    }
}

fn name_of(target: &Target) -> &'static str {
    target.operation().map_or("-", |operation| operation.name)
}

impl From<Answer> for axum::response::Response {
    fn from(Answer { status, headers, body }: Answer) -> Self {
        let length = body.len();
        let mut response = Self::new(body.into());
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        // Said here and not left to hyper, which does not know it of an answer to HEAD.
        if status != StatusCode::NO_CONTENT {
            response.headers_mut().insert(CONTENT_LENGTH, length.into());
        }
        response
    }
}
