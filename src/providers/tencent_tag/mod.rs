//! Tencent Cloud's tag service, to the extent that the Terraform provider reads and changes the tags of
//! resources.

mod errors;
mod ops;
mod state;
mod types;

use self::state::Account;
use super::tencent::requests_of;
use crate::protocol::tencent::Tencent;
use crate::spec::{Provider, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_tag.rs"));

/// Its actions are those that the official command-line tool has.
static WIRE: Tencent = Tencent::new("tag", "2018-08-13", || requests_of!("tencent_tag"))
    .with_own_lists(&["ResourceIds", "ReplaceTags", "DeleteTags"]);

/// A row of the table.
macro_rules! action {
    ($($row:tt)*) => {
        super::tencent::action!(
            documented,
            "https://console.cloud.tencent.com/api/explorer?Product=tag&Version=2018-08-13&Action=",
            $($row)*
        )
    };
}

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_tag",
    title: "Tencent Cloud Tag",
    hosts: &["tag.tencentcloudapi.com", "tag.*.tencentcloudapi.com"],
    state: Some(&StateOf::<Account>::new(&[])),
    surface: Surface::Actions(&[
        action!(
            "DescribeResourceTagsByResourceIds", "Lists the tags of resources.",
            r#"{"ServiceType":"ssl","ResourcePrefix":"certificate","ResourceRegion":"","ResourceIds":["a91hoLqi"]}"#,
            => ops::tags::describe_resource_tags_by_resource_ids
        ),
        action!(
            "ModifyResourceTags",
            "Puts tags on a resource, and takes others off.",
            r#"{"Resource":"qcs::cdn::uin/:domain/www.test.com","ReplaceTags":[{"TagKey":"team","TagValue":"web"}]}"#,
            ops::modify::load,
            ops::modify::pack,
            ops::modify::note
        ),
    ]),
    ..Provider::on(&WIRE)
};
