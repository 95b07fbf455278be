//! What a request said, put together anew of what the journal keeps of it, so that it can be shown as
//! others write requests, and sent again.
//!
//! It is made of what an entry shows of itself: nothing is in it that is not in that, no credentials, and
//! fingerprints in the place of secrets. How it was sent is not kept: the query of a request without a body
//! is put together of its parameters, and of the headers only those are there that are known.
//! What a request that was refused before it was read has said is not kept at all.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use crate::journal::{Entry, Written};
use crate::redact;
use crate::reference;
use crate::spec::{Providers, Row, find_provider};

/// What a request said.
pub(super) struct Said<'a> {
    providers: Providers,
    entry: &'a Entry,
    /// Its operation, where it named one.
    row: Option<Row>,
    pub(super) method: Cow<'a, str>,
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
        let place = row.as_ref().map_or("/", Row::path);
        // Any word may be a method.
        let method = redact::name(entry.method.as_str());
        let (pairs, body) = (Vec::new(), None);
        let mut said = Self { providers, entry, row, method, pairs, headers, body };
        let Value::Object(mut parameters) = json!(entry.parameters) else { return said };
        parameters.retain(|name, _| !is_in_path(place, name));
        if has_body(entry) {
            said.headers.push(reference::json_header());
            said.body = Some(Value::Object(parameters).to_string());
        } else {
            said.pairs = query(parameters);
        }
        said
    }

    /// The path with the query.
    pub(super) fn target(&self) -> String {
        let path = &self.entry.path;
        if self.pairs.is_empty() {
            return path.clone();
        }
        let begin = format!("{path}?");
        let length = begin.len();
        let mut query = form_urlencoded::Serializer::for_suffix(begin, length);
        query.extend_pairs(&self.pairs).finish()
    }

    /// The command that asks the server of that origin for the same; a remark where that is not known.
    pub(super) fn curl(&self, origin: &str) -> String {
        let Self { entry, row, .. } = self;
        let url = format!("{origin}{}", self.target());
        let mut headers = self.headers.clone();
        // Those without which the operation is not reached, as its example has them.
        let needed = row.as_ref().map(Row::example_headers).unwrap_or_default();
        headers.extend(needed.into_iter().filter(|needed| !self.headers.contains(needed)));
        let provider = find_provider(self.providers, entry.provider);
        let host = entry.host.rsplit_once(':').map_or(&*entry.host, |(host, _)| host);
        if provider.is_some_and(|provider| provider.has_host(host)) {
            headers.push(("Host".to_owned(), entry.host.clone()));
        }
        let command = reference::curl(&self.method, &url, &headers, self.body.as_deref());
        let names_itself = provider.is_some_and(|it| !it.protocol.shared_wire().is_empty());
        let is_lost =
            entry.parameters.is_none() && (has_body(entry) || names_itself && row.is_none());
        if is_lost { format!("# It was refused unread: {command}") } else { command }
    }
}

/// Whether what it says stands in its body.
fn has_body(entry: &Entry) -> bool {
    matches!(entry.method.as_str(), "PATCH" | "POST" | "PUT")
}

/// Its operation in the table, where it named one.
pub(super) fn row_of(providers: Providers, entry: &Entry) -> Option<Row> {
    let name = entry.operation?;
    let rows = find_provider(providers, entry.provider)?.rows();
    rows.into_iter().find(|row| row.operation.name == name)
}

/// Whether a path has a parameter of that name in braces.
fn is_in_path(path: &str, name: &str) -> bool {
    let mut names = path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    names.any(|known| known.eq_ignore_ascii_case(name))
}

/// What a request without a body says beside its path, as pairs: of a list each item.
fn query(parameters: Map<String, Value>) -> Vec<(String, String)> {
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    let mut pairs = Vec::new();
    for (name, value) in parameters {
        match value {
            Value::Array(items) => {
                pairs.extend(items.into_iter().map(|item| (name.clone(), text(item))));
            }
            value => pairs.push((name, text(value))),
        }
    }
    pairs
}
