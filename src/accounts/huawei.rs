//! What an account is known by at Huawei Cloud.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BUILT_IN, Declaration, Directory};
use crate::secret::Secret;

/// A Huawei Cloud account: one user with one project.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HuaweiAccount {
    /// The access key id (AK).
    pub access_key: String,
    /// The secret access key (SK).
    pub secret_key: Secret,
    /// The project, whose id stands in every path.
    pub project_id: String,
    /// The name of the IAM user.
    pub user: String,
    /// The IAM user's password.
    pub password: Secret,
    /// The name of the domain that the user belongs to.
    pub domain: String,
    /// A token that is valid without having been issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Secret>,
}

const ACCESS_KEY: &str = "huawei.access_key";
const PROJECT: &str = "huawei.project_id";
const USER: &str = "huawei.user";
const TOKEN: &str = "huawei.token";

impl HuaweiAccount {
    /// What it is found by.
    pub(super) fn own_names(&self) -> [(&'static str, &str); 3] {
        [(ACCESS_KEY, &self.access_key), (PROJECT, &self.project_id), (USER, &self.user)]
    }

    /// The tokens that it is found by.
    pub(super) fn own_tokens(&self) -> Option<(&'static str, &Secret)> {
        self.token.as_ref().map(|token| (TOKEN, token))
    }

    /// That of the built-in account.
    pub(super) fn built_in() -> Self {
        let word = || BUILT_IN.to_owned();
        let secret = || Secret::new(BUILT_IN);
        Self {
            access_key: word(),
            secret_key: secret(),
            project_id: word(),
            user: word(),
            password: secret(),
            domain: word(),
            token: Some(secret()),
        }
    }
}

impl Directory {
    /// The account of a Huawei access key id.
    pub fn find_huawei_access_key(&self, key: &str) -> Option<(&str, &HuaweiAccount)> {
        self.find_by(ACCESS_KEY, key).and_then(huawei)
    }

    /// The account that a Huawei project belongs to.
    pub fn find_huawei_project(&self, project: &str) -> Option<(&str, &HuaweiAccount)> {
        self.find_by(PROJECT, project).and_then(huawei)
    }

    /// The account of a Huawei IAM user.
    pub fn find_huawei_user(&self, user: &str) -> Option<(&str, &HuaweiAccount)> {
        self.find_by(USER, user).and_then(huawei)
    }

    /// The account of the Huawei domain of that name.
    pub fn find_huawei_domain(&self, domain: &str) -> Option<(&str, &HuaweiAccount)> {
        self.declared().iter().filter_map(huawei).find(|(_, account)| account.domain == domain)
    }

    /// The account that a Huawei token is declared for.
    pub fn find_huawei_token(&self, token: &str) -> Option<(&str, &HuaweiAccount)> {
        self.declared().iter().filter_map(huawei).find(|(_, account)| {
            account.token.as_ref().is_some_and(|declared| declared.matches(token))
        })
    }
}

fn huawei(account: &Declaration) -> Option<(&str, &HuaweiAccount)> {
    Some((&account.name, account.huawei.as_ref()?))
}
