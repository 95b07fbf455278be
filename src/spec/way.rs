//! How a request reached certmock.

use schemars::JsonSchema;
use serde::Serialize;

/// How a request reached certmock.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
pub struct Way {
    /// `http` or `https`, as in the URL that the client uses.
    pub scheme: &'static str,
    /// The kind of connection.
    via: Via,
}

/// The kind of connection.
#[derive(Clone, Copy, Debug, Eq, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
enum Via {
    /// The client connected to certmock as it would to the service.
    Direct,
    /// The client uses certmock as its proxy and sent an absolute URL.
    Absolute,
    /// The client uses certmock as its proxy and sent the request through a tunnel.
    Tunnel,
}

impl Default for Way {
    fn default() -> Self {
        Self::direct(false)
    }
}

impl Way {
    /// A request on a direct connection, over TLS or not.
    pub fn direct(is_secure: bool) -> Self {
        Self::of(is_secure, Via::Direct)
    }

    /// A request with an absolute URL, which is an `https` URL or not.
    pub fn absolute(is_secure: bool) -> Self {
        Self::of(is_secure, Via::Absolute)
    }

    /// A request through a tunnel, over TLS or not.
    pub fn tunnel(is_secure: bool) -> Self {
        Self::of(is_secure, Via::Tunnel)
    }

    /// Whether the client used `https`.
    pub fn is_secure(self) -> bool {
        self.scheme == "https"
    }

    /// Whether the request came through a tunnel.
    pub fn is_tunnel(self) -> bool {
        self.via == Via::Tunnel
    }

    fn of(is_secure: bool, via: Via) -> Self {
        Self { scheme: if is_secure { "https" } else { "http" }, via }
    }
}
