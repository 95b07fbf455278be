//! Tags, which the resources of all services can have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many tags a resource may have. Assumption: a resource of any service has at most 50 tags. From: the
/// vendor's words for a domain that has too many.
pub(in crate::providers) const MOST_TAGS: usize = 50;

/// A tag.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(in crate::providers) struct Tag {
    /// Its name.
    pub(in crate::providers) tag_key: String,
    /// The tag's value.
    pub(in crate::providers) tag_value: String,
}

/// A change of a resource's tags.
#[derive(Debug)]
pub(in crate::providers) struct TagChange {
    /// The tags to set. Each is added, or replaces the tag with the same key.
    pub(in crate::providers) replace: Vec<Tag>,
    /// The keys of the tags to remove.
    pub(in crate::providers) delete: Vec<String>,
}

/// Why the tags of a resource stay as they are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::providers) enum TagFault {
    /// The resource does not exist.
    NoResource,
    /// The resource would have too many tags.
    TooMany,
    /// Too many resources would have some.
    TooManyResources,
}

impl TagChange {
    /// Changes the tags, or leaves them as they are.
    pub(in crate::providers) fn apply(self, tags: &mut Vec<Tag>) -> Result<(), TagFault> {
        let Self { replace, delete } = self;
        let mut changed = tags.clone();
        changed.retain(|tag| !delete.contains(&tag.tag_key));
        for new in replace {
            match changed.iter_mut().find(|tag| tag.tag_key == new.tag_key) {
                Some(tag) => *tag = new,
                None => changed.push(new),
            }
        }
        if changed.len() > MOST_TAGS {
            return Err(TagFault::TooMany);
        }
        *tags = changed;
        Ok(())
    }
}
