//! A service's actions and their fields, as the vendor publishes them for its SDKs. Parameters are checked
//! against them: unknown names, missing parameters and wrong types are refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::errors::Error;
use super::parameters::missing;
use crate::spec::{Failure, Parameters};

/// The actions of a service.
#[derive(Debug, Deserialize)]
pub(crate) struct Api {
    pub(super) actions: BTreeMap<String, Action>,
    objects: BTreeMap<String, Vec<Field>>,
}

/// The parameters of an action.
#[derive(Debug, Deserialize)]
pub(super) struct Action {
    request: Vec<Field>,
}

impl Action {
    /// Whether the action's fields are known. For actions that are not emulated, only the name is.
    pub(super) fn is_described(&self) -> bool {
        !self.request.is_empty()
    }

    /// The names of the action's parameters.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.request.iter().map(|field| field.0.as_str())
    }
}

/// A field: its name, its kind, the name of its type (for a list, of an element), whether it is required,
/// and, in an object, whether the service may leave it empty.
#[derive(Debug, Deserialize)]
struct Field(String, Kind, String, bool, #[serde(default)] IgnoredAny);

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Bool,
    Float,
    Int,
    List,
    Object,
    String,
}

/// The encoding of the parameters: in the flattened encoding, all values are texts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Writing {
    Flat,
    Json,
}

impl Api {
    /// Reads the vendor's definition of a service.
    ///
    /// # Panics
    ///
    /// If the text does not have the expected form.
    pub(crate) fn read(text: &str) -> Self {
        serde_json::from_str(text).expect("the vendor's text is as it was when certmock was built")
    }

    /// Checks the parameters of an action against its fields. `own` names the lists whose length the action
    /// itself checks.
    pub(super) fn check(
        &self,
        action: &Action,
        given: Parameters,
        writing: Writing,
        own: &[&str],
    ) -> Result<Parameters, Failure> {
        Check { api: self, writing, own }.members(&action.request, given, "")
    }
}

struct Check<'a> {
    api: &'a Api,
    writing: Writing,
    own: &'a [&'a str],
}

/// The most items of a list.
///
/// Assumption: a list has up to 100 items, and a longer one is `InvalidParameterValue`, where the vendor's
/// page names no other limit or error. From: most limits that the pages name.
const MOST_ITEMS: usize = 100;

impl Check<'_> {
    /// Checks the members of an object, or the parameters. Their names in messages begin with `above`.
    fn members(
        &self,
        fields: &[Field],
        mut given: Parameters,
        above: &str,
    ) -> Result<Parameters, Failure> {
        if let Some(name) = given.keys().find(|name| fields.iter().all(|field| field.0 != **name)) {
            return Err(unknown(&format!("{above}{name}")));
        }
        // SDKs leave out null values, so an explicit null means the same.
        given.retain(|_, value| !value.is_null());
        if let Some(field) = fields.iter().find(|field| field.3 && !given.contains_key(&field.0)) {
            return Err(missing(&format!("{above}{}", field.0)));
        }
        for (name, value) in &mut given {
            if let Some(Field(_, kind, of, ..)) = fields.iter().find(|field| field.0 == *name) {
                *value = self.value(*kind, of, value.take(), &|| format!("{above}{name}"))?;
            }
        }
        Ok(given)
    }

    /// Checks a value. Its path is written only where it is needed.
    fn value(
        &self,
        kind: Kind,
        of: &str,
        value: Value,
        path: &dyn Fn() -> String,
    ) -> Result<Value, Failure> {
        match (kind, value) {
            (Kind::List, Value::Array(items)) => {
                self.check_length(path, items.len())?;
                let items = items.into_iter().enumerate();
                items
                    .map(|(index, item)| self.item(of, item, &|| format!("{}.{index}", path())))
                    .collect::<Result<_, _>>()
                    .map(Value::Array)
            }
            (Kind::List, Value::Object(items)) if self.writing == Writing::Flat => {
                let items = in_order(items).ok_or_else(|| wrong_type(&path(), "list"))?;
                self.value(kind, of, items, path)
            }
            (Kind::Object, Value::Object(members)) => {
                let fields = self.api.objects.get(of).map_or(&[][..], Vec::as_slice);
                self.members(fields, members, &format!("{}.", path())).map(Value::Object)
            }
            (_, value) => scalar(kind, of, value, self.writing).ok_or_else(|| {
                wrong_type(&path(), if kind == Kind::String { "string" } else { of })
            }),
        }
    }

    fn check_length(&self, path: &dyn Fn() -> String, length: usize) -> Result<(), Failure> {
        if length <= MOST_ITEMS {
            return Ok(());
        }
        let path = path();
        let name = path.rsplit('.').next().unwrap_or_default();
        if self.own.contains(&name) {
            return Ok(());
        }
        let words = format!("The list of parameter `{path}` has more than {MOST_ITEMS} items.");
        Err(Failure::saying(&Error::InvalidParameterValue, words))
    }

    fn item(&self, of: &str, item: Value, path: &dyn Fn() -> String) -> Result<Value, Failure> {
        let kind = match of {
            "string" | "datetime" | "date" => Kind::String,
            "int64" | "uint64" | "int" | "integer" => Kind::Int,
            "float" | "double" => Kind::Float,
            "bool" => Kind::Bool,
            _ => Kind::Object,
        };
        self.value(kind, of, item, path)
    }
}

/// A scalar of that kind, where the value is one. The service takes numbers in quotes, as its own
/// examples have them, but no number for a text.
fn scalar(kind: Kind, of: &str, value: Value, writing: Writing) -> Option<Value> {
    match (kind, value) {
        (Kind::String, value @ Value::String(_)) | (Kind::Bool, value @ Value::Bool(_)) => {
            Some(value)
        }
        (Kind::Int, Value::Number(number)) if of.starts_with('u') => {
            number.as_u64().map(Value::from)
        }
        (Kind::Int, Value::Number(number)) => number.as_i64().map(Value::from),
        (Kind::Int, Value::String(text)) if of.starts_with('u') => {
            text.parse::<u64>().ok().map(Value::from)
        }
        (Kind::Int, Value::String(text)) => text.parse::<i64>().ok().map(Value::from),
        (Kind::Float, value @ Value::Number(_)) => Some(value),
        (Kind::Float, Value::String(text)) => text.parse::<f64>().ok().map(Value::from),
        // One SDK writes `True` and `False`.
        (Kind::Bool, Value::String(text)) if writing == Writing::Flat => {
            text.to_ascii_lowercase().parse::<bool>().ok().map(Value::from)
        }
        _ => None,
    }
}

/// The items of a flattened list (`Name.0`, `Name.1`, …) in order.
fn in_order(items: Map<String, Value>) -> Option<Value> {
    let mut numbered = items
        .into_iter()
        .map(|(index, item)| Some((index.parse::<usize>().ok()?, item)))
        .collect::<Option<Vec<_>>>()?;
    numbered.sort_by_key(|(index, _)| *index);
    Some(numbered.into_iter().map(|(_, item)| item).collect())
}

fn unknown(path: &str) -> Failure {
    let words = format!("The parameter `{path}` is not recognized.");
    Failure::saying(&Error::UnknownParameter, words)
}

fn wrong_type(path: &str, wanted: &str) -> Failure {
    let wanted = match wanted {
        "int64" | "uint64" => "integer",
        other => other,
    };
    let words = format!(
        "The value type of parameter `{path}` is not valid, input type should be `{wanted}`."
    );
    Failure::saying(&Error::InvalidParameter, words)
}

/// The most levels of a flattened name. The vendor's names have at most four.
const DEPTH: usize = 8;

/// Turns flattened parameters into JSON: objects nested in objects, with lists as objects of numbered
/// members.
pub(super) fn unflatten<'a>(
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<Parameters, Failure> {
    let mut parameters = Parameters::new();
    for (name, value) in pairs {
        let mut path: Vec<&str> = name.split('.').take(DEPTH + 1).collect();
        let last = path.pop().filter(|_| path.len() < DEPTH).ok_or_else(|| unknown(name))?;
        let mut place = &mut parameters;
        for part in path {
            let inner = place.entry(part).or_insert_with(|| Value::Object(Map::new()));
            place = inner.as_object_mut().ok_or_else(|| unknown(name))?;
        }
        place.insert(last.to_owned(), value.into());
    }
    Ok(parameters)
}
