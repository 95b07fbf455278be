//! Managers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::Tag;
use super::super::state::manager::{
    ManagerStatus, Review, ReviewKind, ReviewStatus, ReviewedDomain,
};
use super::company::CompanyInfo;
use super::timestamp::print;

/// `DescribeManagers`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeManagers {
    pub(crate) company_id: i64,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    /// This and the next member will be retired by the vendor.
    pub(crate) manager_name: Option<String>,
    pub(crate) manager_mail: Option<String>,
    pub(crate) status: Option<String>,
    /// A first name, a last name, a mail address or a department.
    pub(crate) search_key: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeManagersReply {
    pub(crate) managers: Vec<ManagerInfo>,
    pub(crate) total_count: usize,
}

/// A manager in a list.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ManagerInfo {
    pub(crate) status: ManagerStatus,
    pub(crate) manager_first_name: String,
    pub(crate) manager_last_name: String,
    pub(crate) manager_position: String,
    pub(crate) manager_phone: String,
    pub(crate) manager_mail: String,
    pub(crate) manager_department: String,
    pub(crate) create_time: String,
    pub(crate) domain_count: usize,
    pub(crate) cert_count: usize,
    pub(crate) manager_id: i64,
    pub(crate) expire_time: Option<String>,
    pub(crate) submit_audit_time: Option<String>,
    pub(crate) verify_time: Option<String>,
    pub(crate) status_info: Vec<ManagerStatusInfo>,
    pub(crate) tags: Vec<Tag>,
}

/// The review of a manager for one kind of certificate.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ManagerStatusInfo {
    r#type: ReviewKind,
    status: ReviewStatus,
    create_time: String,
    expire_time: String,
    manager_pre_audit_domains: Vec<ManagerPreAuditDomain>,
}

impl From<&Review> for ManagerStatusInfo {
    fn from(review: &Review) -> Self {
        Self {
            r#type: review.kind,
            status: review.status,
            create_time: print(review.created),
            expire_time: print(review.expires),
            manager_pre_audit_domains: review.domains.iter().map(Into::into).collect(),
        }
    }
}

/// A domain that was reviewed with a manager.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ManagerPreAuditDomain {
    domain: String,
    create_time: String,
    expire_time: String,
}

impl From<&ReviewedDomain> for ManagerPreAuditDomain {
    fn from(reviewed: &ReviewedDomain) -> Self {
        Self {
            domain: reviewed.domain.clone(),
            create_time: print(reviewed.created),
            expire_time: print(reviewed.expires),
        }
    }
}

/// `DescribeManagerDetail`. Its `Limit` and `Offset` are ignored, because no part of the reply has pages.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeManagerDetail {
    pub(crate) manager_id: i64,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeManagerDetailReply {
    pub(crate) status: ManagerStatus,
    pub(crate) manager_first_name: String,
    pub(crate) manager_mail: String,
    pub(crate) contact_first_name: String,
    pub(crate) manager_last_name: String,
    pub(crate) contact_position: String,
    pub(crate) manager_position: String,
    pub(crate) verify_time: Option<String>,
    pub(crate) create_time: String,
    pub(crate) expire_time: Option<String>,
    pub(crate) contact_last_name: String,
    pub(crate) manager_phone: String,
    pub(crate) contact_phone: String,
    pub(crate) contact_mail: String,
    pub(crate) manager_department: String,
    pub(crate) company_info: CompanyInfo,
    pub(crate) company_id: i64,
    pub(crate) manager_id: i64,
    pub(crate) status_info: Vec<ManagerStatusInfo>,
    pub(crate) manager_id_type: String,
    pub(crate) manager_id_number: String,
    pub(crate) contact_id_type: String,
    pub(crate) contact_id_number: String,
}

/// A request that names a manager.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct OneManager {
    pub(crate) manager_id: i64,
}

/// A reply with the manager's id.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct OneManagerReply {
    pub(crate) manager_id: i64,
}
