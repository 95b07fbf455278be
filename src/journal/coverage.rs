//! What was met since the start, by account.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Serialize, Serializer};

use super::Entry;
use super::entry::SUCCESS;

/// How many accounts are told from each other.
const MOST_ACCOUNTS: usize = 20_000;

/// What those go by together that are not, or not any more.
const OTHERS: &str = "(others)";

/// What a request asked for: `provider.Operation`, or the provider where it named no operation.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Asked {
    /// The provider.
    pub provider: &'static str,
    /// The operation.
    pub operation: Option<&'static str>,
}

impl fmt::Display for Asked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            Some(operation) => write!(formatter, "{}.{operation}", self.provider),
            None => formatter.write_str(self.provider),
        }
    }
}

impl Serialize for Asked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What was met since the start.
#[derive(Clone, Debug, Default)]
pub(crate) struct Coverage {
    /// How often which outcome was met.
    pub outcomes: BTreeMap<Asked, BTreeMap<Cow<'static, str>, u64>>,
    /// The names of the errors that were answered by the operation itself, not by a rule.
    pub earned: BTreeMap<Asked, BTreeSet<&'static str>>,
    /// The names of those that a rule answered with.
    pub ruled: BTreeMap<Asked, BTreeSet<&'static str>>,
}

impl Coverage {
    fn count(&mut self, entry: &Entry) {
        let asked = Asked { provider: entry.provider, operation: entry.operation };
        if let Some(error) = entry.outcome.error() {
            let errors = if entry.rule.is_none() { &mut self.earned } else { &mut self.ruled };
            errors.entry(asked).or_default().insert(error);
        }
        let outcomes = self.outcomes.entry(asked).or_default();
        *outcomes.entry(entry.outcome.text()).or_default() += 1;
    }

    /// How many requests there were, and how many of them met no success.
    fn counts(&self) -> (u64, u64) {
        let met = self.outcomes.values().flatten();
        met.fold((0, 0), |(all, errors), (outcome, count)| {
            (all + count, errors + if outcome == SUCCESS { 0 } else { *count })
        })
    }

    fn add(&mut self, other: Self) {
        for (asked, counts) in other.outcomes {
            let outcomes = self.outcomes.entry(asked).or_default();
            for (outcome, count) in counts {
                *outcomes.entry(outcome).or_default() += count;
            }
        }
        for (own, others) in [(&mut self.earned, other.earned), (&mut self.ruled, other.ruled)] {
            for (asked, errors) in others {
                own.entry(asked).or_default().extend(errors);
            }
        }
    }
}

/// What was met, by account.
#[derive(Debug, Default)]
pub(super) struct Met(BTreeMap<String, Coverage>);

impl Met {
    pub(super) fn count(&mut self, entry: &Entry) {
        let mut account = entry.account.as_deref().unwrap_or_default();
        if !self.0.contains_key(account) {
            if self.0.len() >= MOST_ACCOUNTS {
                account = OTHERS;
            }
            self.0.entry(account.to_owned()).or_default();
        }
        if let Some(coverage) = self.0.get_mut(account) {
            coverage.count(entry);
        }
    }

    /// Tells those accounts from others no more.
    pub(super) fn forget(&mut self, accounts: &[String]) {
        for account in accounts {
            if let Some(coverage) = self.0.remove(account) {
                self.0.entry(OTHERS.to_owned()).or_default().add(coverage);
            }
        }
    }

    /// How many requests each account has made, and how many of them met no success.
    pub(super) fn counts(&self) -> BTreeMap<String, (u64, u64)> {
        self.0.iter().map(|(account, coverage)| (account.clone(), coverage.counts())).collect()
    }

    /// What was met by all accounts or by one.
    pub(super) fn of(&self, account: Option<&str>) -> BTreeMap<String, Coverage> {
        match account {
            None => self.0.clone(),
            Some(account) => {
                let own = self.0.get_key_value(account);
                own.map(|(name, coverage)| (name.clone(), coverage.clone())).into_iter().collect()
            }
        }
    }
}
