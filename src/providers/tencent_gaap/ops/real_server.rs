//! Origins, shown.

use super::super::state::Account;
use super::super::state::real_server::{Binding, RealServer, Role};
use super::super::types::real_server::{BindRealServer, ShownRealServer};

/// An origin that is bound. Assumption: every origin answers as it should. From: its purpose; nothing
/// is sent to origins here.
pub(super) fn show_bound(account: &Account, binding: &Binding) -> BindRealServer {
    let server = account.real_servers.find(&binding.id);
    BindRealServer {
        real_server_id: binding.id.clone(),
        real_server_ip: server.map(|server| server.ip.clone()).unwrap_or_default(),
        real_server_weight: binding.weight,
        real_server_status: 0,
        real_server_port: binding.port,
        down_ip_list: Vec::new(),
        real_server_failover_role: binding.role.map(Role::word).unwrap_or_default(),
    }
}

/// An origin that can be bound.
pub(super) fn show_free(server: &RealServer) -> ShownRealServer {
    ShownRealServer {
        real_server_ip: server.ip.clone(),
        real_server_id: server.id.clone(),
        real_server_name: server.name.clone(),
        project_id: server.project_id,
        in_ban_blacklist: u8::from(server.banned),
    }
}
