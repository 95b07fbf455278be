//! Reads members of queries.

use super::super::errors::DomainsError;
use crate::spec::Refusal;

/// The largest page, and the last.
const LARGEST_PAGE_SIZE: usize = 10_000;
const LAST_PAGE: usize = 65_535;

/// A page of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    skip: usize,
    size: usize,
}

impl Page {
    /// Reads the size and the number of a page. The default is the first page, with 30 objects.
    pub(crate) fn read(
        size: Option<&str>,
        number: Option<&str>,
    ) -> Result<Self, Refusal<DomainsError>> {
        let read = |text: Option<&str>, usual, most| match text.filter(|text| !text.is_empty()) {
            None => Ok(usual),
            Some(text) => {
                let number = text.parse().ok().filter(|number| (1..=most).contains(number));
                number.ok_or(DomainsError::ParameterInvalid)
            }
        };
        let size = read(size, 30, LARGEST_PAGE_SIZE)?;
        let number = read(number, 1, LAST_PAGE)?;
        Ok(Self { skip: (number - 1) * size, size })
    }

    /// The objects on the page, and the number of all objects.
    pub(crate) fn of<T>(self, all: impl Iterator<Item = T>) -> (Vec<T>, usize) {
        let mut total = 0;
        let mut page = Vec::new();
        for object in all {
            if total >= self.skip && page.len() < self.size {
                page.push(object);
            }
            total += 1;
        }
        (page, total)
    }
}

/// Reads a query member that must be one of several words, if present.
///
/// Assumption: a parameter of a query that is none of its words is refused with CDN.0001. From: the
/// words of the code.
pub(crate) fn word<T>(
    text: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Refusal<DomainsError>> {
    let text = text.filter(|text| !text.is_empty());
    text.map(|text| read(text).ok_or(DomainsError::ParameterInvalid.into())).transpose()
}

/// Whether the request includes objects of this enterprise project. A request that names none includes all.
///
/// Assumption: who asks is never a user that has to name an enterprise project. From: users of a tool,
/// of whom those had to that are not owners; how the service answers them is not documented.
pub(crate) fn is_in(asked: Option<&str>, project: &str) -> bool {
    matches!(asked, None | Some("" | "all")) || asked == Some(project)
}
