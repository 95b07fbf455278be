//! The files of `src`, and what each names of the others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, iter};

/// A file of `src`.
pub(super) struct Source {
    /// Where it is, below `src`.
    pub(super) file: String,
    /// The files that it names, itself not among them.
    pub(super) uses: BTreeSet<String>,
}

/// A module's names from the crate's root downwards.
type Module = Vec<String>;

/// Every file, with what its paths lead to: those that begin with `crate`, `super` or `self`, and
/// in a folder's `mod.rs` those that begin with one of its own modules.
pub(super) fn read_all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: BTreeMap<Module, PathBuf> = rust_files(&root)
        .into_iter()
        .filter(|file| *file != root.join("main.rs"))
        .map(|file| (module_of(file.strip_prefix(&root).unwrap()), file))
        .collect();
    let name = |file: &Path| file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
    let read = |(own, file): (&Module, &PathBuf)| {
        let code = without_comments_and_texts(&fs::read_to_string(file).unwrap());
        let children: Vec<&str> = files
            .keys()
            .filter(|module| module.len() == own.len() + 1 && module.starts_with(own))
            .map(|module| module.last().unwrap().as_str())
            .collect();
        let uses = paths(&code, own, &children)
            .iter()
            .map(|path| name(&files[longest_module(&files, path)]))
            .filter(|used| *used != name(file))
            .collect();
        Source { file: name(file), uses }
    };
    files.iter().map(read).collect()
}

pub(super) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn module_of(file: &Path) -> Module {
    let mut module: Module =
        file.iter().map(|part| part.to_str().unwrap().trim_end_matches(".rs").to_owned()).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
        module.pop();
    }
    module
}

/// The file that a path leads to: what follows is an item in it.
fn longest_module<'a>(files: &BTreeMap<Module, PathBuf>, path: &'a [String]) -> &'a [String] {
    let ends = (0..=path.len()).rev().map(|end| &path[..end]);
    ends.into_iter().find(|module| files.contains_key(*module)).unwrap()
}

/// The paths in a file's code, from the root of the crate.
fn paths(code: &str, own: &[String], children: &[&str]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    // Where an inline module ends, `super` is the file again.
    let mut inline: Vec<(usize, String)> = Vec::new();
    let mut words = words(code).into_iter().peekable();
    let mut before = "";
    let mut two_before = "";
    while let Some(word) = words.next() {
        match word {
            "{" => {
                if two_before == "mod" {
                    inline.push((depth, before.to_owned()));
                }
                depth += 1;
            }
            "}" => {
                depth = depth.saturating_sub(1);
                inline.pop_if(|(at, _)| *at == depth);
            }
            _ if before == "::" || words.peek() != Some(&"::") => {}
            "crate" | "super" | "self" => {
                let here = own.iter().chain(inline.iter().map(|(_, name)| name)).cloned();
                let mut module: Module = here.collect();
                enter(&mut module, word);
                read_tree(&mut words, &module, &mut found);
            }
            _ if inline.is_empty() && children.contains(&word) => {
                let module = [own, &[word.to_owned()]].concat();
                read_tree(&mut words, &module, &mut found);
            }
            _ => {}
        }
        (two_before, before) = (before, word);
    }
    found
}

/// Reads what follows a path's beginning, in all its branches.
fn read_tree<'a, I: Iterator<Item = &'a str>>(
    words: &mut iter::Peekable<I>,
    module: &[String],
    found: &mut Vec<Vec<String>>,
) {
    let mut path = module.to_vec();
    while words.peek() == Some(&"::") {
        words.next();
        match words.next() {
            Some("{") => loop {
                match words.next() {
                    None | Some("}") => return,
                    Some(",") => {}
                    Some("as") => drop(words.next()),
                    Some(word) => {
                        let mut branch = path.clone();
                        enter(&mut branch, word);
                        read_tree(words, &branch, found);
                    }
                }
            },
            Some(word) if word.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                enter(&mut path, word);
            }
            // `*`, or the parameters of a type.
            _ => break,
        }
    }
    found.push(path);
}

fn enter(module: &mut Module, word: &str) {
    match word {
        "crate" => module.clear(),
        "self" => {}
        "super" => {
            module.pop();
        }
        // The macro of the catalogues stands at the root, wherever it is declared.
        "catalogue" if module.is_empty() => module.push("spec".to_owned()),
        word => module.push(word.to_owned()),
    }
}

/// Names, `::` and what else is no space, a character each.
fn words(code: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let inside = |c: char| c.is_alphanumeric() || c == '_';
        let length = if inside(first) {
            rest.find(|c| !inside(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after.trim_start();
    }
    words
}

/// The code alone, without what says who may see an item.
fn without_comments_and_texts(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("pub(") {
            rest.find(')').unwrap() + 1
        } else if rest.starts_with("r#\"") || rest.starts_with("r\"") {
            let end = if rest.starts_with("r#") { "\"#" } else { "\"" };
            let begin = rest.find('"').unwrap() + 1;
            begin + rest[begin..].find(end).unwrap() + end.len()
        } else if first == '"' {
            end_of_text(rest)
        } else if let Some(length) = length_of_character(rest) {
            length
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        rest = &rest[length..];
    }
    code
}

fn end_of_text(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a character in quotes; none where the quote begins a lifetime.
fn length_of_character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if let Some(escape) = inside.strip_prefix('\\') {
        let first = escape.chars().next()?.len_utf8();
        return Some(2 + first + escape[first..].find('\'')? + 1);
    }
    let first = inside.chars().next()?.len_utf8();
    inside[first..].starts_with('\'').then_some(first + 2)
}

#[test]
fn paths_are_read_in_all_their_forms() {
    let own: Module = ["providers", "qiniu", "ops"].map(str::to_owned).to_vec();
    let found = |code: &str| -> Vec<String> {
        let code = without_comments_and_texts(code);
        paths(&code, &own, &["domains"]).iter().map(|path| path.join("::")).collect()
    };
    for (code, wanted) in [
        ("use crate::spec::Read;", &["spec::Read"][..]),
        (
            "use super::{state::Account, errors::{self, Error}};",
            &[
                "providers::qiniu::state::Account",
                "providers::qiniu::errors",
                "providers::qiniu::errors::Error",
            ],
        ),
        ("use super::super::tencent::*;", &["providers::tencent"]),
        ("run: domains::sslize,", &["providers::qiniu::ops::domains::sslize"]),
        ("// crate::a\nlet x = \"crate::b\"; let y = r#\"crate::c\"#;", &[]),
        ("let q = '\"'; f::<'a>(crate::d)", &["d"]),
        ("pub(in crate::providers) fn f() -> super::F {}", &["providers::qiniu::F"]),
        (
            "mod tests { use super::Own; } use super::Other;",
            &["providers::qiniu::ops::Own", "providers::qiniu::Other"],
        ),
        ("crate::catalogue! {}", &["spec"]),
    ] {
        assert_eq!(found(code), wanted, "{code}");
    }
}
