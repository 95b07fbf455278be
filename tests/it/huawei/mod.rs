//! Huawei Cloud, whatever the service.

mod projects;
mod signatures;

use serde_json::json;

use crate::mock::{Answer, Mock, Request, date};
use crate::vendors::Vendor;

pub(crate) static VENDOR: Vendor = Vendor {
    prefix: "huawei_",
    admit: signed,
    // OpenStack's own code, which one of ELB's versions is, names a type.
    code_of: |body| {
        let inside = &body["error"];
        let code = body.get("error_code").or_else(|| inside.get("code"));
        let code = code.or_else(|| inside.get("error_code"));
        code.or_else(|| body["NeutronError"].get("type"))
    },
    // The delivery network refuses with 200, too.
    refusals: 200..=599,
    unsigned: (401, "APIGW.0305"),
    unknown_path_page: None,
};

/// The request with a signature that is well formed, of an account that nobody declared.
fn signed(request: Request) -> Request {
    request.header("X-Sdk-Date", &date(time::Duration::ZERO)).header(
        "Authorization",
        &format!("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature={}", "0".repeat(64)),
    )
}

impl Mock {
    /// A request of the built-in account at Huawei's ELB, below its project.
    pub(crate) fn huawei(&self, method: &str, rest: &str) -> Request {
        let target = format!("/v1.0/certmock/elbaas/{rest}");
        self.request(method, &target).header("X-Auth-Token", "certmock")
    }
}

/// Asserts the gateway's envelope.
#[track_caller]
pub(crate) fn refused_by_gateway(answer: &Answer, status: u16, code: &str, message: &str) {
    let id = answer.header("X-Request-Id").unwrap().to_owned();
    let wanted = json!({ "error_msg": message, "error_code": code, "request_id": id });
    assert_eq!(answer.expect(status), wanted);
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
    assert_eq!(answer.header("Server"), Some("api-gateway"));
}
