//! The DNS records of a global domain, which direct the clients of countries to proxies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::numbered::numbered;
use super::tasks::{Change, ChangeKind, Changing, Moment};

numbered! {
    /// The status of a record. The vendor's list lacks the status that its example has.
    pub(crate) enum DnsStatus {
        /// It leads nowhere.
        Empty = 0,
        Running = 1,
        Creating = 2,
        Changing = 3,
        Deleting = 4,
    }
}

/// A record of a global domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DnsRecord {
    /// The number, which is unique among the records of the account.
    pub(crate) id: u64,
    /// The codes of the countries whose clients it directs.
    pub(crate) countries: Vec<String>,
    /// The proxies that it leads to.
    #[serde(default)]
    pub(crate) proxy_ids: Vec<String>,
    /// The change that a task makes to it, if any.
    #[serde(default)]
    pub(crate) change: Option<Change<Self>>,
}

impl DnsRecord {
    /// Where it stands. Assumption: a record whose proxies are gone stays, as 0. From: the vendor's example of
    /// `DescribeGlobalDomainDns`, a record without proxies that has this status.
    pub(crate) fn status(&self, at: Moment<'_>, leads_nowhere: bool) -> DnsStatus {
        match self.pending(at).map(Change::kind) {
            Some(ChangeKind::Creation) => DnsStatus::Creating,
            Some(ChangeKind::Modification(_)) => DnsStatus::Changing,
            Some(ChangeKind::Destruction) => DnsStatus::Deleting,
            None if leads_nowhere => DnsStatus::Empty,
            None => DnsStatus::Running,
        }
    }

    /// The record, and its form before a change.
    pub(crate) fn versions(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.change.as_ref().and_then(Change::before))
    }

    /// Whether it directs clients of this country, or did before a change.
    pub(crate) fn claims(&self, country: &str) -> bool {
        self.versions().any(|version| version.countries.iter().any(|code| code == country))
    }

    /// Leaves the proxies that are there.
    pub(crate) fn keep_proxies(&mut self, is_there: &impl Fn(&str) -> bool) {
        self.proxy_ids.retain(|id| is_there(id));
        if let Some(before) = self.change.as_mut().and_then(Change::before_mut) {
            before.proxy_ids.retain(|id| is_there(id));
        }
    }
}

impl Changing for DnsRecord {
    fn change(&self) -> Option<&Change<Self>> {
        self.change.as_ref()
    }

    fn change_mut(&mut self) -> &mut Option<Change<Self>> {
        &mut self.change
    }
}
