//! What a rule has happen to a TLS handshake. It comes before any request: what is known then is the
//! host, and by it the provider, but no operation and no account.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Then, When};
use crate::span::Span;
use crate::spec::{Provider, Providers};

/// What happens to a TLS handshake.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Handshake {
    /// The certificate has expired, an hour ago.
    Expired,
    /// The certificate is not valid yet, for months.
    NotYetValid,
    /// The certificate is for another name.
    WrongHost,
    /// The certificate comes from an authority that nobody was told to trust.
    Untrusted,
    /// The certificate comes without that of the authority which has issued it.
    Incomplete,
    /// The handshake is refused (alert 40, `handshake_failure`).
    Abort,
    /// The connection is reset (TCP RST) when the client has said whom it asks for.
    Reset,
    /// Nothing comes, and the connection stays.
    Hang,
    /// The server keeps its part of the handshake back for so long.
    Slow(Span),
}

impl Handshake {
    /// What it is called.
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

    /// Whether the certificate that is shown is another than without it.
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

    /// Says what is wrong with what is to happen.
    pub(super) fn check(self, then: &Then) -> Result<(), String> {
        let alone = Then { tls: Some(self), ..Then::default() };
        if *then != alone {
            return Err("`tls` stands alone: a handshake that fails brings no request to answer, so write what is to be answered in another rule".into());
        }
        match self {
            Self::Slow(time) if time < Span::default() => {
                Err("a handshake is kept back for a time that is not negative".into())
            }
            _ => Ok(()),
        }
    }
}

/// Says what is wrong with which handshakes are meant.
pub(super) fn check_when(when: &When, providers: Providers) -> Result<(), String> {
    let names_hosts = providers.iter().any(|provider| means(when, provider));
    if names_hosts && when.account.is_none() && when.request.is_empty() {
        return Ok(());
    }
    Err("a handshake names no operation and no account: where `tls` is what happens, `operation` is `*` or all of one provider's, like `qiniu.*`, and neither `account` nor `request` is there".into())
}

/// Whether the handshakes that are meant are those for the hosts of a provider.
pub(super) fn means(when: &When, provider: &Provider) -> bool {
    when.operation == "*" || when.operation.strip_suffix(".*") == Some(provider.id)
}
