//! What a wire says of itself in an OpenAPI document, beside the table.

use serde_json::{Value, json};

/// A wire's part of the description of its services.
#[derive(Debug)]
pub struct Description {
    /// The ways to authenticate, any of which will do: a name and a Security Scheme Object each.
    pub security: Vec<(&'static str, Value)>,
    /// The headers that a request has beside the operation's parameters: Parameter Objects.
    pub headers: Vec<Value>,
    /// The header that names the operation, of a wire whose requests do so themselves.
    pub action: Option<&'static str>,
    /// The JSON Schema of a body with a user and a password, where an operation takes one.
    pub login: Option<Value>,
    /// Makes a body's JSON Schema of a reply's.
    pub envelope: fn(reply: Value) -> Value,
}

impl Description {
    /// A wire with one header that authenticates, and the replies as they are.
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
