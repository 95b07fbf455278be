//! Origins, and their bindings to rules and listeners.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::{Tag, words};
use crate::store::Identified;

/// An origin, which the vendor calls a real server.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RealServer {
    /// `rs-` and eight letters and digits.
    pub(crate) id: String,
    /// An address or a host name.
    pub(crate) ip: String,
    /// Its name.
    #[serde(default)]
    pub(crate) name: String,
    /// The project that it belongs to; 0 is the default one.
    #[serde(default)]
    pub(crate) project_id: u64,
    /// Its tags.
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// Whether it is on the list of banned origins.
    #[serde(default)]
    pub(crate) banned: bool,
}

impl Identified for RealServer {
    const MANY: &'static str = "real servers";

    fn id(&self) -> &str {
        &self.id
    }
}

impl RealServer {
    /// How it is named: by address or by domain.
    pub(crate) fn kind(&self) -> RealServerType {
        let is_address = self.ip.parse::<std::net::IpAddr>().is_ok();
        if is_address { RealServerType::Ip } else { RealServerType::Domain }
    }
}

words! {
    /// How origins are named: by address or by domain.
    enum RealServerType {
        #[default]
        Ip: "IP",
        /// By host names.
        Domain: "DOMAIN",
    }

    /// How requests are distributed among origins.
    enum Scheduler {
        /// To each in turn.
        #[default]
        RoundRobin: "rr",
        /// To each in turn, by its weight.
        WeightedRoundRobin: "wrr",
        /// To the origin with the fewest connections.
        LeastConnections: "lc",
        /// To the origin with the lowest delay.
        LeastDelay: "lrtt",
    }

    /// The roles of two origins with failover.
    enum Role {
        #[default]
        Master: "master",
        Slave: "slave",
    }
}

/// A binding of an origin to a rule or a listener.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Binding {
    /// The origin's.
    pub(crate) id: String,
    /// The port of the origin.
    #[serde(default = "http_port")]
    pub(crate) port: u16,
    /// Its share of the requests.
    #[serde(default = "equal_weight")]
    pub(crate) weight: u64,
    /// Its role, if one origin is the standby of the other.
    #[serde(default)]
    pub(crate) role: Option<Role>,
}

fn http_port() -> u16 {
    80
}

fn equal_weight() -> u64 {
    1
}
