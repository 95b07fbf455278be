//! A text that is kept to be answered over and over.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, LazyLock};

use aws_lc_rs::digest::{SHA256, digest};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::RAW;
use crate::shared::Shared;

/// The line that a certificate ends with.
const END: &str = "-----END CERTIFICATE-----";

/// How many bytes a chain has at least that is kept once: what tells it from others takes memory, too.
const SHORTEST_CHAIN: usize = 256;

/// A text, kept to the byte in the form in which answers have it: as a JSON string. Writing it is
/// copying it; to escape the PEM texts anew took a third of the time of a read.
///
/// The certificates behind the first are those of its issuers, which many certificates have in common, so
/// these texts are kept once.
#[derive(Clone)]
pub struct Verbatim {
    /// Between the quotes.
    begin: Arc<str>,
    /// What follows. Boxed, because most texts have none, and a thin pointer is enough then.
    chain: Option<Arc<Box<str>>>,
}

impl Verbatim {
    /// The text.
    pub fn text(&self) -> Cow<'_, str> {
        let [begin, chain] = self.parts();
        if !begin.contains('\\') && chain.is_empty() {
            return begin.into();
        }
        serde_json::from_str::<String>(&format!("\"{begin}{chain}\"")).unwrap_or_default().into()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.begin.is_empty()
    }

    /// What stands between the quotes.
    fn parts(&self) -> [&str; 2] {
        [&self.begin, self.chain.as_ref().map_or("", |chain| chain)]
    }
}

impl From<&str> for Verbatim {
    fn from(text: &str) -> Self {
        static CHAINS: LazyLock<Shared<[u8; 32], Box<str>>> = LazyLock::new(Shared::default);
        let (begin, chain) = split(text);
        let chain = (!chain.is_empty()).then(|| {
            let mut digested = [0; 32];
            digested.copy_from_slice(digest(&SHA256, chain.as_bytes()).as_ref());
            CHAINS.keep(digested, escape(chain))
        });
        Self { begin: escape(begin), chain }
    }
}

/// Splits a text behind its first certificate, if enough follows.
fn split(text: &str) -> (&str, &str) {
    let behind = text.find(END).map_or(text.len(), |at| at + END.len());
    let chain = text[behind..].trim_start_matches(['\r', '\n']);
    if chain.len() < SHORTEST_CHAIN {
        return (text, "");
    }
    text.split_at(text.len() - chain.len())
}

/// The text as it stands in JSON, between the quotes.
fn escape<T: for<'t> From<&'t str>>(text: &str) -> T {
    let json = serde_json::to_string(text).expect("a text is JSON");
    json[1..json.len() - 1].into()
}

impl Serialize for Verbatim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // As a `RawValue` does it, which cannot be in two parts.
        let mut raw = serializer.serialize_struct(RAW, 1)?;
        raw.serialize_field(RAW, &Quoted(self.parts()))?;
        raw.end()
    }
}

/// A JSON string, by the parts of what it has between its quotes.
struct Quoted<'a>([&'a str; 2]);

impl Serialize for Quoted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([begin, chain]) = self;
        ["\"", begin, chain, "\""].into_iter().try_for_each(|part| formatter.write_str(part))
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
            .field("bytes", &self.parts().map(str::len).iter().sum::<usize>())
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
