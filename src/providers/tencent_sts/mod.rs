//! Tencent Cloud's security token service, to the extent that clients ask it for the caller's identity.

mod errors;
mod ops;
mod state;
mod types;

use self::state::Account;
use super::tencent::requests_of;
use crate::protocol::tencent::Tencent;
use crate::spec::{Provider, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_sts.rs"));

static WIRE: Tencent = Tencent::new("sts", "2018-08-13", || requests_of!("tencent_sts"));

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_sts",
    title: "Tencent Cloud STS",
    hosts: &["sts.tencentcloudapi.com", "sts.*.tencentcloudapi.com"],
    state: Some(&StateOf::<Account>::new(&[])),
    surface: Surface::Actions(&[super::tencent::action!(
        documented,
        "https://console.cloud.tencent.com/api/explorer?Product=sts&Version=2018-08-13&Action=",
        "GetCallerIdentity",
        "Says who asks.",
        "{}",
        => ops::identity::get_caller_identity
    )]),
    ..Provider::on(&WIRE)
};
