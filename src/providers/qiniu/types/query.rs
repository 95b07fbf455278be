//! Reads members of queries. The protocol turns a repeated member into a list.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// The first value, as Go gives it.
pub(super) fn first<'de, D: Deserializer<'de>>(member: D) -> Result<Option<String>, D::Error> {
    Ok(match Option::deserialize(member)? {
        Some(OneOrMore::One(value)) => Some(value),
        Some(OneOrMore::More(values)) => values.into_iter().next(),
        None => None,
    })
}

/// The words of a member that may be repeated.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(from = "OneOrMore")]
#[schemars(with = "Vec<String>")]
pub(crate) struct Several(HashSet<String>);

impl From<OneOrMore> for Several {
    /// An empty value counts as absent.
    fn from(words: OneOrMore) -> Self {
        let words = match words {
            OneOrMore::One(word) => vec![word],
            OneOrMore::More(words) => words,
        };
        Self(words.into_iter().filter(|word| !word.is_empty()).collect())
    }
}

impl Several {
    /// Whether the value is one of them, or there are none.
    pub(crate) fn have(&self, word: &str) -> bool {
        self.0.is_empty() || self.0.contains(word)
    }

    /// Whether this is the only value.
    pub(crate) fn is_only(&self, word: &str) -> bool {
        self.0.len() == 1 && self.0.contains(word)
    }
}
