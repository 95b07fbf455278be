//! What an account holds at the token service: who its key is of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::accounts::Declaration;
use crate::store::State;

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Account {
    /// Whose the key is.
    pub(super) caller: Caller,
}

/// Whose a key is.
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
    /// A role that somebody has taken.
    Role {
        /// The role's number.
        id: String,
        /// What who took it calls the session.
        session: String,
    },
    /// Somebody whom the owner vouches for.
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
