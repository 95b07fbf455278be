//! Filters of lists, and pages of them.

use std::collections::HashSet;

use super::super::types::requests::Filter;

/// A parsed filter. The value that it compares is found by a function, whose type all filters of a list
/// share.
pub(super) struct Wanted<Of> {
    /// Nothing if there is no such filter.
    of: Option<Of>,
    /// In lower case.
    values: HashSet<String>,
    is_fuzzy: bool,
}

/// Reads the filters of a list, which has those of `known`. Returns nothing if one filter has too many
/// values.
///
/// Assumption: nothing passes a filter that there is none of. From: the lists of errors, which have none for
/// it.
pub(super) fn read<Of: Copy>(
    filters: &[Filter],
    known: &[(&str, Of)],
    most_values: usize,
) -> Option<Vec<Wanted<Of>>> {
    let read = |filter: &Filter| {
        let of = known.iter().find(|(name, _)| *name == filter.name).map(|(_, of)| *of);
        let values = filter.values.iter().map(|value| value.to_lowercase()).collect();
        let is_fuzzy = filter.fuzzy == Some(true);
        (filter.values.len() <= most_values).then_some(Wanted { of, values, is_fuzzy })
    };
    filters.iter().map(read).collect()
}

impl<Of: Copy> Wanted<Of> {
    /// Whether the value that `find` returns is one of the filter's values, or contains one if the filter is
    /// fuzzy.
    pub(super) fn passes(&self, find: impl FnOnce(Of) -> String) -> bool {
        let Some(of) = self.of else { return false };
        let has = find(of).to_lowercase();
        if self.is_fuzzy {
            return self.values.iter().any(|value| has.contains(value));
        }
        self.values.contains(&has)
    }
}

/// The offset of a page, and its largest size.
///
/// Assumption: a limit above the largest is cut down to it, and numbers below 0 are 0. From: the lists of
/// errors, which have none for either.
pub(super) fn read_page(
    offset: Option<i64>,
    limit: Option<i64>,
    default: u64,
    largest: u64,
) -> (u64, u64) {
    let limit = limit.map_or(default, |limit| u64::try_from(limit).unwrap_or(0));
    (offset.and_then(|offset| u64::try_from(offset).ok()).unwrap_or(0), limit.min(largest))
}
