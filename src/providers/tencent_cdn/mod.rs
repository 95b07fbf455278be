//! Tencent Cloud's content delivery network: domains, and the certificates that they have.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

use self::errors::Error;
pub(super) use self::state::Account;
use self::state::DEPLOY_PACE;
use self::types::wire::WIRE;
use super::tencent::is_emulated;
use crate::spec::{Dated, Failure, Gate, Provider, Request, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_cdn.rs"));

/// A row of the table.
macro_rules! action {
    ($($row:tt)*) => {
        super::tencent::action!(
            documented,
            "https://console.cloud.tencent.com/api/explorer?Product=cdn&Version=2018-06-06&Action=",
            $($row)*
        )
    };
}

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_cdn",
    title: "Tencent Cloud CDN",
    hosts: &["cdn.tencentcloudapi.com", "cdn.*.tencentcloudapi.com"],
    entrance: Some(&Gate { check: check_activated, make: None }),
    state: Some(&StateOf::<Account>::new(&[
        Dated::Rfc3339("domains", "created"),
        Dated::Rfc3339("domains", "updated"),
    ])),
    paces: &[DEPLOY_PACE],
    surface: Surface::Actions(&[
        action!(
            "DescribeDomains", "Lists domains that pass filters, a page at a time.",
            r#"{"Offset":0,"Limit":1}"#,
            => ops::list::describe_domains
        ),
        action!(
            "DescribeDomainsConfig", "Lists domains with all that is configured.",
            r#"{"Filters":[{"Name":"domain","Value":["www.test.com"]}]}"#,
            => ops::list::describe_domains_config
        ),
        action!(
            "UpdateDomainConfig",
            "Configures a domain: its certificate, among the rest.",
            r#"{"Domain":"www.test.com","ProjectId":0}"#,
            ops::configure::load_update,
            ops::configure::pack,
            ops::configure::note
        ),
        action!(
            "ModifyDomainConfig",
            "Configures what a path leads to, and nothing else.",
            r#"{"Domain":"www.test.com","Route":"Origin.Origins","Value":"{\"update\":[\"1.1.1.1\"]}"}"#,
            ops::configure::load_modification,
            ops::configure::pack,
            ops::configure::note
        ),
        action!(
            "DescribeCertDomains", "Lists the domains that a certificate is for.",
            r#"{"CertId":"hehx1234"}"#,
            ops::certificates::read_certificate => ops::certificates::describe_cert_domains
        ),
        action!(
            "AddCdnDomain",
            "Adds a domain.",
            r#"{"Domain":"new.test.com","ServiceType":"web","Origin":{"OriginType":"ip","Origins":["1.1.1.1"]}}"#,
            ops::lifecycle::load_addition,
            ops::configure::pack,
            ops::configure::note
        ),
        action!(
            "StartCdnDomain", "Has a domain that was stopped served again.",
            r#"{"Domain":"www.test.com"}"#,
            identity => ops::lifecycle::start_cdn_domain
        ),
        action!(
            "StopCdnDomain", "Has a domain served no more.",
            r#"{"Domain":"www.test.com"}"#,
            identity => ops::lifecycle::stop_cdn_domain
        ),
        action!(
            "DeleteCdnDomain", "Deletes a domain that was stopped.",
            r#"{"Domain":"www.test.com"}"#,
            identity => ops::lifecycle::delete_cdn_domain
        ),
    ]),
    ..Provider::on(&WIRE)
};

/// Refuses every request of an account that has not activated the service.
fn check_activated(account: &Account, request: &Request) -> Result<bool, Failure> {
    if account.activated || !is_emulated(&PROVIDER, request) {
        return Ok(true);
    }
    Err(Failure::new(&Error::CdnUserNotExists))
}
