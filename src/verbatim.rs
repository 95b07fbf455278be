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

/// The length, in bytes, from which on a chain is kept once: its digest and its place in a table take memory, too.
const SHORTEST_CHAIN: usize = 256;

/// A text, kept to the byte in the form in which answers have it: as a JSON string. Writing it is
/// copying it; to escape the PEM texts anew took a third of the time of a read.
///
/// Behind the first certificate there are usually those of its issuers, which many certificates have in common,
/// so this part of the text is kept once.
#[derive(Clone)]
pub struct Verbatim {
    /// The escaped text, without quotes and without the chain.
    begin: Arc<str>,
    /// The escaped text behind the first certificate, if it is long enough to be kept once. It is boxed so that the
    /// pointer is thin, as most texts have no chain, and that the text is freed while a table still refers to it.
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

/// Splits a text behind its first certificate if enough follows.
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, to_string, to_value};

    use super::*;
    use crate::json;

    #[test]
    fn a_text_is_kept_to_the_byte_and_its_chain_once() {
        let issuer = format!("-----BEGIN CERTIFICATE-----\n{}\n{END}\n", "x".repeat(300));
        let chain = format!("{issuer}\r\n\n{issuer}behind \"it\"\\\t证书");
        let texts =
            ["", "a", "\n", END, &issuer, &chain, &format!("证\"{chain}"), &format!("{chain}\0")];
        for text in texts {
            let kept = Verbatim::from(text);
            assert_eq!(kept.text(), text);
            assert_eq!(kept.is_empty(), text.is_empty());
            assert_eq!(to_string(&kept).unwrap(), to_string(text).unwrap());
            assert_eq!(to_value(&kept).unwrap(), Value::from(text));
            let mut written = Vec::new();
            json::write(&mut written, &[&kept]).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), to_string(&[text]).unwrap());
        }
        let chain_of = |text: &str| Verbatim::from(text).chain;
        let (one, other) =
            (chain_of(&chain), chain_of(&format!("{END}\n{}", &chain[issuer.len() + 3..])));
        assert!(one.zip(other).is_some_and(|(one, other)| Arc::ptr_eq(&one, &other)));
        assert!(chain_of(&issuer).is_none());
    }
}
