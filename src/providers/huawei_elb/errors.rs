//! The errors that Huawei ELB documents for its certificates.
#![warn(clippy::wildcard_enum_match_arm)]

use crate::catalogue;
use crate::spec::Refusal;
use crate::x509::Flaw;

catalogue! {
    /// By code. Those that every page has are the wire's.
    pub enum Error {
        MissingPair: 400 "ELB.1001" "Request parameters error, private_key or certificate is nil or empty." "请求参数错误，private_key或certificate为空。",
        InvalidParameter: 400 "ELB.1001" "Request parameter is not valid." "请求参数错误。",
        ContentInvalid: 400 "ELB.1011" "Private_key or certificate content is not valid." "私钥或证书内容不合法。",
        VersionNotFound: 404 "ELB.1110" "version not found." "版本不存在。",
        CertificateInUse: 409 "ELB.5002" "The certificate is used by listeners." "证书正在被监听器使用。",
        DeleteFailed: 400 "ELB.5002" "Failed to delete the certificate." "删除证书失败。",
        SearchInvalid: 400 "ELB.5004" "Invalid search criteria." "查询条件非法。",
        IdLengthInvalid: 400 "ELB.5020" "The certificate ID must be 32 characters." "证书ID必须为32个字符。",
        UrlIncorrect: 400 "ELB.5030" "Incorrect certificate URL." "证书URL不正确。",
        UpdateFailed: 400 "ELB.5033" "Failed to update certificate." "更新证书失败。",
        CertificateNotFound: 404 "ELB.5040" "The certificate does not exist." "证书不存在。",
        QuotaQueryFailed: 400 "ELB.5131" "Failed to query the certificate quota." "查询证书配额失败。",
        QuotaExceeded: 400 "ELB.5151" "The certificate quantity exceeds the quota." "证书数量超过配额。",
    }
}

impl From<Flaw> for Refusal<Error> {
    fn from(flaw: Flaw) -> Self {
        let error = match &flaw {
            Flaw::BadPem(_)
            | Flaw::EncryptedKey { .. }
            | Flaw::KeyMismatch { .. }
            | Flaw::NotPem { .. }
            | Flaw::SurroundingText { .. }
            | Flaw::UnreadableCertificate { .. }
            | Flaw::UnreadableKey { .. }
            | Flaw::UnreadableRequest { .. }
            | Flaw::WrongRequestSignature
            | Flaw::UnsupportedKey { .. }
            | Flaw::WrongLabel { .. }
            // The service does not look at validity, and is not known to look at the rest; nor
            // does `ops`. Were it to, its one code for contents would be the one.
            | Flaw::CaForLeaf { .. }
            | Flaw::ChainOutOfOrder { .. }
            | Flaw::Expired { .. }
            | Flaw::IssuerMissing { .. }
            | Flaw::LeafForCa { .. }
            | Flaw::NameMismatch { .. }
            | Flaw::NotYetValid { .. }
            | Flaw::TooLittleLeft { .. }
            | Flaw::WeakKey { .. }
            | Flaw::WrongChainSignature { .. } => Error::ContentInvalid,
        };
        Self::because(error, flaw)
    }
}
