//! Certificates that come with their keys.

use super::contents::{Contents, Facts};
use crate::x509::{Chain, Flaw, PrivateKey};

/// What is wrong with a certificate and its key. Each service has its own errors for these.
#[derive(Debug)]
pub(in crate::providers) enum WrongPair {
    /// The certificates cannot be read.
    Chain(Flaw),
    /// The key cannot be read.
    Key(Flaw),
    /// The key is not the leaf's.
    Match(Flaw),
    /// One of the certificates is not signed by the next.
    Links(Flaw),
}

/// Reads a certificate with its chain, and its key.
pub(in crate::providers) fn read_pair(
    certificate: &str,
    private_key: &str,
) -> Result<Contents, WrongPair> {
    let chain = Chain::from_pem(certificate).map_err(WrongPair::Chain)?;
    let key = PrivateKey::from_pem(private_key).map_err(WrongPair::Key)?;
    chain.leaf().matches(&key).map_err(WrongPair::Match)?;
    chain.links().map_err(WrongPair::Links)?;
    Ok(Contents {
        facts: Facts::of(&chain),
        certificate: certificate.into(),
        private_key: Some(private_key.into()),
    })
}
