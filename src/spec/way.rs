//! The way that a request came.

use schemars::JsonSchema;
use serde::Serialize;

/// How a client came to ask certmock, and by what.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
pub struct Way {
    /// `http` or `https`, as the client has it.
    pub scheme: &'static str,
    /// How it came.
    via: Via,
}

/// How a client came to ask certmock.
#[derive(Clone, Copy, Debug, Eq, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
enum Via {
    /// It connected to it as to the service.
    Direct,
    /// It has it for its proxy, and sent it a whole URL.
    Absolute,
    /// The same, through a tunnel.
    Tunnel,
}

impl Default for Way {
    fn default() -> Self {
        Self::direct(false)
    }
}

impl Way {
    /// Over a connection to certmock, which is secured or not.
    pub fn direct(is_secure: bool) -> Self {
        Self::of(is_secure, Via::Direct)
    }

    /// By a URL that certmock was sent as a proxy; that of something secured, or not.
    pub fn absolute(is_secure: bool) -> Self {
        Self::of(is_secure, Via::Absolute)
    }

    /// In a tunnel, in which it is secured or not.
    pub fn tunnel(is_secure: bool) -> Self {
        Self::of(is_secure, Via::Tunnel)
    }

    /// Whether it was secured.
    pub fn is_secure(self) -> bool {
        self.scheme == "https"
    }

    /// Whether it came in a tunnel.
    pub fn is_tunnel(self) -> bool {
        self.via == Via::Tunnel
    }

    fn of(is_secure: bool, via: Via) -> Self {
        Self { scheme: if is_secure { "https" } else { "http" }, via }
    }
}
