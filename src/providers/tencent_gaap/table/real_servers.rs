//! The operations on origins.

use std::convert::identity;

use super::super::ops;
use crate::spec::Operation;

/// The rows.
pub(crate) static ROWS: &[Operation] = &[
    action!(
        "AddRealServers", "Adds origins, by their addresses or host names.",
        r#"{"ProjectId":0,"RealServerIP":["22.22.22.23"],"RealServerName":"real-ip-name"}"#,
        identity => ops::real_server::add_real_servers
    ),
    action!(
        "DescribeRealServers", "Lists the origins of a project that pass filters, a page at a time.",
        r#"{"ProjectId":0,"SearchValue":"1.1.1.1"}"#,
        => ops::real_server::describe_real_servers
    ),
    action!(
        "ModifyRealServerName", "Renames an origin.",
        r#"{"RealServerName":"name","RealServerId":"rs-fgerw3dt"}"#,
        identity => ops::real_server::modify_real_server_name
    ),
    action!(
        "RemoveRealServers", "Removes origins that nothing is bound to.",
        r#"{"RealServerIds":["rs-fgerw3dt"]}"#,
        identity => ops::real_server::remove_real_servers
    ),
    action!(
        "DescribeRealServersStatus", "Says which origins are bound, and where.",
        r#"{"RealServerIds":["rs-4ftghy6"]}"#,
        => ops::real_server::describe_real_servers_status
    ),
];
