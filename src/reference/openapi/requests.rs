//! The parameters and the body of a request.

use std::collections::HashMap;

use axum::http::Method;
use schemars::Schema;
use serde_json::{Map, Value, json};

use crate::spec::{Credentials, Description, Operation};

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
    operation: &Operation,
    method: &Method,
    description: &Description,
    schema: &Schema,
) -> Request {
    let mut own = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut parameters = description.headers.clone();
    if let Some(action) = description.action {
        let named = json!({ "type": "string", "enum": [operation.name] });
        parameters.insert(0, parameter("header", action, named, true));
    }
    let example = Example::of(operation);
    for name in names_in(operation.path()) {
        let known = own.keys().find(|known| known.eq_ignore_ascii_case(name)).cloned();
        let schema = known.and_then(|known| own.shift_remove(&known));
        let schema = schema.unwrap_or_else(|| json!({ "type": "string" }));
        let mut parameter = parameter("path", name, without_null(schema), true);
        if let Some(value) = example.path.get(name) {
            parameter["example"] = json!(value);
        }
        parameters.push(parameter);
    }
    own.retain(|name, _| !description.made.contains(&name.as_str()));
    let required = |name: &String| {
        let required = schema.get("required").and_then(Value::as_array);
        required.is_some_and(|names| names.iter().any(|known| known == name))
    };
    if !matches!(*method, Method::POST | Method::PUT)
        || operation.credentials == Credentials::Password
    {
        for (name, schema) in &own {
            let schema = without_null(schema.clone());
            let mut parameter = parameter("query", name, schema, required(name));
            if let Some(value) = example.query.get(name) {
                parameter["example"] = json!(value);
            }
            parameters.push(parameter);
        }
        own.clear();
    }
    let schema = match operation.credentials {
        Credentials::Password => description.login.clone(),
        _ if !matches!(*method, Method::POST | Method::PUT) => None,
        _ => {
            let required: Vec<_> = own.keys().filter(|name| required(name)).cloned().collect();
            Some(object(own, &required))
        }
    };
    Request { parameters, body: schema.map(|schema| body(operation, &schema)) }
}

/// The names in the braces of a path.
fn names_in(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

fn parameter(place: &str, name: &str, schema: Value, required: bool) -> Value {
    json!({ "name": name, "in": place, "required": required, "schema": schema })
}

fn object(properties: Map<String, Value>, required: &[String]) -> Value {
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

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
    fn of(operation: &Operation) -> Self {
        let target = operation.example.target;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let named = |(route, segment): (&str, &str)| {
            let name = route.strip_prefix('{')?.strip_suffix('}')?;
            Some((name.to_owned(), segment.to_owned()))
        };
        Self {
            path: operation.path().split('/').zip(path.split('/')).filter_map(named).collect(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        }
    }
}

/// The schema of what cannot be null, because it stands in a path or in a query.
fn without_null(mut schema: Value) -> Value {
    if let Some(kinds) = schema.get("type").and_then(Value::as_array) {
        let kinds: Vec<_> = kinds.iter().filter(|kind| *kind != "null").cloned().collect();
        schema["type"] = if let [kind] = &kinds[..] { kind.clone() } else { json!(kinds) };
    }
    schema
}
