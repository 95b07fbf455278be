//! PEM in requests: certificates with their keys, and signing requests.

use super::super::super::tencent::{Contents, Facts};
use super::super::errors::Error;
use crate::spec::Refusal;
use crate::x509::{CertificateRequest, Chain, Curve, Flaw, PrivateKey, PublicKey};

/// Reads a certificate with its chain, and the key that is its own.
pub(crate) fn read_pair(
    certificate: String,
    private_key: String,
    has_password: bool,
) -> Result<Contents, Refusal<Error>> {
    let chain = Chain::from_pem(&certificate)?;
    let key = match PrivateKey::from_pem(&private_key) {
        Err(flaw @ Flaw::EncryptedKey { .. }) if has_password => {
            let words = format!("certmock does not decrypt private keys: {flaw}.");
            return Err(Refusal::saying(Error::InvalidParameterWithDetailReason, words));
        }
        read => read?,
    };
    chain.leaf().matches(&key)?;
    chain.links()?;
    Ok(Contents {
        facts: Facts::of(&chain),
        certificate: certificate.into(),
        private_key: Some(private_key.into()),
    })
}

/// Reads a signing request with a key that certificates are issued for.
pub(crate) fn read_any_csr(text: &str) -> Result<CertificateRequest, Refusal<Error>> {
    // The vendor's example has a backslash and an `n` in place of each line break.
    let text = text.replace("\\n", "\n");
    let request = CertificateRequest::from_pem(&text).map_err(|flaw| match flaw {
        Flaw::NotPem { .. } | Flaw::WrongLabel { .. } | Flaw::BadPem(_) => {
            Refusal::because(Error::InvalidParam, flaw)
        }
        flaw => flaw.into(),
    })?;
    match request.public_key() {
        PublicKey::Rsa { .. } if (2048..=4096).contains(&request.public_key().bits()) => {
            Ok(request)
        }
        PublicKey::Ecdsa { curve: Curve::P256 | Curve::P384, .. } => Ok(request),
        other => {
            let flaw = Flaw::UnsupportedKey { algorithm: other.to_string() };
            Err(Refusal::because(Error::CertificateInvalid, flaw))
        }
    }
}
