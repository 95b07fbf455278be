//! A provider's state of an account, taken out and put back whole.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::Value;

use crate::store::{State, Store, View};

/// Puts a state that was read in its place.
pub type Import = Box<dyn FnOnce(&Store, &str) + Send>;

/// How the state of a provider is exported and imported.
pub trait Portable: fmt::Debug + Send + Sync {
    /// The account's state; none where it has none yet.
    fn export(&self, store: &Store, account: &str) -> Option<Value>;

    /// Reads a state, so that it can be put in place when everything beside it was read, too.
    fn read(&self, state: Value) -> Result<Import, serde_json::Error>;
}

/// The state of that type.
pub struct StateOf<S>(PhantomData<fn() -> S>);

impl<S> StateOf<S> {
    /// The state of that type.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<S> Default for StateOf<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S> fmt::Debug for StateOf<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("StateOf").finish_non_exhaustive()
    }
}

impl<S: State + Serialize + DeserializeOwned> Portable for StateOf<S> {
    fn export(&self, store: &Store, account: &str) -> Option<Value> {
        if !store.has::<S>(account) {
            return None;
        }
        let export = |view: View<'_, S>| serde_json::to_value(view.state);
        Some(store.read(account, export).expect("a state is plain data"))
    }

    fn read(&self, state: Value) -> Result<Import, serde_json::Error> {
        let state: S = serde_json::from_value(state)?;
        state.check().map_err(serde_json::Error::custom)?;
        Ok(Box::new(move |store, account| store.replace(account, state)))
    }
}
