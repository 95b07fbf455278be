//! Domains by which the nearest of several proxies is reached.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent::Tag;
use super::numbered::numbered;
use super::proxy::BanStatus;
use super::tasks::{Change, Changing, Moment};
use crate::store::Identified;

numbered! {
    /// Where a global domain stands.
    pub(crate) enum GlobalDomainStatus {
        Open = 0,
        Closed = 1,
        Closing = 2,
        Opening = 3,
    }
}

/// A domain of the service's own, which leads to a proxy or to where it leads by default.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GlobalDomain {
    /// `dm-` and eight letters and digits.
    pub(crate) id: String,
    /// Its name.
    #[serde(default)]
    pub(crate) alias: String,
    /// The project that it is in; 0 is the default one.
    #[serde(default)]
    pub(crate) project_id: u64,
    /// Where it leads by default: an address or a host name.
    pub(crate) default_value: String,
    /// Whether it leads anywhere.
    #[serde(default = "is_open")]
    pub(crate) open: bool,
    /// Its tags.
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// Whether it is banned.
    #[serde(default)]
    pub(crate) ban_status: BanStatus,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// When it was changed last.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) updated: Option<OffsetDateTime>,
    /// What a task makes of it.
    #[serde(default)]
    pub(crate) change: Option<Change<Self>>,
}

fn is_open() -> bool {
    true
}

impl GlobalDomain {
    /// Where it stands.
    pub(crate) fn status(&self, at: Moment<'_>) -> GlobalDomainStatus {
        match (self.pending(at).is_some(), self.open) {
            (false, true) => GlobalDomainStatus::Open,
            (false, false) => GlobalDomainStatus::Closed,
            (true, true) => GlobalDomainStatus::Opening,
            (true, false) => GlobalDomainStatus::Closing,
        }
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
