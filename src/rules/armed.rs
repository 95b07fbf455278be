//! An armed rule: it counts calls, it can expire, and it remembers the closest request that missed it.

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

/// An armed rule.
#[derive(Debug)]
pub(crate) struct Armed {
    rule: Rule,
    /// The requests that it answers.
    wanted: Wanted,
    /// The error for each operation, if it answers with an error.
    errors: Vec<&'static dyn ErrorCode>,
    since: Instant,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    by_account: HashMap<String, Count>,
    /// The counts without an account: of forgotten accounts, and of handshakes.
    of_nobody: Count,
    nearest: Option<(usize, Nearest)>,
}

/// How many requests matched a rule, and how many it answered.
#[derive(Clone, Copy, Debug, Default, JsonSchema, Serialize)]
#[schemars(rename = "RuleCount")]
struct Count {
    /// How many requests matched the rule.
    calls: u64,
    /// How many of them the rule answered.
    hits: u64,
}

/// The closest request that missed a rule.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct Nearest {
    /// The id of the request in the journal.
    request: String,
    /// The first member that differed.
    member: String,
    /// The rule's value of that member.
    wanted: Value,
    /// The request's value of that member.
    found: Value,
}

/// The largest value that is searched for secrets, and the largest that is then shown, in bytes.
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

/// A value to show: without secrets, and only its size if it is large.
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

/// A rule with its counts.
#[derive(Debug, JsonSchema, Serialize)]
#[schemars(rename = "RuleStatus")]
pub(crate) struct Status {
    #[serde(flatten)]
    #[schemars(with = "Rule")]
    rule: Map<String, Value>,
    /// Whether the rule is still armed: false after its `ttl`.
    armed: bool,
    /// Whether the rule will answer no more requests of the accounts that have met it.
    used_up: bool,
    /// How many seconds the rule stays armed; absent without a `ttl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_s: Option<u64>,
    /// How many requests matched the rule.
    calls_seen: u64,
    /// How many requests the rule answered.
    hits: u64,
    /// The counts of each account.
    accounts: BTreeMap<String, Count>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<Nearest>,
}

/// Why a rule cannot be armed.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub(crate) struct RuleError {
    /// The wrong member of the rule.
    pub member: &'static str,
    /// What is wrong with it, after the rule's name.
    pub error: String,
}

/// The longest name of a rule, in bytes.
const LONGEST_NAME: usize = 300;

/// The name and the account of a rule.
pub(super) type Key<'a> = (Option<&'a str>, Option<&'a str>);

impl Armed {
    /// Arms a rule, or returns what is wrong with it.
    pub(crate) fn new(rule: Rule, providers: Providers) -> Result<Self, RuleError> {
        let wrong = |member, error: String| {
            let what =
                rule.name.as_ref().map_or("a rule".to_owned(), |name| format!("rule {name:?}"));
            RuleError { member, error: format!("{what}: {error}") }
        };
        let can_be_shown =
            |name: &str| !name.is_empty() && name.is_ascii() && !name.contains(char::is_control);
        if !rule.name.as_deref().is_none_or(can_be_shown) {
            let error = "`name` must be ASCII text, because a header carries it";
            return Err(wrong("name", error.into()));
        }
        if rule.name.as_ref().is_some_and(|name| name.len() > LONGEST_NAME) {
            let error = format!("`name` may have at most {LONGEST_NAME} characters");
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
            let error = "`ttl` must be longer than 0s: write a duration like 30s";
            return Err(wrong("ttl", error.into()));
        }
        let errors = rule.then.check(&wanted.rows).map_err(|error| wrong("then", error))?;
        Ok(Self { rule, wanted, errors, since: Instant::now(), counts: Mutex::default() })
    }

    /// The rule.
    pub(crate) fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The rule's name.
    pub(crate) fn name(&self) -> &str {
        self.rule.name.as_deref().unwrap_or_default()
    }

    /// The rule with that name, if it has none.
    pub(super) fn or_named(mut self, name: impl FnOnce() -> Option<String>) -> Self {
        self.rule.name = self.rule.name.or_else(name);
        self
    }

    /// Whether it is only for that account.
    pub(super) fn is_for(&self, account: &str) -> bool {
        self.rule.when.account.as_deref() == Some(account)
    }

    /// Whether it can apply to that account.
    pub(crate) fn may_meet(&self, account: &str) -> bool {
        self.wanted.is_of(account)
    }

    /// The same rule, newly armed.
    #[must_use]
    pub(crate) fn again(&self) -> Self {
        let Self { rule, wanted, errors, .. } = self;
        let (rule, wanted, errors) = (rule.clone(), wanted.clone(), errors.clone());
        Self { rule, wanted, errors, since: Instant::now(), counts: Mutex::default() }
    }

    /// The name and the account; a rule replaces another one with the same two.
    pub(super) fn key(&self) -> Key<'_> {
        (self.rule.name.as_deref(), self.rule.when.account.as_deref())
    }

    /// Whether it is still armed.
    pub(super) fn is_armed(&self) -> bool {
        self.left().is_none_or(|left| !left.is_zero())
    }

    /// How long it stays armed; none without a `ttl`.
    fn left(&self) -> Option<Duration> {
        self.rule.ttl.map(|ttl| ttl.to_std().saturating_sub(self.since.elapsed()))
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Compares a request with the rule: returns whether the rule answers it, counts it if it matches, and
    /// remembers it if it is the closest one that missed.
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

    /// Compares a handshake for a host of those providers with the rule: returns whether the rule affects it,
    /// and counts it if it matches.
    pub(super) fn meet_handshake(&self, of: &[&Provider]) -> bool {
        let is_meant = || of.iter().any(|provider| handshake::means(&self.rule.when, provider));
        if self.handshake().is_none() || !self.is_armed() || !is_meant() {
            return false;
        }
        self.count(&mut self.counts().of_nobody)
    }

    /// Counts a call; returns whether the rule answers it.
    fn count(&self, count: &mut Count) -> bool {
        count.calls += 1;
        let hit = self.rule.calls.as_ref().is_none_or(|calls| calls.include(count.calls));
        count.hits += u64::from(hit);
        hit
    }

    /// Resets the counts of an account.
    pub(super) fn recount(&self, account: &str) {
        self.counts().by_account.remove(account);
    }

    /// Adds the counts of forgotten accounts to the counts without an account.
    pub(super) fn forget(&self, accounts: &[String]) {
        let mut counts = self.counts();
        for account in accounts {
            let Some(count) = counts.by_account.remove(account) else { continue };
            counts.of_nobody.calls += count.calls;
            counts.of_nobody.hits += count.hits;
        }
    }

    /// The rule without secrets, which `request` and the answer may contain.
    fn shown(&self) -> Map<String, Value> {
        match serde_json::to_value(&self.rule).map(|rule| redact::value("", &rule)) {
            Ok(Value::Object(rule)) => rule,
            _ => Map::new(),
        }
    }

    /// Whether it will answer no more requests, of all accounts that have met it or of one.
    fn is_used_up(&self, counts: &Counts, account: Option<&str>) -> bool {
        let Some(last) = self.rule.calls.as_ref().and_then(Calls::last) else { return false };
        let is_over = |count: &Count| count.calls >= last;
        if self.handshake().is_some() {
            // A handshake has no account.
            return is_over(&counts.of_nobody);
        }
        let mut own =
            counts.by_account.iter().filter(|(name, _)| account.is_none_or(|it| it == *name));
        own.clone().next().is_some() && own.all(|(_, count)| is_over(count))
    }

    /// The rule with its counts, of all accounts or of one.
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

    /// Whether the operation is carried out.
    pub(crate) fn is_applied(&self) -> bool {
        self.rule.then.is_applied()
    }

    /// The error for that operation, if the rule answers with an error.
    pub(crate) fn failure(&self, operation: &'static Operation) -> Option<Failure> {
        let place = self.wanted.rows.iter().position(|row| row.is(operation))?;
        let error = *self.errors.get(place)?;
        Some(match &self.rule.then.message {
            Some(message) => Failure::saying(error, message.as_str()),
            None => Failure::new(error),
        })
    }

    /// The answer that the rule defines, if any.
    pub(crate) fn respond(&self) -> Option<&Respond> {
        self.rule.then.respond.as_ref()
    }

    /// The answer with the rule's headers.
    pub(crate) fn adorn(&self, answer: Answer) -> Answer {
        add_headers(answer, &self.rule.then.headers)
    }

    /// The fault that happens to the answer on its way, if any.
    pub(crate) fn transport(&self) -> Option<Transport> {
        self.rule.then.transport
    }

    /// The fault of the TLS handshake, if any.
    pub(crate) fn handshake(&self) -> Option<Handshake> {
        self.rule.then.tls
    }

    /// The delay of the answer to the request with that id, if any.
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
