//! Hosts of a zone, listed.

use super::super::super::tencent::page;
use super::super::super::tencent_ssl::{Deployments, ResourceType};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::host::Seen;
use super::super::state::zone::Zone;
use super::super::types::certificates::Painter;
use super::super::types::hosts::{
    DescribeAccelerationDomainsReply, DescribeHostCertificatesReply, DescribeHostsSettingReply,
    ORIGIN_TYPE, cname,
};
use super::super::types::requests::{
    DescribeAccelerationDomains, DescribeHostCertificates, DescribeHostsSetting,
};
use super::filters::{Wanted, read, read_page};
use crate::spec::Refusal;
use crate::store::View;

/// The default and the largest page size, of the list and of the older list.
const DEFAULT_LIMIT: u64 = 20;
const LARGEST_LIMIT: u64 = 200;
const DEFAULT_OLDER: u64 = 100;
const LARGEST_OLDER: u64 = 1000;

/// The most values of a filter.
const MOST_VALUES: usize = 20;

/// Returns the host's value that a filter compares.
type Having = fn(&Seen<'_>) -> String;

/// The filters for hosts. No host has a fallback origin or a shared CNAME.
const FILTERS: [(&str, Having); 6] = [
    ("backup-origin", |_| String::new()),
    ("domain-cname", cname),
    ("domain-name", |seen| seen.host.name.clone()),
    ("origin", |seen| seen.host.origin.clone()),
    ("origin-type", |_| ORIGIN_TYPE.to_owned()),
    ("share-cname", |_| String::new()),
];

/// The filter of the older lists.
const OLDER_FILTERS: [(&str, Having); 1] = [("host", |seen| seen.host.name.clone())];

/// Assumption: a zone that there is none of is `ResourceNotFound`. From: the list of errors, which has no
/// other for it.
pub(crate) fn describe_acceleration_domains(
    view: &View<'_, Account>,
    request: DescribeAccelerationDomains,
) -> Result<DescribeAccelerationDomainsReply, Refusal<Error>> {
    let zone = view.state.zones.find(&request.zone_id).ok_or(Error::ResourceNotFound)?;
    let (offset, limit) = read_page(request.offset, request.limit, DEFAULT_LIMIT, LARGEST_LIMIT);
    let filters =
        read(&request.filters, &FILTERS, MOST_VALUES).ok_or(Error::TooManyFilterValues)?;
    let is_any = request.r#match.as_deref() == Some("any") && !filters.is_empty();
    let look = Look::at(view);
    let mut found = look.select(zone, |seen| {
        let mut passes = filters.iter().map(|filter: &Wanted<Having>| filter.passes(|of| of(seen)));
        if is_any { passes.any(|passes| passes) } else { passes.all(|passes| passes) }
    });
    match request.order.as_deref() {
        Some("created_on") => found.sort_by_key(|seen| seen.host.created.unwrap_or(zone.created)),
        _ => found.sort_by(|one, other| one.host.name.cmp(&other.host.name)),
    }
    if request.direction.as_deref() == Some("desc") {
        found.reverse();
    }
    let shown = look.show(&found, offset, limit);
    Ok(DescribeAccelerationDomainsReply {
        total_count: found.len(),
        acceleration_domains: shown.map(|seen| look.painter.domain(zone, seen)).collect(),
    })
}

/// Assumption: a zone that there is none of, and a filter with too many values, are `InvalidParameter`. From:
/// the list of errors, which has no other for them.
pub(crate) fn describe_hosts_setting(
    view: &View<'_, Account>,
    request: DescribeHostsSetting,
) -> Result<DescribeHostsSettingReply, Refusal<Error>> {
    let zone = view.state.zones.find(&request.zone_id).ok_or(Error::InvalidParameter)?;
    let (offset, limit) = read_page(request.offset, request.limit, DEFAULT_OLDER, LARGEST_OLDER);
    let filters =
        read(&request.filters, &OLDER_FILTERS, MOST_VALUES).ok_or(Error::InvalidParameter)?;
    let look = Look::at(view);
    let found = look.select(zone, |seen| filters.iter().all(|filter| filter.passes(|of| of(seen))));
    let shown = look.show(&found, offset, limit);
    Ok(DescribeHostsSettingReply {
        detail_hosts: shown.map(|seen| look.painter.detail(zone, seen)).collect(),
        total_number: found.len(),
    })
}

/// Assumption: the list has all hosts of the zone that pass, and none where there is no such zone or a filter
/// has too many values. From: a client that declares the action, which the vendor describes nowhere, without
/// pages and errors.
pub(crate) fn describe_host_certificates(
    view: &View<'_, Account>,
    request: DescribeHostCertificates,
) -> Result<DescribeHostCertificatesReply, Refusal<Error>> {
    let filters = read(&request.filters, &OLDER_FILTERS, MOST_VALUES);
    let zone = view.state.zones.find(&request.zone_id);
    let look = Look::at(view);
    let mut host_certificates = Vec::new();
    if let (Some(zone), Some(filters)) = (zone, filters) {
        let found =
            look.select(zone, |seen| filters.iter().all(|filter| filter.passes(|of| of(seen))));
        let shown = look.show(&found, 0, u64::MAX);
        host_certificates.extend(shown.map(|seen| look.painter.host_certificate(zone, seen)));
    }
    Ok(DescribeHostCertificatesReply { total_count: host_certificates.len(), host_certificates })
}

/// What is needed to show hosts.
struct Look<'a> {
    painter: Painter<'a>,
    deployments: Deployments<'a>,
}

impl<'a> Look<'a> {
    fn at(view: &View<'a, Account>) -> Self {
        let (others, now) = (view.others, view.tools.clock.now());
        let deployments = Deployments::to_instances_of(others, ResourceType::Teo, now);
        Self { painter: Painter { others, now }, deployments }
    }

    /// The hosts that are wanted, the oldest first.
    fn select<'z>(&self, zone: &'z Zone, is_wanted: impl Fn(&Seen<'_>) -> bool) -> Vec<Seen<'z>> {
        let hosts = zone.domains.oldest_first();
        let seen = hosts.map(|host| host.seen(&self.deployments, self.painter.now));
        seen.filter(|seen| is_wanted(seen)).collect()
    }

    /// A page of hosts. This counts as a look at their work.
    fn show<'f, 'z>(
        &self,
        found: &'f [Seen<'z>],
        offset: u64,
        limit: u64,
    ) -> impl Iterator<Item = &'f Seen<'z>> + use<'f, 'z> {
        let shown: Vec<_> = page(found.iter(), Some(offset), limit).collect();
        for seen in &shown {
            seen.look(self.painter.now);
        }
        let names = shown.iter().map(|seen| &*seen.host.name);
        self.deployments.look(names, self.painter.now);
        shown.into_iter()
    }
}
