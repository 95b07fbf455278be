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
    Admission, Answer, AuthMode, CallError, Caller, Exchange, Failure, Provider, Request, Serial,
    Success, Target,
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

/// A request, and whom and what it asks.
#[derive(Debug)]
struct Asked {
    provider: &'static Provider,
    target: Target,
    request: Request,
}

/// Who a request was admitted as.
#[derive(Debug)]
struct Admitted {
    caller: Caller,
    serial: Serial,
}

impl Asked {
    /// The operation's name for the log.
    fn operation(&self) -> &'static str {
        self.target.operation().map_or("-", |operation| operation.name)
    }

    /// Whether the answer may take so long that no other request may wait for its thread.
    fn takes_long(&self) -> bool {
        self.target.operation().is_some_and(|operation| operation.call.takes_long())
    }
}

impl Desk {
    /// Answers a request that was read whole.
    fn answer(&self, asked: &Asked) -> Answer {
        let begun = Instant::now();
        let mut admitted = None;
        // A failure of the emulator must not end a connection that others wait on.
        let outcome = catch_unwind(AssertUnwindSafe(|| self.perform(asked, &mut admitted)));
        let outcome = outcome.unwrap_or_else(|_| {
            let (provider, operation) = (asked.provider.id, asked.operation());
            error!(provider, operation, "the operation panicked");
            Err(asked.provider.protocol.internal())
        });
        self.write(asked, admitted, outcome, begun)
    }

    /// Refuses a request whose body was not read.
    fn refuse(&self, asked: &Asked, failure: Failure) -> Answer {
        self.write(asked, None, Err(failure), Instant::now())
    }

    fn perform(&self, asked: &Asked, admitted: &mut Option<Admitted>) -> Result<Success, Failure> {
        let Asked { provider, target, request } = asked;
        let protocol = provider.protocol;
        let world = self.store.world();
        let admission = Admission {
            mode: self.mode,
            directory: &world.directory,
            seed: &world.seed,
            now: OffsetDateTime::now_utc(),
        };
        let caller = protocol.admit(request, target, &admission)?;
        let serial = self.store.draw(&caller.account);
        let Admitted { caller, serial } = &*admitted.insert(Admitted { caller, serial });
        if let Some(entrance) = provider.entrance {
            entrance.enter(&self.store, &caller.account, request)?;
        }
        let Some(operation) = target.operation() else {
            return protocol.unrouted(request, target);
        };
        let parameters = protocol.decode(request, caller, serial)?;
        match operation.call.run(&self.store, &caller.account, parameters) {
            Ok(body) => Ok(Success { status: operation.success, body }),
            Err(CallError::Refused(failure)) => Err(failure),
            Err(CallError::Malformed(error)) => Err(protocol.malformed(&error)),
        }
    }

    fn write(
        &self,
        asked: &Asked,
        admitted: Option<Admitted>,
        outcome: Result<Success, Failure>,
        begun: Instant,
    ) -> Answer {
        let (provider, operation) = (asked.provider.id, asked.operation());
        let failure = outcome.as_ref().err();
        let error = failure.map(|failure| failure.error.name());
        if let Some(flaw) = failure.and_then(Failure::flaw) {
            debug!(provider, operation, %flaw, "found a flaw");
        }
        // A request that nobody was found to have sent is given an id of the server's own.
        let (caller, serial) = match &admitted {
            Some(admitted) => (Some(&admitted.caller), admitted.serial),
            None => (None, self.store.draw("")),
        };
        let Asked { target, request, .. } = asked;
        let exchange = Exchange { request, target, caller, serial };
        let mut answer = asked.provider.protocol.encode(&exchange, outcome);
        if caller.is_some_and(|caller| !caller.verified) {
            answer = answer.with(AUTH_HEADER, "unverified");
        }
        let status = answer.status.as_u16();
        let elapsed_ms = begun.elapsed().as_secs_f64() * 1000.0;
        info!(provider, operation, status, error, elapsed_ms, "answered");
        answer
    }
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

#[cfg(test)]
mod tests {
    //! No operation panics, so one that does is made here.

    use axum::http::{HeaderMap, Method, Uri};
    use bytes::Bytes;
    use schemars::JsonSchema;
    use serde::Deserialize;

    use super::*;
    use crate::catalogue;
    use crate::clock::Clock;
    use crate::ids::Seed;
    use crate::pace::Paces;
    use crate::protocol::qiniu::Qiniu;
    use crate::spec::{Credentials, Example, NoBody, Operation, Read, Refusal, Route};
    use crate::store::{Declaration, Directory, State, View};

    catalogue! {
        enum Nothing {
            Never: 400 "400" "never" "从不",
        }
    }

    #[derive(Debug)]
    struct Empty;

    impl State for Empty {
        fn open(_: Option<&Declaration>) -> Self {
            Self
        }

        fn holds(&self, _: &str) -> bool {
            false
        }
    }

    #[derive(Debug, Deserialize, JsonSchema)]
    struct Ask {}

    static OPERATION: Operation = Operation {
        name: "Panic",
        route: Route::Rest(&[Method::GET], "/panic"),
        resource: "panic",
        summary: "Panics.",
        docs: "https://www.rfc-editor.org/",
        credentials: Credentials::Account,
        success: StatusCode::OK,
        example: Example::get("/panic"),
        call: &Read {
            run: |_: &View<'_, Empty>, _: Ask| -> Result<NoBody, Refusal<Nothing>> {
                panic!("as it is asked to")
            },
            errors: &[Nothing::Never],
        },
    };

    static PROVIDER: Provider = Provider {
        id: "panic",
        title: "Panic",
        protocol: &Qiniu,
        prefixes: &["/panic"],
        entrance: None,
        download: None,
        state: None,
        operations: &[],
    };

    #[test]
    fn an_operation_that_panics_is_answered_as_an_internal_error_and_the_next_is_answered_too() {
        let store =
            Store::new(Directory::default(), Seed::new(Some(1)), Clock::Real, Paces::default());
        let desk = Desk { store, mode: AuthMode::Off, body_limit: 0 };
        for _ in 0..2 {
            let request = Request {
                method: Method::GET,
                uri: Uri::from_static("/panic"),
                headers: HeaderMap::new(),
                body: Bytes::new(),
                path: Vec::new(),
            };
            let target = Target::Operation(&OPERATION, &[]);
            let answer = desk.answer(&Asked { provider: &PROVIDER, target, request });
            assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
            assert!(answer.body.starts_with(br#"{"code":500000,"#));
        }
    }
}
