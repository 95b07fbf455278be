//! Handshake faults: errors in a TLS handshake that a rule asks for.

use time::{Duration, OffsetDateTime};
use tokio::select;
use tokio::time::sleep;

use super::{Hello, Own};
use crate::issue::{Authority, IssueError, validity};
use crate::rules::Handshake;
use crate::server::end::End;
use crate::server::socket::{Reset, Wire};

/// The name in a certificate with the wrong name. The authority may sign for it, so only the name is wrong.
const WRONG_HOST: &str = "wrong-host.localhost";

/// The alert `handshake_failure` (RFC 8446, section 6.2).
const HANDSHAKE_FAILURE: u8 = 40;

impl<S: Wire> Hello<S> {
    /// Applies a fault. Returns the handshake, if it continues.
    pub(in crate::server) async fn meet(
        mut self,
        fault: Handshake,
        reset: &Reset,
        end: &End,
    ) -> Option<Self> {
        match fault {
            Handshake::Abort => self.refuse(HANDSHAKE_FAILURE).await,
            Handshake::Reset => reset.order(),
            Handshake::Hang => select! {
                () = self.outlast() => {}
                () = end.come() => {}
            },
            // Before the server's part of the handshake, the client has nothing more to send.
            Handshake::Slow(time) => select! {
                () = self.outlast() => {}
                () = end.come() => {}
                () = sleep(time.to_std()) => return Some(self),
            },
            Handshake::Expired
            | Handshake::NotYetValid
            | Handshake::WrongHost
            | Handshake::Untrusted
            | Handshake::Incomplete => return Some(self),
        }
        None
    }
}

impl Own {
    /// The certificate chain of a server with these names, as DER, in sending order.
    pub(super) fn chain(
        &self,
        names: &[&str],
        fault: Option<Handshake>,
    ) -> Result<Vec<Vec<u8>>, IssueError> {
        let now = OffsetDateTime::now_utc();
        let usual = validity(now);
        let length = usual.1 - now;
        match fault {
            Some(Handshake::Expired) => {
                let validity = validity(now - length - Duration::HOUR);
                self.authority.vouch(names, validity, &self.key)
            }
            Some(Handshake::NotYetValid) => {
                self.authority.vouch(names, validity(now + length), &self.key)
            }
            Some(Handshake::WrongHost) => self.authority.vouch(&[WRONG_HOST], usual, &self.key),
            Some(Handshake::Untrusted) => {
                let domains: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
                Authority::stranger(&domains)?.vouch(names, usual, &self.key)
            }
            Some(Handshake::Incomplete) => {
                let mut chain = self.authority.vouch(names, usual, &self.key)?;
                chain.truncate(1);
                Ok(chain)
            }
            _ => self.authority.vouch(names, usual, &self.key),
        }
    }
}
