//! The envelopes of errors, which differ between Huawei Cloud's services.

use serde_json::{Value, json};

use crate::spec::Failure;

/// Writes the body of an error. Some envelopes contain the request id.
pub(crate) type Envelope = fn(failure: &Failure, request_id: &str) -> Value;

/// The envelope of the gateway and of services that follow it:
/// `{"error_msg": …, "error_code": …, "request_id": …}`.
pub(crate) fn flat(failure: &Failure, request_id: &str) -> Value {
    json!({
        "error_msg": failure.en(),
        "error_code": failure.error.code(),
        "request_id": request_id,
    })
}

/// The envelope of older services: `{"error": {"message": …, "code": …}}`, with the request's details beside
/// `error`.
pub(crate) fn nested(failure: &Failure, _: &str) -> Value {
    let mut body = json!({ "error": { "message": failure.en(), "code": failure.error.code() } });
    for (member, value) in failure.details() {
        body[*member] = value.clone();
    }
    body
}

/// The envelope of the certificate manager and the firewall: `{"error_code": …, "error_msg": …}`. The request
/// id is only in a header.
pub(crate) fn coded(failure: &Failure, _: &str) -> Value {
    json!({ "error_code": failure.error.code(), "error_msg": failure.en() })
}

/// The envelope of the content delivery network: the same members inside `error`.
pub(crate) fn coded_inside(failure: &Failure, request_id: &str) -> Value {
    json!({ "error": coded(failure, request_id) })
}

/// The envelope of IAM, which follows Keystone: `{"error": {"code": 401, "message": …, "title": …}}`. Its
/// code is a number, not a string.
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
