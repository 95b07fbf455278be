//! The operations on listeners.

use std::convert::identity;

use super::super::ops;
use crate::spec::Operation;

/// The rows.
pub(crate) static ROWS: &[Operation] = &[
    action!(
        "CreateHTTPListener", "Makes a listener that needs no certificate.",
        r#"{"ListenerName":"listener-name","Port":8091,"ProxyId":"link-p9888rix"}"#,
        identity => ops::http_listener::create_http_listener
    ),
    action!(
        "DescribeHTTPListeners", "Lists listeners of HTTP that pass filters, a page at a time.",
        r#"{"ProxyId":"link-p9888rix","Offset":0,"Limit":1}"#,
        => ops::http_listener::describe_http_listeners
    ),
    action!(
        "ModifyHTTPListenerAttribute", "Renames a listener of HTTP.",
        r#"{"ProxyId":"link-3d85gh","ListenerId":"listener-o0f3at99","ListenerName":"test-2"}"#,
        identity => ops::http_listener::modify_http_listener_attribute
    ),
    action!(
        "CreateHTTPSListener", "Makes a listener of a proxy or of a group.",
        r#"{"ListenerName":"listener-name-https","Port":8092,"CertificateId":"cert-etww5bkh","ForwardProtocol":"HTTP","ProxyId":"link-p9888rix"}"#,
        identity => ops::listener::create_https_listener
    ),
    action!(
        "DescribeHTTPSListeners", "Lists listeners that pass filters, a page at a time.",
        r#"{"ProxyId":"link-n9ha8jzl","Limit":20,"Offset":0}"#,
        => ops::listener::describe_https_listeners
    ),
    action!(
        "ModifyHTTPSListenerAttribute", "Changes a listener's name, protocol and certificates.",
        r#"{"ListenerId":"listener-o0f3at99","ProxyId":"link-3d85gh","ListenerName":"test-2","ForwardProtocol":"HTTP"}"#,
        identity => ops::listener::modify_https_listener_attribute
    ),
    action!(
        "SetTlsVersion", "Sets the versions of TLS and the suites that a listener speaks.",
        r#"{"ListenerId":"listener-o0f3at99","TLSSupportVersion":["TLSv1.2"],"TLSCiphers":"GAAP_TLS_CIPHERS_GENERAL"}"#,
        identity => ops::http_listener::set_tls_version
    ),
    action!(
        "DeleteListeners", "Deletes listeners of a proxy or of a group.",
        r#"{"ProxyId":"link-3d85gh","Force":1,"ListenerIds":["listener-o0f3at99"]}"#,
        identity => ops::listener::delete_listeners
    ),
];
