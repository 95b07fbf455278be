//! The reference as Markdown: a table of the services, and a page for each.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use axum::http::Method;

use super::{evidence, not_emulated};
use crate::spec::{ErrorCode, Operation, Provider, Providers, Row, find_provider};

/// How long a line is at most, in characters, where there is a space to break it at.
const WIDTH: usize = 100;

/// A line for each service: how many operations it has, how many errors these document and how many of
/// them a request or a state leads to, and which clients drive it.
pub fn summary(providers: Providers) -> String {
    let mut text = String::from(
        "| service | operations | documented errors | met without a rule | driven by |\n|---|--:|--:|--:|---|\n",
    );
    for provider in providers {
        let rows = provider.rows();
        let errors = rows.iter().map(|row| row.operation.call.errors().len()).sum::<usize>();
        let is_earned = |row: &Row| {
            row.operation
                .call
                .errors()
                .iter()
                .filter(|error| evidence::is_earned(row, **error))
                .count()
        };
        let earned = rows.iter().map(is_earned).sum::<usize>();
        let drivers: BTreeSet<_> =
            rows.iter().flat_map(evidence::drivers).map(String::as_str).collect();
        let drivers = drivers.into_iter().collect::<Vec<_>>().join(", ");
        let (id, title) = (provider.id, provider.title);
        let operations = rows.len();
        write(
            &mut text,
            format_args!(
                "| [{title}](docs/operations/{id}.md) (`{id}`) | {operations} | {errors} | {earned} | {drivers} |\n"
            ),
        );
    }
    text
}

/// The page of the service of that id, with a section for each operation.
pub fn page(providers: Providers, id: &str) -> Option<String> {
    let provider = find_provider(providers, id)?;
    let mut text = format!("# {} (`{}`)\n\n", provider.title, provider.id);
    write(&mut text, format_args!("Printed by `certmock catalogue {}`.\n", provider.id));
    if let Some(all) = provider.protocol.vendors_operations() {
        let missing = not_emulated(provider);
        let (there, all) = (all.len() - missing.len(), all.len());
        text += "\n";
        let rest = if missing.is_empty() {
            "."
        } else {
            ". Not emulated, and named when they are asked for: "
        };
        let end = if missing.is_empty() { "" } else { "." };
        text += &wrapped(
            &format!("{there} of the vendor's {all} operations{rest}{}{end}", missing.join(", ")),
            "",
        );
    }
    for row in provider.rows() {
        text += &section(&row);
    }
    for (whose, errors) in wires(provider) {
        write(&mut text, format_args!("\n## {whose}\n"));
        text += &lists(&errors, |error| evidence::is_earned_on_the_wire(providers, error));
    }
    Some(text)
}

fn section(row: &Row) -> String {
    let Operation { name, docs, summary, methods, call, .. } = row.operation;
    let request = match row.resource {
        Some(resource) => {
            let methods: Vec<_> = methods.iter().map(Method::as_str).collect();
            format!("{} {}", methods.join(" or "), resource.path)
        }
        None => format!("Action={name}"),
    };
    let mut text =
        format!("\n## {name}\n\n{summary}\n\n- Request: `{request}`\n- Vendor's page: <{docs}>\n");
    let drivers = evidence::drivers(row).join(", ");
    if !drivers.is_empty() {
        text += &wrapped(&format!("- Driven by: {drivers}"), "  ");
    }
    text + &lists(&call.errors(), |error| evidence::is_earned(row, error))
}

/// The errors that a request or a state leads to, and those that only a rule does.
fn lists(errors: &[&dyn ErrorCode], is_earned: impl Fn(&dyn ErrorCode) -> bool) -> String {
    let (earned, ruled): (Vec<&dyn ErrorCode>, Vec<_>) =
        errors.iter().copied().partition(|error| is_earned(*error));
    let mut text = String::new();
    for (words, errors) in [("Met by a request or a state", earned), ("Met by a rule alone", ruled)]
    {
        if !errors.is_empty() {
            write(&mut text, format_args!("\n{words}:\n\n"));
            for error in errors {
                text += &item(error);
            }
        }
    }
    text
}

fn item(error: &dyn ErrorCode) -> String {
    let (code, name) = (error.code(), error.name());
    let name = if code.ends_with(name) { String::new() } else { format!(" {name}") };
    let words = if error.en().is_empty() { error.zh() } else { error.en() };
    wrapped(&format!("- `{code}`{name} ({}): {words}", error.status().as_u16()), "  ")
}

/// Whose errors the wire's are: all operations have the same, or those of each version of an API.
fn wires(provider: &'static Provider) -> Vec<(String, Vec<&'static dyn ErrorCode>)> {
    let name = |error: &&dyn ErrorCode| error.name();
    let mut wires: Vec<(String, Vec<_>)> = Vec::new();
    for row in provider.rows() {
        let errors = provider.protocol.errors_at(row.path());
        if wires.iter().all(|(_, known)| !known.iter().map(name).eq(errors.iter().map(name))) {
            let version = row.path().split('/').nth(1).unwrap_or_default();
            wires.push((format!("Errors of any operation of `/{version}`"), errors));
        }
    }
    if let [(whose, _)] = &mut wires[..] {
        "Errors of any operation".clone_into(whose);
    }
    wires
}

/// A paragraph in lines, of which all but the first begin with the indent.
fn wrapped(paragraph: &str, indent: &str) -> String {
    let mut text = String::new();
    let mut length = 0;
    for word in paragraph.split_whitespace() {
        let size = word.chars().count();
        if length > 0 && length + 1 + size > WIDTH {
            write(&mut text, format_args!("\n{indent}"));
            length = indent.len();
        } else if length > 0 {
            text.push(' ');
            length += 1;
        }
        text += word;
        length += size;
    }
    text + "\n"
}

fn write(text: &mut String, words: fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(words);
}
