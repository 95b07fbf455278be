//! The texts of a certificate and its key, read before the account is taken.

use super::super::state::{Certificate, CertificateType, Contents};
use crate::verbatim::Verbatim;
use crate::x509::{Chain, Flaw, PrivateKey};

/// How many certificates a chain has, the leaf among them.
const LONGEST_CHAIN: usize = 11;

/// How long the texts are, in characters.
///
/// Assumption: a certificate has 65,536 characters at the most. From: the newer pages, against 20,000
/// in the SDK; chains of public authorities are between the two.
const LONGEST_CERTIFICATE: usize = 65_536;
const LONGEST_KEY: usize = 8192;

/// The texts of a request, each where there is one.
pub(super) struct Texts {
    certificate: Option<Text<Chain>>,
    private_key: Option<Text<PrivateKey>>,
}

/// A text, and what it says or what is wrong with it; nothing where it is too long to be read.
struct Text<T> {
    pem: String,
    read: Option<Result<T, Flaw>>,
}

/// Which of the two texts is not as it has to be, and why.
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
    /// The member that has it.
    pub(super) const fn member(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::PrivateKey => "private_key",
        }
    }

    /// The same of the pair to encrypt with.
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

/// What is kept of the texts.
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

    /// The same without the key, whatever it is.
    pub(super) fn without_key(self) -> Self {
        Self { private_key: None, ..self }
    }

    /// What is to be kept for a certificate of that type, of which `kept` is what is there already.
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
                // The key that stays is the one of the certificate that goes.
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
        // An empty text is what the service keeps itself.
        _ if text.pem.is_empty() => Ok(()),
        None => Err(Half::PrivateKey.unfit(None)),
        Some(Err(flaw @ (Flaw::BadPem(_) | Flaw::NotPem { .. }))) => {
            Err(Half::PrivateKey.unfit(flaw))
        }
        Some(_) => Ok(()),
    }
}

/// A key of the Chinese algorithms, which are not read here: it is one as far as its form says.
fn read_sm_key(text: Text<PrivateKey>) -> Result<String, Unfit> {
    match text.read {
        Some(Ok(_) | Err(Flaw::UnsupportedKey { .. })) => Ok(text.pem),
        Some(Err(flaw)) => Err(Half::PrivateKey.unfit(flaw)),
        None => Err(Half::PrivateKey.unfit(None)),
    }
}
