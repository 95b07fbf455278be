//! Imports go downwards only, as the map in `lib.rs` has it.

use std::fs;
use std::path::{Path, PathBuf};

/// From the top to the bottom; what stands on one line is one layer.
const LAYERS: [&[&str]; 13] = [
    &["main", "lib"],
    &["control"],
    &["server"],
    &["fixtures"],
    &["journal", "reference", "rules"],
    &["providers"],
    &["protocol"],
    &["spec"],
    &["store"],
    &["issue"],
    &["clock", "ids", "pace"],
    &["x509"],
    &["pem", "hint", "secret", "span", "verbatim"],
];

#[test]
fn a_file_uses_only_the_layers_below_its_own() {
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let own = module_of(&file);
        for used in used_modules(&fs::read_to_string(&file).unwrap()) {
            // The table is the one place that knows the list of providers from above; the macro of
            // the catalogues stands at the root.
            let upwards = layer_of(&used) < layer_of(&own);
            let sideways = layer_of(&used) == layer_of(&own) && used != own;
            if upwards || sideways {
                wrong.push(format!("{} uses crate::{used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_file_alone_names_rustls_pemfile_and_one_alone_dashmap() {
    for (library, home) in [("rustls_pemfile", "src/pem.rs"), ("dashmap", "src/store/mod.rs")] {
        let names_it: Vec<PathBuf> = rust_files(&root().join("src"))
            .into_iter()
            .filter(|file| fs::read_to_string(file).unwrap().contains(&format!("{library}::")))
            .collect();
        assert_eq!(names_it, [root().join(home)], "{library}");
    }
}

#[test]
fn no_file_outgrows_one_room() {
    for file in rust_files(&root().join("src")).iter().chain(&rust_files(&root().join("tests"))) {
        let lines = fs::read_to_string(file).unwrap().lines().count();
        assert!(lines <= 420, "{} has {lines} lines", file.display());
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
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

/// The first folder below `src`, or the name of a file that stands there.
fn module_of(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

fn used_modules(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .filter(|module: &String| module != "catalogue")
        .collect()
}

fn layer_of(module: &str) -> usize {
    LAYERS
        .iter()
        .position(|layer| layer.contains(&module))
        .unwrap_or_else(|| panic!("{module} stands in no layer"))
}
