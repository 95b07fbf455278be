//! The reference, printed from the table.

use std::fmt::Write as _;

use axum::http::Method;
use serde_json::{Value, json};

use crate::spec::{ErrorCode, Operation, Provider};

/// Every provider with its operations and their errors, as JSON.
pub fn json(providers: &[&Provider]) -> String {
    let providers: Vec<Value> = providers.iter().map(|provider| describe(provider)).collect();
    format!("{:#}\n", json!({ "providers": providers }))
}

fn describe(provider: &Provider) -> Value {
    json!({
        "id": provider.id,
        "title": provider.title,
        "operations": provider.operations.iter().map(describe_operation).collect::<Vec<_>>(),
        "errors": describe_errors(provider.protocol.errors()),
    })
}

fn describe_operation(operation: &Operation) -> Value {
    json!({
        "name": operation.name,
        "methods": methods(operation),
        "path": operation.path(),
        "summary": operation.summary,
        "docs": operation.docs,
        "status": operation.success.as_u16(),
        "errors": describe_errors(&operation.call.errors()),
    })
}

fn describe_errors(errors: &[&dyn ErrorCode]) -> Vec<Value> {
    let describe = |error: &&dyn ErrorCode| {
        json!({
            "name": error.name(),
            "code": error.code(),
            "status": error.status().as_u16(),
            "en": error.en(),
            "zh": error.zh(),
        })
    };
    errors.iter().map(describe).collect()
}

/// A table of the operations, a section for each provider, as Markdown.
pub fn markdown(providers: &[&Provider]) -> String {
    providers.iter().map(|provider| section(provider)).collect::<Vec<_>>().join("\n")
}

fn section(provider: &Provider) -> String {
    let mut text = format!(
        "### {} (`{}`)\n\n| operation | request | what it does | refusals of its own |\n|---|---|---|---|\n",
        provider.title, provider.id
    );
    for operation in provider.operations {
        let (name, docs, summary) = (operation.name, operation.docs, operation.summary);
        let (methods, path) = (methods(operation).join(" or "), operation.path());
        let codes = codes(&operation.call.errors());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| [{name}]({docs}) | `{methods} {path}` | {summary} | {codes} |");
    }
    let _ = writeln!(text, "\nOf any operation: {}.", codes(provider.protocol.errors()));
    text
}

fn methods(operation: &Operation) -> Vec<&'static str> {
    operation.methods().iter().map(Method::as_str).collect()
}

/// The codes, each once.
fn codes(errors: &[&dyn ErrorCode]) -> String {
    let mut codes: Vec<&str> = Vec::new();
    for error in errors {
        if !codes.contains(&error.code()) {
            codes.push(error.code());
        }
    }
    if codes.is_empty() { "–".to_owned() } else { codes.join(", ") }
}
