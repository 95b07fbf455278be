//! Groups of proxies, shown.

use super::super::super::tencent::owner_uin;
use super::super::errors::{Error, missing};
use super::super::state::Account;
use super::super::state::place::Place;
use super::super::state::proxy::{GroupStatus, IpVersion};
use super::super::types::group::{
    DescribeProxyGroupDetails, DescribeProxyGroupDetailsReply, ProxyGroupDetail,
};
use super::proxy::{address, ip_features};
use super::region::show_region;
use crate::spec::Refusal;
use crate::store::View;

pub(crate) fn describe_proxy_group_details(
    view: &View<'_, Account>,
    request: DescribeProxyGroupDetails,
) -> Result<DescribeProxyGroupDetailsReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    if request.group_id.is_empty() {
        return Err(missing("GroupId"));
    }
    let group = view.state.groups.find(&request.group_id).ok_or(Error::ResourceNotFound)?;
    let is_in = |id: &Option<String>| id.as_ref() == Some(&group.id);
    let proxy_num = view.state.proxies(at).filter(|proxy| is_in(&proxy.group_id)).count();
    let uin = owner_uin(view.tools.ids);
    let proxy_group_detail = ProxyGroupDetail {
        create_time: group.created.unix_timestamp(),
        project_id: group.project_id,
        proxy_num,
        status: number(group.status),
        owner_uin: uin.clone(),
        create_uin: uin,
        group_name: group.name.clone(),
        dns_default_ip: address(&group.id, group.ip_version == IpVersion::IPv6),
        domain: None,
        real_server_region_info: show_region(&group.real_server_region),
        is_old_group: false,
        group_id: group.id.clone(),
        tag_set: group.tags.clone(),
        policy_id: "",
        version: group.version,
        client_ip_method: [0],
        ip_address_version: group.ip_version,
        package_type: group.package_type,
        http3_supported: u8::from(group.ip_version == IpVersion::IPv4),
        feature_bitmap: ip_features(group.ip_version),
        is_support_tls_choice: u8::from(Place::Group(group).has_tls_choice()),
    };
    Ok(DescribeProxyGroupDetailsReply { proxy_group_detail })
}

/// The number of a status. Assumption: a group that is closed has the number of one that is partly
/// deployed, as one that is being changed. From: the list of numbers, which has none for either.
fn number(status: GroupStatus) -> u8 {
    match status {
        GroupStatus::Running => 0,
        GroupStatus::Creating => 1,
        GroupStatus::Destroying => 4,
        GroupStatus::Moving => 11,
        GroupStatus::Changing | GroupStatus::Closed => 12,
    }
}
