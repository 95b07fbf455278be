//! The tags of other services' resources.

use md5::{Digest, Md5};

use super::super::super::tencent::{Tag, page};
use super::super::super::tencent_gaap::find_proxy_tags;
use super::super::super::tencent_ssl::find_hosted;
use super::super::errors::Error;
use super::super::state::Account;
use super::super::types::{
    DescribeResourceTagsByResourceIds, DescribeResourceTagsByResourceIdsReply, TagResource,
};
use crate::ids::hex;
use crate::spec::Refusal;
use crate::store::View;

/// The default page size.
const DEFAULT_LIMIT: u64 = 15;

/// The most resources that a request may name.
const MOST_IDS: usize = 50;

/// Tags of certificates and proxies are stored with them. Tags of other resources are stored here.
pub(crate) fn describe_resource_tags_by_resource_ids(
    view: &View<'_, Account>,
    request: DescribeResourceTagsByResourceIds,
) -> Result<DescribeResourceTagsByResourceIdsReply, Refusal<Error>> {
    let DescribeResourceTagsByResourceIds { service_type, resource_prefix, resource_ids, .. } =
        &request;
    if service_type.is_empty() {
        return Err(Error::ServiceTypeInvalid.into());
    }
    if resource_prefix.is_empty() {
        return Err(Error::ResourcePrefixInvalid.into());
    }
    if resource_ids.is_empty() || resource_ids.len() > MOST_IDS {
        return Err(Error::ResourceIdInvalid.into());
    }
    let now = view.tools.clock.now();
    let tags_of = |id: &str| -> &[Tag] {
        match (service_type.as_str(), resource_prefix.as_str()) {
            ("ssl", "certificate") => {
                find_hosted(view.others, id, now).map_or(&[], |certificate| certificate.tags)
            }
            ("gaap", "proxy") => find_proxy_tags(view.others, id, now),
            (service, prefix) => view.state.tags_of(service, prefix, id),
        }
    };
    let show = |id: &String, tag: &Tag| TagResource {
        tag_key: tag.tag_key.clone(),
        tag_value: tag.tag_value.clone(),
        resource_id: id.clone(),
        tag_key_md5: md5(&tag.tag_key),
        tag_value_md5: md5(&tag.tag_value),
        service_type: service_type.clone(),
        category: "Custom",
    };
    // No tag is a system tag.
    let wanted = request.category.as_deref() != Some("System");
    let tags: Vec<_> = resource_ids
        .iter()
        .filter(|_| wanted)
        .flat_map(|id| tags_of(id).iter().map(move |tag| show(id, tag)))
        .collect();
    let limit = request.limit.unwrap_or(DEFAULT_LIMIT);
    Ok(DescribeResourceTagsByResourceIdsReply {
        total_count: tags.len(),
        offset: request.offset.unwrap_or(0),
        limit,
        tags: page(tags.into_iter(), request.offset, limit).collect(),
    })
}

fn md5(text: &str) -> String {
    hex(&Md5::digest(text))
}
