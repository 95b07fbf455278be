//! The operations on TCP and UDP listeners and on the origins of these.

use std::convert::identity;

use super::super::ops;
use crate::spec::Operation;

/// The rows.
pub(crate) static ROWS: &[Operation] = &[
    action!(
        "CreateTCPListeners", "Makes up to twenty listeners of TCP, one for each port.",
        r#"{"RealServerType":"IP","ConnectTimeout":2,"ProxyId":"link-bjkpdum1","HealthCheck":1,"ListenerName":"test1","Scheduler":"rr","Ports":[90],"DelayLoop":20}"#,
        identity => ops::stream::create_tcp_listeners
    ),
    action!(
        "DescribeTCPListeners", "Lists listeners of TCP that pass filters, a page at a time.",
        r#"{"ProxyId":"link-hwera8lq","ListenerId":"listener-gkzl9e7t"}"#,
        => ops::stream::describe_tcp_listeners
    ),
    action!(
        "ModifyTCPListenerAttribute", "Changes a listener of TCP, its origins aside.",
        r#"{"ListenerId":"listener-a8oko9dl","ProxyId":"link-p9888rix","ConnectTimeout":5}"#,
        identity => ops::stream::modify_tcp_listener_attribute
    ),
    action!(
        "CreateUDPListeners", "Makes up to twenty listeners of UDP, one for each port.",
        r#"{"ProxyId":"link-bjkpdum1","RealServerType":"IP","ListenerName":"test1","Scheduler":"rr","Ports":[90]}"#,
        identity => ops::stream::create_udp_listeners
    ),
    action!(
        "DescribeUDPListeners", "Lists listeners of UDP that pass filters, a page at a time.",
        r#"{"ProxyId":"link-hwera8lq","ListenerId":"listener-pbsgn7ej"}"#,
        => ops::stream::describe_udp_listeners
    ),
    action!(
        "ModifyUDPListenerAttribute", "Changes a listener of UDP, its origins aside.",
        r#"{"ProxyId":"link-bjkpdum1","ListenerId":"listener-o0f3at99","Scheduler":"rr","ListenerName":"test10"}"#,
        identity => ops::stream::modify_udp_listener_attribute
    ),
    action!(
        "BindListenerRealServers", "Binds origins to a listener, in the place of those that were bound.",
        r#"{"ListenerId":"listener-a8lsmk4b","RealServerBindSet":[{"RealServerId":"rs-1008nt4p","RealServerPort":880,"RealServerIP":"44.4.4.4"}]}"#,
        identity => ops::bind::bind_listener_real_servers
    ),
    action!(
        "DescribeListenerRealServers", "Shows the origins that a listener has, and those it could have.",
        r#"{"ListenerId":"listener-kmm7yf03"}"#,
        => ops::bind::describe_listener_real_servers
    ),
];
