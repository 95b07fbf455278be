//! An entry with its number, whole or in brief.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use time::OffsetDateTime;

use super::{Entry, Outcome};
use crate::redact;
use crate::spec::Way;

/// An entry of the journal.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[schemars(rename = "Request")]
pub(crate) struct Written {
    /// The number of the entry; the first one is 1, and no number is used twice.
    pub number: u64,
    /// The entry.
    #[serde(flatten)]
    pub entry: Arc<Entry>,
}

/// An entry without its long parts: without the parameters, the answer and the explanation, and with only the
/// number of members that no operation read.
#[derive(Clone, Debug)]
pub(crate) struct Brief(pub Written);

/// The members of an entry in brief.
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
            // A method can be any word, so it may be a secret.
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
