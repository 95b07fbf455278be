//! The operations on the domains of listeners.

use std::convert::identity;

use super::super::ops;
use crate::spec::Operation;

/// The rows.
pub(crate) static ROWS: &[Operation] = &[
    action!(
        "CreateDomain", "Has a listener serve a domain.",
        r#"{"ListenerId":"listener-0s9kb7qt","Domain":"a.a.com","CertificateId":"cert-lal2lslf"}"#,
        identity => ops::domain::create_domain
    ),
    action!(
        "DescribeRules", "Shows the domains of a listener with their certificates.",
        r#"{"ListenerId":"listener-qjm2tftd"}"#,
        => ops::forwarding_rule::describe_rules
    ),
    action!(
        "ModifyDomain", "Renames a domain, and gives it other certificates perhaps.",
        r#"{"ListenerId":"listener-0s9kb7qt","OldDomain":"a.a.com","NewDomain":"b.b.com","CertificateId":"default"}"#,
        identity => ops::domain::modify_domain
    ),
    action!(
        "DeleteDomain", "Deletes a domain with its rules.",
        r#"{"ListenerId":"listener-0s9kb7qt","Domain":"www.baidu.com","Force":1}"#,
        identity => ops::domain::delete_domain
    ),
    action!(
        "SetAuthentication", "Sets how clients, origins and the proxy are known to each other.",
        r#"{"ListenerId":"listener-0s9kb7qt","Domain":"www.baidu.com","BasicAuth":0,"GaapAuth":1,"RealServerAuth":0,"GaapCertificateId":"cert-ndqyqw8h"}"#,
        identity => ops::authenticate::set_authentication
    ),
    action!(
        "CreateDomainErrorPageInfo", "Makes a page that comes in the place of a domain's errors.",
        r#"{"ListenerId":"listener-oh6gsmzh","Domain":"winsons.site","ErrorNos":[403],"Body":"http-body","NewErrorNo":400}"#,
        identity => ops::error_page::create_domain_error_page_info
    ),
    action!(
        "DescribeDomainErrorPageInfo", "Shows the error pages of a domain.",
        r#"{"Domain":"www.baidu.com","ListenerId":"listener-0s9kb7qt"}"#,
        => ops::error_page::describe_domain_error_page_info
    ),
    action!(
        "DescribeDomainErrorPageInfoByIds", "Shows up to ten error pages.",
        r#"{"ErrorPageIds":["errorPage-lhlnux1v"]}"#,
        => ops::error_page::describe_domain_error_page_info_by_ids
    ),
    action!(
        "DeleteDomainErrorPageInfo", "Deletes an error page.",
        r#"{"ErrorPageId":"errorPage-lhlnux1v"}"#,
        identity => ops::error_page::delete_domain_error_page_info
    ),
];
