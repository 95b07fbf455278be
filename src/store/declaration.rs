//! The accounts that somebody declared, and by which of their credentials they are known.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::secret::Secret;

/// An account with its credentials, a group for each vendor.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// The name that it goes by in the control API.
    pub name: String,
    /// At Huawei Cloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub huawei: Option<HuaweiAccount>,
    /// At Qiniu.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qiniu: Option<QiniuAccount>,
    /// At a Rainbond platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rainbond: Option<RainbondAccount>,
    /// At Tencent Cloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tencent: Option<TencentAccount>,
}

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

/// A Qiniu account.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct QiniuAccount {
    /// The access key.
    pub access_key: String,
    /// The secret key.
    pub secret_key: Secret,
}

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

/// The name of the built-in account, and every credential of it.
pub const BUILT_IN: &str = "certmock";

impl Declaration {
    /// What of it one of the others has, too, though it is to be one account's own.
    pub fn conflict<'a>(&self, others: impl IntoIterator<Item = &'a Self>) -> Option<String> {
        let own: Vec<_> = self.own_names().collect();
        let taken = |other: &'a Self| other.own_names().find(|name| own.contains(name));
        others.into_iter().find_map(taken).map(|(kind, name)| format!("{kind} {name:?}"))
    }

    /// What it is found by, secrets aside.
    fn own_names(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let huawei = self.huawei.iter().flat_map(|account| {
            let HuaweiAccount { access_key, project_id, user, .. } = account;
            let key: (_, &str) = ("huawei.access_key", access_key);
            [key, ("huawei.project_id", project_id), ("huawei.user", user)]
        });
        let qiniu = self.qiniu.iter().map(|account| ("qiniu.access_key", &*account.access_key));
        let tencent = self.tencent.iter().map(|account| ("tencent.secret_id", &*account.secret_id));
        std::iter::once(("name", &*self.name)).chain(huawei).chain(qiniu).chain(tencent)
    }

    /// The built-in account: every credential is the word `certmock`.
    pub fn certmock() -> Self {
        let word = || BUILT_IN.to_owned();
        let secret = || Secret::new(BUILT_IN);
        let team =
            |digit: &str, name: &str| RainbondTeam { id: digit.repeat(32), name: name.into() };
        Self {
            name: word(),
            huawei: Some(HuaweiAccount {
                access_key: word(),
                secret_key: secret(),
                project_id: word(),
                user: word(),
                password: secret(),
                domain: word(),
                token: Some(secret()),
            }),
            qiniu: Some(QiniuAccount { access_key: word(), secret_key: secret() }),
            rainbond: Some(RainbondAccount {
                token: secret(),
                internal_token: Some(secret()),
                teams: vec![team("1", "certmock"), team("2", "certmock2")],
            }),
            tencent: Some(TencentAccount { secret_id: word(), secret_key: secret(), token: None }),
        }
    }
}

/// The declared accounts, by each of the credentials that name them.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    declared: Vec<Declaration>,
    by_name: HashMap<String, usize>,
    by_huawei_access_key: HashMap<String, usize>,
    by_huawei_project: HashMap<String, usize>,
    by_huawei_user: HashMap<String, usize>,
    by_qiniu_access_key: HashMap<String, usize>,
    by_tencent_secret_id: HashMap<String, usize>,
}

impl Directory {
    /// A directory of these accounts.
    pub fn new(declared: Vec<Declaration>) -> Self {
        let mut directory = Self::default();
        for (index, account) in declared.iter().enumerate() {
            directory.by_name.insert(account.name.clone(), index);
            if let Some(huawei) = &account.huawei {
                directory.by_huawei_access_key.insert(huawei.access_key.clone(), index);
                directory.by_huawei_project.insert(huawei.project_id.clone(), index);
                directory.by_huawei_user.insert(huawei.user.clone(), index);
            }
            if let Some(qiniu) = &account.qiniu {
                directory.by_qiniu_access_key.insert(qiniu.access_key.clone(), index);
            }
            if let Some(tencent) = &account.tencent {
                directory.by_tencent_secret_id.insert(tencent.secret_id.clone(), index);
            }
        }
        Self { declared, ..directory }
    }

    /// The accounts.
    pub fn declared(&self) -> &[Declaration] {
        &self.declared
    }

    /// The account of that name.
    pub fn find(&self, name: &str) -> Option<&Declaration> {
        self.at(&self.by_name, name)
    }

    /// The account of a Huawei access key id.
    pub fn find_huawei_access_key(&self, key: &str) -> Option<(&str, &HuaweiAccount)> {
        self.at(&self.by_huawei_access_key, key).and_then(huawei)
    }

    /// The account that a Huawei project belongs to.
    pub fn find_huawei_project(&self, project: &str) -> Option<(&str, &HuaweiAccount)> {
        self.at(&self.by_huawei_project, project).and_then(huawei)
    }

    /// The account of a Huawei IAM user.
    pub fn find_huawei_user(&self, user: &str) -> Option<(&str, &HuaweiAccount)> {
        self.at(&self.by_huawei_user, user).and_then(huawei)
    }

    /// The account that a Huawei token is declared for.
    pub fn find_huawei_token(&self, token: &str) -> Option<(&str, &HuaweiAccount)> {
        self.declared.iter().filter_map(huawei).find(|(_, account)| {
            account.token.as_ref().is_some_and(|declared| declared.matches(token))
        })
    }

    /// The account of a Qiniu access key.
    pub fn find_qiniu_access_key(&self, key: &str) -> Option<(&str, &QiniuAccount)> {
        let account = self.at(&self.by_qiniu_access_key, key)?;
        Some((&account.name, account.qiniu.as_ref()?))
    }

    /// The account of a Tencent Cloud `SecretId`.
    pub fn find_tencent_secret_id(&self, id: &str) -> Option<(&str, &TencentAccount)> {
        let account = self.at(&self.by_tencent_secret_id, id)?;
        Some((&account.name, account.tencent.as_ref()?))
    }

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
        self.declared
            .iter()
            .find(|account| account.rainbond.as_ref().is_some_and(&wanted))
            .map(|account| account.name.as_str())
    }

    fn at(&self, index: &HashMap<String, usize>, key: &str) -> Option<&Declaration> {
        index.get(key).map(|place| &self.declared[*place])
    }
}

fn huawei(account: &Declaration) -> Option<(&str, &HuaweiAccount)> {
    Some((&account.name, account.huawei.as_ref()?))
}
