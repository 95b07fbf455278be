//! Error pages of domains, and headers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::error_page::Header;
use super::Done;

/// A header.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct HttpHeaderParam {
    pub(crate) header_name: String,
    pub(crate) header_value: String,
}

impl From<&Header> for HttpHeaderParam {
    fn from(header: &Header) -> Self {
        Self { header_name: header.name.clone(), header_value: header.value.clone() }
    }
}

/// `CreateDomainErrorPageInfo`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateDomainErrorPageInfo {
    pub(crate) listener_id: String,
    pub(crate) domain: String,
    /// The statuses that the page replaces.
    pub(crate) error_nos: Vec<i64>,
    pub(crate) body: String,
    /// The new status; if absent, the status is not changed.
    pub(crate) new_error_no: Option<i64>,
    #[serde(default)]
    pub(crate) clear_headers: Vec<String>,
    #[serde(default)]
    pub(crate) set_headers: Vec<HttpHeaderParam>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateDomainErrorPageInfoReply {
    pub(crate) error_page_id: String,
}

/// `DescribeDomainErrorPageInfo`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDomainErrorPageInfo {
    pub(crate) listener_id: String,
    pub(crate) domain: String,
}

/// `DescribeDomainErrorPageInfoByIds`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDomainErrorPageInfoByIds {
    pub(crate) error_page_ids: Vec<String>,
}

/// The reply of both.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDomainErrorPageInfoReply {
    pub(crate) error_page_set: Vec<DomainErrorPageInfo>,
}

/// An error page.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DomainErrorPageInfo {
    pub(crate) error_page_id: String,
    pub(crate) listener_id: String,
    pub(crate) domain: String,
    pub(crate) error_nos: Vec<u16>,
    /// 0 if the status is not changed.
    pub(crate) new_error_no: u16,
    pub(crate) clear_headers: Vec<String>,
    pub(crate) set_headers: Vec<HttpHeaderParam>,
    pub(crate) body: String,
    pub(crate) status: i64,
}

/// `DeleteDomainErrorPageInfo`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteDomainErrorPageInfo {
    pub(crate) error_page_id: String,
}

/// `CreateCustomHeader`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateCustomHeader {
    pub(crate) rule_id: String,
    /// If absent, all headers are removed.
    pub(crate) headers: Option<Vec<HttpHeaderParam>>,
}

/// `DescribeCustomHeader`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCustomHeader {
    pub(crate) rule_id: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCustomHeaderReply {
    pub(crate) rule_id: String,
    pub(crate) headers: Vec<HttpHeaderParam>,
}

/// `DescribeBlackHeader`
#[derive(Deserialize, JsonSchema)]
pub(crate) struct DescribeBlackHeader {}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeBlackHeaderReply {
    pub(crate) black_headers: [&'static str; 2],
}

// These have the shape of others.
pub(crate) type DeleteDomainErrorPageInfoReply = Done;
pub(crate) type CreateCustomHeaderReply = Done;
