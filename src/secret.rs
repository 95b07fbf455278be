//! A value that is never shown: keys, passwords, tokens.

use std::collections::VecDeque;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many keys that were derived from a secret are kept: one for each day and service, or two.
const MOST_KEYS: usize = 16;

/// The longest text that a key which is kept is derived for, in bytes.
const LONGEST: usize = 64;

/// A text that neither a log nor an error message can print.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(transparent)]
pub struct Secret {
    text: String,
    #[serde(skip)]
    keys: Keys,
}

/// Keys that were derived from a secret, the latest last, each with what it is for.
#[derive(Default)]
struct Keys(Mutex<VecDeque<(String, Arc<hmac::Key>)>>);

impl Clone for Keys {
    /// None: they are derived again.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Secret {
    /// Hides the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), keys: Keys::default() }
    }

    /// The text, for computing with it.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Whether the texts are equal, in a time that does not depend on where they differ.
    pub fn matches(&self, other: &str) -> bool {
        constant_time_eq(self.text.as_bytes(), other.as_bytes())
    }

    /// The key that is derived from it for that; it is kept, for a client signs one request after the
    /// other with the same.
    pub(crate) fn key_for(
        &self,
        what: &str,
        derive: impl FnOnce(&str) -> hmac::Key,
    ) -> Arc<hmac::Key> {
        let keys = || self.keys.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, key)) = keys().iter().rev().find(|(known, _)| known == what) {
            return key.clone();
        }
        let key = Arc::new(derive(&self.text));
        if what.len() <= LONGEST {
            let mut keys = keys();
            if keys.len() == MOST_KEYS {
                keys.pop_front();
            }
            keys.push_back((what.to_owned(), key.clone()));
        }
        key
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Secret {}

impl Hash for Secret {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// Whether the bytes are equal, in a time that does not depend on where they differ.
pub(crate) fn constant_time_eq(left: &[u8], right: &[u8]) -> bool {
    verify_slices_are_equal(left, right).is_ok()
}
