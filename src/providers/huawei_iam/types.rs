//! Requests and replies, as IAM writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::macros::format_description;

/// Asks for a token. What its body says was read by the wire, which found out who asks.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct CreateToken {
    pub(super) nocatalog: Option<String>,
}

/// What a token is good for; the token itself travels in `X-Subject-Token`.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct CreateTokenReply {
    pub(super) token: TokenBody,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct TokenBody {
    pub(super) expires_at: String,
    pub(super) methods: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) catalog: Option<Vec<Service>>,
    pub(super) roles: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) project: Option<Owned>,
    pub(super) issued_at: String,
    pub(super) user: Owned,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Owned {
    pub(super) domain: Named,
    pub(super) id: String,
    pub(super) name: String,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Service {
    pub(super) endpoints: [Endpoint; 1],
    pub(super) id: String,
    pub(super) name: &'static str,
    pub(super) r#type: &'static str,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Endpoint {
    pub(super) id: String,
    pub(super) interface: &'static str,
    pub(super) region: &'static str,
    pub(super) region_id: &'static str,
    pub(super) url: String,
}

/// A moment as IAM prints it: `2026-01-15T08:00:00.000000Z`.
pub(super) fn print(moment: OffsetDateTime) -> String {
    let format =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");
    moment.format(format).unwrap_or_default()
}
