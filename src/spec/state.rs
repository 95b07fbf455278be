//! A provider's state of an account, exported and imported as a whole.

use std::marker::PhantomData;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::hint::{explain_privately, shorten_word};
use crate::json::{self, Path, Step};
use crate::store::{Beginning, Facts, Held, State, Store, View};

/// Why a state cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}", place(path))]
pub struct StateError {
    /// The path of the invalid member.
    pub path: Path,
    /// What is wrong with it. The value is not repeated, because it may be a secret.
    pub error: String,
}

/// How the state of a provider is exported and imported.
pub trait Portable: Send + Sync {
    /// The account's state as JSON; nothing if the account has no state yet. An error is an internal failure
    /// of certmock.
    fn export(
        &self,
        store: &Store,
        account: &str,
    ) -> Option<Result<Box<RawValue>, serde_json::Error>>;

    /// The certificates that the account holds, with the names of the objects that use them.
    fn certificates(&self, store: &Store, account: &str) -> Vec<Held>;

    /// Reads a state without giving it to an account, so that several states can be checked before the first
    /// is given. Objects without a creation date get `now`, the time on the account's clock.
    fn read(&self, state: &RawValue, now: OffsetDateTime) -> Result<Beginning, StateError>;

    /// The JSON Schema of a state. `definitions` is the JSON pointer (`…/$defs`) under which its definitions
    /// will be found.
    fn schema(&self, definitions: &str) -> Schema;
}

/// A path as text, to be put after the name of the object that it leads into.
fn place(path: &[Step]) -> String {
    let step = |step: &Step| match step {
        Step::Item(index) => format!("[{index}]"),
        Step::Member(name) => format!(".{}", shorten_word(name)),
    };
    path.iter().map(step).collect()
}

/// The member that holds an object's creation date: the name of the list of objects, and the name of the
/// member.
#[derive(Clone, Copy, Debug)]
pub enum Dated {
    /// A date in the form of RFC 3339.
    Rfc3339(&'static str, &'static str),
    /// A date in seconds since 1970.
    UnixSeconds(&'static str, &'static str),
}

/// Exports and imports states of this type.
#[derive(Debug)]
pub struct StateOf<S> {
    dated: &'static [Dated],
    kind: PhantomData<fn() -> S>,
}

impl<S> StateOf<S> {
    /// Exports and imports states of this type. These members may be absent from an import and are then set
    /// to the current time.
    pub const fn new(dated: &'static [Dated]) -> Self {
        Self { dated, kind: PhantomData }
    }
}

impl Dated {
    /// Makes the member optional in the schema.
    fn leave_out(self, state: &Schema, kinds: &mut Map<String, Value>) {
        let (Self::Rfc3339(list, member) | Self::UnixSeconds(list, member)) = self;
        let objects = state.pointer(&format!("/properties/{list}/items/$ref"));
        let kind = objects.and_then(Value::as_str).and_then(|place| place.rsplit('/').next());
        let kind = kind.and_then(|kind| kinds.get_mut(kind));
        let required = kind.and_then(|kind| kind.get_mut("required")).and_then(Value::as_array_mut);
        if let Some(required) = required {
            required.retain(|name| name != member);
        }
    }

    /// Sets the member of an object of the list `of` to `now` where it is absent.
    fn fill(self, of: &str, object: &mut Value, now: OffsetDateTime) {
        let (Self::Rfc3339(list, member) | Self::UnixSeconds(list, member)) = self;
        if list == of
            && let Some(object) = object.as_object_mut()
        {
            object.entry(member).or_insert_with(|| match self {
                Self::Rfc3339(..) => now.format(&Rfc3339).unwrap_or_default().into(),
                Self::UnixSeconds(..) => now.unix_timestamp().into(),
            });
        }
    }
}

impl<S: State + Clone + JsonSchema + Serialize + DeserializeOwned> Portable for StateOf<S> {
    fn export(
        &self,
        store: &Store,
        account: &str,
    ) -> Option<Result<Box<RawValue>, serde_json::Error>> {
        if !store.has::<S>(account) {
            return None;
        }
        // The state is copied under the lock and written after it, because writing takes longer than copying.
        let state = store.read(&Facts::of(account), |view: View<'_, S>| view.state.clone());
        Some(to_raw_value(&state))
    }

    fn certificates(&self, store: &Store, account: &str) -> Vec<Held> {
        if !store.has::<S>(account) {
            return Vec::new();
        }
        store.read(&Facts::of(account), |view: View<'_, S>| S::certificates(&view))
    }

    fn read(&self, state: &RawValue, now: OffsetDateTime) -> Result<Beginning, StateError> {
        let complete = |list: &str, object: &mut Value| {
            self.dated.iter().for_each(|dated| dated.fill(list, object, now));
        };
        // Item by item, because a state may be as large as the memory allows.
        let state: S = json::read_by_item(state, &complete).map_err(|wrong| {
            let error = explain_privately(&wrong.error.to_string());
            StateError { path: wrong.path, error }
        })?;
        state.check().map_err(|error| StateError { path: Path::new(), error })?;
        Ok(Beginning::new(state))
    }

    fn schema(&self, definitions: &str) -> Schema {
        let settings = SchemaSettings::draft2020_12()
            .with(|settings| definitions.clone_into(settings.definitions_path.to_mut()));
        let mut generator = settings.into_generator();
        let mut schema = S::json_schema(&mut generator);
        let mut kinds = generator.take_definitions(true);
        self.dated.iter().for_each(|dated| dated.leave_out(&schema, &mut kinds));
        schema.insert("$defs".to_owned(), kinds.into());
        schema
    }
}
