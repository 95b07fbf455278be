//! What a test has to know of a vendor's wire.

use certmock::spec::Provider;
use serde_json::Value;

use crate::mock::{Answer, Request, date};
use crate::tencent::client::signed;

/// The request with credentials that are admitted.
pub(crate) fn admitted(provider: &Provider, request: Request) -> Request {
    match provider.id {
        "qiniu" => request.header("Authorization", &format!("QBox tester:{}=", "A".repeat(27))),
        "huawei_elb" => request.header("X-Sdk-Date", &date(time::Duration::ZERO)).header(
            "Authorization",
            &format!("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature={}", "0".repeat(64)),
        ),
        "rainbond" => request.header("Authorization", "certmock"),
        "tencent_ssl" | "tencent_gaap" | "tencent_tag" => signed(request, "tester"),
        other => panic!("how is a request to {other} admitted?"),
    }
}

/// The code that a vendor's envelope carries, as text.
pub(crate) fn code_of(provider: &Provider, answer: &Answer) -> Option<String> {
    let body: Value = serde_json::from_slice(&answer.body).ok()?;
    let code = match provider.id {
        "huawei_elb" => body.get("error_code").or_else(|| body["error"].get("code")),
        "tencent_ssl" | "tencent_gaap" | "tencent_tag" => body["Response"]["Error"].get("Code"),
        _ => body.get("code"),
    };
    Some(code?.to_string().trim_matches('"').to_owned())
}
