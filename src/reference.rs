//! The reference, printed from the table.

use axum::http::Method;
use serde_json::{Value, json};

use crate::spec::{ErrorCode, Operation, Provider, Route};

/// Every provider with its operations and their errors, as JSON.
pub fn json(providers: &[&Provider]) -> String {
    let providers: Vec<Value> = providers.iter().map(|provider| describe(provider)).collect();
    format!("{:#}", json!({ "providers": providers }))
}

fn describe(provider: &Provider) -> Value {
    let operations: Vec<Value> =
        provider.operations.iter().map(|operation| describe_operation(operation)).collect();
    json!({
        "id": provider.id,
        "title": provider.title,
        "operations": operations,
        "errors": provider.protocol.errors().iter().copied().map(describe_error).collect::<Vec<_>>(),
    })
}

fn describe_operation(operation: &Operation) -> Value {
    let Route::Rest(methods, path) = operation.route;
    json!({
        "name": operation.name,
        "methods": methods.iter().map(Method::as_str).collect::<Vec<_>>(),
        "path": path,
        "summary": operation.summary,
        "docs": operation.docs,
        "status": operation.success.as_u16(),
        "errors": operation.call.errors().into_iter().map(describe_error).collect::<Vec<_>>(),
    })
}

fn describe_error(error: &dyn ErrorCode) -> Value {
    json!({
        "name": error.name(),
        "code": error.code(),
        "status": error.status().as_u16(),
        "en": error.en(),
        "zh": error.zh(),
    })
}

/// A table of the operations, a section for each provider, as Markdown.
pub fn markdown(providers: &[&Provider]) -> String {
    providers.iter().map(|provider| section(provider)).collect::<Vec<_>>().join("\n")
}

fn section(provider: &Provider) -> String {
    let mut text = format!(
        "### {} (`{}`)\n\n| operation | request | what it does | errors of its own |\n|---|---|---|---|\n",
        provider.title, provider.id
    );
    for operation in provider.operations {
        let Route::Rest(methods, path) = operation.route;
        let methods: Vec<_> = methods.iter().map(Method::as_str).collect();
        let mut codes: Vec<_> = operation.call.errors().iter().map(|error| error.code()).collect();
        codes.dedup();
        text.push_str(&format!(
            "| [{}]({}) | `{} {path}` | {} | {} |\n",
            operation.name,
            operation.docs,
            methods.join(" or "),
            operation.summary,
            if codes.is_empty() { "–".to_owned() } else { codes.join(", ") },
        ));
    }
    let mut wire: Vec<_> = provider.protocol.errors().iter().map(|error| error.code()).collect();
    wire.dedup();
    text.push_str(&format!("\nOn every operation: {}.\n", wire.join(", ")));
    text
}
