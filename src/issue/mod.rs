//! certmock's certificate authorities: one that issues certificates to accounts, with a root and an
//! intermediate, and another that signs certmock's own TLS certificates.

mod kept;
mod own;
mod pkcs12;

use std::fmt;
use std::sync::OnceLock;

use aws_lc_rs::digest;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_RSA_SHA256,
    RsaKeySize, SerialNumber, SubjectPublicKeyInfo,
};
use schemars::JsonSchema;
use serde::Deserialize;
use time::macros::datetime;
use time::{OffsetDateTime, UtcOffset};

pub(crate) use self::kept::FolderError;
pub(crate) use self::own::{Authority, LOCAL_DOMAINS, LeafKey, is_local, validity};
pub(crate) use self::pkcs12::trust_store;
use crate::ids::Seed;
use crate::pem;
use crate::secret::Secret;

/// The validity of the authorities' certificates, which covers whatever an account's clock shows.
const VALIDITY: (OffsetDateTime, OffsetDateTime) =
    (datetime!(2000-01-01 00:00 UTC), datetime!(2099-12-31 23:59:59 UTC));

/// The authority that issues certificates to accounts. It is made on first use.
pub struct Issuer {
    seed: Seed,
    authorities: OnceLock<Authorities>,
}

struct Authorities {
    /// The intermediate, which signs.
    issuer: rcgen::Issuer<'static, KeyPair>,
    intermediate: String,
    root: String,
}

impl fmt::Debug for Issuer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Issuer").finish_non_exhaustive()
    }
}

/// A certificate to be issued.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// The host names. The first one becomes the common name. The first label of a name may be `*`.
    pub names: &'a [String],
    /// The public key, as DER of its `SubjectPublicKeyInfo` (RFC 5280, section 4.1.2.7).
    pub public_key: &'a [u8],
    /// The first moment of validity.
    pub not_before: OffsetDateTime,
    /// The last moment of validity.
    pub not_after: OffsetDateTime,
    /// The bytes of the serial number.
    pub serial: [u8; 16],
}

/// Why a certificate cannot be issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// A moment that a certificate cannot contain, because its year does not have four digits (RFC 5280,
    /// section 4.1.2.5).
    #[error("a certificate can only be valid in the years 0 to 9999")]
    Moment,
    /// The system provides no random numbers.
    #[error("the system has no source of random numbers")]
    Randomness,
    /// The authority does not support the type of the key, or a name cannot be in a certificate.
    #[error("the authority cannot issue the certificate: {0}")]
    Refused(#[from] rcgen::Error),
}

impl Issuer {
    /// The authority of a server. Its keys are derived from the seed: if the seed is given, they are the same
    /// in every run.
    pub fn new(seed: Seed) -> Self {
        Self { seed, authorities: OnceLock::new() }
    }

    /// Issues a certificate. Returns it and its issuer's certificate as PEM.
    pub fn issue(&self, wanted: &Wanted<'_>) -> Result<String, IssueError> {
        let authorities = self.authorities();
        let mut params = params_of(wanted)?;
        params.use_authority_key_identifier_extension = true;
        let key = SubjectPublicKeyInfo::from_der(wanted.public_key)?;
        let leaf = params.signed_by(&key, &authorities.issuer)?;
        Ok(leaf.pem() + &authorities.intermediate)
    }

    /// The root's certificate, as PEM.
    pub fn root(&self) -> &str {
        &self.authorities().root
    }

    fn authorities(&self) -> &Authorities {
        self.authorities.get_or_init(|| {
            let made = self.establish();
            made.expect("an authority can be made of any key that is one")
        })
    }

    fn establish(&self) -> Result<Authorities, rcgen::Error> {
        let (root_key, key) = (self.key("root"), self.key("intermediate"));
        let root = authority("certmock Root CA", BasicConstraints::Unconstrained, &root_key);
        let root_certificate = root.self_signed(&root_key)?.pem();
        let params = authority("certmock DV TLS CA", BasicConstraints::Constrained(0), &key);
        let above = rcgen::Issuer::new(root, root_key);
        let intermediate = params.signed_by(&key, &above)?.pem();
        let issuer = rcgen::Issuer::new(params, key);
        Ok(Authorities { issuer, intermediate, root: root_certificate })
    }

    /// A P-256 key that is derived from the seed. All but about two in 2³² numbers of 256 bits are below the
    /// order of the curve; the first such number is taken.
    fn key(&self, of: &str) -> KeyPair {
        (0_u32..)
            .find_map(|attempt| {
                let number = self.seed.derive(&format!("key {attempt} of the authority {of}"));
                let der = pkcs8_of_p256(&number);
                KeyPair::from_pkcs8_der_and_sign_algo(&der.into(), &PKCS_ECDSA_P256_SHA256).ok()
            })
            .expect("some number is a key")
    }
}

/// Makes a self-signed certificate, optionally that of an authority. Returns PEM.
pub fn self_sign(wanted: &Wanted<'_>, key: &GeneratedKey, ca: bool) -> Result<String, IssueError> {
    let mut params = params_of(wanted)?;
    if ca {
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.extended_key_usages = Vec::new();
    }
    Ok(params.self_signed(&key.pair)?.pem())
}

fn params_of(wanted: &Wanted<'_>) -> Result<CertificateParams, IssueError> {
    let mut params = CertificateParams::new(wanted.names)?;
    params.distinguished_name = named(wanted.names.first().map_or("", String::as_str));
    params.not_before = writable(wanted.not_before)?;
    params.not_after = writable(wanted.not_after)?;
    params.serial_number = Some(positive(wanted.serial));
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    Ok(params)
}

/// A moment in the form that certificates require: in UTC, in a year with four digits.
fn writable(moment: OffsetDateTime) -> Result<OffsetDateTime, IssueError> {
    let moment = moment.checked_to_offset(UtcOffset::UTC);
    moment.filter(|moment| (0..=9999).contains(&moment.year())).ok_or(IssueError::Moment)
}

fn authority(name: &str, constraints: BasicConstraints, key: &KeyPair) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = named(name);
    (params.not_before, params.not_after) = VALIDITY;
    params.is_ca = IsCa::Ca(constraints);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let mut serial = [0; 16];
    serial.copy_from_slice(&digest::digest(&digest::SHA256, key.public_key_raw()).as_ref()[..16]);
    params.serial_number = Some(positive(serial));
    params.use_authority_key_identifier_extension = true;
    params
}

fn named(common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common_name);
    name
}

/// A serial number that is positive and has as many bytes (RFC 5280, section 4.1.2.2).
fn positive(mut bytes: [u8; 16]) -> SerialNumber {
    bytes[0] = bytes[0] & 0x7f | 0x40;
    SerialNumber::from_slice(&bytes)
}

/// A P-256 private key as DER of PKCS#8 (RFC 5958, RFC 5915).
fn pkcs8_of_p256(number: &[u8; 32]) -> Vec<u8> {
    const HEAD: &[u8] = &[
        0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02,
        0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x27, 0x30, 0x25,
        0x02, 0x01, 0x01, 0x04, 0x20,
    ];
    [HEAD, number].concat()
}

/// A type of key that certificates are issued for.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq)]
pub enum KeyKind {
    /// RSA with 2048 bits.
    #[default]
    #[serde(rename = "rsa-2048")]
    Rsa2048,
    /// RSA with 3072 bits.
    #[serde(rename = "rsa-3072")]
    Rsa3072,
    /// RSA with 4096 bits.
    #[serde(rename = "rsa-4096")]
    Rsa4096,
    /// ECDSA on `prime256v1`.
    #[serde(rename = "ecdsa-p256")]
    P256,
    /// ECDSA on `secp384r1`.
    #[serde(rename = "ecdsa-p384")]
    P384,
}

/// A generated key pair.
pub struct GeneratedKey {
    /// The key pair, which can sign.
    pair: KeyPair,
    /// The private key as PEM: PKCS#1 for RSA, otherwise PKCS#8.
    pub private_key: Secret,
    /// The public key as DER of its `SubjectPublicKeyInfo`.
    pub public_key: Vec<u8>,
}

impl GeneratedKey {
    /// Generates a key pair. For RSA this takes tenths of a second to seconds.
    ///
    /// # Panics
    ///
    /// If the system provides no random numbers.
    pub fn new(kind: KeyKind) -> Self {
        let rsa = |size| KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, size);
        let pair = match kind {
            KeyKind::Rsa2048 => rsa(RsaKeySize::_2048),
            KeyKind::Rsa3072 => rsa(RsaKeySize::_3072),
            KeyKind::Rsa4096 => rsa(RsaKeySize::_4096),
            KeyKind::P256 => KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256),
            KeyKind::P384 => KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384),
        }
        .expect("the system has randomness");
        let public_key = rcgen::PublicKeyData::subject_public_key_info(&pair);
        let private_key = match kind {
            KeyKind::P256 | KeyKind::P384 => pair.serialize_pem(),
            // The format in which the services have always returned RSA keys.
            _ => pem::encode("RSA PRIVATE KEY", pkcs1_of(pair.serialized_der())),
        };
        Self { pair, private_key: Secret::new(private_key), public_key }
    }
}

impl fmt::Debug for GeneratedKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("GeneratedKey").finish_non_exhaustive()
    }
}

/// The RSA key inside PKCS#8: the last of its three members, an octet string.
fn pkcs1_of(pkcs8: &[u8]) -> &[u8] {
    // Version and algorithm have a fixed encoding, and a length of this size takes two bytes, so each header
    // has four bytes.
    &pkcs8[26..]
}
