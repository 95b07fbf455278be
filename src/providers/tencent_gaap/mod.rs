//! Tencent Cloud GAAP: certificates on the listeners of proxies and on the domains that they serve.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

use self::errors::Error;
use self::state::tasks::TASK_PACE;
use self::state::{Account, Health};
pub(super) use self::state::{change_proxy_tags, find_proxy_tags};
use super::tencent::requests_of;
use crate::protocol::tencent::Tencent;
use crate::spec::{Dated, ErrorCode as _, Failure, Gate, Provider, Request, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_gaap.rs"));

static WIRE: Tencent = Tencent::new("gaap", "2018-05-29", || requests_of!("tencent_gaap"));

/// A row of the table.
macro_rules! action {
    ($($row:tt)*) => {
        super::tencent::action!(
            documented,
            "https://console.cloud.tencent.com/api/explorer?Product=gaap&Version=2018-05-29&Action=",
            $($row)*
        )
    };
}

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_gaap",
    title: "Tencent Cloud GAAP",
    hosts: &["gaap.tencentcloudapi.com", "gaap.*.tencentcloudapi.com"],
    entrance: Some(&Gate { check: check_standing, make: None }),
    state: Some(&StateOf::<Account>::new(&[
        Dated::Rfc3339("certificates", "created"),
        Dated::Rfc3339("groups", "created"),
        Dated::Rfc3339("proxies", "created"),
        Dated::Rfc3339("listeners", "created"),
    ])),
    pair_at: &["content", "x509"],
    paces: &[TASK_PACE],
    surface: Surface::Actions(&[
        action!(
            "ModifyCertificate", "Gives a domain of a listener another certificate.",
            r#"{"ListenerId":"listener-xxx","Domain":"www.test.com","CertificateId":"cert-12345678","ClientCertificateId":"cert-abcdefgh"}"#,
            identity => ops::domain::modify_certificate
        ),
        action!(
            "CreateCertificate", "Adds a certificate or a configuration of basic authentication.",
            r#"{"CertificateType":2,"CertificateAlias":"cert-alias","CertificateContent":"{{certificate}}","CertificateKey":"{{private_key}}"}"#,
            ops::certificate::read_certificate => ops::certificate::create_certificate
        ),
        action!(
            "DescribeCertificates", "Lists certificates of a type, a page at a time.",
            r#"{"CertificateType":2,"Limit":1,"Offset":0}"#,
            => ops::certificate::describe_certificates
        ),
        action!(
            "DescribeCertificateDetail", "Shows a certificate with its texts and its private key.",
            r#"{"CertificateId":"cert-d5y6ei3b"}"#,
            => ops::certificate::describe_certificate_detail
        ),
        action!(
            "ModifyCertificateAttributes", "Renames a certificate.",
            r#"{"CertificateId":"cert-kj5pa5lj","CertificateAlias":"cert-alias"}"#,
            identity => ops::certificate::modify_certificate_attributes
        ),
        action!(
            "DeleteCertificate", "Deletes a certificate that nothing uses.",
            r#"{"CertificateId":"cert-l2l4l545"}"#,
            identity => ops::certificate::delete_certificate
        ),
        action!(
            "CreateProxy", "Makes a proxy, anew or like another.",
            r#"{"ProjectId":0,"ProxyName":"proxy-name","AccessRegion":"Hongkong","Bandwidth":10,"Concurrent":2,"RealServerRegion":"Shanghai","TagSet":[],"BillingType":1,"IPAddressVersion":"IPv4","NetworkType":"normal","PackageType":"Thunder","Http3Supported":0}"#,
            identity => ops::create_proxy::create_proxy
        ),
        action!(
            "DescribeProxies", "Lists proxies that pass filters, a page at a time.",
            r#"{"Offset":0,"Limit":1}"#,
            => ops::proxy::describe_proxies
        ),
        action!(
            "DescribeProxiesStatus", "Says where proxies stand.",
            r#"{"ProxyIds":["link-1234abcd"]}"#,
            => ops::proxy::describe_proxies_status
        ),
        action!(
            "DestroyProxies", "Destroys proxies with their listeners.",
            r#"{"Force":1,"ProxyIds":["link-33ffq3wz","link-3752gn4p"]}"#,
            identity => ops::change_proxy::destroy_proxies
        ),
        action!(
            "DescribeProxyDetail", "Shows a proxy.",
            r#"{"ProxyId":"link-4qlu8i3j"}"#,
            => ops::proxy::describe_proxy_detail
        ),
        action!(
            "ModifyProxiesAttribute", "Renames proxies.",
            r#"{"ProxyName":"link-name","ProxyIds":["link-11113333","link-11112222"]}"#,
            identity => ops::change_proxy::modify_proxies_attribute
        ),
        action!(
            "ModifyProxiesProject", "Puts proxies into another project.",
            r#"{"ProjectId":123,"ProxyIds":["link-weasdrqe","link-fgprtqwe"]}"#,
            identity => ops::change_proxy::modify_proxies_project
        ),
        action!(
            "ModifyProxyConfiguration", "Changes the limits of a proxy.",
            r#"{"InstanceId":"link-p9888rix","Bandwidth":20,"Concurrent":2}"#,
            identity => ops::change_proxy::modify_proxy_configuration
        ),
        action!(
            "OpenProxies", "Opens proxies that are closed.",
            r#"{"ProxyIds":["link-11113333","link-11112222"]}"#,
            identity => ops::change_proxy::open_proxies
        ),
        action!(
            "CloseProxies", "Closes proxies that run.",
            r#"{"ProxyIds":["link-11112222"]}"#,
            identity => ops::change_proxy::close_proxies
        ),
        action!(
            "CheckProxyCreate", "Says whether a proxy could be made.",
            r#"{"AccessRegion":"SouthChina","RealServerRegion":"EastChina","Bandwidth":10,"Concurrent":2}"#,
            => ops::region::check_proxy_create
        ),
        action!(
            "InquiryPriceCreateProxy", "Says what a proxy would cost.",
            r#"{"Concurrent":2,"Bandwidth":10,"RealServerRegion":"Shanghai","AccessRegion":"Guangzhou","IPAddressVersion":"IPv4","NetworkType":"normal"}"#,
            => ops::region::inquiry_price_create_proxy
        ),
        action!(
            "DescribeAccessRegions", "Lists the regions where proxies can be reached.",
            "{}",
            => ops::region::describe_access_regions
        ),
        action!(
            "DescribeDestRegions", "Lists the regions where origins can be.",
            "{}",
            => ops::region::describe_dest_regions
        ),
        action!(
            "DescribeAccessRegionsByDestRegion", "Lists the regions from where origins of a region can be reached.",
            r#"{"DestRegion":"Hongkong"}"#,
            => ops::region::describe_access_regions_by_dest_region
        ),
        action!(
            "DescribeProxyGroupDetails", "Shows a group of proxies.",
            r#"{"GroupId":"lg-123456"}"#,
            => ops::group::describe_proxy_group_details
        ),
        action!(
            "CreateHTTPListener", "Makes a listener that needs no certificate.",
            r#"{"ListenerName":"listener-name","Port":8091,"ProxyId":"link-p9888rix"}"#,
            identity => ops::http_listener::create_http_listener
        ),
        action!(
            "DescribeHTTPListeners", "Lists listeners of HTTP that pass filters, a page at a time.",
            r#"{"ProxyId":"link-p9888rix","Offset":0,"Limit":1}"#,
            => ops::http_listener::describe_http_listeners
        ),
        action!(
            "ModifyHTTPListenerAttribute", "Renames a listener of HTTP.",
            r#"{"ProxyId":"link-3d85gh","ListenerId":"listener-o0f3at99","ListenerName":"test-2"}"#,
            identity => ops::http_listener::modify_http_listener_attribute
        ),
        action!(
            "CreateHTTPSListener", "Makes a listener of a proxy or of a group.",
            r#"{"ListenerName":"listener-name-https","Port":8092,"CertificateId":"cert-etww5bkh","ForwardProtocol":"HTTP","ProxyId":"link-p9888rix"}"#,
            identity => ops::listener::create_https_listener
        ),
        action!(
            "DescribeHTTPSListeners", "Lists listeners that pass filters, a page at a time.",
            r#"{"ProxyId":"link-n9ha8jzl","Limit":20,"Offset":0}"#,
            => ops::listener::describe_https_listeners
        ),
        action!(
            "ModifyHTTPSListenerAttribute", "Changes a listener's name, protocol and certificates.",
            r#"{"ListenerId":"listener-o0f3at99","ProxyId":"link-3d85gh","ListenerName":"test-2","ForwardProtocol":"HTTP"}"#,
            identity => ops::listener::modify_https_listener_attribute
        ),
        action!(
            "SetTlsVersion", "Sets the versions of TLS and the suites that a listener speaks.",
            r#"{"ListenerId":"listener-o0f3at99","TLSSupportVersion":["TLSv1.2"],"TLSCiphers":"GAAP_TLS_CIPHERS_GENERAL"}"#,
            identity => ops::http_listener::set_tls_version
        ),
        action!(
            "DeleteListeners", "Deletes listeners of a proxy or of a group.",
            r#"{"ProxyId":"link-3d85gh","Force":1,"ListenerIds":["listener-o0f3at99"]}"#,
            identity => ops::listener::delete_listeners
        ),
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
            "DescribeTaskStatus", "Says how far the task is that a write began.",
            r#"{"TaskId":"08388e12-d2e2-4376-ade0-1a59fdd9f4d2"}"#,
            => ops::task::describe_task_status
        ),
    ]),
    ..Provider::on(&WIRE)
};

/// Refuses who may not use the service, or not this action, by what the action documents of it.
fn check_standing(account: &Account, request: &Request) -> Result<bool, Failure> {
    let action = Tencent::action_of(request);
    let refusals = [
        (account.access_management == Health::Failing, Error::AuthFailure),
        (!account.enterprise_verified, Error::NotEnterpriseAuthorization),
        (!account.protocol_confirmed, Error::UserNotConfirmProtocol),
        (account.in_violation, Error::AccountViolation),
        (account.backend == Health::Failing, Error::InternalError),
    ];
    if account.denied_actions.contains(&action) {
        return Err(WIRE.unauthorized(&action));
    }
    let refusal =
        refusals.into_iter().find(|(applies, error)| *applies && documents(&action, *error));
    match refusal {
        Some((_, error)) => Err(Failure::new(&error)),
        None => Ok(true),
    }
}

/// Whether the action documents that error.
fn documents(action: &str, error: Error) -> bool {
    let target = PROVIDER.named(Some(action));
    let errors = target.operation().map(|operation| operation.call.errors()).unwrap_or_default();
    errors.iter().any(|documented| documented.code() == error.code())
}
