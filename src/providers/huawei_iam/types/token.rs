//! Tokens.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::macros::format_description;

use super::catalog::Service;

/// Asks for a token, or about one. The protocol has already read the caller and the token.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AskToken {
    nocatalog: Option<String>,
}

impl AskToken {
    /// Whether the reply contains the catalogue. Any value of `nocatalog` but an empty one leaves it out.
    pub(crate) fn wants_catalog(&self) -> bool {
        self.nocatalog.as_ref().is_none_or(String::is_empty)
    }
}

/// What a token grants. The token itself is in the header `X-Subject-Token`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct TokenReply {
    pub(crate) token: TokenBody,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct TokenBody {
    pub(crate) expires_at: String,
    pub(crate) methods: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) catalog: Option<Vec<Service>>,
    /// Present if the token is not for a project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) domain: Option<Named>,
    pub(crate) roles: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) project: Option<Owned>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) assumed_by: Option<AssumedBy>,
    pub(crate) issued_at: String,
    pub(crate) user: User,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) name: String,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Owned {
    pub(crate) domain: Named,
    pub(crate) id: String,
    pub(crate) name: String,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct User {
    pub(crate) domain: Named,
    pub(crate) id: String,
    pub(crate) name: String,
    /// Empty if it does not expire.
    pub(crate) password_expires_at: &'static str,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct AssumedBy {
    pub(crate) user: User,
}

/// A time in IAM's form: `2026-01-15T08:00:00.000000Z`.
pub(crate) fn print(moment: OffsetDateTime) -> String {
    let format =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");
    moment.format(format).unwrap_or_default()
}
