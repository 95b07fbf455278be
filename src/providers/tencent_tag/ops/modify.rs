//! Tags put on resources and taken off.

use super::super::super::tencent::{Tag, TagChange, TagFault, owner_uin};
use super::super::super::{tencent_gaap, tencent_ssl};
use super::super::errors::Error;
use super::super::state::{Account, name};
use super::super::types::{GivenTag, ModifyResourceTags, ModifyResourceTagsReply};
use crate::spec::{Parcel, Refusal};
use crate::store::{Context, View};

/// The most tags that one request can change.
const MOST_CHANGES: usize = 10;

/// The longest name of a tag and the longest text, in characters.
///
/// Assumption: a tag's name has at most 127 characters, and its text 255. From: the limits of the vendor's
/// console; the page of the action has none.
const LONGEST: (usize, usize) = (127, 255);

/// The longest name of a resource, in bytes, and how many resources have tags here. Assumption: more is
/// refused. From: nothing; the longest names of the vendor's have some hundred bytes.
const LONGEST_NAME: usize = 1024;
const MOST_RESOURCES: usize = 10_000;

/// The changes, and the resources that they are for.
pub(crate) struct Load {
    service: String,
    prefix: String,
    id: String,
    replace: Vec<Tag>,
    delete: Vec<String>,
}

pub(crate) fn load(
    view: &View<'_, Account>,
    request: ModifyResourceTags,
) -> Result<Load, Refusal<Error>> {
    let ModifyResourceTags { resource, replace_tags, delete_tags } = request;
    let uin = owner_uin(view.tools.ids);
    let (service, prefix, id) =
        read_resource(&resource, &uin).ok_or(Error::ResourceDescriptionError)?;
    let lists = [replace_tags.as_ref().map(Vec::len), delete_tags.as_ref().map(Vec::len)];
    let fits = |length: usize| (1..=MOST_CHANGES).contains(&length);
    // Assumption: no list at all, an empty one and one that is too long are InvalidParameter.Tag. From:
    // the words of the code.
    if lists == [None, None] || !lists.into_iter().flatten().all(fits) {
        return Err(Error::Tag.into());
    }
    let replace = replace_tags.unwrap_or_default().into_iter().map(read_tag);
    let replace = replace.collect::<Result<Vec<_>, Error>>()?;
    let delete: Vec<_> =
        delete_tags.unwrap_or_default().into_iter().map(|tag| tag.tag_key).collect();
    if delete.iter().any(String::is_empty) {
        return Err(Error::TagKeyEmpty.into());
    }
    if replace.iter().any(|tag| delete.contains(&tag.tag_key)) {
        return Err(Error::DeleteTagsParamError.into());
    }
    Ok(Load { service, prefix, id, replace, delete })
}

/// The service, the kind and the id in `qcs::service:region:uin/number:kind/id`; none where it is not of
/// that form, or of another owner. Some clients leave out the number.
fn read_resource(text: &str, uin: &str) -> Option<(String, String, String)> {
    let parts: Vec<_> = text.splitn(6, ':').collect();
    let ["qcs", "", service, _, owner, resource] = parts.as_slice() else { return None };
    let owner = owner.strip_prefix("uin/")?;
    let (prefix, id) = resource.split_once('/')?;
    let is_whole = !service.is_empty() && !prefix.is_empty() && !id.is_empty();
    let is_own = (owner.is_empty() || owner == uin) && resource.len() <= LONGEST_NAME;
    (is_whole && is_own).then(|| (service.to_string(), prefix.to_owned(), id.to_owned()))
}

/// Assumption: what begins as a reserved name does is reserved, too. From: the words of the error, which
/// name `qcloud`, `tencent` and `project`, and the vendor's own tags, `qcloud:…`.
fn read_tag(GivenTag { tag_key, tag_value }: GivenTag) -> Result<Tag, Error> {
    let (longest_key, longest_value) = LONGEST;
    if tag_key.is_empty() {
        return Err(Error::TagKeyEmpty);
    }
    if tag_key.chars().count() > longest_key {
        return Err(Error::TagKeyLengthExceeded);
    }
    if tag_value.chars().count() > longest_value {
        return Err(Error::TagValueLengthExceeded);
    }
    if ["qcloud", "tencent", "project"].iter().any(|reserved| tag_key.starts_with(reserved)) {
        return Err(Error::ReservedTagKey);
    }
    Ok(Tag { tag_key, tag_value })
}

/// A certificate and a proxy have their tags with them.
pub(crate) fn pack(load: &Load) -> Result<Vec<Parcel<Result<(), TagFault>>>, Refusal<Error>> {
    let change = match (&*load.service, &*load.prefix) {
        ("ssl", "certificate") => tencent_ssl::change_tags,
        ("gaap", "proxy") => tencent_gaap::change_proxy_tags,
        _ => return Ok(Vec::new()),
    };
    Ok(vec![change(load.id.clone(), load.change())])
}

impl Load {
    fn change(&self) -> TagChange {
        TagChange { replace: self.replace.clone(), delete: self.delete.clone() }
    }
}

pub(crate) fn note(
    context: &mut Context<'_, Account>,
    load: Load,
    left: Vec<Result<(), TagFault>>,
) -> Result<ModifyResourceTagsReply, Refusal<Error>> {
    let outcome = left.into_iter().next().unwrap_or_else(|| {
        let resource = name(&load.service, &load.prefix, &load.id);
        let resources = &mut context.state.resources;
        if resources.len() >= MOST_RESOURCES && !resources.contains_key(&resource) {
            return Err(TagFault::TooManyResources);
        }
        let mut tags = resources.remove(&resource).unwrap_or_default();
        let outcome = load.change().apply(&mut tags);
        if !tags.is_empty() {
            resources.insert(resource, tags);
        }
        outcome
    });
    // Assumption: what is not there cannot be described. From: the words of the error; the action has
    // none for it.
    outcome.map_err(|fault| match fault {
        TagFault::NoResource => Error::ResourceDescriptionError,
        TagFault::TooMany => Error::ResourceAttachedTags,
        TagFault::TooManyResources => Error::Quota,
    })?;
    Ok(ModifyResourceTagsReply {})
}
