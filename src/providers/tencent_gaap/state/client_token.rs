//! The `ClientToken`s of requests that may not be repeated.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::store::{Identified, Shelf};

/// The most tokens that are remembered.
const MOST_TOKENS: usize = 10_000;

/// The token of a request.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(transparent)]
pub(crate) struct ClientToken(String);

impl Identified for ClientToken {
    const MANY: &'static str = "client tokens";

    fn id(&self) -> &str {
        &self.0
    }
}

/// Tokens, the oldest first.
pub(crate) type ClientTokens = Shelf<ClientToken>;

/// Reads tokens; the last of several equal ones counts.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ClientTokens, D::Error> {
    let mut tokens = ClientTokens::default();
    for token in Vec::<ClientToken>::deserialize(deserializer)? {
        tokens.insert(token);
    }
    Ok(tokens)
}

/// Remembers a token. The service does not say for how long it does. Here, the oldest token is forgotten when
/// there are too many.
pub(super) fn note(tokens: &mut ClientTokens, token: String) {
    tokens.insert_bounded(ClientToken(token), MOST_TOKENS);
}
