//! The errors that each action documents, in the order of the vendor's list; a test holds them against
//! it. Formatted by hand: a line for each of four hundred names would be no easier to read.

use super::errors::Error as E;

pub(super) const UPLOAD_CERTIFICATE: &[E] = &[
    E::AuthFailure, E::AuthFailureUnauthorizedOperation, E::FailedOperation, E::AuthError,
    E::CamAuthorizedFail, E::CancelOrderFailed, E::CannotBeDeletedIssued,
    E::CannotBeDeletedWithinHour, E::CannotGetOrder, E::CertificateCaError,
    E::CertificateChainError, E::CertificateEncryptInvalid, E::CertificateExists,
    E::CertificateInvalid, E::CertificateMatchError, E::CertificateMismatch,
    E::CertificateNotFound, E::CertificateParseError, E::ExceedsFreeLimit,
    E::InvalidCertificateStatusCode, E::InvalidParam, E::NetworkError, E::NoProjectPermission,
    E::NoRealNameAuth, E::OrderAlreadyReplaced, E::OrderReplaceFailed, E::InternalError,
    E::InvalidParameterMissMatchPrivateKey, E::InvalidParameterWithDetailReason,
    E::LimitExceededRateLimitExceeded,
];

pub(super) const DESCRIBE_CERTIFICATE: &[E] = &[
    E::FailedOperation, E::AuthError, E::CancelOrderFailed, E::CannotBeDeletedIssued,
    E::CannotBeDeletedWithinHour, E::CannotGetOrder, E::CertificateInvalid,
    E::CertificateMismatch, E::CertificateNotFound, E::ExceedsFreeLimit,
    E::InvalidCertificateStatusCode, E::InvalidParam, E::NetworkError, E::NoProjectPermission,
    E::NoRealNameAuth, E::OrderAlreadyReplaced, E::OrderReplaceFailed, E::InternalError,
    E::LimitExceededRateLimitExceeded,
];

pub(super) const DESCRIBE_CERTIFICATE_DETAIL: &[E] = &[
    E::FailedOperation, E::AuthError, E::CannotGetOrder, E::CertificateCsrParseFailed,
    E::CertificateInvalid, E::CertificateNotFound, E::InvalidParam, E::NoProjectPermission,
    E::NoRealNameAuth, E::InternalError, E::InternalErrorBackendResponseEmpty,
    E::LimitExceededRateLimitExceeded, E::ResourceNotFoundManager,
];

pub(super) const DESCRIBE_CERTIFICATES: &[E] = &[
    E::FailedOperation, E::AuthError, E::CamAuthorizedFail, E::CancelOrderFailed,
    E::CannotBeDeletedIssued, E::CannotBeDeletedWithinHour, E::CannotGetOrder,
    E::CertificateInvalid, E::CertificateMismatch, E::CertificateNotFound, E::ExceedsFreeLimit,
    E::InvalidCertificateStatusCode, E::InvalidParam, E::NetworkError, E::NoProjectPermission,
    E::NoRealNameAuth, E::OrderAlreadyReplaced, E::OrderReplaceFailed, E::SystemError,
    E::InternalError, E::InternalErrorBackendResponseEmpty, E::LimitExceededRateLimitExceeded,
];

pub(super) const DELETE_CERTIFICATE: &[E] = &[
    E::FailedOperation, E::AuthError, E::BoundResources, E::CancelOrderFailed,
    E::CannotBeDeletedIssued, E::CannotBeDeletedWithinHour, E::CannotGetOrder,
    E::CertificateNotFound, E::DeleteFailedTimeNotUp, E::DeleteResourceFailed,
    E::InvalidCertificateStatusCode, E::InvalidParam, E::NetworkError, E::NoProjectPermission,
    E::NoRealNameAuth, E::OrderAlreadyReplaced, E::RenewNotIssued, E::RoleNotFoundAuthorization,
    E::InternalError, E::LimitExceededRateLimitExceeded,
];

pub(super) const DELETE_CERTIFICATES: &[E] = &[
    E::AuthFailureUnauthorizedOperation, E::CamAuthorizedFail,
    E::CertificateSyncTaskCertificateIdCountInvalid, E::InvalidParameter,
    E::InvalidParameterWithDetailReason,
];

pub(super) const DESCRIBE_DELETE_CERTIFICATES_TASK_RESULT: &[E] = &[
    E::FailedOperation,
];

pub(super) const APPLY_CERTIFICATE: &[E] = &[
    E::FailedOperation, E::AuthError, E::CancelOrderFailed, E::CannotBeDeletedIssued,
    E::CannotBeDeletedWithinHour, E::CannotGetOrder, E::CertificateInvalid,
    E::CertificateMismatch, E::CertificateNotFound, E::ExceedsFreeLimit, E::GenCsrFail,
    E::InvalidCertificateStatusCode, E::InvalidParam, E::MainDomainCertificateCountLimit,
    E::NetworkError, E::NoProjectPermission, E::NoRealNameAuth, E::OrderAlreadyReplaced,
    E::OrderReplaceFailed, E::PackageCountLimit, E::PackageExpired, E::PackageNotFound,
    E::InternalError, E::InvalidParameter, E::InvalidParameterPackageIdsInvalid,
    E::InvalidParameterValueCertificateDomainMaxLengthInvalid,
    E::InvalidParameterValueCertificateEmailParseInvalid,
];

pub(super) const COMPLETE_CERTIFICATE: &[E] = &[
    E::FailedOperation, E::CertificateNotFoundOrAudited, E::InvalidParam, E::InternalError,
];

pub(super) const CHECK_CERTIFICATE_DOMAIN_VERIFICATION: &[E] = &[
    E::FailedOperation, E::CannotGetOrder, E::CertificateNotFound,
    E::CertificateStatusNotAllowVerify, E::InvalidParam,
];

pub(super) const REPLACE_CERTIFICATE: &[E] = &[
    E::FailedOperation, E::AuthError, E::CancelOrderFailed, E::CannotBeDeletedIssued,
    E::CannotBeDeletedWithinHour, E::CannotGetOrder, E::CertificateInvalid,
    E::CertificateMismatch, E::CertificateNotFound, E::ExceedsFreeLimit,
    E::InvalidCertificateSource, E::InvalidCertificateStatusCode, E::InvalidParam,
    E::NetworkError, E::NoProjectPermission, E::NoRealNameAuth, E::OrderAlreadyReplaced,
    E::OrderReplaceFailed, E::InternalError, E::InvalidParameterRenewAlgorithmInvalid,
];

pub(super) const CANCEL_CERTIFICATE_ORDER: &[E] = &[
    E::AuthError, E::CancelOrderFailed, E::CertificateNotFound, E::InvalidCertificateStatusCode,
    E::InvalidParam, E::NoProjectPermission, E::NoRealNameAuth, E::InternalError,
];

pub(super) const CANCEL_AUDIT_CERTIFICATE: &[E] = &[
    E::CancelAuditCertificateFailed, E::CertificateCancelFailedMulti,
    E::CertificateNotFoundOrCantCancel,
];

pub(super) const REVOKE_CERTIFICATE: &[E] = &[
    E::AuthError, E::CannotGetOrder, E::CertificateNotFound, E::InvalidCertificateSource,
    E::InvalidCertificateStatusCode, E::InvalidParam, E::NetworkError, E::RevokeFailed,
    E::RevokeResourceFailed, E::InternalError, E::LimitExceededRateLimitExceeded,
];

pub(super) const DOWNLOAD_CERTIFICATE: &[E] = &[
    E::AuthError, E::CancelOrderFailed, E::CannotBeDeletedIssued, E::CannotBeDeletedWithinHour,
    E::CannotGetOrder, E::CertificateInvalid, E::CertificateMismatch, E::CertificateNotFound,
    E::ExceedsFreeLimit, E::InvalidCertificateStatusCode, E::InvalidParam, E::NetworkError,
    E::NoProjectPermission, E::NoRealNameAuth, E::OrderAlreadyReplaced, E::OrderReplaceFailed,
    E::InternalError,
];

pub(super) const DESCRIBE_DOWNLOAD_CERTIFICATE_URL: &[E] = &[
    E::FailedOperation, E::CertificateDownloadServiceTypeNotSupport,
    E::CertificateNotAllowDownload, E::CertificateNotFound,
    E::CertificateStatusNotAllowDownload, E::CertificateTypeInfoNotFound,
];

pub(super) const MODIFY_CERTIFICATE_ALIAS: &[E] = &[
    E::AuthError, E::CertificateNotFound, E::InvalidParam, E::NoProjectPermission,
    E::NoRealNameAuth, E::InternalError, E::InvalidParameter,
];

pub(super) const MODIFY_CERTIFICATE_PROJECT: &[E] = &[
    E::AuthError, E::CamAuthorizedFail, E::InvalidParam, E::NoProjectPermission,
    E::NoRealNameAuth, E::InternalError,
];

pub(super) const CHECK_CERTIFICATE_CHAIN: &[E] = &[
    E::FailedOperation, E::CertificateInvalid, E::LimitExceededRateLimitExceeded,
];

pub(super) const CHECK_CERTIFICATE_EXIST: &[E] = &[
    E::FailedOperation, E::CannotGetOrder, E::CertificateNotFound,
    E::CertificateStatusNotAllowVerify, E::InvalidParam,
];

pub(super) const DESCRIBE_CERTIFICATE_OPERATE_LOGS: &[E] = &[
    E::FailedOperation, E::AuthError, E::InvalidParam, E::NoProjectPermission,
    E::NoRealNameAuth, E::InternalError,
];

pub(super) const MODIFY_CERTIFICATES_EXPIRING_NOTIFICATION_SWITCH: &[E] = &[
    E::FailedOperation, E::CertificateNotFound, E::InvalidParameterCertificatesNumberExceeded,
];

/// The service answers the last of them, too, though its list has it not: it was seen to.
pub(super) const DEPLOY_CERTIFICATE_INSTANCE: &[E] = &[
    E::FailedOperation, E::AuthError, E::CertificateDeployHasPendingRecord,
    E::CertificateDeployInstanceFormatError, E::CertificateHostDeployCanNotAllow,
    E::CertificateHostResourceInnerInterrupt, E::CertificateHostResourceTypeInvalid,
    E::CertificateNotAvailable, E::CertificateNotDeployInstance, E::CertificateNotFound,
    E::InvalidParam, E::NoProjectPermission, E::NoRealNameAuth, E::RoleNotFoundAuthorization,
    E::InternalError, E::InvalidParameterRegionNotEmpty, E::LimitExceededRateLimitExceeded,
    E::CertificateDeployInstanceEmpty,
];

pub(super) const DESCRIBE_HOST_DEPLOY_RECORD: &[E] = &[
    E::FailedOperation, E::AuthError, E::CertificateHostResourceTypeInvalid,
    E::CertificateNotAvailable, E::CertificateNotFound, E::InvalidParam, E::NoProjectPermission,
    E::NoRealNameAuth, E::InternalError, E::LimitExceededRateLimitExceeded,
];

pub(super) const DESCRIBE_HOST_DEPLOY_RECORD_DETAIL: &[E] = &[
    E::FailedOperation, E::AuthError, E::CertificateDeployNotExist,
    E::CertificateHostResourceTypeInvalid, E::CertificateNotFound, E::InvalidParam,
    E::NoProjectPermission, E::NoRealNameAuth, E::InternalError,
    E::LimitExceededRateLimitExceeded,
];

pub(super) const UPDATE_CERTIFICATE_INSTANCE: &[E] = &[
    E::FailedOperation, E::AuthError, E::CertificateDeployHasPendingRecord,
    E::CertificateDeployInstanceEmpty, E::CertificateExists,
    E::CertificateHostDeployCanNotAllow, E::CertificateHostResourceInnerInterrupt,
    E::CertificateHostResourceInstanceHugeLimit, E::CertificateHostResourceTypeInvalid,
    E::CertificateInvalid, E::CertificateMatchError, E::CertificateNotAvailable,
    E::CertificateNotDeployInstance, E::CertificateNotFound, E::CertificateParseError,
    E::InvalidParam, E::NoProjectPermission, E::NoRealNameAuth, E::RoleNotFoundAuthorization,
    E::InternalError, E::InvalidParameterWithDetailReason,
    E::InvalidParameterValueIntermediateCertNotSame, E::LimitExceededRateLimitExceeded,
];

pub(super) const DESCRIBE_HOST_UPDATE_RECORD: &[E] = &[
    E::FailedOperation, E::AuthError, E::CertificateNotAvailable, E::CertificateNotFound,
    E::InvalidParam, E::NoProjectPermission, E::NoRealNameAuth, E::InternalError,
    E::LimitExceededRateLimitExceeded,
];

pub(super) const DESCRIBE_HOST_UPDATE_RECORD_DETAIL: &[E] = &[
    E::FailedOperation, E::AuthError, E::CertificateDeployNotExist, E::CertificateNotFound,
    E::InvalidParam, E::NoProjectPermission, E::NoRealNameAuth, E::InternalError,
    E::LimitExceededRateLimitExceeded,
];

pub(super) const UPLOAD_UPDATE_CERTIFICATE_INSTANCE: &[E] = &[
    E::FailedOperation, E::AuthError, E::CertificateDeployHasPendingRecord,
    E::CertificateDeployInstanceEmpty, E::CertificateExists,
    E::CertificateHostDeployCanNotAllow, E::CertificateHostResourceInnerInterrupt,
    E::CertificateHostResourceInstanceHugeLimit, E::CertificateHostResourceTypeInvalid,
    E::CertificateInvalid, E::CertificateMatchError, E::CertificateNotAvailable,
    E::CertificateNotDeployInstance, E::CertificateNotFound, E::CertificateParseError,
    E::CertificateWhiteFuncError, E::InvalidParam, E::NoProjectPermission, E::NoRealNameAuth,
    E::RoleNotFoundAuthorization, E::InternalError, E::InvalidParameterWithDetailReason,
    E::InvalidParameterValueIntermediateCertNotSame, E::LimitExceededRateLimitExceeded,
];

pub(super) const DESCRIBE_HOST_UPLOAD_UPDATE_RECORD_DETAIL: &[E] = &[
    E::FailedOperation, E::InvalidParam, E::InternalError, E::InvalidParameter,
];

pub(super) const CREATE_CERTIFICATE_BIND_RESOURCE_SYNC_TASK: &[E] = &[
    E::CertificateHostResourceInnerInterrupt, E::CertificateNotFound,
];

pub(super) const DESCRIBE_CERTIFICATE_BIND_RESOURCE_TASK_RESULT: &[E] = &[
    E::FailedOperation, E::CertificateSyncTaskIdInvalid,
];

pub(super) const CREATE_CERTIFICATE: &[E] = &[
    E::AuthError, E::CannotGetOrder, E::InvalidParam, E::InternalError,
    E::InternalErrorBackendResponseError, E::InvalidParameter, E::InvalidParameterValue,
    E::MissingParameter,
];

pub(super) const SUBMIT_CERTIFICATE_INFORMATION: &[E] = &[
    E::AuthError, E::CertificateNotFound, E::ExceedsFreeLimit, E::InvalidCertificateStatusCode,
    E::InvalidParam, E::NoProjectPermission, E::NoRealNameAuth, E::InternalError,
];

pub(super) const COMMIT_CERTIFICATE_INFORMATION: &[E] = &[
    E::AuthError, E::CertificateInvalid, E::CertificateNotFound,
    E::InvalidCertificateStatusCode, E::InvalidParam, E::NetworkError, E::NoProjectPermission,
    E::NoRealNameAuth, E::InternalError, E::InternalErrorBackendResponseError,
];

pub(super) const CERTIFICATE_INFO_SUBMIT: &[E] = &[
    E::FailedOperation, E::AuthError, E::CertificateInfoSubmitContactEmailEmpty,
    E::CertificateInfoSubmitDomainInvalid, E::CertificateInfoSubmitStatusInvalid,
    E::CertificateNotFound, E::CertificateOrderSubmitRootCaInvalid,
    E::CertificateSubmitHostingCertError, E::ExceedsFreeLimit, E::InvalidCertificateStatusCode,
    E::InvalidParam, E::NoProjectPermission, E::NoRealNameAuth, E::InternalError,
    E::InvalidParameterRenewAlgorithmInvalid,
];

pub(super) const CERTIFICATE_ORDER_SUBMIT: &[E] = &[
    E::FailedOperation, E::AuthError, E::CertificateInfoSubmitStatusInvalid,
    E::CertificateInvalid, E::CertificateNotFound, E::CertificateOrderSubmitProcessing,
    E::CertificatePreVerifyEmailInvalid, E::InvalidCertificateStatusCode, E::InvalidParam,
    E::NetworkError, E::NoProjectPermission, E::NoRealNameAuth, E::InternalError,
    E::InternalErrorBackendResponseError,
];

pub(super) const MODIFY_CERTIFICATE_RESUBMIT: &[E] = &[
    E::FailedOperation, E::CannotGetOrder, E::CertificateNotFound,
    E::CertificateStatusNotAllowResubmit, E::InvalidParameterCertificateStatusNotAllowResubmit,
    E::InvalidParameterWithDetailReason,
];
