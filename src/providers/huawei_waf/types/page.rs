//! Reads the query members of lists.

use super::super::errors::Error;
use super::super::state::DEFAULT_PROJECT;
use crate::spec::Refusal;

/// The largest page.
const LARGEST_PAGE_SIZE: usize = 100;

/// Everything that the caller may see, in the place of an enterprise project.
pub(crate) const ALL_PROJECTS: &str = "all_granted_eps";

/// A page of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    skip: usize,
    size: usize,
}

impl Page {
    /// Reads the number and the size of a page. The default is the first page, with 10 objects.
    pub(crate) fn read(page: Option<&str>, size: Option<&str>) -> Result<Self, Refusal<Error>> {
        let number = |text: Option<&str>, usual: usize| match text.filter(|text| !text.is_empty()) {
            None => Ok(usual),
            Some(text) => {
                let number = text.parse().ok().filter(|number| *number >= 1);
                number.ok_or(Error::PageIllegal)
            }
        };
        let (page, size) = (number(page, 1)?, number(size, 10)?);
        if size > LARGEST_PAGE_SIZE {
            return Err(Error::PageIllegal.into());
        }
        Ok(Self { skip: (page - 1).saturating_mul(size), size })
    }

    /// Reads a page of a list for which the size -1 selects all objects.
    pub(crate) fn read_or_all(
        page: Option<&str>,
        size: Option<&str>,
    ) -> Result<Self, Refusal<Error>> {
        if size == Some("-1") {
            return Ok(Self { skip: 0, size: usize::MAX });
        }
        Self::read(page, size)
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

/// Reads `true` or `false`; false by default.
///
/// Assumption: a parameter of a query that is none of its words is refused with WAF.00011002. From:
/// the table of errors, which has no other for parameters of the URL.
pub(crate) fn flag(word: Option<&str>) -> Result<bool, Refusal<Error>> {
    match word {
        None | Some("" | "false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Error::UrlParamIllegal.into()),
    }
}

/// Whether a request for the first enterprise project includes objects of the second.
pub(crate) fn holds(asked: Option<&str>, project: &str) -> bool {
    match asked.filter(|asked| !asked.is_empty()).unwrap_or(DEFAULT_PROJECT) {
        ALL_PROJECTS => true,
        asked => asked == project,
    }
}
