//! Public keys of certificates and of private keys.

use std::fmt;

use aws_lc_rs::digest;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING,
    EcdsaKeyPair, Ed25519KeyPair, KeyPair,
};
use x509_parser::asn1_rs::{Any, FromDer, Integer, OctetString, Oid, Sequence};
use x509_parser::oid_registry as oid;
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

use super::flaw::Flaw;
use crate::pem::{self, Block, Contents};

/// A public key. Certificates and private keys are compared by it.
#[derive(Clone, Debug)]
pub enum PublicKey {
    /// RSA.
    Rsa {
        /// The modulus, big-endian without leading zeros.
        modulus: Vec<u8>,
        /// The exponent, in the same form.
        exponent: Vec<u8>,
    },
    /// ECDSA.
    Ecdsa {
        /// The curve.
        curve: Curve,
        /// The point in the encoding of SEC1, compressed or not.
        point: Vec<u8>,
    },
    /// Ed25519: 32 bytes.
    Ed25519(Vec<u8>),
    /// A key of another type, with its object identifier.
    Other(String),
}

/// A supported elliptic curve.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Curve {
    /// NIST P-256, `prime256v1`.
    P256,
    /// NIST P-384, `secp384r1`.
    P384,
    /// NIST P-521, `secp521r1`.
    P521,
}

impl PublicKey {
    /// The public key of a certificate.
    pub(super) fn from_spki(spki: &SubjectPublicKeyInfo<'_>) -> Self {
        let bits = &spki.subject_public_key.data;
        let algorithm = &spki.algorithm.algorithm;
        if *algorithm == oid::OID_PKCS1_RSAENCRYPTION {
            if let Some((modulus, exponent)) = read_rsa(bits, 0) {
                return Self::Rsa { modulus, exponent };
            }
        } else if *algorithm == oid::OID_SIG_ED25519 {
            return Self::Ed25519(bits.to_vec());
        } else if let Some(curve) = Curve::of(&spki.algorithm) {
            return Self::Ecdsa { curve, point: bits.to_vec() };
        }
        Self::Other(algorithm.to_id_string())
    }

    /// `RSA`, `ECDSA` or `Ed25519`, or the object identifier of another type.
    pub fn algorithm(&self) -> &str {
        match self {
            Self::Rsa { .. } => "RSA",
            Self::Ecdsa { .. } => "ECDSA",
            Self::Ed25519(_) => "Ed25519",
            Self::Other(algorithm) => algorithm,
        }
    }

    /// The size of the modulus or of the curve's field, in bits; 0 if it is not known.
    pub fn bits(&self) -> usize {
        match self {
            Self::Rsa { modulus, .. } => {
                let unused = modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
                modulus.len() * 8 - unused
            }
            Self::Ecdsa { curve, .. } => curve.bits(),
            Self::Ed25519(_) => 256,
            Self::Other(_) => 0,
        }
    }

    /// A fingerprint of the key. Two keys have the same fingerprint exactly if [`Self::same_as`] holds.
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(self.algorithm().as_bytes());
        match self {
            Self::Rsa { modulus, exponent } => {
                context.update(&modulus.len().to_be_bytes());
                context.update(modulus);
                context.update(exponent);
            }
            Self::Ecdsa { curve, point } => {
                let (parity, x) = compress(point);
                context.update(curve.name().as_bytes());
                context.update(&[parity.unwrap_or(2)]);
                context.update(x);
            }
            Self::Ed25519(bytes) => context.update(bytes),
            Self::Other(_) => {}
        }
        let mut bytes = [0; 32];
        bytes.copy_from_slice(context.finish().as_ref());
        bytes
    }

    /// Whether both are the same key.
    pub fn same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Rsa { modulus, exponent },
                Self::Rsa { modulus: other_modulus, exponent: other_exponent },
            ) => modulus == other_modulus && exponent == other_exponent,
            (
                Self::Ecdsa { curve, point },
                Self::Ecdsa { curve: other_curve, point: other_point },
            ) => curve == other_curve && compress(point) == compress(other_point),
            (Self::Ed25519(bytes), Self::Ed25519(other_bytes)) => bytes == other_bytes,
            _ => false,
        }
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.algorithm(), self.bits())
    }
}

/// The x coordinate and the parity of y (SEC1, section 2.3.3).
fn compress(point: &[u8]) -> (Option<u8>, &[u8]) {
    match point {
        [4, coordinates @ ..] => {
            let parity = coordinates.last().map(|last| last & 1);
            (parity, &coordinates[..coordinates.len() / 2])
        }
        [sign, x @ ..] => (Some(sign & 1), x),
        [] => (None, point),
    }
}

impl Curve {
    /// All supported curves.
    pub const ALL: [Self; 3] = [Self::P256, Self::P384, Self::P521];

    /// The size of its field, in bits.
    pub fn bits(self) -> usize {
        match self {
            Self::P256 => 256,
            Self::P384 => 384,
            Self::P521 => 521,
        }
    }

    /// OpenSSL's name of the curve.
    pub fn name(self) -> &'static str {
        match self {
            Self::P256 => "prime256v1",
            Self::P384 => "secp384r1",
            Self::P521 => "secp521r1",
        }
    }

    fn of(algorithm: &AlgorithmIdentifier<'_>) -> Option<Self> {
        if algorithm.algorithm != oid::OID_KEY_TYPE_EC_PUBLIC_KEY {
            return None;
        }
        Self::named(&algorithm.parameters.as_ref()?.as_oid().ok()?)
    }

    fn named(name: &Oid<'_>) -> Option<Self> {
        [
            (oid::OID_EC_P256, Self::P256),
            (oid::OID_NIST_EC_P384, Self::P384),
            (oid::OID_NIST_EC_P521, Self::P521),
        ]
        .into_iter()
        .find_map(|(known, curve)| (known == *name).then_some(curve))
    }

    /// The public point of a private key in PKCS#8 or SEC1.
    fn point_of(self, der: &[u8]) -> Option<Vec<u8>> {
        let algorithm = match self {
            Self::P256 => &ECDSA_P256_SHA256_ASN1_SIGNING,
            Self::P384 => &ECDSA_P384_SHA384_ASN1_SIGNING,
            Self::P521 => &ECDSA_P521_SHA512_ASN1_SIGNING,
        };
        let pair = EcdsaKeyPair::from_private_key_der(algorithm, der).ok()?;
        Some(pair.public_key().as_ref().to_vec())
    }
}

/// A parsed private key. Only its public half is kept, so it contains no secret.
#[derive(Clone, Debug)]
pub struct PrivateKey {
    public: PublicKey,
}

impl PrivateKey {
    /// Reads the first private key of a text, in PKCS#1, PKCS#8 or SEC1 (RFC 8017, 5958, 5915), as its label
    /// says.
    pub fn from_pem(text: &str) -> Result<Self, Flaw> {
        Self::first_of(text, |label, line, der| {
            Some(match label {
                "RSA PRIVATE KEY" => from_pkcs1(der, line),
                "EC PRIVATE KEY" => from_sec1(der, line),
                "PRIVATE KEY" => from_pkcs8(der, line),
                "DSA PRIVATE KEY" => Err(Flaw::UnsupportedKey { algorithm: "DSA".into() }),
                "ENCRYPTED PRIVATE KEY" => Err(Flaw::EncryptedKey { line }),
                _ => return None,
            })
        })
    }

    /// Reads the first private key of a text in any of these formats, whatever its label says, as Go's
    /// `crypto/tls` does. The label only has to end with `PRIVATE KEY`.
    pub fn from_pem_of_any_label(text: &str) -> Result<Self, Flaw> {
        Self::first_of(text, |label, line, der| {
            if label != "PRIVATE KEY" && !label.ends_with(" PRIVATE KEY") {
                return None;
            }
            let named: Form = match label {
                "RSA PRIVATE KEY" => from_pkcs1,
                "EC PRIVATE KEY" => from_sec1,
                "ENCRYPTED PRIVATE KEY" => |_, line| Err(Flaw::EncryptedKey { line }),
                _ => from_pkcs8,
            };
            // If no format fits, the flaw is that of the format that the label names.
            Some(named(der, line).or_else(|flaw| {
                let forms: [Form; 3] = [from_pkcs1, from_pkcs8, from_sec1];
                forms.into_iter().find_map(|read| read(der, line).ok()).ok_or(flaw)
            }))
        })
    }

    /// Reads the first block for which `read` returns a result.
    fn first_of(
        text: &str,
        read: impl Fn(&str, usize, &[u8]) -> Option<Result<PublicKey, Flaw>>,
    ) -> Result<Self, Flaw> {
        let mut first = None;
        for block in pem::blocks(text) {
            let Block { label, line, contents } = block?;
            // An encrypted key cannot be read.
            let der = if let Contents::Der(der) = &contents { der.as_slice() } else { &[] };
            match read(label, line, der) {
                Some(Err(Flaw::UnreadableKey { .. })) if contents == Contents::Encrypted => {
                    return Err(Flaw::EncryptedKey { line });
                }
                Some(public) => return Ok(Self { public: public? }),
                None => {
                    first.get_or_insert((label, line));
                }
            }
        }
        Err(super::absent(first, text, "PRIVATE KEY"))
    }

    /// The public half.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }
}

/// Reads a key in one format. The number is the line of its block.
type Form = fn(&[u8], usize) -> Result<PublicKey, Flaw>;

fn from_pkcs1(der: &[u8], line: usize) -> Result<PublicKey, Flaw> {
    let (modulus, exponent) =
        read_rsa(der, 1).ok_or(Flaw::UnreadableKey { line, form: "PKCS#1" })?;
    Ok(PublicKey::Rsa { modulus, exponent })
}

fn from_sec1(der: &[u8], line: usize) -> Result<PublicKey, Flaw> {
    if let Some(name) = sec1_curve(der)
        && Curve::named(&name).is_none()
    {
        return Err(Flaw::UnsupportedKey { algorithm: name.to_id_string() });
    }
    [Curve::P256, Curve::P384, Curve::P521]
        .into_iter()
        .find_map(|curve| Some(PublicKey::Ecdsa { curve, point: curve.point_of(der)? }))
        .ok_or(Flaw::UnreadableKey { line, form: "SEC1" })
}

fn from_pkcs8(der: &[u8], line: usize) -> Result<PublicKey, Flaw> {
    let unreadable = || Flaw::UnreadableKey { line, form: "PKCS#8" };
    let (_, outer) = Sequence::from_der(der).map_err(|_| unreadable())?;
    let (rest, _version) = Integer::from_der(&outer.content).map_err(|_| unreadable())?;
    let (rest, algorithm) = AlgorithmIdentifier::from_der(rest).map_err(|_| unreadable())?;
    let (_, key) = OctetString::from_der(rest).map_err(|_| unreadable())?;
    if algorithm.algorithm == oid::OID_PKCS1_RSAENCRYPTION {
        let (modulus, exponent) = read_rsa(key.as_ref(), 1).ok_or_else(unreadable)?;
        Ok(PublicKey::Rsa { modulus, exponent })
    } else if algorithm.algorithm == oid::OID_SIG_ED25519 {
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).map_err(|_| unreadable())?;
        Ok(PublicKey::Ed25519(pair.public_key().as_ref().to_vec()))
    } else if let Some(curve) = Curve::of(&algorithm) {
        Ok(PublicKey::Ecdsa { curve, point: curve.point_of(der).ok_or_else(unreadable)? })
    } else {
        // For a key on an elliptic curve, it is the curve that is not supported.
        let curve = algorithm.parameters.as_ref().and_then(|curve| curve.as_oid().ok());
        let algorithm = curve.unwrap_or(algorithm.algorithm).to_id_string();
        Err(Flaw::UnsupportedKey { algorithm })
    }
}

/// The curve that a SEC1 key names in its field `[0]` (RFC 5915, section 3).
fn sec1_curve(der: &[u8]) -> Option<Oid<'_>> {
    let (_, outer) = Any::from_der(der).ok()?;
    let (rest, _version) = Integer::from_der(outer.data).ok()?;
    let (rest, _key) = OctetString::from_der(rest).ok()?;
    let (_, parameters) = Any::from_der(rest).ok()?;
    let (_, name) = Oid::from_der(parameters.data).ok()?;
    Some(name)
}

/// The modulus and the exponent of an `RSAPublicKey`, which begins with them, or of an `RSAPrivateKey`, which
/// has a version before them and six numbers after them. `before` is the number of numbers before them.
fn read_rsa(der: &[u8], before: usize) -> Option<(Vec<u8>, Vec<u8>)> {
    let (_, outer) = Sequence::from_der(der).ok()?;
    let mut rest: &[u8] = &outer.content;
    let mut numbers = Vec::new();
    while !rest.is_empty() {
        let (next, number) = Integer::from_der(rest).ok()?;
        numbers.push(without_leading_zeros(number.as_ref()).to_vec());
        rest = next;
    }
    let expected = if before == 0 { 2 } else { 9 };
    if numbers.len() < expected || numbers[before].is_empty() {
        return None;
    }
    let mut numbers = numbers.into_iter().skip(before);
    Some((numbers.next()?, numbers.next()?))
}

fn without_leading_zeros(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}
