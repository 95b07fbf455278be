//! No operation panics, so a provider is made here whose only one does, as does its state.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use certmock::accounts::Declaration;
use certmock::internals::log_panics;
use certmock::internals::protocol::qiniu::{Error, Qiniu};
use certmock::internals::spec::{
    NoBody, Operation, Provider, Read, Refusal, Resource, StateOf, Surface,
};
use certmock::internals::store::{State, View};
use certmock::{AuthMode, Config, Server};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;

use crate::mock::Mock;

/// A state that can neither be written nor read.
#[derive(Clone, Debug, JsonSchema)]
struct Nothing;

impl State for Nothing {
    fn open(_: Option<&Declaration>) -> Self {
        Self
    }
}

impl Serialize for Nothing {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("as it is asked to")
    }
}

impl<'de> Deserialize<'de> for Nothing {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        panic!("as it is asked to")
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Panic {}

fn panic(_: &View<'_, Nothing>, _: Panic) -> Result<NoBody, Refusal<Error>> {
    panic!("as it is asked to")
}

static PANICS: Provider = Provider {
    id: "panics",
    title: "Panics",
    prefixes: &["/panic"],
    surface: Surface::Rest(&[Resource {
        path: "/panic",
        example: "/panic",
        name: "panic",
        operations: &[Operation {
            name: "Panic",
            summary: "Panics.",
            docs: "https://www.rfc-editor.org/",
            ..Operation::of(&Read { run: panic, errors: &[Error::InternalError] })
        }],
    }]),
    state: Some(&StateOf::<Nothing>::new(&[])),
    ..Provider::on(&Qiniu)
};

static PROVIDERS: &[&Provider] = &[&PANICS];

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Asks a server whose provider panics; what is returned, and what was logged.
fn ask<T: Send + 'static>(asking: impl FnOnce(&Mock) -> T + Send + 'static) -> (T, String) {
    log_panics();
    let log = Log::default();
    let writer = log.clone();
    let lines = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false);
    // The log of the thread that starts the server is this test's alone.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let answer = tracing::subscriber::with_default(lines.finish(), || {
        runtime.block_on(async {
            let config = Config { providers: PROVIDERS, auth: AuthMode::Off, ..Config::default() };
            let server = Server::start(config).await.unwrap();
            let mock = Mock::elsewhere(server.address());
            tokio::task::spawn_blocking(move || asking(&mock)).await.unwrap()
        })
    });
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    // What a panic says may be what a request said.
    assert!(!log.contains("as it is asked to"), "{log}");
    (answer, log)
}

#[test]
fn a_panic_is_an_internal_error_logged_once_with_the_request_and_the_next_is_answered_too() {
    let (entries, log) = ask(|mock| {
        for _ in 0..2 {
            let answer = mock.request("GET", "/panic").send();
            assert_eq!(answer.expect(500)["code"], 500_000);
        }
        mock.request("GET", "/_certmock/requests").send().expect(200)
    });
    let said: Vec<_> = log.lines().filter(|line| line.contains("panicked")).collect();
    let entries = entries["requests"].as_array().unwrap();
    assert_eq!((said.len(), entries.len()), (2, 2), "{log}");
    for (line, entry) in said.iter().zip(entries) {
        let id = entry["id"].as_str().unwrap();
        assert!(line.contains(&format!("request=\"{id}\"")), "{line}");
        assert!(line.contains("place=\"tests/it/panics.rs:"), "{line}");
    }
}

#[test]
fn a_panic_of_the_control_api_is_answered_and_logged_once_too_on_whatever_thread_it_was() {
    let ((), log) = ask(|mock| {
        mock.request("GET", "/panic").send().expect(500);
        let exported = mock.request("GET", "/_certmock/state").send().expect(500);
        assert_eq!(
            exported,
            json!({ "error": "certmock failed to answer this: its log says where" })
        );
        let state = json!({ "certmock": { "panics": {} } });
        let imported = mock.request("PUT", "/_certmock/state").json(&state).send().expect(500);
        assert_eq!(imported, exported);
        mock.request("GET", "/_certmock/health").send().expect(200);
    });
    let said: Vec<_> = log.lines().filter(|line| line.contains("certmock panicked")).collect();
    assert_eq!(said.len(), 2, "{log}");
    for line in said {
        assert!(line.contains("path=/state place=\"tests/it/panics.rs:"), "{line}");
    }
}
