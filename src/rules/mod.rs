//! "When this request comes, answer so."
//!
//! A rule is written in a fixture or sent to the control API. It is checked against the table when it
//! is written: what could never match, or would make an answer that the vendor does not document, is
//! refused then. Armed, it counts for each account.

mod armed;
mod then;
mod when;

use std::collections::HashSet;
use std::iter;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::armed::{Armed, Nearest, RuleError, Status};
pub use self::then::{Delay, Respond, Then, Transport};
pub use self::when::{Calls, When};
use crate::span::Span;
use crate::spec::{Operation, Parameters, Provider};

/// A rule, as it is written.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What it goes by: in `X-Certmock-Rule`, in the journal, and where it is deleted. Where it has
    /// none it is given one, `rule-1`, when it is armed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Which requests it answers; every one where nothing is said.
    #[serde(default)]
    pub when: When,
    /// Which of them, counted for each account; all where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls: Option<Calls>,
    /// How long it stays armed, by the real time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<Span>,
    /// What it answers.
    pub then: Then,
}

/// A request, as rules look at it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The provider.
    pub provider: &'static Provider,
    /// The operation.
    pub operation: &'static Operation,
    /// The account.
    pub account: &'a str,
    /// What it says, decoded.
    pub parameters: &'a Parameters,
    /// What it goes by in the journal.
    pub id: &'a str,
}

/// The rules that are armed, in the order in which they are asked.
#[derive(Debug, Default)]
pub struct Rules {
    armed: RwLock<Arc<Vec<Arc<Armed>>>>,
    /// Those that the server was started with, which a reset arms again.
    first: RwLock<Vec<Arc<Armed>>>,
    /// Those of the fixtures that came since.
    posted: RwLock<Vec<Arc<Armed>>>,
    /// How many names were given to rules that had none.
    named: AtomicU64,
}

impl Rules {
    /// The rules.
    pub fn all(&self) -> Arc<Vec<Arc<Armed>>> {
        self.armed.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Arms the rules of fixtures.
    pub fn load(&self, rules: Vec<Armed>) {
        let rules = self.arm(rules);
        let mut posted = self.posted.write().unwrap_or_else(PoisonError::into_inner);
        *posted = merged(&rules, &posted);
    }

    /// Keeps the rules as those that the server was started with.
    pub fn started(&self) {
        *self.first.write().unwrap_or_else(PoisonError::into_inner) = self.all().to_vec();
        self.posted.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Arms rules before those that are armed, which one of the same name takes the place of.
    pub fn arm(&self, rules: Vec<Armed>) -> Vec<Arc<Armed>> {
        let mut armed = Vec::new();
        self.change(|known| {
            armed = self.name(rules, known);
            merged(&armed, known)
        });
        armed
    }

    /// Gives a name to those that have none: one that no other has.
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

    /// Disarms the rules for which that holds; how many there were.
    pub fn disarm(&self, which: impl Fn(&Armed) -> bool) -> usize {
        let mut disarmed = 0;
        self.change(|known| {
            let kept: Vec<_> = known.iter().filter(|rule| !which(rule)).cloned().collect();
            disarmed = known.len() - kept.len();
            kept
        });
        disarmed
    }

    fn change(&self, change: impl FnOnce(&[Arc<Armed>]) -> Vec<Arc<Armed>>) {
        let mut rules = self.armed.write().unwrap_or_else(PoisonError::into_inner);
        *rules = Arc::new(change(&rules));
    }

    /// Begins again with the rules that the server was started with, or, for one account, with those
    /// of them that are for it; nothing is counted yet.
    pub fn reset(&self, account: Option<&str>) {
        let first = self.first();
        let Some(account) = account else {
            let named =
                first.iter().filter_map(|rule| rule.name().strip_prefix("rule-")?.parse().ok());
            self.named.store(named.max().unwrap_or_default(), Ordering::Relaxed);
            self.posted.write().unwrap_or_else(PoisonError::into_inner).clear();
            return self.change(|_| first.iter().map(|rule| Arc::new(rule.again())).collect());
        };
        self.change(|known| {
            let mut rules = known.to_vec();
            rules.retain(|rule| !rule.is_for(account) || is_among(rule, &first));
            restore(rules, &first, |rule| rule.is_for(account))
        });
        self.all().iter().for_each(|rule| rule.recount(account));
    }

    /// Disarms the rules of the fixtures that came since the start, or those of them that are for one
    /// account; what they took the place of comes back.
    pub fn forget_posted(&self, account: Option<&str>) {
        let first = self.first();
        let mut posted = self.posted.write().unwrap_or_else(PoisonError::into_inner);
        let (gone, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut *posted)
            .into_iter()
            .partition(|rule| account.is_none_or(|account| rule.is_for(account)));
        *posted = kept;
        self.change(|known| {
            let is_gone = |rule: &Arc<Armed>| gone.iter().any(|gone| Arc::ptr_eq(gone, rule));
            let (gone, kept): (Vec<_>, Vec<_>) = known.iter().cloned().partition(is_gone);
            restore(kept, &first, |rule| is_among(rule, &gone))
        });
    }

    fn first(&self) -> Vec<Arc<Armed>> {
        self.first.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The rule that answers a request: the first that wants it.
    pub fn decide(&self, asked: Asked<'_>) -> Option<Arc<Armed>> {
        let rules = self.all();
        rules.iter().find(|rule| rule.meet(asked)).cloned()
    }
}

fn is_among(rule: &Armed, others: &[Arc<Armed>]) -> bool {
    others.iter().any(|other| other.is_as(rule))
}

/// The rules with those of the first ones that are wanted, armed anew: each in the place of its like,
/// or else before the one that it stood before.
fn restore(
    mut rules: Vec<Arc<Armed>>,
    first: &[Arc<Armed>],
    wanted: impl Fn(&Armed) -> bool,
) -> Vec<Arc<Armed>> {
    let mut next = rules.len();
    for rule in first.iter().rev() {
        let place = rules.iter().position(|known| known.is_as(rule));
        if wanted(rule) {
            let again = Arc::new(rule.again());
            match place {
                Some(place) => rules[place] = again,
                None => rules.insert(next, again),
            }
        }
        next = place.unwrap_or(next);
    }
    rules
}

/// The rules before those that are known, of which they take the place of some.
fn merged(rules: &[Arc<Armed>], known: &[Arc<Armed>]) -> Vec<Arc<Armed>> {
    let is_new = |old: &Arc<Armed>| rules.iter().any(|rule| rule.is_as(old));
    rules.iter().chain(known.iter().filter(|old| !is_new(old))).cloned().collect()
}
