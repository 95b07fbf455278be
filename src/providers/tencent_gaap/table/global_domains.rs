//! The operations on global domains.

use std::convert::identity;

use super::super::ops;
use crate::spec::Operation;

/// The rows.
pub(crate) static ROWS: &[Operation] = &[
    action!(
        "CreateGlobalDomain", "Makes a domain of the service's own.",
        r#"{"ProjectId":0,"DefaultValue":"127.0.0.1","Alias":"www.baidu.com"}"#,
        identity => ops::global_domain::create_global_domain
    ),
    action!(
        "DescribeGlobalDomains", "Lists the global domains of a project, a page at a time.",
        r#"{"ProjectId":0,"Limit":112,"Offset":0}"#,
        => ops::global_domain::describe_global_domains
    ),
    action!(
        "ModifyGlobalDomainAttribute", "Changes a global domain.",
        r#"{"ProjectId":0,"DefaultValue":"1.1.1.1","DomainId":"dm-00ye8ek7","Alias":"alias-name"}"#,
        identity => ops::global_domain::modify_global_domain_attribute
    ),
    action!(
        "EnableGlobalDomain", "Opens a global domain.",
        r#"{"DomainId":"dm-00ye8ek7"}"#,
        identity => ops::global_domain::enable_global_domain
    ),
    action!(
        "DisableGlobalDomain", "Closes a global domain.",
        r#"{"DomainId":"dm-00ye8ek7"}"#,
        identity => ops::global_domain::disable_global_domain
    ),
    action!(
        "DeleteGlobalDomain", "Deletes a global domain.",
        r#"{"DomainId":"dm-00ye8ek7"}"#,
        identity => ops::global_domain::delete_global_domain
    ),
    action!(
        "CreateGlobalDomainDns", "Leads the clients of countries from a global domain to proxies.",
        r#"{"ProxyIdList":["link-wefcrwqp"],"NationCountryInnerCodes":["101001"],"DomainId":"dm-00ye8ek7"}"#,
        identity => ops::dns_record::create_global_domain_dns
    ),
    action!(
        "DescribeGlobalDomainDns", "Lists the DNS records of a global domain.",
        r#"{"DomainId":"dm-00ye8ek7"}"#,
        => ops::dns_record::describe_global_domain_dns
    ),
    action!(
        "ModifyGlobalDomainDns", "Changes a DNS record of a global domain.",
        r#"{"DnsRecordId":1805447,"DomainId":"dm-d5zi5hi7","NationCountryInnerCodes":["102001"],"ProxyIdList":["link-mxz3pxo9"]}"#,
        identity => ops::dns_record::modify_global_domain_dns
    ),
    action!(
        "DeleteGlobalDomainDns", "Deletes a DNS record of a global domain.",
        r#"{"DnsRecordId":223}"#,
        identity => ops::dns_record::delete_global_domain_dns
    ),
    action!(
        "DescribeCountryAreaMapping", "Lists the countries, with where they lie.",
        "{}",
        => ops::dns_record::describe_country_area_mapping
    ),
];
