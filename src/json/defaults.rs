//! Members that replies show with the same values, unless an object has values of its own. The default values
//! are copied as text into each reply.

use std::borrow::Cow;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value};

/// The default members of a kind of object.
#[derive(Debug, Deserialize)]
#[serde(from = "Map<String, Value>")]
pub(crate) struct Defaults {
    values: Map<String, Value>,
    /// The values as text, in the same order.
    texts: Vec<Box<RawValue>>,
}

impl Defaults {
    /// The default members, where `own` has the values of an object that differ, and its further members.
    pub(crate) fn with(&'static self, own: Map<String, Value>) -> WithDefaults {
        WithDefaults { defaults: self, own }
    }
}

impl From<Map<String, Value>> for Defaults {
    fn from(values: Map<String, Value>) -> Self {
        let texts = values.values().map(|value| to_raw_value(value).expect("a value is JSON"));
        Self { texts: texts.collect(), values }
    }
}

impl Deref for Defaults {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.values
    }
}

/// The members of an object: the default ones in their order, then its own ones that have no default.
#[derive(Debug)]
pub(crate) struct WithDefaults {
    defaults: &'static Defaults,
    own: Map<String, Value>,
}

impl Serialize for WithDefaults {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let Self { defaults, own } = self;
        let mut members = serializer.serialize_map(None)?;
        for (name, text) in defaults.keys().zip(&defaults.texts) {
            match own.get(name) {
                Some(value) => members.serialize_entry(name, value)?,
                None => members.serialize_entry(name, text)?,
            }
        }
        for (name, value) in own.iter().filter(|(name, _)| !defaults.contains_key(*name)) {
            members.serialize_entry(name, value)?;
        }
        members.end()
    }
}

impl JsonSchema for WithDefaults {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Map::<String, Value>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Map::<String, Value>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn own_members_stand_in_the_places_of_the_default_ones_and_others_behind_them() {
        static DEFAULTS: LazyLock<Defaults> =
            LazyLock::new(|| from_value(json!({ "a": 1, "b": { "c": [null, "ä\n"] } })).unwrap());
        let shown = |own: Value| {
            let mut text = Vec::new();
            crate::json::write(&mut text, &DEFAULTS.with(from_value(own).unwrap())).unwrap();
            String::from_utf8(text).unwrap()
        };
        assert_eq!(shown(json!({})), r#"{"a":1,"b":{"c":[null,"ä\n"]}}"#);
        let own = json!({ "z": 0, "a": "x" });
        assert_eq!(shown(own), r#"{"a":"x","b":{"c":[null,"ä\n"]},"z":0}"#);
    }
}
