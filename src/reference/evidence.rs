//! What was shown, and is kept beside the table: who drives an operation, and which errors were
//! earned by requests and states. Both files are written by the tests that show it, and held
//! against it by them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::spec::{ErrorCode, Operation, Provider};

type Lists = BTreeMap<String, Vec<String>>;

/// The clients that drive an operation: `tests/clients/run --record` writes it.
static DRIVEN: LazyLock<Lists> = LazyLock::new(|| read(include_str!("driven.json")));

/// The names of the errors that the tests were refused with, and no rule made: those of an operation
/// by `provider.Operation`, those of a wire by the provider. `tests/evidence.py --record` writes it.
static EARNED: LazyLock<Lists> = LazyLock::new(|| read(include_str!("earned.json")));

fn read(text: &str) -> Lists {
    serde_json::from_str(text).expect("a test wrote it")
}

fn name_of(provider: &Provider, operation: &Operation) -> String {
    format!("{}.{}", provider.id, operation.name)
}

/// The clients that drive an operation.
pub(super) fn drivers(provider: &Provider, operation: &Operation) -> &'static [String] {
    DRIVEN.get(&name_of(provider, operation)).map_or(&[], Vec::as_slice)
}

/// Whether a request or a state leads to an error of an operation's own; a rule always does.
pub(super) fn is_earned(provider: &Provider, operation: &Operation, error: &dyn ErrorCode) -> bool {
    has(&name_of(provider, operation), error)
}

/// Whether a request leads to an error of the wire, at any of the services that share it.
pub(super) fn is_earned_on_the_wire(provider: &Provider, error: &dyn ErrorCode) -> bool {
    let sharing =
        EARNED.keys().filter(|key| !key.contains('.') && vendor(key) == vendor(provider.id));
    sharing.into_iter().any(|key| has(key, error))
}

/// The vendor of a provider, by its id: `tencent` of `tencent_ssl`.
fn vendor(id: &str) -> &str {
    id.split('_').next().unwrap_or(id)
}

fn has(key: &str, error: &dyn ErrorCode) -> bool {
    EARNED.get(key).is_some_and(|names| names.iter().any(|name| name == error.name()))
}
