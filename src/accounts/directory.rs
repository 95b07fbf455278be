//! By which of their credentials declared accounts are known.

use std::collections::HashMap;
use std::fmt;

use super::{Declaration, NAME};

/// What accounts are known by, each of which is to be one account's own, with the names of those
/// accounts.
#[derive(Default)]
pub(crate) struct Taken<'a>(HashMap<(&'static str, &'a str), &'a str>);

impl fmt::Debug for Taken<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Taken").finish_non_exhaustive()
    }
}

impl<'a> Taken<'a> {
    /// Adds what an account is known by.
    pub(crate) fn add(&mut self, account: &'a Declaration) {
        let tokens = account.own_tokens().map(|(kind, token)| (kind, token.expose()));
        self.0.extend(account.own_names().chain(tokens).map(|key| (key, &*account.name)));
    }

    /// What of an account is one's own for whom that holds, as it may be shown.
    pub(crate) fn conflict(
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
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.0.keys().filter(|(kind, _)| *kind == NAME).map(|(_, name)| *name)
    }

    /// Whether an account is known by that name.
    pub(crate) fn has_name(&self, name: &str) -> bool {
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
    pub(super) fn find_by(&self, kind: &str, key: &str) -> Option<&Declaration> {
        let place = self.by_key.get(kind)?.get(key)?;
        self.declared.get(*place)
    }
}
