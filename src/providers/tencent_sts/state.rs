//! The state of an account at the token service: the owner of its key.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::accounts::Declaration;
use crate::store::State;

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Account {
    /// The owner of the key.
    pub(super) caller: Caller,
}

/// The owner of a key.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Caller {
    /// The account's owner.
    #[default]
    Owner,
    /// A user of the owner's.
    SubUser {
        /// The user's number.
        uin: String,
    },
    /// An assumed role.
    Role {
        /// The role's number.
        id: String,
        /// The name of the session.
        session: String,
    },
    /// A federated user.
    FederatedUser {
        /// The name.
        name: String,
    },
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }
}
