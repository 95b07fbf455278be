//! Tencent Cloud's live streaming: domains, and the certificates that they have.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

use self::errors::Error;
pub(super) use self::state::Account;
use self::state::Service;
use super::tencent::{is_emulated, requests_of};
use crate::protocol::tencent::Tencent;
use crate::spec::{Dated, Failure, Gate, Provider, Request, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_live.rs"));

static WIRE: Tencent = Tencent::new("live", "2018-08-01", || requests_of!("tencent_live"));

/// A row of the table.
macro_rules! action {
    ($($row:tt)*) => {
        super::tencent::action!(
            documented,
            "https://console.cloud.tencent.com/api/explorer?Product=live&Version=2018-08-01&Action=",
            $($row)*
        )
    };
}

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_live",
    title: "Tencent Cloud Live",
    hosts: &["live.tencentcloudapi.com", "live.*.tencentcloudapi.com"],
    entrance: Some(&Gate { check: check_service, make: None }),
    state: Some(&StateOf::<Account>::new(&[Dated::Rfc3339("domains", "created")])),
    surface: Surface::Actions(&[
        action!(
            "ModifyLiveDomainCertBindings",
            "Gives a certificate to domains, and switches their HTTPS.",
            r#"{"CloudCertId":"a91hoLqi","DomainInfos":[{"DomainName":"www.test.com","Status":1}]}"#,
            ops::bind::load,
            ops::bind::pack,
            ops::bind::note
        ),
        action!(
            "DescribeLiveDomains", "Lists domains that pass filters, a page at a time.",
            r#"{"DomainType":1,"PageNum":1,"PageSize":10}"#,
            => ops::list::describe_live_domains
        ),
        action!(
            "DescribeLiveDomain", "Shows a domain.",
            r#"{"DomainName":"www.test.com"}"#,
            => ops::list::describe_live_domain
        ),
        action!(
            "DescribeLiveDomainCertBindings", "Lists the domains that have certificates.",
            r#"{"DomainSearch":"","Offset":0,"Length":50}"#,
            => ops::list::describe_live_domain_cert_bindings
        ),
        action!(
            "UnBindLiveDomainCert", "Takes its certificate from a domain.",
            r#"{"DomainName":"www.test.com"}"#,
            identity => ops::bind::unbind_live_domain_cert
        ),
        action!(
            "DescribeLiveDomainCert", "Shows the certificate of a domain.",
            r#"{"DomainName":"www.test.com"}"#,
            => ops::list::describe_live_domain_cert
        ),
    ]),
    ..Provider::on(&WIRE)
};

/// Refuses all actions that are emulated to an account that the service is closed for.
fn check_service(account: &Account, request: &Request) -> Result<bool, Failure> {
    let error = match account.service {
        Service::Active => return Ok(true),
        Service::Disabled => Error::UserDisableService,
        Service::Forbidden => Error::ForbidService,
        Service::Frozen => Error::FreezeService,
        Service::Stopped => Error::StopService,
    };
    if is_emulated(&PROVIDER, request) { Err(Failure::new(&error)) } else { Ok(true) }
}
