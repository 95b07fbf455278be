//! Faults of a TLS handshake. It comes before any request: only the host, and so the provider, is known then,
//! not the operation or the account.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Then, When};
use crate::span::{Negative, Span};
use crate::spec::{Provider, Providers};

/// A fault of a TLS handshake.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Handshake {
    /// The certificate expired an hour ago.
    Expired,
    /// The certificate becomes valid only in some months.
    NotYetValid,
    /// The certificate is for another host name.
    WrongHost,
    /// The certificate comes from an authority that no client trusts.
    Untrusted,
    /// The certificate comes without its issuer's certificate.
    Incomplete,
    /// The server refuses the handshake (alert 40, `handshake_failure`).
    Abort,
    /// The server resets the connection (TCP RST) after the client has named its host.
    Reset,
    /// The server sends nothing, and the connection stays open.
    Hang,
    /// The server waits this long before it sends its part of the handshake.
    Slow(Span),
}

impl Handshake {
    /// Its name in a rule.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::WrongHost => "wrong_host",
            Self::Untrusted => "untrusted",
            Self::Incomplete => "incomplete",
            Self::Abort => "abort",
            Self::Reset => "reset",
            Self::Hang => "hang",
            Self::Slow(_) => "slow",
        }
    }

    /// Whether the fault changes the server's certificate.
    pub(crate) fn is_of_certificate(self) -> bool {
        match self {
            Self::Expired
            | Self::NotYetValid
            | Self::WrongHost
            | Self::Untrusted
            | Self::Incomplete => true,
            Self::Abort | Self::Reset | Self::Hang | Self::Slow(_) => false,
        }
    }

    /// Returns what is wrong with the rule's `then`.
    pub(super) fn check(self, then: &Then) -> Result<(), String> {
        let alone = Then { tls: Some(self), ..Then::default() };
        if *then != alone {
            return Err("`then` with `tls` can have no other member, because a handshake brings no request to answer: write the answer in another rule".into());
        }
        match self {
            Self::Slow(time) if time < Span::default() => Err(format!("`slow`: {Negative}")),
            _ => Ok(()),
        }
    }
}

/// Returns what is wrong with the rule's `when`.
pub(super) fn check_when(when: &When, providers: Providers) -> Result<(), String> {
    let names_hosts = providers.iter().any(|provider| means(when, provider));
    if names_hosts && when.account.is_none() && when.request.is_empty() {
        return Ok(());
    }
    Err("a handshake names no operation and no account: with `tls`, write `operation` as `*` or as all operations of one provider, like `qiniu.*`, and leave out `account` and `request`".into())
}

/// Whether the condition includes handshakes for the hosts of a provider.
pub(super) fn means(when: &When, provider: &Provider) -> bool {
    when.operation == "*" || when.operation.strip_suffix(".*") == Some(provider.id)
}
