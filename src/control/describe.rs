//! An OpenAPI 3.1 document of the control API, from its table.

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use super::table::{Answer, DOWNLOADS, ENDPOINTS, Endpoint};
use crate::reference::{SCHEMAS, parameter, schema_settings};

/// How a refusal is described, once for all endpoints.
const REFUSED: &str = "Refused";

/// The document.
pub(super) fn describe() -> Value {
    let settings = schema_settings();
    let inline = settings.clone().with(|settings| settings.inline_subschemas = true);
    // A member with a default may be absent in what is read.
    let mut read = inline.for_deserialize().into_generator();
    let mut written = settings.for_serialize().into_generator();
    let mut paths = Map::new();
    for endpoint in ENDPOINTS.iter().chain(DOWNLOADS) {
        let path = format!("/_certmock{}", endpoint.path);
        let operations = paths.entry(path).or_insert_with(|| json!({}));
        let method = endpoint.method.as_str().to_ascii_lowercase();
        operations[method] = operation(endpoint, &mut read, &mut written);
    }
    let mut schemas = written.take_definitions(true);
    schemas.insert(
        REFUSED.to_owned(),
        json!({
            "description": "Why a request was refused.",
            "type": "object",
            "properties": { "error": { "type": "string" } },
            "required": ["error"],
        }),
    );
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "certmock",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The API by which tests control certmock.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "security": [],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": { REFUSED: refusal("The request was refused.") },
        },
    })
}

fn operation(
    endpoint: &Endpoint,
    read: &mut SchemaGenerator,
    written: &mut SchemaGenerator,
) -> Value {
    let (status, answer) = answer(endpoint, written);
    let mut responses = Map::new();
    responses.insert(status.to_string(), answer);
    for (status, words) in endpoint.refusals {
        responses.insert(status.to_string(), refusal(words));
    }
    let reference = format!("#/components/responses/{REFUSED}");
    responses.insert("default".to_owned(), json!({ "$ref": reference }));
    let mut described = json!({
        "operationId": id(endpoint),
        "summary": endpoint.summary,
        "parameters": parameters(endpoint, read),
        "responses": responses,
    });
    if let Some(body) = endpoint.body {
        let schema = body(read).to_value();
        let content = json!({ "application/json": { "schema": schema } });
        described["requestBody"] = json!({ "content": content });
    }
    described
}

/// The name of the endpoint, of its method and its path: `getRequestsWait`.
fn id(endpoint: &Endpoint) -> String {
    let mut id = endpoint.method.as_str().to_ascii_lowercase();
    for word in endpoint.path.split(['/', '.']).filter(|word| !word.is_empty()) {
        let word = word.trim_matches(['{', '}']);
        let (first, rest) = word.split_at(word.len().min(1));
        id.push_str(&first.to_ascii_uppercase());
        id.push_str(rest);
    }
    id
}

/// The parameters in the path, in the query and in headers.
fn parameters(endpoint: &Endpoint, read: &mut SchemaGenerator) -> Vec<Value> {
    let text = || json!({ "type": "string" });
    let in_path = endpoint.path.split('/').filter_map(|part| part.strip_prefix('{'));
    let mut parameters: Vec<_> = in_path
        .map(|name| parameter("path", name.trim_end_matches('}'), text(), true, None))
        .collect();
    let query = endpoint.query.map(|query| query(read).to_value()).unwrap_or_default();
    let members = query["properties"].as_object().into_iter().flatten();
    let is_required =
        |name: &String| query["required"].as_array().is_some_and(|all| all.contains(&json!(name)));
    parameters.extend(
        members.map(|(name, schema)| {
            parameter("query", name, schema.clone(), is_required(name), None)
        }),
    );
    parameters.extend(endpoint.headers.iter().map(|(name, words)| {
        let mut described = parameter("header", name, text(), false, None);
        described["description"] = json!(words);
        described
    }));
    parameters
}

/// The status and the description of a success.
fn answer(endpoint: &Endpoint, written: &mut SchemaGenerator) -> (u16, Value) {
    let text = || json!({ "schema": { "type": "string" } });
    let texts: Map<_, _> =
        endpoint.texts.iter().map(|media| ((*media).to_owned(), text())).collect();
    let with = |media: &str, schema: Value| {
        let mut content = texts.clone();
        content.insert(media.to_owned(), json!({ "schema": schema }));
        (200, json!({ "description": "Done.", "content": content }))
    };
    match endpoint.answer {
        Answer::Json(describe) => with("application/json", describe(written).to_value()),
        Answer::File(media) => with(media, json!({ "type": "string" })),
        Answer::Nothing => (204, json!({ "description": "Done." })),
    }
}

/// A Response Object of a refusal.
fn refusal(words: &str) -> Value {
    let schema = json!({ "$ref": format!("#{SCHEMAS}/{REFUSED}") });
    json!({
        "description": words,
        "content": { "application/json": { "schema": schema } },
    })
}
