//! Quotas.

use super::super::super::errors::v1::Error;
use super::super::super::state::Project;
use super::super::super::types::v1::{ListQuotas, ListQuotasReply, Quota, Quotas};
use crate::spec::Refusal;
use crate::store::View;

pub(crate) fn list_quotas(
    _: &View<'_, Project>,
    _: ListQuotas,
) -> Result<ListQuotasReply, Refusal<Error>> {
    // Recorded from a project with neither load balancers nor listeners. This version has no operations on
    // them.
    let quota = |r#type, quota| Quota { r#type, used: 0, quota, max: 255, min: 1 };
    Ok(ListQuotasReply {
        quotas: Quotas { resources: vec![quota("elb", 5), quota("listener", 5)] },
    })
}
