//! Domains, listed.

use std::cmp::Reverse;

use serde_json::Value;

use super::super::super::tencent::page;
use super::super::super::tencent_ssl::{Deployments, ResourceType};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::domain::Seen;
use super::super::types::requests::{DescribeDomains, DescribeDomainsConfig, DomainFilter, Sort};
use super::super::types::shown::{
    DescribeDomainsConfigReply, DescribeDomainsReply, Painter, member,
};
use crate::spec::Refusal;
use crate::store::View;

/// The default and the largest page size. A larger size counts as the largest: clients ask for 1,000 domains
/// of the second list.
const DEFAULT_LIMIT: u64 = 100;
const LARGEST_BRIEF: u64 = 1000;
const LARGEST_DETAILED: u64 = 100;

/// The most values of a filter.
const MOST_VALUES: usize = 5;

pub(crate) fn describe_domains(
    view: &View<'_, Account>,
    request: DescribeDomains,
) -> Result<DescribeDomainsReply, Refusal<Error>> {
    let (offset, limit) = read_page(request.offset, request.limit, LARGEST_BRIEF)?;
    let (painter, deployments) = look_at(view);
    let found = select(view, &deployments, painter, &request.filters)?;
    let shown: Vec<_> = page(found.iter(), Some(offset), limit).collect();
    look(&shown, &deployments, painter);
    Ok(DescribeDomainsReply {
        domains: shown.into_iter().map(|seen| painter.brief(seen)).collect(),
        total_number: found.len(),
    })
}

pub(crate) fn describe_domains_config(
    view: &View<'_, Account>,
    request: DescribeDomainsConfig,
) -> Result<DescribeDomainsConfigReply, Refusal<Error>> {
    let (offset, limit) = read_page(request.offset, request.limit, LARGEST_DETAILED)?;
    let (painter, deployments) = look_at(view);
    let mut found = select(view, &deployments, painter, &request.filters)?;
    sort(&mut found, request.sort.as_ref(), painter)?;
    let shown: Vec<_> = page(found.iter(), Some(offset), limit).collect();
    look(&shown, &deployments, painter);
    Ok(DescribeDomainsConfigReply {
        domains: shown.into_iter().map(|seen| painter.detail(seen)).collect(),
        total_number: found.len(),
    })
}

fn look_at<'a>(view: &View<'a, Account>) -> (Painter<'a>, Deployments<'a>) {
    let now = view.tools.clock.now();
    let painter = Painter { ids: view.tools.ids, others: view.others, now };
    (painter, Deployments::to_instances_of(view.others, ResourceType::Cdn, now))
}

/// Counts that a request saw the progress of these domains' work.
fn look(shown: &[&Seen<'_>], deployments: &Deployments<'_>, painter: Painter<'_>) {
    for seen in shown {
        seen.look(painter.now);
    }
    deployments.look(shown.iter().map(|seen| &*seen.domain.domain), painter.now);
}

fn read_page(
    offset: Option<i64>,
    limit: Option<i64>,
    largest: u64,
) -> Result<(u64, u64), Refusal<Error>> {
    let read = |number: Option<i64>, default: u64| match number {
        None => Ok(default),
        Some(number) => u64::try_from(number).map_err(|_| Error::CdnParamError),
    };
    Ok((read(offset, 0)?, read(limit, DEFAULT_LIMIT)?.min(largest)))
}

/// The domains that pass all filters, the newest first.
fn select<'a>(
    view: &View<'a, Account>,
    deployments: &'a Deployments<'a>,
    painter: Painter<'_>,
    filters: &[DomainFilter],
) -> Result<Vec<Seen<'a>>, Refusal<Error>> {
    let filters = filters.iter().map(Filter::read).collect::<Result<Vec<_>, _>>()?;
    let domains = view.state.newest_first(deployments, painter.now);
    Ok(domains.filter(|seen| filters.iter().all(|filter| filter.pass(seen, painter))).collect())
}

/// Returns the domain's values that a filter compares.
type Having = fn(&Seen<'_>, Painter<'_>) -> Vec<String>;

/// A filter that was read.
struct Filter {
    of: Having,
    /// In lower case.
    values: Vec<String>,
    is_fuzzy: bool,
}

impl Filter {
    fn read(filter: &DomainFilter) -> Result<Self, Error> {
        let (of, may_be_fuzzy): (Having, bool) = match filter.name.as_str() {
            "domain" => (|seen, _| vec![seen.domain.domain.clone()], true),
            "origin" => (
                |seen, _| {
                    let origins = member(seen, "Origin", "Origins").and_then(Value::as_array);
                    let origins = origins.into_iter().flatten().filter_map(Value::as_str);
                    origins.map(str::to_owned).collect()
                },
                true,
            ),
            "resourceId" => (|seen, painter| vec![painter.resource_id(&seen.domain.domain)], false),
            "status" => (|seen, _| vec![seen.status().to_owned()], false),
            "serviceType" => (|seen, _| vec![seen.domain.service_type.word().to_owned()], false),
            "projectId" => (|seen, _| vec![seen.domain.project_id.to_string()], false),
            "domainType" => (|seen, _| vec![word(seen, "Origin", "OriginType")], false),
            "originPullProtocol" => {
                (|seen, _| vec![word(seen, "Origin", "OriginPullProtocol")], false)
            }
            "fullUrlCache" => (|seen, _| vec![word(seen, "CacheKey", "FullUrlCache")], false),
            "https" => (|seen, _| vec![https(seen)], false),
            "tagKey" => (
                |seen, _| {
                    let tags = seen.domain.config.get("Tag").and_then(Value::as_array);
                    let keys = tags.into_iter().flatten().filter_map(|tag| tag["TagKey"].as_str());
                    keys.map(str::to_owned).collect()
                },
                false,
            ),
            _ => return Err(Error::CdnParamError),
        };
        let is_fuzzy = filter.fuzzy == Some(true);
        let most = if is_fuzzy { 1 } else { MOST_VALUES };
        if filter.value.len() > most || is_fuzzy && !may_be_fuzzy {
            return Err(Error::CdnParamError);
        }
        let values = filter.value.iter().map(|value| value.to_lowercase()).collect();
        Ok(Self { of, values, is_fuzzy })
    }

    /// Whether the domain has any of the values.
    fn pass(&self, seen: &Seen<'_>, painter: Painter<'_>) -> bool {
        let has = (self.of)(seen, painter);
        has.into_iter().map(|has| has.to_lowercase()).any(|has| {
            let is_it =
                |wanted: &String| if self.is_fuzzy { has.contains(wanted) } else { has == *wanted };
            self.values.iter().any(is_it)
        })
    }
}

fn word(seen: &Seen<'_>, object: &str, name: &str) -> String {
    member(seen, object, name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Whether HTTPS is on, or will be.
fn https(seen: &Seen<'_>) -> String {
    if seen.ssl_status() == "deploying" {
        return "processing".to_owned();
    }
    word(seen, "Https", "Switch")
}

/// Sorts the domains as the request asks. They are given the newest first.
fn sort(
    found: &mut [Seen<'_>],
    sort: Option<&Sort>,
    painter: Painter<'_>,
) -> Result<(), Refusal<Error>> {
    let key = sort.and_then(|sort| sort.key.as_deref()).unwrap_or("createTime");
    let sequence = sort.and_then(|sort| sort.sequence.as_deref()).unwrap_or("desc");
    match key {
        "createTime" => found.sort_by_key(|seen| Reverse(seen.domain.created)),
        "certExpireTime" => found.sort_by_cached_key(|seen| Reverse(painter.not_after(seen))),
        _ => return Err(Error::CdnParamError.into()),
    }
    match sequence {
        "asc" => found.reverse(),
        "desc" => {}
        _ => return Err(Error::CdnParamError.into()),
    }
    Ok(())
}
