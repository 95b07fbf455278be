//! Companies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::Tag;
use super::super::state::company::Company;

/// `DescribeCompanies`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCompanies {
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    pub(crate) company_id: Option<i64>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCompaniesReply {
    pub(crate) companies: Vec<CompanyInfo>,
    pub(crate) total_count: usize,
}

/// A company.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CompanyInfo {
    company_name: String,
    company_id: i64,
    company_country: String,
    company_province: String,
    company_city: String,
    company_address: String,
    company_phone: String,
    id_type: String,
    id_number: String,
    tags: Vec<Tag>,
}

impl From<Company> for CompanyInfo {
    fn from(company: Company) -> Self {
        Self {
            company_name: company.name,
            company_id: company.id,
            company_country: company.country,
            company_province: company.province,
            company_city: company.city,
            company_address: company.address,
            company_phone: company.phone,
            id_type: company.id_type,
            id_number: company.id_number,
            tags: company.tags,
        }
    }
}
