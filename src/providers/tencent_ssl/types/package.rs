//! Packages of points, with which certificates are paid.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::Tag;

/// `DescribePackages`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribePackages {
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    /// `usable`, `used`, `expired` or `refund`.
    pub(crate) status: Option<String>,
    /// `asc` or `desc`: by when they end.
    pub(crate) expire_time: Option<String>,
    pub(crate) package_id: Option<String>,
    /// As `ssl_100`.
    pub(crate) r#type: Option<String>,
    pub(crate) pid: Option<i64>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribePackagesReply {
    pub(crate) packages: Vec<PackageInfo>,
    pub(crate) total_count: usize,
    pub(crate) total_balance: u64,
}

/// A package. Its times are days.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct PackageInfo {
    pub(crate) package_id: String,
    pub(crate) total: u64,
    pub(crate) balance: u64,
    pub(crate) r#type: &'static str,
    pub(crate) source_uin: Option<u64>,
    pub(crate) status: &'static str,
    pub(crate) expire_time: String,
    pub(crate) update_time: String,
    pub(crate) create_time: String,
    pub(crate) source_type: String,
    /// Always null: nothing is handed on here.
    pub(crate) transfer_out_infos: Option<Vec<String>>,
}

/// `CreateCertificateByPackage`. Its `PriceKey` is not read.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateCertificateByPackage {
    pub(crate) product_pid: u64,
    pub(crate) package_ids: Vec<String>,
    /// A number, as a text.
    pub(crate) domain_count: String,
    /// In years.
    pub(crate) period: u64,
    /// The certificate that it renews.
    pub(crate) old_certificate_id: Option<String>,
    /// `original`, `upload` or `online`.
    pub(crate) renew_gen_csr_method: Option<String>,
    pub(crate) renew_csr: Option<String>,
    pub(crate) renew_algorithm_type: Option<String>,
    pub(crate) renew_algorithm_param: Option<String>,
    #[serde(default)]
    pub(crate) project_id: u64,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// The host names, with commas between them.
    pub(crate) domain_names: Option<String>,
    pub(crate) certificate_count: Option<u64>,
    pub(crate) manager_id: Option<u64>,
    pub(crate) verify_type: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateCertificateByPackageReply {
    /// The first.
    pub(crate) certificate_id: String,
    pub(crate) certificate_ids: Vec<String>,
}
