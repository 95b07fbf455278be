//! No operation panics, so one that does is made here.

use std::io::{self, Write};
use std::sync::Mutex;

use axum::http::{HeaderMap, Method, Uri};
use bytes::Bytes;
use schemars::JsonSchema;
use serde::Deserialize;

use super::*;
use crate::accounts::{Declaration, Directory};
use crate::catalogue;
use crate::clock::Clock;
use crate::ids::Seed;
use crate::journal::{Bounds, Filter};
use crate::pace::Paces;
use crate::protocol::qiniu::Qiniu;
use crate::spec::{Credentials, Example, NoBody, Operation, Read, Refusal, Route};
use crate::store::{State, View};

catalogue! {
    enum Nothing {
        Never: 400 "400" "never" "从不",
    }
}

#[derive(Debug)]
struct Empty;

impl State for Empty {
    fn open(_: Option<&Declaration>) -> Self {
        Self
    }

    fn holds(&self, _: &str) -> bool {
        false
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Ask {}

static OPERATION: Operation = Operation {
    name: "Panic",
    route: Route::Rest(&[Method::GET], "/panic"),
    resource: "panic",
    summary: "Panics.",
    docs: "https://www.rfc-editor.org/",
    credentials: Credentials::Account,
    success: StatusCode::OK,
    example: Example::get("/panic"),
    call: &Read {
        run: |_: &View<'_, Empty>, _: Ask| -> Result<NoBody, Refusal<Nothing>> {
            panic!("as it is asked to")
        },
        errors: &[Nothing::Never],
    },
};

static PROVIDER: Provider = Provider {
    id: "panic",
    title: "Panic",
    protocol: &Qiniu,
    prefixes: &["/panic"],
    entrance: None,
    download: None,
    state: None,
    pair_at: &[],
    paces: &[],
    operations: &[],
};

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

/// Has the operation panic twice, and holds the answers.
fn panic_twice(app: &App) {
    for _ in 0..2 {
        let request = Request {
            method: Method::GET,
            uri: Uri::from_static("/panic"),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            path: Vec::new(),
        };
        let target = Target::Operation(&OPERATION, &[]);
        let answer = app.answer(&Routed { provider: &PROVIDER, target, request }).answer;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(answer.body.starts_with(br#"{"code":500000,"#));
    }
}

#[test]
fn a_panic_is_an_internal_error_logged_once_with_the_request_and_the_next_is_answered_too() {
    let store = Store::new(Directory::default(), Seed::new(Some(1)), Clock::Real, Paces::default());
    let app = App {
        providers: &[],
        store,
        mode: AuthMode::Off,
        body_limit: 0,
        patience: Duration::ZERO,
        seed_is_fixed: false,
        rules: Rules::default(),
        journal: Journal::new(Bounds::default()),
        ended: watch::Sender::new(false),
    };
    log_panics();
    let log = Log::default();
    let writer = log.clone();
    let lines = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false);
    let lines = lines.finish();
    tracing::subscriber::with_default(lines, || panic_twice(&app));
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let said: Vec<_> = log.lines().filter(|line| line.contains("panicked")).collect();
    let entries = app.journal.find(&Filter::default(), 10);
    assert_eq!((said.len(), entries.len()), (2, 2), "{log}");
    for (line, entry) in said.iter().zip(entries) {
        assert!(line.contains(&format!("request=\"{}\"", entry.id)), "{line}");
        assert!(line.contains("place=\"src/server/tests.rs:"), "{line}");
    }
    // What a panic says may be what a request said.
    assert!(!log.contains("as it is asked to"), "{log}");
}
