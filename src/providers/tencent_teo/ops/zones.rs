//! Zones, and the default certificates of their hosts.

use super::super::super::tencent::page;
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::zone::Zone;
use super::super::types::certificates::Painter;
use super::super::types::requests::{DescribeDefaultCertificates, DescribeZones};
use super::super::types::zones::{
    DefaultServerCertInfo, DescribeDefaultCertificatesReply, DescribeZonesReply, ShownZone,
};
use super::filters::{read, read_page};
use crate::spec::Refusal;
use crate::store::View;

/// The default and the largest page size.
const DEFAULT_LIMIT: u64 = 20;
const LARGEST_LIMIT: u64 = 100;

/// The most values of a filter for zones, and of a filter for their certificates.
const MOST_VALUES: usize = 20;
const MOST_ZONES: usize = 5;

/// Returns the zone's value that a filter compares.
type Having = fn(&Zone) -> String;

/// The filters for zones. Zones have no tags here, so none passes a filter for tags.
const FILTERS: [(&str, Having); 5] = [
    ("alias-zone-name", |zone| zone.alias.clone()),
    ("status", |zone| zone.status.word().to_owned()),
    ("zone-id", |zone| zone.id.clone()),
    ("zone-name", |zone| zone.name.clone()),
    ("zone-type", |zone| zone.kind.word().to_owned()),
];

/// Assumption: a filter with more values than it may have is `OperationDenied`. From: the list of errors,
/// which has nothing nearer.
pub(crate) fn describe_zones(
    view: &View<'_, Account>,
    request: DescribeZones,
) -> Result<DescribeZonesReply, Refusal<Error>> {
    let (offset, limit) = read_page(request.offset, request.limit, DEFAULT_LIMIT, LARGEST_LIMIT);
    let filters = read(&request.filters, &FILTERS, MOST_VALUES).ok_or(Error::OperationDenied)?;
    let zones = view.state.zones.oldest_first();
    let mut found: Vec<_> =
        zones.filter(|zone| filters.iter().all(|filter| filter.passes(|of| of(zone)))).collect();
    match request.order.as_deref() {
        Some("active-status") => found.sort_by_key(|zone| zone.active().word()),
        Some("area") => found.sort_by_key(|zone| zone.area.word()),
        Some("type") => found.sort_by_key(|zone| zone.kind.word()),
        Some("zone-name") => found.sort_by_key(|zone| &zone.name),
        _ => found.sort_by_key(|zone| zone.created),
    }
    if request.direction.as_deref() != Some("asc") {
        found.reverse();
    }
    let total_count = found.len();
    let zones = page(found.into_iter(), Some(offset), limit).map(ShownZone::of).collect();
    Ok(DescribeZonesReply { total_count, zones })
}

pub(crate) fn describe_default_certificates(
    view: &View<'_, Account>,
    request: DescribeDefaultCertificates,
) -> Result<DescribeDefaultCertificatesReply, Refusal<Error>> {
    let known: [(&str, Having); 1] = [("zone-id", |zone| zone.id.clone())];
    let (offset, limit) = read_page(request.offset, request.limit, DEFAULT_LIMIT, LARGEST_LIMIT);
    let filters = read(&request.filters, &known, MOST_ZONES).ok_or(Error::OperationDenied)?;
    let asked = request.zone_id.filter(|id| !id.is_empty());
    if let Some(id) = &asked {
        view.state.zones.find(id).ok_or(Error::ZoneNotFound)?;
    }
    let is_asked = |zone: &&Zone| {
        asked.as_ref().is_none_or(|id| *id == zone.id)
            && filters.iter().all(|filter| filter.passes(|of| of(zone)))
    };
    let zones = view.state.zones.oldest_first().filter(is_asked);
    let found: Vec<_> = zones.flat_map(|zone| &zone.default_certificates).collect();
    let painter = Painter { others: view.others, now: view.tools.clock.now() };
    let total_count = found.len();
    let shown = page(found.into_iter(), Some(offset), limit);
    Ok(DescribeDefaultCertificatesReply {
        total_count,
        default_server_cert_info: shown
            .map(|certificate| DefaultServerCertInfo::of(certificate, painter))
            .collect(),
    })
}
