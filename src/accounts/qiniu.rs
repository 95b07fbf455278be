//! What an account is known by at Qiniu.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BUILT_IN, Directory};
use crate::secret::Secret;

/// A Qiniu account.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct QiniuAccount {
    /// The access key.
    pub access_key: String,
    /// The secret key.
    pub secret_key: Secret,
}

const ACCESS_KEY: &str = "qiniu.access_key";

impl QiniuAccount {
    /// What it is found by.
    pub(super) fn own_names(&self) -> [(&'static str, &str); 1] {
        [(ACCESS_KEY, &self.access_key)]
    }

    /// The tokens that it is found by: none.
    #[expect(clippy::unused_self, reason = "an account of any vendor is asked so")]
    pub(super) fn own_tokens(&self) -> [(&'static str, &Secret); 0] {
        []
    }

    /// That of the built-in account.
    pub(super) fn built_in() -> Self {
        Self { access_key: BUILT_IN.to_owned(), secret_key: Secret::new(BUILT_IN) }
    }
}

impl Directory {
    /// The account of a Qiniu access key.
    pub fn find_qiniu_access_key(&self, key: &str) -> Option<(&str, &QiniuAccount)> {
        let account = self.find_by(ACCESS_KEY, key)?;
        Some((&account.name, account.qiniu.as_ref()?))
    }
}
