//! The reference: printed from the table, and from what the tests have shown of it.

mod assumptions;
mod curl;
mod evidence;
mod json;
mod markdown;
mod openapi;

use serde_json::{Value, json};

pub use self::assumptions::{assumptions_json, assumptions_markdown};
pub(crate) use self::curl::{curl, example, json_header};
pub use self::json::{ORIGIN, json, provider_json};
pub use self::markdown::{page, summary};
pub(crate) use self::openapi::{SCHEMAS, openapi, parameter, schema_settings};
use crate::spec::{ErrorCode, Provider, Providers, Row};

/// What the vendor's service has beside the operations, where that is known.
fn not_emulated(provider: &'static Provider) -> Vec<&'static str> {
    let mut operations = provider.protocol.vendors_operations().unwrap_or_default();
    let rows = provider.rows();
    operations.retain(|name| rows.iter().all(|row| row.operation.name != *name));
    operations
}

/// The errors of an operation's own, each with what leads to it beside a rule.
fn describe_errors(row: &Row) -> Vec<Value> {
    let describe =
        |error: &&dyn ErrorCode| describe_error(*error, evidence::is_earned(row, *error));
    row.operation.call.errors().iter().map(describe).collect()
}

/// The errors that the wire answers with, whatever the operation.
fn describe_wire_errors(providers: Providers, provider: &Provider) -> Vec<Value> {
    let describe = |error: &&dyn ErrorCode| {
        describe_error(*error, evidence::is_earned_on_the_wire(providers, *error))
    };
    provider.protocol.errors().iter().map(describe).collect()
}

fn describe_error(error: &dyn ErrorCode, earned: bool) -> Value {
    json!({
        "name": error.name(),
        "code": error.code(),
        "status": error.status().as_u16(),
        "en": error.en(),
        "zh": error.zh(),
        "met_by": if earned { vec!["request or state", "rule"] } else { vec!["rule"] },
    })
}
