//! "When this request comes, answer so."
//!
//! A rule is written in a fixture or sent to the control API. It is checked against the table when it
//! is written: what could never match, or would make an answer that the vendor does not document, is
//! refused then. Armed, it counts for each account.

mod armed;
mod then;
mod when;

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
    /// What it goes by: in `X-Certmock-Rule`, in the journal, and where it is deleted.
    pub name: String,
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
    /// Those that a reset arms again.
    first: RwLock<Vec<Arc<Armed>>>,
}

impl Rules {
    /// The rules.
    pub fn all(&self) -> Arc<Vec<Arc<Armed>>> {
        self.armed.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Arms rules, now and whenever the server begins again.
    pub fn begin_with(&self, rules: Vec<Armed>) {
        let rules: Vec<_> = rules.into_iter().map(Arc::new).collect();
        let mut first = self.first.write().unwrap_or_else(PoisonError::into_inner);
        *first = merged(&rules, &first);
        drop(first);
        self.change(|known| merged(&rules, known));
    }

    /// Arms rules before those that are armed, which one of the same name takes the place of.
    pub fn arm(&self, rules: Vec<Armed>) {
        let rules: Vec<_> = rules.into_iter().map(Arc::new).collect();
        self.change(|known| merged(&rules, known));
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

    /// Begins again: with the rules of the fixtures alone, or, for one account, without those that
    /// are for it; nothing is counted yet.
    pub fn reset(&self, account: Option<&str>) {
        let first = self.first.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(account) = account else {
            return self.change(|_| first.iter().map(|rule| Arc::new(rule.again())).collect());
        };
        let is_for_it = |rule: &Armed| rule.rule().when.account.as_deref() == Some(account);
        let is_first = |rule: &Arc<Armed>| first.iter().any(|first| first.is_as(rule));
        self.change(|known| {
            known.iter().filter(|rule| !is_for_it(rule) || is_first(rule)).cloned().collect()
        });
        self.all().iter().for_each(|rule| rule.recount(account));
    }

    /// The rule that answers a request: the first that wants it.
    pub fn decide(&self, asked: Asked<'_>) -> Option<Arc<Armed>> {
        let rules = self.all();
        rules.iter().find(|rule| rule.meet(asked)).cloned()
    }
}

/// The rules before those that are known, of which they take the place of some.
fn merged(rules: &[Arc<Armed>], known: &[Arc<Armed>]) -> Vec<Arc<Armed>> {
    let is_new = |old: &Arc<Armed>| rules.iter().any(|rule| rule.is_as(old));
    rules.iter().chain(known.iter().filter(|old| !is_new(old))).cloned().collect()
}
