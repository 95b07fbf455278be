//! The flaws of certificates, chains and keys, with the evidence.

use time::{Duration, OffsetDateTime};

use crate::pem::PemError;

/// A flaw. Each provider maps flaws to its own errors, in a `match` without `_`.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Flaw {
    /// A PEM block is broken, or its contents are not Base64.
    #[error("{0}")]
    BadPem(#[from] PemError),
    /// An authority's certificate, where a server's is required.
    #[error("{subject} is an authority's certificate")]
    CaForLeaf {
        /// The subject.
        subject: String,
    },
    /// The chain contains the issuer of a certificate, but not right after it.
    #[error("{issuer} should follow {subject} in the chain")]
    ChainOutOfOrder {
        /// The certificate whose issuer does not follow.
        subject: String,
        /// The issuer that it names.
        issuer: String,
    },
    /// The chain has too many certificates.
    #[error("the chain holds more than {most} certificates")]
    ChainTooLong {
        /// The most that are accepted.
        most: usize,
    },
    /// The private key is encrypted with a passphrase.
    #[error("the private key of line {line} is encrypted")]
    EncryptedKey {
        /// The line of its `BEGIN`.
        line: usize,
    },
    /// The certificate has expired.
    #[error("the certificate expired at {not_after}")]
    Expired {
        /// The last moment of validity.
        not_after: OffsetDateTime,
        /// The time of the check.
        now: OffsetDateTime,
    },
    /// The certificate is followed by another one, but the chain does not contain its issuer.
    #[error("{issuer}, which issued {subject}, is not in the chain")]
    IssuerMissing {
        /// The certificate whose issuer is missing.
        subject: String,
        /// The issuer that it names.
        issuer: String,
    },
    /// The private key does not belong to the certificate.
    #[error("the private key ({key}) does not match the certificate's public key ({certificate})")]
    KeyMismatch {
        /// The certificate's type of key.
        certificate: String,
        /// The private key's type.
        key: String,
    },
    /// A server's certificate, where an authority's is required.
    #[error("{subject} is not an authority's certificate")]
    LeafForCa {
        /// The subject.
        subject: String,
    },
    /// The certificate's names do not cover a domain.
    #[error("{domain} is not covered by {}", names.join(", "))]
    NameMismatch {
        /// The domain.
        domain: String,
        /// The names that the certificate has.
        names: Vec<String>,
    },
    /// The text contains no PEM block.
    #[error("there is no PEM block in the text of {length} bytes")]
    NotPem {
        /// The length of the text, in bytes.
        length: usize,
    },
    /// The certificate is not valid yet.
    #[error("the certificate is not valid before {not_before}")]
    NotYetValid {
        /// The first moment of validity.
        not_before: OffsetDateTime,
        /// The time of the check.
        now: OffsetDateTime,
    },
    /// There is text before, between or after the PEM blocks.
    #[error("line {line} is outside any PEM block")]
    SurroundingText {
        /// The first such line.
        line: usize,
    },
    /// The remaining validity is too short.
    #[error("the certificate expires at {not_after}, in less than {at_least}")]
    TooLittleLeft {
        /// The last moment of validity.
        not_after: OffsetDateTime,
        /// The required remaining validity.
        at_least: Duration,
    },
    /// A certificate's DER cannot be parsed.
    #[error("the certificate of line {line} is not X.509: {reason}")]
    UnreadableCertificate {
        /// The line of its `BEGIN`.
        line: usize,
        /// The parser's message.
        reason: String,
    },
    /// A private key's DER cannot be parsed.
    #[error("the private key of line {line} is not a {form} key")]
    UnreadableKey {
        /// The line of its `BEGIN`.
        line: usize,
        /// The format that its label names: PKCS#1, PKCS#8 or SEC1.
        form: &'static str,
    },
    /// A certificate signing request's DER cannot be parsed.
    #[error("the certificate request of line {line} is not PKCS#10: {reason}")]
    UnreadableRequest {
        /// The line of its `BEGIN`.
        line: usize,
        /// The parser's message.
        reason: String,
    },
    /// The type of the key is not supported: it is neither RSA, nor ECDSA on P-256, P-384 or P-521, nor
    /// Ed25519.
    #[error("a key of the kind {algorithm} is not supported")]
    UnsupportedKey {
        /// The name or the object identifier of the type.
        algorithm: String,
    },
    /// An RSA key has too few bits.
    #[error("an RSA key of {bits} bits is weak")]
    WeakKey {
        /// The size of the modulus, in bits.
        bits: usize,
    },
    /// A certificate of the chain has a wrong signature.
    #[error("the signature of {issuer} on {subject} is wrong")]
    WrongChainSignature {
        /// The certificate with the signature.
        subject: String,
        /// Its issuer.
        issuer: String,
    },
    /// A certificate signing request is not signed with its own key.
    #[error("the certificate request is not signed with its own key")]
    WrongRequestSignature,
    /// There are PEM blocks, but none with the required label.
    #[error("line {line} begins a {found} block, and there is no {wanted} block")]
    WrongLabel {
        /// The label of the first block.
        found: String,
        /// The line of the first block.
        line: usize,
        /// The required label.
        wanted: &'static str,
    },
}
