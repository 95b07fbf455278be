//! What an account is known by at Tencent Cloud.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BUILT_IN, Directory};
use crate::secret::Secret;

/// A Tencent Cloud account.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TencentAccount {
    /// The `SecretId`.
    pub secret_id: String,
    /// The `SecretKey`.
    pub secret_key: Secret,
    /// The session token, where the key is a temporary one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Secret>,
}

const SECRET_ID: &str = "tencent.secret_id";

impl TencentAccount {
    /// What it is found by.
    pub(super) fn own_names(&self) -> [(&'static str, &str); 1] {
        [(SECRET_ID, &self.secret_id)]
    }

    /// The tokens that it is found by: none.
    #[expect(clippy::unused_self, reason = "an account of any vendor is asked so")]
    pub(super) fn own_tokens(&self) -> [(&'static str, &Secret); 0] {
        []
    }

    /// That of the built-in account.
    pub(super) fn built_in() -> Self {
        Self { secret_id: BUILT_IN.to_owned(), secret_key: Secret::new(BUILT_IN), token: None }
    }
}

impl Directory {
    /// The account of a Tencent Cloud `SecretId`.
    pub fn find_tencent_secret_id(&self, id: &str) -> Option<(&str, &TencentAccount)> {
        let account = self.find_by(SECRET_ID, id)?;
        Some((&account.name, account.tencent.as_ref()?))
    }
}
