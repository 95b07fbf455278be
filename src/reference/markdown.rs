//! The reference as Markdown.

use std::fmt::Write as _;

use axum::http::Method;

use super::{evidence, not_emulated};
use crate::spec::{ErrorCode, Operation, Provider, Providers, Row};

/// A table of the operations, a section for each provider.
pub fn markdown(providers: Providers) -> String {
    providers.iter().map(|provider| section(providers, provider)).collect::<Vec<_>>().join("\n")
}

fn section(providers: Providers, provider: &'static Provider) -> String {
    let mut text = format!("### {} (`{}`)\n\n", provider.title, provider.id);
    let missing = not_emulated(provider);
    // Writing to a string cannot fail.
    if let Some(all) = provider.protocol.vendors_operations() {
        let _ = writeln!(
            text,
            "{} of the vendor's {} operations. Not emulated: {}.\n",
            all.len() - missing.len(),
            all.len(),
            missing.join(", ")
        );
    }
    text +=
        "| operation | request | what it does | refuses by itself | only by a rule | driven by |\n";
    text += "|---|---|---|---|---|---|\n";
    for row in provider.rows() {
        text += &line(&row);
    }
    for (whose, errors) in wires(provider) {
        let is_earned = |error: &dyn ErrorCode| evidence::is_earned_on_the_wire(providers, error);
        let (earned, ruled) = codes(&errors, is_earned);
        let _ = writeln!(text, "\n{whose}, by itself: {earned}. Only by a rule: {ruled}.");
    }
    text
}

/// Whose errors the wire's are: all operations have the same, or those of each version of an API.
fn wires(provider: &'static Provider) -> Vec<(String, Vec<&'static dyn ErrorCode>)> {
    let name = |error: &&dyn ErrorCode| error.name();
    let mut wires: Vec<(String, Vec<_>)> = Vec::new();
    for row in provider.rows() {
        let errors = provider.protocol.errors_at(row.path());
        if wires.iter().all(|(_, known)| !known.iter().map(name).eq(errors.iter().map(name))) {
            let version = row.path().split('/').nth(1).unwrap_or_default();
            wires.push((format!("Any operation as in `/{version}`"), errors));
        }
    }
    if let [(whose, _)] = &mut wires[..] {
        "Any operation".clone_into(whose);
    }
    wires
}

fn line(row: &Row) -> String {
    let Operation { name, docs, summary, methods, call, .. } = row.operation;
    let request = match row.resource {
        Some(resource) => {
            let methods: Vec<_> = methods.iter().map(Method::as_str).collect();
            format!("{} {}", methods.join(" or "), resource.path)
        }
        None => format!("Action={name}"),
    };
    let (earned, ruled) = codes(&call.errors(), |error| evidence::is_earned(row, error));
    let drivers = or_dash(&evidence::drivers(row).join(", "));
    format!("| [{name}]({docs}) | `{request}` | {summary} | {earned} | {ruled} | {drivers} |\n")
}

/// The codes of the errors that are earned and of the others, each once.
fn codes(
    errors: &[&dyn ErrorCode],
    is_earned: impl Fn(&dyn ErrorCode) -> bool,
) -> (String, String) {
    let (mut earned, mut ruled) = (Vec::new(), Vec::new());
    for error in errors {
        let codes = if is_earned(*error) { &mut earned } else { &mut ruled };
        if !codes.contains(&error.code()) {
            codes.push(error.code());
        }
    }
    // One code may stand for several errors, of which one can be earned.
    ruled.retain(|code| !earned.contains(code));
    (or_dash(&earned.join(", ")), or_dash(&ruled.join(", ")))
}

fn or_dash(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { text.to_owned() }
}
