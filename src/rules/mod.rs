//! Rules: which requests get which answer.
//!
//! A rule comes from a fixture or from the control API. It is checked against the table of operations first: a
//! rule that can never match, or whose error the vendor does not document, is refused. An armed rule counts
//! the calls of each account separately.

mod armed;
mod handshake;
mod pattern;
mod then;
mod transport;
mod when;

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::{iter, mem};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use self::armed::{Armed, RuleError, Status};
pub(crate) use self::handshake::Handshake;
use self::pattern::Effort;
pub(crate) use self::then::{Respond, Then};
pub(crate) use self::transport::Transport;
pub(crate) use self::when::{Calls, When};
use crate::bell::{Bell, Change};
use crate::span::Span;
use crate::spec::{Operation, Parameters, Provider};

/// A rule.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// The rule's name in `X-Certmock-Rule`, in the journal, and for deleting it. A rule without one gets a
    /// name such as `rule-1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Which requests match the rule; all by default.
    #[serde(default)]
    pub when: When,
    /// Which of the matching requests the rule answers, counted separately for each account; all by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls: Option<Calls>,
    /// How long the rule stays armed, in real time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<Span>,
    /// The answer.
    pub then: Then,
}

/// A request, as rules see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    /// The provider.
    pub provider: &'static Provider,
    /// The operation.
    pub operation: &'static Operation,
    /// The account.
    pub account: &'a str,
    /// The decoded parameters.
    pub parameters: &'a Parameters,
    /// The id in the journal.
    pub id: &'a str,
}

/// How many rules can be armed at a time.
pub(crate) const MOST: usize = 10_000;

/// More rules than can be armed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "{0} rules would be armed, but at most {MOST} can be: disarm some, or combine several in one"
)]
pub(crate) struct TooMany(pub usize);

/// The armed rules, in the order in which requests are compared with them.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    /// Locked only to copy or to replace the list, because every request waits for it.
    armed: RwLock<Arc<Vec<Arc<Armed>>>>,
    /// Locked while a new list is prepared.
    changing: Mutex<()>,
    /// The rules that the server was started with, which a reset arms again.
    first: RwLock<Vec<Arc<Armed>>>,
    /// The rules of fixtures that were loaded since the start.
    posted: RwLock<Vec<Arc<Armed>>>,
    /// How many rules without a name were given one.
    named: AtomicU64,
    /// Whether any armed rule is for handshakes; if not, a handshake skips the list.
    for_handshakes: AtomicBool,
    bell: Bell,
}

impl Rules {
    /// An empty list that rings the bell on every change.
    pub(crate) fn new(bell: Bell) -> Self {
        Self { bell, ..Self::default() }
    }

    /// The rules.
    pub(crate) fn all(&self) -> Arc<Vec<Arc<Armed>>> {
        self.armed.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Arms the rules of fixtures.
    pub(crate) fn load(&self, rules: Vec<Armed>) -> Result<(), TooMany> {
        let rules = self.arm(rules)?;
        let armed = places(&self.all());
        let mut posted = self.posted.write().unwrap_or_else(PoisonError::into_inner);
        *posted = merged(&rules, &posted);
        posted.retain(|rule| armed.contains(&Arc::as_ptr(rule)));
        Ok(())
    }

    /// Remembers the present rules as those that the server was started with.
    pub(crate) fn started(&self) {
        *self.first.write().unwrap_or_else(PoisonError::into_inner) = self.all().to_vec();
        self.posted.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Arms rules before the armed ones, and replaces those of the same name and account. Arms all of them,
    /// or none if there would be too many.
    pub(crate) fn arm(&self, rules: Vec<Armed>) -> Result<Vec<Arc<Armed>>, TooMany> {
        let mut armed = Vec::new();
        self.change(|known| {
            armed = self.name(rules, known);
            let mut merged = merged(&armed, known);
            if merged.len() > MOST {
                // Expired rules make room.
                merged.retain(|rule| rule.is_armed());
            }
            if merged.len() > MOST { Err(TooMany(merged.len())) } else { Ok(merged) }
        })?;
        Ok(armed)
    }

    /// Gives an unused name to each rule without one.
    fn name(&self, rules: Vec<Armed>, known: &[Arc<Armed>]) -> Vec<Arc<Armed>> {
        if rules.iter().all(|rule| rule.rule().name.is_some()) {
            return rules.into_iter().map(Arc::new).collect();
        }
        let named = rules.iter().chain(known.iter().map(Arc::as_ref));
        let taken: HashSet<_> = named.map(|rule| rule.name().to_owned()).collect();
        let next = || format!("rule-{}", self.named.fetch_add(1, Ordering::Relaxed) + 1);
        let free = || iter::repeat_with(next).find(|name| !taken.contains(name));
        rules.into_iter().map(|rule| Arc::new(rule.or_named(free))).collect()
    }

    /// Disarms the selected rules; returns how many there were.
    pub(crate) fn disarm(&self, which: impl Fn(&Armed) -> bool) -> usize {
        let mut disarmed = 0;
        self.replace(|known| {
            let kept: Vec<_> = known.iter().filter(|rule| !which(rule)).cloned().collect();
            disarmed = known.len() - kept.len();
            kept
        });
        disarmed
    }

    /// Replaces the list of rules, unless `change` fails.
    fn change<E>(
        &self,
        change: impl FnOnce(&[Arc<Armed>]) -> Result<Vec<Arc<Armed>>, E>,
    ) -> Result<(), E> {
        let changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rules = Arc::new(change(&self.all())?);
        let for_handshakes = rules.iter().any(|rule| rule.handshake().is_some());
        mem::swap(&mut *self.armed.write().unwrap_or_else(PoisonError::into_inner), &mut rules);
        self.for_handshakes.store(for_handshakes, Ordering::Release);
        drop(changing);
        self.bell.ring(Change::Rules);
        Ok(())
    }

    fn replace(&self, change: impl FnOnce(&[Arc<Armed>]) -> Vec<Arc<Armed>>) {
        let changed: Result<(), Infallible> = self.change(|known| Ok(change(known)));
        let Ok(()) = changed;
    }

    /// Returns to the rules that the server was started with, or only those for one account, and resets their
    /// counts.
    pub(crate) fn reset(&self, account: Option<&str>) {
        let first = self.first();
        let Some(account) = account else {
            let named =
                first.iter().filter_map(|rule| rule.name().strip_prefix("rule-")?.parse().ok());
            self.named.store(named.max().unwrap_or_default(), Ordering::Relaxed);
            self.posted.write().unwrap_or_else(PoisonError::into_inner).clear();
            return self.replace(|_| first.iter().map(|rule| Arc::new(rule.again())).collect());
        };
        self.replace(|known| {
            let known_first: HashSet<_> = first.iter().map(|rule| rule.key()).collect();
            let mut rules = known.to_vec();
            rules.retain(|rule| !rule.is_for(account) || known_first.contains(&rule.key()));
            restore(rules, &first, |rule| rule.is_for(account))
        });
        self.all().iter().for_each(|rule| rule.recount(account));
    }

    /// Adds the counts of forgotten accounts to the counts without an account.
    pub(crate) fn forget(&self, accounts: &[String]) {
        self.all().iter().for_each(|rule| rule.forget(accounts));
    }

    /// Disarms the rules of fixtures that were loaded since the start, or those for one account, and restores
    /// the rules that they replaced.
    pub(crate) fn forget_posted(&self, account: Option<&str>) {
        let first = self.first();
        let mut posted = self.posted.write().unwrap_or_else(PoisonError::into_inner);
        let (gone, kept): (Vec<_>, Vec<_>) = mem::take(&mut *posted)
            .into_iter()
            .partition(|rule| account.is_none_or(|account| rule.is_for(account)));
        *posted = kept;
        let gone = places(&gone);
        self.replace(|known| {
            let is_gone = |rule: &Arc<Armed>| gone.contains(&Arc::as_ptr(rule));
            let (gone, kept): (Vec<_>, Vec<_>) = known.iter().cloned().partition(is_gone);
            let gone: HashSet<_> = gone.iter().map(|rule| rule.key()).collect();
            restore(kept, &first, |rule| gone.contains(&rule.key()))
        });
    }

    fn first(&self) -> Vec<Arc<Armed>> {
        self.first.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The rule that answers a request: the first matching one.
    pub(crate) fn decide(&self, asked: Asked<'_>) -> Option<Arc<Armed>> {
        let rules = self.all();
        let mut effort = Effort::default();
        rules.iter().find(|rule| rule.meet(asked, &mut effort)).cloned()
    }

    /// The rule for a TLS handshake with a host of those providers: the first matching one.
    pub(crate) fn decide_handshake(
        &self,
        of: impl FnOnce() -> Vec<&'static Provider>,
    ) -> Option<Arc<Armed>> {
        if !self.for_handshakes.load(Ordering::Acquire) {
            return None;
        }
        let of = of();
        self.all().iter().find(|rule| rule.meet_handshake(&of)).cloned()
    }
}

/// The addresses of the rules in memory, which identify them.
fn places(rules: &[Arc<Armed>]) -> HashSet<*const Armed> {
    rules.iter().map(Arc::as_ptr).collect()
}

/// The rules with the selected first ones, newly armed: each in place of the rule with its key, or before the
/// rule that followed it at the start.
fn restore(
    mut rules: Vec<Arc<Armed>>,
    first: &[Arc<Armed>],
    wanted: impl Fn(&Armed) -> bool,
) -> Vec<Arc<Armed>> {
    let mut places = HashMap::new();
    for (place, rule) in rules.iter().enumerate() {
        places.entry(rule.key()).or_insert(place);
    }
    let places: Vec<_> = first.iter().map(|rule| places.get(&rule.key()).copied()).collect();
    // The rules to insert before each rule and after the last one, the nearest first.
    let mut before = vec![Vec::new(); rules.len() + 1];
    let mut next = rules.len();
    for (rule, place) in first.iter().zip(places).rev() {
        if wanted(rule) {
            let again = Arc::new(rule.again());
            match place {
                Some(place) => rules[place] = again,
                None => before[next].push(again),
            }
        }
        next = place.unwrap_or(next);
    }
    let last = before.pop().unwrap_or_default();
    let mut restored = Vec::new();
    for (before, rule) in before.into_iter().zip(rules) {
        restored.extend(before.into_iter().rev());
        restored.push(rule);
    }
    restored.extend(last.into_iter().rev());
    restored
}

/// The new rules followed by the known ones that they do not replace.
fn merged(rules: &[Arc<Armed>], known: &[Arc<Armed>]) -> Vec<Arc<Armed>> {
    let new: HashSet<_> = rules.iter().map(|rule| rule.key()).collect();
    let kept = known.iter().filter(|old| !new.contains(&old.key()));
    rules.iter().chain(kept).cloned().collect()
}
