//! The status of a certificate, from its application to its end.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The vendor's statuses, which it prints as numbers.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    /// Under review: the domain is to be validated.
    Reviewing = 0,
    #[default]
    Issued = 1,
    ReviewFailed = 2,
    Expired = 3,
    /// The record that validates the domain was added by the service.
    DnsRecordAdded = 4,
    /// Paid: information is to be submitted.
    InformationPending = 5,
    Cancelling = 6,
    Cancelled = 7,
    /// Submitted, and waiting for the confirmation letter.
    ConfirmationPending = 8,
    Revoking = 9,
    Revoked = 10,
    Reissuing = 11,
    /// Waiting for the letter that confirms the revocation.
    RevocationLetterPending = 12,
    /// Free: information is to be submitted.
    FreeInformationPending = 13,
    Refunded = 14,
    Migrating = 15,
}

impl Status {
    /// The number.
    pub(crate) fn code(self) -> u64 {
        self as u64
    }

    /// The name that is shown beside it. Assumption: the names of statuses other than "已颁发" are
    /// these. From: the console, and the documented meaning of each number.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Reviewing => "审核中",
            Self::Issued => "已颁发",
            Self::ReviewFailed => "审核失败",
            Self::Expired => "已过期",
            Self::DnsRecordAdded => "已添加DNS记录",
            Self::InformationPending | Self::FreeInformationPending => "待提交",
            Self::Cancelling => "订单取消中",
            Self::Cancelled => "已取消",
            Self::ConfirmationPending => "已提交资料，待上传确认函",
            Self::Revoking => "证书吊销中",
            Self::Revoked => "已吊销",
            Self::Reissuing => "重颁发中",
            Self::RevocationLetterPending => "待上传吊销确认函",
            Self::Refunded => "已退款",
            Self::Migrating => "证书迁移中",
        }
    }

    /// The name in a list. Only that of `Issued` is known to differ.
    pub(crate) fn name_in_list(self) -> &'static str {
        if self == Self::Issued { "证书已颁发" } else { self.name() }
    }

    /// Whether the authority still has to issue the certificate.
    pub(crate) fn is_pending(self) -> bool {
        matches!(self, Self::Reviewing | Self::DnsRecordAdded | Self::ConfirmationPending)
    }

    /// Whether the order waits for what its owner has to submit.
    pub(crate) fn awaits_information(self) -> bool {
        matches!(self, Self::InformationPending | Self::FreeInformationPending)
    }

    /// Whether there is a certificate with this status.
    pub(crate) fn has_certificate(self) -> bool {
        matches!(
            self,
            Self::Issued
                | Self::Expired
                | Self::Revoking
                | Self::Revoked
                | Self::Reissuing
                | Self::RevocationLetterPending
                | Self::Migrating
        )
    }
}
