//! The page, as far as it can be looked at without a browser; `tests/page/run` looks at it with one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use certmock::Config;
use certmock::internals::providers;

use crate::mock::{Answer, Mock};

/// The files of the page, and what they are.
const FILES: [(&str, &str); 12] = [
    ("index.html", "text/html; charset=utf-8"),
    ("style.css", "text/css; charset=utf-8"),
    ("main.js", "text/javascript; charset=utf-8"),
    ("api.js", "text/javascript; charset=utf-8"),
    ("live.js", "text/javascript; charset=utf-8"),
    ("dom.js", "text/javascript; charset=utf-8"),
    ("text.js", "text/javascript; charset=utf-8"),
    ("journal.js", "text/javascript; charset=utf-8"),
    ("certificates.js", "text/javascript; charset=utf-8"),
    ("rules.js", "text/javascript; charset=utf-8"),
    ("coverage.js", "text/javascript; charset=utf-8"),
    ("setup.js", "text/javascript; charset=utf-8"),
];

/// How large the files may be together, in bytes.
const LARGEST: usize = 60_000;

fn read(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/control/page");
    fs::read_to_string(folder.join(file)).unwrap()
}

fn get(mock: &Mock, path: &str) -> Answer {
    mock.request("GET", &format!("/_certmock{path}")).send()
}

#[test]
fn the_page_is_answered_as_it_stands_in_the_repository_each_file_as_what_it_is() {
    let mock = Mock::start();
    for (file, media) in FILES {
        let answer = get(&mock, &format!("/page/{file}"));
        assert_eq!((answer.status, answer.header("Content-Type")), (200, Some(media)), "{file}");
        assert_eq!(answer.text(), read(file), "{file}");
    }
    let document = get(&mock, "/");
    assert_eq!((document.status, document.text()), (200, &*read("index.html")));
    assert_eq!(document.header("Content-Type"), Some("text/html; charset=utf-8"));
    let head = mock.request("HEAD", "/_certmock/").send();
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn the_address_without_its_slash_leads_to_the_page() {
    let answer = get(&Mock::start(), "");
    assert_eq!((answer.status, answer.header("Location")), (308, Some("/_certmock/")));
}

#[test]
fn a_browser_that_has_a_file_is_told_so_and_sent_none_of_it() {
    let mock = Mock::start();
    for (file, _) in FILES {
        let ask = || mock.request("GET", &format!("/_certmock/page/{file}"));
        let first = ask().send();
        let tag = first.header("ETag").unwrap();
        assert_eq!(first.header("Cache-Control"), Some("no-cache"));
        for tags in [tag.to_owned(), format!("W/{tag}"), format!("\"other\", {tag}")] {
            let again = ask().header("If-None-Match", &tags).send();
            assert_eq!((again.status, again.body.len()), (304, 0), "{file}: {tags}");
            assert_eq!(again.header("ETag"), Some(tag));
        }
        assert_eq!(ask().header("If-None-Match", "\"other\"").send().status, 200);
    }
}

#[test]
fn a_browser_is_told_that_nothing_from_elsewhere_runs_in_it_and_that_nobody_frames_it() {
    let mock = Mock::start();
    for path in ["/", "/page/main.js"] {
        let answer = get(&mock, path);
        let policy = answer.header("Content-Security-Policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; "), "{policy}");
        for part in
            ["frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'"]
        {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("Cross-Origin-Opener-Policy"), Some("same-origin"));
        assert_eq!(answer.header("Cross-Origin-Resource-Policy"), Some("same-origin"));
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(answer.header("Referrer-Policy"), Some("no-referrer"));
    }
}

#[test]
fn the_page_is_answered_to_no_host_that_the_control_api_is_not_answered_to() {
    let mock = Mock::start();
    for path in ["", "/", "/page/main.js"] {
        let path = format!("/_certmock{path}");
        let foreign = mock.request("GET", &path).header("Host", "evil.example.com").send();
        assert_eq!(foreign.status, 421, "{path}");
        let cross = mock.request("POST", &path).header("Origin", "http://evil.example.com").send();
        assert_eq!(cross.status, 403, "{path}");
        assert_eq!(mock.request("POST", &path).send().status, 405, "{path}");
    }
}

#[test]
fn a_page_that_is_off_says_so_and_what_it_shows_can_be_asked_for_all_the_same() {
    let mock = Mock::with(Config { page: false, ..Config::default() });
    for path in ["", "/", "/page/main.js"] {
        let refused = get(&mock, path).expect(404);
        assert_eq!(refused["error"], "the page is off: start certmock with `--page on`", "{path}");
    }
    for path in ["/requests", "/certificates", "/rules", "/coverage", "/clock", "/about"] {
        get(&mock, path).expect(200);
    }
}

#[test]
fn the_page_has_no_file_but_its_own() {
    let mock = Mock::start();
    for name in ["none.js", "..%2Fmod.rs", "%2e%2e", "page.rs", "INDEX.HTML"] {
        let refused = get(&mock, &format!("/page/{name}")).expect(404);
        assert!(refused["error"].as_str().unwrap().starts_with("the page has no "), "{refused}");
    }
}

#[test]
fn the_files_are_small_enough_to_be_read_by_whoever_wants_to() {
    let all: usize = FILES.iter().map(|(file, _)| read(file).len()).sum();
    assert!(all <= LARGEST, "they have {all} bytes together");
}

#[test]
fn nothing_in_the_page_makes_markup_or_script_of_a_text() {
    let words = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "javascript:",
        "setHTML",
        "srcdoc",
        "import(",
    ];
    for (file, _) in FILES {
        let text = read(file);
        for word in words {
            assert!(!text.contains(word), "{file} has {word}");
        }
        // Listeners as attributes.
        for (place, _) in text.match_indices(" on") {
            let word = text[place + 3..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
            assert!(!word.starts_with('='), "{file}: {}", &text[place..place + 20]);
        }
        for (place, _) in text.match_indices("://") {
            let is_namespace = text[place..].starts_with("://www.w3.org/");
            assert!(is_namespace, "{file} names another origin");
        }
    }
}

#[test]
fn whatever_the_scripts_look_for_by_its_id_is_in_the_document_or_made_by_them() {
    let document = read("index.html");
    for (file, _) in FILES.iter().filter(|(_, media)| media.starts_with("text/javascript")) {
        for id in after(&read(file), "at(\"") {
            assert!(document.contains(&format!("id=\"{id}\"")), "{file}: there is no {id:?}");
        }
    }
    for file in after(&document, "page/") {
        assert!(FILES.iter().any(|(known, _)| *known == file), "there is no {file}");
    }
}

#[test]
fn whatever_the_page_asks_for_is_there() {
    let mock = Mock::start();
    let api = read("api.js");
    let mut asked = 0;
    for method in ["GET", "POST", "PUT", "DELETE"] {
        for start in [format!("\"{method} "), format!("`{method} ")] {
            for path in after(&api, &start) {
                let path = path.replace("${encodeURIComponent(id)}", "none");
                let answer = mock.request(method, &format!("/_certmock{path}")).send();
                // What it lacks is what was to be changed, or a request of that id.
                assert_ne!(answer.status, 405, "{method} {path}");
                let unknown = format!("certmock has no {path}");
                assert!(!answer.text().contains(&unknown), "{method} {path}");
                asked += 1;
            }
        }
    }
    assert!(asked > 15, "{asked}");
}

#[test]
fn the_page_knows_of_no_provider() {
    for (file, _) in FILES {
        let text = read(file);
        for provider in providers::ALL {
            assert!(!text.contains(provider.id), "{file} names {}", provider.id);
        }
    }
}

/// What stands behind each of these starts, up to a quotation mark.
fn after(text: &str, start: &str) -> BTreeSet<String> {
    let end = |rest: &str| rest.find(['"', '`']).unwrap_or(rest.len());
    text.split(start).skip(1).map(|rest| rest[..end(rest)].to_owned()).collect()
}
