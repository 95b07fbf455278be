//! The answers that refuse: their schemas and examples are made of the bodies that the wire writes.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, Method, Uri, header};
use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::SCHEMAS;
use crate::spec::{
    ErrorCode, Exchange, Failure, Protocol, Provider, Request, Row, Success, Target,
};

const JSON: &str = "application/json";

/// What the refusals with one status look like, by their media type.
type Bodies = BTreeMap<String, Content>;

/// The bodies of one media type.
#[derive(Default, PartialEq)]
struct Content {
    /// The codes that bodies of a shape have, by the shape.
    shapes: BTreeMap<String, Vec<String>>,
    examples: Map<String, Value>,
}

/// The refusals of a provider's wire, which its operations share.
pub(super) struct Errors<'a> {
    protocol: &'a dyn Protocol,
    common: BTreeMap<u16, Bodies>,
}

impl<'a> Errors<'a> {
    pub(super) fn of(provider: &'a Provider) -> Self {
        let protocol = provider.protocol;
        Self { protocol, common: bodies(protocol, "/", &protocol.errors_at("/")) }
    }

    /// The schemas of the wire's refusals: one for each status, and one for each shape where several
    /// have the status.
    pub(super) fn schemas(&self) -> Map<String, Value> {
        let mut schemas = Map::new();
        for (status, bodies) in &self.common {
            let Some(content) = bodies.get(JSON) else { continue };
            let mut shapes = content.schemas();
            if shapes.len() > 1 {
                for (letter, shape) in ('A'..).zip(&mut shapes) {
                    let name = format!("{}{letter}", name_of(*status));
                    let reference = json!({ "$ref": format!("#{SCHEMAS}/{name}") });
                    schemas.insert(name, std::mem::replace(shape, reference));
                }
            }
            schemas.insert(name_of(*status), any_of(shapes));
        }
        schemas
    }

    /// The wire's refusals, by status.
    pub(super) fn responses(&self) -> Map<String, Value> {
        let response = |(status, bodies): (&u16, &Bodies)| {
            let mut content = merged(*status, Some(bodies), None, None);
            if let Some(bodies) = bodies.get(JSON) {
                content[JSON]["examples"] = bodies.examples.clone().into();
            }
            let words = format!("Refused by the wire with the status {status}.");
            (name_of(*status), respond(&words, content))
        };
        self.common.iter().map(response).collect()
    }

    /// A Responses Object: the success, the operation's own refusals and the wire's. Where these have
    /// another shape at its path, they are its own, too.
    pub(super) fn responses_of(&self, row: &Row, reply: Option<Value>) -> Value {
        let path = row.resource.map_or("/", |resource| resource.example);
        let mut errors = row.operation.call.errors();
        let none = BTreeMap::new();
        let wires = self.protocol.errors_at(path);
        let is_shared = bodies(self.protocol, path, &wires) == self.common;
        let common = if is_shared { &self.common } else { &none };
        if !is_shared {
            errors.extend(wires);
        }
        let own = bodies(self.protocol, path, &errors);
        let success = row.operation.success.as_u16();
        let mut responses = Map::new();
        let content = merged(success, common.get(&success), own.get(&success), reply.as_ref());
        responses.insert(key(success), respond("Done.", content));
        for (status, bodies) in own.iter().filter(|(status, _)| **status != success) {
            let content = merged(*status, common.get(status), Some(bodies), None);
            let words = format!("Refused with the status {status}.");
            responses.insert(key(*status), respond(&words, content));
        }
        for status in common.keys() {
            let reference = format!("#/components/responses/{}", name_of(*status));
            responses.entry(key(*status)).or_insert_with(|| json!({ "$ref": reference }));
        }
        responses.into()
    }
}

/// The content of what is answered with a status: a reply, refusals of an operation, refusals of the
/// wire.
fn merged(
    status: u16,
    common: Option<&Bodies>,
    own: Option<&Bodies>,
    reply: Option<&Value>,
) -> Map<String, Value> {
    let mut merged = Map::new();
    for media in common.into_iter().chain(own).flat_map(BTreeMap::keys) {
        merged.insert(media.clone(), json!({ "schema": { "type": "string" } }));
    }
    let own = own.and_then(|bodies| bodies.get(JSON));
    let mut schemas: Vec<Value> = reply.into_iter().cloned().collect();
    schemas.extend(own.into_iter().flat_map(Content::schemas));
    if common.is_some_and(|bodies| bodies.contains_key(JSON)) {
        schemas.push(json!({ "$ref": format!("#{SCHEMAS}/{}", name_of(status)) }));
    }
    if !schemas.is_empty() {
        let mut content = json!({ "schema": any_of(schemas) });
        if let Some(own) = own {
            content["examples"] = own.examples.clone().into();
        }
        merged.insert(JSON.to_owned(), content);
    }
    merged
}

impl Content {
    fn schemas(&self) -> Vec<Value> {
        let schema = |(shape, codes): (&String, &Vec<String>)| {
            let mut schema: Value = serde_json::from_str(shape).unwrap_or_default();
            name_codes(&mut schema, codes);
            schema
        };
        self.shapes.iter().map(schema).collect()
    }
}

/// The key of a status in a Responses Object, which knows none beyond 599.
fn key(status: u16) -> String {
    if status < 600 { status.to_string() } else { "default".to_owned() }
}

/// A Response Object.
fn respond(description: &str, content: Map<String, Value>) -> Value {
    let mut response = json!({ "description": description });
    if !content.is_empty() {
        response["content"] = content.into();
    }
    response
}

fn name_of(status: u16) -> String {
    format!("Refused{status}")
}

fn any_of(mut schemas: Vec<Value>) -> Value {
    if schemas.len() == 1 { schemas.remove(0) } else { json!({ "anyOf": schemas }) }
}

/// What the wire writes at a path for each of the errors, by status.
fn bodies(protocol: &dyn Protocol, path: &str, errors: &[&dyn ErrorCode]) -> BTreeMap<u16, Bodies> {
    let target = path.parse::<Uri>().unwrap_or_default();
    let request = Request::new(Method::GET, target, HeaderMap::new(), Bytes::new());
    let mut bodies = BTreeMap::<u16, Bodies>::new();
    for error in errors {
        let (media, body) = write(protocol, &request, *error);
        let content = bodies.entry(error.status().as_u16()).or_default().entry(media).or_default();
        let Ok(body) = serde_json::from_slice::<Value>(&body) else { continue };
        let codes = content.shapes.entry(shape(&body, error.code()).to_string()).or_default();
        if !codes.contains(&error.code().to_owned()) {
            codes.push(error.code().to_owned());
        }
        content.examples.insert(error.name().to_owned(), json!({ "value": body }));
    }
    bodies
}

/// The media type and the body that an error is written with.
fn write(protocol: &dyn Protocol, request: &Request, error: &dyn ErrorCode) -> (String, Bytes) {
    let exchange = Exchange { request, target: &Target::Nothing, caller: None, serial: [0; 32] };
    let outcome: Result<Success, _> = Err(Failure::new(error));
    let answer = protocol.encode(&exchange, outcome);
    let media = answer.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media = media.and_then(|media| media.split(';').next()).unwrap_or_default();
    (media.to_owned(), answer.body)
}

/// The schema of bodies like this one; its code, wherever it stands, is left to [`name_codes`].
fn shape(body: &Value, code: &str) -> Value {
    match body {
        Value::Object(members) if members.is_empty() => json!({ "type": "object" }),
        Value::Object(members) => {
            let properties: Map<_, _> =
                members.iter().map(|(name, value)| (name.clone(), shape(value, code))).collect();
            let required: Vec<_> = members.keys().collect();
            json!({ "type": "object", "properties": properties, "required": required })
        }
        Value::String(text) if text == code => json!({ "type": "string", "enum": [] }),
        Value::Number(number) if number.to_string() == code => {
            json!({ "type": "integer", "enum": [] })
        }
        Value::Number(_) => json!({ "type": "integer" }),
        Value::Array(_) => json!({ "type": "array", "items": {} }),
        Value::Bool(_) => json!({ "type": "boolean" }),
        // A few refusals have no words.
        Value::String(_) | Value::Null => json!({ "type": ["string", "null"] }),
    }
}

fn name_codes(schema: &mut Value, codes: &[String]) {
    let is_text = schema.get("type") == Some(&json!("string"));
    match schema {
        Value::Object(members) => {
            for (name, value) in members {
                if name == "enum" {
                    let name = |code: &String| match code.parse::<u32>() {
                        Ok(number) if !is_text => json!(number),
                        _ => json!(code),
                    };
                    *value = codes.iter().map(name).collect();
                } else {
                    name_codes(value, codes);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| name_codes(value, codes)),
        _ => {}
    }
}
