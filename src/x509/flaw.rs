//! What can be wrong with a certificate, its chain or its key, with the evidence.

use time::{Duration, OffsetDateTime};

use crate::pem::PemError;

/// What is wrong. How a service words it is for its provider to say, in a match without `_`.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Flaw {
    /// A block is there, but its text is broken or not base64.
    #[error("{0}")]
    BadPem(#[from] PemError),
    /// A certificate of an authority, where one of a server is wanted.
    #[error("{subject} is an authority's certificate")]
    CaForLeaf {
        /// The subject.
        subject: String,
    },
    /// The chain holds the issuer of a certificate, but not behind it.
    #[error("{issuer} should follow {subject} in the chain")]
    ChainOutOfOrder {
        /// The certificate whose issuer does not follow.
        subject: String,
        /// The issuer that it names.
        issuer: String,
    },
    /// The chain holds more certificates than are read.
    #[error("the chain holds more than {most} certificates")]
    ChainTooLong {
        /// How many are read.
        most: usize,
    },
    /// The private key is under a passphrase.
    #[error("the private key of line {line} is encrypted")]
    EncryptedKey {
        /// The line of its `BEGIN`.
        line: usize,
    },
    /// Validity is over.
    #[error("the certificate expired at {not_after}")]
    Expired {
        /// The last moment of validity.
        not_after: OffsetDateTime,
        /// The moment it was looked at.
        now: OffsetDateTime,
    },
    /// The chain goes on, but not with the issuer.
    #[error("{issuer}, which issued {subject}, is not in the chain")]
    IssuerMissing {
        /// The certificate whose issuer is not there.
        subject: String,
        /// The issuer that it names.
        issuer: String,
    },
    /// The public key of the private key is not the certificate's.
    #[error("the private key ({key}) does not match the certificate's public key ({certificate})")]
    KeyMismatch {
        /// The certificate's kind of key.
        certificate: String,
        /// The private key's kind.
        key: String,
    },
    /// A certificate of a server, where an authority's is wanted.
    #[error("{subject} is not an authority's certificate")]
    LeafForCa {
        /// The subject.
        subject: String,
    },
    /// The names do not cover a domain.
    #[error("{domain} is not covered by {}", names.join(", "))]
    NameMismatch {
        /// The domain.
        domain: String,
        /// The names that the certificate has.
        names: Vec<String>,
    },
    /// There is no PEM block in the text.
    #[error("there is no PEM block in the text of {length} bytes")]
    NotPem {
        /// The length of the text.
        length: usize,
    },
    /// Validity has not begun.
    #[error("the certificate is not valid before {not_before}")]
    NotYetValid {
        /// The first moment of validity.
        not_before: OffsetDateTime,
        /// The moment it was looked at.
        now: OffsetDateTime,
    },
    /// Text stands before, between or behind the blocks.
    #[error("line {line} is outside any PEM block")]
    SurroundingText {
        /// The first such line.
        line: usize,
    },
    /// Less validity is left than is asked for.
    #[error("the certificate expires at {not_after}, in less than {at_least}")]
    TooLittleLeft {
        /// The last moment of validity.
        not_after: OffsetDateTime,
        /// What is asked for.
        at_least: Duration,
    },
    /// A certificate's DER cannot be read.
    #[error("the certificate of line {line} is not X.509: {reason}")]
    UnreadableCertificate {
        /// The line of its `BEGIN`.
        line: usize,
        /// What the parser says.
        reason: String,
    },
    /// A private key's DER cannot be read.
    #[error("the private key of line {line} is not a {form} key")]
    UnreadableKey {
        /// The line of its `BEGIN`.
        line: usize,
        /// The form that its label promises: PKCS#1, PKCS#8 or SEC1.
        form: &'static str,
    },
    /// A certificate signing request's DER cannot be read.
    #[error("the certificate request of line {line} is not PKCS#10: {reason}")]
    UnreadableRequest {
        /// The line of its `BEGIN`.
        line: usize,
        /// What the parser says.
        reason: String,
    },
    /// A key of a kind that is not read: neither RSA, nor ECDSA on P-256, P-384 or P-521, nor
    /// Ed25519.
    #[error("a key of the kind {algorithm} is not supported")]
    UnsupportedKey {
        /// The name or object identifier of the kind.
        algorithm: String,
    },
    /// An RSA key of fewer bits than are safe.
    #[error("an RSA key of {bits} bits is weak")]
    WeakKey {
        /// The size of the modulus.
        bits: usize,
    },
    /// An issuer's signature on a certificate of the chain is wrong.
    #[error("the signature of {issuer} on {subject} is wrong")]
    WrongChainSignature {
        /// The certificate that is signed.
        subject: String,
        /// The issuer that is said to have signed it.
        issuer: String,
    },
    /// A certificate signing request is not signed with the key that it is for.
    #[error("the certificate request is not signed with its own key")]
    WrongRequestSignature,
    /// There are PEM blocks, but none of the wanted kind.
    #[error("line {line} begins a {found} block, and there is no {wanted} block")]
    WrongLabel {
        /// The label of the first block.
        found: String,
        /// The line of the first block.
        line: usize,
        /// The label that is wanted.
        wanted: &'static str,
    },
}
