//! A provider's state of an account, taken out and put back whole.

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
    /// The member that is wrong.
    pub path: Path,
    /// What is wrong with it; the value is not repeated, for it may be a secret.
    pub error: String,
}

/// How the state of a provider is exported and imported.
pub trait Portable: Send + Sync {
    /// The account's state as JSON; none where it has none yet. An error is certmock's own failure.
    fn export(
        &self,
        store: &Store,
        account: &str,
    ) -> Option<Result<Box<RawValue>, serde_json::Error>>;

    /// The certificates that the account holds, with what uses each.
    fn certificates(&self, store: &Store, account: &str) -> Vec<Held>;

    /// Reads a state, so that it can be given to an account when everything beside it was read, too.
    /// What it does not date is as new as the account's clock shows, `now`.
    fn read(&self, state: &RawValue, now: OffsetDateTime) -> Result<Beginning, StateError>;

    /// The JSON Schema of what is read, whose own definitions are found at that JSON pointer,
    /// `…/$defs`.
    fn schema(&self, definitions: &str) -> Schema;
}

/// A path behind the name of what it is in.
fn place(path: &[Step]) -> String {
    let step = |step: &Step| match step {
        Step::Item(index) => format!("[{index}]"),
        Step::Member(name) => format!(".{}", shorten_word(name)),
    };
    path.iter().map(step).collect()
}

/// A member of the objects of a list that says when they were made.
#[derive(Clone, Copy, Debug)]
pub enum Dated {
    /// As RFC 3339 has it.
    Rfc3339(&'static str, &'static str),
    /// In seconds since 1970.
    UnixSeconds(&'static str, &'static str),
}

/// The state of that type.
#[derive(Debug)]
pub struct StateOf<S> {
    dated: &'static [Dated],
    kind: PhantomData<fn() -> S>,
}

impl<S> StateOf<S> {
    /// The state of that type, in which these members are dated.
    pub const fn new(dated: &'static [Dated]) -> Self {
        Self { dated, kind: PhantomData }
    }
}

impl Dated {
    /// Has the schema require no date of what is dated otherwise.
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

    /// Dates an object of that list where it is not dated.
    fn fill(self, of: &str, object: &mut Value, now: OffsetDateTime) {
        let (list, member, moment) = match self {
            Self::Rfc3339(list, member) => {
                (list, member, now.format(&Rfc3339).unwrap_or_default().into())
            }
            Self::UnixSeconds(list, member) => (list, member, Value::from(now.unix_timestamp())),
        };
        if list == of
            && let Some(object) = object.as_object_mut()
        {
            object.entry(member).or_insert(moment);
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
        // Written when the account is let go of: that takes longer than to copy it.
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
        // States may be as large as the memory allows.
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
