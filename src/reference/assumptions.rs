//! What certmock does without a document or a recording that says so, collected by `build.rs` from
//! the comments beside the code.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::spec::{Providers, find_provider};

struct Assumption {
    /// The source that rests on it.
    file: &'static str,
    /// What is done.
    what: &'static str,
    /// What speaks for it.
    from: &'static str,
}

static ALL: &[Assumption] = include!(concat!(env!("OUT_DIR"), "/assumptions.rs"));

impl Assumption {
    /// The part of certmock that it is about.
    fn part(&self, providers: Providers) -> String {
        let mut folders = self.file.split('/').skip(1);
        match (folders.next(), folders.next()) {
            (Some("protocol"), Some(vendor)) => format!("The wire of `{vendor}`"),
            (Some("providers"), Some(id)) => find_provider(providers, id).map_or_else(
                || format!("Every service of `{id}`"),
                |provider| provider.title.to_owned(),
            ),
            _ => "Certificates".to_owned(),
        }
    }
}

/// The assumptions, a section for each part, as Markdown.
pub fn assumptions_markdown(providers: Providers) -> String {
    let mut text =
        "# Assumptions\n\nWhat certmock does without a document or a recording that says so, \
                    and what speaks for it.\n"
            .to_owned();
    let mut last = String::new();
    for assumption in ALL {
        let Assumption { file, what, from } = assumption;
        let part = assumption.part(providers);
        // Writing to a string cannot fail.
        if part != last {
            let _ = writeln!(text, "\n## {part}\n\n| what it does | what speaks for it | where |");
            text += "|---|---|---|\n";
            last = part;
        }
        let _ = writeln!(text, "| {} | {} | `{file}` |", sentence(what), sentence(from));
    }
    text
}

/// Begins a text with a capital, for the cell of a table.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    (first.unwrap_or_default() + letters.as_str()).replace('|', "\\|")
}

/// The same as JSON.
pub fn assumptions_json(providers: Providers) -> String {
    let describe = |assumption: &Assumption| {
        let Assumption { file, what, from } = assumption;
        json!({ "part": assumption.part(providers), "what": what, "from": from, "file": file })
    };
    let all: Vec<Value> = ALL.iter().map(describe).collect();
    format!("{:#}\n", json!({ "assumptions": all }))
}
