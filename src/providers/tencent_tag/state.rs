//! The state of an account at the tag service: the tags of resources that no emulated service has.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::tencent::Tag;
use crate::accounts::Declaration;
use crate::store::State;

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Account {
    /// The tags of each resource, `cdn:domain/www.example.com`. Certificates and proxies have theirs
    /// where they are themselves.
    pub(super) resources: BTreeMap<String, Vec<Tag>>,
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }
}

impl Account {
    pub(super) fn tags_of(&self, service: &str, prefix: &str, id: &str) -> &[Tag] {
        let tags = self.resources.get(&name(service, prefix, id));
        tags.map_or(&[], Vec::as_slice)
    }
}

/// The key of a resource. It does not contain the region, because clients send their own region for resources
/// that have none.
pub(super) fn name(service: &str, prefix: &str, id: &str) -> String {
    format!("{service}:{prefix}/{id}")
}
