//! Domains that direct clients to the nearest of several proxies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent::Tag;
use super::dns_record::DnsRecord;
use super::numbered::numbered;
use super::proxy::BanStatus;
use super::tasks::{Change, Changing, Moment};
use crate::store::Identified;

numbered! {
    /// The status of a global domain.
    pub(crate) enum GlobalDomainStatus {
        Open = 0,
        Closed = 1,
        Closing = 2,
        Opening = 3,
    }
}

/// A domain of the service, which directs clients to proxies or to a default target.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GlobalDomain {
    /// `dm-` and eight letters and digits.
    pub(crate) id: String,
    /// Its name.
    #[serde(default)]
    pub(crate) alias: String,
    /// The project that it belongs to; 0 is the default one.
    #[serde(default)]
    pub(crate) project_id: u64,
    /// The default target: an address or a host name.
    pub(crate) default_value: String,
    /// Whether it is open. A closed domain leads nowhere.
    #[serde(default = "is_open")]
    pub(crate) open: bool,
    /// Its tags.
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// Whether it is banned.
    #[serde(default)]
    pub(crate) ban_status: BanStatus,
    /// The records that direct clients to proxies.
    #[serde(default)]
    pub(crate) dns_records: Vec<DnsRecord>,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// When it was changed last.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) updated: Option<OffsetDateTime>,
    /// The change that a task makes to it, if any.
    #[serde(default)]
    pub(crate) change: Option<Change<Self>>,
}

fn is_open() -> bool {
    true
}

impl GlobalDomain {
    /// The status.
    pub(crate) fn status(&self, at: Moment<'_>) -> GlobalDomainStatus {
        match (self.pending(at).is_some(), self.open) {
            (false, true) => GlobalDomainStatus::Open,
            (false, false) => GlobalDomainStatus::Closed,
            (true, true) => GlobalDomainStatus::Opening,
            (true, false) => GlobalDomainStatus::Closing,
        }
    }

    /// Its name. Assumption: a global domain's name has the letters of its id. From: the vendor's example, whose name is made
    /// alike.
    pub(crate) fn full_name(&self) -> String {
        format!("{}.gaapqcloud.com.cn", self.id.replacen("dm-", "gd-", 1))
    }

    /// The records that are there.
    pub(crate) fn dns_records<'a>(&'a self, at: Moment<'a>) -> impl Iterator<Item = &'a DnsRecord> {
        self.dns_records.iter().filter_map(move |record| record.seen(at))
    }

    /// All records, including their forms before changes of them or of the domain that are in progress.
    pub(crate) fn all_records(&self) -> impl Iterator<Item = &DnsRecord> {
        let before = self.change.as_ref().and_then(Change::before);
        std::iter::once(self)
            .chain(before)
            .flat_map(|domain| &domain.dns_records)
            .flat_map(DnsRecord::versions)
    }

    /// The proxies that its records name, whatever tasks make of them.
    pub(crate) fn proxy_ids(&self) -> impl Iterator<Item = &str> {
        self.all_records().flat_map(|record| &record.proxy_ids).map(String::as_str)
    }

    /// Whether it or one of its records has a change that is not settled yet.
    pub(crate) fn is_changing(&self) -> bool {
        self.change.is_some() || self.has_changing_record()
    }

    /// Whether one of its records has a change that is not settled yet.
    pub(crate) fn has_changing_record(&self) -> bool {
        self.dns_records.iter().any(|record| record.change.is_some())
    }

    /// The domain, and its records, without changes that are over.
    pub(crate) fn all_settled(self, at: Moment<'_>) -> Option<Self> {
        let mut domain = self.settled(at)?;
        let records = std::mem::take(&mut domain.dns_records).into_iter();
        domain.dns_records = records.filter_map(|record| record.settled(at)).collect();
        Some(domain)
    }

    /// The domain and its records, with this task's changes referring to the task's new id.
    pub(crate) fn with_tasks_renamed(self, id: &str, other: &str) -> Self {
        let mut domain = self.with_task_renamed(id, other);
        let records = std::mem::take(&mut domain.dns_records).into_iter();
        domain.dns_records = records.map(|record| record.with_task_renamed(id, other)).collect();
        domain
    }

    /// The domain, without the proxies in its records that no longer exist.
    pub(crate) fn with_proxies(mut self, is_there: &impl Fn(&str) -> bool) -> Self {
        let before = self.change.as_mut().and_then(Change::before_mut);
        let earlier = before.into_iter().flat_map(|before| &mut before.dns_records);
        for record in &mut self.dns_records {
            record.keep_proxies(is_there);
        }
        for record in earlier {
            record.keep_proxies(is_there);
        }
        self
    }
}

impl Identified for GlobalDomain {
    const MANY: &'static str = "global domains";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Changing for GlobalDomain {
    fn change(&self) -> Option<&Change<Self>> {
        self.change.as_ref()
    }

    fn change_mut(&mut self) -> &mut Option<Change<Self>> {
        &mut self.change
    }
}
