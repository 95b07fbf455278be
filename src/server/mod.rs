//! Answers requests: authentication, routing, parameters, the operation, and the response.
//!
//! Nothing here knows a provider: the differences between providers are in their tables and protocols.

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
use smol_str::SmolStr;
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
use crate::ids::hex_into;
use crate::journal::{self, Entry, Journal, Sealed, Shown};
use crate::redact;
use crate::rules::{self, Armed, Rules, Transport};
use crate::spec::{
    Admission, Answer, AuthMode, CallError, Caller, Exchange, Failure, Operation, Parameters,
    Provider, Providers, Request, Serial, Success, Target, Unread,
};
use crate::store::{Facts, Store};

/// The response header that says that the credentials were not verified.
const AUTH_HEADER: HeaderName = HeaderName::from_static("x-certmock-auth");

/// The response header that names the rule that answered.
const RULE_HEADER: HeaderName = HeaderName::from_static("x-certmock-rule");

/// The state that answering requests needs.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) providers: Providers,
    pub(crate) store: Store,
    pub(crate) mode: AuthMode,
    /// The largest body that is read, in bytes.
    pub(crate) body_limit: usize,
    /// How long a client may send nothing within a body.
    pub(crate) patience: Duration,
    /// Whether a seed was set at the start. Seeds of fixtures are then ignored.
    pub(crate) seed_is_fixed: bool,
    pub(crate) rules: Arc<Rules>,
    pub(crate) journal: Journal,
    /// Used to log only once that idle accounts are removed.
    pub(crate) told_of_idle: Once,
    /// Ends requests that only wait when the server ends.
    pub(crate) end: End,
}

/// A request with its provider and what it names.
#[derive(Debug)]
struct Routed {
    provider: &'static Provider,
    target: Target,
    request: Request,
}

/// What is known about a request so far.
#[derive(Debug, Default)]
struct Progress {
    caller: Option<Caller>,
    facts: Facts,
    serial: Option<Serial>,
    /// The rule that applies to the request.
    rule: Option<Arc<Armed>>,
    parameters: Option<Shown>,
    unread: Unread,
    flaw: Option<String>,
    explanation: Option<Value>,
}

/// The operation that a request names, with its decoded parameters or their error.
type Decoded = Option<(&'static Operation, Result<Parameters, Failure>)>;

/// The answer to a request: from the operation, a documented error, or from a rule.
#[derive(Debug)]
enum Outcome {
    Replied(Success),
    Refused(Failure),
    /// A rule answers instead of the operation.
    Responded(Answer),
    /// A rule makes the answer get lost.
    Lost(Transport),
}

/// A response, with the delay and the transport fault that a rule adds.
#[derive(Debug)]
struct Delivery {
    answer: Answer,
    delay: Option<Duration>,
    transport: Option<Transport>,
}

impl Outcome {
    /// The answer of a rule to this operation; nothing if the operation itself answers.
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

    /// The outcome, as the journal records it.
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

    /// Whether the operation can take so long that it needs a thread of its own.
    fn takes_long(&self) -> bool {
        self.target.operation().is_some_and(|operation| operation.call.takes_long())
    }
}

impl App {
    /// Answers a request whose body was read.
    fn answer(&self, routed: &Routed) -> Delivery {
        let begun = Instant::now();
        let mut progress = Progress::default();
        // A panic must not end the connection, on which other requests may wait.
        let outcome = panics::catch(|| self.perform(routed, &mut progress));
        let outcome = outcome.unwrap_or_else(|place| {
            let id = id_of(progress.serial.get_or_insert_with(|| self.store.number("")));
            let (provider, operation) = (routed.provider.id, routed.operation());
            error!(request = &*id, provider, operation, place, "the operation panicked");
            Outcome::Refused(routed.provider.protocol.internal())
        });
        self.finish(routed, progress, outcome, begun)
    }

    /// Refuses a request whose body was not read.
    fn refuse(&self, routed: &Routed, failure: Failure) -> Answer {
        let outcome = Outcome::Refused(failure);
        self.finish(routed, Progress::default(), outcome, Instant::now()).answer
    }

    /// Authenticates the request, and answers it by the operation or by a rule.
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
                // The operation runs, but the rule's answer replaces its reply.
                let _ = self.run(routed, progress, decoded);
                outcome
            }
            None => self.run(routed, progress, decoded).into(),
        }
    }

    /// Authenticates the request, decodes the parameters of the operation that it names, and finds the rule
    /// that applies.
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

    /// Runs the operation.
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
        // The path parameters were already used to find the operation and the account.
        unread.retain(|name| request.path_parameter(name).is_none());
        match outcome {
            Ok(body) => Ok(Success { status: operation.success, body }),
            Err(CallError::Refused(failure)) => Err(failure),
            Err(CallError::Malformed(error)) => Err(provider.protocol.malformed(request, &error)),
        }
    }

    /// Writes the response, the log line and the journal entry.
    fn finish(
        &self,
        routed: &Routed,
        mut progress: Progress,
        outcome: Outcome,
        begun: Instant,
    ) -> Delivery {
        // A request without an account gets an id that belongs to no account.
        let serial = *progress.serial.get_or_insert_with(|| self.store.number(""));
        if let Some(failure) = outcome.failure() {
            // The subject of a certificate can be any text, so it may contain a secret.
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

    /// Removes the made-up accounts that have been idle longest, if there are too many, and counts their
    /// requests under no name from then on.
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

    /// Writes the response. A rule may add headers, a delay and a transport fault.
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
            // This response is not sent.
            Outcome::Lost(_) => Answer::new(StatusCode::OK, Vec::new()),
        };
        if caller.is_some_and(|caller| !caller.verified) {
            answer = answer.with_static(AUTH_HEADER, "unverified");
        }
        let Some(rule) = progress.rule.as_deref() else {
            return Delivery { answer, delay: None, transport: None };
        };
        answer = rule.adorn(answer).with(RULE_HEADER, rule.name());
        let delay = rule.delay(&self.store.settings().seed, &id_of(&serial));
        Delivery { answer, delay, transport: rule.transport() }
    }

    /// Writes the log line and the journal entry.
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
            id: serial.as_ref().map(id_of).unwrap_or_default(),
            at: OffsetDateTime::now_utc(),
            account: caller.map(|caller| caller.account),
            verified,
            provider,
            operation: target.operation().map(|operation| operation.name),
            method: request.method.clone(),
            way: request.way,
            host: redact::host(request.host()).into(),
            path: redact::path(request.raw_path()).into(),
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

/// The id of a request in the journal.
fn id_of(serial: &Serial) -> SmolStr {
    let mut text = [0; 16];
    SmolStr::new(hex_into(&serial[..8], &mut text))
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

/// Sets `Content-Length`. hyper cannot do this for a response to HEAD.
fn say_length(response: &mut axum::response::Response, length: usize) {
    // A response that never has a body has no length either.
    if !matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
}
