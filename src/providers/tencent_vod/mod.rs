//! Tencent Cloud's video on demand: the domains that videos are served from, and their certificates.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

use self::errors::Error;
pub(super) use self::state::Account;
use self::state::DEPLOY_PACE;
use super::tencent::{is_emulated, requests_of};
use crate::protocol::tencent::Tencent;
use crate::spec::{Dated, Failure, Gate, Provider, Request, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_vod.rs"));

static WIRE: Tencent =
    Tencent::new("vod", "2018-07-17", || requests_of!("tencent_vod")).with_own_lists(&["Domains"]);

/// A row of the table.
macro_rules! action {
    ($($row:tt)*) => {
        super::tencent::action!(
            documented,
            "https://console.cloud.tencent.com/api/explorer?Product=vod&Version=2018-07-17&Action=",
            $($row)*
        )
    };
}

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_vod",
    title: "Tencent Cloud VOD",
    hosts: &["vod.tencentcloudapi.com", "vod.*.tencentcloudapi.com"],
    entrance: Some(&Gate { check: check_activated, make: None }),
    state: Some(&StateOf::<Account>::new(&[Dated::Rfc3339("applications", "created")])),
    paces: &[DEPLOY_PACE],
    surface: Surface::Actions(&[
        action!(
            "DescribeVodDomains", "Lists domains of an application, with their certificates.",
            r#"{"Domains":["www.test.com"]}"#,
            => ops::list::describe_vod_domains
        ),
        action!(
            "SetVodDomainCertificate",
            "Gives a domain a certificate, or takes its own away.",
            r#"{"Domain":"www.test.com","Operation":"Set","CertID":"a91hoLqi"}"#,
            identity => ops::set::set_vod_domain_certificate
        ),
    ]),
    ..Provider::on(&WIRE)
};

/// Refuses all actions that are emulated to an account that has not activated the service.
fn check_activated(account: &Account, request: &Request) -> Result<bool, Failure> {
    if account.activated || !is_emulated(&PROVIDER, request) {
        return Ok(true);
    }
    Err(Failure::new(&Error::InvalidVodUser))
}
