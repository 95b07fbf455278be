//! Requests for products that certmock does not emulate, and what the gateway says of who asks.

use serde_json::json;
use time::OffsetDateTime;

use super::client::{Client, response, signed};
use super::signer::Tc3;
use crate::mock::{Mock, Request};

fn error(request: Request) -> (String, String) {
    let response = response(&request.send());
    let text = |member: &str| response["Error"][member].as_str().unwrap_or_default().to_owned();
    (text("Code"), text("Message"))
}

/// A request for that action of a version, with that service in the scope of its signature.
fn ask(mock: &Mock, action: &str, version: &str, service: &str, host: &str) -> Request {
    let timestamp = OffsetDateTime::now_utc().unix_timestamp();
    let headers = [("content-type", "application/json"), ("host", host)];
    let tc3 = Tc3 {
        secret_id: "certmock",
        secret_key: "certmock",
        timestamp,
        service,
        method: "POST",
        path: "/",
        query: "",
        headers: &headers,
        payload: "{}",
    };
    mock.request("POST", "/")
        .header("Host", host)
        .header("X-TC-Action", action)
        .header("X-TC-Version", version)
        .header("X-TC-Timestamp", &timestamp.to_string())
        .header("Authorization", &tc3.header())
        .json(&json!({}))
}

#[test]
fn another_product_is_named_by_its_host_its_signature_or_its_version() {
    let mock = Mock::start();
    for (action, version, service, host, product) in [
        ("GetCallerIdentityOfAnother", "2010-01-01", "cam", "mock:80", "cam"),
        ("DescribeSmsTemplateList", "2021-01-11", "sms", "sms.tencentcloudapi.com", "sms"),
        ("DescribeSmsTemplateList", "2021-01-11", "127", "127.0.0.1:80", "sms"),
        // The version is SCF's, too.
        ("DescribeInstances", "2018-04-16", "es", "mock", "es"),
        ("DescribeInstances", "2018-04-16", "127", "es.tencentcloudapi.com", "es"),
        ("GetCustomDomain", "2018-04-16", "tbaas", "127.0.0.1:80", "tbaas"),
        (
            "DescribeX",
            "2020-02-02",
            "iotcloud",
            "iotcloud.ap-guangzhou.tencentcloudapi.com",
            "iotcloud",
        ),
    ] {
        let (code, words) = error(ask(&mock, action, version, service, host));
        assert_eq!(code, "UnsupportedOperation", "{words}");
        assert_eq!(words, format!("certmock does not emulate the product `{product}`."));
        let entries = mock.request("GET", "/_certmock/requests?limit=1").send().expect(200);
        let asked = json!({ "product": product, "version": version, "action": action });
        assert_eq!(entries["requests"][0]["explanation"], asked);
    }
}

#[test]
fn a_version_that_no_service_has_is_refused_by_the_service_that_is_meant() {
    let mock = Mock::start();
    for (service, host, meant) in [
        ("gaap", "mock", "gaap"),
        ("ssl", "mock", "ssl"),
        ("127", "127.0.0.1:80", "ssl"),
        ("nonsense", "nonsense.example.com", "ssl"),
        ("ssl", "tag.tencentcloudapi.com", "tag"),
        ("tag", "mock", "tag"),
        ("cdn", "mock", "cdn"),
        ("live", "mock", "live"),
        ("waf", "mock", "waf"),
        ("scf", "mock", "scf"),
        ("127", "cdn.ap-guangzhou.tencentcloudapi.com", "cdn"),
        ("clb", "mock", "clb"),
        ("127", "clb.ap-guangzhou.tencentcloudapi.com", "clb"),
        ("teo", "mock", "teo"),
        ("vod", "mock", "vod"),
    ] {
        let (code, words) = error(ask(&mock, "DescribeX", "2000-01-01", service, host));
        assert_eq!(code, "NoSuchVersion");
        assert!(words.ends_with(&format!("service=`{meant}`. ")), "{words}");
    }
}

#[test]
fn who_may_not_ask_is_told_the_id_of_the_request_in_either_language() {
    let ssl = Client::ssl();
    ssl.put(&json!({ "denied_actions": ["UploadCertificate"] }));
    let parameters = json!({ "CertificatePublicKey": "x" });
    for (client, begin) in [
        (
            ssl.in_english(),
            "You are not authorized to perform this operation. Check your CAM policies, and ensure that you are using the correct access keys. [[request id:",
        ),
        (ssl, "操作未授权，请检查CAM策略。[[request id:"),
    ] {
        let answer = response(&client.request("UploadCertificate", &parameters).send());
        assert_eq!(answer["Error"]["Code"], "AuthFailure.UnauthorizedOperation");
        let words = answer["Error"]["Message"].as_str().unwrap();
        let id = answer["RequestId"].as_str().unwrap();
        let wanted = format!(
            "{begin}{id}]you are not authorized to perform operation (ssl:UploadCertificate)\nresource (*) has no permission\n]"
        );
        assert_eq!(words, wanted);
    }
}

#[test]
fn the_gateway_has_chinese_words_of_its_own_for_an_unknown_key_and_a_form_that_is_too_large() {
    let mock = Mock::auth(certmock::AuthMode::Strict);
    let request = mock
        .request("POST", "/")
        .header("X-TC-Action", "DescribeCertificates")
        .header("X-TC-Version", "2019-12-05")
        .header("X-TC-Language", "zh-CN");
    let (code, words) = error(signed(request, "nobody").json(&json!({})));
    assert_eq!(code, "AuthFailure.SecretIdNotFound");
    assert_eq!(words, "SecretId不存在，请输入正确的密钥。");
    let form = format!(
        "Action=DescribeCertificates&Version=2019-12-05&Language=zh-CN&SecretId=certmock&Nonce=1&Timestamp=1&Signature=x&SearchKey={}",
        "x".repeat(1 << 20)
    );
    let request = mock.request("POST", "/");
    let request = request.header("Content-Type", "application/x-www-form-urlencoded").body(form);
    let (code, words) = error(request);
    assert_eq!(code, "AuthFailure.SignatureFailure");
    assert_eq!(
        words,
        "由于请求包大小超过限制，请求签名验证失败，请使用新的签名方法 `TC3-HMAC-SHA256`"
    );
}
