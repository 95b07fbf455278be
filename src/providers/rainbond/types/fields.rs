//! The fields of a certificate, checked like Django REST framework does. They are here because they are
//! members of the types. The checks use only requests and replies, not the state.
//!
//! The service checks what comes in without refusing it, stores it, and checks its answer: what is
//! wrong with a field is found when the row is there.

use serde_json::{Map, Value, json};

use super::super::errors::Error;
use super::python::{str_of, strip};
use crate::spec::Refusal;

/// A field of a request or a reply.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    /// The longest value, in characters.
    pub(crate) longest: usize,
}

pub(crate) const ALIAS: Field = Field { name: "alias", longest: 64 };
pub(crate) const PRIVATE_KEY: Field = Field { name: "private_key", longest: 8192 };
pub(crate) const CERTIFICATE: Field = Field { name: "certificate", longest: 8192 };
pub(crate) const CERTIFICATE_TYPE: Field = Field { name: "certificate_type", longest: 32 };
/// The host name of an HTTP rule.
pub(crate) const DOMAIN_NAME: Field = Field { name: "domain_name", longest: 253 };

/// Assumption: a text of more than 64 KiB is refused before it is stored, where the service stores what
/// it then refuses. From: nothing; the answer is the same.
pub(crate) const LONGEST_STORED: usize = 64 * 1024;

/// A text of a rule that the service does not look at. Assumption: the path, the cookie, the header and
/// the configuration of a rule have at most 1024 characters. From: nothing; no client reaches them.
pub(crate) const fn free(name: &'static str) -> Field {
    Field { name, longest: 1024 }
}

/// Says whether a text that may be empty is too long, as [`clean`] does.
pub(crate) fn fits(text: &str, Field { longest, .. }: Field) -> Result<(), String> {
    if text.chars().nth(longest).is_none() {
        return Ok(());
    }
    Err(format!("请确保这个字段不能超过 {longest} 个字符。"))
}

/// The value as a text without white space around it, or what is wrong with it (DRF `CharField`).
pub(crate) fn clean(value: &Value, field: Field) -> Result<String, String> {
    match value {
        Value::Null => Err("该字段不能为 null。".to_owned()),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            Err("Not a valid string.".to_owned())
        }
        Value::Number(_) | Value::String(_) => clean_text(&str_of(value), field).map(str::to_owned),
    }
}

/// A text without white space around it, or what is wrong with it, as [`clean`] says it.
pub(crate) fn clean_text(text: &str, Field { longest, .. }: Field) -> Result<&str, String> {
    let text = strip(text);
    if text.is_empty() {
        return Err("该字段不能为空。".to_owned());
    }
    if text.contains('\0') {
        return Err("不允许是用空字符串。".to_owned());
    }
    if text.chars().count() > longest {
        return Err(format!("请确保这个字段不能超过 {longest} 个字符。"));
    }
    Ok(text)
}

/// Whether [`clean_text`] returns the text as it is.
pub(crate) fn is_clean(text: &str, field: Field) -> bool {
    clean_text(text, field).is_ok_and(|cleaned| cleaned.len() == text.len())
}

/// Cleans all fields, or returns the errors by field.
pub(crate) fn clean_all<const N: usize>(
    fields: [(Field, &Value); N],
) -> Result<[String; N], Map<String, Value>> {
    let mut errors = Map::new();
    let cleaned = fields.map(|(field, value)| {
        clean(value, field).unwrap_or_else(|error| {
            errors.insert(field.name.to_owned(), json!([error]));
            String::new()
        })
    });
    if errors.is_empty() { Ok(cleaned) } else { Err(errors) }
}

/// The error for a reply with invalid fields.
pub(crate) fn invalid(errors: impl Into<Value>) -> Refusal<Error> {
    Refusal::from(Error::Validation).with("err", errors)
}
