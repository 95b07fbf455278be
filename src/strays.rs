//! What connected and brought no request that is certmock's to answer.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;

use crate::bell::{Bell, Change};

/// How many entries are kept; the oldest are removed first.
const MOST: usize = 1000;

/// Why a connection brought no request.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "StrayKind")]
pub(crate) enum Kind {
    /// It named a host that certmock does not answer for.
    Refused,
    /// The client does not trust certmock's authority.
    Untrusted,
    /// It was not a TLS handshake, or an incomplete one.
    Broken,
    /// A rule made the handshake fail.
    Fault,
}

impl Kind {
    /// A predicate for the client or the host.
    fn words(self) -> &'static str {
        match self {
            Self::Refused => "is another's host",
            Self::Untrusted => "does not trust certmock",
            Self::Broken => "broke off",
            Self::Fault => "was broken off by a rule",
        }
    }
}

/// How the client named the host.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "StrayVia")]
pub(crate) enum Via {
    /// In a `CONNECT` request.
    Connect,
    /// In a request with a whole URL as its target.
    Absolute,
    /// In a TLS handshake.
    Tls,
}

/// Equal connections that brought no request.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct Stray {
    /// When the last one arrived.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: OffsetDateTime,
    /// Why there was no request.
    pub kind: Kind,
    /// The reason in words.
    pub words: &'static str,
    /// How the client named the host.
    pub via: Via,
    /// The host; empty if the client named none.
    pub host: String,
    /// The port, if the client named one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// Further details.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub detail: &'static str,
    /// The name of the rule that made the handshake fail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How many there were.
    pub count: u64,
}

/// A connection that brought no request.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Met {
    /// Why.
    pub kind: Kind,
    /// How.
    pub via: Via,
    /// The host, without anything that no host has in it.
    pub host: String,
    /// The port.
    pub port: Option<u16>,
    /// What is known beside.
    pub detail: &'static str,
    /// The rule that has done it.
    pub rule: Option<String>,
}

/// The strays since the start, or since somebody had them forgotten.
#[derive(Debug)]
pub(crate) struct Strays {
    met: Mutex<BTreeMap<Met, (OffsetDateTime, u64)>>,
    bell: Bell,
}

impl Strays {
    /// None yet; those to come ring that bell.
    pub(crate) fn new(bell: Bell) -> Self {
        Self { met: Mutex::default(), bell }
    }

    fn met(&self) -> MutexGuard<'_, BTreeMap<Met, (OffsetDateTime, u64)>> {
        self.met.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes one; whether it is the first of its kind.
    pub(crate) fn note(&self, stray: Met) -> bool {
        let now = OffsetDateTime::now_utc();
        let mut met = self.met();
        let is_full = met.len() >= MOST && !met.contains_key(&stray);
        if is_full {
            let oldest = met.iter().min_by_key(|(_, (at, _))| *at).map(|(met, _)| met.clone());
            oldest.map(|oldest| met.remove(&oldest));
        }
        let (at, count) = met.entry(stray).or_insert((now, 0));
        *at = now;
        *count += 1;
        let is_first = *count == 1;
        drop(met);
        self.bell.ring(Change::Strays);
        is_first
    }

    /// All of them, the latest last.
    pub(crate) fn all(&self) -> Vec<Stray> {
        let mut strays: Vec<_> = self
            .met()
            .iter()
            .map(|(met, (at, count))| {
                let Met { kind, via, host, port, detail, rule } = met.clone();
                let (words, at, count) = (kind.words(), *at, *count);
                Stray { at, kind, words, via, host, port, detail, rule, count }
            })
            .collect();
        strays.sort_by_key(|stray| stray.at);
        strays
    }

    /// Forgets them; how many there were.
    pub(crate) fn forget(&self) -> usize {
        let forgotten = std::mem::take(&mut *self.met()).len();
        self.bell.ring(Change::Strays);
        forgotten
    }
}
