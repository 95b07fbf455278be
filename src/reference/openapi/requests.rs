//! The parameters and the body of a request.

use std::collections::HashMap;

use axum::http::Method;
use schemars::Schema;
use serde_json::{Map, Value, json};

use crate::spec::{Credentials, Description, Operation, Row};

/// The certificate and the key of the examples.
const CERTIFICATE: &str = include_str!("../../../fixtures/certificates/ec-p256.crt");
const PRIVATE_KEY: &str = include_str!("../../../fixtures/certificates/ec-p256.key");

/// A request for an operation.
pub(super) struct Request {
    /// Parameter Objects.
    pub(super) parameters: Vec<Value>,
    /// A Request Body Object.
    pub(super) body: Option<Value>,
}

/// Splits what an operation reads into what stands in the path, in the query and in the body.
pub(super) fn describe(
    row: &Row,
    method: &Method,
    description: &Description,
    schema: &Schema,
) -> Request {
    let operation = row.operation;
    let mut own = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let example = Example::of(row);
    let mut parameters = Vec::new();
    if let Some(action) = description.action {
        let named = json!({ "type": "string", "enum": [operation.name] });
        parameters.push(parameter("header", action, named, true, None));
    }
    parameters.extend(description.headers.iter().cloned());
    for name in names_in(row.path()) {
        let known = own.keys().find(|known| known.eq_ignore_ascii_case(name)).cloned();
        let schema = known.and_then(|known| own.shift_remove(&known));
        let schema = schema.unwrap_or_else(|| json!({ "type": "string" }));
        parameters.push(parameter("path", name, schema, true, example.path.get(name)));
    }

    let takes_body = matches!(*method, Method::PATCH | Method::POST | Method::PUT);
    if takes_body && operation.credentials != Credentials::Password {
        let body = body(operation, &object(own, &required));
        return Request { parameters, body: Some(body) };
    }
    for (name, schema) in own {
        let is_required = required.contains(&name.as_str());
        let example = example.query.get(&name);
        parameters.push(parameter("query", &name, schema, is_required, example));
    }
    let login = description.login.as_ref().filter(|_| takes_body);
    Request { parameters, body: login.map(|login| body(operation, login)) }
}

/// The names in the braces of a path.
fn names_in(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

/// A Parameter Object. What stands outside a body cannot be null.
pub(crate) fn parameter(
    place: &str,
    name: &str,
    schema: Value,
    required: bool,
    example: Option<&String>,
) -> Value {
    let schema = without_null(schema);
    let mut parameter =
        json!({ "name": name, "in": place, "required": required, "schema": schema });
    if let Some(example) = example {
        parameter["example"] = json!(example);
    }
    parameter
}

/// The schema of a body with these members, of which some have to be there.
fn object(properties: Map<String, Value>, required: &[&str]) -> Value {
    let mut required = required.to_vec();
    required.retain(|name| properties.contains_key(*name));
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// A Request Body Object.
fn body(operation: &Operation, schema: &Value) -> Value {
    let mut content = json!({ "schema": schema });
    // A PEM text inside a JSON string.
    let quoted = |text: &str| text.replace('\n', "\\n");
    let example = operation.example.body.replace("{{certificate}}", &quoted(CERTIFICATE));
    let example = example.replace("{{private_key}}", &quoted(PRIVATE_KEY));
    if let Ok(example) = serde_json::from_str::<Value>(&example) {
        content["example"] = example;
    }
    json!({ "required": true, "content": { "application/json": content } })
}

/// What an operation's example has for its parameters.
struct Example {
    path: HashMap<String, String>,
    query: HashMap<String, String>,
}

impl Example {
    fn of(row: &Row) -> Self {
        let path = row.resource.map_or("/", |resource| resource.example);
        let named = |(route, segment): (&str, &str)| {
            let name = route.strip_prefix('{')?.strip_suffix('}')?;
            Some((name.to_owned(), segment.to_owned()))
        };
        Self {
            path: row.path().split('/').zip(path.split('/')).filter_map(named).collect(),
            query: form_urlencoded::parse(row.operation.example.query.as_bytes())
                .into_owned()
                .collect(),
        }
    }
}

/// A schema that lets no null pass, of which none is the default then, either.
fn without_null(mut schema: Value) -> Value {
    if let Some(members) = schema.as_object_mut()
        && members.get("default").is_some_and(Value::is_null)
    {
        members.shift_remove("default");
    }
    if let Some(kinds) = schema.get("type").and_then(Value::as_array) {
        let kinds: Vec<_> = kinds.iter().filter(|kind| *kind != "null").cloned().collect();
        schema["type"] = if let [kind] = &kinds[..] { kind.clone() } else { json!(kinds) };
    }
    schema
}
