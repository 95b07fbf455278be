//! The accounts that somebody declared, and by which of their credentials they are known.

mod huawei;
mod qiniu;
mod rainbond;
mod tencent;

use std::collections::HashMap;
use std::iter;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::huawei::HuaweiAccount;
pub use self::qiniu::QiniuAccount;
pub use self::rainbond::{RainbondAccount, RainbondTeam};
pub use self::tencent::TencentAccount;
use crate::secret::Secret;

/// The name of the built-in account, and every credential of it.
pub const BUILT_IN: &str = "certmock";

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
pub const LONGEST_NAME: usize = 1000;

impl Declaration {
    /// Says what of it cannot be: a name that is nobody's, or one of the form that made-up keys go by,
    /// `qiniu:KEY`; a key by which nobody could be known. No key is repeated.
    pub fn check(&self) -> Result<(), String> {
        if self.name.contains([':', '|']) || self.name.contains(char::is_control) {
            let error = "an account's name has no `:`, which stands in those of made-up keys, no `|` \
                         and no control characters";
            return Err(error.to_owned());
        }
        let tokens = self.own_tokens().map(|(kind, token)| (kind, token.expose()));
        let fits = |name: &str| !name.is_empty() && name.len() <= LONGEST_NAME;
        match self.own_names().chain(tokens).find(|(_, name)| !fits(name)) {
            Some((kind, "")) => Err(format!("an account's {kind} is not empty")),
            Some((kind, _)) => Err(format!("an account's {kind} has {LONGEST_NAME} bytes at most")),
            None => Ok(()),
        }
    }

    /// What of it one of the others has, too, though it is to be one account's own.
    pub fn conflict<'a>(&self, others: impl IntoIterator<Item = &'a Self>) -> Option<String> {
        let own: Vec<_> = self.own_names().collect();
        let own_tokens: Vec<_> = self.own_tokens().collect();
        others.into_iter().find_map(|other| {
            let name = other.own_names().find(|name| own.contains(name));
            let name = name.map(|(kind, name)| format!("{kind} {name:?}"));
            name.or_else(|| {
                let is_own = |(kind, token): &(&str, &Secret)| {
                    own_tokens.iter().any(|(own_kind, own)| kind == own_kind && own == token)
                };
                other.own_tokens().find(is_own).map(|(kind, _)| kind.to_owned())
            })
        })
    }
}

/// The declared accounts, by each of the names and keys that are an account's own.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    declared: Vec<Declaration>,
    /// Their places by the kind of the key and by the key, two maps deep, so that nothing is copied
    /// to look one up.
    by_key: HashMap<&'static str, HashMap<String, usize>>,
}

impl Directory {
    /// A directory of these accounts.
    pub fn new(declared: Vec<Declaration>) -> Self {
        let mut by_key = HashMap::<_, HashMap<_, _>>::new();
        for (place, account) in declared.iter().enumerate() {
            for (kind, key) in account.own_names() {
                by_key.entry(kind).or_default().insert(key.to_owned(), place);
            }
        }
        Self { declared, by_key }
    }

    /// The same, in which the account of that name is declared so, or not at all.
    #[must_use]
    pub fn with(&self, name: &str, declaration: Option<&Declaration>) -> Self {
        let others = self.declared.iter().filter(|known| known.name != name);
        Self::new(others.chain(declaration).cloned().collect())
    }

    /// The accounts.
    pub fn declared(&self) -> &[Declaration] {
        &self.declared
    }

    /// The account of that name.
    pub fn find(&self, name: &str) -> Option<&Declaration> {
        self.find_by(NAME, name)
    }

    /// The account whose key of that kind it is.
    fn find_by(&self, kind: &str, key: &str) -> Option<&Declaration> {
        let place = self.by_key.get(kind)?.get(key)?;
        self.declared.get(*place)
    }
}
