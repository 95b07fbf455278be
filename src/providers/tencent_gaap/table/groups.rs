//! The operations on groups of proxies and on the domains of groups.

use std::convert::identity;

use super::super::ops;
use crate::spec::Operation;

/// The rows.
pub(crate) static ROWS: &[Operation] = &[
    action!(
        "DescribeProxyGroupDetails", "Shows a group of proxies.",
        r#"{"GroupId":"lg-123456"}"#,
        => ops::group::describe_proxy_group_details
    ),
    action!(
        "CreateProxyGroupDomain", "Makes the domain of a group of proxies.",
        r#"{"GroupId":"lg-123456"}"#,
        identity => ops::group::create_proxy_group_domain
    ),
    action!(
        "DescribeGroupDomainConfig", "Shows where the domain of a group leads.",
        r#"{"GroupId":"lg-b7h4d02f"}"#,
        => ops::group::describe_group_domain_config
    ),
    action!(
        "ModifyGroupDomainConfig", "Changes where the domain of a group leads.",
        r#"{"DefaultDnsIp":"1.1.1.1","GroupId":"lg-b7h4d02f","AccessRegionList":[{"RegionId":"Beijing"}]}"#,
        identity => ops::group::modify_group_domain_config
    ),
];
