//! The journal: requests and their answers.
//!
//! An entry is written before its answer is sent. No secret can leave an entry: parameters and other texts of
//! the request are kept only as [`Shown`], which hides secrets at once; the answer is kept unchanged as
//! [`Sealed`], which hides secrets when it is shown.

mod coverage;
mod entry;
mod homes;
mod sealed;
mod written;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;

use self::coverage::Met;
pub(crate) use self::coverage::{Asked, Coverage};
pub(crate) use self::entry::may_name;
pub(crate) use self::entry::{Entry, Outcome, Shown};
use self::homes::{Home, Homes};
pub(crate) use self::sealed::Sealed;
pub(crate) use self::written::{Brief, Written};
use crate::bell::{Bell, Change};
use crate::glob::Glob;

/// Selects entries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Entries of this account.
    pub account: Option<String>,
    /// Entries of an operation, given as `provider.Operation` with `*` for any text, or as one of the two
    /// names.
    pub operation: Option<Glob>,
    /// Entries with this outcome: `success`, an error code or what a rule did; `error` for everything that a
    /// client sees as an error.
    pub outcome: Option<String>,
    /// Entries that the rule with this name answered.
    pub rule: Option<String>,
    /// Entries after the one with this id.
    pub since: Option<String>,
    /// Entries with a number above this.
    pub after: Option<u64>,
    /// Entries with a number below this.
    pub before: Option<u64>,
    /// Entries with this text in the path, the error or the flaw, in any case.
    pub text: Option<Text>,
}

impl Filter {
    /// Whether the entry is selected, apart from the text, which takes longer to compare.
    fn wants(&self, written: &Written) -> bool {
        let Written { number, entry } = written;
        self.after.is_none_or(|after| *number > after)
            && self.before.is_none_or(|before| *number < before)
            && self.account.as_ref().is_none_or(|account| entry.account.as_deref() == Some(account))
            && self.operation.as_ref().is_none_or(|operation| entry.names(operation))
            && self.rule.as_ref().is_none_or(|rule| entry.rule.as_ref() == Some(rule))
            && self.outcome.as_ref().is_none_or(|outcome| match outcome.as_str() {
                "error" => entry.outcome.is_error(),
                outcome => entry.outcome.text() == outcome,
            })
    }
}

/// A text to search for, in any case.
#[derive(Clone, Debug)]
pub(crate) struct Text(String);

impl Text {
    /// Prepares a text for searching.
    pub(crate) fn new(text: &str) -> Self {
        Self(text.to_lowercase())
    }

    fn is_in(&self, entry: &Entry) -> bool {
        entry.texts().any(|text| text.to_lowercase().contains(&self.0))
    }
}

/// The limits of a journal.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
#[schemars(rename = "JournalSize")]
pub struct Bounds {
    /// How many entries it keeps at most; 0 keeps none.
    pub entries: usize,
    /// About how many bytes the entries may have together.
    pub bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { entries: 10_000, bytes: 16 << 20 }
    }
}

/// An entry with its size.
#[derive(Debug)]
struct Kept {
    size: usize,
    home: Home,
    written: Written,
}

#[derive(Debug)]
struct Pages {
    /// The entries, the oldest first.
    entries: VecDeque<Kept>,
    /// The number of the next entry.
    next: u64,
    bytes: usize,
    /// How often entries were deleted other than by reaching the limits.
    forgotten: u64,
    /// Entries that were removed and wait to be freed by the thread that made them.
    gone: Homes<Written>,
    met: Met,
}

impl Default for Pages {
    fn default() -> Self {
        let (entries, gone, met) = (VecDeque::new(), Homes::default(), Met::default());
        Self { entries, next: 1, bytes: 0, forgotten: 0, gone, met }
    }
}

impl Pages {
    /// The selected entries apart from the text, the newest first.
    fn wanted<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Written> {
        let newest = self.entries.iter().rev().map(|kept| &kept.written);
        let new = newest.take_while(|written| filter.since.as_deref() != Some(&*written.entry.id));
        new.filter(|written| filter.wants(written))
    }
}

/// What a waiting request has already seen, so that no entry is examined twice: the journal is locked
/// meanwhile.
#[derive(Debug, Default)]
struct Seen {
    /// The number of the first entry that was not examined.
    next: u64,
    forgotten: u64,
    /// The numbers of the selected entries.
    wanted: VecDeque<u64>,
}

impl Seen {
    /// Examines new entries, and returns how many entries are selected now.
    fn look(&mut self, pages: &Pages, filter: &Filter) -> usize {
        if self.forgotten != pages.forgotten {
            *self = Self { forgotten: pages.forgotten, ..Self::default() };
        }
        let new = pages.entries.partition_point(|kept| kept.written.number < self.next);
        for Kept { written, .. } in pages.entries.range(new..) {
            if filter.since.as_deref() == Some(&*written.entry.id) {
                self.wanted.clear();
            } else if filter.wants(written)
                && filter.text.as_ref().is_none_or(|text| text.is_in(&written.entry))
            {
                self.wanted.push_back(written.number);
            }
        }
        self.next = pages.next;
        let first = pages.entries.front().map_or(pages.next, |kept| kept.written.number);
        let gone = self.wanted.partition_point(|number| *number < first);
        self.wanted.drain(..gone);
        self.wanted.len()
    }
}

/// The new entries of a journal.
#[derive(Debug)]
pub(crate) struct News {
    /// All entries from this number on are still kept.
    pub first: u64,
    /// The new entries.
    pub entries: Vec<Written>,
    /// The number of the first entry that was left out because of the limit.
    pub next: Option<u64>,
    /// The number of the newest entry, of any account.
    pub newest: u64,
}

/// The journal. When it reaches its limits, the oldest entries are deleted.
#[derive(Debug)]
pub(crate) struct Journal {
    bounds: Bounds,
    pages: Mutex<Pages>,
    bell: Bell,
}

impl Journal {
    /// An empty journal. It rings the bell at every change.
    pub(crate) fn new(bounds: Bounds, bell: Bell) -> Self {
        Self { bounds, pages: Mutex::default(), bell }
    }

    /// Whether entries are kept at all.
    pub(crate) fn is_kept(&self) -> bool {
        self.bounds.entries > 0
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an entry.
    pub(crate) fn write(&self, entry: Entry) {
        let size = entry.size();
        let (entry, home) = (Arc::new(entry), Home::here());
        let mut gone = Vec::new();
        let mut pages = self.pages();
        pages.met.count(&entry);
        if !self.is_kept() {
            return;
        }
        pages.bytes += size;
        let number = pages.next;
        pages.next += 1;
        pages.entries.push_back(Kept { size, home, written: Written { number, entry } });
        while pages.entries.len() > self.bounds.entries
            || pages.bytes > self.bounds.bytes && pages.entries.len() > 1
        {
            let Some(kept) = pages.entries.pop_front() else { break };
            pages.bytes -= kept.size;
            gone.extend(pages.gone.leave(kept.home, kept.size, kept.written));
        }
        let own = pages.gone.take(home);
        drop(pages);
        // Dropped after the lock is released.
        drop((own, gone));
        self.bell.ring(Change::Written);
    }

    /// The newest entries that are selected, at most `limit`. They are returned the oldest first.
    pub(crate) fn find(&self, filter: &Filter, limit: usize) -> Vec<Written> {
        let mut found: Vec<_> = match &filter.text {
            None => self.pages().wanted(filter).take(limit).cloned().collect(),
            Some(text) => {
                // Texts are compared without the lock, so that writers do not wait.
                let wanted: Vec<_> = self.pages().wanted(filter).cloned().collect();
                wanted.into_iter().filter(|it| text.is_in(&it.entry)).take(limit).collect()
            }
        };
        found.reverse();
        found
    }

    /// The number of the newest entry; 0 if there was none yet.
    pub(crate) fn newest(&self) -> u64 {
        self.pages().next - 1
    }

    /// The entries with a number above `after`, of one account or of all, at most `most`.
    pub(crate) fn news(&self, after: u64, account: Option<&str>, most: usize) -> News {
        let pages = self.pages();
        let new = pages.entries.partition_point(|kept| kept.written.number <= after);
        let mut wanted = pages.entries.range(new..).map(|kept| &kept.written).filter(|written| {
            account.is_none_or(|account| written.entry.account.as_deref() == Some(account))
        });
        let first = pages.entries.get(new).map_or(pages.next, |kept| kept.written.number);
        let entries: Vec<_> = wanted.by_ref().take(most).cloned().collect();
        let next = wanted.next().map(|written| written.number);
        News { first, entries, next, newest: pages.next - 1 }
    }

    /// The number of entries, and about how many bytes they need.
    pub(crate) fn size(&self) -> Bounds {
        let pages = self.pages();
        Bounds { entries: pages.entries.len(), bytes: pages.bytes }
    }

    /// The journal's limits.
    pub(crate) fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// The entry with this id.
    pub(crate) fn get(&self, id: &str) -> Option<Written> {
        let pages = self.pages();
        pages.entries.iter().map(|kept| &kept.written).find(|it| it.entry.id == id).cloned()
    }

    /// Waits until at least `count` entries are selected, and returns all of them.
    pub(crate) async fn wait(&self, filter: &Filter, count: usize) -> Vec<Written> {
        let mut seen = Seen::default();
        // Created before the first look, so that no change is missed.
        let mut listener = self.bell.listen();
        loop {
            let is_enough = seen.look(&self.pages(), filter) >= count;
            if is_enough {
                return self.find(filter, usize::MAX);
            }
            listener.wait().await;
        }
    }

    /// Deletes all entries, or those of an account. Outcomes stay counted.
    pub(crate) fn forget(&self, account: Option<&str>) {
        let mut pages = self.pages();
        pages.forgotten += 1;
        let gone = match account {
            None => std::mem::take(&mut pages.entries),
            Some(account) => {
                let is_gone = |kept: &Kept| kept.written.entry.account.as_deref() == Some(account);
                let entries = std::mem::take(&mut pages.entries);
                let (gone, kept) = entries.into_iter().partition(is_gone);
                pages.entries = kept;
                gone
            }
        };
        pages.bytes = pages.entries.iter().map(|kept| kept.size).sum();
        let waiting = std::mem::take(&mut pages.gone);
        drop(pages);
        // Dropped after the lock is released.
        drop::<(VecDeque<Kept>, Homes<Written>)>((gone, waiting));
        self.bell.ring(Change::Journal);
    }

    /// Counts the outcomes of these accounts together from now on, without their names.
    pub(crate) fn forget_accounts(&self, accounts: &[String]) {
        self.pages().met.forget(accounts);
    }

    /// The number of requests of each account since the start, and how many of them did not succeed.
    pub(crate) fn counts(&self) -> BTreeMap<String, (u64, u64)> {
        self.pages().met.counts()
    }

    /// The time of the latest entry of each account.
    pub(crate) fn last(&self) -> BTreeMap<String, OffsetDateTime> {
        let entries: Vec<_> =
            self.pages().entries.iter().map(|kept| kept.written.entry.clone()).collect();
        let last = |entry: Arc<Entry>| Some((entry.account.as_ref()?.to_string(), entry.at));
        entries.into_iter().filter_map(last).collect()
    }

    /// The outcomes since the start, by account, of all accounts or of one.
    pub(crate) fn met(&self, account: Option<&str>) -> BTreeMap<String, Coverage> {
        self.pages().met.of(account)
    }
}
