//! The settings for origins of TCP and UDP listeners.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::words;
use super::numbered::numbered;
use super::real_server::{Binding, RealServerType, Scheduler};

numbered! {
    /// How origins learn a client's address.
    pub(crate) enum ClientIpMethod {
        /// By an option of TCP.
        Toa = 0,
        /// By the PROXY protocol.
        ProxyProtocol = 1,
    }
}

words! {
    /// The method of health checks for UDP origins.
    enum CheckType {
        #[default]
        Port: "PORT",
        Ping: "PING",
    }
}

/// What a listener of TCP or UDP does with its origins. Assumption: where nothing is said of the checks,
/// there is one each 30 seconds, which may take 2 and counts at once. From: the vendor's examples of a
/// rule and of a listener.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Stream {
    /// How the origins are named: by address or by domain.
    pub(crate) real_server_type: RealServerType,
    /// How connections are distributed among the origins.
    pub(crate) scheduler: Scheduler,
    /// Whether they are checked.
    pub(crate) health_check: bool,
    /// The time between two checks, in seconds.
    pub(crate) delay_loop: u64,
    /// The timeout of a check, in seconds.
    pub(crate) connect_timeout: u64,
    /// The number of successful checks after which an origin counts as healthy.
    pub(crate) healthy_threshold: u64,
    /// The number of failed checks after which an origin counts as unhealthy.
    pub(crate) unhealthy_threshold: u64,
    /// Whether one origin is the standby of the other.
    pub(crate) failover: bool,
    /// How TCP origins learn a client's address.
    pub(crate) client_ip_method: ClientIpMethod,
    /// The method of health checks for UDP origins.
    pub(crate) check_type: Option<CheckType>,
    /// The port that is checked.
    pub(crate) check_port: Option<u16>,
    /// The data that the check sends.
    pub(crate) send_context: Option<String>,
    /// The data that must be received.
    pub(crate) recv_context: Option<String>,
    /// The port of all origins, at a proxy of version 1.0 or at a group.
    pub(crate) real_server_port: Option<u16>,
    /// How long a client stays with the same origin; 0 turns this off.
    pub(crate) session_persist: u64,
    /// The origins.
    pub(crate) real_servers: Vec<Binding>,
}

impl Default for Stream {
    fn default() -> Self {
        Self {
            real_server_type: RealServerType::default(),
            scheduler: Scheduler::default(),
            health_check: false,
            delay_loop: 30,
            connect_timeout: 2,
            healthy_threshold: 1,
            unhealthy_threshold: 1,
            failover: false,
            client_ip_method: ClientIpMethod::Toa,
            check_type: None,
            check_port: None,
            send_context: None,
            recv_context: None,
            real_server_port: None,
            session_persist: 0,
            real_servers: Vec::new(),
        }
    }
}
