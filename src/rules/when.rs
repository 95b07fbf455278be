//! Which requests a rule answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wildmatch::WildMatch;

use super::Asked;
use crate::hint::did_you_mean;
use crate::spec::{Providers, Row};

/// What has to hold of a request.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct When {
    /// `provider.Operation`, in which `*` stands for anything.
    pub operation: String,
    /// The account's name, in which `*` stands for anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// What the request has to say: of an object the members that are named, of a list an element
    /// for each; in a text `*` stands for anything.
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
pub enum Calls {
    /// The first so many.
    First(u64),
    /// Those of these numbers, from 1.
    Nth(Vec<u64>),
    /// All but the first so many.
    After(u64),
    /// Each so-manieth: of 3, the 3rd, the 6th, …
    Every(u64),
}

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

    /// Says what is wrong with it where it could include none.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        match self {
            Self::First(0) => Err("`first: 0` includes no call"),
            Self::Every(0) => Err("`every: 0` includes no call"),
            Self::Nth(numbers) if numbers.is_empty() || numbers.contains(&0) => {
                Err("`nth` is a list of numbers from 1 on")
            }
            _ => Ok(()),
        }
    }
}

/// A member in which a request is not what a rule wants.
#[derive(Clone, Debug)]
pub(super) struct Mismatch {
    /// `operation`, `account`, or `request.` and the path of a member.
    pub(super) member: String,
    pub(super) wanted: Value,
    pub(super) found: Value,
    /// How much of it was what is wanted.
    pub(super) nearness: usize,
}

impl When {
    /// The operations that are meant, or what is wrong with their name.
    pub(super) fn rows(&self, providers: Providers) -> Result<Vec<Row>, String> {
        let all = || providers.iter().flat_map(|provider| provider.rows());
        let rows: Vec<_> = all().filter(|row| self.names(row)).collect();
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

    fn names(&self, row: &Row) -> bool {
        WildMatch::new(&self.operation).matches(&row.name())
    }

    /// Says where a request is not what is wanted; `rows` are the operations that are.
    pub(super) fn check(&self, asked: Asked<'_>, rows: &[Row]) -> Result<(), Box<Mismatch>> {
        let mismatch = |member: &str, wanted: &str, found: String, nearness| {
            let member = member.to_owned();
            Box::new(Mismatch { member, wanted: wanted.into(), found: found.into(), nearness })
        };
        if !rows.iter().any(|row| row.is(asked.operation)) {
            let found = format!("{}.{}", asked.provider.id, asked.operation.name);
            return Err(mismatch("operation", &self.operation, found, 0));
        }
        if let Some(account) = &self.account
            && !WildMatch::new(account).matches(asked.account)
        {
            return Err(mismatch("account", account, asked.account.to_owned(), 1));
        }
        let mut matched = 0;
        compare_members("request", &self.request, asked.parameters, &mut matched)
            .map_err(|mismatch| Box::new(Mismatch { nearness: 2 + matched, ..*mismatch }))
    }
}

fn compare_members(
    path: &str,
    wanted: &Map<String, Value>,
    found: &Map<String, Value>,
    matched: &mut usize,
) -> Result<(), Box<Mismatch>> {
    for (name, wanted) in wanted {
        let path = format!("{path}.{name}");
        compare(&path, wanted, found.get(name).unwrap_or(&Value::Null), matched)?;
    }
    Ok(())
}

fn compare(
    path: &str,
    wanted: &Value,
    found: &Value,
    matched: &mut usize,
) -> Result<(), Box<Mismatch>> {
    let fits = match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => {
            return compare_members(path, wanted, found, matched);
        }
        (Value::Array(wanted), Value::Array(found)) => wanted
            .iter()
            .all(|wanted| found.iter().any(|found| compare(path, wanted, found, &mut 0).is_ok())),
        (Value::String(wanted), Value::String(found)) => WildMatch::new(wanted).matches(found),
        // A number may be wanted of a wire that has texts alone, and the reverse.
        (Value::String(text), Value::Number(_) | Value::Bool(_)) => {
            WildMatch::new(text).matches(&found.to_string())
        }
        (Value::Number(_) | Value::Bool(_), Value::String(text)) => {
            serde_json::from_str::<Value>(text).is_ok_and(|found| found == *wanted)
        }
        (wanted, found) => wanted == found,
    };
    if fits {
        *matched += 1;
        return Ok(());
    }
    let (member, wanted, found) = (path.to_owned(), wanted.clone(), found.clone());
    Err(Box::new(Mismatch { member, wanted, found, nearness: 0 }))
}
