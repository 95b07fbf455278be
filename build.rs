//! Writes the parts of the program that are read from others of its files: the assumptions, from the
//! comments of the sources, and what is asked of Tencent Cloud and the errors that it documents, from its
//! descriptions.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::{Map, Value, json};

fn main() {
    println!("cargo:rerun-if-changed=src");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where to write"));
    let mut files = Vec::new();
    find(Path::new("src"), &mut files);
    files.sort();
    let sources = files.iter().filter(|file| file.extension().is_some_and(|end| end == "rs"));
    let list = list_assumptions(sources.map(PathBuf::as_path));
    fs::write(out.join("assumptions.rs"), list).expect("the list is written");
    for description in files.iter().filter(|file| file.ends_with("api.json")) {
        let folder = description.parent().expect("a file is in a folder");
        let provider = folder.file_name().expect("a folder has a name").display();
        let description = read_json(description);
        fs::write(out.join(format!("{provider}.rs")), list_errors(&description, folder))
            .expect("the errors are written");
        fs::write(out.join(format!("{provider}.json")), describe_requests(&description))
            .expect("the requests are written");
    }
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder is listed") {
        let path = entry.expect("a folder is listed").path();
        if path.is_dir() {
            find(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// The assumptions of all sources. Each stands beside the code that rests on it, as `Assumption: what.
/// From: where it comes from.`, up to the end of its paragraph.
fn list_assumptions<'a>(sources: impl Iterator<Item = &'a Path>) -> String {
    let mut list = String::from("&[");
    for file in sources {
        for text in assumptions(&fs::read_to_string(file).expect("a source is read")) {
            let (what, from) = text.split_once(" From: ").unwrap_or_else(|| {
                panic!("{}: {text:?} does not say where it comes from", file.display())
            });
            let file = file.display().to_string();
            // Writing to a string cannot fail.
            let _ =
                write!(list, "Assumption {{ file: {file:?}, what: {what:?}, from: {from:?} }},");
        }
    }
    list.push(']');
    list
}

/// The assumptions in a source's comments, each on one line.
fn assumptions(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut paragraph = String::new();
    for line in source.lines().chain([""]) {
        let comment = line
            .trim_start()
            .strip_prefix("//")
            .map(|text| text.trim_start_matches(['/', '!']).trim());
        match comment {
            Some(text) if !text.is_empty() => {
                paragraph.push_str(text);
                paragraph.push(' ');
            }
            _ => {
                let parts = paragraph.split("Assumption: ").skip(1);
                found.extend(parts.map(|part| part.trim().to_owned()));
                paragraph.clear();
            }
        }
    }
    found
}

/// The macro `documented!("Action")` of a service: the errors that the vendor lists for the action, in
/// the vendor's order, then those that were recorded although the vendor's list lacks them.
///
/// It is a macro because only actions that are emulated may be looked at: the catalogue does not have
/// the errors of the others.
fn list_errors(description: &Value, folder: &Path) -> String {
    let recorded = folder.join("recorded.json");
    let recorded = if recorded.exists() { read_json(&recorded) } else { Value::Array(Vec::new()) };
    let recorded = recorded.as_array().expect("what was recorded is a list");
    let actions = description["actions"].as_object().expect("actions have names");
    for extra in recorded {
        let (action, code) = (&extra["action"], &extra["error"]);
        let listed = action.as_str().and_then(|name| actions.get(name)?["errors"].as_array());
        let listed = listed.unwrap_or_else(|| panic!("{extra} is of no action"));
        assert!(!listed.contains(code), "the vendor's list has {extra} by now");
    }
    let mut text = String::from("macro_rules! documented {\n");
    for (name, action) in actions {
        let listed = action["errors"].as_array().expect("errors are a list").iter();
        let extras = recorded.iter().filter(|extra| extra["action"] == name.as_str());
        // Writing to a string cannot fail.
        let _ = write!(text, "({name:?}) => {{ const {{ &[");
        for code in listed.chain(extras.map(|extra| &extra["error"])) {
            let _ = write!(text, "$crate::spec::error_of({code}), ");
        }
        text.push_str("] } };\n");
    }
    text.push_str("}\n");
    text
}

/// What the program reads of a description, which is a third of it: the fields of what actions are given,
/// and of the objects in them. It has no use for what they answer.
fn describe_requests(description: &Value) -> String {
    let actions = description["actions"].as_object().expect("actions have names");
    let mut wanted: Vec<&Value> = actions.values().map(|action| &action["request"]).collect();
    let mut objects = Map::new();
    while let Some(fields) = wanted.pop() {
        for field in fields.as_array().expect("fields are a list") {
            let kind = field[2].as_str().expect("a field's type has a name");
            if let Some(fields) = description["objects"].get(kind)
                && objects.insert(kind.to_owned(), fields.clone()).is_none()
            {
                wanted.push(fields);
            }
        }
    }
    let given = |action: &Value| json!({ "request": action["request"] });
    let actions: Map<_, _> =
        actions.iter().map(|(name, action)| (name.clone(), given(action))).collect();
    json!({ "actions": actions, "objects": objects }).to_string()
}

fn read_json(file: &Path) -> Value {
    let text = fs::read_to_string(file).expect("a description is read");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
