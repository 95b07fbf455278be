//! Tencent Cloud's serverless functions: the domains that lead to them, and their certificates.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

pub(super) use self::state::Account;
use super::tencent::requests_of;
use crate::protocol::tencent::Tencent;
use crate::spec::{Dated, Provider, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_scf.rs"));

/// Two products that are not emulated share the version.
///
/// Assumption: a request has to name a region, and what another region has is not there. From: the
/// functions, which are of a region; what other regional services answer who names none.
static WIRE: Tencent =
    Tencent::new("scf", "2018-04-16", || requests_of!("tencent_scf")).by_region();

/// A row of the table.
macro_rules! action {
    ($($row:tt)*) => {
        super::tencent::action!(
            documented,
            "https://console.cloud.tencent.com/api/explorer?Product=scf&Version=2018-04-16&Action=",
            $($row)*
        )
    };
}

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_scf",
    title: "Tencent Cloud SCF",
    hosts: &["scf.tencentcloudapi.com", "scf.*.tencentcloudapi.com"],
    state: Some(&StateOf::<Account>::new(&[
        Dated::Rfc3339("custom_domains", "created"),
        Dated::Rfc3339("custom_domains", "updated"),
    ])),
    surface: Surface::Actions(&[
        action!(
            "GetCustomDomain", "Shows a domain.",
            r#"{"Domain":"www.test.com"}"#,
            => ops::list::get_custom_domain
        ),
        action!(
            "UpdateCustomDomain", "Configures a domain: its certificate, among the rest.",
            r#"{"Domain":"www.test.com","Protocol":"HTTP&HTTPS","CertConfig":{"CertificateId":"a91hoLqi"},"WafConfig":{"WafOpen":"CLOSE","WafInstanceId":"waf_2kzh3vlq0um"}}"#,
            identity => ops::configure::update_custom_domain
        ),
        action!(
            "ListCustomDomains", "Lists domains, a page at a time.",
            r#"{"Offset":0,"Limit":20}"#,
            => ops::list::list_custom_domains
        ),
        action!(
            "CreateCustomDomain", "Adds a domain.",
            r#"{"Domain":"new.test.com","Protocol":"HTTP","EndpointsConfig":[{"PathMatch":"/aa/*","Namespace":"default","FunctionName":"test1","Qualifier":"$LATEST"}]}"#,
            identity => ops::configure::create_custom_domain
        ),
        action!(
            "DeleteCustomDomain", "Deletes a domain.",
            r#"{"Domain":"www.test.com"}"#,
            identity => ops::configure::delete_custom_domain
        ),
    ]),
    ..Provider::on(&WIRE)
};
