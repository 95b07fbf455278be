//! A text that is kept to be answered over and over.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// A text, kept to the byte in the form in which answers have it: as a JSON string. Writing it is
/// copying it; to escape the PEM texts anew took a third of the time of a read.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct Verbatim(Arc<RawValue>);

impl Verbatim {
    /// The text.
    pub fn text(&self) -> Cow<'_, str> {
        let json = self.0.get();
        let inside = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match inside.filter(|inside| !inside.contains('\\')) {
            Some(plain) => plain.into(),
            None => serde_json::from_str::<String>(json).unwrap_or_default().into(),
        }
    }
}

impl Verbatim {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.get() == "\"\""
    }
}

impl From<&str> for Verbatim {
    fn from(text: &str) -> Self {
        // As large as it becomes, with a quote at each end and an escape in each line: what is made
        // larger and smaller again leaves gaps between the texts that stay.
        let lines = text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
        let mut json = Vec::with_capacity(text.len() + lines + 2);
        serde_json::to_writer(&mut json, text).expect("a text is JSON");
        let json = String::from_utf8(json).expect("JSON is UTF-8");
        Self(RawValue::from_string(json).expect("it was written as JSON").into())
    }
}

impl From<String> for Verbatim {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Cow<'_, str>> for Verbatim {
    fn from(text: Cow<'_, str>) -> Self {
        (&*text).into()
    }
}

// Written by hand, because private keys are kept, too.
impl fmt::Debug for Verbatim {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Verbatim")
            .field("bytes", &self.0.get().len())
            .finish_non_exhaustive()
    }
}

impl<'de> Deserialize<'de> for Verbatim {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Into::into)
    }
}

impl JsonSchema for Verbatim {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}
