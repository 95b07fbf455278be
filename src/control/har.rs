//! The journal as an HTTP Archive 1.2 (<http://www.softwareishard.com/blog/har-12-spec/>), which
//! browsers and analysers of traffic read.
//!
//! It is made of what entries show of themselves, so that nothing is in it that is not in them. Of a
//! request the journal keeps what it says and not how that was sent: the query of one without a body
//! is put together anew, and of the headers only those are there that are known.

use std::iter;

use axum::http::StatusCode;
use serde_json::{Map, Value, json};
use time::Duration;
use time::format_description::well_known::Rfc3339;

use crate::journal::Written;
use crate::spec::{Providers, Row, find_provider};

/// What a size is where it is not known, and a time where there is no such phase.
const UNKNOWN: i8 = -1;

/// What HTTP is spoken.
const VERSION: &str = "HTTP/1.1";

/// The members of an entry that the archive has places of its own for.
const PLACED: [&str; 9] =
    ["answer", "at", "elapsed_ms", "host", "method", "parameters", "path", "scheme", "status"];

/// The entries as an archive, in their order; `next` is what to ask for as `before` where there are
/// older ones.
pub(super) fn archive(providers: Providers, entries: &[Written], next: Option<u64>) -> Value {
    let entries: Vec<_> = entries.iter().map(|written| entry(providers, written)).collect();
    let mut log = json!({
        "version": "1.2",
        "creator": { "name": "certmock", "version": env!("CARGO_PKG_VERSION") },
        "entries": entries,
    });
    if let Some(next) = next {
        log["_next"] = next.into();
    }
    json!({ "log": log })
}

fn entry(providers: Providers, written: &Written) -> Value {
    let entry = &written.entry;
    // It is written down when it was answered.
    let took = Duration::seconds_f64(entry.elapsed_ms / 1000.0);
    let begun = entry.at.checked_sub(took).unwrap_or(entry.at);
    let mut shown = json!(written);
    let answer = shown["answer"].take();
    let request = request(providers, written, &mut shown);
    if let Some(members) = shown.as_object_mut() {
        members.retain(|name, _| !PLACED.contains(&name.as_str()));
    }
    json!({
        "startedDateTime": begun.format(&Rfc3339).unwrap_or_default(),
        "time": entry.elapsed_ms,
        "request": request,
        "response": response(entry.status, &answer),
        "cache": {},
        "timings": {
            "blocked": UNKNOWN, "dns": UNKNOWN, "connect": UNKNOWN, "ssl": UNKNOWN,
            "send": 0, "wait": entry.elapsed_ms, "receive": 0,
        },
        "_certmock": shown,
    })
}

fn request(providers: Providers, written: &Written, shown: &mut Value) -> Value {
    let entry = &written.entry;
    let host = if entry.host.is_empty() { "unknown.invalid" } else { &entry.host };
    let row = row_of(providers, written);
    let named = row.as_ref().map(Row::headers).unwrap_or_default();
    let named = named.iter().map(|(name, value)| header(name, value));
    let mut url = format!("{}://{host}{}", entry.way.scheme, entry.path);
    let mut request = json!({
        "method": shown["method"].take(),
        "httpVersion": VERSION,
        "cookies": [],
        "headers": iter::once(header("Host", host)).chain(named).collect::<Vec<_>>(),
        "queryString": [],
        "headersSize": UNKNOWN,
        "bodySize": UNKNOWN,
    });
    let Value::Object(parameters) = shown["parameters"].take() else {
        request["url"] = url.into();
        return request;
    };
    if matches!(entry.method.as_str(), "PATCH" | "POST" | "PUT") {
        if let Some(headers) = request["headers"].as_array_mut() {
            headers.push(header("Content-Type", "application/json"));
        }
        request["postData"] = json!({
            "mimeType": "application/json",
            "text": Value::Object(parameters).to_string(),
            "comment": "what the request said, decoded, with fingerprints in the place of secrets",
        });
    } else {
        let pairs = query(parameters, row.map_or("/", |row| row.path()));
        if !pairs.is_empty() {
            url.push('?');
            url.push_str(
                &form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish(),
            );
        }
        let pair = |(name, value): (String, String)| json!({ "name": name, "value": value });
        request["queryString"] = pairs.into_iter().map(pair).collect();
    }
    request["url"] = url.into();
    request
}

/// The operation in the table.
fn row_of(providers: Providers, written: &Written) -> Option<Row> {
    let name = written.entry.operation?;
    let rows = find_provider(providers, written.entry.provider)?.rows();
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

/// The response; where none left, its status is 0, as browsers write it.
fn response(status: Option<u16>, answer: &Value) -> Value {
    let known = status.and_then(|status| StatusCode::from_u16(status).ok());
    let reason = known.and_then(|status| status.canonical_reason()).unwrap_or_default();
    let media = answer["type"].as_str();
    let size = answer["bytes"].as_u64();
    let mut content = json!({ "size": size.unwrap_or(0), "mimeType": media.unwrap_or_default() });
    if !answer["body"].is_null() {
        content["text"] = answer["body"].to_string().into();
        content["comment"] = "with fingerprints in the place of secrets".into();
    }
    if answer["cut"] == true {
        content["comment"] = "cut, with fingerprints in the place of secrets".into();
    }
    let headers: Vec<_> = media.map(|media| header("Content-Type", media)).into_iter().collect();
    json!({
        "status": status.unwrap_or(0),
        "statusText": reason,
        "httpVersion": VERSION,
        "cookies": [],
        "headers": headers,
        "content": content,
        "redirectURL": "",
        "headersSize": UNKNOWN,
        "bodySize": size.map_or_else(|| json!(UNKNOWN), Value::from),
    })
}

fn header(name: &str, value: &str) -> Value {
    json!({ "name": name, "value": value })
}
