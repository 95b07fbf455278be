//! How long asynchronous work takes: issuance, deployment, tasks.

mod work;
mod written;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use self::work::{Stage, Work};
pub(crate) use self::written::Written;
use crate::span::Span;

/// How long a piece of work takes.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// It is finished at the first look.
    #[default]
    Immediate,
    /// It is finished after this many requests have seen it unfinished.
    Reads(u32),
    /// It takes this long, by the account's clock.
    After(Span),
    /// It never finishes.
    Manual,
}

/// How a piece of work ends.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// All parts succeed.
    #[default]
    Success,
    /// All parts fail.
    Failure,
    /// The first parts fail, this many of them.
    Failed(usize),
}

impl End {
    /// Whether the part of that number, from 0, succeeds.
    pub(crate) fn succeeds(self, part: usize) -> bool {
        match self {
            Self::Success => true,
            Self::Failure => false,
            Self::Failed(parts) => part >= parts,
        }
    }
}

/// How long a kind of work takes, and how it ends.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Script {
    /// How long it takes.
    pub pace: Pace,
    /// How it ends.
    pub end: End,
}

/// The scripts of kinds of work, by name, such as `tencent_ssl.issue`.
#[derive(Clone, Debug, Default)]
pub struct Paces(BTreeMap<String, Script>);

impl Paces {
    /// Sets the script of a kind of work.
    #[must_use]
    pub fn with(mut self, kind: impl Into<String>, script: Script) -> Self {
        self.0.insert(kind.into(), script);
        self
    }

    /// Takes over the scripts of others.
    pub(crate) fn extend(&mut self, others: impl IntoIterator<Item = (String, Script)>) {
        self.0.extend(others);
    }
}
