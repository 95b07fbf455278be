//! What a request said, put together anew of what the journal keeps of it, so that it can be shown as
//! others write requests, and sent again.
//!
//! It is made of what an entry shows of itself: nothing is in it that is not in that, no credentials, and
//! fingerprints in the place of secrets. How it was sent is not kept: the query of a request without a body
//! is put together of its parameters, and of the headers only those are there that are known.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use crate::journal::{Entry, Written};
use crate::redact;
use crate::reference;
use crate::spec::{Providers, Row, find_provider};

/// What a request said.
pub(super) struct Said<'a> {
    pub(super) method: Cow<'a, str>,
    path: &'a str,
    /// The query, as pairs.
    pub(super) pairs: Vec<(String, String)>,
    /// Those that name the operation, and say what the body is.
    pub(super) headers: Vec<(String, String)>,
    /// The body, as JSON.
    pub(super) body: Option<String>,
}

impl<'a> Said<'a> {
    pub(super) fn of(providers: Providers, Written { entry, .. }: &'a Written) -> Self {
        let row = row_of(providers, entry);
        let headers = row.as_ref().map(Row::headers).unwrap_or_default();
        // Any word may be a method.
        let method = redact::name(entry.method.as_str());
        let mut said = Self { method, path: &entry.path, pairs: Vec::new(), headers, body: None };
        let Value::Object(parameters) = json!(entry.parameters) else { return said };
        if matches!(entry.method.as_str(), "PATCH" | "POST" | "PUT") {
            said.headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
            said.body = Some(Value::Object(parameters).to_string());
        } else {
            said.pairs = query(parameters, row.map_or("/", |row| row.path()));
        }
        said
    }

    /// The path with the query.
    pub(super) fn target(&self) -> String {
        if self.pairs.is_empty() {
            return self.path.to_owned();
        }
        let begin = format!("{}?", self.path);
        let length = begin.len();
        let mut query = form_urlencoded::Serializer::for_suffix(begin, length);
        query.extend_pairs(&self.pairs).finish()
    }

    /// The command that asks the server of that origin for the same.
    pub(super) fn curl(&self, origin: &str) -> String {
        let url = format!("{origin}{}", self.target());
        reference::curl(&self.method, &url, &self.headers, self.body.as_deref())
    }
}

/// Its operation in the table, where it named one.
pub(super) fn row_of(providers: Providers, entry: &Entry) -> Option<Row> {
    let name = entry.operation?;
    let rows = find_provider(providers, entry.provider)?.rows();
    rows.into_iter().find(|row| row.operation.name == name)
}

/// What a request without a body says beside its path, as pairs: of a list each item.
fn query(parameters: Map<String, Value>, path: &str) -> Vec<(String, String)> {
    let is_in_path = |name: &String| {
        let mut names = path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
        names.any(|known| known.eq_ignore_ascii_case(name))
    };
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    let mut pairs = Vec::new();
    for (name, value) in parameters.into_iter().filter(|(name, _)| !is_in_path(name)) {
        match value {
            Value::Array(items) => {
                pairs.extend(items.into_iter().map(|item| (name.clone(), text(item))));
            }
            value => pairs.push((name, text(value))),
        }
    }
    pairs
}
