//! Quotas.

use super::super::super::errors::v2::Error;
use super::super::super::state::Project;
use super::super::super::types::v2_0::{Quota, ShowQuota, ShowQuotaReply};
use crate::spec::Refusal;
use crate::store::View;

/// The quotas of the documentation's example, except those that the state contains.
fn quota(state: &Project) -> ShowQuotaReply {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    ShowQuotaReply {
        quota: Quota {
            ipgroup_bindings: 50,
            condition_per_policy: 10,
            listeners_per_loadbalancer: 50,
            member: 500,
            free_instance_members_per_pool: 10,
            loadbalancer: number(state.loadbalancer_quota),
            ipgroup: 50,
            listeners_per_pool: 50,
            certificate: number(state.quota),
            healthmonitor: -1,
            ipgroup_max_length: 300,
            l7policy: 500,
            listener: number(state.listener_quota),
            free_instance_listeners_per_loadbalancer: 5,
            members_per_pool: 500,
            security_policy: 50,
            pool: 500,
        },
    }
}

pub(crate) fn show_quota(
    view: &View<'_, Project>,
    _: ShowQuota,
) -> Result<ShowQuotaReply, Refusal<Error>> {
    Ok(quota(view.state))
}

/// The quotas of a new project.
pub(crate) fn show_default_quota(
    _: &View<'_, Project>,
    _: ShowQuota,
) -> Result<ShowQuotaReply, Refusal<Error>> {
    Ok(quota(&Project::default()))
}
