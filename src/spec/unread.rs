//! The parameters of a request that its operation did not read.

use std::cell::RefCell;
use std::fmt::Display;

use serde::de::DeserializeOwned;
use serde_json::{Error, Value};

use crate::{json, redact};

/// The most names that are kept, and their largest total size in bytes.
const MOST: usize = 100;
const MOST_BYTES: usize = 8 << 10;

/// The names of parameters that the operation did not read, with secrets in the names redacted.
#[derive(Debug, Default)]
pub struct Unread {
    names: Vec<String>,
    bytes: usize,
    /// The number of further names that were not kept.
    more: usize,
}

impl Unread {
    /// Reads a value of type `T` and records the members that it does not read.
    pub(super) fn read<T: DeserializeOwned>(&mut self, value: Value) -> Result<T, Error> {
        let unread = RefCell::new(self);
        json::read_telling(value, &|path| unread.borrow_mut().note(path))
    }

    /// Records a member, given as a path of names.
    fn note(&mut self, path: &dyn Display) {
        if self.names.len() == MOST || self.bytes >= MOST_BYTES {
            self.more += 1;
            return;
        }
        let name = redact::names(&path.to_string()).into_owned();
        self.bytes += name.len();
        self.names.push(name);
    }

    /// Removes the names for which `is_unread` returns false.
    pub fn retain(&mut self, is_unread: impl FnMut(&String) -> bool) {
        self.names.retain(is_unread);
    }

    /// The names, with a last line that counts those that were not kept.
    pub fn into_names(self) -> Vec<String> {
        let more = (self.more > 0).then(|| format!("… and {} more", self.more));
        self.names.into_iter().chain(more).collect()
    }
}
