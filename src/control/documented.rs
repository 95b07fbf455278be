//! The vendor's documentation of a request in the journal, and a rule that repeats its error.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::said::row_of;
use crate::journal::{Entry, Written};
use crate::spec::{ErrorCode, Providers};

/// A request with its vendor's documentation.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "RequestDocumented")]
pub(super) struct Shown {
    #[serde(flatten)]
    written: Written,
    /// The vendor's documentation; absent if the request named no operation.
    #[serde(skip_serializing_if = "Option::is_none")]
    documented: Option<Documented>,
}

/// The vendor's documentation of a request.
#[derive(JsonSchema, Serialize)]
struct Documented {
    /// The title of the service.
    service: &'static str,
    /// The vendor's page about the operation; empty if there is none.
    docs: &'static str,
    /// The error of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Met>,
}

/// An error, in the vendor's words.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "DocumentedError")]
struct Met {
    name: &'static str,
    code: &'static str,
    en: &'static str,
    zh: &'static str,
}

impl Shown {
    pub(super) fn new(providers: Providers, written: Written) -> Self {
        let documented = row_of(providers, &written.entry).map(|row| {
            let name = written.entry.outcome.error();
            let met = |error: &'static dyn ErrorCode| Met {
                name: error.name(),
                code: error.code(),
                en: error.en(),
                zh: error.zh(),
            };
            let error = row.errors().into_iter().find(|error| Some(error.name()) == name).map(met);
            Documented { service: row.provider.title, docs: row.operation.docs, error }
        });
        Self { written, documented }
    }
}

/// A fixture with a rule for each operation of the entries: the next call gets the error of the operation's
/// last request, or the first documented error.
pub(super) fn fixture(providers: Providers, entries: &[Written]) -> Value {
    let rules = entries.iter().filter_map(|written| rule(providers, &written.entry));
    // A rule replaces an earlier one of the same name.
    let rules: Map<_, _> = rules.collect();
    json!({ "certmock": 1, "rules": rules.values().collect::<Vec<_>>() })
}

/// The operation, and its rule.
fn rule(providers: Providers, entry: &Entry) -> Option<(String, Value)> {
    let row = row_of(providers, entry)?;
    let error = entry.outcome.error().or_else(|| Some(row.errors().first()?.name()))?;
    let name = row.name();
    let rule = json!({
        "name": format!("{name} again"),
        "when": { "operation": name },
        "calls": { "first": 1 },
        "then": { "error": error },
    });
    Some((name, rule))
}
