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

pub use self::armed::{Armed, Nearest, Status};
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
pub struct Rules(RwLock<Arc<Vec<Arc<Armed>>>>);

impl Rules {
    /// The rules.
    pub fn all(&self) -> Arc<Vec<Arc<Armed>>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Arms rules before those that are armed, which one of the same name takes the place of.
    pub fn arm(&self, rules: Vec<Armed>) {
        self.change(|known| {
            let is_new = |old: &Armed| rules.iter().any(|rule| rule.replaces(old));
            let kept: Vec<_> = known.iter().filter(|old| !is_new(old)).cloned().collect();
            rules.into_iter().map(Arc::new).chain(kept).collect()
        });
    }

    /// Puts rules in the place of all.
    pub fn set(&self, rules: Vec<Armed>) {
        self.change(|_| rules.into_iter().map(Arc::new).collect());
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
        let mut rules = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *rules = Arc::new(change(&rules));
    }

    /// Has the accounts' counters, or one's, begin again.
    pub fn recount(&self, account: Option<&str>) {
        for rule in self.all().iter() {
            rule.recount(account);
        }
    }

    /// The rule that answers a request: the first that wants it.
    pub fn decide(&self, asked: Asked<'_>) -> Option<Arc<Armed>> {
        let rules = self.all();
        rules.iter().find(|rule| rule.wants(asked)).cloned()
    }
}
