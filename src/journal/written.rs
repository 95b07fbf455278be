//! An entry with its number, whole or in brief.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use time::OffsetDateTime;

use super::{Entry, Outcome};
use crate::redact;
use crate::spec::Way;

/// An entry that was written.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[schemars(rename = "Request")]
pub(crate) struct Written {
    /// Which of all that were ever written; the first is 1, and none is used twice.
    pub number: u64,
    /// What was written.
    #[serde(flatten)]
    pub entry: Arc<Entry>,
}

/// The same without what is long: the parameters, the answer and the explanation, and of the members that nobody read
/// how many there are.
#[derive(Clone, Debug)]
pub(crate) struct Brief(pub Written);

/// What is shown of it.
#[derive(JsonSchema, Serialize)]
struct Members<'a> {
    number: u64,
    id: &'a str,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    at: OffsetDateTime,
    account: Option<&'a str>,
    verified: bool,
    provider: &'a str,
    operation: Option<&'a str>,
    method: Cow<'a, str>,
    #[serde(flatten)]
    way: Way,
    host: &'a str,
    path: &'a str,
    status: Option<u16>,
    #[serde(flatten)]
    outcome: Outcome,
    rule: Option<&'a str>,
    elapsed_ms: f64,
    /// How many members no operation read.
    unread: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    flaw: Option<&'a str>,
}

impl JsonSchema for Brief {
    fn schema_name() -> Cow<'static, str> {
        "RequestInBrief".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Members::json_schema(generator)
    }
}

impl Serialize for Brief {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { number, entry } = &self.0;
        let members = Members {
            number: *number,
            id: &entry.id,
            at: entry.at,
            account: entry.account.as_deref(),
            verified: entry.verified,
            provider: entry.provider,
            operation: entry.operation,
            // Any word may be one.
            method: redact::name(entry.method.as_str()),
            way: entry.way,
            host: &entry.host,
            path: &entry.path,
            status: entry.status,
            outcome: entry.outcome,
            rule: entry.rule.as_deref(),
            elapsed_ms: entry.elapsed_ms,
            unread: entry.unread.len(),
            flaw: entry.flaw.as_deref(),
        };
        members.serialize(serializer)
    }
}
