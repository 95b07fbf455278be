//! The pages of the project, held against what certmock prints and against each other.

use std::path::Path;

use serde_json::Value;

use crate::process::{binary, run};

fn page(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_pages_have_what_the_catalogue_and_the_help_print() {
    for (argument, path) in [("catalogue", "README.md"), ("--help", "docs/control.md")] {
        let (_, printed, _) = run(binary().arg(argument));
        assert!(page(path).contains(&printed), "put what `certmock {argument}` prints into {path}");
    }
    let (_, json, _) = run(binary().args(["catalogue", "--format", "json"]));
    let catalogue: Value = serde_json::from_str(&json).unwrap();
    let providers = catalogue["providers"].as_array().unwrap();
    let ids: Vec<_> = providers.iter().filter_map(|provider| provider["id"].as_str()).collect();
    for id in &ids {
        let path = format!("docs/operations/{id}.md");
        let (_, printed, _) = run(binary().args(["catalogue", id]));
        assert!(page(&path) == printed, "put what `certmock catalogue {id}` prints into {path}");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operations");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), ids.len());
}

#[test]
fn the_pages_are_no_wider_than_a_screen_and_their_links_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md")];
    for folder in ["docs", "docs/operations"] {
        let entries = std::fs::read_dir(root.join(folder)).unwrap();
        pages.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()));
    }
    assert!(pages.len() > 20);
    for path in pages {
        let text = std::fs::read_to_string(&path).unwrap();
        let shown = path.display();
        for (number, line) in text.lines().enumerate() {
            let is_short = line.starts_with('|') || line.chars().count() <= 200;
            assert!(is_short, "{shown}:{}: {line}", number + 1);
        }
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let target = path.parent().unwrap().join(link.split('#').next().unwrap());
            assert!(target.exists(), "{shown} links to {link}");
        }
    }
    assert!(page("README.md").lines().count() <= 200);
}
