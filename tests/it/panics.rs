//! No operation panics, so a provider is made here whose only one does.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use certmock::accounts::Declaration;
use certmock::protocol::qiniu::{Error, Qiniu};
use certmock::spec::{AuthMode, NoBody, Operation, Provider, Read, Refusal, Resource, Surface};
use certmock::store::{State, View};
use certmock::{Config, Server, log_panics};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::mock::Mock;

#[derive(Debug)]
struct Nothing;

impl State for Nothing {
    fn open(_: Option<&Declaration>) -> Self {
        Self
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

#[test]
fn a_panic_is_an_internal_error_logged_once_with_the_request_and_the_next_is_answered_too() {
    log_panics();
    let log = Log::default();
    let writer = log.clone();
    let lines = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false);
    // One thread for all of the server, so that its log is this test's alone.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let entries = tracing::subscriber::with_default(lines.finish(), || {
        runtime.block_on(async {
            let config = Config { providers: PROVIDERS, auth: AuthMode::Off, ..Config::default() };
            let server = Server::start(config).await.unwrap();
            let address = server.address();
            let asking = tokio::task::spawn_blocking(move || {
                let mock = Mock::elsewhere(address);
                for _ in 0..2 {
                    let answer = mock.request("GET", "/panic").send();
                    assert_eq!(answer.expect(500)["code"], 500_000);
                }
                mock.request("GET", "/_certmock/requests").send().expect(200)
            });
            asking.await.unwrap()
        })
    });
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let said: Vec<_> = log.lines().filter(|line| line.contains("panicked")).collect();
    let entries = entries["requests"].as_array().unwrap();
    assert_eq!((said.len(), entries.len()), (2, 2), "{log}");
    for (line, entry) in said.iter().zip(entries) {
        let id = entry["id"].as_str().unwrap();
        assert!(line.contains(&format!("request=\"{id}\"")), "{line}");
        assert!(line.contains("place=\"tests/it/panics.rs:"), "{line}");
    }
    // What a panic says may be what a request said.
    assert!(!log.contains("as it is asked to"), "{log}");
}
