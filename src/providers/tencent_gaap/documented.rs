//! The errors that each action documents, in the order of the vendor's list; a test holds them against
//! it. Formatted by hand: a line for each of three hundred names would be no easier to read.

use super::errors::Error as E;

pub(super) const CREATE_CERTIFICATE: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter, E::InvalidParameterValue,
    E::CertificateContentNotMatchKey, E::InvalidCertificateContent, E::InvalidCertificateKey,
    E::MissingParameter, E::AccountViolation, E::UnauthorizedOperation, E::UnknownParameter,
    E::UnsupportedOperation,
];

pub(super) const DESCRIBE_CERTIFICATES: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter,
    E::InvalidParameterValue, E::MissingParameter, E::AccountViolation,
    E::UnauthorizedOperation, E::UnknownParameter, E::UnsupportedOperation,
];

pub(super) const DESCRIBE_CERTIFICATE_DETAIL: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter, E::InvalidParameterValue,
    E::MissingParameter, E::ResourceNotFound, E::AccountViolation, E::UnauthorizedOperation,
    E::UnknownParameter, E::UnsupportedOperation,
];

pub(super) const MODIFY_CERTIFICATE_ATTRIBUTES: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::CertificateIsUsing, E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter,
    E::InvalidParameterValue, E::MissingParameter, E::ResourceNotFound, E::AccountViolation,
    E::UnauthorizedOperation, E::UnknownParameter, E::UnsupportedOperation,
];

pub(super) const DELETE_CERTIFICATE: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::CertificateIsUsing, E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter,
    E::InvalidParameterValue, E::MissingParameter, E::ResourceNotFound, E::AccountViolation,
    E::UnauthorizedOperation, E::UnknownParameter, E::UnsupportedOperation,
];

pub(super) const CREATE_PROXY: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::AccountBalanceInsufficient, E::DuplicatedRequest,
    E::LimitNumofListener, E::ProxySellOut, E::TagResourcesFailed, E::UnTagResourcesFailed,
    E::UserNotAuthenticated, E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter,
    E::InvalidParameterValue, E::FeatureConflict, E::InvalidBandwidth, E::InvalidConcurrency,
    E::InvalidTags, E::ProjectIdNotBelong, E::ProxyAndGroupFeatureConflict,
    E::ProxyAndRegionFeatureConflict, E::TagQuota, E::MissingParameter, E::ResourceNotFound,
    E::ResourceUnavailable, E::AccountViolation, E::UnauthorizedOperation, E::UnknownParameter,
];

pub(super) const DESCRIBE_PROXIES: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter,
    E::InvalidParameterValue, E::MissingParameter, E::ResourceNotFound, E::ResourceUnavailable,
    E::AccountViolation, E::UnknownParameter,
];

pub(super) const DESCRIBE_PROXIES_STATUS: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::AccountBalanceInsufficient, E::UserNotConfirmProtocol,
    E::InternalError, E::InvalidParameter, E::InvalidParameterValue, E::MissingParameter,
    E::ResourceNotFound, E::ResourceUnavailable, E::AccountViolation, E::UnknownParameter,
];

pub(super) const DESTROY_PROXIES: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::AccountBalanceInsufficient, E::ActionIsDoing,
    E::BelongDifferentGroup, E::DuplicatedRequest, E::NonStandardProxy,
    E::RealServerAlreadyBound, E::UnTagResourcesFailed, E::UserNotConfirmProtocol,
    E::InternalError, E::InvalidParameter, E::InvalidParameterValue, E::MissingParameter,
    E::ResourceNotFound, E::ResourceUnavailable, E::AccountViolation, E::UnauthorizedOperation,
    E::UnknownParameter, E::UnsupportedOperation,
];

pub(super) const CREATE_HTTPS_LISTENER: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::GroupStatusNotInRuning, E::InstanceStatusNotInRuning,
    E::LimitNumofListener, E::ListenerHasTask, E::NonStandardProxy, E::ProxyStatusNotInRuning,
    E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter, E::InvalidParameterValue,
    E::DuplicatedListenerPort, E::InvalidCertificateId, E::InvalidListenerPort,
    E::MissingParameter, E::ResourceNotFound, E::AccountViolation, E::UnauthorizedOperation,
    E::UnsupportedOperation,
];

pub(super) const DESCRIBE_HTTPS_LISTENERS: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::NotSupportOldVersionProxy, E::NotSupportProxyGroup,
    E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter, E::InvalidParameterValue,
    E::MissingParameter, E::ResourceNotFound, E::AccountViolation, E::UnauthorizedOperation,
];

pub(super) const MODIFY_HTTPS_LISTENER_ATTRIBUTE: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::GroupStatusNotInRuning, E::InstanceStatusNotInRuning,
    E::ListenerHasTask, E::ListenerStatusError, E::NonStandardProxy,
    E::NotSupportOldVersionProxy, E::UserNotConfirmProtocol, E::InternalError,
    E::InvalidParameter, E::InvalidParameterValue, E::MissingParameter, E::ResourceNotFound,
    E::AccountViolation, E::UnauthorizedOperation,
];

pub(super) const DELETE_LISTENERS: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::GroupStatusNotInRuning, E::InstanceStatusNotInRuning,
    E::ListenerHasTask, E::NonStandardProxy, E::RealServerAlreadyBound,
    E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter, E::InvalidParameterValue,
    E::MissingParameter, E::ResourceNotFound, E::AccountViolation, E::UnauthorizedOperation,
];

pub(super) const CREATE_DOMAIN: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::DomainAlreadyExisted, E::GroupStatusNotInRuning,
    E::InstanceStatusNotInRuning, E::InvalidListenerProtocol, E::ListenerHasTask,
    E::NonStandardProxy, E::ProxyVersionNotSupport, E::UserNotConfirmProtocol, E::InternalError,
    E::InvalidParameter, E::InvalidParameterValue, E::CertificateNotMatchDomain,
    E::DomainInIcpBlacklist, E::DomainNotRegister, E::L7DomainHitBanBlacklist,
    E::ResourceNotFound, E::AccountViolation,
];

pub(super) const DESCRIBE_RULES: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter,
    E::InvalidParameterValue, E::MissingParameter, E::ResourceNotFound, E::AccountViolation,
    E::UnauthorizedOperation,
];

pub(super) const MODIFY_DOMAIN: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::DomainAlreadyExisted, E::DomainStatusNotInRunning,
    E::InstanceStatusNotInRuning, E::InvalidListenerProtocol, E::ListenerHasTask,
    E::NonStandardProxy, E::ProxyStatusNotInRuning, E::UserNotConfirmProtocol, E::InternalError,
    E::InvalidParameter, E::InvalidParameterValue, E::CertificateNotMatchDomain,
    E::DomainInIcpBlacklist, E::DomainNotRegister, E::ResourceNotFound, E::AccountViolation,
    E::UnauthorizedOperation,
];

pub(super) const MODIFY_CERTIFICATE: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::DomainStatusNotInRunning, E::GroupStatusNotInRuning,
    E::ListenerHasTask, E::ProxyStatusNotInRuning, E::ProxyVersionNotSupport,
    E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter, E::InvalidParameterValue,
    E::CertificateNotMatchDomain, E::MissingParameter, E::ResourceNotFound,
    E::ResourceUnavailable, E::AccountViolation, E::UnknownParameter,
];

pub(super) const SET_AUTHENTICATION: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::ActionIsDoing, E::ListenerHasTask, E::ListenerStatusError,
    E::NotSupportOldVersionProxy, E::ProxyVersionNotSupport, E::UserNotConfirmProtocol,
    E::InternalError, E::InvalidParameter, E::InvalidParameterValue, E::InvalidCertificateId,
    E::MissingParameter, E::ResourceNotFound, E::ResourceUnavailable, E::AccountViolation,
    E::UnauthorizedOperation, E::UnknownParameter,
];

pub(super) const DELETE_DOMAIN: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::DomainStatusNotInRunning, E::GroupStatusNotInRuning,
    E::InstanceStatusNotInRuning, E::ListenerHasTask, E::NonStandardProxy,
    E::ProxyStatusNotInRuning, E::RealServerAlreadyBound, E::UserNotConfirmProtocol,
    E::InternalError, E::InvalidParameter, E::InvalidParameterValue, E::ResourceNotFound,
    E::AccountViolation, E::UnauthorizedOperation,
];

pub(super) const DESCRIBE_TASK_STATUS: &[E] = &[
    E::AuthFailure, E::NotEnterpriseAuthorization, E::AuthFailureUnauthorizedOperation,
    E::FailedOperation, E::UserNotConfirmProtocol, E::InternalError, E::InvalidParameter,
    E::InvalidParameterValue, E::MissingParameter, E::ResourceNotFound, E::AccountViolation,
    E::UnauthorizedOperation, E::UnknownParameter,
];
