//! The outcomes of all requests since the start, by account.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Serialize, Serializer};

use super::Entry;
use super::entry::SUCCESS;

/// The most accounts that are counted separately.
const MOST_ACCOUNTS: usize = 20_000;

/// The name under which all other accounts are counted together.
const OTHERS: &str = "(others)";

/// What a request asked for: `provider.Operation`, or only the provider if it named no operation.
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

/// The outcomes of an account's requests.
#[derive(Clone, Debug, Default)]
pub(crate) struct Coverage {
    /// The number of requests with each outcome.
    pub outcomes: BTreeMap<Asked, BTreeMap<Cow<'static, str>, u64>>,
    /// The names of the errors that were answered by the operation itself, not by a rule.
    pub earned: BTreeMap<Asked, BTreeSet<&'static str>>,
    /// The names of the errors that a rule answered with.
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

    /// The number of requests, and how many of them did not succeed.
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

/// The outcomes, by account.
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

    /// From now on, counts these accounts among the others.
    pub(super) fn forget(&mut self, accounts: &[String]) {
        for account in accounts {
            if let Some(coverage) = self.0.remove(account) {
                self.0.entry(OTHERS.to_owned()).or_default().add(coverage);
            }
        }
    }

    /// The number of requests of each account, and how many of them did not succeed.
    pub(super) fn counts(&self) -> BTreeMap<String, (u64, u64)> {
        self.0.iter().map(|(account, coverage)| (account.clone(), coverage.counts())).collect()
    }

    /// The outcomes of all accounts or of one.
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
