//! The texts of a certificate and its key, read before the account is taken.

use super::super::state::{Certificate, CertificateType, Contents};
use crate::verbatim::Verbatim;
use crate::x509::{Chain, Flaw, PrivateKey};

/// The most certificates of a chain, including the leaf.
const LONGEST_CHAIN: usize = 11;

/// The longest texts, in characters.
///
/// Assumption: a certificate has 65,536 characters at the most. From: the newer pages, against 20,000
/// in the SDK; chains of public authorities are between the two.
const LONGEST_CERTIFICATE: usize = 65_536;
const LONGEST_KEY: usize = 8192;

/// The texts of a request, if present.
pub(super) struct Texts {
    certificate: Option<Text<Chain>>,
    private_key: Option<Text<PrivateKey>>,
}

/// A text with its parsed value or its flaw. A text that is too long is not parsed.
struct Text<T> {
    pem: String,
    read: Option<Result<T, Flaw>>,
}

/// Which of the two texts is invalid, and why.
#[derive(Debug)]
pub(super) struct Unfit {
    pub(super) half: Half,
    pub(super) flaw: Option<Flaw>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Half {
    Certificate,
    PrivateKey,
}

impl Half {
    /// The member of the request that contains it.
    pub(super) const fn member(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::PrivateKey => "private_key",
        }
    }

    /// The member that contains it for the encryption pair.
    pub(super) const fn encrypting(self) -> &'static str {
        match self {
            Self::Certificate => "enc_certificate",
            Self::PrivateKey => "enc_private_key",
        }
    }

    fn unfit(self, flaw: impl Into<Option<Flaw>>) -> Unfit {
        Unfit { half: self, flaw: flaw.into() }
    }
}

/// The texts to be stored.
pub(super) struct Kept {
    pub(super) certificate: Option<Contents>,
    pub(super) private_key: Option<Verbatim>,
}

impl<T> Text<T> {
    fn new(pem: String, longest: usize, read: fn(&str) -> Result<T, Flaw>) -> Self {
        let fits = pem.len() <= longest || pem.chars().take(longest + 1).count() <= longest;
        let read = fits.then(|| read(&pem));
        Self { pem, read }
    }

    fn into_read(self, half: Half) -> Result<(String, T), Unfit> {
        match self.read {
            Some(Ok(read)) => Ok((self.pem, read)),
            Some(Err(flaw)) => Err(half.unfit(flaw)),
            None => Err(half.unfit(None)),
        }
    }
}

fn read_chain(pem: &str) -> Result<Chain, Flaw> {
    let chain = Chain::from_pem(pem)?;
    if chain.issuers().len() >= LONGEST_CHAIN {
        return Err(Flaw::ChainTooLong { most: LONGEST_CHAIN });
    }
    Ok(chain)
}

impl Texts {
    pub(super) fn read(certificate: Option<String>, private_key: Option<String>) -> Self {
        let chain = |pem| Text::new(pem, LONGEST_CERTIFICATE, read_chain);
        let key = |pem| Text::new(pem, LONGEST_KEY, PrivateKey::from_pem);
        Self { certificate: certificate.map(chain), private_key: private_key.map(key) }
    }

    /// The texts without the key.
    pub(super) fn without_key(self) -> Self {
        Self { private_key: None, ..self }
    }

    /// The texts to be stored for a certificate of this type. `kept` are those that are stored now.
    ///
    /// The service looks neither at validity, nor at signatures, nor at the order of what follows the
    /// leaf.
    pub(super) fn fit(
        self,
        kind: CertificateType,
        kept: Option<&Certificate>,
    ) -> Result<Kept, Unfit> {
        let chain = self.certificate.map(|text| text.into_read(Half::Certificate)).transpose()?;
        let certificate = chain.as_ref().map(|(pem, chain)| Contents::of(pem, chain.leaf()));
        let private_key = match (kind, self.private_key) {
            (_, None) => None,
            // Assumption: a key that is sent with a client's authority has to be PEM, is not held
            // against the certificate, and is not kept. From: the newer page, which wants PEM; an
            // older one has a malformed key stored as an empty one.
            (CertificateType::Client, Some(text)) => {
                is_pem(text)?;
                Some("".into())
            }
            (CertificateType::ServerSm, Some(text)) => Some(read_sm_key(text)?.into()),
            (CertificateType::Server, Some(text)) => {
                let (pem, key) = text.into_read(Half::PrivateKey)?;
                match (&chain, kept) {
                    (Some((_, chain)), _) => chain.leaf().matches(&key),
                    (None, Some(kept)) => belongs_to(&key, kept),
                    (None, None) => Ok(()),
                }
                .map_err(|flaw| Half::PrivateKey.unfit(flaw))?;
                Some(pem.into())
            }
        };
        if let Some((_, chain)) = &chain {
            let leaf = chain.leaf();
            let checked = match kind {
                // Without a new key, the stored one is kept, and it must belong to the new certificate.
                CertificateType::Server if private_key.is_none() => has_key_of(leaf, kept),
                CertificateType::Client => leaf.is_for_an_authority(),
                CertificateType::Server | CertificateType::ServerSm => Ok(()),
            };
            checked.map_err(|flaw| Half::Certificate.unfit(flaw))?;
        }
        Ok(Kept { certificate, private_key })
    }
}

/// Assumption: the half of a pair that comes alone has to match the one that stays. From: Terraform,
/// which sends what has changed, and both together.
fn belongs_to(key: &PrivateKey, kept: &Certificate) -> Result<(), Flaw> {
    let fits = kept.certificate.leaf.as_ref();
    if fits.is_none_or(|leaf| leaf.key == key.public().fingerprint()) {
        return Ok(());
    }
    let certificate = "of the certificate that is kept".to_owned();
    Err(Flaw::KeyMismatch { certificate, key: key.public().to_string() })
}

fn has_key_of(leaf: &crate::x509::Certificate, kept: Option<&Certificate>) -> Result<(), Flaw> {
    let Some(old) = kept.and_then(|kept| kept.certificate.leaf.as_ref()) else { return Ok(()) };
    if old.key == leaf.public_key().fingerprint() {
        return Ok(());
    }
    let key = "that is kept".to_owned();
    Err(Flaw::KeyMismatch { certificate: leaf.public_key().to_string(), key })
}

fn is_pem(text: Text<PrivateKey>) -> Result<(), Unfit> {
    match text.read {
        // The service stores an empty text as it is.
        _ if text.pem.is_empty() => Ok(()),
        None => Err(Half::PrivateKey.unfit(None)),
        Some(Err(flaw @ (Flaw::BadPem(_) | Flaw::NotPem { .. }))) => {
            Err(Half::PrivateKey.unfit(flaw))
        }
        Some(_) => Ok(()),
    }
}

/// A key for the Chinese algorithms. These are not parsed: the text is accepted if it has the form of a key.
fn read_sm_key(text: Text<PrivateKey>) -> Result<String, Unfit> {
    match text.read {
        Some(Ok(_) | Err(Flaw::UnsupportedKey { .. })) => Ok(text.pem),
        Some(Err(flaw)) => Err(Half::PrivateKey.unfit(flaw)),
        None => Err(Half::PrivateKey.unfit(None)),
    }
}
