//! Tencent Cloud's tag service, as far as the Terraform provider asks it for the tags of what the
//! other services hold.

mod errors;
mod ops;
mod types;

use crate::protocol::tencent::{Api, Tencent};
use crate::spec::{Provider, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_tag.rs"));

/// Its actions are those that the official command-line tool has.
static WIRE: Tencent = Tencent::new("tag", "2018-08-13", || Api::read(include_str!("api.json")))
    .with_own_lists(&["ResourceIds"]);

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_tag",
    title: "Tencent Cloud Tag",
    hosts: &["tag.tencentcloudapi.com", "tag.*.tencentcloudapi.com"],
    surface: Surface::Actions(&[super::tencent::action!(
        documented,
        "https://console.cloud.tencent.com/api/explorer?Product=tag&Version=2018-08-13&Action=",
        "DescribeResourceTagsByResourceIds",
        "Lists the tags of certificates and proxies.",
        r#"{"ServiceType":"ssl","ResourcePrefix":"certificate","ResourceRegion":"","ResourceIds":["a91hoLqi"]}"#,
        => ops::tags::describe_resource_tags_by_resource_ids
    )]),
    ..Provider::on(&WIRE)
};
