//! The order of a list in v2.0: `sort_key=name&sort_dir=asc`, each possibly repeated.

use std::cmp::Reverse;

use super::query::Several;
use crate::store::Identified;

/// A value that objects are sorted by.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Value {
    Number(i64),
    Text(String),
}

/// A member that objects can be sorted by, under its name.
pub(crate) type Member<T> = (&'static str, fn(&T) -> Value);

/// The sort key of an object.
pub(crate) type Rank = Vec<Directed>;

/// A value with its sort direction. All values of one member have the same direction.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Directed {
    Ascending(Value),
    Descending(Reverse<Value>),
}

/// An order. If all requested members are equal, the unique ids decide.
pub(crate) struct Sorting<T> {
    keys: Vec<(Member<T>, Direction)>,
}

#[derive(Clone, Copy, Debug)]
enum Direction {
    Ascending,
    Descending,
}

impl<T: Identified> Sorting<T> {
    /// Reads a query; nothing if the numbers of directions and members differ, or if one of them is invalid.
    ///
    /// Assumption: a list is sorted by any of its filters but the texts of certificates. From: the page on
    /// the order, which says that members are sorted by, and not which.
    pub(crate) fn read(
        sort_key: &Several,
        sort_dir: &Several,
        members: &[Member<T>],
    ) -> Option<Self> {
        if sort_key.iter().count() != sort_dir.iter().count() {
            return None;
        }
        let mut keys: Vec<(Member<T>, Direction)> = Vec::new();
        for (name, direction) in sort_key.iter().zip(sort_dir.iter()) {
            let member = *members.iter().find(|(known, _)| *known == name)?;
            let direction = match direction {
                "asc" => Direction::Ascending,
                "desc" => Direction::Descending,
                _ => return None,
            };
            // A repeated member changes nothing.
            if keys.iter().all(|((known, _), _)| *known != name) {
                keys.push((member, direction));
            }
        }
        Some(Self { keys })
    }

    pub(crate) fn rank(&self, object: &T) -> Rank {
        let id = Directed::Ascending(Value::Text(object.id().to_owned()));
        let values = self.keys.iter().map(|((_, value), direction)| match direction {
            Direction::Ascending => Directed::Ascending(value(object)),
            Direction::Descending => Directed::Descending(Reverse(value(object))),
        });
        values.chain([id]).collect()
    }

    /// The order as it is appended to a query; empty if only the ids decide.
    pub(crate) fn query(&self) -> String {
        let word = |direction: &Direction| match direction {
            Direction::Ascending => "asc",
            Direction::Descending => "desc",
        };
        let pair = |((name, _), direction): &(Member<T>, Direction)| {
            ["&sort_key=", *name, "&sort_dir=", word(direction)]
        };
        self.keys.iter().flat_map(pair).collect()
    }
}
