//! What of a request its operation did not read.

use std::cell::RefCell;
use std::fmt::Display;

use serde::de::DeserializeOwned;
use serde_json::{Error, Value};

use crate::{json, redact};

/// How many names are kept, and how many bytes of them.
const MOST: usize = 100;
const MOST_BYTES: usize = 8 << 10;

/// The members of a request that its operation did not read, without what is secret in their names.
#[derive(Debug, Default)]
pub struct Unread {
    names: Vec<String>,
    bytes: usize,
    /// How many there were beside them.
    more: usize,
}

impl Unread {
    /// Reads a type, and notes which members it does not read.
    pub(super) fn read<T: DeserializeOwned>(&mut self, value: Value) -> Result<T, Error> {
        let unread = RefCell::new(self);
        json::read_telling(value, &|path| unread.borrow_mut().note(path))
    }

    /// Notes a member by its path of names.
    fn note(&mut self, path: &dyn Display) {
        if self.names.len() == MOST || self.bytes >= MOST_BYTES {
            self.more += 1;
            return;
        }
        let name = redact::names(&path.to_string()).into_owned();
        self.bytes += name.len();
        self.names.push(name);
    }

    /// Forgets those that were read elsewhere.
    pub fn retain(&mut self, is_unread: impl FnMut(&String) -> bool) {
        self.names.retain(is_unread);
    }

    /// The names, and how many more there were.
    pub fn into_names(self) -> Vec<String> {
        let more = (self.more > 0).then(|| format!("… and {} more", self.more));
        self.names.into_iter().chain(more).collect()
    }
}
