//! The accounts that somebody declared, and by which of their credentials they are known.

mod huawei;
mod qiniu;
mod rainbond;
mod tencent;

use std::collections::HashMap;
use std::fmt;
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
    /// Returns what is wrong with the account: an empty name, a name in the form of made-up keys,
    /// `qiniu:KEY`, or a key that is empty or too long. The message repeats no key.
    pub fn check(&self) -> Result<(), String> {
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

/// What accounts are known by, each of which is to be one account's own, with the names of those
/// accounts.
#[derive(Default)]
pub struct Taken<'a>(HashMap<(&'static str, &'a str), &'a str>);

impl fmt::Debug for Taken<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Taken").finish_non_exhaustive()
    }
}

impl<'a> Taken<'a> {
    /// Adds what an account is known by.
    pub fn add(&mut self, account: &'a Declaration) {
        let tokens = account.own_tokens().map(|(kind, token)| (kind, token.expose()));
        self.0.extend(account.own_names().chain(tokens).map(|key| (key, &*account.name)));
    }

    /// What of an account is one's own for whom that holds, as it may be shown.
    pub fn conflict(
        &self,
        account: &Declaration,
        is_other: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let is_taken =
            |key: (&'static str, &str)| self.0.get(&key).is_some_and(|name| is_other(name));
        let name = account.own_names().find(|key| is_taken(*key));
        let name = name.map(|(kind, name)| format!("{kind} {name:?}"));
        name.or_else(|| {
            let mut tokens = account.own_tokens();
            let token = tokens.find(|(kind, token)| is_taken((kind, token.expose())));
            token.map(|(kind, _)| kind.to_owned())
        })
    }

    /// The names of the accounts.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.0.keys().filter(|(kind, _)| *kind == NAME).map(|(_, name)| *name)
    }

    /// Whether an account is known by that name.
    pub fn has_name(&self, name: &str) -> bool {
        self.0.contains_key(&(NAME, name))
    }
}

impl<'a> FromIterator<&'a Declaration> for Taken<'a> {
    fn from_iter<T: IntoIterator<Item = &'a Declaration>>(accounts: T) -> Self {
        let mut taken = Self::default();
        accounts.into_iter().for_each(|account| taken.add(account));
        taken
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

    /// The same, in which the accounts for whose names that holds are declared as in another.
    #[must_use]
    pub fn restored(&self, other: &Self, which: impl Fn(&str) -> bool) -> Self {
        let kept = self.declared.iter().filter(|known| !which(&known.name));
        let restored = other.declared.iter().filter(|known| which(&known.name));
        Self::new(kept.chain(restored).cloned().collect())
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
