//! What was shown, and is kept beside the table: who drives an operation, and which errors were
//! earned by requests and states. Both files are written by the tests that show it, and held
//! against it by them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::spec::{ErrorCode, Provider, Providers, Row};

type Lists = BTreeMap<String, Vec<String>>;

/// The clients that drive an operation: `tests/clients/run --record` writes it.
static DRIVEN: LazyLock<Lists> = LazyLock::new(|| read(include_str!("driven.json")));

/// The names of the errors that the tests were refused with, and no rule made: those of an operation
/// by `provider.Operation`, those of a wire by the provider. `tests/evidence.py --record` writes it.
static EARNED: LazyLock<Lists> = LazyLock::new(|| read(include_str!("earned.json")));

fn read(text: &str) -> Lists {
    serde_json::from_str(text).expect("a test wrote it")
}

/// The clients that drive an operation.
pub(super) fn drivers(row: &Row) -> &'static [String] {
    DRIVEN.get(&row.name()).map_or(&[], Vec::as_slice)
}

/// Whether a request or a state leads to an error of an operation's own; a rule always does.
pub(super) fn is_earned(row: &Row, error: &dyn ErrorCode) -> bool {
    has(&row.name(), error)
}

/// Whether a request leads to an error of a wire, at any of the providers whose wire has it.
pub(super) fn is_earned_on_the_wire(providers: Providers, error: &dyn ErrorCode) -> bool {
    let of = |error: &dyn ErrorCode| (error.name(), error.code(), error.en());
    let shares =
        |other: &&&Provider| other.protocol.errors().iter().any(|shared| of(*shared) == of(error));
    providers.iter().filter(shares).any(|other| has(other.id, error))
}

fn has(key: &str, error: &dyn ErrorCode) -> bool {
    EARNED.get(key).is_some_and(|names| names.iter().any(|name| name == error.name()))
}
