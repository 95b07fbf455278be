//! The accounts that somebody declares, with their credentials at each vendor.

pub(crate) mod directory;
mod huawei;
mod qiniu;
mod rainbond;
mod tencent;

use std::iter;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use self::directory::{Directory, Taken};
pub use self::huawei::HuaweiAccount;
pub use self::qiniu::QiniuAccount;
pub use self::rainbond::{RainbondAccount, RainbondTeam};
pub use self::tencent::TencentAccount;
use crate::secret::Secret;

/// The name of the built-in account, and every credential of it.
pub(crate) const BUILT_IN: &str = "certmock";

/// Writes [`Declaration`] from the list of the vendors: a line each, as `name: type`.
macro_rules! vendors {
    ($($(#[$meta:meta])* $vendor:ident: $account:ident,)*) => {
        /// An account with its credentials, a group for each vendor.
        #[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
        #[serde(deny_unknown_fields)]
        pub struct Declaration {
            /// The name that it goes by in the control API.
            pub name: String,
            $(
                $(#[$meta])*
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $vendor: Option<$account>,
            )*
        }

        impl Declaration {
            /// What it is found by, secrets aside.
            fn own_names(&self) -> impl Iterator<Item = (&'static str, &str)> {
                let names = iter::once((NAME, &*self.name));
                $(let names = names.chain(self.$vendor.iter().flat_map($account::own_names));)*
                names
            }

            /// The tokens that it is found by.
            fn own_tokens(&self) -> impl Iterator<Item = (&'static str, &Secret)> {
                let tokens = iter::empty();
                $(let tokens = tokens.chain(self.$vendor.iter().flat_map($account::own_tokens));)*
                tokens
            }

            /// The built-in account: every credential is the word `certmock`.
            pub fn certmock() -> Self {
                Self { name: BUILT_IN.to_owned(), $($vendor: Some($account::built_in()),)* }
            }
        }
    };
}

vendors! {
    /// At Huawei Cloud.
    huawei: HuaweiAccount,
    /// At Qiniu.
    qiniu: QiniuAccount,
    /// At a Rainbond platform.
    rainbond: RainbondAccount,
    /// At Tencent Cloud.
    tencent: TencentAccount,
}

const NAME: &str = "name";

/// The longest name of an account, and the longest key, in bytes.
pub(crate) const LONGEST_NAME: usize = 1000;

impl Declaration {
    /// Returns what is wrong with the account: an empty name, a name in the form of made-up keys,
    /// `qiniu:KEY`, or a key that is empty or too long. The message repeats no key.
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.name.contains([':', '|']) || self.name.contains(char::is_control) {
            let error = "an account's name must not contain `:`, which the names of made-up keys have, `|` \
                         or control characters";
            return Err(error.to_owned());
        }
        let tokens = self.own_tokens().map(|(kind, token)| (kind, token.expose()));
        let fits = |name: &str| !name.is_empty() && name.len() <= LONGEST_NAME;
        match self.own_names().chain(tokens).find(|(_, name)| !fits(name)) {
            Some((kind, "")) => Err(format!("an account's {kind} must not be empty")),
            Some((kind, _)) => {
                Err(format!("an account's {kind} may have at most {LONGEST_NAME} bytes"))
            }
            None => Ok(()),
        }
    }
}
