//! Patterns in which `*`, and nothing else, stands for any text.
//!
//! Existing libraries also interpret `?` and brackets, or search the text again for each `*`; this code reads
//! it once.

use std::fmt;

/// The longest pattern, in bytes.
pub(crate) const LONGEST: usize = 1000;

/// A parsed pattern.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Glob {
    /// The text before the first `*`; the whole pattern if there is no `*`.
    start: Box<str>,
    /// The part after the first `*`; none if there is no `*`.
    rest: Option<Rest>,
}

/// The part of a pattern after the first `*`.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Rest {
    /// The texts between two `*`, in order.
    middle: Box<[Box<str>]>,
    /// The text after the last `*`.
    end: Box<str>,
}

/// A pattern that is too long.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("it has {0} bytes, but a pattern may have at most {LONGEST}: write * for a part of it")]
pub(crate) struct TooLong(usize);

impl Glob {
    /// Reads a pattern.
    pub(crate) fn new(pattern: &str) -> Result<Self, TooLong> {
        if pattern.len() > LONGEST {
            return Err(TooLong(pattern.len()));
        }
        let mut pieces = pattern.split('*').map(Box::from);
        let start = pieces.next().unwrap_or_default();
        let mut middle: Vec<Box<str>> = pieces.collect();
        let rest = middle.pop().map(|end| {
            // Two adjacent `*` mean the same as one.
            middle.retain(|piece| !piece.is_empty());
            Rest { middle: middle.into(), end }
        });
        Ok(Self { start, rest })
    }

    /// Whether the pattern is exactly that text, without `*`.
    pub(crate) fn is_just(&self, text: &str) -> bool {
        self.rest.is_none() && *self.start == *text
    }

    /// Whether the whole text matches the pattern.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let Some(text) = text.strip_prefix(&*self.start) else { return false };
        let Some(Rest { middle, end }) = &self.rest else { return text.is_empty() };
        let Some(mut text) = text.strip_suffix(&**end) else { return false };
        // Taking the first occurrence of a piece leaves the most text for the next ones.
        middle.iter().all(|piece| match text.find(&**piece) {
            Some(at) => {
                text = &text[at + piece.len()..];
                true
            }
            None => false,
        })
    }
}

impl fmt::Display for Glob {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.start)?;
        let Some(Rest { middle, end }) = &self.rest else { return Ok(()) };
        middle.iter().chain([end]).try_for_each(|piece| write!(formatter, "*{piece}"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same, as it is defined: a `*` is nothing, or a letter and itself again.
    fn is_as(pattern: &[char], text: &[char]) -> bool {
        match (pattern, text) {
            ([], []) => true,
            (['*', rest @ ..], _) => {
                is_as(rest, text) || !text.is_empty() && is_as(pattern, &text[1..])
            }
            ([wanted, pattern @ ..], [found, text @ ..]) => wanted == found && is_as(pattern, text),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn a_star_stands_for_anything_and_all_else_for_itself(
            pattern in "[ab?é*]{0,8}",
            text in "[ab?é]{0,10}",
        ) {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            let glob = Glob::new(&pattern).unwrap();
            prop_assert_eq!(glob.matches(&text), is_as(&letters(&pattern), &letters(&text)));
            prop_assert_eq!(Glob::new(&glob.to_string()), Ok(glob));
        }

        #[test]
        fn a_pattern_matches_what_it_was_made_of(pieces in prop::collection::vec("\\PC{0,5}", 1..5)) {
            prop_assume!(pieces.iter().all(|piece| !piece.contains('*')));
            let glob = Glob::new(&pieces.join("*")).unwrap();
            prop_assert!(glob.matches(&pieces.concat()));
            prop_assert!(glob.matches(&pieces.join("x")));
        }
    }

    #[test]
    fn a_pattern_of_many_stars_goes_over_a_long_text_once() {
        let pattern = "*a".repeat(400) + "*b*";
        let glob = Glob::new(&pattern).unwrap();
        let text = "a".repeat(4_000_000);
        // Each step back would be one for each of the letters.
        assert!(!glob.matches(&text));
        assert!(glob.matches(&(text + "b")));
        assert!(Glob::new(&"a".repeat(LONGEST + 1)).is_err());
    }
}
