//! Tencent Cloud's web application firewall: domains behind it, and the certificates that they have.

mod errors;
mod ops;
mod state;
mod types;

pub(super) use self::state::Account;
use super::tencent::requests_of;
use crate::protocol::tencent::Tencent;
use crate::spec::{Dated, Provider, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_waf.rs"));

/// Assumption: a request has to name a region, and what another region has is not there. From: the vendor's
/// table of the services' regions, and what other regional services answer who names none.
static WIRE: Tencent =
    Tencent::new("waf", "2018-01-25", || requests_of!("tencent_waf")).by_region();

/// A row of the table.
macro_rules! action {
    ($($row:tt)*) => {
        super::tencent::action!(
            documented,
            "https://console.cloud.tencent.com/api/explorer?Product=waf&Version=2018-01-25&Action=",
            $($row)*
        )
    };
}

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_waf",
    title: "Tencent Cloud WAF",
    hosts: &["waf.tencentcloudapi.com", "waf.*.tencentcloudapi.com"],
    state: Some(&StateOf::<Account>::new(&[
        Dated::Rfc3339("domains", "created"),
        Dated::Rfc3339("domains", "updated"),
    ])),
    surface: Surface::Actions(&[
        action!(
            "DescribeDomainDetailsSaas", "Shows a domain with all that is configured.",
            r#"{"Domain":"www.test.com","DomainId":"7d58ebf3db7e5f7e8f91eb017c6a7b31","InstanceId":"waf_2kw60zgy0508e8j3"}"#,
            => ops::domain::describe_domain_details_saas
        ),
        action!(
            "ModifySpartaProtection", "Configures a domain: its certificate, among the rest.",
            r#"{"Domain":"www.test.com","DomainId":"7d58ebf3db7e5f7e8f91eb017c6a7b31","InstanceID":"waf_2kw60zgy0508e8j3","CertType":2,"SSLId":"a91hoLqi"}"#,
            ops::domain::read => ops::domain::modify_sparta_protection
        ),
    ]),
    ..Provider::on(&WIRE)
};
