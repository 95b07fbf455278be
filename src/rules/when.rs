//! Which requests a rule answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Asked;
use super::pattern::{self, Differing, Effort, Members};
use crate::glob::Glob;
use crate::hint::did_you_mean;
use crate::spec::{Providers, Row};

/// What has to hold of a request.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct When {
    /// `provider.Operation`, in which `*` stands for anything.
    pub operation: String,
    /// The account's name, in which `*` stands for anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// What the request has to say: of an object the members that are named, of a list an element
    /// for each; in a text `*` stands for anything. A list of 100 elements, a text of 1000 bytes at
    /// most.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub request: Map<String, Value>,
}

impl Default for When {
    fn default() -> Self {
        Self { operation: "*".to_owned(), account: None, request: Map::new() }
    }
}

/// Which of the requests that come, by their number.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Calls {
    /// The first so many.
    First(u64),
    /// Those of these numbers, from 1.
    Nth(Vec<u64>),
    /// All but the first so many.
    After(u64),
    /// Each so-manieth: of 3, the 3rd, the 6th, …
    Every(u64),
}

/// How many calls can be named one by one.
const MOST_CALLS: usize = 1000;

impl Calls {
    /// Whether the call of that number, from 1, is one.
    pub(super) fn include(&self, number: u64) -> bool {
        match self {
            Self::First(count) => number <= *count,
            Self::Nth(numbers) => numbers.contains(&number),
            Self::After(count) => number > *count,
            Self::Every(count) => number.is_multiple_of(*count),
        }
    }

    /// The number of the last call that is one; none where there is no last.
    pub(super) fn last(&self) -> Option<u64> {
        match self {
            Self::First(count) => Some(*count),
            Self::Nth(numbers) => numbers.iter().max().copied(),
            Self::After(_) | Self::Every(_) => None,
        }
    }

    /// Says what is wrong with it where it could include none.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        match self {
            Self::First(0) => Err("`first: 0` includes no call"),
            Self::Every(0) => Err("`every: 0` includes no call"),
            Self::Nth(numbers) if numbers.is_empty() || numbers.contains(&0) => {
                Err("`nth` is a list of numbers from 1 on")
            }
            Self::Nth(numbers) if numbers.len() > MOST_CALLS => {
                Err("`nth` is a list of 1000 numbers at most: use `first`, `after` or `every`")
            }
            _ => Ok(()),
        }
    }
}

/// What has to hold of a request, made ready to be held against many.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The operations that are meant.
    pub(super) rows: Vec<Row>,
    account: Option<Glob>,
    request: Members,
}

/// In what a request is not what a rule wants.
#[derive(Debug)]
pub(super) enum Mismatch<'a> {
    Operation,
    Account,
    /// With how many members were what is wanted.
    Request(Differing<'a>, usize),
}

impl Mismatch<'_> {
    /// How much of the request was what is wanted.
    pub(super) fn nearness(&self) -> usize {
        match self {
            Self::Operation => 0,
            Self::Account => 1,
            Self::Request(_, matched) => 2 + matched,
        }
    }
}

impl When {
    /// What has to hold, or what is wrong with it.
    pub(super) fn read(&self, providers: Providers) -> Result<Wanted, String> {
        let glob = |member: &str, text: &str| {
            Glob::new(text).map_err(|error| format!("`{member}`: {error}"))
        };
        let rows = self.rows(&glob("operation", &self.operation)?, providers)?;
        let account = self.account.as_deref().map(|account| glob("account", account));
        Ok(Wanted { rows, account: account.transpose()?, request: pattern::read(&self.request)? })
    }

    /// The operations that are meant, or what is wrong with their name.
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
    /// Whether a request of that account may be wanted.
    pub(super) fn is_of(&self, account: &str) -> bool {
        self.account.as_ref().is_none_or(|wanted| wanted.matches(account))
    }

    /// Says where a request is not what is wanted.
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
