//! The patterns of a rule's `request`, prepared for comparison with many requests.

use serde_json::{Map, Value};

use crate::glob::Glob;

/// How many elements a list in `request` may have, and how many values there may be in all.
const LONGEST_LIST: usize = 100;
const MOST_VALUES: usize = 1000;

/// The longest text that is parsed as a number or as `true`.
const LONGEST_NUMBER: usize = 64;

/// A pattern for a value.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    /// A text, in which `*` stands for any text.
    Text(Glob),
    /// A list that has a matching element for each of these.
    List(Vec<Self>),
    /// An object with these members.
    Object(Members),
    /// Exactly this value.
    Plain(Value),
}

/// The patterns of the members of an object.
pub(super) type Members = Vec<(String, Pattern)>;

/// How much of a request may still be compared, in values and in bytes of texts. Beyond this limit nothing
/// matches.
#[derive(Debug)]
pub(super) struct Effort(usize);

impl Default for Effort {
    /// More than any request needs that is not an attack.
    fn default() -> Self {
        Self(100_000_000)
    }
}

impl Effort {
    fn spend(&mut self, steps: usize) -> bool {
        let left = self.0.checked_sub(steps);
        self.0 = left.unwrap_or_default();
        left.is_some()
    }
}

/// A member that does not match.
#[derive(Debug)]
pub(super) struct Differing<'a> {
    /// The names on the path to it, the innermost first.
    path: Vec<&'a str>,
    pub(super) wanted: &'a Pattern,
    pub(super) found: &'a Value,
}

impl Differing<'_> {
    /// The path of the member, starting with that name.
    pub(super) fn member(&self, root: &str) -> String {
        let names: Vec<_> = std::iter::once(root).chain(self.path.iter().rev().copied()).collect();
        names.join(".")
    }
}

/// Reads the patterns of a rule, or returns which limit they exceed.
pub(super) fn read(wanted: &Map<String, Value>) -> Result<Members, String> {
    read_members(wanted, &mut 0)
}

fn read_members(wanted: &Map<String, Value>, values: &mut usize) -> Result<Members, String> {
    let read = |(name, wanted): (&String, &Value)| {
        let pattern = Pattern::read(wanted, values)?;
        // Names are compared like texts, so they have the same limit.
        Glob::new(name).map_err(|error| format!("a name in `request`: {error}"))?;
        Ok((name.clone(), pattern))
    };
    wanted.iter().map(read).collect()
}

/// Compares the members of an object; `matched` counts the matching members.
pub(super) fn compare<'a>(
    wanted: &'a Members,
    found: &'a Map<String, Value>,
    matched: &mut usize,
    effort: &mut Effort,
) -> Result<(), Differing<'a>> {
    for (name, wanted) in wanted {
        let found = found.get(name).unwrap_or(&Value::Null);
        wanted.compare(found, matched, effort).map_err(|mut differing| {
            differing.path.push(name);
            differing
        })?;
    }
    Ok(())
}

impl Pattern {
    fn read(wanted: &Value, values: &mut usize) -> Result<Self, String> {
        *values += 1;
        if *values > MOST_VALUES {
            return Err(format!("`request` may have at most {MOST_VALUES} values"));
        }
        Ok(match wanted {
            Value::String(text) => {
                let glob = Glob::new(text);
                Self::Text(glob.map_err(|error| format!("a text in `request`: {error}"))?)
            }
            Value::Array(items) if items.len() > LONGEST_LIST => {
                let words = format!(
                    "a list in `request` has {} elements, but may have at most {LONGEST_LIST}",
                    items.len()
                );
                return Err(words);
            }
            Value::Array(items) => {
                let items = items.iter().map(|item| Self::read(item, values));
                Self::List(items.collect::<Result<_, _>>()?)
            }
            Value::Object(members) => Self::Object(read_members(members, values)?),
            plain => Self::Plain(plain.clone()),
        })
    }

    fn compare<'a>(
        &'a self,
        found: &'a Value,
        matched: &mut usize,
        effort: &mut Effort,
    ) -> Result<(), Differing<'a>> {
        if let (Self::Object(wanted), Value::Object(found)) = (self, found) {
            return compare(wanted, found, matched, effort);
        }
        if self.fits(found, effort) {
            *matched += 1;
            return Ok(());
        }
        Err(Differing { path: Vec::new(), wanted: self, found })
    }

    /// Whether a value matches.
    fn fits(&self, found: &Value, effort: &mut Effort) -> bool {
        let steps = 1 + found.as_str().map_or(0, str::len);
        effort.spend(steps)
            && match (self, found) {
                (Self::Object(wanted), Value::Object(found)) => {
                    wanted.iter().all(|(name, wanted)| {
                        wanted.fits(found.get(name).unwrap_or(&Value::Null), effort)
                    })
                }
                (Self::List(wanted), Value::Array(found)) => {
                    wanted.iter().all(|wanted| found.iter().any(|found| wanted.fits(found, effort)))
                }
                (Self::Text(wanted), Value::String(found)) => wanted.matches(found),
                // A rule may have a number where the protocol has only texts, and the reverse.
                (Self::Text(wanted), Value::Number(_) | Value::Bool(_)) => {
                    wanted.matches(&found.to_string())
                }
                (
                    Self::Plain(wanted @ (Value::Number(_) | Value::Bool(_))),
                    Value::String(text),
                ) => {
                    text.len() <= LONGEST_NUMBER
                        && serde_json::from_str::<Value>(text).is_ok_and(|found| found == *wanted)
                }
                (Self::Plain(wanted), found) => wanted == found,
                _ => false,
            }
    }

    /// The pattern as it was written.
    pub(super) fn value(&self) -> Value {
        match self {
            Self::Text(glob) => glob.to_string().into(),
            Self::List(items) => items.iter().map(Self::value).collect(),
            Self::Object(members) => {
                let members = members.iter().map(|(name, wanted)| (name.clone(), wanted.value()));
                Value::Object(members.collect())
            }
            Self::Plain(value) => value.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn fits(wanted: &Value, found: &Value) -> bool {
        let wanted = read(&json!({ "a": wanted }).as_object().unwrap().clone()).unwrap();
        let found = json!({ "a": found });
        compare(&wanted, found.as_object().unwrap(), &mut 0, &mut Effort::default()).is_ok()
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0..5_u8).prop_map(Value::from),
            "[a-c?]{0,3}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 20, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[a-c]", inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_is_said_is_what_is_wanted_of_itself_and_is_shown_as_it_was_written(value in values()) {
            prop_assert!(fits(&value, &value));
            prop_assert_eq!(Pattern::read(&value, &mut 0).unwrap().value(), value);
        }
    }

    #[test]
    fn numbers_and_texts_may_stand_for_each_other_and_a_question_mark_for_itself() {
        for (wanted, found, fit) in [
            (json!("1*"), json!(12), true),
            (json!(12), json!("12"), true),
            (json!(true), json!("true"), true),
            (json!("a?"), json!("a?"), true),
            (json!("a?"), json!("ab"), false),
            (json!([{ "b": "x*" }]), json!([{ "b": "y" }, { "b": "xy" }]), true),
            (json!(["x", "y"]), json!(["y"]), false),
            (json!(null), json!(0), false),
        ] {
            assert_eq!(fits(&wanted, &found), fit, "{wanted} {found}");
        }
    }

    #[test]
    fn the_effort_ends() {
        let found = json!({ "a": vec![json!("b"); 60] });
        let wanted = json!({ "a": vec![json!("*c"); 60] });
        let wanted = read(wanted.as_object().unwrap()).unwrap();
        let mut effort = Effort(100);
        assert!(compare(&wanted, found.as_object().unwrap(), &mut 0, &mut effort).is_err());
        assert_eq!(effort.0, 0);
    }
}
