//! The reference, printed from the table.

use std::fmt::Write as _;

use axum::http::Method;
use serde_json::{Value, json};

use crate::spec::{ErrorCode, Operation, Provider, Route};

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
        "not_emulated": not_emulated(provider),
        "errors": describe_errors(provider.protocol.errors()),
    })
}

/// What the vendor's service has beside the operations, where that is known.
fn not_emulated(provider: &Provider) -> Vec<&str> {
    let mut operations = provider.protocol.vendors_operations().unwrap_or_default();
    operations.retain(|name| provider.operations.iter().all(|operation| operation.name != *name));
    operations
}

fn describe_operation(operation: &Operation) -> Value {
    json!({
        "name": operation.name,
        "methods": methods(operation),
        "path": operation.path(),
        "summary": operation.summary,
        "docs": operation.docs,
        "status": operation.success.as_u16(),
        "example": { "target": operation.example.target, "body": operation.example.body },
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
    let mut text = format!("### {} (`{}`)\n\n", provider.title, provider.id);
    let missing = not_emulated(provider);
    if let Some(all) = provider.protocol.vendors_operations() {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{} of the vendor's {} operations. Not emulated: {}.\n",
            all.len() - missing.len(),
            all.len(),
            missing.join(", ")
        );
    }
    if provider.operations.is_empty() {
        return text;
    }
    text += "| operation | request | what it does | refusals of its own |\n|---|---|---|---|\n";
    for operation in provider.operations {
        let (name, docs, summary) = (operation.name, operation.docs, operation.summary);
        let request = match operation.route {
            Route::Rest(_, path) => format!("{} {path}", methods(operation).join(" or ")),
            Route::Action => format!("Action={name}"),
        };
        let codes = codes(&operation.call.errors());
        let _ = writeln!(text, "| [{name}]({docs}) | `{request}` | {summary} | {codes} |");
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
