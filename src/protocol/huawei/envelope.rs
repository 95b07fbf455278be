//! The envelopes that errors come in, those that more than one service has.

use serde_json::{Value, json};

use crate::spec::Failure;

/// Writes the body of an error, which the id of the request may stand in.
pub type Envelope = fn(failure: &Failure, request_id: &str) -> Value;

/// The gateway's: `{"error_msg": …, "error_code": …, "request_id": …}`.
pub fn flat(failure: &Failure, request_id: &str) -> Value {
    json!({
        "error_msg": failure.en(),
        "error_code": failure.error.code(),
        "request_id": request_id,
    })
}

/// That of the older services: `{"error": {"message": …, "code": …}}`, and beside it what is
/// particular to the request.
pub fn nested(failure: &Failure, _: &str) -> Value {
    let mut body = json!({ "error": { "message": failure.en(), "code": failure.error.code() } });
    for (member, value) in failure.details() {
        body[*member] = value.clone();
    }
    body
}
