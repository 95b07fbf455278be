//! What was asked and how it was answered.
//!
//! An entry is there before its answer leaves. Nothing secret can be in one: what a request says is
//! kept only as [`Shown`], which is made by hiding what is secret, and so is whatever else it chose.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::Method;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};
use time::OffsetDateTime;
use tokio::sync::Notify;
use wildmatch::WildMatch;

use crate::redact::Members;
use crate::spec::{ErrorCode, Parameters};

/// What a request said, without what is secret in it: of that a fingerprint (SHA-256) is shown.
/// As JSON, of which thousands are kept: one piece of memory each.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Shown(Box<RawValue>);

impl Shown {
    /// Hides what is secret.
    ///
    /// # Panics
    ///
    /// Never: parameters are JSON.
    pub fn of(parameters: &Parameters) -> Self {
        Self(to_raw_value(&Members(parameters)).expect("parameters are JSON"))
    }
}

fn size_of_value(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(|item| size_of_value(item) + 24).sum(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| name.len() + size_of_value(value) + 48).sum()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
    }
}

/// How a request ended.
#[derive(Clone, Copy, Debug)]
pub enum Outcome {
    /// The operation replied.
    Replied,
    /// It was refused with a documented error.
    Refused(&'static dyn ErrorCode),
    /// A rule answered in the vendor's place, with that status.
    Responded(u16),
    /// A rule had the answer lost, by the transport fault of that name.
    Lost(&'static str),
}

impl Outcome {
    /// `success`, or the error's code; or what a rule did.
    pub fn text(self) -> Cow<'static, str> {
        match self {
            Self::Replied => "success".into(),
            Self::Refused(error) => error.code().into(),
            Self::Responded(status) => format!("respond {status}").into(),
            Self::Lost(fault) => format!("transport {fault}").into(),
        }
    }

    /// The error's name in the catalogue: some vendors use one code for several.
    pub fn error(self) -> Option<&'static str> {
        match self {
            Self::Refused(error) => Some(error.name()),
            Self::Replied | Self::Responded(_) | Self::Lost(_) => None,
        }
    }

    /// Whether the client met an error: a refusal, such a status, or no answer.
    fn is_error(self) -> bool {
        match self {
            Self::Replied => false,
            Self::Responded(status) => status >= 400,
            Self::Refused(_) | Self::Lost(_) => true,
        }
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let error = self.error();
        let mut members = serializer.serialize_map(Some(1 + usize::from(error.is_some())))?;
        members.serialize_entry("outcome", &self.text())?;
        if let Some(error) = error {
            members.serialize_entry("error", error)?;
        }
        members.end()
    }
}

/// A request with its answer.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// What it goes by.
    pub id: String,
    /// When it was answered, by the real time.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Who asked, where that was found out.
    pub account: Option<String>,
    /// Whether the credentials were verified.
    pub verified: bool,
    /// The provider.
    pub provider: &'static str,
    /// The operation, where the request named one.
    pub operation: Option<&'static str>,
    /// The method.
    #[serde(serialize_with = "show_method")]
    pub method: Method,
    /// The path, without the query.
    pub path: String,
    /// The status of the answer; none where no answer left.
    pub status: Option<u16>,
    /// How it ended.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The rule that answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How long it took, in milliseconds, without what a rule kept it back.
    pub elapsed_ms: f64,
    /// What the request said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Shown>,
    /// What of it the operation did not read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<String>,
    /// What is wrong with a certificate, its chain or its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flaw: Option<String>,
    /// Why a signature is not right: what was to be signed, and what was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Value>,
}

fn show_method<S: Serializer>(method: &Method, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(method.as_str())
}

impl Entry {
    /// Whether it is of the operation: `provider.Operation`, in which `*` stands for anything, or
    /// one of the two alone.
    fn names(&self, wanted: &str) -> bool {
        let own = self.operation.unwrap_or_default();
        wanted == self.provider
            || wanted == own
            || WildMatch::new(wanted).matches(&format!("{}.{own}", self.provider))
    }

    fn size(&self) -> usize {
        let texts = self.path.len() + self.account.as_ref().map_or(0, String::len);
        let shown = self.parameters.as_ref().map_or(0, |shown| shown.0.get().len());
        let explanation = self.explanation.as_ref().map_or(0, size_of_value);
        let unread: usize = self.unread.iter().map(String::len).sum();
        size_of::<Self>() + texts + shown + explanation + unread
    }
}

/// Which entries are wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of one account.
    pub account: Option<String>,
    /// `provider.Operation`, in which `*` stands for anything, or either.
    pub operation: Option<String>,
    /// `success`, a code, what a rule did, or `error` for whatever a client meets as an error.
    pub outcome: Option<String>,
    /// After the entry of that id.
    pub since: Option<String>,
}

impl Filter {
    fn wants(&self, entry: &Entry) -> bool {
        self.account.as_ref().is_none_or(|account| entry.account.as_ref() == Some(account))
            && self.operation.as_ref().is_none_or(|operation| entry.names(operation))
            && self.outcome.as_ref().is_none_or(|outcome| match outcome.as_str() {
                "error" => entry.outcome.is_error(),
                outcome => entry.outcome.text() == outcome,
            })
    }
}

/// How much a journal keeps.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How many entries; with none it keeps nothing.
    pub entries: usize,
    /// About how many bytes.
    pub bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { entries: 10_000, bytes: 16 << 20 }
    }
}

/// What a request asked for: `provider.Operation`, or the provider where it named no operation.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Asked {
    /// The provider.
    pub provider: &'static str,
    /// The operation.
    pub operation: Option<&'static str>,
}

impl fmt::Display for Asked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            Some(operation) => write!(formatter, "{}.{operation}", self.provider),
            None => formatter.write_str(self.provider),
        }
    }
}

impl Serialize for Asked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What was met since the start.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// How often which outcome was met.
    pub outcomes: BTreeMap<Asked, BTreeMap<Cow<'static, str>, u64>>,
    /// The names of the errors that were answered by the operation itself, not by a rule.
    pub earned: BTreeMap<Asked, BTreeSet<&'static str>>,
}

impl Coverage {
    fn count(&mut self, entry: &Entry) {
        let asked = Asked { provider: entry.provider, operation: entry.operation };
        if let Some(error) = entry.outcome.error().filter(|_| entry.rule.is_none()) {
            self.earned.entry(asked).or_default().insert(error);
        }
        let outcomes = self.outcomes.entry(asked).or_default();
        *outcomes.entry(entry.outcome.text()).or_default() += 1;
    }
}

#[derive(Debug, Default)]
struct Pages {
    /// With their sizes, the oldest first.
    entries: VecDeque<(usize, Arc<Entry>)>,
    bytes: usize,
    met: BTreeMap<String, Coverage>,
}

impl Pages {
    /// The entries that are wanted, the newest first.
    fn wanted<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Arc<Entry>> {
        let newest = self.entries.iter().rev().map(|(_, entry)| entry);
        let new = newest.take_while(|entry| filter.since.as_ref() != Some(&entry.id));
        new.filter(|entry| filter.wants(entry))
    }

    /// The newest that are wanted, the oldest of them first.
    fn find(&self, filter: &Filter, limit: usize) -> Vec<Arc<Entry>> {
        let mut found: Vec<_> = self.wanted(filter).take(limit).cloned().collect();
        found.reverse();
        found
    }

    /// All that are wanted, once there are so many. Until then they are counted only: whoever
    /// writes waits meanwhile.
    fn find_all(&self, filter: &Filter, count: usize) -> Option<Vec<Arc<Entry>>> {
        let have_come = self.wanted(filter).count() >= count;
        have_come.then(|| self.find(filter, usize::MAX))
    }
}

/// The entries, the oldest of which go where there are too many.
#[derive(Debug)]
pub struct Journal {
    bounds: Bounds,
    pages: Mutex<Pages>,
    written: Notify,
}

impl Journal {
    /// An empty journal.
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, pages: Mutex::default(), written: Notify::new() }
    }

    /// Whether it keeps anything.
    pub fn is_kept(&self) -> bool {
        self.bounds.entries > 0
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes an entry.
    pub fn write(&self, entry: Entry) {
        let size = entry.size();
        let entry = Arc::new(entry);
        let mut gone = Vec::new();
        let mut pages = self.pages();
        let account = entry.account.as_deref().unwrap_or_default();
        match pages.met.get_mut(account) {
            Some(met) => met.count(&entry),
            None => pages.met.entry(account.to_owned()).or_default().count(&entry),
        }
        if !self.is_kept() {
            return;
        }
        pages.bytes += size;
        pages.entries.push_back((size, entry));
        while pages.entries.len() > self.bounds.entries
            || pages.bytes > self.bounds.bytes && pages.entries.len() > 1
        {
            let Some((size, entry)) = pages.entries.pop_front() else { break };
            pages.bytes -= size;
            gone.push(entry);
        }
        drop(pages);
        // Not while others wait.
        drop(gone);
        self.written.notify_waiters();
    }

    /// The newest entries that are wanted, the oldest of them first.
    pub fn find(&self, filter: &Filter, limit: usize) -> Vec<Arc<Entry>> {
        self.pages().find(filter, limit)
    }

    /// The entry of that id.
    pub fn get(&self, id: &str) -> Option<Arc<Entry>> {
        let pages = self.pages();
        pages.entries.iter().map(|(_, entry)| entry).find(|entry| entry.id == id).cloned()
    }

    /// Waits until there are as many entries as are wanted; what there is then.
    pub async fn wait(&self, filter: &Filter, count: usize) -> Vec<Arc<Entry>> {
        loop {
            // Heard from before the look, so that nothing is missed between the two.
            let written = self.written.notified();
            if let Some(found) = self.pages().find_all(filter, count) {
                return found;
            }
            written.await;
        }
    }

    /// Forgets all entries, or those of an account; what was met is forgotten only with `reset`.
    pub fn forget(&self, account: Option<&str>) {
        let mut pages = self.pages();
        match account {
            None => (pages.entries, pages.bytes) = (VecDeque::new(), 0),
            Some(account) => {
                pages.entries.retain(|(_, entry)| entry.account.as_deref() != Some(account));
                pages.bytes = pages.entries.iter().map(|(size, _)| size).sum();
            }
        }
    }

    /// What was met since the start, by account, of all or of one.
    pub fn met(&self, account: Option<&str>) -> BTreeMap<String, Coverage> {
        let pages = self.pages();
        let wanted = |name: &String| account.is_none_or(|account| account == name);
        pages
            .met
            .iter()
            .filter(|(name, _)| wanted(name))
            .map(|(n, c)| (n.clone(), c.clone()))
            .collect()
    }
}
