//! Tencent Cloud's `EdgeOne`: zones, their hosts, and the certificates that those have.

mod errors;
mod ops;
mod state;
mod types;

pub(super) use self::state::Account;
use self::state::DEPLOY_PACE;
use super::tencent::requests_of;
use crate::protocol::tencent::Tencent;
use crate::spec::{Dated, Provider, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_teo.rs"));

/// The lists whose length the actions themselves check.
const LISTS: &[&str] = &["CertInfos", "CustomCACerts", "Values"];

static WIRE: Tencent =
    Tencent::new("teo", "2022-09-01", || requests_of!("tencent_teo")).with_own_lists(LISTS);

/// A row of the table.
macro_rules! action {
    ($($row:tt)*) => {
        super::tencent::action!(
            documented,
            "https://console.cloud.tencent.com/api/explorer?Product=teo&Version=2022-09-01&Action=",
            $($row)*
        )
    };
}

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_teo",
    title: "Tencent Cloud EdgeOne",
    hosts: &["teo.tencentcloudapi.com", "teo.*.tencentcloudapi.com"],
    state: Some(&StateOf::<Account>::new(&[
        Dated::Rfc3339("zones", "created"),
        Dated::Rfc3339("zones", "modified"),
    ])),
    paces: &[DEPLOY_PACE],
    surface: Surface::Actions(&[
        action!(
            "DescribeZones", "Lists zones that pass filters, a page at a time.",
            r#"{"Offset":0,"Limit":20}"#,
            => ops::zones::describe_zones
        ),
        action!(
            "DescribeAccelerationDomains", "Lists hosts of a zone, with their certificates.",
            r#"{"ZoneId":"zone-21xfqlh4qjee","Limit":20,"Offset":0}"#,
            => ops::hosts::describe_acceleration_domains
        ),
        action!(
            "ModifyHostsCertificate",
            "Gives hosts certificates, or takes theirs away.",
            r#"{"ZoneId":"zone-21xfqlh4qjee","Hosts":["www.test.com"],"Mode":"sslcert","ServerCertInfo":[{"CertId":"a91hoLqi"}]}"#,
            ops::modify::load,
            ops::modify::pack,
            ops::modify::note
        ),
        action!(
            "DescribeDefaultCertificates",
            "Lists the certificates that hosts without one of their own have.",
            r#"{"ZoneId":"zone-21xfqlh4qjee"}"#,
            => ops::zones::describe_default_certificates
        ),
        action!(
            "DescribeHostsSetting", "Lists hosts of a zone with what is configured of HTTPS.",
            r#"{"ZoneId":"zone-21xfqlh4qjee","Offset":0,"Limit":100}"#,
            => ops::hosts::describe_hosts_setting
        ),
        action!(
            "DescribeHostCertificates", "Lists the certificates of a zone's hosts.",
            r#"{"ZoneId":"zone-21xfqlh4qjee"}"#,
            => ops::hosts::describe_host_certificates
        ),
    ]),
    ..Provider::on(&WIRE)
};
