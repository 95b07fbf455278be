//! The reference as JSON.

use axum::http::Method;
use serde_json::{Value, json};

use super::{describe_errors, describe_wire_errors, evidence, example, not_emulated};
use crate::spec::{Provider, Providers, Row, find_provider};

/// Where a server is asked that was told nothing else.
pub const ORIGIN: &str = "http://127.0.0.1:8080";

/// Every provider with its operations and their errors, as JSON; its examples ask the server of that origin.
pub fn json(providers: Providers, origin: &str) -> String {
    let described: Vec<Value> =
        providers.iter().map(|provider| describe(providers, provider, origin)).collect();
    format!("{:#}\n", json!({ "providers": described }))
}

/// The service of that id with its operations and their errors, as JSON.
pub fn provider_json(providers: Providers, id: &str) -> Option<String> {
    Some(format!("{:#}\n", describe(providers, find_provider(providers, id)?, ORIGIN)))
}

fn describe(providers: Providers, provider: &'static Provider, origin: &str) -> Value {
    json!({
        "id": provider.id,
        "title": provider.title,
        "operations": provider.rows().iter().map(|row| describe_operation(row, origin)).collect::<Vec<_>>(),
        "not_emulated": not_emulated(provider),
        "errors": describe_wire_errors(providers, provider),
    })
}

fn describe_operation(row: &Row, origin: &str) -> Value {
    let operation = row.operation;
    json!({
        "name": operation.name,
        "methods": operation.methods.iter().map(Method::as_str).collect::<Vec<_>>(),
        "path": row.path(),
        "summary": operation.summary,
        "docs": operation.docs,
        "status": operation.success.as_u16(),
        "example": {
            "target": row.target(),
            "headers": row.example_headers().iter().map(|(name, value)| json!({ "name": name, "value": value })).collect::<Vec<_>>(),
            "body": operation.example.body,
            "curl": example(row, origin),
        },
        "driven_by": evidence::drivers(row),
        "errors": describe_errors(row),
    })
}
