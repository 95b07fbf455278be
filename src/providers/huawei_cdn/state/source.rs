//! The origin servers of a domain.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An origin server, in the form of the service's newer paths.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub(crate) struct Source {
    /// `ipaddr`, `domain`, `obs_bucket` or `third_bucket`.
    #[serde(default = "ipaddr")]
    pub(crate) origin_type: String,
    /// Its addresses or its name.
    pub(crate) origin_addr: String,
    /// 70 for a main source, 30 for a standby.
    #[serde(default = "main")]
    pub(crate) priority: i32,
    /// Its share of the requests.
    #[serde(default = "half")]
    pub(crate) weight: i32,
    /// Whether a bucket serves as a website, `on` or `off`.
    #[serde(default = "off")]
    pub(crate) obs_web_hosting_status: String,
    /// Its port for HTTP.
    #[serde(default = "http_port")]
    pub(crate) http_port: u16,
    /// Its port for HTTPS.
    #[serde(default = "https_port")]
    pub(crate) https_port: u16,
    /// The `Host` of requests to it; the domain's own name if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) host_name: Option<String>,
}

impl Source {
    /// One main source at an address for documentation (RFC 5737).
    pub(super) fn usual() -> Vec<Self> {
        vec![Self::at("192.0.2.1".to_owned())]
    }

    /// A main place there.
    pub(crate) fn at(origin_addr: String) -> Self {
        Self {
            origin_type: ipaddr(),
            origin_addr,
            priority: main(),
            weight: half(),
            obs_web_hosting_status: off(),
            http_port: http_port(),
            https_port: https_port(),
            host_name: None,
        }
    }

    /// Whether it is a main source.
    pub(crate) fn is_main(&self) -> bool {
        self.priority >= main()
    }
}

fn ipaddr() -> String {
    "ipaddr".to_owned()
}

fn main() -> i32 {
    70
}

fn half() -> i32 {
    50
}

fn off() -> String {
    "off".to_owned()
}

fn http_port() -> u16 {
    80
}

fn https_port() -> u16 {
    443
}
