//! Proxies, and the groups that some are in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent::Tag;
use super::group_domain::GroupDomain;
use super::tasks::{Change, ChangeKind, Changing, Moment};
use crate::store::Identified;

/// A proxy, which the vendor's English calls a connection.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proxy {
    /// `link-` and eight letters and digits.
    pub(crate) id: String,
    /// Its name.
    #[serde(default)]
    pub(crate) name: String,
    /// The project that it belongs to; 0 is the default one.
    #[serde(default)]
    pub(crate) project_id: u64,
    /// The region in which clients reach it.
    #[serde(default = "guangzhou")]
    pub(crate) access_region: String,
    /// The region of its origins.
    #[serde(default = "shanghai")]
    pub(crate) real_server_region: String,
    /// In Mbit/s.
    #[serde(default = "least_bandwidth")]
    pub(crate) bandwidth: u64,
    /// In tens of thousands of connections.
    #[serde(default = "least_concurrent")]
    pub(crate) concurrent: u64,
    /// The version, which determines its features.
    #[serde(default)]
    pub(crate) version: Version,
    /// The status while no task changes it.
    #[serde(default)]
    pub(crate) status: ProxyStatus,
    /// The group that it is in.
    #[serde(default)]
    pub(crate) group_id: Option<String>,
    /// 0 by bandwidth, 1 by traffic.
    #[serde(default)]
    pub(crate) billing_type: u64,
    /// The version of IP that clients use.
    #[serde(default)]
    pub(crate) ip_version: IpVersion,
    /// The network that packets take to it.
    #[serde(default)]
    pub(crate) network_type: NetworkType,
    /// What kind of proxy it is.
    #[serde(default)]
    pub(crate) package_type: PackageType,
    /// Its tags.
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// Whether it is banned.
    #[serde(default)]
    pub(crate) ban_status: BanStatus,
    /// Whether it is customized by the vendor. Requests cannot change such a proxy.
    #[serde(default)]
    pub(crate) non_standard: bool,
    /// Whether its limits can be changed.
    #[serde(default = "is_scalable")]
    pub(crate) scalable: bool,
    /// When its limits were changed last.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) configured: Option<OffsetDateTime>,
    /// Whether it was cloned from another.
    #[serde(default)]
    pub(crate) cloned: bool,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// The change that a task makes to it, if any.
    #[serde(default)]
    pub(crate) change: Option<Change<Self>>,
}

// The regions and the smallest specification of the vendor's own example.
fn guangzhou() -> String {
    "Guangzhou".to_owned()
}

fn shanghai() -> String {
    "Shanghai".to_owned()
}

fn least_bandwidth() -> u64 {
    10
}

fn least_concurrent() -> u64 {
    2
}

fn is_scalable() -> bool {
    true
}

impl Proxy {
    /// The status.
    pub(crate) fn status(&self, at: Moment<'_>) -> ProxyStatus {
        match self.pending(at).map(Change::kind) {
            Some(ChangeKind::Creation) if self.cloned => ProxyStatus::Cloning,
            Some(ChangeKind::Creation) => ProxyStatus::Creating,
            Some(ChangeKind::Destruction) => ProxyStatus::Destroying,
            Some(ChangeKind::Modification(before)) => match (before.status, self.status) {
                (ProxyStatus::Closed, ProxyStatus::Running) => ProxyStatus::Opening,
                (ProxyStatus::Running, ProxyStatus::Closed) => ProxyStatus::Closing,
                _ if before.limits() == self.limits() => self.status,
                _ => ProxyStatus::Adjusting,
            },
            None if self.was_not_made(at) => ProxyStatus::CreateFailed,
            None => self.status,
        }
    }
}

impl Proxy {
    /// The limits that it is paid for.
    fn limits(&self) -> (u64, u64, u64) {
        (self.bandwidth, self.concurrent, self.billing_type)
    }
}

impl Identified for Proxy {
    const MANY: &'static str = "proxies";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Changing for Proxy {
    const REMAINS: bool = true;

    fn change(&self) -> Option<&Change<Self>> {
        self.change.as_ref()
    }

    fn change_mut(&mut self) -> &mut Option<Change<Self>> {
        &mut self.change
    }

    fn set_not_made(&mut self) {
        // Assumption: a proxy whose making fails stays, as CREATE_FAILED. From: an example of
        // DescribeProxies, which has the status.
        self.status = ProxyStatus::CreateFailed;
    }
}

/// A group of proxies that share their listeners.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    /// `lg-` and eight letters and digits.
    pub(crate) id: String,
    /// The version, which determines its features.
    #[serde(default)]
    pub(crate) version: Version,
    /// The status.
    #[serde(default)]
    pub(crate) status: GroupStatus,
    /// The region of its origins.
    #[serde(default = "shanghai")]
    pub(crate) real_server_region: String,
    /// The version of IP that clients use.
    #[serde(default)]
    pub(crate) ip_version: IpVersion,
    /// What kind of proxies it has.
    #[serde(default)]
    pub(crate) package_type: PackageType,
    /// Its name.
    #[serde(default)]
    pub(crate) name: String,
    /// The project that it belongs to; 0 is the default one.
    #[serde(default)]
    pub(crate) project_id: u64,
    /// Its tags.
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// Its domain, if any, which directs clients to the nearest of its proxies.
    #[serde(default)]
    pub(crate) domain: Option<GroupDomain>,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
}

impl Identified for Group {
    const MANY: &'static str = "groups";

    fn id(&self) -> &str {
        &self.id
    }
}

/// The version of a proxy or a group. Certificates of domains, for example, need 3.0.
#[derive(
    Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize,
)]
pub(crate) enum Version {
    #[serde(rename = "1.0")]
    V1,
    #[serde(rename = "2.0")]
    V2,
    #[default]
    #[serde(rename = "3.0")]
    V3,
}

/// The status of a proxy. The vendor's list lacks the status that its example has.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum ProxyStatus {
    Adjusting,
    Cloning,
    Closed,
    Closing,
    CreateFailed,
    Creating,
    Destroying,
    Isolated,
    Isolating,
    Moving,
    Opening,
    Recovering,
    #[default]
    Running,
}

/// The status of a group.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum GroupStatus {
    Changing,
    Closed,
    Creating,
    Destroying,
    Moving,
    #[default]
    Running,
}

/// Whether the authorities have something closed.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum BanStatus {
    BanFailed,
    Banned,
    Banning,
    /// Not banned, or not any more.
    #[default]
    Recover,
    RecoverFailed,
    Recovering,
}

impl BanStatus {
    /// Whether it is banned.
    pub(crate) fn is_banned(self) -> bool {
        matches!(self, Self::Banned | Self::Recovering | Self::RecoverFailed)
    }
}

#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub(crate) enum IpVersion {
    #[default]
    IPv4,
    IPv6,
}

/// The network that packets take to a proxy.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NetworkType {
    #[default]
    Normal,
    /// The premium network between the mainland and elsewhere.
    Cn2,
    /// The networks of three carriers.
    Triple,
    /// Addresses made to measure.
    SecureEip,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub(crate) enum PackageType {
    Accelerator,
    CrossBorder,
    #[default]
    Thunder,
}
