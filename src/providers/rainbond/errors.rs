//! The errors of Rainbond's OpenAPI, as recorded. The platform answers some mistakes of its callers
//! with exceptions of its own, status 500 and code 10401: they are its behaviour.
#![warn(clippy::wildcard_enum_match_arm)]

use crate::protocol::rainbond::Body;
use crate::spec::{Refusal, catalogue};
use crate::x509::Flaw;

catalogue! {
    /// The errors, by what is wrong.
    pub enum Error {
        AliasExists: 412 "412" "certificate name already exists" "证书别名已存在",
        AppNotFound: 404 "404" "no found app" "应用不存在",
        CertificateExpired: 400 "400" "the certificate has been expired" "证书已过期",
        CertificateHasHttpRules: 400 "400" "the certificate still has http rules" "仍有网关策略在使用该证书",
        CertificateInvalid: 400 "400" "the certificate is invalid" "无效证书",
        // The service has no English where it reads a certificate that is not there.
        CertificateMissing: 404 "404" "" "证书不存在",
        CertificateNotFound: 404 "404" "certificate not found" "证书不存在",
        ComponentNotFound: 400 "400" "component not found" "组件不存在" { Body::Message },
        DateOutOfRange: 500 "10401" "date value out of range" "date value out of range" { Body::Exception { error_type: "OverflowError", module: "builtins" } },
        DatatypeMismatch: 500 "10401" "datatype mismatch" "datatype mismatch" { Body::Exception { error_type: "IntegrityError", module: "django.db.utils" } },
        DomainNotFound: 404 "1404" "domain not found" "域名不存在",
        GatewayTypeUnusable: 500 "10401" "'NoneType' object has no attribute 'region_name'" "'NoneType' object has no attribute 'region_name'" { Body::Exception { error_type: "AttributeError", module: "builtins" } },
        KeyTypeCannotSign: 500 "10401" "[('digital envelope routines', 'EVP_PKEY_sign_init', 'operation not supported for this keytype')]" "" { Body::Exception { error_type: "Error", module: "OpenSSL.crypto" } },
        MissingFields: 500 "10401" "DomainService.add_certificate() missing 1 required positional argument: 'certificate_type'" "" { Body::Exception { error_type: "TypeError", module: "builtins" } },
        NegativePage: 500 "10401" "Negative indexing is not supported." "" { Body::Exception { error_type: "ValueError", module: "builtins" } },
        NotNull: 500 "10401" "NOT NULL constraint failed: service_domain_certificate.alias" "" { Body::Exception { error_type: "IntegrityError", module: "django.db.utils" } },
        NotNumber: 500 "10401" "invalid literal for int() with base 10: ''" "" { Body::Exception { error_type: "ValueError", module: "builtins" } },
        PairMismatch: 400 "400" "the certificate key pair mismatch" "证书密钥对不匹配",
        PrivateKeyInvalid: 400 "400" "the private key is invalid" "无效私钥",
        RegionNotFound: 404 "3000" "the region is not found" "数据中心不存在",
        RuleExists: 400 "400" "rule exists" "策略已存在" { Body::Message },
        RuleNotFound: 404 "404" "no found" "no found",
        TeamNotFound: 404 "404" "no found team" "团队不存在",
        TeamNotFoundById: 404 "2002" "the team is not found" "团队不存在",
        TooManyNames: 500 "10401" "too many values to unpack (expected 2)" "" { Body::Exception { error_type: "ValueError", module: "builtins" } },
        Validation: 400 "20400" "参数错误" "参数错误" { Body::Validation },
    }
}

impl From<Flaw> for Refusal<Error> {
    fn from(flaw: Flaw) -> Self {
        let error = match &flaw {
            Flaw::Expired { .. } => Error::CertificateExpired,
            Flaw::KeyMismatch { .. } => Error::PairMismatch,
            Flaw::EncryptedKey { .. }
            | Flaw::UnreadableKey { .. }
            | Flaw::UnreadableRequest { .. }
            | Flaw::WrongRequestSignature
            | Flaw::UnsupportedKey { .. } => Error::PrivateKeyInvalid,
            Flaw::BadPem(_)
            | Flaw::NotPem { .. }
            | Flaw::UnreadableCertificate { .. }
            | Flaw::WrongLabel { .. }
            // The service does not look for these, and neither does `ops`. Were it to, they would
            // be faults of the certificate.
            | Flaw::CaForLeaf { .. }
            | Flaw::ChainOutOfOrder { .. }
            | Flaw::ChainTooLong { .. }
            | Flaw::IssuerMissing { .. }
            | Flaw::LeafForCa { .. }
            | Flaw::NameMismatch { .. }
            | Flaw::NotYetValid { .. }
            | Flaw::SurroundingText { .. }
            | Flaw::TooLittleLeft { .. }
            | Flaw::WeakKey { .. }
            | Flaw::WrongChainSignature { .. } => Error::CertificateInvalid,
        };
        Self::because(error, flaw)
    }
}
