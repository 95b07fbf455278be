//! The envelopes that errors come in: the services of the vendor do not have one.

use serde_json::{Value, json};

use crate::spec::Failure;

/// Writes the body of an error, which the id of the request may stand in.
pub(crate) type Envelope = fn(failure: &Failure, request_id: &str) -> Value;

/// The gateway's, and that of services which are made like it:
/// `{"error_msg": …, "error_code": …, "request_id": …}`.
pub(crate) fn flat(failure: &Failure, request_id: &str) -> Value {
    json!({
        "error_msg": failure.en(),
        "error_code": failure.error.code(),
        "request_id": request_id,
    })
}

/// That of the older services: `{"error": {"message": …, "code": …}}`, and beside it what is
/// particular to the request.
pub(crate) fn nested(failure: &Failure, _: &str) -> Value {
    let mut body = json!({ "error": { "message": failure.en(), "code": failure.error.code() } });
    for (member, value) in failure.details() {
        body[*member] = value.clone();
    }
    body
}

/// That of the certificate manager and of the firewall: `{"error_code": …, "error_msg": …}`, the id of
/// the request in its header alone.
pub(crate) fn coded(failure: &Failure, _: &str) -> Value {
    json!({ "error_code": failure.error.code(), "error_msg": failure.en() })
}

/// That of the content delivery network: the same inside `error`.
pub(crate) fn coded_inside(failure: &Failure, request_id: &str) -> Value {
    json!({ "error": coded(failure, request_id) })
}

/// IAM's, which is Keystone's: `{"error": {"code": 401, "message": …, "title": …}}`, with a number
/// where the other services have a text.
pub(crate) fn keystone(failure: &Failure, _: &str) -> Value {
    let status = failure.error.status();
    json!({
        "error": {
            "code": status.as_u16(),
            "message": failure.en(),
            "title": status.canonical_reason(),
        }
    })
}
