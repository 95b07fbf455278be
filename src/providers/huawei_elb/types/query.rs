//! Reads members of queries. The protocol turns a repeated member into a list.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// The values of a member that may be repeated.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(from = "OneOrMore")]
#[schemars(with = "Vec<String>")]
pub(crate) struct Several(Vec<String>);

impl From<OneOrMore> for Several {
    fn from(values: OneOrMore) -> Self {
        Self(match values {
            OneOrMore::One(value) => vec![value],
            OneOrMore::More(values) => values,
        })
    }
}

impl Several {
    /// The last of them.
    pub(crate) fn last(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }

    /// The values; nothing if they select all enterprise projects.
    pub(crate) fn unless_all(&self) -> Self {
        if self.last() == Some("all_granted_eps") { Self::default() } else { self.clone() }
    }

    /// The values in lower case, if each of them is `true` or `false`; else nothing.
    pub(crate) fn as_bools(&self) -> Option<Self> {
        self.iter()
            .map(|text| read_bool(text).map(|value| value.to_string()))
            .collect::<Option<_>>()
            .map(Self)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// The filters of a list: for each member that the query names, an object must have one of the values.
///
/// Assumption: one of the values of a member will do, and all members have to hold. From: the pages,
/// which repeat a key for several values; how different ones go together is not said.
pub(crate) struct Filter<T>(Vec<(HashSet<String>, Shown<T>)>);

/// Returns the value of an object that is compared.
pub(crate) type Shown<T> = fn(&T) -> String;

impl<T> Filter<T> {
    pub(crate) fn new<const N: usize>(members: [(&Several, Shown<T>); N]) -> Self {
        let named = members.into_iter().filter(|(values, _)| !values.0.is_empty());
        Self(named.map(|(values, shown)| (values.0.iter().cloned().collect(), shown)).collect())
    }

    pub(crate) fn lets_pass(&self, object: &T) -> bool {
        self.0.iter().all(|(values, shown)| values.contains(&shown(object)))
    }
}

/// The requested page of a list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Paging<'a> {
    /// The most objects on the page.
    pub(crate) limit: usize,
    /// The id of the last object of the previous page; for a page that is read backwards, that of the first
    /// object of the next page.
    pub(crate) marker: Option<&'a str>,
    /// Whether it is the page before the marker.
    pub(crate) is_reverse: bool,
}

impl<'a> Paging<'a> {
    /// Reads a query, or returns the name of the invalid member. Without a limit, the other two members have
    /// no effect.
    pub(crate) fn read(
        limit: &Several,
        marker: &'a Several,
        page_reverse: &Several,
        most: usize,
    ) -> Result<Self, &'static str> {
        let Some(limit) = limit.last() else {
            return Ok(Self { limit: most, marker: None, is_reverse: false });
        };
        let limit = limit.parse().ok().filter(|limit| *limit <= most).ok_or("limit")?;
        let is_reverse =
            page_reverse.last().map_or(Some(false), read_bool).ok_or("page_reverse")?;
        if marker.last() == Some("") {
            return Err("marker");
        }
        Ok(Self { limit, marker: marker.last(), is_reverse })
    }
}

/// `true` or `false`, in any case: Python writes `True`.
fn read_bool(text: &str) -> Option<bool> {
    [("true", true), ("false", false)]
        .into_iter()
        .find_map(|(word, value)| text.eq_ignore_ascii_case(word).then_some(value))
}

/// The position of a page in a list.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct PageInfo {
    /// The id of the first object on the page; absent if the page is empty, or if it was read backwards and
    /// is the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) previous_marker: Option<String>,
    /// The id of the last object on the page; absent if the page is empty or the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_marker: Option<String>,
    /// The number of objects on the page.
    pub(crate) current_count: usize,
}
