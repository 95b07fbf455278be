//! The table → what answers at each path, and the way of a request: who asks, what it names, what it says, what
//! the operation answers, what is sent.
//!
//! Nothing here knows a provider: what differs between them stands in its table and its protocol.

mod body;
mod end;
mod fault;
mod listen;
mod names;
mod panics;
mod proxy;
mod routes;
mod socket;
mod threads;
mod tls;

use std::sync::{Arc, Once};
use std::time::{Duration, Instant};

use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderName, StatusCode};
use serde_json::Value;
use time::OffsetDateTime;
use tracing::{debug, error, info, warn};

pub(crate) use self::body::{BodyError, Bounds, read_body};
pub(crate) use self::end::End;
pub use self::listen::GRACE;
pub(crate) use self::listen::{Entrance, serve};
pub(crate) use self::names::Names;
pub use self::panics::log_panics;
pub(crate) use self::panics::{answer_or_fail, apart};
pub(crate) use self::proxy::Proxy;
pub(crate) use self::routes::Vendors;
pub(crate) use self::threads::Threads;
pub(crate) use self::tls::Tls;
use crate::ids::hex;
use crate::journal::{self, Entry, Journal, Sealed, Shown};
use crate::redact;
use crate::rules::{self, Armed, Rules, Transport};
use crate::spec::{
    Admission, Answer, AuthMode, CallError, Caller, Exchange, Failure, Operation, Parameters,
    Provider, Providers, Request, Serial, Success, Target, Unread,
};
use crate::store::{Facts, Store};

/// Says that the credentials of a request were taken at their word.
const AUTH_HEADER: HeaderName = HeaderName::from_static("x-certmock-auth");

/// Says which rule made an answer.
const RULE_HEADER: HeaderName = HeaderName::from_static("x-certmock-rule");

/// What answers requests.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) providers: Providers,
    pub(crate) store: Store,
    pub(crate) mode: AuthMode,
    /// The largest body that is read, in bytes.
    pub(crate) body_limit: usize,
    /// How long a client may be silent inside a body.
    pub(crate) patience: Duration,
    /// Whether a seed was asked for, which those of fixtures do not change.
    pub(crate) seed_is_fixed: bool,
    pub(crate) rules: Arc<Rules>,
    pub(crate) journal: Journal,
    /// Whether it was said that accounts go that nobody declared.
    pub(crate) told_of_idle: Once,
    /// What requests end with that only wait.
    pub(crate) end: End,
}

/// A request, and what it was routed to.
#[derive(Debug)]
struct Routed {
    provider: &'static Provider,
    target: Target,
    request: Request,
}

/// What became known of a request on its way.
#[derive(Debug, Default)]
struct Progress {
    caller: Option<Caller>,
    facts: Facts,
    serial: Option<Serial>,
    /// The rule that answers.
    rule: Option<Arc<Armed>>,
    parameters: Option<Shown>,
    unread: Unread,
    flaw: Option<String>,
    explanation: Option<Value>,
}

/// What a request says to the operation that it names.
type Decoded = Option<(&'static Operation, Result<Parameters, Failure>)>;

/// What answers a request: the operation, a documented error, or a rule.
#[derive(Debug)]
enum Outcome {
    Replied(Success),
    Refused(Failure),
    /// A rule answers in the vendor's place.
    Responded(Answer),
    /// A rule has the answer lost.
    Lost(Transport),
}

/// An answer, and what a rule has happen to it.
#[derive(Debug)]
struct Delivery {
    answer: Answer,
    delay: Option<Duration>,
    transport: Option<Transport>,
}

impl Outcome {
    /// What a rule answers the operation with; none where the operation answers.
    fn of_rule(rule: &Armed, operation: &'static Operation) -> Option<Self> {
        if let Some(lost) = rule.transport().filter(|transport| !transport.sends_answer()) {
            return Some(Self::Lost(lost));
        }
        let respond = rule.respond().map(|respond| Self::Responded(respond.answer()));
        respond.or_else(|| rule.failure(operation).map(Self::Refused))
    }

    fn failure(&self) -> Option<&Failure> {
        if let Self::Refused(failure) = self { Some(failure) } else { None }
    }

    /// The same for the journal.
    fn met(&self) -> journal::Outcome {
        match self {
            Self::Replied(_) => journal::Outcome::Replied,
            Self::Refused(failure) => journal::Outcome::Refused(failure.error),
            Self::Responded(answer) => journal::Outcome::Responded(answer.status.as_u16()),
            Self::Lost(transport) => journal::Outcome::Lost(transport.name()),
        }
    }
}

impl From<Result<Success, Failure>> for Outcome {
    fn from(result: Result<Success, Failure>) -> Self {
        result.map_or_else(Self::Refused, Self::Replied)
    }
}

impl Routed {
    /// The operation's name for the log.
    fn operation(&self) -> &'static str {
        self.target.operation().map_or("-", |operation| operation.name)
    }

    /// Whether the answer may take so long that no other request may wait for its thread.
    fn takes_long(&self) -> bool {
        self.target.operation().is_some_and(|operation| operation.call.takes_long())
    }
}

impl App {
    /// Answers a request that was read whole.
    fn answer(&self, routed: &Routed) -> Delivery {
        let begun = Instant::now();
        let mut progress = Progress::default();
        // A failure of the emulator must not end a connection that others wait on.
        let outcome = panics::catch(|| self.perform(routed, &mut progress));
        let outcome = outcome.unwrap_or_else(|place| {
            let id = id_of(progress.serial.get_or_insert_with(|| self.store.number("")));
            let (provider, operation) = (routed.provider.id, routed.operation());
            error!(request = id, provider, operation, place, "the operation panicked");
            Outcome::Refused(routed.provider.protocol.internal())
        });
        self.finish(routed, progress, outcome, begun)
    }

    /// Refuses a request whose body was not read.
    fn refuse(&self, routed: &Routed, failure: Failure) -> Answer {
        let outcome = Outcome::Refused(failure);
        self.finish(routed, Progress::default(), outcome, Instant::now()).answer
    }

    /// Finds out who asks, and has the operation answer, or a rule in its place.
    fn perform(&self, routed: &Routed, progress: &mut Progress) -> Outcome {
        let decoded = match self.admit(routed, progress) {
            Ok(decoded) => decoded,
            Err(failure) => return Outcome::Refused(failure),
        };
        let answered = progress.rule.as_deref().and_then(|rule| {
            let outcome = Outcome::of_rule(rule, routed.target.operation()?)?;
            Some((outcome, rule.is_applied()))
        });
        match answered {
            Some((outcome, false)) => outcome,
            Some((outcome, true)) => {
                // The operation is done, and its answer is the rule's.
                let _ = self.run(routed, progress, decoded);
                outcome
            }
            None => self.run(routed, progress, decoded).into(),
        }
    }

    /// Says who asks, reads what the request says to its operation, where it names one, and finds the
    /// rule that answers it.
    fn admit(&self, routed: &Routed, progress: &mut Progress) -> Result<Decoded, Failure> {
        let Routed { provider, target, request } = routed;
        let protocol = provider.protocol;
        let settings = self.store.settings();
        let admission = Admission {
            mode: self.mode,
            directory: &settings.directory,
            seed: &settings.seed,
            now: OffsetDateTime::now_utc(),
        };
        let caller = &*progress.caller.insert(protocol.admit(request, target, &admission)?);
        let serial = &*progress.serial.insert(self.store.number(&caller.account));
        progress.facts = protocol.facts(request, caller, serial);
        let Some(operation) = target.operation() else { return Ok(None) };
        let decoded = protocol.decode(request, operation);
        if let Ok(parameters) = &decoded {
            if self.journal.is_kept() {
                progress.parameters = Some(Shown::of(parameters));
            }
            let (account, id) = (&caller.account, &id_of(serial));
            let asked = rules::Asked { provider, operation, account, parameters, id };
            progress.rule = self.rules.decide(asked);
        }
        Ok(Some((operation, decoded)))
    }

    /// Has the operation answer.
    fn run(
        &self,
        routed: &Routed,
        progress: &mut Progress,
        decoded: Decoded,
    ) -> Result<Success, Failure> {
        let Routed { provider, target, request } = routed;
        let Progress { facts, unread, .. } = progress;
        if let Some(entrance) = provider.entrance {
            entrance.enter(&self.store, facts, request)?;
        }
        let Some((operation, parameters)) = decoded else {
            return provider.protocol.unrouted(request, target);
        };
        let before = provider.protocol.before_reply();
        let outcome = operation.call.run(&self.store, facts, parameters?, unread, before);
        // What stands in the path was read to find the operation and the account.
        unread.retain(|name| request.path_parameter(name).is_none());
        match outcome {
            Ok(body) => Ok(Success { status: operation.success, body }),
            Err(CallError::Refused(failure)) => Err(failure),
            Err(CallError::Malformed(error)) => Err(provider.protocol.malformed(request, &error)),
        }
    }

    /// Writes the answer, the line of the log and the entry of the journal.
    fn finish(
        &self,
        routed: &Routed,
        mut progress: Progress,
        outcome: Outcome,
        begun: Instant,
    ) -> Delivery {
        // A request that nobody was found to have sent is given an id of the server's own.
        let serial = *progress.serial.get_or_insert_with(|| self.store.number(""));
        if let Some(failure) = outcome.failure() {
            // The subject of a certificate may be anything.
            let flaw = failure.flaw().map(ToString::to_string);
            progress.flaw = flaw.map(|flaw| redact::text(&flaw).into_owned());
            progress.explanation = failure.explanation().cloned();
        }
        let met = outcome.met();
        let delivery = self.encode(routed, &progress, outcome, serial);
        let left = (!matches!(met, journal::Outcome::Lost(_))).then_some(&delivery.answer);
        self.record(routed, progress, met, left, begun);
        self.tidy();
        delivery
    }

    /// Lets those of the accounts that nobody declared go that are idle longest, where there are too
    /// many, with what is counted of them.
    pub(crate) fn tidy(&self) {
        let gone = self.store.forget_idle();
        if gone.is_empty() {
            return;
        }
        self.rules.forget(&gone);
        self.journal.forget_accounts(&gone);
        self.told_of_idle.call_once(|| {
            warn!(
                "there are more made-up accounts than --accounts: those idle longest are forgotten"
            );
        });
    }

    /// Writes the answer, with what a rule adds and has happen to it.
    fn encode(
        &self,
        routed: &Routed,
        progress: &Progress,
        outcome: Outcome,
        serial: Serial,
    ) -> Delivery {
        let Routed { provider, target, request } = routed;
        let caller = progress.caller.as_ref();
        let exchange = Exchange { request, target, caller, serial };
        let mut answer = match outcome {
            Outcome::Replied(success) => provider.protocol.encode(&exchange, Ok(success)),
            Outcome::Refused(failure) => provider.protocol.encode(&exchange, Err(failure)),
            Outcome::Responded(answer) => answer,
            // Nobody meets it.
            Outcome::Lost(_) => Answer::new(StatusCode::OK, Vec::new()),
        };
        if caller.is_some_and(|caller| !caller.verified) {
            answer = answer.with(AUTH_HEADER, "unverified");
        }
        let Some(rule) = progress.rule.as_deref() else {
            return Delivery { answer, delay: None, transport: None };
        };
        answer = rule.adorn(answer).with(RULE_HEADER, rule.name());
        let delay = rule.delay(&self.store.settings().seed, &id_of(&serial));
        Delivery { answer, delay, transport: rule.transport() }
    }

    /// Writes the line of the log and the entry of the journal.
    fn record(
        &self,
        routed: &Routed,
        progress: Progress,
        outcome: journal::Outcome,
        answer: Option<&Answer>,
        begun: Instant,
    ) {
        let Routed { provider, target, request } = routed;
        let (provider, operation) = (provider.id, routed.operation());
        let Progress { caller, serial, rule, parameters, unread, flaw, explanation, .. } = progress;
        if let Some(flaw) = &flaw {
            debug!(provider, operation, flaw, "found a flaw");
        }
        if let Some(explanation) = &explanation {
            debug!(provider, operation, %explanation, "a signature is wrong");
        }
        let rule = rule.as_deref().map(Armed::name);
        let status = answer.map(|answer| answer.status.as_u16());
        let error = outcome.error();
        let elapsed_ms = begun.elapsed().as_secs_f64() * 1000.0;
        info!(provider, operation, status, error, rule, elapsed_ms, "answered");
        let verified = caller.as_ref().is_some_and(|caller| caller.verified);
        self.journal.write(Entry {
            id: serial.as_ref().map_or_else(String::new, id_of),
            at: OffsetDateTime::now_utc(),
            account: caller.map(|caller| caller.account),
            verified,
            provider,
            operation: target.operation().map(|operation| operation.name),
            method: request.method.clone(),
            way: request.way,
            host: redact::header("host", request.host()).into_owned(),
            path: redact::path(request.raw_path()).into_owned(),
            status,
            outcome,
            rule: rule.map(str::to_owned),
            elapsed_ms,
            parameters,
            unread: unread.into_names(),
            flaw,
            explanation,
            answer: answer.filter(|_| self.journal.is_kept()).map(Sealed::new),
        });
    }
}

/// What a request goes by in the journal.
fn id_of(serial: &Serial) -> String {
    hex(&serial[..8])
}

impl From<Answer> for axum::response::Response {
    fn from(Answer { status, headers, body }: Answer) -> Self {
        let length = body.len();
        let mut response = Self::new(body.into());
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        say_length(&mut response, length);
        response
    }
}

/// Says how long the body of an answer is. That is not left to hyper, which does not know it of an
/// answer to HEAD.
fn say_length(response: &mut axum::response::Response, length: usize) {
    // Where there is never a body, there is no length either.
    if !matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
}
