//! A rule that is armed: it counts, it ends, and it remembers what came near.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::pattern::Effort;
use super::then::add_headers;
use super::when::{Mismatch, Wanted};
use super::{Asked, Calls, Handshake, Respond, Rule, Transport, handshake};
use crate::ids::Seed;
use crate::json;
use crate::redact;
use crate::spec::{Answer, ErrorCode, Failure, Operation, Provider, Providers};

/// A rule that is armed.
#[derive(Debug)]
pub(crate) struct Armed {
    rule: Rule,
    /// Which requests it answers.
    wanted: Wanted,
    /// The error of each operation that it may answer, where it answers with one.
    errors: Vec<&'static dyn ErrorCode>,
    since: Instant,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    by_account: HashMap<String, Count>,
    /// Those of no account that is known: of accounts that are forgotten, and handshakes.
    of_nobody: Count,
    nearest: Option<(usize, Nearest)>,
}

/// How often a rule was asked and how often it answered.
#[derive(Clone, Copy, Debug, Default, JsonSchema, Serialize)]
#[schemars(rename = "RuleCount")]
struct Count {
    /// The requests that it is for.
    calls: u64,
    /// Those that it answered.
    hits: u64,
}

/// The request that came nearest to a rule that did not want it.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct Nearest {
    /// The request, by its id in the journal.
    request: String,
    /// The first member that differed.
    member: String,
    wanted: Value,
    found: Value,
}

/// How large a value may be that is looked through for what is secret in it, and how large what is
/// shown then of a near miss, in bytes.
const LARGEST_FOUND: usize = 16 << 10;
const LARGEST_SHOWN: usize = 1000;

impl Nearest {
    fn new(mismatch: &Mismatch<'_>, rule: &Rule, asked: Asked<'_>) -> Self {
        let (member, wanted, found) = match mismatch {
            Mismatch::Operation => {
                let found = format!("{}.{}", asked.provider.id, asked.operation.name);
                ("operation".to_owned(), rule.when.operation.as_str().into(), found.into())
            }
            Mismatch::Account => {
                let wanted = rule.when.account.as_deref().into();
                ("account".to_owned(), wanted, show("account", &asked.account.into()))
            }
            Mismatch::Request(differing, _) => {
                let member = differing.member("request");
                let wanted = show(&member, &differing.wanted.value());
                let found = show(&member, differing.found);
                (redact::names(&member).into_owned(), wanted, found)
            }
        };
        Self { request: asked.id.to_owned(), member, wanted, found }
    }
}

/// A value that is kept: without what is secret in it, and of a large one no more than how large.
fn show(name: &str, value: &Value) -> Value {
    if json::fits(value, LARGEST_FOUND) {
        let shown = redact::value(name, value);
        if json::fits(&shown, LARGEST_SHOWN) {
            return shown;
        }
    }
    match value {
        Value::Array(items) => format!("(a list of {} elements)", items.len()).into(),
        Value::Object(members) => format!("(an object of {} members)", members.len()).into(),
        text => format!("(a text of {} bytes)", text.as_str().map_or(0, str::len)).into(),
    }
}

/// A rule, as it is shown.
#[derive(Debug, JsonSchema, Serialize)]
#[schemars(rename = "RuleStatus")]
pub(crate) struct Status {
    #[serde(flatten)]
    #[schemars(with = "Rule")]
    rule: Map<String, Value>,
    /// Whether its time is not over.
    armed: bool,
    /// Whether each account that has asked has had all the calls of it that it answers.
    used_up: bool,
    /// How long it stays armed yet, in seconds; absent where it stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_s: Option<u64>,
    calls_seen: u64,
    hits: u64,
    accounts: BTreeMap<String, Count>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<Nearest>,
}

/// Why a rule cannot be armed.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub(crate) struct RuleError {
    /// Its member that is wrong.
    pub member: &'static str,
    /// What is wrong with it, the rule's name before it.
    pub error: String,
}

/// The longest name of a rule, in bytes.
const LONGEST_NAME: usize = 300;

/// The name and the account of a rule.
pub(super) type Key<'a> = (Option<&'a str>, Option<&'a str>);

impl Armed {
    /// Arms a rule, or says what is wrong with it.
    pub(crate) fn new(rule: Rule, providers: Providers) -> Result<Self, RuleError> {
        let wrong = |member, error: String| {
            let what =
                rule.name.as_ref().map_or("a rule".to_owned(), |name| format!("rule {name:?}"));
            RuleError { member, error: format!("{what}: {error}") }
        };
        let can_be_shown =
            |name: &str| !name.is_empty() && name.is_ascii() && !name.contains(char::is_control);
        if !rule.name.as_deref().is_none_or(can_be_shown) {
            let error = "a rule has a name of ASCII characters, for a header shows it";
            return Err(wrong("name", error.into()));
        }
        if rule.name.as_ref().is_some_and(|name| name.len() > LONGEST_NAME) {
            let error = format!("a rule has a name of {LONGEST_NAME} characters at most");
            return Err(wrong("name", error));
        }
        let wanted = rule.when.read(providers).map_err(|error| wrong("when", error))?;
        if rule.then.tls.is_some() {
            handshake::check_when(&rule.when, providers).map_err(|error| wrong("when", error))?;
        }
        if let Some(calls) = &rule.calls {
            calls.check().map_err(|error| wrong("calls", error.into()))?;
        }
        if rule.ttl.is_some_and(|ttl| ttl.to_std().is_zero()) {
            let error = "a `ttl` of nothing leaves no time to match in";
            return Err(wrong("ttl", error.into()));
        }
        let errors = rule.then.check(&wanted.rows).map_err(|error| wrong("then", error))?;
        Ok(Self { rule, wanted, errors, since: Instant::now(), counts: Mutex::default() })
    }

    /// The rule.
    pub(crate) fn rule(&self) -> &Rule {
        &self.rule
    }

    /// What it goes by.
    pub(crate) fn name(&self) -> &str {
        self.rule.name.as_deref().unwrap_or_default()
    }

    /// The rule under another name, if it has none.
    pub(super) fn or_named(mut self, name: impl FnOnce() -> Option<String>) -> Self {
        self.rule.name = self.rule.name.or_else(name);
        self
    }

    /// Whether it is for that account and no other.
    pub(super) fn is_for(&self, account: &str) -> bool {
        self.rule.when.account.as_deref() == Some(account)
    }

    /// Whether that account may meet it.
    pub(crate) fn may_meet(&self, account: &str) -> bool {
        self.wanted.is_of(account)
    }

    /// The same rule, armed anew.
    #[must_use]
    pub(crate) fn again(&self) -> Self {
        let Self { rule, wanted, errors, .. } = self;
        let (rule, wanted, errors) = (rule.clone(), wanted.clone(), errors.clone());
        Self { rule, wanted, errors, since: Instant::now(), counts: Mutex::default() }
    }

    /// The name and the account by which it takes the place of another.
    pub(super) fn key(&self) -> Key<'_> {
        (self.rule.name.as_deref(), self.rule.when.account.as_deref())
    }

    /// Whether its time is not over.
    pub(super) fn is_armed(&self) -> bool {
        self.left().is_none_or(|left| !left.is_zero())
    }

    /// How long it stays armed yet; none where it stays.
    fn left(&self) -> Option<Duration> {
        self.rule.ttl.map(|ttl| ttl.to_std().saturating_sub(self.since.elapsed()))
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Meets a request: says whether it answers it, counts it as a call where it is for it, and
    /// remembers it where it came near.
    pub(super) fn meet(&self, asked: Asked<'_>, effort: &mut Effort) -> bool {
        if !self.is_armed() || self.handshake().is_some() {
            return false;
        }
        if let Err(mismatch) = self.wanted.check(asked, effort) {
            let mut counts = self.counts();
            let nearness = mismatch.nearness();
            if counts.nearest.as_ref().is_none_or(|(kept, _)| *kept <= nearness) {
                counts.nearest = Some((nearness, Nearest::new(&mismatch, &self.rule, asked)));
            }
            return false;
        }
        let mut counts = self.counts();
        self.count(counts.by_account.entry(asked.account.to_owned()).or_default())
    }

    /// Meets a handshake for a host of those providers: says whether anything happens to it, and
    /// counts it as a call where it is for it.
    pub(super) fn meet_handshake(&self, of: &[&Provider]) -> bool {
        let is_meant = || of.iter().any(|provider| handshake::means(&self.rule.when, provider));
        if self.handshake().is_none() || !self.is_armed() || !is_meant() {
            return false;
        }
        self.count(&mut self.counts().of_nobody)
    }

    /// Counts a call; whether it is one of those that are answered.
    fn count(&self, count: &mut Count) -> bool {
        count.calls += 1;
        let hit = self.rule.calls.as_ref().is_none_or(|calls| calls.include(count.calls));
        count.hits += u64::from(hit);
        hit
    }

    /// Begins to count anew for an account.
    pub(super) fn recount(&self, account: &str) {
        self.counts().by_account.remove(account);
    }

    /// Keeps of accounts that are forgotten no more than what was counted of them together.
    pub(super) fn forget(&self, accounts: &[String]) {
        let mut counts = self.counts();
        for account in accounts {
            let Some(count) = counts.by_account.remove(account) else { continue };
            counts.of_nobody.calls += count.calls;
            counts.of_nobody.hits += count.hits;
        }
    }

    /// The rule without what is secret in it: what a request has to say may be, and what it answers.
    fn shown(&self) -> Map<String, Value> {
        match serde_json::to_value(&self.rule).map(|rule| redact::value("", &rule)) {
            Ok(Value::Object(rule)) => rule,
            _ => Map::new(),
        }
    }

    /// Whether it has answered all that it does, of all accounts that have asked or of one.
    fn is_used_up(&self, counts: &Counts, account: Option<&str>) -> bool {
        let Some(last) = self.rule.calls.as_ref().and_then(Calls::last) else { return false };
        let is_over = |count: &Count| count.calls >= last;
        if self.handshake().is_some() {
            // A handshake is nobody's.
            return is_over(&counts.of_nobody);
        }
        let mut own =
            counts.by_account.iter().filter(|(name, _)| account.is_none_or(|it| it == *name));
        own.clone().next().is_some() && own.all(|(_, count)| is_over(count))
    }

    /// The rule with what it has counted, of all accounts or of one.
    pub(crate) fn status(&self, account: Option<&str>) -> Status {
        let counts = self.counts();
        let wanted = |name: &String| account.is_none_or(|account| account == name);
        let accounts: BTreeMap<_, _> = counts
            .by_account
            .iter()
            .filter(|(name, _)| wanted(name))
            .map(|(name, count)| (name.clone(), *count))
            .collect();
        let of_nobody = account.map_or(counts.of_nobody, |_| Count::default());
        let hits = of_nobody.hits + accounts.values().map(|count| count.hits).sum::<u64>();
        let calls = of_nobody.calls + accounts.values().map(|count| count.calls).sum::<u64>();
        Status {
            rule: self.shown(),
            armed: self.is_armed(),
            used_up: self.is_used_up(&counts, account),
            left_s: self.left().map(|left| left.as_secs()),
            calls_seen: calls,
            hits,
            accounts,
            // A rule that has fired needs no near miss.
            nearest: counts.nearest.as_ref().filter(|_| hits == 0).map(|(_, near)| near.clone()),
        }
    }

    /// Whether the operation is done.
    pub(crate) fn is_applied(&self) -> bool {
        self.rule.then.is_applied()
    }

    /// The error that answers.
    pub(crate) fn failure(&self, operation: &'static Operation) -> Option<Failure> {
        let place = self.wanted.rows.iter().position(|row| row.is(operation))?;
        let error = *self.errors.get(place)?;
        Some(match &self.rule.then.message {
            Some(message) => Failure::saying(error, message.as_str()),
            None => Failure::new(error),
        })
    }

    /// The answer that is no vendor's.
    pub(crate) fn respond(&self) -> Option<&Respond> {
        self.rule.then.respond.as_ref()
    }

    /// The answer with what the rule adds.
    pub(crate) fn adorn(&self, answer: Answer) -> Answer {
        add_headers(answer, &self.rule.then.headers)
    }

    /// What happens to the answer on its way.
    pub(crate) fn transport(&self) -> Option<Transport> {
        self.rule.then.transport
    }

    /// What happens to a TLS handshake.
    pub(crate) fn handshake(&self) -> Option<Handshake> {
        self.rule.then.tls
    }

    /// How long the answer to the request of that id is kept back.
    pub(crate) fn delay(&self, seed: &Seed, request: &str) -> Option<Duration> {
        let delay = self.rule.then.delay?;
        let drawn = seed.derive(&format!("delay of {request}"));
        let number = |bytes: &[u8]| {
            let mut four = [0; 4];
            four.copy_from_slice(bytes);
            f64::from(u32::from_be_bytes(four)) / (f64::from(u32::MAX) + 1.0)
        };
        Some(delay.draw([number(&drawn[..4]), number(&drawn[4..8])]))
    }
}
