//! Imports go downwards only, as the map in `lib.rs` has it.

mod providers;
mod sources;

use std::fs;
use std::path::{Path, PathBuf};

use self::sources::{read_all, rust_files};

#[test]
fn a_file_uses_only_what_stands_below_its_own_row_of_the_map() {
    let layers = layers();
    let layer = |file: &str| {
        let module = file.split('/').next().unwrap().trim_end_matches(".rs");
        let layer = layers.iter().position(|row| row.iter().any(|name| name == module));
        (module.to_owned(), layer.unwrap_or_else(|| panic!("the map has no {module}")))
    };
    let mut wrong = Vec::new();
    for source in read_all() {
        let (own, height) = layer(&source.file);
        for used in source.uses {
            let (module, other) = layer(&used);
            if module != own && other <= height {
                wrong.push(format!("{} uses {used}", source.file));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_modules_are_public_and_one_more_that_is_hidden() {
    let root = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let public = root.lines().filter_map(|line| line.strip_prefix("pub mod "));
    assert_eq!(public.collect::<Vec<_>>(), ["accounts;", "internals;", "pace;"]);
    assert!(root.contains("#[doc(hidden)]\npub mod internals;"));
}

/// The map's rows from the top, with the modules that stand in each.
fn layers() -> Vec<Vec<String>> {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let rows = map.lines().skip_while(|line| *line != "//! |---|---|").skip(1);
    rows.map_while(|line| line.strip_prefix("//! | "))
        .map(|row| {
            let modules = row.split(" | ").next().unwrap().split(", ");
            let name = |module: &str| {
                module.trim_matches(['`', '[', ']', '/']).trim_end_matches(".rs").to_owned()
            };
            modules.map(name).collect()
        })
        .collect()
}

#[test]
fn one_file_alone_names_rustls_pemfile_and_one_alone_dashmap() {
    for (library, home) in [("rustls_pemfile", "src/pem.rs"), ("dashmap", "src/store/mod.rs")] {
        assert_eq!(files_with(&[&format!("{library}::")]), [root().join(home)], "{library}");
    }
}

/// The files below `src` in which one of the words stands.
fn files_with(words: &[&str]) -> Vec<PathBuf> {
    let has_one = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        words.iter().any(|word| text.contains(word))
    };
    rust_files(&root().join("src")).into_iter().filter(has_one).collect()
}

#[test]
fn what_speaks_tls_alone_names_rustls() {
    let names_it = files_with(&["rustls::"]);
    assert!(!names_it.is_empty());
    for file in names_it {
        assert!(file.starts_with(root().join("src/server/tls")), "{} does", file.display());
    }
}

#[test]
fn nothing_but_the_command_line_connects_to_anyone() {
    let dials = [
        "connect(",
        "connect_timeout(",
        "connect_addr",
        "connect_std",
        "TcpSocket",
        "UnixStream",
        "UdpSocket",
        "UnixDatagram",
        "lookup_host",
        "ToSocketAddrs",
    ];
    let dialling = files_with(&dials);
    // Those who ask a running server, and who start one.
    assert!(!dialling.is_empty());
    for file in dialling {
        assert!(file.starts_with(root().join("src/commands")), "{} does", file.display());
    }
}

#[test]
fn no_file_outgrows_one_room() {
    for file in rust_files(&root().join("src")).iter().chain(&rust_files(&root().join("tests"))) {
        let lines = fs::read_to_string(file).unwrap().lines().count();
        assert!(lines <= 420, "{} has {lines} lines", file.display());
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
