//! Requests and replies, as IAM writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::spec::Reply;

/// Asks for a token. What the body says was read by the wire, which found out who asks; these are
/// what it found.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct CreateToken {
    pub(super) host: String,
    pub(super) project_id: String,
    pub(super) user_name: String,
    pub(super) domain_name: String,
    pub(super) issued_at: String,
    pub(super) expires_at: String,
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
    pub(super) methods: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) catalog: Option<Vec<Service>>,
    pub(super) roles: Vec<Named>,
    pub(super) project: Owned,
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

impl Reply for CreateTokenReply {}
