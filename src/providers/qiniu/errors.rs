//! The errors that Qiniu documents, or that its clients have met.
#![warn(clippy::wildcard_enum_match_arm)]

use crate::spec::Refusal;
use crate::spec::catalogue;
use crate::x509::Flaw;

catalogue! {
    /// By code. The text is Chinese and equal to the documentation's.
    pub enum Error {
        AlreadyInState: 400 "400013" "the domain is in that state already" "域名已处于该状态",
        BoundToCdnDomain: 400 "400611" "the certificate is bound to a CDN domain" "证书已绑定CDN域名",
        BoundToStorageDomain: 400 "400911" "the certificate is bound to a storage domain" "证书已绑定存储域名",
        CertificateDecodeFailed: 404 "404906" "the https certificate cannot be decoded" "https证书解码失败",
        CertificateChangeFailed: 400 "400302" "the certificate cannot be changed" "更改证书失败",
        CertificateExpired: 400 "400329" "the https certificate has expired" "https证书过期",
        CertificateNotYetValid: 400 "400321" "the https certificate is not valid yet" "证书还未生效",
        ChainVerificationFailed: 400 "400323" "the https certificate chain cannot be verified" "验证https证书链失败",
        CnameEmpty: 400 "400392" "the cname is empty" "cname为空",
        // Assumption: the code of a domain that is not there is 404001. From: the table of errors of
        // the vendor's console; clients have printed the status and the words.
        DomainNotFound: 404 "404001" "no such domain" "无此域名",
        DomainTypeNotAllowed: 403 "403" "domaintype is not allowed" "domaintype is not allowed",
        InvalidInput: 400 "400000" "invalid input" "无效输入",
        InvalidLimit: 400 "400" "invalid limit" "invalid limit",
        InvalidTlsVersions: 400 "400" "json: cannot unmarshal string into Go struct field UpdateHttpsConfArgs.tlsVersions of type []fusion.TlsVersion" "json: cannot unmarshal string into Go struct field UpdateHttpsConfArgs.tlsVersions of type []fusion.TlsVersion",
        KeyMismatch: 400 "400324" "the private key does not match the certificate" "证书私钥不匹配",
        NoIcpRecord: 400 "400020" "the domain has no ICP record" "域名未备案",
        NoSuchCertificate: 400 "400401" "no such certificate" "无此证书",
        NoSuchDomain: 612 "612" "no such domain" "no such domain",
        NotYourCertificate: 404 "404908" "no right to operate on this certificate" "无权操作该证书",
        ParentCertificateMissing: 400 "400338" "the parent certificate cannot be found" "获取父级证书失败",
        PreviousOperationRunning: 400 "400030" "the previous operation has not finished" "上一次操作还未完成",
        QuotaExceeded: 400 "400500" "the quota of certificates is exceeded" "超过用户绑定证书最大额度",
        ValidityTooShort: 400 "400322" "the https certificate is valid for too short a time" "https证书有效期太短",
    }
}

/// The error for an id that is not among the account's certificates. As in the service, there is another
/// error if another account has the certificate.
pub(super) fn no_certificate(id: &str) -> Refusal<Error> {
    Refusal::unless_elsewhere(Error::NoSuchCertificate, id, Error::NotYourCertificate)
}

impl From<Flaw> for Refusal<Error> {
    fn from(flaw: Flaw) -> Self {
        let error = match &flaw {
            Flaw::BadPem(_)
            | Flaw::EncryptedKey { .. }
            | Flaw::NotPem { .. }
            | Flaw::SurroundingText { .. }
            | Flaw::UnreadableCertificate { .. }
            | Flaw::UnreadableKey { .. }
            | Flaw::UnreadableRequest { .. }
            | Flaw::WrongRequestSignature
            | Flaw::UnsupportedKey { .. }
            | Flaw::WrongLabel { .. } => Error::CertificateDecodeFailed,
            Flaw::KeyMismatch { .. } => Error::KeyMismatch,
            Flaw::ChainOutOfOrder { .. } | Flaw::IssuerMissing { .. } => {
                Error::ParentCertificateMissing
            }
            Flaw::Expired { .. } => Error::CertificateExpired,
            // Assumption: a certificate that is not valid yet is refused with 400321. From: the
            // table of errors of the vendor's console; the page has no error for it.
            Flaw::NotYetValid { .. } => Error::CertificateNotYetValid,
            Flaw::TooLittleLeft { .. } => Error::ValidityTooShort,
            Flaw::ChainTooLong { .. }
            | Flaw::WrongChainSignature { .. }
            // Assumption: names, purposes and strength are not looked at, and what does not parse is
            // answered as what does not decode. From: the page, which has no error for them; the
            // vendor's console has some (400326, 400319, 404907), and nothing tells when.
            | Flaw::CaForLeaf { .. }
            | Flaw::LeafForCa { .. }
            | Flaw::NameMismatch { .. }
            | Flaw::WeakKey { .. } => Error::ChainVerificationFailed,
        };
        Self::because(error, flaw)
    }
}
