//! What listeners of TCP and UDP do with their origins.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::words;
use super::numbered::numbered;
use super::real_server::{Binding, RealServerType, Scheduler};

numbered! {
    /// How origins are told of a client's address.
    pub(crate) enum ClientIpMethod {
        /// By an option of TCP.
        Toa = 0,
        /// By the PROXY protocol.
        ProxyProtocol = 1,
    }
}

words! {
    /// What origins of UDP are checked with.
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
    /// What the origins are named by.
    pub(crate) real_server_type: RealServerType,
    /// Which of them a connection goes to.
    pub(crate) scheduler: Scheduler,
    /// Whether they are checked.
    pub(crate) health_check: bool,
    /// The time between two checks, in seconds.
    pub(crate) delay_loop: u64,
    /// How long an answer may take, in seconds.
    pub(crate) connect_timeout: u64,
    /// After how many checks that went well an origin is sound.
    pub(crate) healthy_threshold: u64,
    /// After how many that failed it is not.
    pub(crate) unhealthy_threshold: u64,
    /// Whether one origin stands in for the other.
    pub(crate) failover: bool,
    /// How origins of TCP are told of a client's address.
    pub(crate) client_ip_method: ClientIpMethod,
    /// What origins of UDP are checked with.
    pub(crate) check_type: Option<CheckType>,
    /// The port that is checked.
    pub(crate) check_port: Option<u16>,
    /// What is sent to it.
    pub(crate) send_context: Option<String>,
    /// What has to come back.
    pub(crate) recv_context: Option<String>,
    /// The port of all origins, at a proxy of version 1.0 or at a group.
    pub(crate) real_server_port: Option<u16>,
    /// How long a client stays with an origin; 0: not at all.
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
