//! Collects the assumptions out of the sources' comments, so that the reference can print them: each
//! stands beside the code that rests on it, as `Assumption: what. From: where it comes from.`, up to
//! the end of its paragraph.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=src");
    let mut files = Vec::new();
    find(Path::new("src"), &mut files);
    files.sort();
    let mut list = String::from("&[");
    for file in files {
        for text in assumptions(&fs::read_to_string(&file).expect("a source is read")) {
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
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where to write"));
    fs::write(out.join("assumptions.rs"), list).expect("the list is written");
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder is listed") {
        let path = entry.expect("a folder is listed").path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
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
