//! The journal as an HTTP Archive 1.2 (<http://www.softwareishard.com/blog/har-12-spec/>), which
//! browsers and traffic analysers read.
//!
//! It contains nothing that the entries of the journal do not show.

use std::iter;

use axum::http::StatusCode;
use serde_json::{Value, json};
use time::Duration;
use time::format_description::well_known::Rfc3339;

use super::said::Said;
use crate::journal::Written;
use crate::spec::Providers;

/// The value of an unknown size, and of the time of a phase that did not happen.
const UNKNOWN: i8 = -1;

/// The version of HTTP.
const VERSION: &str = "HTTP/1.1";

/// The members of an entry that the archive has its own members for.
const PLACED: [&str; 9] =
    ["answer", "at", "elapsed_ms", "host", "method", "parameters", "path", "scheme", "status"];

/// The entries as an archive, in order; `next` is the value of `before` for older entries, if any.
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
    // An entry has the time of its answer.
    let took = Duration::seconds_f64(entry.elapsed_ms / 1000.0);
    let begun = entry.at.checked_sub(took).unwrap_or(entry.at);
    let mut shown = json!(written);
    let answer = shown["answer"].take();
    if let Some(members) = shown.as_object_mut() {
        members.retain(|name, _| !PLACED.contains(&name.as_str()));
    }
    json!({
        "startedDateTime": begun.format(&Rfc3339).unwrap_or_default(),
        "time": entry.elapsed_ms,
        "request": request(providers, written),
        "response": response(entry.status, &answer),
        "cache": {},
        "timings": {
            "blocked": UNKNOWN, "dns": UNKNOWN, "connect": UNKNOWN, "ssl": UNKNOWN,
            "send": 0, "wait": entry.elapsed_ms, "receive": 0,
        },
        "_certmock": shown,
    })
}

fn request(providers: Providers, written: &Written) -> Value {
    let entry = &written.entry;
    let said = Said::of(providers, written);
    let host = if entry.host.is_empty() { "unknown.invalid" } else { &entry.host };
    let named = said.headers.iter().map(|(name, value)| header(name, value));
    let pair = |(name, value): &(String, String)| json!({ "name": name, "value": value });
    let mut request = json!({
        "method": said.method,
        "url": format!("{}://{host}{}", entry.way.scheme, said.target()),
        "httpVersion": VERSION,
        "cookies": [],
        "headers": iter::once(header("Host", host)).chain(named).collect::<Vec<_>>(),
        "queryString": said.pairs.iter().map(pair).collect::<Vec<_>>(),
        "headersSize": UNKNOWN,
        "bodySize": UNKNOWN,
    });
    if let Some(text) = said.body {
        request["postData"] = json!({
            "mimeType": "application/json",
            "text": text,
            "comment": "the decoded request, with fingerprints in place of secrets",
        });
    }
    request
}

/// The response; if none was sent, its status is 0, as browsers write it.
fn response(status: Option<u16>, answer: &Value) -> Value {
    let known = status.and_then(|status| StatusCode::from_u16(status).ok());
    let reason = known.and_then(|status| status.canonical_reason()).unwrap_or_default();
    let media = answer["type"].as_str();
    let size = answer["bytes"].as_u64();
    let mut content = json!({ "size": size.unwrap_or(0), "mimeType": media.unwrap_or_default() });
    if !answer["body"].is_null() {
        content["text"] = answer["body"].to_string().into();
        content["comment"] = "with fingerprints in place of secrets".into();
    }
    if answer["cut"] == true {
        content["comment"] = "cut, with fingerprints in place of secrets".into();
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
