//! A protocol's part of an OpenAPI document: what the table of operations does not say.

use serde_json::{Value, json};

/// A protocol's part of the OpenAPI documents of its services.
#[derive(Debug)]
pub struct Description {
    /// The authentication methods, each a name and a Security Scheme Object. A request needs one of them.
    pub security: Vec<(&'static str, Value)>,
    /// The headers of every request, as Parameter Objects.
    pub headers: Vec<Value>,
    /// The header that names the operation, if the protocol has one.
    pub action: Option<&'static str>,
    /// The JSON Schema of a body with a user and a password, if an operation takes one.
    pub login: Option<Value>,
    /// Turns the JSON Schema of a reply into that of the response body.
    pub envelope: fn(reply: Value) -> Value,
}

impl Description {
    /// The description of a protocol that authenticates by one header and sends replies without an envelope.
    pub fn new(name: &'static str, header: &str, description: &str) -> Self {
        Self {
            security: vec![(name, in_header(header, description))],
            headers: Vec::new(),
            action: None,
            login: None,
            envelope: |reply| reply,
        }
    }
}

/// The Security Scheme Object of a header.
pub(crate) fn in_header(header: &str, description: &str) -> Value {
    json!({ "type": "apiKey", "in": "header", "name": header, "description": description })
}
