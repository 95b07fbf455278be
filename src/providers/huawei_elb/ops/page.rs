//! A page of a list.

use super::super::types::query::{PageInfo, Paging};
use super::super::types::sorting::{Rank, Sorting};
use crate::store::{Identified, Shelf};

/// A page of objects, with the information about the pages around it.
pub(super) struct Page<'a, T> {
    /// In the order of the list, whichever way the page was read.
    pub(super) objects: Vec<&'a T>,
    pub(super) info: PageInfo,
}

/// The requested page; nothing if no object has the marker's id.
///
/// Assumption: a list is in the order of creation where nothing sorts it, and so is a page that was read
/// backwards. From: nothing; v2.0 alone promises an order, that of the ids.
///
/// Assumption: a page of none is empty, and nothing follows it. From: the limits, which begin with 0.
pub(super) fn turn_to<'a, T: Identified>(
    shelf: &'a Shelf<T>,
    passes: impl Fn(&T) -> bool,
    sorting: Option<&Sorting<T>>,
    paging: Paging<'_>,
) -> Option<Page<'a, T>> {
    let Paging { limit, marker, is_reverse } = paging;
    let marker = match marker {
        Some(id) => Some(shelf.number_of(id)?),
        None => None,
    };
    let passes = |object: &&T| passes(object);
    let mut objects: Vec<&T> = match sorting {
        Some(sorting) => {
            let found = sorted(shelf, passes, sorting);
            let at = marker.and_then(|number| Some(sorting.rank(shelf.get(number)?)));
            if is_reverse {
                let end = at.map_or(found.len(), |at| found.partition_point(|(it, _)| *it < at));
                found[..end].iter().rev().take(limit + 1).map(|(_, object)| *object).collect()
            } else {
                let begin = at.map_or(0, |at| found.partition_point(|(it, _)| *it <= at));
                found[begin..].iter().take(limit + 1).map(|(_, object)| *object).collect()
            }
        }
        None if is_reverse => {
            let before = shelf.before(marker.unwrap_or(u64::MAX));
            before.filter(passes).take(limit + 1).collect()
        }
        None => shelf.behind(marker.unwrap_or(0)).filter(passes).take(limit + 1).collect(),
    };
    let goes_on = objects.len() > limit;
    objects.truncate(limit);
    let (has_previous, has_next) = if is_reverse {
        objects.reverse();
        (goes_on, marker.is_some())
    } else {
        (true, goes_on)
    };
    let id = |object: Option<&&T>, is_there: bool| {
        object.filter(|_| is_there).map(|object| object.id().to_owned())
    };
    let info = PageInfo {
        previous_marker: id(objects.first(), has_previous),
        next_marker: id(objects.last(), has_next),
        current_count: objects.len(),
    };
    Some(Page { objects, info })
}

/// The objects that pass, sorted, each with its rank.
fn sorted<'a, T: Identified>(
    shelf: &'a Shelf<T>,
    passes: impl Fn(&&T) -> bool,
    sorting: &Sorting<T>,
) -> Vec<(Rank, &'a T)> {
    let found = shelf.oldest_first().filter(passes);
    let mut found: Vec<_> = found.map(|object| (sorting.rank(object), object)).collect();
    found.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    found
}
