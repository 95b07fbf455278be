//! A request, rebuilt from its entry in the journal, to be shown in other formats and sent again.
//!
//! It contains nothing that the entry does not show: no credentials, and fingerprints in place of secrets. The
//! journal does not keep the original bytes: the query of a request without a body is rebuilt from its
//! parameters, and only known headers are there. If a request was refused before it was read, its parameters
//! are missing.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use crate::journal::{Entry, Written};
use crate::redact;
use crate::reference;
use crate::spec::{Providers, Row, find_provider};

/// A rebuilt request.
pub(super) struct Said<'a> {
    providers: Providers,
    entry: &'a Entry,
    /// The operation, if the request named one.
    row: Option<Row>,
    pub(super) method: Cow<'a, str>,
    /// The query, as pairs.
    pub(super) pairs: Vec<(String, String)>,
    /// The headers that name the operation and the type of the body.
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
            return path.to_string();
        }
        let begin = format!("{path}?");
        let length = begin.len();
        let mut query = form_urlencoded::Serializer::for_suffix(begin, length);
        query.extend_pairs(&self.pairs).finish()
    }

    /// The curl command that sends the same request to the server at that origin; a comment if the request is
    /// not known.
    pub(super) fn curl(&self, origin: &str) -> String {
        let Self { entry, row, .. } = self;
        let url = format!("{origin}{}", self.target());
        let mut headers = self.headers.clone();
        // The headers that the operation needs, as in its example.
        let needed = row.as_ref().map(Row::example_headers).unwrap_or_default();
        headers.extend(needed.into_iter().filter(|needed| !self.headers.contains(needed)));
        let provider = find_provider(self.providers, entry.provider);
        let host = entry.host.rsplit_once(':').map_or(&*entry.host, |(host, _)| host);
        if provider.is_some_and(|provider| provider.has_host(host)) {
            headers.push(("Host".to_owned(), entry.host.to_string()));
        }
        let command = reference::curl(&self.method, &url, &headers, self.body.as_deref());
        let names_itself = provider.is_some_and(|it| !it.protocol.shared_wire().is_empty());
        let is_lost =
            entry.parameters.is_none() && (has_body(entry) || names_itself && row.is_none());
        if is_lost { format!("# It was refused unread: {command}") } else { command }
    }
}

/// Whether the parameters are in the body.
fn has_body(entry: &Entry) -> bool {
    matches!(entry.method.as_str(), "PATCH" | "POST" | "PUT")
}

/// The operation of an entry in the table, if it named one.
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

/// The query of a request without a body, as pairs: one for each item of a list.
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
