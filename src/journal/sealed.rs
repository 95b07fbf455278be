//! A response as it was sent, which leaves the journal only with its secrets hidden.

use std::borrow::Cow;
use std::fmt;

use axum::http::{HeaderValue, header};
use bytes::Bytes;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::{Value, to_value};

use crate::json;
use crate::redact::{self, Redacted};
use crate::spec::Answer;

/// A body that is larger than the first limit, in bytes, is shown shortened to that size. A body that is
/// larger than the second is not shown.
const LARGEST_SHOWN: usize = 64 << 10;
const LARGEST_READ: usize = 4 << 20;

/// The most values of a body that is shown. Each needs up to 128 bytes when it is read.
const MOST_VALUES: usize = 250_000;

/// What a value counts for in addition to its text, in bytes.
const VALUE: usize = 8;

/// A response as it was sent. Its body is parsed, and its secrets are hidden, only when somebody wants to see
/// it. It serializes as its media type, the size of its body, and, if the body is JSON, the body, which is
/// `cut` if it is large.
#[derive(Clone)]
pub(crate) struct Sealed {
    media: Option<HeaderValue>,
    body: Bytes,
}

// Written by hand, because a body has keys and tokens in it.
impl fmt::Debug for Sealed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sealed").field("bytes", &self.body.len()).finish_non_exhaustive()
    }
}

impl Sealed {
    /// Keeps a response without copying its body. Of its headers, only the media type is kept.
    pub(crate) fn new(answer: &Answer) -> Self {
        let media = answer.headers.get(header::CONTENT_TYPE).cloned();
        Self { media, body: answer.body.clone() }
    }

    /// About how much memory it needs beside itself, in bytes.
    pub(super) fn size(&self) -> usize {
        self.body.len() + self.media.as_ref().map_or(0, HeaderValue::len)
    }

    /// Whether the body may be JSON, by its first character.
    fn may_be_json(&self) -> bool {
        let begins = self.body.trim_ascii_start().first();
        begins.is_some_and(|byte| matches!(byte, b'{' | b'['))
    }

    /// Whether the body is too large to be read: by its bytes, or by its values if it is JSON.
    fn is_too_large(&self) -> bool {
        let has_too_many = || json::count_values(&self.body, MOST_VALUES) == MOST_VALUES;
        self.body.len() > LARGEST_READ || self.may_be_json() && has_too_many()
    }

    /// The body without secrets, if it is JSON.
    fn shown(&self) -> Option<Value> {
        if !self.may_be_json() {
            return None;
        }
        let read: Value = serde_json::from_slice(&self.body).ok()?;
        to_value(Redacted::new("", &read)).ok()
    }
}

impl JsonSchema for Sealed {
    fn schema_name() -> Cow<'static, str> {
        "Answer".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An answer as it was sent, with fingerprints in place of secrets.",
            "type": "object",
            "properties": {
                "type": { "description": "The media type.", "type": "string" },
                "bytes": { "description": "The size of the body, in bytes.", "type": "integer" },
                "body": {
                    "description": "The body, if it is JSON and not too large to read.",
                    "type": ["array", "object"],
                },
                "cut": { "description": "Whether the body is shown only in part, or not at all.", "type": "boolean" },
            },
            "required": ["bytes"],
        })
    }
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (bytes, mut left) = (self.body.len(), LARGEST_SHOWN);
        let mut members = serializer.serialize_map(None)?;
        if let Some(media) = &self.media {
            let media = media.to_str().unwrap_or("?");
            members.serialize_entry("type", &redact::header("content-type", media))?;
        }
        members.serialize_entry("bytes", &bytes)?;
        let mut is_cut = self.is_too_large();
        if !is_cut && let Some(mut body) = self.shown() {
            is_cut = cut(&mut body, &mut left);
            members.serialize_entry("body", &body)?;
        }
        if is_cut {
            members.serialize_entry("cut", &true)?;
        }
        members.end()
    }
}

/// Shortens a value to `left` bytes: cuts texts, and leaves out the rest of lists and objects. Returns
/// whether anything was cut.
fn cut(value: &mut Value, left: &mut usize) -> bool {
    *left = left.saturating_sub(VALUE);
    match value {
        Value::String(text) if text.len() > *left => {
            *text = redact::cut(text, *left).into_owned();
            *left = 0;
            true
        }
        Value::String(text) => {
            *left -= text.len();
            false
        }
        Value::Array(items) => {
            let (count, mut is_cut) = cut_each(items.iter_mut().map(|item| (0, item)), left);
            let more = items.len() - count;
            if more > 0 {
                items.truncate(count);
                items.push(format!("… ({more} more)").into());
                is_cut = true;
            }
            is_cut
        }
        Value::Object(members) => {
            let named = members.iter_mut().map(|(name, member)| (name.len(), member));
            let (count, mut is_cut) = cut_each(named, left);
            let more = members.len() - count;
            if more > 0 {
                *members = std::mem::take(members).into_iter().take(count).collect();
                members.insert("…".to_owned(), format!("({more} more)").into());
                is_cut = true;
            }
            is_cut
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Shortens values one after the other, counting their names. Returns how many of them fit, and whether any
/// of them was cut.
fn cut_each<'a>(
    values: impl Iterator<Item = (usize, &'a mut Value)>,
    left: &mut usize,
) -> (usize, bool) {
    let (mut count, mut is_cut) = (0, false);
    for (name, value) in values {
        if *left == 0 {
            break;
        }
        *left = left.saturating_sub(name);
        is_cut |= cut(value, left);
        count += 1;
    }
    (count, is_cut)
}
