//! Companies, for which certificates with organization or extended validation are ordered.

use super::super::super::tencent::page;
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::company::Company;
use super::super::types::company::{CompanyInfo, DescribeCompanies, DescribeCompaniesReply};
use crate::spec::Refusal;
use crate::store::View;

const DEFAULT_LIMIT: u64 = 10;
const LARGEST_LIMIT: u64 = 1000;

/// Assumption: without `Limit` ten are listed, and a larger one than 1,000 is cut to that. From: the
/// vendor's page, whose default of 0 its own example contradicts.
pub(crate) fn describe_companies(
    view: &View<'_, Account>,
    DescribeCompanies { offset, limit, company_id }: DescribeCompanies,
) -> Result<DescribeCompaniesReply, Refusal<Error>> {
    let is_wanted = |company: &&Company| company_id.is_none_or(|id| company.id == id);
    let wanted = || view.state.companies.iter().filter(is_wanted);
    let limit = limit.unwrap_or(DEFAULT_LIMIT).min(LARGEST_LIMIT);
    Ok(DescribeCompaniesReply {
        total_count: wanted().count(),
        companies: page(wanted(), offset, limit).cloned().map(CompanyInfo::from).collect(),
    })
}
