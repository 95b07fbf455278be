//! The table → axum routes, and the way of a request: who asks, what it names, what it says, what
//! the operation answers, what is sent.
//!
//! Nothing here knows a provider: what differs between them stands in its table and its protocol.

mod fault;
mod listen;
mod panics;
mod routes;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderName, StatusCode};
use time::OffsetDateTime;
use tokio::sync::watch;
use tracing::{debug, error, info};

pub(crate) use self::listen::serve;
pub use self::panics::log_panics;
pub(crate) use self::routes::routes;
use crate::ids::hex;
use crate::journal::{Entry, Journal, Shown};
use crate::rules::{self, Armed, Rules, Transport};
use crate::spec::{
    Admission, Answer, AuthMode, CallError, Caller, Exchange, Failure, Provider, Request, Serial,
    Success, Target,
};
use crate::store::Store;

/// Says that the credentials of a request were taken at their word.
const AUTH_HEADER: HeaderName = HeaderName::from_static("x-certmock-auth");

/// Says which rule made an answer.
const RULE_HEADER: HeaderName = HeaderName::from_static("x-certmock-rule");

/// What answers requests.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) mode: AuthMode,
    /// The largest body that is read, in bytes.
    pub(crate) body_limit: usize,
    /// How long a client may be silent inside a body.
    pub(crate) patience: Duration,
    /// Whether a seed was asked for, which those of fixtures do not change.
    pub(crate) seed_is_fixed: bool,
    pub(crate) rules: Rules,
    pub(crate) journal: Journal,
    /// Whether the server is to end: requests that would hang for ever end with it.
    pub(crate) ended: watch::Sender<bool>,
}

/// A request, and whom and what it asks.
#[derive(Debug)]
struct Asked {
    provider: &'static Provider,
    target: Target,
    request: Request,
}

/// What became known of a request on its way.
#[derive(Debug, Default)]
struct Progress {
    caller: Option<Caller>,
    serial: Option<Serial>,
    /// The rule that answers.
    rule: Option<Arc<Armed>>,
    parameters: Option<Shown>,
    unread: Vec<String>,
}

/// An answer, and what a rule has happen to it.
#[derive(Debug)]
struct Told {
    answer: Answer,
    delay: Option<Duration>,
    transport: Option<Transport>,
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
    fn answer(&self, asked: &Asked) -> Told {
        let begun = Instant::now();
        let mut progress = Progress::default();
        // A failure of the emulator must not end a connection that others wait on.
        let outcome = panics::catch(|| self.perform(asked, &mut progress));
        let outcome = outcome.unwrap_or_else(|place| {
            let id = id_of(progress.serial.get_or_insert_with(|| self.store.draw("")));
            let (provider, operation) = (asked.provider.id, asked.operation());
            error!(request = id, provider, operation, place, "the operation panicked");
            Err(asked.provider.protocol.internal())
        });
        self.write(asked, progress, outcome, begun)
    }

    /// Refuses a request whose body was not read.
    fn refuse(&self, asked: &Asked, failure: Failure) -> Answer {
        self.write(asked, Progress::default(), Err(failure), Instant::now()).answer
    }

    fn perform(&self, asked: &Asked, progress: &mut Progress) -> Result<Success, Failure> {
        let Asked { provider, target, request } = asked;
        let protocol = provider.protocol;
        let world = self.store.world();
        let admission = Admission {
            mode: self.mode,
            directory: &world.directory,
            seed: &world.seed,
            now: OffsetDateTime::now_utc(),
        };
        let caller = &*progress.caller.insert(protocol.admit(request, target, &admission)?);
        let serial = &*progress.serial.insert(self.store.draw(&caller.account));
        let account = &caller.account;
        let decode = |operation| (operation, protocol.decode(request, caller, serial));
        let decoded = target.operation().map(decode);
        if let Some((operation, Ok(parameters))) = &decoded {
            if self.journal.is_kept() {
                progress.parameters = Some(Shown::of(parameters, protocol));
            }
            let id = id_of(serial);
            let asked = rules::Asked { provider, operation, account, parameters, id: &id };
            progress.rule = self.rules.decide(asked);
        }
        if let Some(rule) = progress.rule.as_ref().filter(|rule| !rule.is_applied()) {
            return Err(failure_of(rule, asked).unwrap_or_else(|| protocol.internal()));
        }
        if let Some(entrance) = provider.entrance {
            entrance.enter(&self.store, account, request)?;
        }
        let Some((operation, parameters)) = decoded else {
            return protocol.unrouted(request, target);
        };
        let unread = &mut progress.unread;
        let outcome = match operation.call.run(&self.store, account, parameters?, unread) {
            Ok(body) => Ok(Success { status: operation.success, body }),
            Err(CallError::Refused(failure)) => Err(failure),
            Err(CallError::Malformed(error)) => Err(protocol.malformed(&error)),
        };
        match progress.rule.as_ref().and_then(|rule| failure_of(rule, asked)) {
            Some(failure) => Err(failure),
            None => outcome,
        }
    }

    fn write(
        &self,
        asked: &Asked,
        progress: Progress,
        outcome: Result<Success, Failure>,
        begun: Instant,
    ) -> Told {
        let Asked { provider, target, request } = asked;
        let (provider, operation) = (*provider, asked.operation());
        let Progress { caller, serial, rule, parameters, unread } = progress;
        let failure = outcome.as_ref().err();
        let flaw = failure.and_then(Failure::flaw).map(ToString::to_string);
        let explanation = failure.and_then(Failure::explanation).cloned();
        if let Some(flaw) = &flaw {
            debug!(provider = provider.id, operation, flaw, "found a flaw");
        }
        if let Some(explanation) = &explanation {
            debug!(provider = provider.id, operation, %explanation, "a signature is wrong");
        }
        let error = failure.map(|failure| failure.error.name());
        let met = describe(rule.as_deref(), failure);
        // A request that nobody was found to have sent is given an id of the server's own.
        let serial = serial.unwrap_or_else(|| self.store.draw(""));
        let exchange = Exchange { request, target, caller: caller.as_ref(), serial };
        let mut answer = match rule.as_deref().and_then(Armed::respond) {
            Some(respond) => respond.answer(),
            None => provider.protocol.encode(&exchange, outcome),
        };
        if caller.as_ref().is_some_and(|caller| !caller.verified) {
            answer = answer.with(AUTH_HEADER, "unverified");
        }
        let (mut delay, mut transport) = (None, None);
        let name = rule.as_deref().map(|rule| rule.rule().name.as_str());
        if let Some(rule) = rule.as_deref() {
            answer = rule.adorn(answer).with(RULE_HEADER, rule.rule().name.as_str());
            delay = rule.delay(&self.store.world().seed, &id_of(&serial));
            transport = rule.transport();
        }
        let status = answer.status.as_u16();
        let elapsed_ms = begun.elapsed().as_secs_f64() * 1000.0;
        info!(
            provider = provider.id,
            operation,
            status,
            error,
            rule = name,
            elapsed_ms,
            "answered"
        );
        let verified = caller.as_ref().is_some_and(|caller| caller.verified);
        self.journal.write(Entry {
            id: id_of(&serial),
            at: OffsetDateTime::now_utc(),
            account: caller.map(|caller| caller.account),
            verified,
            provider: provider.id,
            operation: target.operation().map(|operation| operation.name),
            method: request.method.clone(),
            path: request.raw_path().to_owned(),
            status,
            outcome: met,
            error,
            rule: name.map(str::to_owned),
            elapsed_ms,
            parameters,
            unread,
            flaw,
            explanation,
        });
        Told { answer, delay, transport }
    }
}

/// What a request goes by in the journal.
fn id_of(serial: &Serial) -> String {
    hex(&serial[..8])
}

/// The error that a rule answers a request with.
fn failure_of(rule: &Armed, asked: &Asked) -> Option<Failure> {
    rule.failure(asked.target.operation()?)
}

/// What the journal calls an outcome.
fn describe(rule: Option<&Armed>, failure: Option<&Failure>) -> Cow<'static, str> {
    let respond = rule.and_then(Armed::respond);
    let lost = rule.and_then(Armed::transport).filter(|transport| !transport.sends_answer());
    match (lost, respond, failure) {
        (Some(transport), _, _) => format!("transport {}", transport.name()).into(),
        (None, Some(respond), _) => format!("respond {}", respond.status).into(),
        (None, None, Some(failure)) => failure.error.code().into(),
        (None, None, None) => "success".into(),
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
