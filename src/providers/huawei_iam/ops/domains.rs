//! The domain that the credentials belong to, and the regions.

use super::super::errors::Error;
use super::super::state;
use super::super::types::lookup::{
    Domain, GetCallerIdentity, GetCallerIdentityReply, Links, ListAuthDomains,
    ListAuthDomainsReply, ListRegions, ListRegionsReply, Locales, Region, SelfLink,
};
use crate::protocol::huawei::REGIONS;
use crate::spec::Refusal;
use crate::store::{Facts, Tenant, View};

/// The user and domain of the caller.
pub(super) fn tenant(facts: &Facts) -> Result<&Tenant, Refusal<Error>> {
    facts.tenant.as_deref().ok_or_else(|| Error::Unauthorized.into())
}

pub(crate) fn keystone_list_auth_domains(
    view: &View<'_, state::Domain>,
    _: ListAuthDomains,
) -> Result<ListAuthDomainsReply, Refusal<Error>> {
    let origin = view.facts.origin();
    let tenant = tenant(view.facts)?;
    let domain = Domain {
        description: "",
        enabled: true,
        id: tenant.domain_id.clone(),
        links: SelfLink::to(format!("{origin}/v3/domains/{}", tenant.domain_id)),
        name: tenant.domain.clone(),
    };
    let links = SelfLink::to(format!("{origin}/v3/auth/domains"));
    Ok(ListAuthDomainsReply { domains: [domain], links })
}

pub(crate) fn keystone_list_regions(
    view: &View<'_, state::Domain>,
    _: ListRegions,
) -> Result<ListRegionsReply, Refusal<Error>> {
    let origin = view.facts.origin();
    let region = |region: &crate::protocol::huawei::Region| Region {
        description: "",
        parent_region_id: None,
        links: SelfLink::to(format!("{origin}/v3/regions/{}", region.id)),
        id: region.id,
        locales: Locales { zh: region.zh, en: region.en },
        r#type: "public",
    };
    let links = Links::to(format!("{origin}/v3/regions"));
    Ok(ListRegionsReply { regions: REGIONS.iter().map(region).collect(), links })
}

pub(crate) fn get_caller_identity(
    view: &View<'_, state::Domain>,
    _: GetCallerIdentity,
) -> Result<GetCallerIdentityReply, Refusal<Error>> {
    let Tenant { domain_id, user, .. } = tenant(view.facts)?;
    Ok(GetCallerIdentityReply {
        account_id: domain_id.clone(),
        principal_urn: format!("iam::{domain_id}:user:{user}"),
        principal_id: user.clone(),
    })
}
