//! A request with its answer, as it is kept.

use std::borrow::Cow;

use axum::http::Method;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use time::OffsetDateTime;

use super::Sealed;
use crate::glob::Glob;
use crate::json;
use crate::redact::{self, Members};
use crate::spec::{ErrorCode, Parameters, Way};

/// The approximate size of the largest parameters that are shown, in bytes. Of larger ones, only the size is
/// shown.
const LARGEST_SHOWN: usize = 1 << 20;

/// The memory that an allocation needs beside its contents, in bytes.
const OVERHEAD: usize = 16;
const LISTED: usize = size_of::<String>() + OVERHEAD;

/// The decoded parameters of a request, with fingerprints (SHA-256) in place of secrets. They are stored as
/// JSON text, in one allocation each.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(transparent)]
#[schemars(with = "Map<String, Value>")]
pub(crate) struct Shown(Box<RawValue>);

impl Shown {
    /// Hides secrets; leaves out the parameters if they are large.
    ///
    /// # Panics
    ///
    /// Never: parameters are JSON.
    pub(crate) fn of(parameters: &Parameters) -> Self {
        let size = json::size_of_members(parameters);
        let shown = if size <= LARGEST_SHOWN {
            to_raw_value(&Members(parameters))
        } else {
            to_raw_value(&json!({ "(left out)": format!("about {size} bytes") }))
        };
        Self(shown.expect("parameters are JSON"))
    }
}

/// The outcome of an operation that replied.
pub(super) const SUCCESS: &str = "success";

/// How a request ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome {
    /// The operation replied.
    Replied,
    /// The request was refused with a documented error.
    Refused(&'static dyn ErrorCode),
    /// A rule answered with that status in place of the operation.
    Responded(u16),
    /// The transport fault of a rule, with that name, lost the answer.
    Lost(&'static str),
}

impl Outcome {
    /// `success`, or the error's code; or what a rule did.
    pub(crate) fn text(self) -> Cow<'static, str> {
        match self {
            Self::Replied => SUCCESS.into(),
            Self::Refused(error) => error.code().into(),
            Self::Responded(status) => format!("respond {status}").into(),
            Self::Lost(fault) => format!("transport {fault}").into(),
        }
    }

    /// The error's name in the catalogue: some vendors use one code for several.
    pub(crate) fn error(self) -> Option<&'static str> {
        match self {
            Self::Refused(error) => Some(error.name()),
            Self::Replied | Self::Responded(_) | Self::Lost(_) => None,
        }
    }

    /// Whether the client sees an error: a refusal, a status of 400 or more, or no answer.
    pub(super) fn is_error(self) -> bool {
        match self {
            Self::Replied => false,
            Self::Responded(status) => status >= 400,
            Self::Refused(_) | Self::Lost(_) => true,
        }
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let error = self.error();
        let mut members = serializer.serialize_map(Some(1 + usize::from(error.is_some())))?;
        members.serialize_entry("outcome", &self.text())?;
        if let Some(error) = error {
            members.serialize_entry("error", error)?;
        }
        members.end()
    }
}

impl JsonSchema for Outcome {
    fn schema_name() -> Cow<'static, str> {
        "Outcome".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "properties": {
                "outcome": {
                    "description": "`success`, the error's code, or what a rule did.",
                    "type": "string",
                },
                "error": {
                    "description": "The error's name in the catalogue.",
                    "type": "string",
                },
            },
            "required": ["outcome"],
        })
    }
}

/// A request with its answer.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct Entry {
    /// The request's id.
    pub id: SmolStr,
    /// When the request was answered, in real time.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: OffsetDateTime,
    /// The account, if the request could be assigned to one.
    pub account: Option<SmolStr>,
    /// Whether the credentials were verified.
    pub verified: bool,
    /// The provider.
    pub provider: &'static str,
    /// The operation, if the request named one.
    pub operation: Option<&'static str>,
    /// The method.
    #[serde(serialize_with = "show_method")]
    #[schemars(with = "String")]
    pub method: Method,
    /// The scheme, and the way by which the request came.
    #[serde(flatten)]
    pub way: Way,
    /// The host in the request, with its port.
    pub host: SmolStr,
    /// The path, without the query.
    pub path: SmolStr,
    /// The status of the answer; none if no answer was sent.
    pub status: Option<u16>,
    /// How the request ended.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The rule that answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How long the request took, in milliseconds, without the delay of a rule.
    pub elapsed_ms: f64,
    /// The decoded parameters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Shown>,
    /// The members that the operation did not read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<String>,
    /// The flaw of a certificate, its chain or its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flaw: Option<String>,
    /// Why a signature is wrong: the string to sign, and what was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Value>,
    /// The answer before a rule's transport fault. None if no answer was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Sealed>,
}

/// Whether a pattern names an operation: it is `provider.Operation`, in which `*` stands for any text, or one
/// of the two names alone.
pub(crate) fn may_name(wanted: &Glob, provider: &str, operation: &str) -> bool {
    wanted.is_just(provider)
        || wanted.is_just(operation)
        || wanted.matches(&format!("{provider}.{operation}"))
}

fn show_method<S: Serializer>(method: &Method, serializer: S) -> Result<S::Ok, S::Error> {
    // A method can be any word, so it may be a secret.
    serializer.serialize_str(&redact::name(method.as_str()))
}

impl Entry {
    /// Whether the request was for an operation that the pattern names: see [`may_name`].
    pub(super) fn names(&self, wanted: &Glob) -> bool {
        may_name(wanted, self.provider, self.operation.unwrap_or_default())
    }

    /// The texts that a search looks at: the path, the error and the flaw.
    pub(super) fn texts(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let error = self.outcome.error().map(Cow::Borrowed);
        let flaw = self.flaw.as_deref().map(Cow::Borrowed);
        let outcome = self.outcome.is_error().then(|| self.outcome.text());
        std::iter::once(Cow::Borrowed(self.path.as_str())).chain(outcome).chain(error).chain(flaw)
    }

    /// About how much memory the entry needs, in bytes.
    pub(super) fn size(&self) -> usize {
        let text = |text: &Option<String>| text.as_ref().map_or(0, |text| text.len() + OVERHEAD);
        let texts = [&self.rule, &self.flaw].map(text).iter().sum::<usize>();
        let short =
            |text: &SmolStr| if text.is_heap_allocated() { text.len() + OVERHEAD } else { 0 };
        let account = self.account.as_ref().map_or(0, short);
        let own = short(&self.id) + account + short(&self.host) + short(&self.path);
        let shown = self.parameters.as_ref().map_or(0, |shown| shown.0.get().len() + OVERHEAD);
        let explanation = self.explanation.as_ref().map_or(0, json::size);
        let unread: usize = self.unread.iter().map(|name| name.len() + LISTED).sum();
        let answer = self.answer.as_ref().map_or(0, |answer| answer.size() + 2 * OVERHEAD);
        size_of::<Self>() + own + texts + shown + explanation + unread + answer
    }
}
