//! The condition of a rule: which requests it answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Asked;
use super::pattern::{self, Differing, Effort, Members};
use crate::glob::Glob;
use crate::hint::did_you_mean;
use crate::spec::{Providers, Row};

/// The condition of a rule. All of its members have to match.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct When {
    /// The operation: `provider.Operation`, in which `*` stands for any text. Without it, all operations.
    pub operation: String,
    /// The account's name, in which `*` stands for any text. Without it, all accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The parameters that the request must have. An object matches if its named members match; a list
    /// matches if it has a matching element for each element here; in a text, `*` stands for any text. A
    /// list may have at most 100 elements, a text at most 1000 bytes.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub request: Map<String, Value>,
}

impl Default for When {
    fn default() -> Self {
        Self { operation: "*".to_owned(), account: None, request: Map::new() }
    }
}

/// Which of the matching requests a rule answers, by their number.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Calls {
    /// The first n.
    First(u64),
    /// Those with these numbers, which start at 1.
    Nth(Vec<u64>),
    /// All except the first n.
    After(u64),
    /// Every nth: with 3, the 3rd, the 6th, …
    Every(u64),
}

/// How many numbers `nth` may have.
const MOST_CALLS: usize = 1000;

impl Calls {
    /// Whether the call with that number, which starts at 1, is included.
    pub(super) fn include(&self, number: u64) -> bool {
        match self {
            Self::First(count) => number <= *count,
            Self::Nth(numbers) => numbers.contains(&number),
            Self::After(count) => number > *count,
            Self::Every(count) => number.is_multiple_of(*count),
        }
    }

    /// The number of the last included call; none if there is no last one.
    pub(super) fn last(&self) -> Option<u64> {
        match self {
            Self::First(count) => Some(*count),
            Self::Nth(numbers) => numbers.iter().max().copied(),
            Self::After(_) | Self::Every(_) => None,
        }
    }

    /// Returns an error if it can include no call or has too many numbers.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        match self {
            Self::First(0) => Err("`first: 0` includes no call: write 1 or more"),
            Self::Every(0) => Err("`every: 0` includes no call: write 1 or more"),
            Self::Nth(numbers) if numbers.is_empty() || numbers.contains(&0) => {
                Err("`nth` must be a list of numbers, each 1 or more")
            }
            Self::Nth(numbers) if numbers.len() > MOST_CALLS => {
                Err("`nth` may have at most 1000 numbers: use `first`, `after` or `every`")
            }
            _ => Ok(()),
        }
    }
}

/// A condition, prepared for comparison with many requests.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The matching operations.
    pub(super) rows: Vec<Row>,
    account: Option<Glob>,
    request: Members,
}

/// What part of a request does not match.
#[derive(Debug)]
pub(super) enum Mismatch<'a> {
    Operation,
    Account,
    /// With the number of members that do match.
    Request(Differing<'a>, usize),
}

impl Mismatch<'_> {
    /// How much of the request matches.
    pub(super) fn nearness(&self) -> usize {
        match self {
            Self::Operation => 0,
            Self::Account => 1,
            Self::Request(_, matched) => 2 + matched,
        }
    }
}

impl When {
    /// The prepared condition, or what is wrong with it.
    pub(super) fn read(&self, providers: Providers) -> Result<Wanted, String> {
        let glob = |member: &str, text: &str| {
            Glob::new(text).map_err(|error| format!("`{member}`: {error}"))
        };
        let rows = self.rows(&glob("operation", &self.operation)?, providers)?;
        let account = self.account.as_deref().map(|account| glob("account", account));
        Ok(Wanted { rows, account: account.transpose()?, request: pattern::read(&self.request)? })
    }

    /// The matching operations, or what is wrong with their name.
    fn rows(&self, operation: &Glob, providers: Providers) -> Result<Vec<Row>, String> {
        let all = || providers.iter().flat_map(|provider| provider.rows());
        let rows: Vec<_> = all().filter(|row| operation.matches(&row.name())).collect();
        if rows.is_empty() {
            let names: Vec<_> = all().map(|row| row.name()).collect();
            let hint = did_you_mean(&self.operation, names.iter().map(String::as_str));
            return Err(format!("there is no operation {:?}{hint}", self.operation));
        }
        for member in self.request.keys() {
            let known: Vec<_> = rows.iter().filter_map(Row::parameters).collect();
            let open = known.len() < rows.len();
            if !open && known.iter().all(|names| !names.contains(member)) {
                let names = known.iter().flatten().map(String::as_str);
                let hint = did_you_mean(member, names);
                return Err(format!("{:?} has no parameter {member:?}{hint}", self.operation));
            }
        }
        Ok(rows)
    }
}

impl Wanted {
    /// Whether a request of that account can match.
    pub(super) fn is_of(&self, account: &str) -> bool {
        self.account.as_ref().is_none_or(|wanted| wanted.matches(account))
    }

    /// Returns what part of a request does not match, if any.
    pub(super) fn check<'a>(
        &'a self,
        asked: Asked<'a>,
        effort: &mut Effort,
    ) -> Result<(), Mismatch<'a>> {
        if !self.rows.iter().any(|row| row.is(asked.operation)) {
            return Err(Mismatch::Operation);
        }
        if !self.is_of(asked.account) {
            return Err(Mismatch::Account);
        }
        let mut matched = 0;
        pattern::compare(&self.request, asked.parameters, &mut matched, effort)
            .map_err(|differing| Mismatch::Request(differing, matched))
    }
}
