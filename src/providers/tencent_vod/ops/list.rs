//! Domains, listed.

use std::collections::HashSet;

use super::super::super::tencent::page;
use super::super::super::tencent_ssl::{Deployments, ResourceType};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::domain::Seen;
use super::super::types::requests::DescribeVodDomains;
use super::super::types::shown::{DescribeVodDomainsReply, Painter};
use crate::spec::Refusal;
use crate::store::View;

/// The default page size.
const DEFAULT_LIMIT: u64 = 20;

/// How many one has at the most. Assumption: up to 100. From: other lists of the vendor's, and an error for
/// more.
const LARGEST_LIMIT: u64 = 100;

/// How many domains may be asked for.
const MOST_DOMAINS: usize = 20;

/// Assumption: an application that there is none of, and more names than there may be, are
/// `InvalidParameter`, and domains stand in the order in which they were added. From: the list of errors,
/// which has no other for them.
pub(crate) fn describe_vod_domains(
    view: &View<'_, Account>,
    request: DescribeVodDomains,
) -> Result<DescribeVodDomainsReply, Refusal<Error>> {
    let limit = request.limit.map_or(Ok(DEFAULT_LIMIT), u64::try_from);
    let limit = limit.ok().filter(|limit| *limit > 0).ok_or(Error::Limit)?;
    if limit > LARGEST_LIMIT {
        return Err(Error::LimitTooLarge.into());
    }
    let offset = request.offset.map_or(Ok(0), u64::try_from).map_err(|_| Error::Offset)?;
    if request.domains.len() > MOST_DOMAINS {
        return Err(Error::InvalidParameter.into());
    }
    let place = view.state.place(request.sub_app_id).ok_or(Error::InvalidParameter)?;
    let Some(application) = view.state.applications.get(place) else {
        return Ok(DescribeVodDomainsReply { total_count: 0, domain_set: Vec::new() });
    };
    let (others, now) = (view.others, view.tools.clock.now());
    let wanted: HashSet<_> = request.domains.iter().map(|name| name.to_lowercase()).collect();
    let domains = application.domains.oldest_first();
    let found: Vec<_> =
        domains.filter(|each| wanted.is_empty() || wanted.contains(&each.name)).collect();
    let deployments = Deployments::to_instances_of(others, ResourceType::Vod, now);
    let shown: Vec<Seen<'_>> = page(found.iter(), Some(offset), limit)
        .map(|domain| domain.seen(&deployments, now))
        .collect();
    for seen in &shown {
        seen.look(now);
    }
    deployments.look(shown.iter().map(|seen| &*seen.domain.name), now);
    let painter = Painter { others, now };
    Ok(DescribeVodDomainsReply {
        total_count: found.len(),
        domain_set: shown.iter().map(|seen| painter.domain(application, seen)).collect(),
    })
}
