//! What an account is known by at a Rainbond platform.

use std::iter;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BUILT_IN, Directory};
use crate::secret::Secret;

/// A user of a Rainbond platform.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RainbondAccount {
    /// The access key of the user, which is sent bare.
    pub token: Secret,
    /// The platform's `INTERNAL_API_TOKEN`, which is sent as `X-Internal-Token`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub internal_token: Option<Secret>,
    /// The teams of the user's enterprise.
    #[serde(default)]
    pub teams: Vec<RainbondTeam>,
}

/// A team.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RainbondTeam {
    /// The `tenant_id`.
    pub id: String,
    /// The `tenant_name`.
    pub name: String,
}

impl RainbondAccount {
    /// What it is found by: nothing, because tokens are compared and not looked up.
    #[expect(clippy::unused_self, reason = "an account of any vendor is asked so")]
    pub(super) fn own_names(&self) -> [(&'static str, &str); 0] {
        []
    }

    /// The tokens that it is found by.
    pub(super) fn own_tokens(&self) -> impl Iterator<Item = (&'static str, &Secret)> {
        let internal = self.internal_token.as_ref().map(|token| ("rainbond.internal_token", token));
        iter::once(("rainbond.token", &self.token)).chain(internal)
    }

    /// That of the built-in account.
    pub(super) fn built_in() -> Self {
        let team =
            |digit: &str, name: &str| RainbondTeam { id: digit.repeat(32), name: name.into() };
        Self {
            token: Secret::new(BUILT_IN),
            internal_token: Some(Secret::new(BUILT_IN)),
            teams: vec![team("1", "certmock"), team("2", "certmock2")],
        }
    }
}

impl Directory {
    /// The account of a Rainbond token.
    pub fn find_rainbond_token(&self, token: &str) -> Option<&str> {
        self.find_rainbond(|account| account.token.matches(token))
    }

    /// The account of a Rainbond platform's internal token.
    pub fn find_rainbond_internal_token(&self, token: &str) -> Option<&str> {
        self.find_rainbond(|account| {
            account.internal_token.as_ref().is_some_and(|declared| declared.matches(token))
        })
    }

    /// Looks at every account, because a token is compared and not looked up: a hash map would tell
    /// by its time how much of a token was right.
    fn find_rainbond(&self, wanted: impl Fn(&RainbondAccount) -> bool) -> Option<&str> {
        self.declared()
            .iter()
            .find(|account| account.rainbond.as_ref().is_some_and(&wanted))
            .map(|account| account.name.as_str())
    }
}
